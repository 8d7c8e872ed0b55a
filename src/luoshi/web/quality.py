"""How good the readings of a ledger are, for the page on data quality."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from luoshi.documents.model import Document, Source
from luoshi.ledger.records import DocumentView, StatementView
from luoshi.statements.coverage import Coverage, coverage
from luoshi.statements.model import SetAside
from luoshi.web.library import KEPT_DOCUMENTS, Text

EXAMPLES = 3
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Lower ends of the bands of confidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A kind of doubt with how many readings have it, and some of them."""

    code: str
    count: int
    examples: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How many readings have a confidence from ``low`` on, up to the next band."""

    low: float
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule by which numbers were set aside, how many, and some of them."""

    name: str
    count: int
    examples: tuple[SetAside, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A document with what became of its numbers."""

    view: DocumentView
    statements: int
    rules: tuple[Rule, ...]
    open: tuple[SetAside, ...]

    @property
    def set_aside(self) -> int:
        """How many numbers a rule set aside."""
        return sum(rule.count for rule in self.rules)


def doubts(statements: Iterable[StatementView]) -> tuple[Doubt, ...]:
    """Return the doubts of readings, the most frequent first."""
    found: dict[str, list[StatementView]] = {}
    for statement in statements:
        for code in statement.doubts:
            found.setdefault(code, []).append(statement)
    made = (
        Doubt(code=code, count=len(held), examples=tuple(held[:EXAMPLES])) for code, held in found.items()
    )
    return tuple(sorted(made, key=lambda doubt: (-doubt.count, doubt.code)))


def bands(statements: Sequence[StatementView]) -> tuple[Band, ...]:
    """Return how many readings lie in each band of confidence, the surest first."""
    ends = (*STEPS[1:], 2.0)
    return tuple(
        Band(low=low, count=sum(low <= one.confidence < end for one in statements))
        for low, end in sorted(zip(STEPS, ends, strict=True), reverse=True)
    )


def covered(text: Text) -> Covered:
    """Return what became of the numbers of a document."""
    found = _coverage(_Read(text))
    kept: dict[str, list[SetAside]] = {}
    for one in found.set_aside:
        kept.setdefault(one.rule, []).append(one)
    counts = Counter({name: len(held) for name, held in kept.items()})
    return Covered(
        view=text.view,
        statements=found.statements,
        rules=tuple(
            Rule(name=name, count=count, examples=tuple(kept[name][:EXAMPLES]))
            for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        open=found.open,
    )


class _Read:
    """A read document and its source; equal for equal editions."""

    def __init__(self, text: Text) -> None:
        view = text.view
        self.edition = view.edition_id
        self.document: Document = text.document
        self.source = Source(
            key=view.key,
            file=view.file,
            title=view.title,
            issuer=view.issuer,
            published=view.published.text if view.published else None,
            kind=view.kind,
            place=view.place,
        )

    def __hash__(self) -> int:
        return hash(self.edition)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Read) and self.edition == other.edition


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _coverage(read: _Read) -> Coverage:
    return coverage(read.document, read.source)

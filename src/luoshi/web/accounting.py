"""What became of every number of a document, as the pages and the API show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from luoshi.documents.model import Document, Source
from luoshi.errors import Language
from luoshi.ledger.records import DocumentView
from luoshi.statements.coverage import Coverage, Numeral, coverage
from luoshi.statements.extract import survey
from luoshi.statements.model import Survey
from luoshi.web import i18n
from luoshi.web.library import KEPT_DOCUMENTS, Text

EXAMPLES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule by which numbers were set aside, how many, and some of them."""

    name: str
    count: int
    examples: tuple[Numeral, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A document with what became of its numbers.

    Attributes:
        statements: How many numbers became statements.
        rules: The rules that set numbers aside, those of most numbers first.
        open: Numbers that were not understood.
    """

    view: DocumentView
    numerals: tuple[Numeral, ...]
    statements: int
    rules: tuple[Rule, ...]
    open: tuple[Numeral, ...]

    @property
    def set_aside(self) -> int:
        """How many numbers a rule set aside."""
        return sum(rule.count for rule in self.rules)


def covered(text: Text) -> Covered:
    """Return what became of the numbers of a document, with what people decided on its readings."""
    said = frozenset((one.anchor.start, one.anchor.end) for one in text.statements)
    found = _coverage(_Read(text), said)
    return Covered(
        view=text.view,
        numerals=found.numerals,
        statements=found.counts["statement"],
        rules=_rules(found.of("set-aside")),
        open=found.of("open"),
    )


def _rules(numerals: Iterable[Numeral]) -> tuple[Rule, ...]:
    kept: dict[str, list[Numeral]] = {}
    for one in numerals:
        kept.setdefault(one.rule, []).append(one)
    made = (Rule(name=name, count=len(held), examples=tuple(held[:EXAMPLES])) for name, held in kept.items())
    return tuple(sorted(made, key=lambda rule: (-rule.count, rule.name)))


def rule_words(rule: str, language: Language) -> str:
    """Return the rule by which a number was set aside in words; one without words as it is."""
    key = f"aside.{rule}"
    return i18n.words(language, key) if key in i18n.catalogue() else rule


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
def _survey(read: _Read) -> Survey:
    return survey(read.document, read.source)


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _coverage(read: _Read, said: frozenset[tuple[int, int]]) -> Coverage:
    return coverage(read.document, read.source, _survey(read), said)

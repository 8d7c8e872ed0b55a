"""How well extracted statements agree with statements that a person marked.

Both sides are records of the interchange format. A marked statement is *found* by a reading that overlaps
it in the same document with the same value, upper end and unit; a reading serves one marked statement, and
the closest pairs are taken first. Of the found ones each attribute is scored by itself, the indicator by the
characters both phrases share (F1). *Whole* is the share of all marked statements that are found with every
attribute right and a phrase that agrees to ``PHRASE_AGREES``. A marked statement whose note begins with
``doubtful:`` counts neither way.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luoshi.statements.model import Statement

Record = Mapping[str, Any]

SCORED = ("comparator", "measure", "direction", "basis", "period", "kind")
ATTRIBUTES = (*SCORED, "region")
PHRASE_AGREES = 0.6
_IGNORED = re.compile(r"[\s\"'“”‘’「」『』《》*,，、。;；:：()（）的]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts and what was wrong.

    Attributes:
        marked, read: Statements on either side, doubtful ones left out.
        found: Pairs.
        right: Pairs with the attribute right, by attribute.
        phrase: Sum of the phrases' agreement over the pairs.
        whole: Marked statements read whole.
        errors: ``(what, marked, read)`` for each thing that was wrong.
    """

    marked: int
    read: int
    found: int
    right: Mapping[str, int]
    phrase: float
    whole: int
    errors: tuple[tuple[str, Record | None, Record | None], ...] = field(default=(), repr=False)

    def figures(self) -> dict[str, float]:
        """Return precision, recall, whole, phrase and the share right of each attribute."""
        pairs = self.found or 1
        return {
            "precision": self.found / self.read if self.read else 1.0,
            "recall": self.found / self.marked if self.marked else 1.0,
            **{name: self.right[name] / pairs for name in ATTRIBUTES},
            "phrase": self.phrase / pairs,
            "whole": self.whole / self.marked if self.marked else 1.0,
        }


def agreement(first: str | None, second: str | None) -> float:
    """Return the F1 of the characters of two phrases; width, case, quotes and stops do not matter."""
    one, two = Counter(_plain(first)), Counter(_plain(second))
    total = one.total() + two.total()
    if not one or not two:
        return 1.0 if total == 0 else 0.0
    return 2 * (one & two).total() / total


def score(marked: Iterable[Record], read: Iterable[Record]) -> Score:
    """Compare what a person marked with what was read."""
    all_marked, all_read = list(marked), list(read)
    sure = [m for m in all_marked if not str(m.get("note") or "").startswith("doubtful:")]
    doubtful = [m for m in all_marked if str(m.get("note") or "").startswith("doubtful:")]
    served = {id(r) for _, r in _pairs(sure, all_read)}
    kept = [r for r in all_read if id(r) in served or not any(_same(d, r) for d in doubtful)]
    return _compare(sure, kept)


def whole_readings(marked: Iterable[Record], read: Iterable[Statement]) -> list[tuple[Statement, bool]]:
    """Return each statement that was read and whether it agrees with a marked one in everything.

    Readings of marked statements that are doubtful are left out.
    """
    statements = list(read)
    records = [statement.interchange() for statement in statements]
    all_marked = list(marked)
    sure = [m for m in all_marked if not str(m.get("note") or "").startswith("doubtful:")]
    doubtful = [m for m in all_marked if str(m.get("note") or "").startswith("doubtful:")]
    whole = {id(r): _is_whole(m, r) for m, r in _pairs(sure, records)}
    return [
        (statement, whole.get(id(record), False))
        for statement, record in zip(statements, records, strict=True)
        if id(record) in whole or not any(_same(d, record) for d in doubtful)
    ]


def _is_whole(one: Record, other: Record) -> bool:
    same = all(one.get(name) == other.get(name) for name in SCORED)
    return same and agreement(one.get("indicator"), other.get("indicator")) >= PHRASE_AGREES


def _compare(marked: Sequence[Record], read: Sequence[Record]) -> Score:
    pairs = _pairs(marked, read)
    right: Counter[str] = Counter()
    phrases, whole = 0.0, 0
    errors: list[tuple[str, Record | None, Record | None]] = []
    for one, other in pairs:
        agrees = agreement(one.get("indicator"), other.get("indicator"))
        wrong = [name for name in ATTRIBUTES if one.get(name) != other.get(name)]
        right.update(name for name in ATTRIBUTES if name not in wrong)
        phrases += agrees
        wrong += ["phrase"] if agrees < PHRASE_AGREES else []
        whole += not set(wrong) - {"region"}
        errors += [(name, one, other) for name in wrong]
    done_marked, done_read = {id(m) for m, _ in pairs}, {id(r) for _, r in pairs}
    errors += [("missed", m, None) for m in marked if id(m) not in done_marked]
    errors += [("spurious", None, r) for r in read if id(r) not in done_read]
    return Score(
        marked=len(marked),
        read=len(read),
        found=len(pairs),
        right=right,
        phrase=phrases,
        whole=whole,
        errors=tuple(errors),
    )


def _pairs(marked: Sequence[Record], read: Sequence[Record]) -> list[tuple[Record, Record]]:
    by_document: dict[Any, list[Record]] = defaultdict(list)
    for reading in read:
        by_document[reading["doc"]].append(reading)
    candidates = [
        (-_closeness(one, other), i, j, one, other)
        for i, one in enumerate(marked)
        for j, other in enumerate(by_document[one["doc"]])
        if _same(one, other)
    ]
    taken: set[int] = set()
    pairs = []
    for _, _, _, one, other in sorted(candidates, key=lambda c: c[:3]):
        if id(one) not in taken and id(other) not in taken:
            taken |= {id(one), id(other)}
            pairs.append((one, other))
    return pairs


def _closeness(one: Record, other: Record) -> float:
    same: int = sum(one.get(name) == other.get(name) for name in ATTRIBUTES)
    return same + agreement(one.get("indicator"), other.get("indicator"))


def _same(one: Record, other: Record) -> bool:
    return (
        one["doc"] == other["doc"]
        and one["start"] < other["end"]
        and other["start"] < one["end"]
        and _number(one["value"]) == _number(other["value"])
        and _number(one.get("upper")) == _number(other.get("upper"))
        and _plain(one.get("unit")) == _plain(other.get("unit"))
    )


def _number(value: Any) -> float | None:
    return None if value is None else round(float(value), 9)


def _plain(text: str | None) -> str:
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text or "").lower())

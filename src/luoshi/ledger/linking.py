"""Which indicator of a plan a statement is about: by concept, measure, unit and place, never by substring.

A link has a score between 0 and 1 and its grounds. At ``ACCEPTED`` or above it is taken; down to
``CANDIDATE`` it is proposed to a person and never scored; below it is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from luoshi.errors import LuoshiError
from luoshi.statements.model import Statement
from luoshi.vocabulary.concepts import Concept, dimension_of, known
from luoshi.vocabulary.matching import Reason, joined, match_name, spellings
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.phrases import normalise, take_apart
from luoshi.vocabulary.units import find_unit
from luoshi.vocabulary.words import Basis, Direction, Measure

ACCEPTED = 0.85
"""From here on a link is taken."""

CANDIDATE = 0.4
"""From here on a link is proposed for review."""

_HALF = 0.5
_UNIT_UNKNOWN = 0.9
_AGREEING_VALUE = 0.15
_LEAST_CONFIDENCE = 0.5
_RUNNING_TOTAL = re.compile(r"累计|累积|有史以来|开行以来|建成以来|成立以来")

Match = Literal["same", "proxy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An indicator as linking sees it.

    Attributes:
        key: What the caller knows it by.
        group: At most one indicator of a group (a plan) is taken for a statement.
        name: Without the unit's brackets; words for growth may be part of it.
        place: The place it is about.
    """

    key: str
    group: str
    name: str
    concept: Concept | None = None
    unit: str | None = None
    measure: Measure = "level"
    direction: Direction | None = None
    basis: Basis | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How far a statement is about an indicator.

    Attributes:
        key: The indicator's.
        reason: Grounds, as ``vocabulary.matching.words_of`` puts them into words.
        accepted: Taken, or only proposed for review.
        match: What a figure read from the statement is to the indicator: ``proxy`` for part of a year.
    """

    key: str
    score: float
    reason: str
    accepted: bool
    match: Match = "same"


def link(statement: Statement, subject: Subject, *, clause: str = "", value_agrees: bool = False) -> Link:
    """Return how far a statement is about an indicator.

    Args:
        statement: What was read.
        subject: The indicator.
        clause: The words before the number in its clause; a running total is known by them.
        value_agrees: The indicator has the same number for the same period in the same document.
    """
    grounds: list[Reason] = []
    score = 1.0
    for check in (_measure, _place, _unit):
        score *= check(statement, subject, grounds)
        if not score:
            return Link(key=subject.key, score=0.0, reason=joined(grounds), accepted=False)
    named = _name(statement, subject, grounds)
    if named and value_agrees:
        named = min(1.0, named + _AGREEING_VALUE)
        grounds.insert(1, Reason(code="value-agrees"))
    score *= named
    if score and _is_running_total(statement, subject, clause):
        score = min(score, _HALF)
        grounds.append(Reason(code="cumulative"))
    if score and statement.confidence < _LEAST_CONFIDENCE:
        score = min(score, _HALF)
        grounds.append(Reason(code="reading-doubtful"))
    match = _match(statement, subject, grounds) if score else "same"
    score = round(score, 6)
    return Link(key=subject.key, score=score, reason=joined(grounds), accepted=score >= ACCEPTED, match=match)


def link_all(
    statement: Statement,
    subjects: Iterable[Subject],
    *,
    clause: str = "",
    agreeing: frozenset[str] = frozenset(),
) -> list[Link]:
    """Return the links worth keeping, best first; of a group at most one is taken.

    Args:
        statement: What was read.
        subjects: Every indicator it may be about.
        clause: The words before the number in its clause.
        agreeing: Keys of indicators that have the same number for the same period in the same document.
    """
    found = [
        (made, subject)
        for subject in subjects
        if (made := link(statement, subject, clause=clause, value_agrees=subject.key in agreeing)).score
        >= CANDIDATE
    ]
    found.sort(key=lambda pair: (-pair[0].score, pair[0].key))
    return _one_of_each_group(found)


class Subjects:
    """Many indicators, so that a statement is compared only with those whose name shares words with it."""

    def __init__(self, subjects: Iterable[Subject]) -> None:
        self._subjects: list[Subject] = []
        self._pairs: dict[str, set[int]] = {}
        for subject in subjects:
            self.add(subject)

    def add(self, subject: Subject) -> None:
        """Add an indicator."""
        place = len(self._subjects)
        self._subjects.append(subject)
        for pair in _pairs_of_names(subject.name, subject.concept.id if subject.concept else None):
            self._pairs.setdefault(pair, set()).add(place)

    def near(self, statement: Statement) -> list[Subject]:
        """Return the indicators whose name shares two neighbouring characters with a statement's."""
        words = normalise(statement.indicator or "")
        found: set[int] = set()
        for pair in _pairs(words):
            found |= self._pairs.get(pair, set())
        return [self._subjects[place] for place in sorted(found)]


@cache
def _pairs_of_names(name: str, key: str | None) -> frozenset[str]:
    concept = known(key)
    names = {*spellings(name, concept), *spellings(take_apart(name).base, concept)}
    return frozenset(pair for text in names for pair in _pairs(text))


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def _one_of_each_group(found: Sequence[tuple[Link, Subject]]) -> list[Link]:
    kept: list[Link] = []
    taken: dict[str, float] = {}
    for made, subject in found:
        if made.accepted and subject.group in taken:
            kept.append(replace(made, accepted=False))
            continue
        if made.accepted:
            taken[subject.group] = made.score
        kept.append(made)
    return kept


def _name(statement: Statement, subject: Subject, grounds: list[Reason]) -> float:
    if not statement.indicator:
        return 0
    phrase, wanted = take_apart(statement.indicator), take_apart(subject.name)
    both_growth = statement.measure == "growth" or subject.measure == "growth"
    words = phrase.base if both_growth else statement.indicator
    name = wanted.base if both_growth else subject.name
    match = match_name(words, name, subject.concept, place=statement.region or subject.place)
    grounds.insert(0, match.reason)
    return match.score


def _measure(statement: Statement, subject: Subject, grounds: list[Reason]) -> float:
    if statement.measure != subject.measure and not _counts_what_is_new(statement, subject):
        grounds.append(Reason(code="measure-differs", detail=f"{statement.measure}/{subject.measure}"))
        return 0
    if statement.measure != "growth" or statement.basis in (None, subject.basis):
        return 1
    single_year_of_an_average = (statement.basis, subject.basis) == ("yoy", "annual_average")
    if single_year_of_an_average:
        return 1
    grounds.append(Reason(code="basis-differs", detail=f"{statement.basis}/{subject.basis}"))
    return 0


def _counts_what_is_new(statement: Statement, subject: Subject) -> bool:
    """Whether level and change mean the same: the indicator itself counts what is new (城镇新增就业)."""
    name = subject.concept.name if subject.concept else subject.name
    return {statement.measure, subject.measure} == {"level", "change"} and "新增" in name


def _unit(statement: Statement, subject: Subject, grounds: list[Reason]) -> float:
    if statement.measure == "rank":
        return 1
    written = dimension_of(statement.unit)
    if written is None:
        grounds.append(Reason(code="unit-unknown"))
        return _UNIT_UNKNOWN
    if not _dimension_fits(statement, subject):
        grounds.append(Reason(code="unit-differs", detail=f"{statement.unit}/{subject.unit or '—'}"))
        return 0
    if _other_currency(statement.unit, subject.unit):
        grounds.append(Reason(code="currency-differs", detail=f"{statement.unit}/{subject.unit}"))
        return _HALF
    grounds.append(Reason(code="unit-agrees"))
    return 1


def _dimension_fits(statement: Statement, subject: Subject) -> bool:
    written, wanted = dimension_of(statement.unit), dimension_of(subject.unit)
    if statement.measure == "growth":
        return written in ("percent", "fold", "percent_point")
    if written == wanted:
        return True
    if subject.concept is not None:
        return subject.concept.measured_in(statement.unit) is not False and (
            wanted is None or {written, wanted} <= set(subject.concept.dimensions)
        )
    return wanted is None


def _other_currency(one: str | None, other: str | None) -> bool:
    first, second = (find_unit(text) if text else None for text in (one, other))
    return bool(
        first and second and first.kind == second.kind == "money" and first.dimension != second.dimension
    )


def _place(statement: Statement, subject: Subject, grounds: list[Reason]) -> float:
    if same_place(statement.region, subject.place):
        return 1
    grounds.append(Reason(code="other-place", detail=statement.region or ""))
    return 0


def same_place(one: str | None, other: str | None) -> bool:
    """Return whether two names mean one place; a missing one is the document's own."""
    if one is None or other is None or one == other:
        return True
    return any(one + end == other or other + end == one for end in ("市", "省", "区", "县"))


def _is_running_total(statement: Statement, subject: Subject, clause: str) -> bool:
    stock = subject.concept is not None and subject.concept.nature == "stock"
    return not stock and bool(
        _RUNNING_TOTAL.search(clause) or _RUNNING_TOTAL.search(statement.indicator or "")
    )


def _match(statement: Statement, subject: Subject, grounds: list[Reason]) -> Match:
    period = read_period(statement.period)
    if period is None:
        if statement.kind == "actual":
            grounds.append(Reason(code="undated"))
        return "same"
    if covers_whole_years(period) or (_is_stock(subject) and period.end.month == 1 and period.end.day == 1):
        return "same"
    grounds.append(Reason(code="part-of-year", detail=period.iso()))
    return "proxy"


def _is_stock(subject: Subject) -> bool:
    return subject.concept is not None and subject.concept.nature == "stock"


def covers_whole_years(period: Period) -> bool:
    """Return whether a period runs from a first of January to a first of January."""
    return (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 1, 1)


def read_period(text: str | None) -> Period | None:
    """Return the period of a text, ``None`` when there is none or it is not understood."""
    if not text:
        return None
    try:
        return Period.parse(text)
    except LuoshiError:
        return None

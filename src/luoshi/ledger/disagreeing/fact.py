"""What the detectors see: facts with their source, and what they find among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from luoshi.ledger.records import Citation, DisagreementKind
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.words import Basis, Comparator, Measure

What = Literal["baseline", "target", "observation", "statement", "pledge"]
Rule = Literal[
    "values",
    "slip",
    "slip_neighbours",
    "slip_since",
    "targets",
    "pledge",
    "matter",
    "growth",
    "growth_average",
    "growth_real",
    "part",
    "parts",
    "parts_places",
    "parts_dimension",
    "growth_since",
    "ratio",
    "jump",
    "jump_definition",
    "jump_growth",
]
"""Why two facts do not go together; each has its sentence in ``words.toml``."""

_WORTH = "ABCDX"
_TRUSTED = frozenset("ABC")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something a source says that can be held against something else.

    Attributes:
        id: Of its row in the ledger.
        name: What is measured, as the source names it.
        place: ``None``: the place of the plan.
        period: ``None`` when unknown.
        value: ``None`` for a pledge without a number.
        kind: ``actual`` or ``target``; forecasts are left out before.
        own: Whether it is the plan's own baseline or target.
        match: What a figure is to its indicator; ``same`` for what is read in prose.
        indicator: Id of the indicator it belongs to.
        strength: Of a target: 确保, 达到, 力争, …
        target_kind: Of a target: level, average_growth, …
        words: Of a pledge: what it says.
        base: Of a growth since a year (比2015年增长): that year.
    """

    id: str
    what: What
    name: str
    concept: str | None
    citation: Citation
    value: Decimal | None
    unit: str | None = None
    place: str | None = None
    period: Period | None = None
    comparator: Comparator = "eq"
    measure: Measure = "level"
    basis: Basis | None = None
    kind: Literal["actual", "target"] = "actual"
    definition: str | None = None
    own: bool = False
    match: str = "same"
    indicator: str | None = None
    strength: str | None = None
    target_kind: str | None = None
    words: str | None = None
    base: int | None = None

    @property
    def number(self) -> Decimal:
        """The value of a fact that has one."""
        if self.value is None:
            raise ValueError(self.id)
        return self.value

    @property
    def year(self) -> int | None:
        """The calendar year it is about, or at whose end it stands; ``None`` for any other period."""
        period = self.period
        if period is None or (period.end.month, period.end.day) != (1, 1):
            return None
        year = period.end.year - 1
        if period.nature == "point" or period.start == date(year, 1, 1):
            return year
        return None

    @property
    def trusted(self) -> bool:
        """Whether its source is good enough to be held against another one."""
        return self.citation.trust in _TRUSTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Facts that do not go together.

    Attributes:
        rule: Names the sentence that explains it.
        left, right: The two sides that are quoted.
        more: Further facts that the finding rests on.
        numbers: What the sentence is filled with: decimals as text, names, periods.
        about: What it is about beside its facts, so that an answer to an earlier state can be shown.
    """

    kind: DisagreementKind
    rule: Rule
    left: Fact
    right: Fact
    more: tuple[Fact, ...] = ()
    numbers: dict[str, str] = field(default_factory=dict)
    about: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact it rests on."""
        return (self.left, self.right, *self.more)


def worth(fact: Fact) -> tuple[bool, int, bool, str]:
    """Return a key by which the better of several values of one fact comes first."""
    exact = fact.comparator in ("eq", "approx")
    return not fact.own, _WORTH.index(fact.citation.trust), not exact, str(fact.value)


def best(facts: Iterable[Fact]) -> Fact | None:
    """Return the fact of the best source, ``None`` of none."""
    return min(facts, key=lambda fact: (not _exact(fact), worth(fact)), default=None)


def _exact(fact: Fact) -> bool:
    return fact.comparator == "eq"


def yearly(facts: Iterable[Fact], *, measure: Measure = "level") -> dict[tuple[str, int], list[Fact]]:
    """Return actual figures of whole years by concept and year, exact ones of trusted sources only."""
    found: dict[tuple[str, int], list[Fact]] = {}
    for fact in facts:
        usable = fact.kind == "actual" and fact.measure == measure and fact.value is not None
        if usable and fact.trusted and fact.comparator == "eq" and fact.concept and fact.year is not None:
            found.setdefault((fact.concept, fact.year), []).append(fact)
    return found

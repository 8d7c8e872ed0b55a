"""A growth that does not fit its levels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext

from luoshi.ledger.disagreeing.comparing import in_unit, plain, step
from luoshi.ledger.disagreeing.fact import Fact, Found, Rule, worth, yearly
from luoshi.ledger.disagreeing.parameters import Parameters

_USED = frozenset({"same", "derived", "input", "context"})
_LEVELS = frozenset({"same", "derived", "input"})
_PERCENT = frozenset({"%", "个百分点"})
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A growth held against two levels.

    Attributes:
        growth: As published, per cent.
        start, end: Levels of the year before the first and of the last year.
        years: Between the two levels; 1 for a growth since a year, which is told as a whole.
        given: The growth a year that the levels give, per cent.
        tolerance: How far apart the two may be, percentage points.
    """

    growth: Fact
    start: Fact
    end: Fact
    years: int
    given: Decimal
    tolerance: Decimal

    @property
    def fits(self) -> bool:
        """Whether they go together."""
        return abs(self.given - self.growth.number) <= self.tolerance


def growths(facts: Iterable[Fact], known: Parameters) -> Iterator[Found]:
    """Yield growths that fit no pair of levels of the same thing.

    A growth from the year before needs the levels of both years; an average growth over years needs the
    level of the year before the first and of the last; a growth since a year the levels of that year and of
    its own. A growth at constant prices may differ from that
    of levels at current prices by the change of prices.
    """
    for tried in held_against_levels(facts, known):
        if not any(one.fits for one in tried):
            yield _found(tried[0], known)


def held_against_levels(facts: Iterable[Fact], known: Parameters) -> Iterator[list[Held]]:
    """Yield each growth with every pair of levels it can be held against, the best sources first."""
    facts = list(facts)
    levels = yearly(fact for fact in facts if fact.match in _LEVELS)
    for growth in facts:
        span = span_of(growth)
        if span is None or growth.concept is None:
            continue
        first, last = span
        tried = [
            held(growth, start, end, 1 if growth.basis == "since" else last - first, known)
            for start in sorted(levels.get((growth.concept, first), ()), key=worth)
            for end in sorted(levels.get((growth.concept, last), ()), key=worth)
            if start.number > 0 and _comparable(start, end)
        ]
        if tried:
            yield tried


def span_of(growth: Fact) -> tuple[int, int] | None:
    """Return the years whose levels a growth joins: the one before its first and its last."""
    usable = growth.kind == "actual" and growth.measure == "growth" and growth.match in _USED
    if not usable or not growth.trusted or growth.unit not in _PERCENT or growth.value is None:
        return None
    period = growth.period
    if period is None or growth.comparator != "eq":
        return None
    if growth.basis == "since":
        later = growth.year
        return (growth.base, later) if growth.base and later and growth.base < later else None
    first, last = period.start.year - 1, period.end.year - 1
    whole = (period.start.month, period.start.day, period.end.month, period.end.day) == (1, 1, 1, 1)
    if growth.basis == "annual_average" and whole and last - first > 1:
        return first, last
    if growth.basis in ("yoy", None) and whole and last - first == 1:
        return first, last
    return None


def contradicted(growth: Fact, start: Fact, end: Fact, known: Parameters) -> Found:
    """Return that a growth over one year does not fit its two levels."""
    return _found(held(growth, start, end, 1, known), known)


def _comparable(start: Fact, end: Fact) -> bool:
    return in_unit(start, end.unit) is not None


def held(growth: Fact, start: Fact, end: Fact, years: int, known: Parameters) -> Held:
    """Return a growth held against two levels; see ``Held``."""
    first = in_unit(start, end.unit)
    assert first is not None
    with localcontext() as context:
        context.prec = 28
        given = ((end.number / first) ** (Decimal(1) / years) - 1) * 100
    rounding = step(growth.number) * _HALF + _of_levels(start, end, years)
    real = growth.concept in known.real_concepts
    span = end.year - start.year if growth.basis == "since" and start.year and end.year else 1
    tolerance = rounding + (known.real * span if real else known.nominal)
    return Held(growth=growth, start=start, end=end, years=years, given=given, tolerance=tolerance)


def _of_levels(start: Fact, end: Fact, years: int) -> Decimal:
    """Return what the rounding of the levels may add to the growth a year, percentage points."""
    parts = sum((step(one.number) * _HALF / abs(one.number) for one in (start, end)), Decimal(0))
    return parts * 100 / years


def _rule(one: Held, *, real: bool) -> Rule:
    if one.growth.basis == "since":
        return "growth_since"
    return "growth_real" if real else "growth_average" if one.years > 1 else "growth"


def _found(one: Held, known: Parameters) -> Found:
    real = one.growth.concept in known.real_concepts
    numbers = {
        "growth": plain(one.growth.number),
        "given": plain(one.given, 2),
        "start": plain(one.start.number),
        "start_year": str(one.start.year),
        "start_unit": one.start.unit or "",
        "end": plain(one.end.number),
        "end_year": str(one.end.year),
        "end_unit": one.end.unit or "",
        "difference": plain(abs(one.given - one.growth.number), 2),
        "tolerance": plain(one.tolerance, 2),
    }
    rule = _rule(one, real=real)
    return Found(
        kind="growth_levels", rule=rule, left=one.growth, right=one.end, more=(one.start,), numbers=numbers
    )

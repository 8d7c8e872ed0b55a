"""Breaks of a series as disagreements: each can be answered, and a person's answer can lift it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from luoshi.ledger.disagreeing.fact import Fact, Found
from luoshi.ledger.disagreeing.growths import contradicted
from luoshi.ledger.disagreeing.jumps import stepped
from luoshi.ledger.disagreeing.parameters import Parameters
from luoshi.ledger.disagreeing.slips import slipped
from luoshi.ledger.integrity.detectors import detect
from luoshi.ledger.integrity.levels import growths_of, yearly_of
from luoshi.ledger.integrity.model import BREAKS, Flag
from luoshi.ledger.records import Disagreement, IndicatorView
from luoshi.vocabulary.period import Period

_LATER = "jump"
"""Of a step the later year is what it is about, of all else the year of its first side."""
_OF_ONE_YEAR = frozenset({"growth", "growth_real"})


def breaks(
    indicator: IndicatorView,
    series: Mapping[int, Fact],
    facts: Sequence[Fact],
    found: Iterable[Found],
    known: Parameters,
) -> Iterator[Found]:
    """Yield the breaks that the levels of an indicator show and that nothing found so far is about.

    Args:
        indicator: Whose levels they are.
        series: The best level of each year.
        facts: Everything told of the place.
        found: What the detectors of disagreements found.
        known: Their thresholds.
    """
    levels = yearly_of(indicator, series, facts)
    if levels is None:
        return
    told = {
        year
        for one in found
        if indicator.id in {fact.indicator for fact in one.facts}
        if (year := _year_found(one)) is not None
    }
    for flag in detect(levels):
        if flag.kind in BREAKS and flag.first not in told:
            yield _found(indicator, flag, dict(series), facts, known)


def _found(
    indicator: IndicatorView, flag: Flag, series: dict[int, Fact], facts: Sequence[Fact], known: Parameters
) -> Found:
    before = max(year for year in series if year < flag.first)
    if flag.kind == "growth":
        growth = growths_of(indicator.concept, facts)[flag.first]
        return contradicted(growth, series[before], series[flag.first], known)
    if flag.kind == "unit_slip":
        return slipped(series[before], series[flag.first], flag.numbers["times"])
    return stepped(series, flag.first)


def _year_found(one: Found) -> int | None:
    return _year(one.kind, one.rule, (one.right if one.kind == _LATER else one.left).year)


def of_a_series(one: Disagreement) -> bool:
    """Whether a disagreement may be about a year from which a series does not go on."""
    return _year(one.kind, one.rule, 0) is not None


def about(flag: Flag, one: Disagreement) -> bool:
    """Whether a disagreement of the same indicator is about the year in which a flag stands."""
    last = Period.parse(one.period).last_day.year if one.period else None
    return flag.kind in BREAKS and _year(one.kind, one.rule, last) == flag.first


def _year(kind: str, rule: str, year: int | None) -> int | None:
    """Return the year that a finding says a series breaks in, ``None`` where it says no such thing."""
    if kind in ("jump", "unit_slip") or (kind == "growth_levels" and rule in _OF_ONE_YEAR):
        return year
    return None

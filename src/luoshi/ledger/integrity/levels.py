"""The yearly levels of an indicator from its facts, with the growths that sources tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from luoshi.ledger.disagreeing.comparing import in_unit
from luoshi.ledger.disagreeing.fact import Fact
from luoshi.ledger.disagreeing.growths import span_of
from luoshi.ledger.disagreeing.parameters import parameters
from luoshi.ledger.integrity.model import Yearly
from luoshi.ledger.records import IndicatorView


def yearly_of(indicator: IndicatorView, series: Mapping[int, Fact], facts: Iterable[Fact]) -> Yearly | None:
    """Return the best level of each year in one unit, with the growths published; ``None`` without any.

    Args:
        indicator: Whose levels they are.
        series: The best level of each year.
        facts: Everything told of the place: growths of the same concept are taken.
    """
    if not series:
        return None
    years = sorted(series)
    unit = series[years[-1]].unit
    values = {year: in_unit(series[year], unit) for year in years}
    known = {year: value for year, value in values.items() if value is not None}
    marked = [(year, series[year].definition) for year in years if series[year].definition]
    breaks = {year for (_, before), (year, name) in pairwise(marked) if name != before}
    told = {year: one.number for year, one in growths_of(indicator.concept, facts).items()}
    return Yearly(
        values=known,
        growths=told,
        percent=unit == "%",
        real=indicator.concept in parameters().real_concepts,
        breaks=frozenset(breaks),
    )


def growths_of(concept: str | None, facts: Iterable[Fact]) -> dict[int, Fact]:
    """Return the growth over the year before of each year for which sources agree on one."""
    told: dict[int, list[Fact]] = {}
    for fact in facts:
        span = span_of(fact) if concept is not None and fact.concept == concept else None
        if span is not None and span[1] - span[0] == 1:
            told.setdefault(span[1], []).append(fact)
    return {year: some[0] for year, some in told.items() if len({one.number for one in some}) == 1}

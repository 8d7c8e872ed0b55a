"""The integrity of the series of a plan, from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from luoshi.evaluation.integrity.detectors import detect
from luoshi.evaluation.integrity.model import Flag, Yearly
from luoshi.ledger import views
from luoshi.ledger.disagreeing.comparing import in_unit
from luoshi.ledger.disagreeing.fact import Fact
from luoshi.ledger.disagreeing.gathering import of_plan, of_statements
from luoshi.ledger.disagreeing.growths import span_of
from luoshi.ledger.disagreeing.parameters import parameters
from luoshi.ledger.disagreements import levels_among
from luoshi.ledger.records import Cut, Disagreement, IndicatorView, PlanView
from luoshi.ledger.store import Ledger

BESIDE = frozenset({"jump", "unit_slip", "growth_levels"})
"""Kinds of disagreement that may be about the same years as a flag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A flag on the series of an indicator.

    Attributes:
        disagreement: The disagreement about the same year of the same indicator, under which it is answered.
    """

    indicator: IndicatorView
    flag: Flag
    disagreement: Disagreement | None = None


def checked(
    ledger: Ledger, plan: PlanView, found: Sequence[Disagreement], cut: Cut = views.NOW
) -> tuple[Checked, ...]:
    """Return the flags on the series of a plan, in its order.

    Args:
        ledger: To read.
        plan: Whose indicators are looked at.
        found: The disagreements of the plan; what is among them is not another matter here.
        cut: In time.
    """
    gathered = of_plan(ledger, plan, cut=cut)
    said = of_statements(ledger, plan.place, views.documents(ledger, cut=cut), cut=cut)
    facts = [fact for one in gathered for fact in one.figures] + list(said)
    return tuple(
        Checked(indicator=one.indicator, flag=flag, disagreement=_beside(one.indicator, flag, found))
        for one in gathered
        for flag in _flags(one.indicator, levels_among(one.indicator, one.figures), facts)
    )


def _flags(indicator: IndicatorView, series: Mapping[int, Fact], facts: Iterable[Fact]) -> tuple[Flag, ...]:
    levels = yearly_of(indicator, series, facts)
    return detect(levels) if levels is not None else ()


def yearly_of(indicator: IndicatorView, series: Mapping[int, Fact], facts: Iterable[Fact]) -> Yearly | None:
    """Return the best level of each year in one unit, with the growths published; ``None`` without any."""
    if not series:
        return None
    years = sorted(series)
    unit = series[years[-1]].unit
    values = {year: in_unit(series[year], unit) for year in years}
    known = {year: value for year, value in values.items() if value is not None}
    marked = [(year, series[year].definition) for year in years if series[year].definition]
    breaks = {year for (_, before), (year, name) in pairwise(marked) if name != before}
    return Yearly(
        values=known,
        growths=_growths(indicator.concept, facts),
        percent=unit == "%",
        real=indicator.concept in parameters().real_concepts,
        breaks=frozenset(breaks),
    )


def _growths(concept: str | None, facts: Iterable[Fact]) -> dict[int, Decimal]:
    """Return the growth over the year before of each year for which sources agree on one."""
    told: dict[int, set[Decimal]] = {}
    for fact in facts:
        span = span_of(fact) if concept is not None and fact.concept == concept else None
        if span is not None and span[1] - span[0] == 1:
            told.setdefault(span[1], set()).add(fact.number)
    return {year: next(iter(numbers)) for year, numbers in told.items() if len(numbers) == 1}


def _beside(indicator: IndicatorView, flag: Flag, found: Iterable[Disagreement]) -> Disagreement | None:
    return next(
        (
            one
            for one in found
            if one.kind in BESIDE
            and one.indicator_id == indicator.id
            and str(flag.first) in {one.period, *(side.period for side in one.sides[1:2])}
        ),
        None,
    )

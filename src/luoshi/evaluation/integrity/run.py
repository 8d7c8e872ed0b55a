"""The integrity of the series of a plan, from the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from luoshi.ledger import views
from luoshi.ledger.disagreeing.fact import Fact
from luoshi.ledger.disagreeing.gathering import of_plan, of_statements
from luoshi.ledger.disagreements import levels_among
from luoshi.ledger.integrity.breaks import about
from luoshi.ledger.integrity.detectors import detect
from luoshi.ledger.integrity.levels import yearly_of
from luoshi.ledger.integrity.model import Flag
from luoshi.ledger.records import Cut, Disagreement, IndicatorView, PlanView
from luoshi.ledger.store import Ledger


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


def _beside(indicator: IndicatorView, flag: Flag, found: Iterable[Disagreement]) -> Disagreement | None:
    return next((one for one in found if one.indicator_id == indicator.id and about(flag, one)), None)

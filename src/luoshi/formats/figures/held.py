"""A ledger's figures as lines: one for each indicator, place, period and definition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from luoshi.evaluation.inputs import observation_input
from luoshi.evaluation.rules.choice import choose
from luoshi.formats.figures.lines import Line, dimensions_text
from luoshi.ledger import views
from luoshi.ledger.records import Cut, IndicatorView, ObservationView, PlanView

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What can be exchanged, and how much cannot.

    Attributes:
        lines: In the order of the plan.
        left_out: Figures without a date, bounds (50以上) and figures of another definition or place that
            only stand beside the plan's own.
    """

    lines: tuple[Line, ...]
    left_out: int


def held_figures(ledger: Ledger, plan: PlanView, cut: Cut) -> Held:
    """Return the figures of a plan as of a cut; among several for one period the one the rules choose."""
    lines: list[Line] = []
    left_out = 0
    for indicator in views.indicators(ledger, plan.id, cut=cut):
        every = views.observations(ledger, indicator.id, cut=cut)
        fit = [
            one for one in every if one.period and one.comparator == "eq" and one.match in ("same", "derived")
        ]
        left_out += len(every) - len(fit)
        for view in _chosen(indicator, fit):
            lines.append(_line(plan, indicator, view, len(lines) + 1))
    return Held(lines=tuple(lines), left_out=left_out)


def _chosen(indicator: IndicatorView, every: Iterable[ObservationView]) -> Iterable[ObservationView]:
    by_id = {one.id: one for one in every}
    ordered = sorted(by_id.values(), key=_key)
    for _, same in groupby(ordered, key=_key):
        yield by_id[choose(observation_input(one, indicator) for one in same).taken.id]


def _key(view: ObservationView) -> tuple[str, str, str, str, str]:
    dimensions = dimensions_text(getattr(view, "dimensions", None) or {})
    return view.period or "", view.place or "", view.definition or "", view.unit or "", dimensions


def _line(plan: PlanView, indicator: IndicatorView, view: ObservationView, row: int) -> Line:
    words = {
        "indicator": f"{plan.slug}/{indicator.slug}",
        "name": indicator.name,
        "place": view.place,
        "period": view.period,
        "value": f"{view.value:f}",
        "unit": view.unit,
        "dimensions": _key(view)[4],
        "stage": view.stage,
        "definition": view.definition,
        "note": view.note,
    }
    return Line(values={name: text for name, text in words.items() if text}, file="", row=row)

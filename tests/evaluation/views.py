"""Short ways to write what the ledger hands out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from luoshi.ledger.records import Citation, IndicatorView, ObservationView, TargetView
from luoshi.vocabulary.period import Period

NOWHERE = Citation(
    publisher=None,
    title=None,
    published=None,
    source=None,
    locator=None,
    quote=None,
    trust="A",
    evidence="cited",
)


def aim(period: str, value: str | None = "1", **more: Any) -> TargetView:
    given = {"upper": None, "comparator": "eq", "kind": "level"} | more
    return TargetView(
        id=f"{period}:{value}",
        indicator_id="i",
        period=period,
        value=None if value is None else Decimal(value),
        citation=NOWHERE,
        **given,
    )


def indicator(*targets: TargetView, baseline: TargetView | None = None, **more: Any) -> IndicatorView:
    given = {"name": "货运量", "unit": "万吨", "measure": "level", "basis": None, "concept": None} | more
    return IndicatorView(
        id="i",
        plan_id="p",
        slug="1",
        number=1,
        domain=None,
        attribute="unmarked",
        higher_is_better=True,
        origin="table",
        baseline=baseline,
        targets=targets,
        **given,
    )


def figure(period: str | None, value: str, unit: str | None, **more: Any) -> ObservationView:
    given = {"status": "A", "match": "same", "definition": None, "comparator": "eq"} | more
    return ObservationView(
        id="o",
        series_id="s",
        concept=None,
        name="货运量",
        place=None,
        period=Period.parse(period).iso() if period else None,
        value=Decimal(value),
        unit=unit,
        citation=NOWHERE,
        recorded=1,
        **given,
    )

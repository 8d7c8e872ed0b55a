"""An indicator's own page: the verdict, the figures, how one follows from the other, and who says what."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from luoshi.evaluation.model import Result
from luoshi.web.addresses import source_of
from luoshi.web.charts.drawing import Drawing
from luoshi.web.charts.large import NARROW, WIDE, large
from luoshi.web.charts.model import Chart, Mark, Point
from luoshi.web.explaining import choices, rule_word, steps
from luoshi.web.facts import Dossier
from luoshi.web.page import Reader, page, reader_of

router = APIRouter()


@router.get("/{place}/{plan}/{indicator}")
def indicator(request: Request, place: str, plan: str, indicator: str) -> HTMLResponse:
    """Show an indicator by its number in the plan or its slug."""
    reader = reader_of(request)
    dossier: Dossier = request.app.state.desk.dossier(place, plan, indicator, reader.times)
    chart = Drawing(reader.language, "").chart(dossier.indicator)
    result = dossier.indicator.result
    return page(
        request,
        "indicator.html",
        dossier=dossier,
        facts=dossier.plan,
        item=dossier.indicator,
        base=f"/{place}/{plan}",
        chart=chart,
        has_points=bool(chart.points),
        has_minor=any(point.minor for point in chart.points),
        wide=large(chart, "w", reader.language, WIDE),
        narrow=large(chart, "n", reader.language, NARROW),
        steps=steps(result, reader.language) if result else (),
        choices=choices(result, dossier.indicator, reader.language) if result else (),
        rule_word=lambda found: _rule(found, reader),
        reader_address=lambda citation: source_of(citation, reader.times),
    )


@router.get("/{place}/{plan}/{indicator}/chart.json")
def chart_data(request: Request, place: str, plan: str, indicator: str) -> JSONResponse:
    """Give the interactive chart its data."""
    reader = reader_of(request)
    dossier: Dossier = request.app.state.desk.dossier(place, plan, indicator, reader.times)
    address = f"/{place}/{plan}/{dossier.indicator.key}{reader.times.query()}"
    return JSONResponse(as_data(Drawing(reader.language, address).chart(dossier.indicator)))


def as_data(chart: Chart) -> dict[str, Any]:
    """Return a chart as the data the interactive one draws: floats, for the screen only."""
    marks = [mark for mark in (chart.baseline, *chart.targets) if mark]
    return {
        "description": chart.description,
        "unit": chart.unit,
        "downwards": chart.downwards,
        "runs": [[_item(point) for point in run] for run in chart.segments],
        "minor": [_item(point) for point in chart.points if point.minor],
        "marks": [_item(mark) for mark in marks],
        "path": [[[x1, float(y1)], [x2, float(y2)]] for (x1, y1), (x2, y2) in chart.path],
        "breaks": [{"x": cut.x, "label": cut.label} for cut in chart.breaks],
    }


def _item(item: Point | Mark) -> dict[str, Any]:
    return {"value": [item.x, float(item.value)], "label": item.label, "href": item.href}


def _rule(result: Result, reader: Reader) -> str:
    return rule_word(result, reader.language)

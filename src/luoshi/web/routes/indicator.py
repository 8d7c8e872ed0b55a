"""An indicator's own page: the verdict, the figures, how one follows from the other, and who says what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from luoshi.access import Role
from luoshi.ledger.records import DocumentView
from luoshi.web.access import current, looks_ahead
from luoshi.web.addresses import source_of, words_at
from luoshi.web.charts.drawing import Drawing
from luoshi.web.charts.large import NARROW, WIDE, large
from luoshi.web.charts.model import Chart, Mark, Point
from luoshi.web.explaining import choices, derived, steps
from luoshi.web.facts import IndicatorFacts, Mention
from luoshi.web.gate import Mode
from luoshi.web.methods import chosen, compared
from luoshi.web.outlook import of_indicator
from luoshi.web.page import page, reader_of
from luoshi.web.times import day_of
from luoshi.web.whatif import shown

router = APIRouter()


@router.get("/{place}/{plan}/{indicator}")
def indicator(
    request: Request, place: str, plan: str, indicator: str, then: str = "", rate: str = ""
) -> HTMLResponse:
    """Show an indicator by its slug, which is its number in the plan's table."""
    reader = reader_of(request)
    facts: IndicatorFacts = request.app.state.desk.indicator(place, plan, indicator, reader.times)
    chart = Drawing(reader.language, "").chart(facts.row, facts.dossier)
    result = facts.row.result
    on = day_of("then", then)
    peered = request.app.state.desk.beside_peers(facts, reader.times)
    public = request.app.state.gate.mode() is Mode.COPY
    return page(
        request,
        "indicator.html",
        facts=facts,
        row=facts.row,
        summary=facts.plan.summary,
        box=facts.box,
        actions=facts.actions,
        chart=chart,
        has_minor=any(point.minor for point in chart.points),
        wide=large(chart, "w", reader.language, WIDE),
        narrow=large(chart, "n", reader.language, NARROW),
        then=on,
        looked_back=request.app.state.desk.then(facts, on, reader.times) if on else (),
        steps=steps(result, reader.language) if result else (),
        choices=choices(result, facts.dossier, reader.language) if result else (),
        chosen=chosen(facts.dossier, public, reader.language),
        outlooks=of_indicator(facts.dossier, reader.times.at, reader.language)
        if looks_ahead(request)
        else (),
        whatif=None if public else shown(facts.dossier, reader.times.at, rate, reader.language),
        compared=compared(peered, facts.row.target, result, reader.language),
        derived=derived(facts.dossier, facts.row.target, reader.language),
        opens=current(request).has(Role.PLANNER, Role.SUPERVISOR),
        said=[
            (document, list(some)) for document, some in groupby(facts.mentions, key=lambda one: one.document)
        ],
        words_of=lambda citation: source_of(citation, reader.times),
        words_at=lambda anchor: words_at(anchor, reader.times),
    )


def _by_document(mentions: Sequence[Mention]) -> list[tuple[DocumentView | None, list[Mention]]]:
    """Return what each document says; the plan's own table stands among baseline and targets already."""
    beside = (one for one in mentions if one.link.reason != "table-row")
    return [(document, list(some)) for document, some in groupby(beside, key=lambda one: one.document)]


@router.get("/{place}/{plan}/{indicator}/chart.json")
def chart_data(request: Request, place: str, plan: str, indicator: str) -> JSONResponse:
    """Give the interactive chart its data."""
    reader = reader_of(request)
    facts: IndicatorFacts = request.app.state.desk.indicator(place, plan, indicator, reader.times)
    address = f"{facts.plan.base}/{indicator}{reader.times.query()}"
    return JSONResponse(as_data(Drawing(reader.language, address).chart(facts.row, facts.dossier)))


def as_data(chart: Chart) -> dict[str, Any]:
    """Return a chart as the data the interactive one draws: floats, for the screen only."""
    marks = [mark for mark in (chart.baseline, *chart.targets) if mark]
    return {
        "title": chart.title,
        "description": chart.description,
        "unit": chart.unit,
        "downwards": chart.downwards,
        "runs": [[_item(point) for point in run] for run in chart.segments],
        "gaps": [[_item(left), _item(right)] for left, right in chart.gaps],
        "minor": [_item(point) for point in chart.points if point.minor],
        "marks": [_item(mark) for mark in marks],
        "path": [[[x1, float(y1)], [x2, float(y2)]] for (x1, y1), (x2, y2) in chart.path],
        "breaks": [{"x": cut.x, "label": cut.label} for cut in chart.breaks],
    }


def _item(item: Point | Mark) -> dict[str, Any]:
    return {"value": [item.x, float(item.value)], "label": item.label, "href": item.href}

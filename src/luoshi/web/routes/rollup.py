"""A plan rolled up: counts, the worst binding indicator, and the composites a reader asked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from luoshi.evaluation.rollup import run
from luoshi.web.charts.interval import interval
from luoshi.web.facts import PlanFacts
from luoshi.web.page import page, reader_of

router = APIRouter()


@router.get("/{place}/{plan}/rollup")
def rollup(
    request: Request, place: str, plan: str, composite: Annotated[list[run.Name] | None, Query()] = None
) -> HTMLResponse:
    """Show a plan rolled up; no composite stands there unless it was asked for by name."""
    reader = reader_of(request)
    facts: PlanFacts = request.app.state.desk.plan(place, plan, reader.times)
    chosen = tuple(dict.fromkeys(composite or ()))
    found = run.rolled_up(facts.summary, chosen)
    return page(
        request,
        "rollup.html",
        facts=facts,
        summary=facts.summary,
        found=found,
        worst=run.worst_words(found, reader.language),
        names=run.NAMES,
        chosen=chosen,
        rules={"seed": run.SEED, "draws": run.DRAWS, "factor": run.FACTOR, "left_out": run.LEFT_OUT},
        lines=list(zip(found.composites, run.records(found, reader.language), strict=True)),
        named={row.indicator.slug: row for row in facts.summary.rows},
        interval=interval,
    )

"""The API's endpoint for what reporters said with their figures; a published copy has none of it."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.responses import Response

from luoshi.web.api import reported as shapes
from luoshi.web.api.answering import TROUBLES, ForList, lists, refuse_unknown
from luoshi.web.routes.api_plans import PLAN

router = APIRouter(
    prefix="/api/v1", tags=["inside"], dependencies=[Depends(refuse_unknown)], responses=dict(TROUBLES)
)


@router.get(f"{PLAN}/indicators/{{indicator}}/reported", **lists(shapes.ReportedFigures))
def reported(call: ForList, place: str, plan: str, indicator: str) -> Response:
    """Return the short fields and the evidence of an indicator's reported figures."""
    found = call.desk.indicator(place, plan, indicator, call.times).reported
    return call.many(shapes.ReportedFigures, found, shapes.reported, f"reported-{place}-{plan}-{indicator}")

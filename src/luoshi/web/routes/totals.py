"""Totals beside the sums of their parts."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from luoshi.ledger.totals import OUTCOMES
from luoshi.web.page import page, reader_of

router = APIRouter()

SHOWN = 200
"""Most totals on one page; the API has all of them."""


@router.get("/totals")
def totals(request: Request, outcome: str = "") -> HTMLResponse:
    """Show every total that has parts, those that do not fit first."""
    every = request.app.state.desk.totals(reader_of(request).times)
    chosen = outcome if outcome in OUTCOMES else ""
    found = [one for one in every if chosen in ("", one.outcome)]
    found.sort(key=lambda one: OUTCOMES.index(one.outcome))
    return page(
        request,
        "totals.html",
        rows=found[:SHOWN],
        found=len(found),
        total=len(every),
        counts={name: sum(one.outcome == name for one in every) for name in OUTCOMES},
        chosen=chosen,
    )

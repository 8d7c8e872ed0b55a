"""What was changed, by whom, from what and why: an indicator's history and the list of corrections."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from luoshi.web.addresses import source_of, words_at
from luoshi.web.facts import IndicatorFacts
from luoshi.web.page import page, reader_of

router = APIRouter()

SHOWN = 200
"""Most corrections on one page; the API has all of them."""


@router.get("/corrections")
def corrections(request: Request) -> HTMLResponse:
    """Show every correction, the newest first."""
    reader = reader_of(request)
    found = request.app.state.desk.corrections(reader.times)
    return page(
        request,
        "corrections.html",
        corrections=found[:SHOWN],
        total=len(found),
        words_of=lambda citation: source_of(citation, reader.times),
    )


@router.get("/{place}/{plan}/about")
def about(request: Request, place: str, plan: str) -> HTMLResponse:
    """Show a plan's editions, successor, higher and lower plans, and its functional positioning."""
    reader = reader_of(request)
    desk = request.app.state.desk
    facts = desk.plan(place, plan, reader.times)
    return page(
        request,
        "about.html",
        facts=facts,
        summary=facts.summary,
        course=desk.course(facts, reader.times),
        words_of=lambda citation: source_of(citation, reader.times),
        words_at=lambda anchor: words_at(anchor, reader.times),
    )


@router.get("/{place}/{plan}/{indicator}/history")
def history(request: Request, place: str, plan: str, indicator: str) -> HTMLResponse:
    """Show every change to an indicator, the newest first."""
    reader = reader_of(request)
    facts: IndicatorFacts = request.app.state.desk.indicator(place, plan, indicator, reader.times)
    return page(
        request,
        "history.html",
        facts=facts,
        row=facts.row,
        summary=facts.plan.summary,
        words_of=lambda citation: source_of(citation, reader.times),
    )

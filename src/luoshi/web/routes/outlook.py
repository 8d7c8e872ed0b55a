"""The outlook on a plan's running targets, for those inside: a page and the paper that is printed from it."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from luoshi.evaluation.outlook.run import prospects
from luoshi.web.facts import PlanFacts
from luoshi.web.i18n import words
from luoshi.web.outlook import Ahead, ahead
from luoshi.web.page import page, reader_of

router = APIRouter()

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@router.get("/{place}/{plan}/outlook")
def outlook(request: Request, place: str, plan: str) -> HTMLResponse:
    """Show where every running target is heading, or why nothing is said."""
    reader = reader_of(request)
    facts: PlanFacts = request.app.state.desk.plan(place, plan, reader.times)
    found = ahead(prospects(facts.summary.assessment), reader.language)
    silent: dict[str, list[Ahead]] = {}
    for one in found:
        if not one.said:
            silent.setdefault(str(one.line["reason"]), []).append(one)
    return page(
        request,
        "outlook.html",
        facts=facts,
        said=[one for one in found if one.said],
        silent=sorted(silent.items(), key=lambda pair: -len(pair[1])),
    )


@router.get("/{place}/{plan}/outlook/paper")
def paper(request: Request, place: str, plan: str) -> Response:
    """Hand out the paper for internal use."""
    from luoshi.formats.ahead import outlook_paper

    reader = reader_of(request)
    facts: PlanFacts = request.app.state.desk.plan(place, plan, reader.times)
    name = f"{facts.plan.title}-{words(reader.language, 'outlook.paper_name')}-{facts.summary.at}.docx"
    return Response(
        outlook_paper(facts.summary.assessment),
        media_type=WORD,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "cache-control": "private, no-store",
        },
    )

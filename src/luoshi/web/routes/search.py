"""Looking for words in indicators, figures and documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from luoshi.ledger import views
from luoshi.ledger.search import KINDS, search
from luoshi.web.desk import Desk
from luoshi.web.finding import Finder, Line, near, together
from luoshi.web.page import page, reader_of
from luoshi.web.times import Times

router = APIRouter()

MOST = 200
"""Most things of a kind that are looked for; more are counted as "200 or more"."""
FIRST = 8
"""Lines of a kind that are shown while no kind is chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found of one kind.

    Attributes:
        lines: Those that are shown.
        total: How many there are.
        more: Whether there may be more than were looked for.
    """

    kind: str
    lines: Sequence[Line]
    total: int
    more: bool


@router.get("/search")
def find(request: Request, q: str = "", kind: str = "") -> HTMLResponse:
    """Show what holds every word of ``q``; ``kind`` shows all of one kind."""
    reader = reader_of(request)
    desk: Desk = request.app.state.desk
    query = " ".join(q.split())[:200]
    chosen = kind if kind in KINDS else ""
    groups = _groups(desk, reader.times, query, chosen)
    found = any(group.total for group in groups)
    return page(
        request,
        "search.html",
        query=query,
        chosen=chosen,
        groups=groups,
        found=found,
        suggestions=() if found else near(query, _names(desk, reader.times)),
    )


def _groups(desk: Desk, times: Times, query: str, chosen: str) -> list[Group]:
    hits = search(desk.ledger, query, MOST, times.cut)
    finder = Finder(desk, times, query)
    groups = []
    for kind in KINDS:
        own = [hit for hit in hits if hit.kind == kind]
        found = together(own)
        shown = found if kind == chosen else found[:FIRST] if not chosen else []
        lines = finder.lines(shown)
        groups.append(Group(kind=kind, lines=lines, total=len(found), more=len(own) == MOST))
    return groups


def _names(desk: Desk, times: Times) -> list[str]:
    """Return the names of the leading plan's indicators."""
    leading = desk.leading_plan(times)
    return [one.name for one in views.indicators(desk.ledger, leading.id, cut=times.cut)] if leading else []

"""Who answers for what, what is missing, and which periods are closed."""

from __future__ import annotations

import csv
import io
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from luoshi.access import Role
from luoshi.access.posts import holdings
from luoshi.collection.asking import Books, Occupied, books
from luoshi.collection.closing import close, decisions, reopen
from luoshi.collection.health import FLAGS, Gap, burden, gaps, ownership
from luoshi.errors import LuoshiError
from luoshi.formats.figures.plain_csv import guard
from luoshi.ledger import views
from luoshi.ledger.locking import arrivals
from luoshi.web.access import current, gate_of
from luoshi.web.collecting.posts import actor_of
from luoshi.web.collecting.sent import Sent, sent
from luoshi.web.i18n import words
from luoshi.web.page import language_of, page, reader_of
from luoshi.web.routes.collect import attached

router = APIRouter()

GAP_COLUMNS = ("indicator", "key", "place", "periods", "kind", "provider", "basis", "due")


@router.get("/owners")
def owners(request: Request, flag: str = "") -> Response:
    """Show who reports, checks and approves each indicator, and how it goes."""
    source = _books(request)
    every = ownership(source, _occupied(request, source))
    chosen = flag if flag in FLAGS else ""
    return page(
        request,
        "owners.html",
        rows=[one for one in every if not chosen or chosen in one.flags],
        total=len(every),
        counts={name: sum(name in one.flags for one in every) for name in FLAGS},
        chosen=chosen,
        burdens=burden(source, source.today.year),
        year=source.today.year,
        unit_of=source.register.unit_of,
    )


@router.get("/gaps")
def missing(request: Request) -> Response:
    """Show which figures are missing and who should provide them."""
    found = gaps(_books(request))
    kinds = {one.kind for one in found}
    return page(request, "gaps.html", gaps=found, kinds={k: [g for g in found if g.kind == k] for k in kinds})


@router.get("/gaps.csv")
def missing_csv(request: Request) -> Response:
    """Hand out the list of what is missing."""
    language = language_of(request)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([words(language, f"gaps.{name}") for name in GAP_COLUMNS])
    for one in gaps(_books(request)):
        cells = _cells(one) | {"kind": words(language, f"gaps.kind_{one.kind}")}
        writer.writerow([guard(cells[name]) for name in GAP_COLUMNS])
    title = words(language, "gaps.title")
    return attached(text.getvalue().encode("utf-8-sig"), f"{title}.csv", "text/csv; charset=utf-8")


def _books(request: Request) -> Books:
    """Return what is asked and reported, as of the three times of a question."""
    return books(request.app.state.desk.ledger, cut=reader_of(request).times.cut)


def _cells(gap: Gap) -> dict[str, str]:
    return {
        "indicator": gap.indicator,
        "key": gap.key,
        "place": gap.place,
        "periods": "、".join(gap.periods),
        "provider": gap.provider or "",
        "basis": gap.basis or "",
        "due": gap.due.isoformat() if gap.due else "",
    }


def _occupied(request: Request, source: Books) -> Occupied | None:
    """Return what says whether somebody holds a post; ``None`` without accounts."""
    store = gate_of(request).store()
    if store is None:
        return None
    day = source.today
    spans = holdings(store)
    held = {one.post_id for one in spans if one.since <= day and (one.until is None or day < one.until)}
    return held.__contains__


@router.get("/collect/periods")
def periods(request: Request) -> Response:
    """Show which periods are closed, by whom and why, and which were reopened."""
    ledger, cut = request.app.state.desk.ledger, reader_of(request).times.cut
    plans = views.plans(ledger, cut=cut)
    titles = {one.id: one.title for one in plans}
    names = {one.id: one.name for plan in plans for one in views.indicators(ledger, plan.id, cut=cut)}
    return page(
        request,
        "periods.html",
        decisions=[one for one in reversed(decisions(ledger, cut)) if one.closing.plan_id in titles],
        arrivals=arrivals(ledger, cut),
        plans=plans,
        titles=titles,
        names=names,
        may_close=current(request).has(Role.PLANNER, Role.APPROVER),
    )


@router.post("/collect/periods")
def decide(request: Request, given: Annotated[Sent, Depends(sent)]) -> Response:
    """Close a period or open it again."""
    act = {"close": close, "reopen": reopen}.get(given.text("act"))
    if act is None:
        raise LuoshiError("act-unknown", act=given.text("act"))
    act(
        request.app.state.desk.ledger,
        given.text("plan"),
        given.text("period"),
        actor=actor_of(request, None),
        reason=given.text("reason"),
        indicator=given.text("indicator") or None,
    )
    return RedirectResponse("/collect/periods", status_code=303)

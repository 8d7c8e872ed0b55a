"""One task of a plan, or a part of one: its words, what answers it, what persons settle about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from luoshi.errors import LuoshiError
from luoshi.evaluation.rows import Row
from luoshi.ledger.confirming import (
    STRENGTHS,
    SettledTerm,
    settle,
    settled_terms,
    task_named,
    unsettle,
)
from luoshi.ledger.reasons import LONGEST_REASON
from luoshi.ledger.records import ProjectView
from luoshi.ledger.schema.tasks import CLASSES, SETTLED
from luoshi.web import access
from luoshi.web.addresses import words_at
from luoshi.web.deeds import Chest, Deed
from luoshi.web.desk import Desk
from luoshi.web.facts import PlanFacts, spoken
from luoshi.web.forms import text_of
from luoshi.web.page import page, reader_of
from luoshi.web.routes.actions import measured
from luoshi.web.times import Times

router = APIRouter()

PATH = "/{place}/{plan}/actions/{task}"
NONE = "-"
"""What a person fills in to say that there is none."""


@router.get(PATH)
def action(request: Request, place: str, plan: str, task: str) -> HTMLResponse:
    """Show a task; raises ``not-found``."""
    reader = reader_of(request)
    desk: Desk = request.app.state.desk
    facts = desk.plan(place, plan, reader.times)
    chest, deed = _deed(desk, place, plan, task, reader.times)
    rows = measured(facts)
    decisions = _decisions(desk, facts, deed, reader.times)
    may_settle = access.may_send(request, PATH)
    return page(
        request,
        "action.html",
        facts=facts,
        deed=deed,
        measured=rows,
        indicators=list(_indicators(facts, chest, deed, rows)),
        projects=_projects(desk, deed, reader.times),
        titles={view.key: view.title or view.file for view in desk.documents(reader.times)},
        label_of=lambda row: spoken(row.indicator, reader.language),
        words_at=lambda anchor: words_at(anchor, reader.times),
        task=_task(chest, deed),
        decisions=decisions,
        seen={what: next((one.id for one in decisions if one.what == what), "") for what in SETTLED},
        may_settle=may_settle,
        inside=may_settle,
        names=access.gate_of(request).names() if may_settle else {},
        classes=CLASSES,
        strengths=STRENGTHS,
        longest=LONGEST_REASON,
    )


@router.post(PATH)
async def decide(request: Request, place: str, plan: str, task: str) -> RedirectResponse:
    """Record what a person settles about a task, or takes back, and lead back to it."""
    form = await request.form()
    desk: Desk = request.app.state.desk
    facts = desk.plan(place, plan, reader_of(request).times)
    one = task_named(desk.ledger, facts.plan, task)
    caller = access.current(request)
    who = {"reason": text_of(form, "reason"), "actor": caller.account_id or caller.name}
    if text_of(form, "act") == "undo":
        unsettle(desk.ledger, one, text_of(form, "what"), **who)
    else:
        values = _values(form, one.terms.lead)
        seen = {what: text_of(form, f"seen_{what}") for what in values}
        settle(desk.ledger, one, values, seen=seen, **who)
    return RedirectResponse(f"{facts.base}/actions/{one.slug}#decisions", status_code=303)


def _values(form: FormData, lead: tuple[str, ...]) -> dict[str, Any]:
    """Return what a form fills in; what is left empty is not settled."""
    found: dict[str, Any] = {}
    for what in ("task_class", "strength", "deadline"):
        if said := text_of(form, what):
            found[what] = None if said == NONE else said
    if said := text_of(form, "lead"):
        found["lead"] = (
            [] if said == NONE else [unit for unit in said.replace("，", "、").split("、") if unit]
        )
    elif lead and text_of(form, "confirm"):
        found["lead"] = list(lead)
    return found


def _deed(desk: Desk, place: str, plan: str, task: str, times: Times) -> tuple[Chest, Deed]:
    for chest in desk.chests(place, plan, times):
        for deed in chest.deeds:
            for one in (deed, *deed.parts):
                if one.view.slug == task:
                    return chest, one
    raise LuoshiError("not-found", what=task)


def _task(chest: Chest, deed: Deed) -> Deed | None:
    """Return the task that a part is listed under."""
    return next((one for one in chest.deeds if one.view.slug == deed.view.part_of), None)


def _decisions(desk: Desk, facts: PlanFacts, deed: Deed, times: Times) -> tuple[SettledTerm, ...]:
    every = settled_terms(desk.ledger, facts.plan.id, times.cut)
    return tuple(one for one in every if one.action_id == deed.view.id)


def _indicators(
    facts: PlanFacts, chest: Chest, deed: Deed, rows: dict[tuple[int, int], Row]
) -> Iterator[Row]:
    """Yield the indicators whose targets stand in a task's words, then those of its chapter."""
    own = [rows.get((one.anchor.start, one.anchor.end)) for one in deed.statements]
    boxes = {box.box: box.indicators for box in facts.summary.boxes}
    whole = chest.form == "special" and deed.view.part_of is None
    of_box = boxes.get(chest.label, ()) if whole else ()
    found: dict[str, Row] = {row.indicator.id: row for row in (*own, *of_box) if row is not None}
    yield from found.values()


def _projects(desk: Desk, deed: Deed, times: Times) -> list[ProjectView]:
    """Return the named projects that a task's words name."""
    words = deed.view.anchor
    return [
        one
        for one in desk.projects(times)
        if any(
            mention.anchor.edition_id == words.edition_id
            and mention.anchor.start < words.end
            and words.start < mention.anchor.end
            for mention in one.mentions
        )
    ]

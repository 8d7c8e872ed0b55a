"""Settling a task, or a part of one, by a program, with a token that covers the task."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from luoshi.access import Caller
from luoshi.errors import LuoshiError
from luoshi.ledger.confirming import settle, task_named, unsettle
from luoshi.ledger.records import ActionView, Entry, PlanView
from luoshi.web.access import current
from luoshi.web.api.base import Trouble
from luoshi.web.api.settling import Settling, TaskSettled
from luoshi.web.desk import Desk
from luoshi.web.page import reader_of

router = APIRouter()

_ANSWERS: dict[int | str, dict[str, Any]] = {
    code: {"model": Trouble} for code in (400, 401, 403, 404, 409, 413, 422, 429, 503)
}


@router.post(
    "/api/v1/plans/{place}/{plan}/actions/{task}",
    response_model=TaskSettled,
    responses=_ANSWERS,
    tags=["plans"],
)
def settle_task(request: Request, place: str, plan: str, task: str, call: Settling) -> TaskSettled:
    """Settle the class, the lead, the deadline or the strength of a task or of a part, or take one back."""
    desk: Desk = request.app.state.desk
    facts = desk.plan(place, plan, reader_of(request).times)
    one = task_named(desk.ledger, facts.plan, task)
    caller = current(request)
    _covered(caller, facts.plan, one)
    entry = _written(desk, one, call, caller.actor)
    now = task_named(desk.ledger, facts.plan, one.slug)
    return TaskSettled(
        entry=entry.number,
        action=now.slug,
        task_class=now.terms.task_class,
        lead=list(now.terms.lead),
        lead_basis=now.terms.basis,
        deadline=now.terms.deadline,
        strength=now.strength,
        settled=sorted(now.terms.settled),
    )


def _written(desk: Desk, one: ActionView, call: Settling, actor: str) -> Entry:
    if call.undo is not None:
        return unsettle(desk.ledger, one, call.undo, reason=call.reason, actor=actor)
    values = {name: getattr(call, name) for name in call.model_fields_set - {"undo", "reason"}}
    return settle(desk.ledger, one, values, reason=call.reason, actor=actor)


def _covered(caller: Caller, plan: PlanView, one: ActionView) -> None:
    """Refuse a task that the caller's token does not name, itself or by its task; raises ``token-task``."""
    slugs = {one.slug, one.part_of or one.slug}
    named = {one.id, *(f"{plan.place_slug}/{plan.slug}/actions/{slug}" for slug in slugs)}
    if caller.indicators is not None and caller.indicators.isdisjoint(named):
        raise LuoshiError("token-task", task=one.slug)

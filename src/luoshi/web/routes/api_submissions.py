"""Handing figures in by a program, with a token that covers some indicators only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from luoshi.access import Caller
from luoshi.collection.appointing import registered
from luoshi.collection.knowing import subjects
from luoshi.collection.submitting import Delivery, submit
from luoshi.errors import LuoshiError
from luoshi.web.access import current
from luoshi.web.api.base import Trouble
from luoshi.web.api.submissions import HandedIn, Handing, Reported, figure_of, taken_of
from luoshi.web.collecting.posts import actor_of, needed, posts_of

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

router = APIRouter()

_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": HandedIn},
    201: {"model": HandedIn},
    422: {"model": HandedIn | Trouble},
    **{code: {"model": Trouble} for code in (400, 401, 403, 404, 409, 413, 429, 503)},
}


@router.post("/api/v1/submissions", response_model=HandedIn, responses=_ANSWERS, tags=["reporting"])
def hand_in(request: Request, call: Handing) -> JSONResponse:
    """Check figures and hand them in; with ``dry_run`` only say what would change."""
    ledger: Ledger = request.app.state.desk.ledger
    caller = current(request)
    acting = needed(posts_of(caller, registered(ledger)), call.post)
    _covered(ledger, caller, call.figures)
    handed = submit(
        ledger,
        [figure_of(one, number) for number, one in enumerate(call.figures, start=1)],
        actor=actor_of(request, acting),
        delivery=Delivery(way="api", draft=call.draft),
        dry_run=call.dry_run,
        submission_id=call.submission or None,
    )
    answer = taken_of(handed)
    refused = not answer.taken and not (call.dry_run and handed.checked.accepted)
    code = 201 if answer.taken else 422 if refused else 200
    return JSONResponse(answer.model_dump(mode="json"), status_code=code)


def _covered(ledger: Ledger, caller: Caller, figures: Iterable[Reported]) -> None:
    """Refuse a figure of an indicator that the caller's token does not cover; raises ``token-indicator``."""
    if caller.indicators is None:
        return
    known = subjects(ledger)
    for one in figures:
        subject = known.get(one.indicator.strip())
        names = {subject.key, subject.view.id} if subject else {one.indicator.strip()}
        if caller.indicators.isdisjoint(names):
            raise LuoshiError("token-indicator", indicator=one.indicator)

"""Where what the sources say does not go together: both sides quoted, by kind and state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from luoshi.ledger.disagreeing.answers import answer
from luoshi.ledger.disagreeing.words import codes
from luoshi.ledger.integrity.breaks import of_a_series
from luoshi.ledger.reasons import LONGEST_REASON
from luoshi.ledger.records import Decision, Disagreement
from luoshi.web import access
from luoshi.web.addresses import source_of
from luoshi.web.facts import PlanFacts
from luoshi.web.page import page, reader_of

router = APIRouter()

PATH = "/{place}/{plan}/disagreements"


@router.get(PATH)
def disagreements(request: Request, place: str, plan: str, kind: str = "", state: str = "") -> HTMLResponse:
    """Show the disagreements about a plan, and those in other documents about its place."""
    reader = reader_of(request)
    facts: PlanFacts = request.app.state.desk.plan(place, plan, reader.times)
    everything = (*facts.disagreements, *facts.elsewhere)
    chosen = {"kind": kind, "state": state}
    sections = [
        (key, [one for one in some if kind in ("", one.kind) and state in ("", one.state)])
        for key, some in (("own", facts.disagreements), ("elsewhere", facts.elsewhere))
    ]

    def address(**changed: str) -> str:
        """Return the address of the page with another filter."""
        asked = {name: value for name, value in {**chosen, **changed}.items() if value}
        return f"{facts.base}/disagreements{reader.times.query(**asked)}"

    return page(
        request,
        "disagreements.html",
        facts=facts,
        sections=sections,
        shown=sum(len(some) for _, some in sections),
        all=len(everything),
        kinds=_counted("kind", everything),
        states=_counted("state", everything),
        chosen=chosen,
        address=address,
        may_answer=access.may_send(request, PATH),
        longest=LONGEST_REASON,
        of_a_series=of_a_series,
        words_of=lambda citation: source_of(citation, reader.times),
    )


def _counted(group: str, found: Iterable[Disagreement]) -> list[tuple[str, int]]:
    """Return the kinds or states that occur, with how often, in the order of their words."""
    counts = Counter(getattr(one, group) for one in found)
    return [(code, counts[code]) for code in codes("kind" if group == "kind" else "state") if counts[code]]


@router.post(PATH)
def decide(
    request: Request,
    place: str,
    plan: str,
    disagreement: Annotated[str, Form()],
    decision: Annotated[Decision, Form()],
    reason: Annotated[str, Form()] = "",
    seen: Annotated[str, Form()] = "",
) -> RedirectResponse:
    """Record what a person decides about a disagreement, and lead back to it."""
    facts: PlanFacts = request.app.state.desk.plan(place, plan, reader_of(request).times)
    caller = access.current(request)
    actor = caller.account_id or caller.name
    ledger = request.app.state.desk.ledger
    one, _ = answer(ledger, disagreement, decision, reason=reason, actor=actor, seen=seen)
    return RedirectResponse(f"{facts.base}/disagreements#d-{one.id}", status_code=303)

"""What a plan says will be done: its boxes and special actions, with what was published about them."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from luoshi.evaluation.rows import Row
from luoshi.ledger import views
from luoshi.web.addresses import words_at
from luoshi.web.deeds import Chest, Deed
from luoshi.web.facts import PlanFacts, spoken
from luoshi.web.page import is_part, page, reader_of

router = APIRouter()

SHOWN = ("all", "special", "item", "row", "published", "figures", "confirm")
"""Which tasks to show: every one, those of one form, those with something published, those that promise a
figure, those whose lead is to be confirmed."""


@router.get("/{place}/{plan}/actions")
def actions(request: Request, place: str, plan: str, show: str = "all") -> HTMLResponse:
    """Show the special actions of a plan, box by box."""
    reader = reader_of(request)
    desk = request.app.state.desk
    facts = desk.plan(place, plan, reader.times)
    chests: tuple[Chest, ...] = desk.chests(place, plan, reader.times)
    chosen = show if show in SHOWN else "all"
    counts = {name: sum(_shown(deed, name) for chest in chests for deed in chest.deeds) for name in SHOWN}
    return page(
        request,
        "actions.html",
        block="list" if is_part(request) else None,
        facts=facts,
        base=facts.base,
        chests=chests,
        shown=[
            (chest, deeds) for chest in chests if (deeds := [d for d in chest.deeds if _shown(d, chosen)])
        ],
        counts=counts,
        boxes=sum(chest.form == "special" for chest in chests),
        measured=measured(facts),
        show=chosen,
        label_of=lambda row: spoken(row.indicator, reader.language),
        indicators={box.box: box.indicators for box in facts.summary.boxes},
        titles={view.key: view.title or view.file for view in desk.documents(reader.times)},
        words_at=lambda anchor: words_at(anchor, reader.times),
    )


def _shown(deed: Deed, show: str) -> bool:
    terms = deed.view.terms
    if show in views.FORMS:
        return terms.form == show
    chosen = {
        "published": bool(deed.achievements),
        "figures": bool(deed.statements),
        "confirm": terms.to_confirm or any(one.terms.to_confirm for one in deed.view.parts),
    }
    return chosen.get(show, True)


def measured(facts: PlanFacts) -> dict[tuple[int, int], Row]:
    """Return the indicators of the plan by the raw span of the words of their targets."""
    rows = {row.indicator.id: row for row in facts.everything()}
    targets = views.words_of_targets((row.indicator for row in rows.values()), facts.plan)
    return {span: rows[one.id] for span, one in targets.items()}


@router.get("/demonstrations")
def demonstrations(request: Request) -> HTMLResponse:
    """Show the demonstrations and nets: each promise, what has been published, and the source."""
    reader = reader_of(request)
    desk = request.app.state.desk
    return page(
        request,
        "demonstrations.html",
        groups=desk.followed(reader.times),
        titles={view.key: view.title or view.file for view in desk.documents(reader.times)},
        reader_address=lambda anchor: words_at(anchor, reader.times),
    )

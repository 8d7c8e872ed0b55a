"""Special actions and items, what has happened, and promises without a number."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping, select

from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.records import (
    AchievementView,
    ActionView,
    Anchor,
    Cut,
    IndicatorView,
    PlanView,
    PromiseView,
    TermsView,
)
from luoshi.ledger.schema import action, action_detail, action_link, reading
from luoshi.ledger.views.documents import standing_readings
from luoshi.ledger.views.reading import View, anchored, view, words
from luoshi.ledger.views.terms import parts_of, terms_of
from luoshi.statements.model import POSITIONING

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


Span = tuple[int, int]
SPECIAL = ("special",)
FORMS = ("special", "item", "row")


def actions(
    ledger: Ledger, plan_id: str, *, cut: Cut = NOW, forms: Collection[str] = SPECIAL
) -> tuple[ActionView, ...]:
    """Return the special actions of a plan, in the plan's order; ``FORMS`` for its items and rows as well."""
    with view(ledger, cut) as seen:
        question = (
            select(action_detail, action.c.plan_id, action.c.slug)
            .join(action, action.c.id == action_detail.c.action_id)
            .where(
                action.c.plan_id == plan_id, stands(action, seen.bounds), stands(action_detail, seen.bounds)
            )
            .order_by(action_detail.c.rank, action.c.slug)
        )
        terms = terms_of(seen, plan_id)
        rows = [row for row in seen.rows(question) if terms.get(row["action_id"], _NONE).form in forms]
        marks = anchored(seen, (row["anchor_id"] for row in rows))
        found = [
            _action(row, terms.get(row["action_id"], _NONE), marks[row["anchor_id"]].anchor) for row in rows
        ]
        return tuple(parts_of(seen, found, terms))


_NONE = TermsView()
"""Of an action read before terms were kept."""


def _action(row: RowMapping, terms: TermsView, anchor: Anchor) -> ActionView:
    return ActionView(
        id=row["action_id"],
        plan_id=row["plan_id"],
        box=row["box"],
        box_title=row["box_title"],
        chapter=row["chapter"],
        number=row["number"],
        name=row["name"],
        text=row["text"],
        strength=terms.strength if "strength" in terms.settled else row["strength"],
        anchor=anchor,
        doubts=words(row["doubts"]),
        slug=row["slug"],
        terms=terms,
    )


def words_of_targets(indicators: Iterable[IndicatorView], plan: PlanView) -> dict[Span, IndicatorView]:
    """Return indicators by the raw span of the words of their targets in the plan's own document."""
    found = {}
    for one in indicators:
        for target in one.targets:
            words_there = target.citation.anchor
            if words_there and words_there.document_key == plan.document_key:
                found[(words_there.start, words_there.end)] = one
    return found


def promised_in(task: Anchor, targets: Mapping[Span, IndicatorView]) -> list[IndicatorView]:
    """Return the indicators whose targets stand in the words of a task, each once, in their order."""
    inside = sorted(span for span in targets if task.start <= span[0] < task.end)
    return list({targets[span].id: targets[span] for span in inside}.values())


def achievements(
    ledger: Ledger, plan_id: str | None = None, *, cut: Cut = NOW
) -> tuple[AchievementView, ...]:
    """Return what has happened, with the actions and items (of one plan, or of any) it may answer."""
    with view(ledger, cut) as seen:
        rows = seen.rows(standing_readings(seen.bounds, reading.c.kind == "achievement"))
        marks = anchored(seen, (row["anchor_id"] for row in rows))
        answered = _answered(seen, [row["id"] for row in rows], plan_id)
    return tuple(
        AchievementView(
            id=row["id"],
            subject=row["subject"] or "",
            event=row["event"] or "",
            text=row["text"] or "",
            period=row["period"],
            anchor=marks[row["anchor_id"]].anchor,
            actions=tuple(answered.get(row["id"], ())),
            region=row["region"],
            section=row["section"],
            confidence=float(row["confidence"]),
        )
        for row in rows
    )


def promises(ledger: Ledger, *, cut: Cut = NOW) -> tuple[PromiseView, ...]:
    """Return promises without a number and what was published about them, in the order of their words."""
    with view(ledger, cut) as seen:
        kinds = reading.c.kind.in_(("promise", "published")) & (reading.c.subject != POSITIONING)
        rows = seen.rows(standing_readings(seen.bounds, kinds))
        marks = anchored(seen, (row["anchor_id"] for row in rows))
    return tuple(
        PromiseView(
            id=row["id"],
            topic=row["subject"] or "",
            kind=row["kind"],
            text=row["text"] or "",
            section=row["section"],
            anchor=marks[row["anchor_id"]].anchor,
            confidence=float(row["confidence"]),
            more=json.loads(row["more"]) if row["more"] else {},
        )
        for row in rows
    )


def _answered(
    seen: View, readings: list[str], plan_id: str | None
) -> dict[str, list[tuple[str, float, str]]]:
    question = (
        select(action_link)
        .join(action, action.c.id == action_link.c.action_id)
        .where(stands(action_link, seen.bounds), action_link.c.accepted == 1)
        .order_by(action_link.c.entry, action_link.c.position)
    )
    if plan_id is not None:
        question = question.where(action.c.plan_id == plan_id)
    found: dict[str, list[tuple[str, float, str]]] = {}
    for row in seen.some(question, action_link.c.reading_id, readings):
        answer = (row["action_id"], float(row["score"]), row["reason"])
        found.setdefault(row["reading_id"], []).append(answer)
    return found

"""Who is to do the actions of a plan and by when, their parts, and what persons settled about them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import RowMapping, select

from luoshi.ledger.cuts import stands
from luoshi.ledger.records import Anchor, SubtaskView, TermsView
from luoshi.ledger.schema import action, action_settled, action_terms, subtask
from luoshi.ledger.views.reading import View, anchored, words


def terms_of(seen: View, plan_id: str) -> dict[str, TermsView]:
    """Return the terms of a plan's actions by their id; a person's decision before what was read."""
    own = select(action.c.id).where(action.c.plan_id == plan_id)
    question = select(action_terms).where(
        action_terms.c.action_id.in_(own), stands(action_terms, seen.bounds)
    )
    rows = seen.rows(question)
    marks = anchored(seen, (row["duty_anchor_id"] for row in rows))
    found = {
        row["action_id"]: _terms(row, marks[row["duty_anchor_id"]].anchor if row["duty_anchor_id"] else None)
        for row in rows
    }
    decided = select(action_settled).where(
        action_settled.c.action_id.in_(own), stands(action_settled, seen.bounds)
    )
    for row in seen.rows(decided.order_by(action_settled.c.entry, action_settled.c.position)):
        key = row["action_id"]
        found[key] = _settled(found.get(key, TermsView()), row)
    return found


def parts_of(seen: View, plan_id: str) -> dict[str, tuple[SubtaskView, ...]]:
    """Return what a plan lists under its actions, by their id."""
    own = select(action.c.id).where(action.c.plan_id == plan_id)
    question = select(subtask).where(subtask.c.action_id.in_(own), stands(subtask, seen.bounds))
    rows = seen.rows(question.order_by(subtask.c.action_id, subtask.c.number))
    marks = anchored(seen, (row["anchor_id"] for row in rows))
    found: dict[str, tuple[SubtaskView, ...]] = {}
    for row in rows:
        part = _part(row, marks[row["anchor_id"]].anchor)
        found[row["action_id"]] = (*found.get(row["action_id"], ()), part)
    return found


def _part(row: RowMapping, anchor: Anchor) -> SubtaskView:
    return SubtaskView(
        id=row["id"],
        number=row["number"],
        name=row["name"],
        text=row["text"],
        strength=row["strength"],
        deadline=row["deadline"],
        places=words(row["places"]),
        lead=words(row["lead"]),
        responsible=words(row["responsible"]),
        helping=words(row["helping"]),
        basis=row["basis"],
        anchor=anchor,
    )


def _terms(row: RowMapping, anchor: Anchor | None) -> TermsView:
    return TermsView(
        form=row["form"],
        task_class=row["task_class"],
        class_words=words(row["class_words"]),
        deadline=row["deadline"],
        places=words(row["places"]),
        lead=words(row["lead"]),
        responsible=words(row["responsible"]),
        helping=words(row["helping"]),
        basis=row["basis"],
        anchor=anchor,
    )


def _settled(terms: TermsView, row: RowMapping) -> TermsView:
    value = json.loads(row["value"]) if row["value"] else None
    what = str(row["what"])
    said: Mapping[str, Any] = {
        "lead": {"lead": tuple(value or ()), "basis": "settled"},
    }.get(what, {what: value})
    return replace(terms, **said, settled={**terms.settled, what: row["reason"]})

"""Who is to do the actions of a plan and by when, their parts, and what persons settled about them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import RowMapping, select

from luoshi.ledger.cuts import stands
from luoshi.ledger.identity import named, part_slug
from luoshi.ledger.records import ActionView, Anchor, TermsView
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


def parts_of(seen: View, tasks: Iterable[ActionView], terms: Mapping[str, TermsView]) -> list[ActionView]:
    """Return tasks of one plan with what it lists under them.

    Args:
        seen: An open transaction.
        tasks: The tasks without their parts.
        terms: Of all tasks and parts of the plan (``terms_of``).
    """
    found = {one.id: one for one in tasks}
    listed: dict[str, list[RowMapping]] = {}
    rows = list(seen.some(select(subtask).where(stands(subtask, seen.bounds)), subtask.c.action_id, found))
    marks = anchored(seen, (row["anchor_id"] for row in rows))
    for row in sorted(rows, key=lambda row: int(row["number"])):
        listed.setdefault(row["action_id"], []).append(row)
    return [
        replace(one, parts=tuple(_part(row, one, marks[row["anchor_id"]].anchor, terms) for row in below))
        if (below := listed.get(one.id))
        else one
        for one in found.values()
    ]


def _part(row: RowMapping, task: ActionView, anchor: Anchor, terms: Mapping[str, TermsView]) -> ActionView:
    slug = part_slug(task.slug, row["number"])
    identity = named("action", task.plan_id, slug)
    own = terms.get(identity)
    settled = own is not None and "strength" in own.settled
    return replace(
        task,
        id=identity if own else row["id"],
        number=row["number"],
        name=row["name"] or "",
        text=row["text"],
        strength=own.strength if own and settled else row["strength"],
        anchor=anchor,
        doubts=(),
        slug=slug if own else "",
        terms=own or replace(_listed(row), form=task.terms.form),
        part_of=task.slug,
    )


def _listed(row: RowMapping) -> TermsView:
    """Return the terms of a part as its own row has them."""
    return TermsView(
        deadline=row["deadline"],
        places=words(row["places"]),
        lead=words(row["lead"]),
        responsible=words(row["responsible"]),
        helping=words(row["helping"]),
        basis=row["basis"],
    )


def _terms(row: RowMapping, anchor: Anchor | None) -> TermsView:
    return replace(
        _listed(row),
        form=row["form"],
        task_class=row["task_class"],
        class_words=words(row["class_words"]),
        anchor=anchor,
    )


def _settled(terms: TermsView, row: RowMapping) -> TermsView:
    value = json.loads(row["value"]) if row["value"] else None
    what = str(row["what"])
    said: Mapping[str, Any] = {what: value}
    if what == "lead":
        lead = tuple(value or ())
        rest = tuple(unit for unit in terms.responsible if unit not in lead)
        said = {"lead": lead, "basis": "settled", "responsible": rest}
    return replace(terms, **said, settled={**terms.settled, what: row["reason"]})

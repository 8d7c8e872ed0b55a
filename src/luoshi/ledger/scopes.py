"""What a document has brought into the ledger, table by table: found by its editions and its plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, select

from luoshi.ledger.reconciling import Held, held
from luoshi.ledger.schema import (
    action,
    action_detail,
    action_link,
    action_terms,
    anchor,
    edition,
    indicator,
    indicator_detail,
    indicator_link,
    observation,
    plan,
    plan_detail,
    project_mention,
    reading,
    subtask,
    target,
)
from luoshi.ledger.schema import document as document_table


def conditions(document: str) -> dict[str, Any]:
    """Return for each table the condition that a row was brought by a document, by table name."""
    anchors = _anchors(document)
    readings = select(reading.c.id).where(reading.c.anchor_id.in_(anchors))
    plans = select(plan.c.id).where(plan.c.document_id == document)
    indicators = select(indicator.c.id).where(indicator.c.plan_id.in_(plans))
    actions = select(action.c.id).where(action.c.plan_id.in_(plans))
    return {
        "document": document_table.c.id == document,
        "reading": reading.c.anchor_id.in_(anchors),
        "observation": observation.c.anchor_id.in_(anchors),
        "target": target.c.anchor_id.in_(anchors) | target.c.supersedes.in_(_targets(anchors)),
        "indicator_link": indicator_link.c.reading_id.in_(readings),
        "action_link": action_link.c.reading_id.in_(readings),
        "plan": plan.c.document_id == document,
        "plan_detail": plan_detail.c.plan_id.in_(plans),
        "indicator": indicator.c.plan_id.in_(plans),
        "indicator_detail": indicator_detail.c.indicator_id.in_(indicators),
        "action": action.c.plan_id.in_(plans),
        "action_detail": action_detail.c.action_id.in_(actions),
        "action_terms": action_terms.c.action_id.in_(actions),
        "subtask": subtask.c.action_id.in_(actions),
        "project_mention": project_mention.c.anchor_id.in_(anchors),
    }


def brought(connection: Connection, document: str, table: str) -> Held:
    """Return the rows of a table that a document brought, standing or not."""
    return held(connection, table, conditions(document)[table])


def existing(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Return which of these ids are indicators or special actions of the ledger."""
    asked = sorted(ids)
    found: set[str] = set()
    for start in range(0, len(asked), 500):
        some = asked[start : start + 500]
        for table in (indicator, action):
            found.update(connection.execute(select(table.c.id).where(table.c.id.in_(some))).scalars())
    return found


def _targets(anchors: Select[Any]) -> Select[Any]:
    """Return the targets a document brought; a person's revision of one belongs to it."""
    own = target.alias()
    return select(own.c.id).where(own.c.anchor_id.in_(anchors))


def _anchors(document: str) -> Select[Any]:
    editions = select(edition.c.id).where(edition.c.document_id == document)
    return select(anchor.c.id).where(anchor.c.edition_id.in_(editions))

"""The tables: an append-only projection of the journal.

Every table but the journal's own carries ``entry`` and ``position``: the journal entry that brought the
row and its place in it. Things that keep their identity while what is known about them changes come in
pairs: the thing (``plan``) and what was said of it (``plan_detail``). A row that takes the place of another
one names it in ``supersedes``, which is unique: of two writers the second gets a conflict.
``docs/data-model.md`` explains every table.
"""

from __future__ import annotations

from sqlalchemy import Table

from luoshi.ledger.schema.answers import disagreement_answer
from luoshi.ledger.schema.base import metadata
from luoshi.ledger.schema.chain import journal, journal_head, journal_part
from luoshi.ledger.schema.collecting import (
    duty,
    organisation,
    organisation_detail,
    period_lock,
    post,
    post_detail,
    schedule,
    submission,
    submission_attachment,
    submission_comment,
    submission_event,
    submitted_figure,
)
from luoshi.ledger.schema.corrections import restoration, retraction
from luoshi.ledger.schema.figures import attachment, citation, concept, definition, observation, series
from luoshi.ledger.schema.judging import method_choice
from luoshi.ledger.schema.originals import anchor, blob, description, document, edition, place, reading
from luoshi.ledger.schema.planning import plan_relation, release, target_part
from luoshi.ledger.schema.plans import (
    action,
    action_detail,
    action_link,
    indicator,
    indicator_detail,
    indicator_link,
    indicator_series,
    plan,
    plan_detail,
    target,
)
from luoshi.ledger.schema.tasks import (
    action_settled,
    action_terms,
    project_decision,
    project_mention,
    subtask,
)

REVISION = "0008"
"""The layout this program reads and writes; the newest revision in ``migrations``."""

APPLICATION_ID = 0x4C554F53
"""Marks a SQLite file as a ledger (the letters LUOS)."""

JOURNAL_TABLES = (journal, journal_part, journal_head)
PROJECTION = tuple(table for table in metadata.sorted_tables if table not in JOURNAL_TABLES)
"""The tables that a fold of the journal fills."""


def payload_columns(table: Table) -> tuple[str, ...]:
    """Return the columns that a journal entry may hold for a table, in the table's order."""
    return tuple(c.name for c in table.columns if c.info.get("kind", "outside") != "outside")


def outside_columns(table: Table) -> tuple[str, ...]:
    """Return the columns of bytes that stay outside the journal's payload."""
    return tuple(c.name for c in table.columns if c.info.get("kind") == "outside")


__all__ = [
    "APPLICATION_ID",
    "JOURNAL_TABLES",
    "PROJECTION",
    "REVISION",
    "action",
    "action_detail",
    "action_link",
    "action_settled",
    "action_terms",
    "anchor",
    "attachment",
    "blob",
    "citation",
    "concept",
    "definition",
    "description",
    "disagreement_answer",
    "document",
    "duty",
    "edition",
    "indicator",
    "indicator_detail",
    "indicator_link",
    "indicator_series",
    "journal",
    "journal_head",
    "journal_part",
    "metadata",
    "method_choice",
    "observation",
    "organisation",
    "organisation_detail",
    "outside_columns",
    "payload_columns",
    "period_lock",
    "place",
    "plan",
    "plan_detail",
    "plan_relation",
    "post",
    "post_detail",
    "project_decision",
    "project_mention",
    "reading",
    "release",
    "restoration",
    "retraction",
    "schedule",
    "series",
    "submission",
    "submission_attachment",
    "submission_comment",
    "submission_event",
    "submitted_figure",
    "subtask",
    "target",
    "target_part",
]

"""Tasks and projects: who is to do what by when, their parts, named projects, and what persons settled."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column

from luoshi.ledger.columns import column, one_of, truth
from luoshi.ledger.schema.base import facts, index

FORMS = ("special", "item", "row")
CLASSES = ("measured", "checkable", "continuing")
BASES = ("named", "first-listed", "only", "presumed", "shared", "none")
STAGES = ("planned", "starting", "building", "topped-out", "opened")
SETTLED = ("task_class", "lead", "deadline", "strength")


def _duty() -> tuple[Column[Any], ...]:
    """Return new columns for when, where and by whom something is to be done."""
    return (
        column("deadline", "text", "ISO text.", optional=True),
        column("places", "json", "Districts and counties its words name.", optional=True),
        column("lead", "json", "Units that lead, or are presumed to.", optional=True),
        column("responsible", "json", "Other responsible units.", optional=True),
        column("helping", "json", "Units that only help.", optional=True),
        column("basis", "text", "named, first-listed, only, presumed, shared or none.", optional=True),
    )


action_terms = facts(
    "action_terms",
    "Who is to do an action, by when and where, and what kind of task it is.",
    column("action_id", "text", "The action.", to="action.id"),
    column("form", "text", "special (of a box), item (of a section) or row (of a task table)."),
    column("task_class", "text", "measured, checkable or continuing, as proposed."),
    column("class_words", "json", "The words the class rests on.", optional=True),
    *_duty(),
    column("duty_anchor_id", "text", "The words that name the units.", optional=True, to="anchor.id"),
    one_of("form", FORMS),
    one_of("task_class", CLASSES),
    one_of("basis", BASES),
    versioned=True,
)

action_settled = facts(
    "action_settled",
    "What a person settled about an action: its class, its lead, its deadline or its strength.",
    column("action_id", "text", "The action.", to="action.id"),
    column("what", "text", "task_class, lead, deadline or strength."),
    column("value", "json", "What it is; empty: none.", optional=True),
    column("reason", "text", "Why, in the person's words."),
    one_of("what", SETTLED),
    versioned=True,
)

subtask = facts(
    "subtask",
    "A part of a task that its document lists under it.",
    column("action_id", "text", "The task.", to="action.id"),
    column("number", "integer", "Its place in the list, from 1."),
    column("name", "text", "Its title, where it has one.", optional=True),
    column("text", "text", "Its words, cleaned."),
    column("strength", "text", "确保, 达到, 力争, 争取 or 探索.", optional=True),
    *_duty(),
    column("anchor_id", "text", "Its words.", to="anchor.id"),
    one_of("basis", BASES),
    versioned=True,
)

project_mention = facts(
    "project_mention",
    "What a clause says of a named project.",
    column("anchor_id", "text", "The clause.", to="anchor.id"),
    column("name", "text", "As written, without the verbs before it."),
    column("stage", "text", "planned, starting, building, topped-out or opened."),
    column("reached", "boolean", "Said to be reached; else aimed at."),
    column("words", "text", "The words that give the stage."),
    column("text", "text", "The clause, cleaned."),
    column("period", "text", "ISO text.", optional=True),
    column("amount", "text", "Total investment as written.", optional=True),
    column("places", "json", "Districts and counties the clause names.", optional=True),
    one_of("stage", STAGES),
    truth("reached"),
    versioned=True,
)

project_decision = facts(
    "project_decision",
    "Which project a name belongs to, as a person decided.",
    column("place_id", "text", "The place the documents are about.", optional=True, to="place.id"),
    column("name", "text", "A name as documents write it."),
    column("document_id", "text", "The only document it is decided for; empty: all.", optional=True),
    column("project", "text", "The project's name; empty: the name is no project's.", optional=True),
    column("reason", "text", "Why, in the person's words."),
    versioned=True,
)

index(action_terms.c.action_id)
index(action_settled.c.action_id)
index(subtask.c.action_id)
index(project_mention.c.anchor_id)

"""Plans: what was promised, and what may answer it."""

from __future__ import annotations

from typing import get_args

from sqlalchemy import UniqueConstraint

from luoshi.ledger.columns import column, one_of, rule, truth
from luoshi.ledger.schema.base import comparator, facts, index, period, published
from luoshi.vocabulary.words import Attribute, Basis, Direction, Measure

plan = facts(
    "plan",
    "A plan of a place.",
    column("place_id", "text", "The place.", to="place.id"),
    column("slug", "text", "In addresses of pages."),
    column("document_id", "text", "The document it stands in.", to="document.id"),
    UniqueConstraint("slug"),
)

plan_detail = facts(
    "plan_detail",
    "What was known about a plan.",
    column("plan_id", "text", "The plan.", to="plan.id"),
    column("title", "text", "Title."),
    column("issuer", "text", "Who issued it.", optional=True),
    *published(),
    column("succeeded_by", "json", "Title and date of the plan that took its place.", optional=True),
    versioned=True,
)

indicator = facts(
    "indicator",
    "An indicator of a plan.",
    column("plan_id", "text", "The plan.", to="plan.id"),
    column("slug", "text", "In addresses of pages, within the plan."),
    UniqueConstraint("plan_id", "slug"),
)

indicator_detail = facts(
    "indicator_detail",
    "How an indicator reads in its plan.",
    column("indicator_id", "text", "The indicator.", to="indicator.id"),
    column("number", "integer", "Row of the plan's table.", optional=True),
    column("rank", "integer", "Place in the plan's order."),
    column("name", "text", "Without the unit's brackets."),
    column("domain", "text", "Group it stands in.", optional=True),
    column("unit", "text", "As written.", optional=True),
    column("measure", "text", "level, change, growth or rank."),
    column("direction", "text", "up or down.", optional=True),
    column("basis", "text", "yoy, annual_average or since.", optional=True),
    column("attribute", "text", "binding, expected or unmarked."),
    column("concept_id", "text", "What it measures.", optional=True, to="concept.id"),
    column("higher_is_better", "boolean", "Unknown unless the concept says so.", optional=True),
    column("origin", "text", "table or prose."),
    column("owner", "text", "Lead unit as written.", optional=True),
    column("doubts", "json", "Codes of what makes it uncertain.", optional=True),
    column("anchor_id", "text", "The words.", optional=True, to="anchor.id"),
    column("more", "json", "Any further attribute.", optional=True),
    one_of("measure", get_args(Measure)),
    one_of("direction", get_args(Direction)),
    one_of("basis", get_args(Basis)),
    one_of("attribute", get_args(Attribute)),
    one_of("origin", ("table", "prose")),
    truth("higher_is_better"),
    versioned=True,
)

target = facts(
    "target",
    "A target of an indicator, or its baseline in the plan.",
    column("indicator_id", "text", "The indicator.", to="indicator.id"),
    column("role", "text", "baseline or target."),
    *period(required=True),
    column("value", "decimal", "Empty when not quantified.", optional=True),
    column("upper", "decimal", "Upper end of a range.", optional=True),
    *comparator(),
    column("kind", "text", "level, average_growth, cumulative_total, …"),
    column("strength", "text", "确保, 达到, 力争, 争取 or 探索.", optional=True),
    column("written", "text", "Words as written.", optional=True),
    column("doubts", "json", "Codes of what makes it uncertain.", optional=True),
    column("anchor_id", "text", "The words.", optional=True, to="anchor.id"),
    column("reading_id", "text", "The reading it was taken from.", optional=True, to="reading.id"),
    column("citation_id", "text", "The cited source.", optional=True, to="citation.id"),
    one_of("role", ("baseline", "target")),
    rule("has_source", "citation_id IS NOT NULL OR anchor_id IS NOT NULL"),
    versioned=True,
)

action = facts(
    "action",
    "A special action of a plan.",
    column("plan_id", "text", "The plan.", to="plan.id"),
    column("slug", "text", "In addresses of pages, within the plan."),
    UniqueConstraint("plan_id", "slug"),
)

action_detail = facts(
    "action_detail",
    "How a special action reads in its plan.",
    column("action_id", "text", "The action.", to="action.id"),
    column("box", "text", "Box as printed."),
    column("box_title", "text", "Title of the box."),
    column("chapter", "text", "Number and title of its chapter.", optional=True),
    column("number", "integer", "Within the box."),
    column("rank", "integer", "Place in the plan's order."),
    column("name", "text", "Its name."),
    column("text", "text", "What follows the name."),
    column("strength", "text", "确保, 达到, 力争, 争取 or 探索.", optional=True),
    column("anchor_id", "text", "The words.", to="anchor.id"),
    column("doubts", "json", "Codes of what makes it uncertain.", optional=True),
    versioned=True,
)

indicator_series = facts(
    "indicator_series",
    "A series taken, or only proposed, as the figures of an indicator.",
    column("indicator_id", "text", "The indicator.", to="indicator.id"),
    column("series_id", "text", "The series.", to="series.id"),
    column("score", "score", "Between 0 and 1."),
    column("reason", "text", "Why."),
    column("accepted", "boolean", "Taken, or only proposed for review."),
    truth("accepted"),
    versioned=True,
)

indicator_link = facts(
    "indicator_link",
    "A statement taken, or only proposed, as being about an indicator.",
    column("reading_id", "text", "The statement.", to="reading.id"),
    column("indicator_id", "text", "The indicator.", to="indicator.id"),
    column("score", "score", "Between 0 and 1."),
    column("reason", "text", "Why."),
    column("accepted", "boolean", "Taken, or only proposed for review."),
    truth("accepted"),
    versioned=True,
)

action_link = facts(
    "action_link",
    "An achievement, a promise or a statement that may answer a special action.",
    column("reading_id", "text", "What was read.", to="reading.id"),
    column("action_id", "text", "The action.", to="action.id"),
    column("score", "score", "Between 0 and 1."),
    column("reason", "text", "Why."),
    column("accepted", "boolean", "Taken, or only proposed for review."),
    truth("accepted"),
    versioned=True,
)

index(plan_detail.c.plan_id)
index(indicator_detail.c.indicator_id)
index(target.c.indicator_id)
index(action_detail.c.action_id)
index(indicator_series.c.indicator_id)
index(indicator_series.c.series_id)
index(indicator_link.c.indicator_id)
index(indicator_link.c.reading_id)
index(action_link.c.action_id)
index(action_link.c.reading_id)

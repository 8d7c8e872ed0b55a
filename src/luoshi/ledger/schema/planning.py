"""Plans beside what stands in their documents: higher and lower plans, parts of targets, who may see what."""

from __future__ import annotations

from luoshi.ledger.columns import column, one_of, rule
from luoshi.ledger.schema.base import comparator, facts, index, period, published

RELATIONS = ("higher", "lower")
DIVISIONS = ("year", "place", "unit")
PUBLICITIES = ("主动公开", "依申请公开", "不予公开")

plan_relation = facts(
    "plan_relation",
    "A plan above or below another one.",
    column("plan_id", "text", "The plan.", to="plan.id"),
    column("kind", "text", "higher or lower: what the other one is to it."),
    column("other_id", "text", "The other plan, where it is in the ledger.", optional=True, to="plan.id"),
    column("title", "text", "Title of the other plan.", optional=True),
    column("issuer", "text", "Who issued it.", optional=True),
    *published(),
    one_of("kind", RELATIONS),
    rule("names_another", "title IS NOT NULL OR other_id IS NOT NULL"),
    versioned=True,
)

target_part = facts(
    "target_part",
    "A part of a target: what is expected of a year, a place or a unit.",
    column("target_id", "text", "The target.", to="target.id"),
    column("division", "text", "year, place or unit."),
    column("name", "text", "The year, the district, the department."),
    column("place_id", "text", "The place, where the ledger knows it.", optional=True, to="place.id"),
    *period(required=True),
    column("value", "decimal", "In the unit of the indicator."),
    *comparator(),
    column("citation_id", "text", "Where it is set.", to="citation.id"),
    one_of("division", DIVISIONS),
    versioned=True,
)

release = facts(
    "release",
    "Who may see what a source says, and from when.",
    column("what", "text", "document or citation."),
    column("row_id", "text", "The document or the cited source."),
    column("publicity", "text", "主动公开, 依申请公开 or 不予公开."),
    column("released", "date", "From this day on; empty: since it was published.", optional=True),
    one_of("what", ("document", "citation")),
    one_of("publicity", PUBLICITIES),
    versioned=True,
)

index(plan_relation.c.plan_id)
index(target_part.c.target_id)
index(release.c.row_id)

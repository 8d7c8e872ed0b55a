"""What persons decide about disagreements between sources."""

from __future__ import annotations

from luoshi.ledger.columns import column, one_of
from luoshi.ledger.schema.base import facts, index

disagreement_answer = facts(
    "disagreement_answer",
    "What a person decided about a disagreement; it stands until one of the inputs changes.",
    column(
        "disagreement",
        "text",
        "Identity of the disagreement: made from its kind and its inputs with their values.",
    ),
    column("about", "text", "What it is about beside its values: kind, indicator or name, period."),
    column("kind", "text", "two_values, two_targets, growth_levels, parts_whole, …"),
    column("indicator_id", "text", "The indicator it is about.", optional=True, to="indicator.id"),
    column("decision", "text", "explained, accepted or correction (sent for correction)."),
    column("reason", "text", "Why, in the person's words."),
    column("inputs", "json", "The facts it rests on: row, value, unit and period of each."),
    one_of("decision", ("explained", "accepted", "correction")),
    versioned=True,
)

index(disagreement_answer.c.disagreement)

"""What people settled about judging: by which published method a plan or one of its indicators is judged."""

from __future__ import annotations

from luoshi.ledger.columns import column
from luoshi.ledger.schema.base import facts, index

method_choice = facts(
    "method_choice",
    "By which published method a plan or one indicator is judged.",
    column("plan_id", "text", "The plan.", to="plan.id"),
    column("indicator_id", "text", "Empty: for the whole plan.", optional=True, to="indicator.id"),
    column("method", "text", "Name of the method; empty: as before anybody chose.", optional=True),
    versioned=True,
)

index(method_choice.c.plan_id)

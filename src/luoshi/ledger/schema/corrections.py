"""Rows that no longer stand."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint

from luoshi.ledger.columns import column
from luoshi.ledger.schema.base import facts, index

retraction = facts(
    "retraction",
    "A row that no longer stands, and why.",
    column("what", "text", "Name of the row's table."),
    column("row_id", "text", "The row."),
    column("reason", "text", "Why."),
)

restoration = facts(
    "restoration",
    "A retraction that was taken back, and why.",
    column("retraction_id", "text", "The retraction.", to="retraction.id"),
    column("reason", "text", "Why."),
    UniqueConstraint("retraction_id"),
)

index(retraction.c.row_id)

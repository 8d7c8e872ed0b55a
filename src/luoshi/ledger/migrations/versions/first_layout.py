"""The first layout: journal, originals, readings, series and figures, plans, links, retractions.

The statements are in ``0001.sqlite.sql`` and ``0001.postgresql.sql``, as they were when it was released.
"""

from __future__ import annotations

from luoshi.ledger.migrations.statements import run

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, their guards and the head of an empty journal."""
    run(revision)

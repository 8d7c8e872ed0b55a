"""Reporting: units, posts, duties, schedules, submissions, closed periods.

The statements are in ``0002.sqlite.sql`` and ``0002.postgresql.sql``, as they were when it was released.
"""

from __future__ import annotations

from luoshi.ledger.migrations.statements import run

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables with their indexes and guards."""
    run(revision)

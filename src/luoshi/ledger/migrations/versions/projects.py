"""The parts of tasks, and what persons decide about the names of projects.

The statements are in ``0008.sqlite.sql`` and ``0008.postgresql.sql``, as they were when it was released.
"""

from __future__ import annotations

from luoshi.ledger.migrations.statements import run

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables with their indexes and guards."""
    run(revision)

"""Who is to do an action and by when, what persons settled about it, and named projects.

The statements are in ``0007.sqlite.sql`` and ``0007.postgresql.sql``, as they were when it was released.
"""

from __future__ import annotations

from luoshi.ledger.migrations.statements import run

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables with their indexes and guards."""
    run(revision)

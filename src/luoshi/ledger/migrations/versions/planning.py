"""Plans above and below, parts of targets, who may see what.

The statements are in ``0004.sqlite.sql`` and ``0004.postgresql.sql``, as they were when it was released.
"""

from __future__ import annotations

from luoshi.ledger.migrations.statements import run

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables with their indexes and guards."""
    run(revision)

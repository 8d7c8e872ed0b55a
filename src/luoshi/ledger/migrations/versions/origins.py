"""The figures of a file are found without looking through all others.

The statements are in ``0006.sqlite.sql`` and ``0006.postgresql.sql``, as they were when it was released.
"""

from __future__ import annotations

from luoshi.ledger.migrations.statements import run

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the index."""
    run(revision)

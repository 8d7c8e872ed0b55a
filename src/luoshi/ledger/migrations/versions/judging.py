"""By which method a plan or an indicator is judged.

The statements are in ``0005.sqlite.sql`` and ``0005.postgresql.sql``, as they were when it was released.
"""

from __future__ import annotations

from luoshi.ledger.migrations.statements import run

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table with its index and guards."""
    run(revision)

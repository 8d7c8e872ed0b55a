"""A later layout, for the test of migrating."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from luoshi.ledger.schema import REVISION

revision = "next"
down_revision = REVISION


def upgrade() -> None:
    """Add a column."""
    op.add_column("place", sa.Column("remark", sa.Text()))

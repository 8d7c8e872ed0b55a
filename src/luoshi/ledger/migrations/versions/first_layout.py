"""The first layout: journal, originals, readings, series and figures, plans, links, retractions."""

from __future__ import annotations

from alembic import op
from sqlalchemy import insert

from luoshi.ledger import guards
from luoshi.ledger.journal import BEGINNING, NOTHING
from luoshi.ledger.schema import APPLICATION_ID, journal_head, metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables, their guards and the head of an empty journal."""
    connection = op.get_bind()
    metadata.create_all(connection)
    guards.install(connection)
    connection.execute(insert(journal_head).values(id=1, number=0, recorded=BEGINNING, hash=NOTHING))
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

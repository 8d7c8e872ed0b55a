"""Runs the migrations on the connection, and within the transaction, of the caller."""

from __future__ import annotations

from alembic import context

from luoshi.ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,
)
context.run_migrations()

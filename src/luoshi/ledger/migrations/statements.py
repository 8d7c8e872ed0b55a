"""The statements of a step, in the language of the store that is brought forward."""

from __future__ import annotations

from importlib import resources

from alembic import op

_BETWEEN = ";\n\n"


def run(revision: str) -> None:
    """Run the statements of a step: ``versions/REVISION.sqlite.sql`` or ``.postgresql.sql``."""
    connection = op.get_bind()
    name = f"{revision}.{connection.dialect.name}.sql"
    file = resources.files("luoshi.ledger.migrations.versions") / name
    for statement in file.read_text(encoding="utf-8").rstrip(";\n").split(_BETWEEN):
        connection.exec_driver_sql(statement)

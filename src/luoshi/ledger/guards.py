"""Guards inside the database: rows of the ledger can be added, never changed or removed."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, text

from luoshi.ledger.schema import PROJECTION, journal, journal_head, journal_part

GUARDED: tuple[Table, ...] = (journal, journal_part, *PROJECTION)
"""Tables without change or removal; the head may be changed but not removed."""

_REFUSAL = "the ledger is append-only"
_FUNCTION = (
    "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
)


def guard_names() -> tuple[str, ...]:
    """Return the name of every guard, sorted."""
    return tuple(sorted(name for name, _, _ in _guards()))


def install(connection: Connection, tables: tuple[str, ...] | None = None) -> None:
    """Put the guards on all tables, or on the ones named."""
    postgres = connection.dialect.name == "postgresql"
    if postgres and tables is None:
        connection.execute(text(_FUNCTION))
    for name, table, event in _guards():
        if tables is None or table in tables:
            connection.execute(
                text(_postgres(name, table, event) if postgres else _sqlite(name, table, event))
            )


def standing(connection: Connection) -> tuple[str, ...]:
    """Return the names of the guards that the database has, sorted."""
    question = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
        if connection.dialect.name == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    return tuple(sorted(row[0] for row in connection.execute(text(question))))


def _guards() -> Iterator[tuple[str, str, str]]:
    for table in GUARDED:
        yield f"{table.name}_keeps_rows", table.name, "DELETE"
        yield f"{table.name}_keeps_cells", table.name, "UPDATE"
    yield f"{journal_head.name}_keeps_rows", journal_head.name, "DELETE"


def _sqlite(name: str, table: str, event: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"


def _postgres(name: str, table: str, event: str) -> str:
    events = f"{event} OR TRUNCATE" if event == "DELETE" else event
    when = f"BEFORE {events} ON {table} FOR EACH STATEMENT"
    return f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION refuse_change()"

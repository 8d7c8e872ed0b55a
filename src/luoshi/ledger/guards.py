"""Guards inside the database: rows of the ledger can be added, never changed or removed."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, Table, text

from luoshi.ledger.schema import PROJECTION, journal, journal_head, journal_part

GUARDED: tuple[Table, ...] = (journal, journal_part, *PROJECTION)
"""Tables without change or removal; the head may be changed but not removed."""

_REFUSAL = "the ledger is append-only"
_BODY = f" BEGIN RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'restrict_violation'; END "
"""Of PostgreSQL's function ``refuse_change``, which the first layout makes."""

_IN_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_IN_POSTGRES = """
    SELECT tgname, pg_get_triggerdef(pg_trigger.oid, true)
    FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND prosrc = :body
"""


def guard_names() -> tuple[str, ...]:
    """Return the name of every guard, sorted."""
    return tuple(sorted(name for name, _, _ in _guards()))


def install(connection: Connection, tables: Collection[str]) -> None:
    """Put the guards on the tables that a later layout adds."""
    for name, table, event in _guards():
        if table in tables:
            connection.execute(text(_statement(connection, name, table, event)))


def standing(connection: Connection) -> tuple[str, ...]:
    """Return the names of the guards that the database has and that say what they should, sorted."""
    postgres = connection.dialect.name == "postgresql"
    question = text(_IN_POSTGRES).bindparams(body=_BODY) if postgres else text(_IN_SQLITE)
    found = {name: said for name, said in connection.execute(question)}
    return tuple(sorted(g[0] for g in _guards() if found.get(g[0]) == _statement(connection, *g)))


def _guards() -> Iterator[tuple[str, str, str]]:
    for table in GUARDED:
        yield f"{table.name}_keeps_rows", table.name, "DELETE"
        yield f"{table.name}_keeps_cells", table.name, "UPDATE"
    yield f"{journal_head.name}_keeps_rows", journal_head.name, "DELETE"


def _statement(connection: Connection, name: str, table: str, event: str) -> str:
    if connection.dialect.name == "sqlite":
        refusal = f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        return f"CREATE TRIGGER {name} BEFORE {event} ON {table} {refusal}"
    events = f"{event} OR TRUNCATE" if event == "DELETE" else event
    when = f"BEFORE {events} ON {table} FOR EACH STATEMENT"
    return f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION refuse_change()"

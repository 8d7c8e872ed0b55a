"""Verification: the chain holds, the tables are what folding the journal gives, the originals are intact."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, Table, literal_column, select, text
from sqlalchemy.exc import DBAPIError

from luoshi.errors import Problem
from luoshi.ledger import closing, guards, journal
from luoshi.ledger.rows import PAYLOAD_VERSION
from luoshi.ledger.schema import (
    PROJECTION,
    journal_head,
    journal_part,
    metadata,
    outside_columns,
    payload_columns,
)
from luoshi.ledger.schema import journal as journal_table

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

Spans = dict[tuple[str, int], list[tuple[int, int]]]
"""By table and entry, the positions that the entry's parts gave the table: before the first, and the last."""

_MOST_PROBLEMS = 100
"""Verification stops after this many: the ledger is broken, and its reader knows where to look."""


def verify(ledger: Ledger, head: str | None = None, key: str | None = None) -> list[Problem]:
    """Return what does not hold, at most a hundred problems.

    Args:
        ledger: To verify; nothing is written.
        head: Hash of an entry that must be in the journal, as kept by somebody else: finds a cut tail.
        key: Public key, hexadecimal, that must have signed a closing: finds a rewritten history.
    """
    problems: list[Problem] = []
    try:
        with _still(ledger) as connection:
            for problem in _problems(connection, head, key):
                problems.append(problem)
                if len(problems) == _MOST_PROBLEMS:
                    break
    except (DBAPIError, ValueError, KeyError, TypeError) as error:
        problems.append(_problem("verify-store", reason=_first_line(error)))
    return problems


def _still(ledger: Ledger) -> Connection:
    """Open a connection that sees one state of the ledger, however many write meanwhile.

    SQLite's transactions do so anyway; PostgreSQL's do from ``REPEATABLE READ`` on.
    """
    connection = ledger.engine.connect()
    if ledger.engine.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def _problems(connection: Connection, head: str | None, key: str | None = None) -> Iterator[Problem]:
    spans: Spans = {}
    yield from _store(connection)
    yield from _guards(connection)
    yield from _chain(connection, head, spans)
    for table in PROJECTION:
        yield from _strangers(connection, table, spans)
        yield from _computed(connection, table)
    yield from _originals(connection)
    yield from closing.problems(connection, key)


def _store(connection: Connection) -> Iterator[Problem]:
    """Find damage below the tables: pages, indexes, references."""
    if connection.dialect.name != "sqlite":
        return
    for row in connection.execute(text("PRAGMA integrity_check")):
        if row[0] != "ok":
            yield _problem("verify-store", reason=row[0])
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield _problem("verify-store", reason=f"{row[0]} row {row[1]} refers to a missing row of {row[2]}")


def _guards(connection: Connection) -> Iterator[Problem]:
    for name in sorted(set(guards.guard_names()) - set(guards.standing(connection))):
        yield _problem("verify-guard", guard=name)


def _chain(connection: Connection, head: str | None, spans: Spans) -> Iterator[Problem]:
    last = journal.Head(number=0, recorded=journal.BEGINNING, hash=journal.NOTHING)
    met = head is None
    for entry in list(journal.sealed(connection)):
        yield from _link(entry, last)
        yield from _payload(connection, entry, spans)
        last = journal.Head(number=entry.number, recorded=entry.recorded, hash=entry.hash)
        met = met or entry.hash == head
    yield from _stray_parts(connection)
    if journal.read_head(connection) != last or _ids(connection, journal_head) != [1]:
        yield _problem("verify-head", expected=journal.read_head(connection).hash, found=last.hash)
    if not met:
        yield _problem("verify-head", expected=head, found=last.hash)


def _link(entry: journal.Sealed, last: journal.Head) -> Iterator[Problem]:
    wrong = {
        "number": entry.number != last.number + 1,
        "previous": entry.previous != last.hash,
        "recorded": entry.recorded < last.recorded,
        "hash": entry.hash != entry.expected_hash(),
        "version": entry.version > PAYLOAD_VERSION,
    }
    for name, is_wrong in wrong.items():
        if is_wrong:
            yield _problem("verify-entry", number=entry.number, what=name)


def _payload(connection: Connection, entry: journal.Sealed, spans: Spans) -> Iterator[Problem]:
    """Compare an entry's payload with its hash and with the rows it gave."""
    if journal.payload_hash(journal.bodies(connection, entry.number)) != entry.payload:
        yield _problem("verify-entry", number=entry.number, what="payload")
        return
    position = 0
    for body in journal.bodies(connection, entry.number):
        table, rows = journal.unfold(body)
        yield from _rows(connection, table, entry.number, position, rows)
        spans.setdefault((table, entry.number), []).append((position, position + len(rows)))
        position += len(rows)
    if position != entry.rows:
        yield _problem("verify-entry", number=entry.number, what="rows")
    numbers = list(connection.execute(_part_numbers(entry.number)).scalars())
    if numbers != list(range(1, len(numbers) + 1)):
        yield _problem("verify-entry", number=entry.number, what="parts")


def _part_numbers(entry: int) -> Select[Any]:
    return select(journal_part.c.part).where(journal_part.c.entry == entry).order_by(journal_part.c.part)


def _rows(
    connection: Connection, name: str, entry: int, before: int, expected: list[tuple[Any, ...]]
) -> Iterator[Problem]:
    """Compare the rows of one part with the ones in its table."""
    table = metadata.tables[name]
    columns = payload_columns(table)
    question = (
        select(table.c.position, *(table.c[column] for column in columns))
        .where(table.c.entry == entry, table.c.position > before, table.c.position <= before + len(expected))
        .order_by(table.c.position)
    )
    found = {row[0]: tuple(row[1:]) for row in connection.execute(question)}
    for position, row in enumerate(expected, before + 1):
        present = found.get(position)
        if present is None:
            yield _problem("verify-row-missing", table=name, id=row[0], entry=entry)
        elif present != row:
            differing = [c for c, a, b in zip(columns, row, present, strict=True) if a != b]
            yield _problem("verify-row", table=name, id=row[0], entry=entry, columns=", ".join(differing))


def _strangers(connection: Connection, table: Table, spans: Spans) -> Iterator[Problem]:
    """Find rows of a table that no part of the journal gave."""
    question = select(table.c.id, table.c.entry, table.c.position).order_by(table.c.entry, table.c.position)
    for identity, entry, position in connection.execution_options(yield_per=5000).execute(question):
        given = spans.get((table.name, entry), [])
        place = bisect_left(given, position, key=itemgetter(1))
        if place == len(given) or position <= given[place][0]:
            yield _problem("verify-row-extra", table=table.name, id=identity, entry=entry)


def _computed(connection: Connection, table: Table) -> Iterator[Problem]:
    """Find computed columns that do not hold what they are computed from."""
    for column in table.columns:
        if column.computed is None:
            continue
        differs = column.is_distinct_from(literal_column(str(column.computed.sqltext)))
        for identity, entry in connection.execute(select(table.c.id, table.c.entry).where(differs)):
            detail = {"id": identity, "entry": entry, "columns": column.name}
            yield _problem("verify-row", table=table.name, **detail)


def _stray_parts(connection: Connection) -> Iterator[Problem]:
    known = select(journal_table.c.number)
    question = select(journal_part.c.entry).where(journal_part.c.entry.not_in(known)).distinct()
    for number in connection.execute(question).scalars():
        yield _problem("verify-entry", number=number, what="number")


def _originals(connection: Connection) -> Iterator[Problem]:
    for table in PROJECTION:
        for name in outside_columns(table):
            for identity in connection.execute(select(table.c.id)).scalars().all():
                content = connection.execute(select(table.c[name]).where(table.c.id == identity)).scalar()
                if content is None or hashlib.sha256(content).hexdigest() != identity:
                    yield _problem("verify-blob", id=identity)


def _ids(connection: Connection, table: Table) -> list[int]:
    return list(connection.execute(select(table.c.id)).scalars())


def _problem(code: str, **detail: object) -> Problem:
    return Problem(code=code, detail=detail)


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).splitlines()[0] if str(cause) else type(cause).__name__

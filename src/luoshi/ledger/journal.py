"""The journal: entries chained by hash, and the fold that turns their payloads into rows.

The hash of an entry is the sha256 of the canonical JSON (RFC 8785) of its number, time, actor, reason,
payload version, number of rows, the sha256 of its payload and the hash of the entry before. The payload's
sha256 is taken over its parts in order, each followed by a line feed.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, select, update

from luoshi.ledger.canonical import canonical
from luoshi.ledger.columns import Cell, instant_of
from luoshi.ledger.records import Entry
from luoshi.ledger.rows import PAYLOAD_VERSION
from luoshi.ledger.schema import (
    journal,
    journal_head,
    journal_part,
    metadata,
    outside_columns,
    payload_columns,
)

_READS_JSON = sqlite3.sqlite_version_info >= (3, 38)
"""Whether SQLite reads JSON whatever it was built with."""

NOTHING = "0" * 64
"""Stands for the hash of the entry before the first."""

BEGINNING = "0001-01-01T00:00:00.000000Z"
"""When the last entry of an empty journal was recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of the journal; number 0 while it is empty."""

    number: int
    recorded: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An entry as the journal keeps it, with everything its hash covers."""

    number: int
    recorded: str
    actor: str
    reason: str
    version: int
    rows: int
    payload: str
    previous: str
    hash: str

    @classmethod
    def seal(cls, head: Head, recorded: str, actor: str, reason: str, rows: int, payload: str) -> Sealed:
        """Return the entry that follows a head."""
        covered: dict[str, Any] = {
            "number": head.number + 1,
            "recorded": max(recorded, head.recorded),
            "actor": actor,
            "reason": reason,
            "version": PAYLOAD_VERSION,
            "rows": rows,
            "payload": payload,
            "previous": head.hash,
        }
        return cls(**covered, hash=hashlib.sha256(canonical(covered).encode()).hexdigest())

    def expected_hash(self) -> str:
        """Return the hash that what the entry says should have."""
        covered = {name: value for name, value in self.cells().items() if name != "hash"}
        return hashlib.sha256(canonical(covered).encode()).hexdigest()

    def cells(self) -> dict[str, Any]:
        """Return its columns."""
        return {name: getattr(self, name) for name in self.__slots__}

    def entry(self) -> Entry:
        """Return it as the ledger hands it out."""
        return Entry(
            number=self.number,
            recorded=instant_of(self.recorded),
            actor=self.actor,
            reason=self.reason,
            hash=self.hash,
            rows=self.rows,
        )


def payload_hash(bodies: Iterable[str]) -> str:
    """Return the sha256 of a payload's parts."""
    digest = hashlib.sha256()
    for body in bodies:
        digest.update(body.encode())
        digest.update(b"\n")
    return digest.hexdigest()


def read_head(connection: Connection, *, lock: bool = False) -> Head:
    """Return the end of the journal; with ``lock`` no other writer passes until the transaction ends."""
    question = select(journal_head.c.number, journal_head.c.recorded, journal_head.c.hash)
    row = connection.execute(question.with_for_update() if lock else question).one()
    return Head(number=row.number, recorded=row.recorded, hash=row.hash)


def sealed(connection: Connection, first: int = 1, last: int | None = None) -> Iterator[Sealed]:
    """Return the entries from one number to another, in order."""
    question = select(journal).where(journal.c.number >= first).order_by(journal.c.number)
    if last is not None:
        question = question.where(journal.c.number <= last)
    for row in connection.execution_options(yield_per=500).execute(question):
        yield Sealed(**row._mapping)


def bodies(connection: Connection, entry: int) -> Iterator[str]:
    """Return the parts of an entry's payload, in order."""
    question = select(journal_part.c.body).where(journal_part.c.entry == entry).order_by(journal_part.c.part)
    yield from connection.execution_options(yield_per=4).execute(question).scalars()


def write(connection: Connection, entry: Sealed, parts: Iterable[str], outside: Mapping[str, bytes]) -> None:
    """Write an entry and fold its payload into the tables; the caller holds the head's lock."""
    connection.execute(insert(journal).values(entry.cells()))
    position = 0
    for part, text in enumerate(parts, 1):
        connection.execute(insert(journal_part).values(entry=entry.number, part=part, body=text))
        position += fold(connection, entry.number, position, text, outside)
    connection.execute(
        update(journal_head).values(number=entry.number, recorded=entry.recorded, hash=entry.hash)
    )


class _Part(msgspec.Struct):
    """A part of a payload; its rows are left as they are written."""

    columns: list[str]
    rows: msgspec.Raw
    table: str


_READER = msgspec.json.Decoder(_Part)


def fold(connection: Connection, entry: int, position: int, part: str, outside: Mapping[str, bytes]) -> int:
    """Insert the rows of a part after ``position`` rows of its entry; return how many."""
    content = _READER.decode(part)
    extra = outside_columns(metadata.tables[content.table])
    if connection.dialect.name == "sqlite" and not extra and _READS_JSON:
        return _unpack(connection, content, entry, position)
    rows: list[list[Any]] = json.loads(bytes(content.rows))
    for place, row in enumerate(rows, position + 1):
        row += (entry, place)
    if extra:
        identity = content.columns.index("id")
        for row in rows:
            row += [outside[row[identity]] for _ in extra]
    _insert(connection, content.table, (*content.columns, "entry", "position", *extra), rows)
    return len(rows)


def _unpack(connection: Connection, content: _Part, entry: int, position: int) -> int:
    """Insert rows as SQLite itself reads them: one statement for a part, checked row by row all the same."""
    statement = _unpacking(content.table, tuple(content.columns))
    told = connection.exec_driver_sql(statement, (entry, position + 1, bytes(content.rows).decode()))
    return int(told.rowcount)


@cache
def _unpacking(table: str, columns: tuple[str, ...]) -> str:
    listed = ", ".join(f'"{name}"' for name in (*columns, "entry", "position"))
    cells = "".join(f"json_extract(value, '$[{place}]'), " for place in range(len(columns)))
    return f'INSERT INTO "{table}" ({listed}) SELECT {cells}?, ? + key FROM json_each(?)'  # noqa: S608


def _insert(
    connection: Connection, table: str, names: tuple[str, ...], rows: Sequence[Sequence[Any]]
) -> None:
    if connection.dialect.name == "postgresql" and len(rows) > 20:
        _copy(connection, table, names, rows)
    else:
        statement = _statement(table, names, connection.dialect.name)
        connection.exec_driver_sql(statement, [tuple(row) for row in rows])


def _copy(connection: Connection, table: str, names: tuple[str, ...], rows: Sequence[Sequence[Any]]) -> None:
    driver: Any = connection.connection.driver_connection
    listed = ", ".join(f'"{name}"' for name in names)
    with driver.cursor() as cursor, cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as stream:
        for row in rows:
            stream.write_row(row)


@cache
def _statement(table: str, names: tuple[str, ...], dialect: str) -> str:
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join(["%s" if dialect == "postgresql" else "?"] * len(names))
    return f'INSERT INTO "{table}" ({listed}) VALUES ({marks})'  # noqa: S608


def unfold(part: str) -> tuple[str, list[tuple[Cell, ...]]]:
    """Return the table of a part and its rows with every payload column of the table."""
    content = json.loads(part)
    table = content["table"]
    where = {name: place for place, name in enumerate(content["columns"])}
    order = [where.get(name) for name in payload_columns(metadata.tables[table])]
    return table, [tuple(None if at is None else row[at] for at in order) for row in content["rows"]]

"""The published copy: a ledger of its own that holds only what is released.

What is released is decided row by row by ``release.toml`` and the dates on which sources came out, by the
same rule by which ``--published-by`` leaves things out. The copy has a journal of its own: an entry for each
entry of the working ledger of which something is released, with its time, without who wrote it. It holds no
account, no draft, nothing retracted, and no table that ``release.toml`` does not name.
"""

from __future__ import annotations

import json
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, func, select

from luoshi.errors import LuoshiError
from luoshi.ledger import cuts
from luoshi.ledger.columns import instant_of
from luoshi.ledger.records import Cut
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import journal, metadata, outside_columns, payload_columns
from luoshi.ledger.store import Ledger
from luoshi.ledger.whole_files import whole

ACTOR = "ledger"
REASON = "released"
MARK = 0x50554231
"""SQLite's ``user_version`` of a published copy (the letters PUB1)."""

OPEN = "主动公开"
SOURCES = ("citation_id", "anchor_id", "reading_id")
"""Columns by which a row names what it rests on."""

STANDS = "stands now"
"""Under which a row says whether it stands, or another one took its place."""

Cells = dict[str, Any]

DECODERS: Mapping[str, Callable[[Any], Any]] = {
    "text": str,
    "integer": int,
    "boolean": bool,
    "decimal": Decimal,
    "score": Decimal,
    "date": date.fromisoformat,
    "instant": instant_of,
    "json": json.loads,
}
"""From the cell that is kept to the value it was given as, by kind of column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What was written into a copy."""

    rows: int
    documents: int
    observations: int
    left_out: int


@dataclass(slots=True)
class Kept:
    """The rows of each table that are released so far, by id, in the journal's order.

    Attributes:
        held: Ids of what somebody decided to hold back, and of all that rests on it alone.
    """

    held: set[str]
    rows: dict[str, dict[str, Cells]] = field(default_factory=dict)
    left_out: int = 0

    def has(self, table: str, row_id: Any) -> bool:
        """Say whether a row is released."""
        return row_id in self.rows.get(table, {})


def publish(ledger: Ledger, out: Path, day: date) -> Published:
    """Write the published copy of a ledger as of a day.

    Args:
        ledger: The working ledger; it is only read.
        out: The new file; one that is there is replaced once the copy is whole.
        day: The last day on which a source may have come out.

    Raises:
        LuoshiError: ``publish-nothing`` where nothing is released; ``disk-full``, ``file-unwritable``;
            ``file-exists`` where the file is the working ledger or no published copy.
    """
    _check_target(ledger, out)
    with ledger.reading() as connection:
        bounds = replace(cuts.resolve(connection, Cut()), published=day.isoformat())
        kept = _released(connection, bounds)
        moments = dict(connection.execute(select(journal.c.number, journal.c.recorded)).all())
        if not any(kept.rows[name] for name in ("document", "plan", "observation")):
            raise LuoshiError("publish-nothing", day=day)
        with whole(out) as part:
            _write(connection, part, kept, moments)
            _mark(part)
            part.chmod(0o444)
    return Published(
        rows=sum(len(rows) for rows in kept.rows.values()),
        documents=len(kept.rows["document"]),
        observations=len(kept.rows["observation"]),
        left_out=kept.left_out,
    )


def is_published(path: Path) -> bool:
    """Say whether a file is a published copy."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError:
        return False
    return head.startswith(b"SQLite format 3\0") and int.from_bytes(head[60:64]) == MARK


def _released(connection: Connection, bounds: cuts.Bounds) -> Kept:
    """Return what is released: known by the day, not retracted, and whole."""
    kept = Kept(held=_held_back(connection, bounds))
    read = 0
    for name in (table.name for table in metadata.sorted_tables if table.name in _rules()["tables"]):
        table = metadata.tables[name]
        own = kept.rows[name] = {}
        columns = [table.c[column] for column in (*payload_columns(table), "entry", "position")]
        question = (
            select(*columns, cuts.stands(table, bounds).label(STANDS))
            .where(cuts.known(table, bounds) & ~cuts.retracted(table, bounds))
            .order_by(table.c.entry, table.c.position)
        )
        for found in connection.execute(question).mappings():
            row = dict(found)
            if _completed(kept, table, row):
                own[row["id"]] = row
        read += connection.execute(select(func.count()).select_from(table)).scalar_one()
    _prune(kept)
    kept.left_out = read - sum(len(rows) for rows in kept.rows.values())
    return kept


def _completed(kept: Kept, table: Table, row: Cells) -> bool:
    """Empty what a row says of rows that are not released; say whether it can stand without them."""
    if row["id"] in kept.held or _rests_on_held(kept, table, row):
        kept.held.add(row["id"])
        return False
    for column in _withheld(table.name):
        row[column] = None
    for column, parent in _references(table):
        value = row[column]
        if value is None or kept.has(parent, value):
            continue
        if not table.c[column].nullable:
            return False
        row[column] = None
    if row.get("by_person"):
        row["author"] = f"person {row['id'][:8]}"
    has_source = table.name != "observation" or row["citation_id"] or row["anchor_id"]
    return bool(has_source)


def _rests_on_held(kept: Kept, table: Table, row: Cells) -> bool:
    """Say whether a row rests on something held back, and on no other source."""
    named = [(column, row[column]) for column, _ in _references(table) if column != "supersedes"]
    lost = [column for column, value in named if value in kept.held]
    others = [value for column, value in named if column in SOURCES and value and value not in kept.held]
    return bool(lost) and not (set(lost) <= set(SOURCES) and others)


def _held_back(connection: Connection, bounds: cuts.Bounds) -> set[str]:
    """Return the ids of documents and cited sources that are not for the public, or not yet."""
    table = metadata.tables["release"]
    standing = cuts.stands(table, replace(bounds, published=None))
    day = bounds.published
    return {
        row.row_id
        for row in connection.execute(select(table).where(standing))
        if row.publicity != OPEN or (row.released is not None and day is not None and row.released > day)
    }


def _prune(kept: Kept) -> None:
    """Take away what no released row needs, and then what needed that, until nothing changes.

    A row that another one took the place of is history and stays as long as that other one is there: without
    it the older row would seem to stand again.
    """
    while True:
        before = sum(len(rows) for rows in kept.rows.values())
        for name, needs in _rules()["needed"].items():
            wanted = {
                row[column]
                for table, _, column in (need.partition(".") for need in needs)
                for row in kept.rows[table].values()
            }
            kept.rows[name] = {key: row for key, row in kept.rows[name].items() if key in wanted}
        for name, rows in kept.rows.items():
            table = metadata.tables[name]
            followed = {row.get("supersedes") for row in rows.values()}
            kept.rows[name] = {
                key: row
                for key, row in rows.items()
                if (row[STANDS] or key in followed) and _completed(kept, table, row)
            }
        if before == sum(len(rows) for rows in kept.rows.values()):
            return


def _write(connection: Connection, path: Path, kept: Kept, moments: Mapping[int, str]) -> None:
    entries: dict[int, list[tuple[str, Cells]]] = defaultdict(list)
    for name, rows in kept.rows.items():
        for row in rows.values():
            entries[row["entry"]].append((name, row))
    clock = _Clock(instant_of(moments[min(entries)]))
    with Ledger.open(path, create=True, clock=clock) as copy:
        for number in sorted(entries):
            clock.now = instant_of(moments[number])
            copy.append(_rows(connection, entries[number]), actor=ACTOR, reason=REASON)


def _rows(connection: Connection, cells: list[tuple[str, Cells]]) -> Iterator[Row]:
    for name, row in cells:
        table = metadata.tables[name]
        values = {
            column: DECODERS[table.c[column].info["kind"]](row[column])
            for column in payload_columns(table)
            if row[column] is not None
        }
        for column in outside_columns(table):
            question = select(table.c[column]).where(table.c.id == row["id"])
            values[column] = connection.execute(question).scalar_one()
        yield Row(table=name, values=values)


@dataclass(slots=True)
class _Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


def _check_target(ledger: Ledger, out: Path) -> None:
    if not out.parent.is_dir():
        raise LuoshiError("file-unwritable", file=str(out), reason=str(out.parent))
    if out.exists() and not is_published(out):
        raise LuoshiError("file-exists", path=str(out))


def _mark(path: Path) -> None:
    """Mark the file as a published copy, in one piece, without a log beside it."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(f"PRAGMA user_version = {MARK}")
    finally:
        connection.close()


@cache
def _rules() -> Mapping[str, Any]:
    return tomllib.loads(resources.files("luoshi.access").joinpath("release.toml").read_text("utf-8"))


def _withheld(table: str) -> tuple[str, ...]:
    return tuple(_rules()["withheld"].get(table, ()))


@cache
def _references(table: Table) -> tuple[tuple[str, str], ...]:
    """Return the columns that name rows of the projection, with the tables they name."""
    return tuple(
        (column.name, key.column.table.name)
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name != "journal"
    )

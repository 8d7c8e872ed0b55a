"""What was written to the ledger, for the auditor: who, when, why, before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from luoshi.ledger import journal
from luoshi.ledger.columns import Cell
from luoshi.ledger.records import Entry
from luoshi.ledger.schema import metadata, payload_columns
from luoshi.ledger.store import Ledger

_ASIDE = frozenset({"id", "supersedes"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One cell that a write gave or changed."""

    column: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One row that an entry brought.

    Attributes:
        kind: ``added``, ``changed`` (it takes the place of another row), ``withdrawn`` or ``restored``.
        table: Of the row that was written, or that was withdrawn or restored.
    """

    kind: str
    table: str
    row_id: str
    cells: tuple[Changed, ...]


def entries(ledger: Ledger, before: int | None, limit: int) -> tuple[Entry, ...]:
    """Return entries of the journal, the newest first; ``before`` a number for the next ones."""
    head = ledger.head()
    last = (head.number if head else 0) if before is None else before - 1
    return tuple(reversed(tuple(ledger.entries(max(1, last - limit + 1), last)))) if last > 0 else ()


def writes(ledger: Ledger, number: int, offset: int, limit: int) -> tuple[Write, ...]:
    """Return what an entry wrote, in its order, ``limit`` rows after the first ``offset``."""
    with ledger.reading() as connection:
        rows = islice(_rows(connection, number), offset, offset + limit)
        return tuple(_write(connection, table, row) for table, row in rows)


def _rows(connection: Connection, number: int) -> Iterator[tuple[str, dict[str, Cell]]]:
    for part in journal.bodies(connection, number):
        table, rows = journal.unfold(part)
        columns = payload_columns(metadata.tables[table])
        for row in rows:
            yield table, dict(zip(columns, row, strict=True))


def _write(connection: Connection, table: str, row: Mapping[str, Cell]) -> Write:
    if table == "retraction":
        gone = _row(connection, str(row["what"]), row["row_id"])
        reason = Changed(column="reason", before=None, after=row["reason"])
        cells = (reason, *_differences(gone, {}))
        return Write(kind="withdrawn", table=str(row["what"]), row_id=str(row["row_id"]), cells=cells)
    if table == "restoration":
        undone = _row(connection, "retraction", row["retraction_id"])
        back = _row(connection, str(undone["what"]), undone["row_id"])
        cells = _differences({}, back)
        return Write(kind="restored", table=str(undone["what"]), row_id=str(undone["row_id"]), cells=cells)
    before = _row(connection, table, row.get("supersedes")) if row.get("supersedes") else {}
    kind = "changed" if before else "added"
    return Write(kind=kind, table=table, row_id=str(row["id"]), cells=_differences(before, row))


def _row(connection: Connection, table: str, row_id: Any) -> Mapping[str, Cell]:
    own = metadata.tables[table]
    columns = [own.c[name] for name in payload_columns(own)]
    found = connection.execute(select(*columns).where(own.c.id == row_id)).mappings().first()
    return dict(found) if found else {}


def _differences(before: Mapping[str, Cell], after: Mapping[str, Cell]) -> tuple[Changed, ...]:
    names = [name for name in {**before, **after} if name not in _ASIDE]
    return tuple(
        Changed(column=name, before=before.get(name), after=after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )

"""Rows on their way into the journal: checked, turned into cells, packed into the payload's parts.

A payload is a sequence of parts; a part holds rows of one table that follow one another, as canonical JSON
(RFC 8785): ``{"columns": [...], "rows": [[...], ...], "table": "..."}``. Columns that are empty in every row
of a part are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import rfc8785

from luoshi.errors import LuoshiError
from luoshi.ledger.canonical import canonical
from luoshi.ledger.columns import ENCODERS, Cell
from luoshi.ledger.schema import JOURNAL_TABLES, metadata, outside_columns, payload_columns

PART_ROWS = 1000
"""Most rows of one part."""

PAYLOAD_VERSION = 1

_PLAIN = {str, type(None)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row to append.

    Attributes:
        table: Name of a table of the projection.
        values: Python values by column: ``str``, ``int``, ``bool``, ``Decimal``, ``date``, ``datetime``,
            or JSON-ready data where the column holds JSON. A column left out is empty.
    """

    table: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of rows of one table.

    Attributes:
        body: Canonical JSON, what the journal keeps.
        rows: Number of rows in it.
        outside: Bytes that the journal does not keep, by row id.
    """

    body: str
    rows: int
    outside: dict[str, bytes]


def parts(rows: Iterable[Row]) -> Iterator[Part]:
    """Pack rows into parts; raises ``ledger-refused`` for a value its column cannot hold.

    Rows of one table keep their order. Whenever a table has gathered enough for a part, the rows of all
    tables are packed, those first that others refer to.
    """
    gathered: dict[str, list[Row]] = {}
    for row in rows:
        some = gathered.setdefault(row.table, [])
        some.append(row)
        if len(some) == PART_ROWS:
            yield from _pack_all(gathered)
            gathered = {}
    yield from _pack_all(gathered)


def _pack_all(gathered: Mapping[str, Sequence[Row]]) -> Iterator[Part]:
    order = {table.name: place for place, table in enumerate(metadata.sorted_tables)}
    for table in sorted(gathered, key=lambda name: order.get(name, -1)):
        yield _pack(table, gathered[table])


def _pack(table: str, rows: Sequence[Row]) -> Part:
    columns, outside, known = _layout(table)
    given = [row.values for row in rows]
    for values in given:
        if not values.keys() <= known:
            strange = ", ".join(sorted(values.keys() - known))
            raise LuoshiError("ledger-refused", table=table, reason=f"no such columns: {strange}")
    cells: dict[str, list[Cell]] = {}
    for name, encode in columns:
        column = [values.get(name) for values in given]
        if any(value is not None for value in column):
            cells[name] = _encoded(table, column, encode)
    content = {"columns": list(cells), "rows": list(zip(*cells.values(), strict=True)), "table": table}
    body = _body(table, content)
    return Part(body=body, rows=len(rows), outside=_outside(rows, outside))


Layout = tuple[tuple[tuple[str, Callable[[Any], Cell]], ...], tuple[str, ...], frozenset[str]]
"""The columns of a payload with their encoders, the columns outside it, and the names of both."""


@cache
def _layout(table: str) -> Layout:
    if table not in metadata.tables or metadata.tables[table] in JOURNAL_TABLES:
        raise LuoshiError("ledger-refused", table=table, reason="no such table")
    found = metadata.tables[table]
    columns = tuple((str(name), ENCODERS[found.c[name].info["kind"]]) for name in payload_columns(found))
    outside = outside_columns(found)
    return columns, outside, frozenset((*(name for name, _ in columns), *outside))


def _encoded(table: str, column: list[Any], encode: Callable[[Any], Cell]) -> list[Cell]:
    if encode is ENCODERS["text"] and set(map(type, column)) <= _PLAIN:
        return column
    try:
        return [None if value is None else encode(value) for value in column]
    except (TypeError, ValueError, rfc8785.CanonicalizationError) as error:
        raise LuoshiError("ledger-refused", table=table, reason=str(error)) from error


def _outside(rows: Sequence[Row], names: tuple[str, ...]) -> dict[str, bytes]:
    if not names:
        return {}
    bodies = {row.values["id"]: bytes(row.values[name]) for row in rows for name in names}
    for sha256, content in bodies.items():
        if hashlib.sha256(content).hexdigest() != sha256:
            raise LuoshiError("ledger-refused", table="blob", reason="the id is not the sha256 of the bytes")
    return bodies


def _body(table: str, content: Mapping[str, Any]) -> str:
    try:
        body = canonical(content)
    except UnicodeEncodeError:
        body = "\\u0000"
    if "\\u0000" in body:
        raise LuoshiError("ledger-refused", table=table, reason="text holds characters that cannot be kept")
    return body

"""A ledger of every released layout comes to the present one with its data and its journal.

The files in ``layouts`` hold every row of a ledger as a program with that layout wrote it.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from luoshi.ledger import engines, migrations, views
from luoshi.ledger.migrating import upgrade
from luoshi.ledger.schema import REVISION, metadata
from luoshi.ledger.store import Ledger, migrate
from tests.ledger import city

LAYOUTS = sorted(Path(__file__).with_name("layouts").glob("*.json"))

VERSIONS = Path(migrations.__path__[0]) / "versions"

Tables = dict[str, dict[str, list[Any]]]


def written_by(layout: Path, store: str) -> Tables:
    """Make a store in an older layout with the rows of the file; return the rows."""
    kept: Tables = json.loads(layout.read_text(encoding="utf-8"))["tables"]
    where = engines.address(store)
    postgres = not isinstance(where, Path)
    engine = (
        engines.postgres_engine(str(where), read_only=False)
        if postgres
        else engines.sqlite_engine(Path(where), read_only=False)
    )
    with engines.writing(engine) as connection:
        if postgres:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        upgrade(connection, layout.stem)
        connection.execute(text("PRAGMA defer_foreign_keys = ON" if not postgres else "SELECT 1"))
        for name, table in kept.items():
            insert(connection, name, table["columns"], table["rows"])
    engine.dispose()
    return kept


def insert(connection: Connection, table: str, columns: list[str], rows: list[list[Any]]) -> None:
    if table == "journal_head":
        assignments = ", ".join(f'"{name}" = :{name}' for name in columns)
        connection.execute(text(f"UPDATE journal_head SET {assignments}"), [bound(table, columns, rows[0])])
        return
    listed = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(f":{name}" for name in columns)
    command = text(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})')
    connection.execute(command, [bound(table, columns, row) for row in rows])


def bound(table: str, columns: list[str], row: list[Any]) -> dict[str, Any]:
    values = dict(zip(columns, row, strict=True))
    if table == "blob":
        values["body"] = base64.b64decode(values["body"])
    return values


def test_there_is_a_ledger_of_every_layout() -> None:
    """A migration without one is a promise nobody tried; ``tests/ledger/keep_layout.py`` makes it."""
    released = {path.name.removesuffix(".sqlite.sql") for path in VERSIONS.glob("*.sqlite.sql")}
    released |= set(
        re.findall(r'^revision = "(.+)"', "\n".join(map(Path.read_text, VERSIONS.glob("*.py"))), re.M)
    )
    assert REVISION in released
    assert released - {layout.stem for layout in LAYOUTS} == set()


def test_the_ledger_of_the_present_layout_has_rows_in_every_table() -> None:
    kept = json.loads(
        next(layout for layout in LAYOUTS if layout.stem == REVISION).read_text(encoding="utf-8")
    )
    assert {table.name for table in metadata.sorted_tables} - set(kept["tables"]) == set()


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.stem for layout in LAYOUTS])
def test_a_ledger_of_every_released_layout_comes_forward_with_data_and_journal(
    layout: Path, new_store: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = new_store()
    kept = written_by(layout, store)
    saved = migrate(store)
    assert (saved is None) == (layout.stem == REVISION)
    with Ledger.open(store) as ledger:
        assert ledger.verify() == []
        head = ledger.head()
        assert head is not None
        assert [head.number, head.hash] == kept["journal_head"]["rows"][0][1:4:2]
        with ledger.reading() as connection:
            for name, table in kept.items():
                listed = ", ".join(f'"{column}"' for column in table["columns"])
                found = connection.execute(text(f'SELECT {listed} FROM "{name}"')).mappings()
                expected = [bound(name, table["columns"], row) for row in table["rows"]]
                assert by_cells(map(dict, found)) == by_cells(expected), name
        assert [plan.title for plan in views.plans(ledger)]
        ledger.append([city.row("concept", id="later", name="升级之后")], actor="a", reason="goes on")
        assert ledger.verify(head=head.hash) == []


def by_cells(rows: Any) -> list[str]:
    return sorted(repr(sorted((name, plain(cell)) for name, cell in row.items())) for row in rows)


def plain(cell: Any) -> Any:
    return bytes(cell) if isinstance(cell, memoryview) else cell

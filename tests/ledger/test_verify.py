from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from luoshi.ledger import identity
from luoshi.ledger.guards import guard_names
from luoshi.ledger.schema import PROJECTION, metadata
from luoshi.ledger.store import Ledger
from luoshi.ledger.verifying import _problems as problems_of
from tests.ledger import city
from tests.ledger.conftest import Days
from tests.postgres import Cluster


def fill(ledger: Ledger) -> None:
    """Write at least one row into every table."""
    mark = identity.anchor_id(city.edition_of("plan", city.ORIGINAL), 28, 36)
    said, gone = city.statement(mark, "6571.6"), city.retraction("observation", "nobody")
    action = {"plan_id": city.PLAN, "slug": "1-1"}
    detail = {"box": "专栏1", "box_title": "行动", "number": 1, "rank": 1, "name": "行动", "text": "做"}
    link = {"score": 0.5, "reason": "同名", "accepted": True, "reading_id": said.values["id"]}
    first = city.observation("a", 2020, "6571.6", "年鉴")
    ledger.append(
        [
            *city.city(),
            *city.reporting(),
            said,
            city.citation("年鉴", "2024-01-01"),
            first,
            city.row("action", id="act", **action),
            city.row("action_detail", id="d", action_id="act", anchor_id=mark, **detail),
            city.row("action_link", id="al", action_id="act", **link),
            city.row("indicator_link", id="il", indicator_id=city.INDICATOR, **link),
            *city.planning(),
        ],
        actor="build",
        reason="first",
    )
    second = city.observation("b", 2020, "6571.7", "年鉴", supersedes=first.values["id"])
    attached = {"observation_id": second.values["id"], "anchor_id": mark, "score": 1, "reason": "同"}
    ledger.append([second, city.row("attachment", id="at", **attached), gone], actor="a", reason="b")
    ledger.append(
        [city.row("restoration", id="r", retraction_id=gone.values["id"], reason="误")], actor="a", reason="b"
    )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed ledger with rows in every table."""
    path = tmp_path_factory.mktemp("filled") / "ledger.db"
    with Ledger.open(path, create=True, clock=Days()) as ledger:
        fill(ledger)
        assert ledger.verify() == []
    return path


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "copy.db"))


def tamper(path: Path, *commands: str) -> list[str]:
    """Change a ledger behind its back, with the guards off, and return what verification finds."""
    with sqlite3.connect(path) as raw:
        guards = [row for row in raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")]
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("PRAGMA ignore_check_constraints = ON")
        for command in commands:
            assert raw.execute(command).rowcount != 0, command
        for _, text in guards:
            raw.execute(text)
    raw.close()
    with Ledger.open(path) as ledger:
        return [problem.code for problem in ledger.verify()]


def said(path: Path) -> str:
    """Return every row that the file holds, or what SQLite says when it cannot be read."""
    raw = sqlite3.connect(path)
    try:
        return "\n".join(raw.iterdump())
    except sqlite3.Error as error:
        return str(error)
    finally:
        raw.close()


def cells() -> Iterator[tuple[str, str]]:
    """Name every column of every table that holds something."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            if column.computed is None:
                yield table.name, column.name


@pytest.fixture(scope="module")
def opened(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A copy of the filled ledger; what is changed behind its back is rolled back."""
    path = Path(shutil.copy(filled, tmp_path_factory.mktemp("opened") / "ledger.db"))
    with Ledger.open(path) as ledger:
        assert ledger.verify() == []
        yield ledger
        assert ledger.verify() == []


def found_after_change(ledger: Ledger, command: str) -> list[str]:
    """Change a ledger behind its back, with the guards off and then on again; return what is found."""
    with ledger.engine.connect() as connection:
        run = connection.exec_driver_sql
        run("PRAGMA defer_foreign_keys = ON")
        run("PRAGMA ignore_check_constraints = ON")
        guards = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        for name, _ in guards:
            run(f"DROP TRIGGER {name}")
        assert run(command).rowcount == 1, command
        for _, text in guards:
            run(text)
        found = [problem.code for problem in problems_of(connection, None)]
        connection.rollback()
        run("PRAGMA ignore_check_constraints = OFF")
    return found


def changed_cell(table: str, column: str) -> str:
    """Return the command that changes a cell of the last row."""
    kind = "integer" if "INT" in str(metadata.tables[table].c[column].type).upper() else "text"
    if table == "blob" and column == "body":
        kind = "bytes"
    value = {
        "integer": f'coalesce("{column}", 0) + 1',
        "text": f"coalesce(\"{column}\", '') || 'x'",
        "bytes": f"CAST(substr(\"{column}\", 2) || x'00' AS BLOB)",
    }[kind]
    return f'UPDATE {table} SET "{column}" = {value} WHERE rowid = (SELECT max(rowid) FROM {table})'


@pytest.mark.sqlite
def test_what_was_not_changed_is_not_found(opened: Ledger) -> None:
    """Taking the guards off and putting them on again leaves no trace of its own."""
    assert found_after_change(opened, "UPDATE journal SET actor = actor WHERE number = 1") == []


@pytest.mark.sqlite
@pytest.mark.parametrize("table", [table.name for table in metadata.sorted_tables])
def test_a_changed_cell_of_any_column_is_found(opened: Ledger, table: str) -> None:
    columns = [column for name, column in cells() if name == table]
    missed = [one for one in columns if not found_after_change(opened, changed_cell(table, one))]
    assert columns
    assert missed == []


@pytest.mark.sqlite
@pytest.mark.parametrize("table", [table.name for table in (*PROJECTION, metadata.tables["journal_part"])])
def test_a_removed_row_of_any_table_is_found(opened: Ledger, table: str) -> None:
    last = f"(SELECT max(rowid) FROM {table})"
    assert found_after_change(opened, f"DELETE FROM {table} WHERE rowid = {last}")


@pytest.mark.sqlite
def test_a_row_from_elsewhere_is_found(copy: Path) -> None:
    insert = "INSERT INTO concept (id, name, entry, position) VALUES ('x', 'x', 1, 999)"
    assert tamper(copy, insert) == ["verify-row-extra"]


@pytest.mark.sqlite
def test_a_cut_tail_is_found_by_the_head_and_only_by_it(copy: Path) -> None:
    with Ledger.open(copy) as ledger:
        head = ledger.head()
    assert head is not None
    cut = [f"DELETE FROM {table} WHERE entry = 3" for table in ("journal_part", "restoration")]
    last = "(SELECT {0} FROM journal WHERE number = 2)"
    heads = ", ".join(f"{name} = {last.format(name)}" for name in ("number", "recorded", "hash"))
    found = tamper(copy, *cut, "DELETE FROM journal WHERE number = 3", f"UPDATE journal_head SET {heads}")
    assert found == []
    with Ledger.open(copy) as ledger:
        assert [problem.code for problem in ledger.verify(head=head.hash)] == ["verify-head"]


@pytest.mark.sqlite
@pytest.mark.parametrize("instead", ["", "SELECT 1"])
def test_a_guard_that_is_missing_or_does_nothing_is_found(copy: Path, instead: str) -> None:
    name = "observation_keeps_cells"
    with sqlite3.connect(copy) as raw:
        raw.execute(f"DROP TRIGGER {name}")
        if instead:
            raw.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON observation BEGIN {instead}; END")
    raw.close()
    with Ledger.open(copy) as ledger:
        (problem,) = ledger.verify()
    assert problem.code == "verify-guard"
    assert "observation_keeps_cells" in problem.words("zh")


@pytest.mark.sqlite
@pytest.mark.parametrize("name", guard_names())
def test_the_database_itself_refuses_to_change_or_remove_rows(copy: Path, name: str) -> None:
    table, _, what = name.rpartition("_keeps_")
    command = f"DELETE FROM {table}" if what == "rows" else f"UPDATE {table} SET rowid = rowid"
    raw = sqlite3.connect(copy)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(command)
    raw.execute("PRAGMA recursive_triggers = ON")
    if table == "concept":
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute("INSERT OR REPLACE INTO concept (id, name, entry, position) VALUES ('gdp','x',1,99)")
    raw.close()


@pytest.mark.sqlite
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_changed_byte_of_what_the_file_says_is_found(
    filled: Path, tmp_path: Path, data: st.DataObject
) -> None:
    content = filled.read_bytes()
    words = data.draw(st.sampled_from(["沈阳市", "6571.6", "10000", "build", "地区生产总值", "年鉴", "同名"]))
    spots = [at for at in range(len(content)) if content.startswith(words.encode(), at)]
    at = data.draw(st.sampled_from(spots))
    changed = bytearray(content)
    changed[at] ^= 1
    path = tmp_path / "changed.db"
    path.write_bytes(changed)
    assume(said(path) != said(filled))
    with Ledger.open(path) as ledger:
        assert ledger.verify() != []


# --- the same in PostgreSQL -----------------------------------------------------------------


@pytest.fixture(scope="module")
def served(postgres: Cluster) -> Iterator[Ledger]:
    """A ledger in PostgreSQL with rows in every table; what a test changes it takes back."""
    with Ledger.open(postgres.new(), clock=Days()) as ledger:
        fill(ledger)
        with ledger.engine.begin() as connection:
            rules = "SELECT conrelid::regclass, conname FROM pg_constraint"
            rules += " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
            for table, name in connection.exec_driver_sql(rules).all():
                connection.exec_driver_sql(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        assert ledger.verify() == []
        yield ledger


def found_after(ledger: Ledger, command: str) -> list[str]:
    """Change a ledger behind its back, with guards and references off, and return what is found."""
    with ledger.engine.connect() as connection:
        connection.exec_driver_sql("SET session_replication_role = replica")
        assert connection.exec_driver_sql(command).rowcount == 1
        connection.exec_driver_sql("SET session_replication_role = origin")
        found = [problem.code for problem in problems_of(connection, None)]
        connection.rollback()
    return found


def changed(table: str, column: str) -> str:
    """Return the command that changes a cell of the last row."""
    kind = str(metadata.tables[table].c[column].type).upper()
    value = f"'0' || coalesce(\"{column}\", '')"
    if "INT" in kind:
        value = f'coalesce("{column}", 0) + 1'
    elif "BLOB" in kind or "BINARY" in kind:
        value = f"substr(\"{column}\", 2) || '\\x00'::bytea"
    return f'UPDATE {table} SET "{column}" = {value} WHERE ctid = (SELECT max(ctid) FROM {table})'


@pytest.mark.postgres
@pytest.mark.parametrize("step", [12, pytest.param(1, marks=pytest.mark.long)])
def test_a_changed_cell_of_any_column_is_found_in_postgres(served: Ledger, step: int) -> None:
    """Every twelfth column, and in the long campaign every one: SQLite's test above takes them all."""
    some = list(cells())[::step]
    missed = [cell for cell in some if not found_after(served, changed(*cell))]
    assert missed == []


@pytest.mark.postgres
def test_a_removed_row_of_any_table_is_found_in_postgres(served: Ledger) -> None:
    some = [table.name for table in (*PROJECTION, metadata.tables["journal_part"])][::6]
    for table in some:
        assert found_after(served, f"DELETE FROM {table} WHERE ctid = (SELECT max(ctid) FROM {table})"), table


@pytest.mark.postgres
def test_a_head_that_is_not_the_one_row_is_found_in_postgres(served: Ledger) -> None:
    """Where the rule that there is one row was taken off as well."""
    assert found_after(served, changed("journal_head", "id")) == ["verify-head"]

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config

from luoshi.errors import LuoshiError
from luoshi.ledger import engines, migrating, transfer, views
from luoshi.ledger.store import Ledger, migrate
from tests.ledger import city
from tests.ledger.conftest import START, Days
from tests.postgres import Cluster

NEXT = Path(__file__).parent / "migrations_next"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed ledger with one entry."""
    made = tmp_path / "台账 1?#%.db"
    with Ledger.open(made, create=True, clock=Days()) as ledger:
        ledger.append(city.city(), actor="a", reason="b")
    return made


def refusal(where: Path | str, **options: bool) -> str:
    with pytest.raises(LuoshiError) as error:
        Ledger.open(where, **options)  # type: ignore[arg-type]
    assert error.value.problem.words("zh")
    assert error.value.problem.words("en")
    return error.value.problem.code


def layout(path: Path, number: str) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (number,))
    raw.close()


def test_a_closed_ledger_is_one_file(path: Path) -> None:
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_ledger_that_is_not_there_is_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.db") == "ledger-missing"
    assert refusal(tmp_path / "no folder" / "none.db", create=True) == "ledger-missing"
    assert refusal("oracle://here") == "ledger-missing"
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_a_ledger_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    text, empty, other = (tmp_path / name for name in ("notes.txt", "empty.db", "other.db"))
    text.write_text("not a database, and long enough to be looked at as one " * 50)
    empty.write_bytes(b"")
    with sqlite3.connect(other) as raw:
        raw.execute("CREATE TABLE journal (x)")
    raw.close()
    for file in (text, empty, other, tmp_path):
        before = file.read_bytes() if file.is_file() else b""
        assert refusal(file) == "ledger-not-a-ledger"
        assert (file.read_bytes() if file.is_file() else b"") == before
    for file in (text, other):
        assert refusal(file, create=True) == "ledger-not-a-ledger"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["empty.db", "notes.txt", "other.db"]


def test_creating_twice_opens_what_is_there(path: Path) -> None:
    with Ledger.open(path, create=True) as ledger:
        assert ledger.head() is not None


@pytest.mark.sqlite
def test_a_ledger_of_a_newer_version_is_refused(path: Path) -> None:
    layout(path, "9999")
    assert refusal(path) == "ledger-newer"
    with pytest.raises(LuoshiError) as error:
        migrate(path)
    assert error.value.problem.code == "ledger-newer"


@pytest.mark.sqlite
def test_a_file_that_cannot_be_written_is_read_without_touching_anything(path: Path) -> None:
    content = path.read_bytes()
    path.chmod(0o444)
    with Ledger.open(path) as ledger:
        assert ledger.read_only
        assert ledger.verify() == []
        assert views.plan(ledger, "plan").title == "行动纲要"
        with pytest.raises(LuoshiError) as error:
            ledger.append([city.citation("x", None)], actor="a", reason="b")
        assert error.value.problem.code == "ledger-read-only"
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert refusal(path, read_only=False) == "ledger-read-only"
    with pytest.raises(LuoshiError) as error:
        migrate(path)
    assert error.value.problem.code == "ledger-read-only"


def test_a_ledger_may_be_opened_for_reading_while_another_writes(path: Path) -> None:
    with Ledger.open(path, clock=START) as writer, Ledger.open(path, read_only=True) as reader:
        assert reader.read_only
        writer.append([city.row("concept", id="x", name="x")], actor="a", reason="b")
        head = reader.head()
        assert head is not None
        assert head.number == 2
        with pytest.raises(LuoshiError) as error:
            reader.append([city.row("concept", id="y", name="y")], actor="a", reason="b")
        assert error.value.problem.code == "ledger-read-only"


@pytest.mark.sqlite
def test_what_was_written_last_is_seen_where_the_file_and_its_log_cannot_be_written(path: Path) -> None:
    """A log is left behind by a killed writer; a reader that may not write must not overlook it."""
    with Ledger.open(path, clock=START) as ledger:
        ledger.append([city.row("concept", id="x", name="x")], actor="a", reason="b")
        for file in list(path.parent.iterdir()):
            shutil.copy(file, file.with_name("copy" + file.name.removeprefix(path.stem)))
    copy = path.with_name("copy.db")
    assert copy.with_name("copy.db-wal").stat().st_size > 0
    copy.chmod(0o444)
    with Ledger.open(copy) as ledger:
        assert ledger.read_only
        assert ledger.known("concept", ["x"]) == {"x"}
        assert ledger.verify() == []


@pytest.mark.sqlite
def test_a_backup_is_a_ledger_with_the_same_entries(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup.db"
    with Ledger.open(path) as ledger:
        assert ledger.backup(target) == target
        with pytest.raises(LuoshiError) as error:
            ledger.backup(target)
        assert error.value.problem.code == "file-exists"
        with Ledger.open(target) as copy:
            assert copy.head() == ledger.head()
            assert copy.verify() == []


@pytest.mark.postgres
def test_a_postgres_ledger_is_backed_up_as_an_export(postgres: Cluster, tmp_path: Path) -> None:
    with Ledger.open(postgres.new(), clock=START) as ledger:
        ledger.append(city.city(), actor="a", reason="b")
        ledger.backup(tmp_path / "backup.jsonl")
        with Ledger.open(tmp_path / "restored.db", create=True) as copy:
            with (tmp_path / "backup.jsonl").open(encoding="utf-8") as lines:
                assert copy.load(lines) == 1
            assert copy.head() == ledger.head()
            assert copy.verify() == []


@pytest.mark.postgres
def test_a_postgres_database_without_a_ledger_is_refused_unless_one_is_to_be_made(postgres: Cluster) -> None:
    address = postgres.new("template0")
    assert refusal(address) == "ledger-not-a-ledger"
    with Ledger.open(address, create=True) as ledger:
        assert ledger.verify() == []
    assert refusal(postgres.address("nowhere")) == "ledger-missing"
    with Ledger.open(address, read_only=True) as ledger, pytest.raises(LuoshiError) as error:
        ledger.append(city.city(), actor="a", reason="b")
    assert error.value.problem.code == "ledger-read-only"


def test_a_password_is_never_shown() -> None:
    shown = engines.shown("postgresql://luoshi:secret@db.example:5432/luoshi")
    assert shown == "postgresql://luoshi@db.example:5432/luoshi"


def test_a_ledger_in_the_present_layout_needs_no_migration(path: Path) -> None:
    assert migrate(path) is None
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.sqlite
def test_a_migration_backs_up_first_and_keeps_data_and_journal(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later layout, made by the step in ``migrations_next``, adds a column."""
    present = migrating._config

    def config() -> Config:
        later = present()
        own = Path(str(later.get_main_option("script_location"))) / "versions"
        later.set_main_option("path_separator", "newline")
        later.set_main_option("version_locations", f"{own}\n{NEXT}")
        return later

    with Ledger.open(path) as ledger:
        head = ledger.head()
    migrating.revisions.cache_clear()
    monkeypatch.setattr(migrating, "_config", config)
    monkeypatch.setattr(engines, "REVISION", "next")
    monkeypatch.setattr(transfer, "REVISION", "next")
    try:
        assert refusal(path) == "ledger-older"
        saved = migrate(path)
        with Ledger.open(path) as ledger:
            assert ledger.verify() == []
            assert ledger.head() == head
            with ledger.reading() as connection:
                assert connection.exec_driver_sql("SELECT remark FROM place").scalars().all() == [None]
    finally:
        monkeypatch.undo()
        migrating.revisions.cache_clear()
    assert saved is not None
    with Ledger.open(saved) as before:
        assert before.head() == head


def test_importing_the_ledger_is_left_to_who_opens_one() -> None:
    """The command line's help must not wait for the database library."""
    code = "import sys, luoshi.ledger, luoshi.ledger.records; print('sqlalchemy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

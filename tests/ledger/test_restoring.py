"""A ledger comes back whole from a backup or an export, in either store, or not at all."""

from __future__ import annotations

import gzip
import hashlib
import io
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger.restoring import restore
from luoshi.ledger.store import Ledger
from luoshi.ledger.transfer import opened
from tests.ledger import city
from tests.ledger.conftest import Days
from tests.ledger.test_verify import fill
from tests.postgres import Cluster


def exported(ledger: Ledger) -> str:
    """Return the sha256 of everything that a ledger holds, originals included."""
    lines = io.StringIO()
    ledger.export(lines)
    return hashlib.sha256(lines.getvalue().encode()).hexdigest()


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A ledger with rows in every table."""
    fill(ledger)
    return ledger


def test_a_backup_comes_back_with_the_same_content(filled: Ledger, tmp_path: Path) -> None:
    suffix = "db" if filled.path else "jsonl.gz"
    saved = filled.backup(tmp_path / f"saved.{suffix}")
    head = filled.head()
    assert head is not None
    assert restore(saved, tmp_path / "back.db", head=head.hash) == head
    with Ledger.open(tmp_path / "back.db") as back:
        assert exported(back) == exported(filled)
        back.append([city.row("concept", id="later", name="后来")], actor="a", reason="goes on")
        assert back.verify() == []
    assert not list(tmp_path.glob("back.db.part*"))


@pytest.mark.postgres
def test_a_ledger_moves_between_the_stores_and_back_without_loss(postgres: Cluster, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "first.db", create=True, clock=Days()) as first:
        fill(first)
        saved = first.backup(tmp_path / "saved.db")
        content = exported(first)
    server = postgres.new("template0")
    restore(saved, server)
    with Ledger.open(server) as second:
        assert exported(second) == content
        packed = second.backup(tmp_path / "saved.jsonl.gz")
    restore(packed, tmp_path / "third.db")
    with Ledger.open(tmp_path / "third.db") as third:
        assert exported(third) == content
    with pytest.raises(LuoshiError) as error:
        restore(packed, server)
    assert error.value.problem.code == "restore-not-empty"


def test_a_backup_made_while_others_write_is_a_whole_journal(
    new_store: Callable[[], str], tmp_path: Path
) -> None:
    store = new_store()
    stop = threading.Event()

    def write() -> None:
        with Ledger.open(store) as writer:
            while not stop.is_set():
                rows = [city.row("concept", id=city.identity.entered(), name="名称") for _ in range(20)]
                writer.append(rows, actor="a", reason="b")

    with Ledger.open(store, create=True) as ledger:
        ledger.append(city.city(), actor="a", reason="b")
        writing = threading.Thread(target=write)
        writing.start()
        try:
            saved = [ledger.backup(tmp_path / f"saved{turn}") for turn in range(3)]
        finally:
            stop.set()
            writing.join()
        for turn, file in enumerate(saved):
            last = restore(file, tmp_path / f"back{turn}.db")
            assert last is not None
            assert next(ledger.entries(last.number, last.number)) == last


def test_nothing_is_restored_over_a_ledger(filled: Ledger, tmp_path: Path) -> None:
    saved = filled.backup(tmp_path / "saved")
    (tmp_path / "there.db").write_bytes(b"something")
    with pytest.raises(LuoshiError) as error:
        restore(saved, tmp_path / "there.db")
    assert error.value.problem.code == "restore-not-empty"
    assert (tmp_path / "there.db").read_bytes() == b"something"


@pytest.mark.sqlite
def test_a_changed_backup_is_not_restored(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True, clock=Days()) as ledger:
        fill(ledger)
        saved = ledger.backup(tmp_path / "saved.db")
    with sqlite3.connect(saved) as raw:
        raw.execute("DROP TRIGGER place_keeps_cells")
        raw.execute("UPDATE place SET name = '别处'")
    raw.close()
    with pytest.raises(LuoshiError) as error:
        restore(saved, tmp_path / "back.db")
    assert error.value.problem.code == "restore-unsound"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a.db", "saved.db"]


@pytest.mark.parametrize("damage", ["cut", "changed", "reordered", "empty"])
def test_a_damaged_export_is_refused_before_anything_is_written(
    filled: Ledger, new_store: Callable[[], str], tmp_path: Path, damage: str
) -> None:
    lines = io.StringIO()
    filled.export(lines)
    text = lines.getvalue().splitlines(keepends=True)
    entries = [at for at, line in enumerate(text) if line.startswith('{"entry"')]
    wrong = {
        "cut": "".join(text)[:-20],
        "changed": "".join(text).replace("沈阳市", "瀋阳市"),
        "reordered": "".join(text[entries[1] :] + text[: entries[1]]),
        "empty": "",
    }[damage]
    file = tmp_path / "export.jsonl"
    file.write_text(wrong, encoding="utf-8")
    target = new_store()
    with pytest.raises(LuoshiError) as error:
        restore(file, target)
    assert error.value.problem.code in ("export-invalid", "export-foreign")
    if "://" in target:
        with Ledger.open(target) as untouched:
            assert untouched.head() is None
    else:
        assert not Path(target).exists()


def test_a_packed_export_that_was_cut_is_refused(filled: Ledger, tmp_path: Path) -> None:
    lines = io.StringIO()
    filled.export(lines)
    file = tmp_path / "export.jsonl.gz"
    file.write_bytes(gzip.compress(lines.getvalue().encode())[:-30])
    with pytest.raises(LuoshiError) as error:
        restore(file, tmp_path / "back.db")
    assert error.value.problem.code == "export-invalid"
    assert not (tmp_path / "back.db").exists()


def test_an_export_completes_a_ledger_that_holds_its_beginning(
    new_store: Callable[[], str], tmp_path: Path
) -> None:
    with Ledger.open(tmp_path / "a.db", create=True, clock=Days()) as ledger:
        fill(ledger)
        content, files = exported(ledger), []
        for number in (1, 3):
            lines = io.StringIO()
            ledger.export(lines)
            kept = [
                at for at, line in enumerate(lines.getvalue().splitlines()) if line.startswith('{"entry"')
            ]
            end = kept[number] if number < len(kept) else None
            files.append(tmp_path / f"{number}.jsonl")
            files[-1].write_text("\n".join(lines.getvalue().splitlines()[:end]) + "\n", encoding="utf-8")
    with Ledger.open(new_store(), create=True) as other:
        for file, count in zip(files, (1, 2), strict=True):
            with opened(file) as stream:
                assert other.load(stream) == count
        assert exported(other) == content
        assert other.verify() == []


def test_a_backup_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError) as error:
        restore(tmp_path / "none", tmp_path / "a.db")
    assert error.value.problem.code == "file-missing"

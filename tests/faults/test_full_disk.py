"""A full disk stops a deed with a clear error, leaves nothing half-done, and the same deed goes on later."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from luoshi.cli import main
from luoshi.collection.deciding import approve
from luoshi.errors import LuoshiError
from luoshi.ledger.build import build
from luoshi.ledger.observations import import_observations
from luoshi.ledger.schema import submission
from luoshi.ledger.store import Ledger
from tests.collection import office
from tests.faults.work import FILE, prepare
from tests.ledger.folder import FIGURES, REPORT


@contextmanager
def no_file_grows() -> Iterator[None]:
    """Let no file of this process be written beyond its first page, as on a disk without a free block."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def server_is_full(ledger: Ledger) -> Iterator[None]:
    """Let the server refuse a journal's entry as one with a full disk does."""
    with ledger.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$"
        )
        connection.exec_driver_sql(
            "CREATE TRIGGER full_disk BEFORE INSERT ON journal_part EXECUTE FUNCTION full_disk()"
        )
    try:
        yield
    finally:
        with ledger.engine.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER full_disk ON journal_part")
            connection.exec_driver_sql("DROP FUNCTION full_disk()")


def full(ledger: Ledger) -> AbstractContextManager[None]:
    return no_file_grows() if ledger.path else server_is_full(ledger)


def importing(ledger: Ledger, folder: Path) -> bool:
    (folder / FILE).write_text(FIGURES, encoding="utf-8")
    return import_observations(ledger, folder / FILE, actor="import").entry is not None


def approving(ledger: Ledger, _: Path) -> bool:
    with ledger.reading() as connection:
        known = connection.execute(select(submission.c.id)).scalar_one()
    return approve(ledger, known, actor=office.LI, today=office.TODAY).number > 0


def building(ledger: Ledger, folder: Path) -> bool:
    (folder / "report.md").write_text(REPORT.replace("430.6亿元", "430.7亿元"), encoding="utf-8")
    return "changed" in {one.status for one in build(ledger, folder).documents}


@pytest.mark.parametrize("deed", [importing, approving, building])
def test_a_deed_on_a_full_disk_is_refused_as_a_whole_and_goes_on_later(
    deed: Callable[[Ledger, Path], bool], new_store: Callable[[], str], tmp_path: Path
) -> None:
    store, folder = new_store(), tmp_path / "documents"
    prepare(store, folder)
    with Ledger.open(store) as ledger:
        office.handed_in(ledger)
        head = ledger.head()
        with full(ledger), pytest.raises(LuoshiError) as refused:
            deed(ledger, folder)
        assert refused.value.problem.code == "disk-full"
        assert ledger.head() == head
        assert ledger.verify() == []
        assert deed(ledger, folder), "the same again, once there is room"
        assert ledger.verify() == []


@pytest.mark.parametrize(
    "words",
    [
        ("backup", "--output"),
        ("export", "--output"),
        pytest.param(("publish",), marks=pytest.mark.sqlite),
    ],
    ids=lambda words: words[0],
)
def test_a_copy_on_a_full_disk_leaves_no_half_and_is_made_later(
    words: tuple[str, ...], new_store: Callable[[], str], tmp_path: Path
) -> None:
    store, out = new_store(), tmp_path / "out" / "copy.jsonl.gz"
    out.parent.mkdir()
    prepare(store, tmp_path / "documents")
    command = ["--ledger", store, "--lang", "en", *words, str(out)]
    with no_file_grows():
        result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert "[disk-full]" in result.output
    assert list(out.parent.iterdir()) == []
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    assert out.stat().st_size > 4096


@pytest.mark.sqlite
def test_a_restore_on_a_full_disk_leaves_no_ledger(tmp_path: Path) -> None:
    prepare(str(tmp_path / "a.db"), tmp_path / "documents")
    kept, back = tmp_path / "kept.db", tmp_path / "out" / "back.db"
    back.parent.mkdir()
    with Ledger.open(tmp_path / "a.db") as ledger:
        ledger.backup(kept)
    command = ["--ledger", str(back), "--lang", "en", "restore", str(kept)]
    with no_file_grows():
        result = CliRunner().invoke(main, command)
    assert result.exit_code == 1
    assert "[disk-full]" in result.output
    assert list(back.parent.iterdir()) == []
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger import identity
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger
from tests.ledger import city
from tests.ledger.conftest import START
from tests.postgres import Cluster

WRITER = Path(__file__).with_name("writer.py")


def large(count: int) -> Iterator[Row]:
    yield from (city.row("concept", id=f"c{number}", name="很长的名称" * 40) for number in range(count))


def start_writer(store: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, str(WRITER), store], stdout=subprocess.PIPE, text=True)


# --- kill -9 --------------------------------------------------------------------------------


def kill_while_writing(store: str, moment: float) -> int:
    """Kill a writer some time after its first entry; return the number of entries it had reported."""
    writer = start_writer(store)
    assert writer.stdout is not None
    first = writer.stdout.readline()
    time.sleep(moment)
    writer.send_signal(signal.SIGKILL)
    reported = (first + writer.stdout.read()).splitlines()
    writer.wait()
    writer.stdout.close()
    assert " " in reported[-1], f"the writer gave up: {reported[-1]}"
    number, digest = reported[-1].split()
    with Ledger.open(store) as ledger:
        assert ledger.verify(head=digest) == []
        head = ledger.head()
        assert head is not None
        assert head.number in (int(number), int(number) + 1)
        assert [entry.hash for entry in ledger.entries(int(number), int(number))] == [digest]
        ledger.append([city.row("concept", id=identity.entered(), name="后来")], actor="a", reason="goes on")
        assert ledger.verify() == []
    return int(number)


def test_a_killed_writer_leaves_every_reported_entry_and_nothing_half_written(
    new_store: Callable[[], str],
) -> None:
    dice = random.Random(20260101)
    store = new_store()
    Ledger.open(store, create=True).close()
    written = [kill_while_writing(store, dice.uniform(0, 0.3)) for _ in range(3)]
    assert written == sorted(written)


@pytest.mark.long
def test_five_hundred_killed_writers_leave_a_ledger_that_verifies(new_store: Callable[[], str]) -> None:
    dice = random.Random(20260102)
    for _ in range(25):
        store = new_store()
        Ledger.open(store, create=True).close()
        for _ in range(20):
            kill_while_writing(store, dice.uniform(0, 0.4))


@pytest.mark.postgres
def test_a_server_stopped_at_once_leaves_every_reported_entry(postgres_bin: Path) -> None:
    from tests.postgres import cluster

    with cluster(postgres_bin) as own:
        store = own.new()
        writer = start_writer(store)
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(0.2)
        own.control("stop", "-m", "immediate")
        reported = (first + writer.stdout.read()).splitlines()
        writer.wait()
        writer.stdout.close()
        own.start()
        assert reported[-1] == "ledger-unreachable"
        with Ledger.open(store) as ledger:
            assert ledger.verify(head=reported[-2].split()[-1]) == []
            assert ledger.append([city.row("concept", id="x", name="x")], actor="a", reason="b")


# --- a full disk ----------------------------------------------------------------------------


@pytest.mark.sqlite
def test_a_full_file_gives_a_clear_error_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "a.db", create=True, clock=START) as ledger:
        ledger.append(city.city(), actor="a", reason="b")
        with ledger.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")
        with pytest.raises(LuoshiError) as error:
            ledger.append(large(5000), actor="a", reason="too much")
        assert error.value.problem.code == "disk-full"
        assert ledger.verify() == []
        assert [entry.number for entry in ledger.entries()] == [1]
        ledger.append(large(5), actor="a", reason="little")
        with ledger.reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        later = [city.row("concept", id="later", name="重试")]
        assert ledger.append(later, actor="a", reason="again").number == 3
        assert ledger.verify() == []


@pytest.mark.sqlite
@pytest.mark.parametrize("kilobytes", [40, 200, 700, 1500, 4000])
def test_a_limit_on_file_size_gives_a_clear_error_wherever_it_strikes(tmp_path: Path, kilobytes: int) -> None:
    store = tmp_path / "a.db"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, kilobytes * 1024))

    command = [sys.executable, str(WRITER), str(store), "--large"]
    done = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True, check=False)
    assert done.stdout.splitlines()[-1] == "disk-full", done.stdout + done.stderr
    with Ledger.open(store, create=True) as ledger:
        assert ledger.verify() == []
        acknowledged = [line for line in done.stdout.splitlines() if line != "disk-full"]
        assert len(list(ledger.entries())) == len(acknowledged)
        ledger.append([city.row("concept", id="later", name="重试")], actor="a", reason="again")
        assert ledger.verify() == []


# --- several writers ------------------------------------------------------------------------


def test_of_two_writers_who_correct_one_figure_the_second_gets_a_conflict(
    new_store: Callable[[], str],
) -> None:
    store = new_store()
    with Ledger.open(store, create=True, clock=START) as one, Ledger.open(store, clock=START) as two:
        figure = city.observation("a", 2020, "1", "年鉴")
        one.append([*city.city(), city.citation("年鉴", "2024-01-01"), figure], actor="a", reason="b")
        replaced = {"supersedes": figure.values["id"]}
        one.append([city.observation("b", 2020, "2", "年鉴", **replaced)], actor="甲", reason="更正")
        with pytest.raises(LuoshiError) as error:
            two.append([city.observation("c", 2020, "3", "年鉴", **replaced)], actor="乙", reason="更正")
        assert error.value.problem.code == "ledger-conflict"
        assert two.verify() == []
        assert [entry.actor for entry in two.entries()] == ["a", "甲"]


def test_many_writers_make_one_chain(new_store: Callable[[], str]) -> None:
    store = new_store()
    Ledger.open(store, create=True).close()

    def write(writer: int) -> list[int]:
        with Ledger.open(store) as ledger:
            rows = [[city.row("concept", id=f"{writer}-{turn}", name="并行")] for turn in range(10)]
            return [ledger.append(row, actor=str(writer), reason="b").number for row in rows]

    with ThreadPoolExecutor(4) as pool:
        numbers = [number for found in pool.map(write, range(4)) for number in found]
    assert sorted(numbers) == list(range(1, 41))
    with Ledger.open(store) as ledger:
        assert ledger.verify() == []


@pytest.mark.postgres
def test_a_full_disk_of_the_server_gives_a_clear_error(postgres: Cluster) -> None:
    with Ledger.open(postgres.new()) as ledger:
        with ledger.engine.begin() as connection:
            connection.exec_driver_sql(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = 'disk_full'; END $$"
            )
            connection.exec_driver_sql(
                "CREATE TRIGGER full_disk BEFORE INSERT ON retraction EXECUTE FUNCTION full_disk()"
            )
        with pytest.raises(LuoshiError) as error:
            ledger.append([*city.city(), city.retraction("plan", city.PLAN)], actor="a", reason="b")
        assert error.value.problem.code == "disk-full"
        assert ledger.verify() == []
        assert ledger.head() is None


@pytest.mark.postgres
def test_postgres_itself_refuses_to_change_or_remove_rows(postgres: Cluster) -> None:
    import psycopg

    with Ledger.open(postgres.new()) as ledger:
        ledger.append(city.city(), actor="a", reason="b")
        for command in (
            "UPDATE place SET name = 'x'",
            "DELETE FROM retraction",
            "TRUNCATE restoration",
            "UPDATE journal SET actor = 'x'",
            "DELETE FROM journal_head",
        ):
            with ledger.engine.connect() as connection:
                with pytest.raises(Exception, match="append-only") as error:
                    connection.exec_driver_sql(command)
                assert isinstance(error.value.orig, psycopg.errors.RestrictViolation)  # type: ignore[attr-defined]


@pytest.mark.postgres
@pytest.mark.parametrize(
    "command",
    [
        "DROP TRIGGER place_keeps_cells ON place",
        "ALTER TABLE place DISABLE TRIGGER place_keeps_cells",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN NULL; END $$",
    ],
)
def test_a_guard_of_postgres_that_is_off_is_found(postgres: Cluster, command: str) -> None:
    with Ledger.open(postgres.new()) as ledger:
        assert ledger.verify() == []
        with ledger.engine.begin() as connection:
            connection.exec_driver_sql(command)
        assert {problem.code for problem in ledger.verify()} == {"verify-guard"}

"""A corpus becomes tables: nothing stops it, and what was done is not done again."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main
from luoshi.documents.sources import document_files
from luoshi.errors import LuoshiError
from luoshi.formats.corpus import parts
from luoshi.formats.corpus.rows import TABLES, document_rows
from luoshi.formats.corpus.working import Workers, part_rows
from tests.documents.makers import paragraphs, pdf_bytes, sheet_of, simple_docx

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "shenyang"
TEXT = "2024年，沈阳市高新技术企业达到{n}家，地区生产总值增长5.2%。中德园获批国家级园区。"


def corpus(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["corpus", "--lang", "en", *map(str, arguments)])


def table(out: Path, name: str) -> list[dict[str, Any]]:
    files = sorted((out / name).glob("*.parquet"))
    return [row for file in files for row in pyarrow.parquet.read_table(file).to_pylist()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of several formats with two files that cannot be read."""
    made = tmp_path / "in"
    (made / "区县").mkdir(parents=True)
    for n in range(6):
        (made / "区县" / f"{n}.txt").write_text(TEXT.format(n=2000 + n), encoding="utf-8")
    shutil.copy(EXAMPLE / "plan-2022.md", made / "plan.md")
    (made / "a.docx").write_bytes(simple_docx(TEXT.format(n=1)))
    (made / "b.xlsx").write_bytes(sheet_of([["指标", "2025年"], ["人口（万人）", 1000]]))
    (made / "c.pdf").write_bytes(pdf_bytes(paragraphs(TEXT.format(n=2))))
    (made / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    (made / "secret.txt").write_text("机密★10年\n" + TEXT.format(n=3), encoding="utf-8")
    return made


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART_FILES", 3)


def test_every_file_has_a_row_and_its_statements(folder: Path, tmp_path: Path, small_parts: None) -> None:
    out = tmp_path / "out"
    result = corpus(folder, "--out", out, "--workers", 2)
    assert result.exit_code == 0, result.stderr
    read = {row["file"]: row for row in table(out, "documents")}
    assert sorted(read) == document_files(folder, deep=True)
    assert read["bad.pdf"]["status"] == "file-truncated"
    assert read["secret.txt"]["status"] == "classified"
    assert {row["status"] for name, row in read.items() if name not in ("bad.pdf", "secret.txt")} == {"read"}
    statements = table(out, "statements")
    assert {"2005"} == {
        row["value"] for row in statements if row["file"] == "区县/5.txt" and row["unit"] == "家"
    }
    for name, row in read.items():
        own = sum(one["file"] == name for one in statements)
        assert own == (row["statements"] or 0)
    assert table(out, "actions")
    assert table(out, "achievements")
    numbers = table(out, "coverage")
    assert {"statement", "set-aside"} <= {row["outcome"] for row in numbers}
    for name, row in read.items():
        assert sum(one["file"] == name for one in numbers) == (row["numbers"] or 0)
        assert (row["numbers"] or 0) == sum(row[key] or 0 for key in ("read", "set_aside", "open"))
    assert "secret" not in str(table(out, "statements"))


def test_what_was_done_is_not_done_again(folder: Path, tmp_path: Path, small_parts: None) -> None:
    out = tmp_path / "out"
    corpus(folder, "--out", out, "--workers", 1)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    (folder / "区县" / "5.txt").write_text(TEXT.format(n=9999), encoding="utf-8")
    again = corpus(folder, "--out", out, "--workers", 1)
    assert again.exit_code == 0
    renewed = [path for path, at in before.items() if path.stat().st_mtime_ns != at]
    assert len({path.name for path in renewed}) == 1
    assert "9999" in {row["value"] for row in table(out, "statements")}


def test_a_corpus_that_shrank_leaves_no_rows_behind(folder: Path, tmp_path: Path, small_parts: None) -> None:
    out = tmp_path / "out"
    corpus(folder, "--out", out, "--workers", 1)
    shutil.rmtree(folder / "区县")
    corpus(folder, "--out", out, "--workers", 1)
    assert sorted(row["file"] for row in table(out, "documents")) == document_files(folder, deep=True)


def test_a_run_that_is_killed_goes_on_where_it_was(folder: Path, tmp_path: Path) -> None:
    for n in range(200):
        (folder / f"{n:03}.txt").write_text(TEXT.format(n=n), encoding="utf-8")
    whole, out = tmp_path / "whole", tmp_path / "out"
    assert corpus(folder, "--out", whole, "--workers", 1).exit_code == 0
    command = [sys.executable, "-m", "luoshi", "corpus", str(folder), "--out", str(out), "--workers", "1"]
    running = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list((out / "_parts").glob("part-*.json")) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    assert corpus(folder, "--out", out, "--workers", 1).exit_code == 0
    for name in TABLES:
        assert table(out, name) == table(whole, name)


class Deadly:
    """Lets a worker die or hang at one file of its part."""

    def __init__(self, folder: Path, out: Path, seconds: float) -> None:
        self.workers = Workers(folder, out, 1, seconds=seconds)
        self.out = out

    def rows(self, files: list[str]) -> dict[str, str]:
        parts.prepare(self.out)
        part = parts.Part(number=1, files=tuple(files), mark="m")
        (done,) = self.workers.run(iter([part]))
        assert done.part == part
        return {row["file"]: row["reason"] for row in table(self.out, "documents") if row["status"] != "read"}


@pytest.fixture
def three(tmp_path: Path) -> Path:
    made = tmp_path / "three"
    made.mkdir()
    for name in ("a.txt", "b.txt", "c.txt"):
        (made / name).write_text(TEXT.format(n=1), encoding="utf-8")
    return made


def test_a_document_that_takes_too_long_costs_itself_only(three: Path, tmp_path: Path) -> None:
    (three / "b.txt").unlink()
    os.mkfifo(three / "b.txt")
    lost = Deadly(three, tmp_path / "out", 6.0).rows(["a.txt", "b.txt", "c.txt"])
    assert lost == {"b.txt": "too long"}


def test_a_document_that_ends_the_process_costs_itself_only(three: Path, tmp_path: Path) -> None:
    (three / "b.txt").unlink()
    os.mkfifo(three / "b.txt")

    def end_its_reader() -> None:
        while True:
            try:
                os.close(os.open(three / "b.txt", os.O_WRONLY | os.O_NONBLOCK))
            except OSError:
                time.sleep(0.02)
                continue
            for child in multiprocessing.active_children():
                os.kill(int(child.pid or 0), signal.SIGSEGV)
            return

    helper = threading.Thread(target=end_its_reader)
    helper.start()
    lost = Deadly(three, tmp_path / "out", 60.0).rows(["a.txt", "b.txt", "c.txt"])
    helper.join()
    assert lost == {"b.txt": "process ended (-11)"}


def test_whatever_a_reader_raises_is_a_row(monkeypatch: pytest.MonkeyPatch, three: Path) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("luoshi.statements.extract.survey", broken)
    rows = part_rows(three, ["a.txt"], {})
    assert [(row["status"], row["reason"]) for row in rows["documents"]] == [("crashed", "ZeroDivisionError")]


def test_without_its_extra_it_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = __import__("importlib.util").util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "pyarrow" else real(name))
    result = corpus(folder, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "[extra-missing]" in result.stderr


def test_a_number_is_kept_as_written() -> None:
    from luoshi.documents.model import Source

    rows = document_rows("2024年，增长5.20%。".encode(), "a.txt", Source(key="a", file="a.txt"))
    assert [(row["value"], row["number"]) for row in rows["statements"]] == [("5.20", 5.2)]


PARTS = """# 沈阳市行动方案

## 一、主要任务

### （一）建设枢纽

1. 建设航空枢纽。（1）扩建航站楼。力争2026年底前在浑南区建成。（牵头单位：市交通局）
（2）加密航线。到2025年国际航线达到12条。

2. 完善路网。持续优化路网结构。
"""


@pytest.mark.parametrize(("kind", "tasks"), [("plan", 2), (None, 2), ("report", 0)])
def test_tasks_and_their_parts_are_rows_with_all_that_is_told_of_them(kind: str | None, tasks: int) -> None:
    from luoshi.documents.model import Source

    about = {"kind": kind, "place": "沈阳市", "place_code": "210100", "published": "2023-03"}
    source = Source(key="a", file="a.md", **about)
    rows = document_rows(PARTS.encode(), "a.md", source)
    assert [row["name"] for row in rows["actions"]] == ["建设航空枢纽", "完善路网"][:tasks]
    if not tasks:
        assert rows["subtasks"] == []
        return
    first, second = rows["subtasks"]
    assert all(row.keys() == TABLES[table].keys() for table in rows for row in rows[table])
    assert (first["task_start"], first["task_end"]) == (
        rows["actions"][0]["start"],
        rows["actions"][0]["end"],
    )
    assert (first["name"], first["deadline"], first["strength"]) == ("扩建航站楼", "2026", "力争")
    assert (first["class"], first["places"], first["lead"]) == ("checkable", '["浑南区"]', '["市交通局"]')
    assert (second["class"], second["indicators"]) == ("measured", '["国际航线"]')


def test_processes_that_cannot_begin_are_not_started_for_ever(
    three: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luoshi.formats.corpus.working._work", os._exit)
    monkeypatch.setattr("luoshi.formats.corpus.working._MOST_STARTS", 2)
    with pytest.raises(LuoshiError) as caught:
        Deadly(three, tmp_path / "out", 60.0).rows(["a.txt"])
    assert caught.value.problem.code == "workers-end"

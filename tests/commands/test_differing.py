"""``luoshi diff``."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main
from tests.ledger.differing.plans import PLAN, edited


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A plan and a later version of it, with nothing told about either."""
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(PLAN, encoding="utf-8")
    new.write_text(edited(("350.5 | 500 |", "350.5 | 550 |"), ("2024年底前", "2025年底前")), encoding="utf-8")
    return str(old), str(new)


def run(*arguments: str) -> Result:
    told = CliRunner().invoke(main, ["diff", *arguments])
    assert told.exit_code == 0, told.output
    return told


def test_two_files_are_compared_in_words(files: tuple[str, str]) -> None:
    told = run(*files, "--lang", "zh").stdout
    assert "目标：调整 1，未变 " in told
    assert "* 地区生产总值（2025）：数值由“500”改为“550” [同一指标概念]" in told
    assert (
        "    - 1 | 地区生产总值（亿元） | 350.5 | 500\n    + 1 | 地区生产总值（亿元） | 350.5 | 550" in told
    )
    assert "时限由“2024”改为“2025”" in told
    english = run(*files, "--lang", "en").stdout
    assert "value: from “500” to “550” [the same indicator concept]" in english


def test_and_as_data(files: tuple[str, str]) -> None:
    rows = json.loads(run(*files, "--format", "json").stdout)
    assert [(row["what"], row["change"], row["value_old"], row["value_new"]) for row in rows] == [
        ("target", "changed", 500, 550),
        ("task", "redated", None, None),
    ]
    assert (rows[1]["period_old"], rows[1]["period_new"]) == ("2024", "2025")
    only = run(*files, "--format", "csv", "--what", "task").stdout.splitlines()
    assert [row["name"] for row in csv.DictReader(only)] == ["建设航空枢纽"]
    every = json.loads(run(*files, "--format", "json", "--all").stdout)
    assert {row["change"] for row in every} == {"changed", "redated", "same"}


def test_twice_the_same_and_nothing_in_one_file(files: tuple[str, str]) -> None:
    assert run(*files, "--format", "csv").stdout == run(*files, "--format", "csv").stdout
    assert "两份文件的目标和任务一致" in run(files[0], files[0], "--lang", "zh").stdout


def test_what_is_neither_a_file_nor_a_plan_is_told(files: tuple[str, str], tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["diff", files[0], "nothing", "--ledger", str(tmp_path / "none.db")])
    assert told.exit_code == 1
    assert "Traceback" not in told.output

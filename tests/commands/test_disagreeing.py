"""``luoshi disagreements``: listed with both sides, answered with a reason."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main


def run(ledger: Path, *arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(
        main, ["disagreements", *arguments, "--ledger", str(ledger), "--lang", language]
    )


@pytest.fixture
def ledger(example_ledger: str, tmp_path: Path) -> Path:
    return Path(shutil.copy(example_ledger, tmp_path / "copy.db"))


def test_the_list_names_both_sides_with_their_sources(ledger: Path) -> None:
    rows = json.loads(run(ledger, "list", "--format", "json").stdout)
    air = next(row for row in rows if row["kind"] == "two_targets" and row["left_value"] == 80)
    assert (air["right_value"], air["period"], air["state"]) == (87.5, "2025", "open")
    assert air["left_source"] != air["right_source"]
    assert "87.5" in air["explanation"]
    table = run(ledger, "list", language="zh").stdout
    assert "同一期限，两个目标" in table
    assert air["id"][:8] in table


def test_it_is_filtered_by_kind_and_state(ledger: Path) -> None:
    listed = run(ledger, "list", "--kind", "jump", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(listed)))
    assert rows
    assert {row["kind"] for row in rows} == {"jump"}
    assert run(ledger, "list", "--state", "accepted", "--format", "json").stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("command", "state", "word"),
    [
        ("explain", "explained", "已说明"),
        ("accept", "accepted", "已认可"),
        ("correct", "correction", "已送更正"),
    ],
)
def test_a_person_decides_with_a_reason(ledger: Path, command: str, state: str, word: str) -> None:
    first = json.loads(run(ledger, "list", "--format", "json").stdout)[0]["id"]
    done = run(ledger, command, first[:8], "--reason", "口径不同", "--actor", "li.na", language="zh")
    assert done.exit_code == 0, done.output
    assert word in done.stdout
    (row,) = json.loads(run(ledger, "list", "--state", state, "--format", "json").stdout)
    assert (row["id"], row["decision_reason"], row["decided_by"]) == (first, "口径不同", "li.na")


def test_an_unknown_one_and_an_empty_reason_are_told(ledger: Path) -> None:
    unknown = run(ledger, "accept", "00000000", "--reason", "x")
    assert unknown.exit_code == 1
    assert "not-found" in unknown.stderr
    first = json.loads(run(ledger, "list", "--format", "json").stdout)[0]["id"]
    empty = run(ledger, "accept", first, "--reason", " ")
    assert empty.exit_code == 1
    assert "decision-without-reason" in empty.stderr

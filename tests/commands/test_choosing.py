"""``luoshi method`` on a copy of the example."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from luoshi.cli import main

AT = ("--at", "2025-12-31")


@pytest.fixture
def ledger(example_ledger: str, tmp_path: Path) -> str:
    return str(shutil.copy(example_ledger, tmp_path / "copy.db"))


def said(ledger: str, *arguments: str) -> str:
    result = CliRunner().invoke(main, [*arguments, "--ledger", ledger, "--lang", "zh"])
    assert result.exit_code == 0, result.output
    return result.stdout


def rows(ledger: str, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(said(ledger, *arguments, "--format", "json"))
    return found


def accept_the_break_of_2024(ledger: str) -> None:
    listed = rows(ledger, "disagreements", "list", "--kind", "jump")
    (one,) = [row for row in listed if row["period"] == "2024"]
    said(ledger, "disagreements", "accept", one["id"], "--reason", "统计部门确认为同一数列")


def test_gdp_by_the_method_of_canada_once_its_break_is_accepted(ledger: str) -> None:
    # 6571.6 (2020), 9100.3 (2025), targets 10000 (2025) and 20000 (2035): 6.73 % a year had,
    # 8.76 % and 7.70 % needed.
    accept_the_break_of_2024(ledger)
    found = rows(ledger, "evaluate", *AT, "--method", "statcan")
    assert [(one["grade"], one["measure"]) for one in found if one["plan_no"] == 1] == [
        ("moderate_progress", 0.7681),
        ("moderate_progress", 0.8735),
    ]


def test_a_chosen_method_judges_until_it_is_dropped(ledger: str) -> None:
    accept_the_break_of_2024(ledger)
    plain = rows(ledger, "evaluate", *AT)
    done = ("--reason", "与上级评估一致", "--actor", "规划处")
    assert "statcan" in said(ledger, "method", "choose", "statcan", "--indicator", "1", *done)
    chosen = rows(ledger, "evaluate", *AT)
    assert [(one["method"], one["grade"]) for one in chosen if one["plan_no"] == 1] == [
        ("statcan", "moderate_progress"),
        ("statcan", "moderate_progress"),
    ]
    assert {one["method"] for one in chosen if one["plan_no"] != 1} == {"time-path"}
    assert rows(ledger, "evaluate", *AT, "--method", "time-path") == plain
    (listed,) = [one for one in rows(ledger, "method", "list") if one.get("actor")]
    assert (listed["method"], listed["actor"], listed["reason"]) == ("statcan", "规划处", "与上级评估一致")
    assert "有一定进展 [statcan]" in said(ledger, "evaluate", *AT)
    said(ledger, "method", "drop", "--indicator", "1", *done)
    assert rows(ledger, "evaluate", *AT) == plain


def test_a_whole_plan_is_judged_by_the_method_chosen_for_it(ledger: str) -> None:
    said(ledger, "method", "choose", "dns", "--reason", "试算")
    found = rows(ledger, "evaluate", *AT)
    assert {one["method"] for one in found} == {"dns"}
    assert "按德国可持续发展战略" in said(ledger, "evaluate", *AT, "--summary")


def test_a_choice_needs_a_reason(ledger: str) -> None:
    result = CliRunner().invoke(main, ["method", "choose", "dns", "--ledger", ledger, "--lang", "en"])
    assert result.exit_code == 2
    assert "--reason" in result.output

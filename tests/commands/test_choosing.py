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


def test_a_chosen_method_judges_until_it_is_dropped(ledger: str) -> None:
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

"""``luoshi rollup`` and ``luoshi whatif`` on the example."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from luoshi.cli import main
from luoshi.commands.rolling import COMPOSITES
from luoshi.evaluation.rollup.run import NAMES

AT = ("--at", "2025-12-31")


def run(ledger: str, *arguments: str, language: str = "zh") -> Result:
    return CliRunner().invoke(main, [*arguments, "--ledger", ledger, "--lang", language])


def rows(ledger: str, *arguments: str) -> list[dict[str, Any]]:
    result = run(ledger, *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_the_names_of_the_option_are_the_composites_there_are() -> None:
    assert COMPOSITES == NAMES


def test_a_roll_up_counts_and_composes_only_what_was_asked_for(example_ledger: str) -> None:
    plain = run(example_ledger, "rollup", *AT)
    assert plain.exit_code == 0
    assert plain.stdout.splitlines()[1] == "本规划没有标注约束性指标。"
    assert len(plain.stdout.splitlines()) == 2
    found = rows(example_ledger, "rollup", *AT, *(f"--composite={name}" for name in NAMES))
    assert [one["composite"] for one in found] == list(NAMES)
    assert all(one["low"] <= one["value"] <= one["high"] for one in found)
    assert {one["used"] + one["left_out"] for one in found} == {31}


def test_weights_come_from_a_table_and_are_refused_with_row_and_text(
    example_ledger: str, tmp_path: Path
) -> None:
    table = tmp_path / "weights.csv"
    table.write_text("indicator,weight\n1,3\n常住人口,1\n", encoding="utf-8")
    (one,) = rows(example_ledger, "rollup", *AT, "--composite", "weighted", "--weights", str(table))
    assert one["shares"] == {"1": 0.75, "3": 0.25}
    table.write_text("indicator,weight\n1,-3\n", encoding="utf-8")
    wrong = run(example_ledger, "rollup", *AT, "--composite", "weighted", "--weights", str(table))
    assert wrong.exit_code == 1
    assert "-3" in wrong.output


def test_what_if_says_what_is_needed_and_where_a_rate_leads(example_ledger: str) -> None:
    # 9100.3 (2025) to 20000 (2035): 8.19 % a year
    ended, ahead = rows(example_ledger, "whatif", "1", *AT, "--rate", "8.2")
    assert ended["reason"] == "目标期已结束"
    assert (ahead["needed"], ahead["reaches"], ahead["met_in"]) == (8.19, True, 2035)
    assert run(example_ledger, "whatif", "1", *AT).stdout.startswith("内部研判")

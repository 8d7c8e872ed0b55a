"""``luoshi plan`` and ``luoshi target`` on a copy of the example."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main

SOURCE = ["--source", "2023年政府工作报告", "--published", "2023-01-10", "--reason", "年度预期目标"]


@pytest.fixture
def ledger(example_ledger: str, tmp_path: Path) -> str:
    return str(shutil.copy(example_ledger, tmp_path / "copy.db"))


def run(ledger: str, *arguments: str, language: str = "zh") -> Result:
    return CliRunner().invoke(main, [*arguments, "--ledger", ledger, "--lang", language])


def rows(ledger: str, *arguments: str) -> list[dict[str, object]]:
    result = run(ledger, *arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def done(ledger: str, *arguments: str) -> str:
    result = run(ledger, *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_plan_is_succeeded_and_stands_below_another_one(ledger: str) -> None:
    done(ledger, "plan", "succeed", "plan-2022", "--by", "新规划", "--on", "2025-07-10", "--reason", "公布")
    done(
        ledger,
        "plan",
        "relate",
        "plan-2022",
        "--higher",
        "省级规划",
        "--published",
        "2023-04",
        "--reason",
        "正文",
    )
    (plan,) = [one for one in rows(ledger, "plan", "list") if one["plan"] == "plan-2022"]
    assert (plan["succeeded_by"], plan["succeeded_on"]) == ("新规划", "2025-07-10")
    shown = rows(ledger, "plan", "show", "plan-2022")
    assert ("higher", "省级规划") in {(one["relation"], one["title"]) for one in shown}
    assert "edition" in {one["relation"] for one in shown}
    before = rows(ledger, "plan", "show", "plan-2022", "--published-by", "2023-03-31")
    assert "higher" not in {one["relation"] for one in before}


def test_a_target_is_revised_with_who_and_why_and_keeps_its_parts(ledger: str) -> None:
    done(ledger, "target", "set-year", "常住人口", "2023", "920", *SOURCE)
    revised = ["target", "revise", "常住人口", "2025", "950", "--actor", "规划处", *SOURCE]
    assert "1000" in done(ledger, *revised)
    last = rows(ledger, "history", "常住人口")[-1]
    assert (last["change"], last["before"], last["after"], last["actor"]) == ("revised", 1000, 950, "规划处")
    (part,) = rows(ledger, "target", "parts", "常住人口", "--at", "2025-12-31")
    assert (part["name"], part["value"], part["actual"], part["target"]) == ("2023", 920, 920.4, 950)
    (judged,) = [
        one
        for one in rows(ledger, "evaluate", "--at", "2025-12-31")
        if one["indicator"] == "常住人口" and one["target_period"] == "2025"
    ]
    assert judged["target"] == 950


def test_parts_that_do_not_add_up_are_refused_whole(ledger: str) -> None:
    wrong = run(ledger, "target", "split", "常住人口", "2025", "东部=400", "西部=500", *SOURCE)
    assert (wrong.exit_code, "[parts-differ]" in wrong.stderr) == (1, True)
    assert rows(ledger, "target", "parts", "常住人口") == []
    done(ledger, "target", "split", "常住人口", "2025", "东部=400", "西部=600", *SOURCE)
    assert {one["check"] for one in rows(ledger, "target", "parts", "常住人口")} == {"agrees"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["target", "split", "常住人口", "2025", "东部", *SOURCE],
        ["target", "revise", "常住人口", "2025", "许多", *SOURCE],
        ["plan", "relate", "plan-2022", "--reason", "x"],
        ["target", "revise", "常住人口", "2025", "950", "--reason", "没有出处"],
    ],
)
def test_what_cannot_be_read_is_wrong_usage(ledger: str, arguments: list[str]) -> None:
    assert run(ledger, *arguments).exit_code == 2


def test_who_may_see_a_source_is_recorded(ledger: str) -> None:
    said = done(ledger, "plan", "release", "year-2024", "--publicity", "主动公开", "--reason", "目录")
    assert "主动公开" in said
    assert (
        run(ledger, "plan", "release", "没有", "--publicity", "主动公开", "--reason", "目录").exit_code == 1
    )

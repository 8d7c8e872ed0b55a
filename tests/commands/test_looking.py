"""``luoshi evaluate --method`` and ``luoshi outlook`` on the example."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from luoshi.cli import main
from luoshi.commands.judging import METHODS
from luoshi.evaluation import side_by_side
from luoshi.evaluation.rules.packs import registry


def said(ledger: str, *arguments: str, language: str = "en") -> str:
    result = CliRunner().invoke(main, [*arguments, "--ledger", ledger, "--lang", language])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_names_of_the_option_are_the_methods_there_are() -> None:
    assert METHODS == side_by_side.METHODS == ("time-path", *registry.names())


@pytest.mark.parametrize("method", METHODS[1:])
def test_every_method_answers_every_target(example_ledger: str, method: str) -> None:
    at = ("--at", "2025-12-31", "--format", "json")
    rows = json.loads(said(example_ledger, "evaluate", *at, "--method", method))
    ours = json.loads(said(example_ledger, "evaluate", *at))
    assert [row["target_period"] for row in rows] == [row["target_period"] for row in ours]
    assert {row["version"] for row in rows} == {registry.VERSIONS[method][-1]}
    assert all(bool(row["reason"]) == (row["grade"] == "not_available") for row in rows)
    assert all(row["sentence"].endswith(".") for row in rows)


def test_no_compound_growth_of_gdp_is_taken_across_the_break_of_2024(example_ledger: str) -> None:
    rows = json.loads(
        said(example_ledger, "evaluate", "--at", "2025-12-31", "--method", "statcan", "--format", "json")
    )
    assert [row["reason"] for row in rows if row["plan_no"] == 1] == ["break", "break"]
    table = said(example_ledger, "evaluate", "--at", "2025-12-31", "--method", "statcan", language="zh")
    assert "数据显示突变，不跨突变计算" in table


def test_the_default_is_the_time_path(example_ledger: str) -> None:
    plain = said(example_ledger, "evaluate", "--at", "2025-12-31", "--format", "csv")
    assert plain == said(
        example_ledger, "evaluate", "--at", "2025-12-31", "--format", "csv", "--method", "time-path"
    )


def test_the_outlook_says_it_is_internal_and_why_there_is_none(example_ledger: str) -> None:
    table = said(example_ledger, "outlook", "--at", "2025-12-31", language="zh")
    assert table.startswith("内部研判，系统测算，未经审核，不对外公布。\n")
    rows = json.loads(said(example_ledger, "outlook", "--at", "2025-12-31", "--format", "json"))
    assert rows
    for row in rows:
        assert (row["chance"] is None) == (row["reason"] is not None)
        assert row["target_period"] > "2025"


def test_the_grade_of_the_whole_needs_half_of_the_targets(example_ledger: str) -> None:
    lines = said(example_ledger, "evaluate", "--at", "2025-12-31", "--overall", language="zh").splitlines()
    assert len(lines) == 3
    assert lines[2] == "总体：暂不评价（31项中可评价9项，不足一半）。"

"""``luoshi compare`` on the example."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main


def run(ledger: str, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["compare", *arguments, "--ledger", ledger, "--lang", "zh"])


def test_one_city_alone_is_first_and_places_without_a_figure_say_so(example_ledger: str) -> None:
    result = run(example_ledger, "地区生产总值", "2025", "--format", "json")
    assert result.exit_code == 0, result.output
    rows = {row["place"]: row for row in json.loads(result.stdout)}
    assert (rows["沈阳市"]["rank"], rows["沈阳市"]["value"]) == (1, 9100.3)
    assert {row["apart"] for place, row in rows.items() if place != "沈阳市"} <= {"no_figure"}


def test_comparisons_can_be_switched_off(example_ledger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOSHI_COMPARISON", "off")
    result = run(example_ledger, "gdp", "2025")
    assert result.exit_code == 1
    assert "LUOSHI_COMPARISON" in result.output


def test_an_unknown_concept_is_told(example_ledger: str) -> None:
    assert run(example_ledger, "幸福感", "2025").exit_code == 1

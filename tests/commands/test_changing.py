"""``luoshi retract`` and ``luoshi attach``; ``luoshi search`` finds what stands."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main


def run(ledger: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--ledger", str(ledger), "--lang", "en"])


def verdict(ledger: Path, number: int) -> dict[str, object]:
    asked = run(ledger, "evaluate", "--at", "2025-12-31", "--format", "json")
    rows = json.loads(asked.stdout)
    return next(row for row in rows if row["plan_no"] == number and row["target_period"] == "2025")


@pytest.fixture
def ledger(example_ledger: str, tmp_path: Path) -> Path:
    return Path(shutil.copy(example_ledger, tmp_path / "copy.db"))


def test_a_source_taken_back_takes_its_facts_along_and_comes_back_whole(ledger: Path) -> None:
    before = verdict(ledger, 1)
    assert before["value"] == 9100.3
    taken = run(ledger, "retract", "observations.csv", "--reason", "a test", "--actor", "test")
    assert taken.exit_code == 0, taken.output
    assert verdict(ledger, 1)["value"] is None
    back = run(ledger, "retract", "observations.csv", "--undo", "--actor", "test")
    assert back.exit_code == 0, back.output
    assert verdict(ledger, 1) == before
    assert run(ledger, "verify").exit_code == 0


def test_an_unknown_source_is_said_to_be_unknown(ledger: Path) -> None:
    result = run(ledger, "retract", "nobody")
    assert result.exit_code == 1
    assert "[not-found]" in result.stderr


def test_an_original_gives_a_cited_figure_its_words(ledger: Path, tmp_path: Path) -> None:
    # A sentence of 2025年沈阳市国民经济和社会发展统计公报, 沈阳市统计局, 2026-05-22
    bulletin = tmp_path / "bulletin.txt"
    bulletin.write_text("全年一般公共预算收入794.2亿元，比上年下降3.8%。", encoding="utf-8")
    result = run(ledger, "attach", str(bulletin), "--actor", "test")
    assert result.exit_code == 0, result.output
    assert "joined to 1 figures now" in result.stdout
    assert verdict(ledger, 2)["evidence"] == "original"


@pytest.mark.parametrize("query", ["绿", "绿化", "高新技术企业数", "GDP"])
def test_words_of_any_length_are_found(ledger: Path, query: str) -> None:
    hits = json.loads(run(ledger, "search", query, "--format", "json").stdout)
    assert hits
    assert {hit["kind"] for hit in hits} <= {"indicator", "statement", "document"}


def test_what_is_nowhere_is_not_found(ledger: Path) -> None:
    result = run(ledger, "search", "月球基地")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 2

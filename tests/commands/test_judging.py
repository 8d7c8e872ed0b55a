"""``luoshi evaluate``, ``why`` and ``history`` on the example."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main

# 2025年沈阳市国民经济和社会发展统计公报, 沈阳市统计局, 2026-05-22, beside the targets of the plan:
# number, verdict, reason, value, period
EXPECTED = [
    ("1", "not_reached", "", "9100.3", "2025"),
    ("3", "not_reached", "", "927.6", "2025"),
    ("4", "not_assessed", "insufficient_data", "", ""),
    ("15", "not_assessed", "awaiting_publication", "5902", "2024"),
    ("24", "not_assessed", "definition_changed", "2.5", "2025"),
    ("27", "not_assessed", "no_published_data", "", ""),
    ("30", "reached", "", "42.88", "2025"),
]


def run(ledger: str, *arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(main, [*arguments, "--ledger", ledger, "--lang", language])


def rows(result: Result) -> dict[tuple[str, str], dict[str, str]]:
    assert result.exit_code == 0, result.output
    return {(row["plan_no"], row["target_period"]): row for row in csv.DictReader(io.StringIO(result.stdout))}


def test_the_verdicts_of_the_example(example_ledger: str) -> None:
    found = rows(run(example_ledger, "evaluate", "--at", "2025-12-31", "--format", "csv"))
    assert len([period for _, period in found if period == "2025"]) == 31
    for number, *expected in EXPECTED:
        row = found[number, "2025"]
        assert [row["verdict"], row["reason"], row["value"], row["period"]] == expected, number


def test_what_was_published_later_is_not_known_before(example_ledger: str) -> None:
    known = ["--at", "2025-12-31", "--published-by", "2025-12-31", "--format", "json"]
    result = run(example_ledger, "evaluate", *known)
    for row in json.loads(result.stdout):
        assert "2026" not in (row["source"] or ""), row


def test_before_the_first_entry_the_ledger_says_that_it_held_nothing(example_ledger: str) -> None:
    result = run(example_ledger, "evaluate", "--recorded-by", "2020-01-01")
    assert result.exit_code == 1
    assert "[recorded-before-first-entry]" in result.stderr


@pytest.mark.parametrize(("language", "word"), [("zh", "未达到预期目标"), ("en", "not reached")])
def test_the_table_is_for_reading(example_ledger: str, language: str, word: str) -> None:
    result = run(example_ledger, "evaluate", "--at", "2025-12-31", language=language)
    assert result.exit_code == 0
    assert word in result.stdout.lower()
    assert "2025-12-31" in result.stdout.splitlines()[0]


def test_the_summary_is_one_sentence_with_every_count(example_ledger: str) -> None:
    lines = run(example_ledger, "evaluate", "--at", "2025-12-31", "--summary").stdout.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("31 targets for 2025")


def test_why_names_the_sources_and_the_rule(example_ledger: str) -> None:
    text = run(example_ledger, "why", "高新技术企业数", "--at", "2025-12-31", language="zh").stdout
    assert "数据待公布" in text
    assert "5902" in text
    assert "沈阳市科学技术局" in text


def test_why_in_json_is_the_record_itself(example_ledger: str) -> None:
    records = json.loads(run(example_ledger, "why", "1", "--at", "2025-12-31", "--format", "json").stdout)
    assert {"zh", "en", "inputs", "rule", "version"} <= set(records[0])


def test_an_unknown_indicator_is_said_to_be_unknown(example_ledger: str) -> None:
    result = run(example_ledger, "why", "月球基地数量")
    assert result.exit_code == 1
    assert "[not-found]" in result.stderr


def test_history_lists_what_was_recorded_when(example_ledger: str) -> None:
    changes = json.loads(run(example_ledger, "history", "高新技术企业数", "--format", "json").stdout)
    assert {change["change"] for change in changes} == {"added"}
    assert 5902 in {change["after"] for change in changes}
    assert {change["actor"] for change in changes} == {"test"}
    (figure,) = [change for change in changes if change["after"] == 5902]
    assert "沈阳市科学技术局" in figure["source"]


def test_corrections_list_what_was_put_right(example_ledger: str, tmp_path: Path) -> None:
    assert json.loads(run(example_ledger, "corrections", "--format", "json").stdout) == []
    ledger = str(shutil.copy(example_ledger, tmp_path / "copy.db"))
    gone = run(ledger, "retract", "observations.csv", "--reason", "来源待核")
    assert gone.exit_code == 0, gone.output
    rows = list(csv.DictReader(io.StringIO(run(ledger, "corrections", "--format", "csv").stdout)))
    assert {(row["change"], row["reason"]) for row in rows} == {("retracted", "来源待核")}
    assert ("5902", "15") in {(row["before"], row["indicator"]) for row in rows}
    before = run(ledger, "corrections", "--recorded-by", str(int(rows[0]["entry"]) - 1), "--format", "csv")
    assert len(before.stdout.splitlines()) == 1


def test_looking_back_says_what_was_known_then_and_what_changed(example_ledger: str) -> None:
    result = CliRunner().invoke(
        main,
        ["evaluate", "--then", "2025-12-31", "--format", "json", "--ledger", example_ledger, "--lang", "zh"],
    )
    assert result.exit_code == 0, result.output
    first = json.loads(result.stdout)[0]
    assert (first["then"], first["hindsight"], first["changed"]) == ("not_assessed", "not_reached", True)
    assert first["because"].startswith("改变当时结论的是：2025年数9100.3亿元其后公布（2026-05-22发布）")

"""``luoshi review``: the queue, decisions one by one and by file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from luoshi.cli import main
from tests.ledger.test_review import PLAN, SOURCES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.joinpath("plan.md").write_text(PLAN, encoding="utf-8")
    tmp_path.joinpath("sources.yaml").write_text(SOURCES, encoding="utf-8")
    told(tmp_path, "build", str(tmp_path))
    return tmp_path


def told(folder: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, [*words, "--ledger", str(folder / "ledger.db")])
    assert result.exit_code == code, result.output
    return result.stdout if code == 0 else result.stderr


def rows(folder: Path, *words: str) -> dict[str, dict[str, str]]:
    found = json.loads(told(folder, "review", "list", "--format", "json", *words))
    return {row["quote"]: row for row in found}


def test_readings_are_decided_one_by_one(folder: Path) -> None:
    queue = rows(folder, "--all", "--kind", "statement")
    told(folder, "review", "accept", queue["100亿元"]["id"])
    told(folder, "review", "correct", queue["300家"]["id"][-12:], "--set", "unit=户", "--reason", "附表")
    told(folder, "review", "reject", queue["8公里/平方公里"]["id"], "--reason", "举例")
    assert list(rows(folder, "--all", "--kind", "statement")) == []
    assert rows(folder, "--state", "corrected")["300家"]["unit"] == "户"
    assert rows(folder, "--state", "rejected")["8公里/平方公里"]["reason"] == "举例"
    gold = [json.loads(line) for line in told(folder, "review", "export", "--format", "gold").splitlines()]
    assert [one["text"] for one in gold] == ["100亿元", "300家"]
    assert "not-found" in told(folder, "review", "accept", "00000000", code=1)


def test_readings_are_merged_split_and_added(folder: Path) -> None:
    queue = rows(folder, "--all", "--kind", "statement")
    first, second = queue["100亿元"], queue["8公里/平方公里"]
    told(folder, "review", "merge", first["id"], second["id"], "--set", "indicator=综合", "--reason", "并")
    [merged] = rows(folder, "--state", "merged").values()
    assert (merged["start"], merged["end"], merged["indicator"]) == (first["start"], second["end"], "综合")
    spans = [f"{one['start']}-{one['end']}" for one in (first, second)]
    parts = ["--part", f"{spans[0]},indicator=总值", "--part", f"{spans[1]},value=8,unit=公里/平方公里"]
    told(folder, "review", "split", merged["id"], *parts, "--reason", "仍作两条")
    assert {one["quote"]: one["value"] for one in rows(folder, "--state", "split").values()} == {
        "100亿元": "100",
        "8公里/平方公里": "8",
    }
    needed = [f"--set={pair}" for pair in ("value=1", "comparator=eq", "measure=level", "fact=target")]
    start = PLAN.index("企业总数")
    told(folder, "review", "add", "plan", "--words", f"{start}-{start + 4}", *needed, "--reason", "漏读")
    assert rows(folder, "--state", "added")["企业总数"]["reason"] == "漏读"
    assert "review-field" in told(folder, "review", "add", "plan", "--words", "1-2", code=1)


def test_a_table_goes_out_and_comes_back_with_decisions(folder: Path) -> None:
    out = list(csv.DictReader(io.StringIO(told(folder, "review", "export", "--all", "--kind", "statement"))))
    for row in out:
        row["decision"] = "accept"
    file = folder / "review.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(out[0]))
        writer.writeheader()
        writer.writerows(out)
    told(folder, "review", "import", str(file), "--reason", "逐条核对")
    assert {row["reason"] for row in rows(folder, "--state", "accepted").values()} == {"逐条核对"}
    assert len(rows(folder, "--state", "accepted")) == len(out)

"""The example holds what it says it holds, in documents that are read like any other."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from luoshi.cli import main
from luoshi.documents.model import Document
from luoshi.documents.reading import read
from luoshi.documents.sources import read_sources
from luoshi.statements.indicator_table import read_indicator_table

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "shenyang"


@pytest.fixture(scope="module")
def plan() -> Document:
    return read(FOLDER / "plan-2022.md")


def test_every_document_says_that_it_is_retold_and_what_it_retells() -> None:
    sources = read_sources(FOLDER)
    assert len(sources) == 5
    for source in sources:
        assert source.evidence == "retold"
        assert source.cites
        assert "转写" in source.title


def test_the_plan_has_its_chapters_boxes_and_special_actions(plan: Document) -> None:
    kinds = Counter(heading.kind for heading in plan.outline)
    assert (kinds["chapter"], kinds["section"], kinds["box"], kinds["action"]) == (12, 44, 9, 91)


def test_the_plan_has_its_indicators(plan: Document) -> None:
    rows = read_indicator_table(plan)
    assert len(rows) == 31
    assert sum(row.baseline is not None for row in rows) == 26
    assert sum(len(row.targets) for row in rows) == 62
    gdp = rows[0]
    # 沈阳建设国家中心城市行动纲要, 2022-05-12, 指标体系表 row 1
    assert (gdp.name, gdp.unit, gdp.targets[0].value) == ("地区生产总值", "亿元", Decimal(10000))


def test_every_published_figure_has_a_source_and_none_is_unsigned_or_wrong() -> None:
    with (FOLDER / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 90
    for row in rows:
        assert row["source"], row
        assert row["trust"] in {"A", "B", "C"}, row
        assert row["period"] >= "2020", row
        assert len(row["quote"]) < 20, row


def build(folder: Path, ledger: Path) -> None:
    tables = ["--observations", str(FOLDER / "observations.csv")]
    call = ["build", str(folder), *tables, "--ledger", str(ledger), "--actor", "test"]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 0, result.output


def sources_of(ledger: Path, indicator: str) -> str:
    asked = CliRunner().invoke(main, ["why", indicator, "--at", "2025-12-31", "--ledger", str(ledger)])
    assert asked.exit_code == 0, asked.output
    return asked.stdout


def test_without_a_document_its_facts_are_gone(tmp_path: Path) -> None:
    """Nothing is parsed in advance: what a document says is known only from the document."""
    folder = Path(shutil.copytree(FOLDER, tmp_path / "documents"))
    build(folder, tmp_path / "all.db")
    assert "“十三五”发展成就" in sources_of(tmp_path / "all.db", "高新技术企业数")
    (folder / "progress-2020.md").unlink()
    listed = (folder / "sources.yaml").read_text(encoding="utf-8")
    head, *entries = listed.split("  - file: ")
    kept = [entry for entry in entries if not entry.startswith("progress-2020.md")]
    (folder / "sources.yaml").write_text(
        head + "".join("  - file: " + entry for entry in kept), encoding="utf-8"
    )
    build(folder, tmp_path / "fewer.db")
    text = sources_of(tmp_path / "fewer.db", "高新技术企业数")
    assert "“十三五”发展成就" not in text
    assert "沈阳市科学技术局" in text

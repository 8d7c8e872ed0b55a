"""``luoshi report`` writes files that Office programs open."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document
from openpyxl import load_workbook

from luoshi.cli import main


def report(ledger: str, *arguments: str) -> str:
    call = ["report", *arguments, "--at", "2025-12-31", "--ledger", ledger, "--lang", "en"]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_table_holds_every_indicator(example_ledger: str, tmp_path: Path) -> None:
    target = tmp_path / "table.xlsx"
    assert str(target) in report(example_ledger, "table", "--output", str(target))
    sheet = load_workbook(target).worksheets[0]
    cells = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"地区生产总值", "空气质量优良天数比率"} <= cells


def test_the_brief_says_what_it_is(
    example_ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    report(example_ledger, "brief")
    (target,) = tmp_path.glob("*-brief.docx")
    text = "\n".join(paragraph.text for paragraph in Document(str(target)).paragraphs)
    assert "系统汇总，未经审核" in text

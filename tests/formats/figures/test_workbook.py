"""The reporting workbook is read back as it was written or edited; every bad cell is named and marked."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from luoshi.errors import LuoshiError, Place, Problem
from luoshi.formats.figures.asking import Ask, Form
from luoshi.formats.figures.lines import figure
from luoshi.formats.figures.reading import read_figures, read_figures_at
from luoshi.formats.figures.workbook import COLUMNS, HEADS, HELP, HIDDEN, SHEET, column_letter, write_workbook
from luoshi.formats.figures.workbook_reading import marked, read_workbook, shown

ASKS = (
    Ask(
        indicator="plan/1",
        name="地区生产总值",
        place="某市",
        period="2025",
        unit="亿元",
        basis="《发展纲要》指标1",
        due=date(2026, 3, 10),
        last_value="87.50",
        last_period="2024",
        progress="已开工",
        obstacles="=资金",
        next_steps="再报",
    ),
    Ask(indicator="plan/2", name="路网密度", place="某市", period="2025", unit="公里/平方公里"),
    Ask(indicator="plan/3", name="优良天数比率", place="某市", period="2025-01/2025-06", unit="%"),
)
FORM = Form(key="form-1", title="2025年数据填报表", organisation="某局", made=date(2026, 2, 1), asks=ASKS)
FIRST = HEADS + 1


def filled(change: Callable[[Any], None]) -> bytes:
    """Return the workbook after somebody filled it in."""
    book = load_workbook(io.BytesIO(write_workbook(FORM)))
    change(book[SHEET])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(name: str, value: Any, row: int = FIRST, form: str | None = None) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        cell = sheet[f"{column_letter(name)}{row}"]
        cell.value = value
        if form:
            cell.number_format = form

    return change


def found(data: bytes) -> list[tuple[str, str | None, int | None, Any]]:
    read = read_workbook(data, "a.xlsx")
    assert read.lines == ()
    return [(one.code, one.place.sheet, one.place.row, one.place.column) for one in read.problems]


def test_only_the_cells_to_fill_in_are_open_and_each_request_shows_its_basis() -> None:
    book = load_workbook(io.BytesIO(write_workbook(FORM)))
    sheet = book[SHEET]
    assert sheet.protection.sheet
    entered = {"value", "unchanged", "stage", "note", "progress", "obstacles", "next_steps", "parts"}
    for name in ("name", "place", "period", "unit", "last", "basis", "due", "indicator", *entered):
        assert sheet[f"{column_letter(name)}{FIRST}"].protection.locked is (name not in entered)
    assert sheet[f"{column_letter('last')}{FIRST}"].value == "87.50（2024年）"
    assert sheet[f"{column_letter('basis')}{FIRST}"].value == "《发展纲要》指标1"
    assert sheet[f"{column_letter('progress')}{FIRST}"].value == "已开工"
    choices = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    last = HEADS + len(ASKS)
    assert choices[f"{column_letter('stage')}{FIRST}:{column_letter('stage')}{last}"] == (
        '"预计,快报,初步核算,最终核实,普查修订"'
    )
    assert book[HIDDEN].sheet_state == "hidden"
    assert "无变化" in {row[0] for row in book[HELP].iter_rows(values_only=True)}


def test_parts_have_rows_of_their_own_and_others_are_typed_beside_their_total() -> None:
    part = replace(ASKS[0], dimensions="产业=一产", last_value="20", progress="", obstacles="", next_steps="")
    book = load_workbook(io.BytesIO(write_workbook(replace(FORM, asks=(ASKS[0], part)))))
    sheet = book[SHEET]
    assert sheet[f"{column_letter('dimensions')}{FIRST + 1}"].value == "产业=一产"
    locked = {
        name
        for name in ("value", "unchanged", "stage", "note", "progress", "obstacles", "next_steps", "parts")
        if sheet[f"{column_letter(name)}{FIRST + 1}"].protection.locked
    }
    assert locked == {"progress", "obstacles", "next_steps", "parts"}
    put("value", 30, FIRST + 1)(sheet)
    put("stage", "快报")(sheet)
    put("parts", "产业=二产 200\n\n产业＝三产;规模=大：1,222.8")(sheet)
    stream = io.BytesIO()
    book.save(stream)
    read = read_workbook(stream.getvalue(), "a.xlsx")
    assert read.problems == ()
    made = [figure(one) for one in read.lines]
    assert [(dict(one.dimensions), one.value, one.stage) for one in made] == [
        ({"产业": "二产"}, "200", "快报"),
        ({"产业": "三产", "规模": "大"}, "1222.8", "快报"),
        ({"产业": "一产"}, "30", None),
    ]
    assert made[0].cell("value").column == column_letter("parts")
    put("dimensions", "产业=二产", FIRST + 1)(sheet)
    stream = io.BytesIO()
    book.save(stream)
    assert found(stream.getvalue()) == [("workbook-locked", SHEET, FIRST + 1, column_letter("dimensions"))]


def test_the_same_form_gives_the_same_bytes() -> None:
    assert write_workbook(FORM) == write_workbook(FORM)


def test_an_unchanged_workbook_reports_nothing() -> None:
    assert found(write_workbook(FORM)) == [("figures-none", SHEET, None, None)]


def test_what_was_filled_in_is_read_with_its_cell() -> None:
    def change(sheet: Any) -> None:
        put("value", 90.5)(sheet)
        put("stage", "快报")(sheet)
        put("note", "补报")(sheet)
        put("unchanged", "是", FIRST + 1)(sheet)
        put("value", 0.875, FIRST + 2, "0.0%")(sheet)

    back = read_workbook(filled(change), "a.xlsx")
    assert back.form == "form-1"
    assert back.problems == ()
    first, second, third = (figure(one) for one in back.lines)
    assert (first.indicator, first.period, first.value) == ("plan/1", "2025", "90.50")
    assert (first.unit, first.place, first.stage, first.note) == ("亿元", "某市", "快报", "补报")
    assert (first.progress, first.obstacles, first.next_steps) == ("已开工", "=资金", "再报")
    assert first.cell("value") == Place(file="a.xlsx", sheet=SHEET, row=FIRST, column=column_letter("value"))
    assert (second.value, second.unchanged) == ("", True)
    assert (third.value, third.period) == ("87.5", "2025-01/2025-06")


def test_a_draft_in_the_form_comes_back_unchanged() -> None:
    draft = tuple(
        replace(ask, value=value, stage="快报", note="备注")
        for ask, value in zip(ASKS, ("87.500", "12345678901234567.89", "-0.10"), strict=True)
    )
    back = read_workbook(write_workbook(replace(FORM, asks=draft)), "a.xlsx")
    assert back.problems == ()
    assert [one.get("value") for one in back.lines] == ["87.500", "12345678901234567.89", "-0.10"]
    assert {one.get("stage") for one in back.lines} == {"快报"}


@pytest.mark.parametrize(
    ("name", "value", "form", "code"),
    [
        ("value", "=SUM(A1:A3)", None, "workbook-formula"),
        ("note", '=HYPERLINK("http://x")', None, "workbook-formula"),
        ("value", datetime(2025, 1, 1), None, "workbook-cell"),
        ("value", True, None, "workbook-cell"),
        ("value", "#DIV/0!", None, "workbook-cell"),
        ("value", 0.5, "0%", "workbook-percent"),
        ("note", "长" * 10_001, None, "figures-cell-long"),
        ("period", "2024年", None, "workbook-locked"),
        ("unit", "万元", None, "workbook-locked"),
    ],
)
def test_a_bad_cell_is_named(name: str, value: Any, form: str | None, code: str) -> None:
    def change(sheet: Any) -> None:
        put("value", 1)(sheet)
        put(name, value, form=form)(sheet)

    assert found(filled(change)) == [(code, SHEET, FIRST, column_letter(name))]


def test_a_row_added_or_a_column_moved_is_named() -> None:
    assert found(filled(put("value", 3, FIRST + 3))) == [
        ("workbook-row", SHEET, FIRST + 3, column_letter("value"))
    ]
    moved = found(filled(lambda sheet: sheet.insert_cols(1)))
    assert {code for code, *_ in moved} == {"workbook-locked"}


def test_problems_stand_beside_their_cells_in_a_copy() -> None:
    data = filled(put("value", "约90"))
    problems = [
        Problem(
            code="workbook-formula",
            place=Place(file="a.xlsx", sheet=SHEET, row=FIRST, column=column_letter("value")),
        ),
        Problem(code="figures-none", place=Place(file="a.xlsx")),
    ]
    book = load_workbook(io.BytesIO(marked(data, "a.xlsx", problems)))
    cell = book[SHEET][f"{column_letter('value')}{FIRST}"]
    assert cell.value == "约90"
    assert "单元格是公式" in cell.comment.text
    assert cell.fill.fgColor.rgb.endswith("FFC7CE")
    beside = book[SHEET].cell(FIRST, len(COLUMNS) + 1)
    assert "请改填计算结果的数值" in beside.value
    assert beside.offset(row=1).value is None
    listed = [row[1] for row in book["问题清单"].iter_rows(min_row=2, values_only=True)]
    assert listed == ["单元格是公式", "没有填写任何数据"]
    assert "The cell" not in str(listed)


def test_a_marked_copy_can_be_corrected_and_handed_in() -> None:
    data = filled(put("value", "=1"))
    problems = read_workbook(data, "a.xlsx").problems
    book = load_workbook(io.BytesIO(marked(data, "a.xlsx", problems)))
    put("value", 91)(book[SHEET])
    stream = io.BytesIO()
    book.save(stream)
    back = read_workbook(stream.getvalue(), "a.xlsx")
    assert back.problems == ()
    assert back.lines[0].get("value") == "91.00"
    again = load_workbook(io.BytesIO(marked(stream.getvalue(), "a.xlsx", problems)))
    assert again.sheetnames.count("问题清单") == 1


def code_of(data: bytes, name: str = "a.xlsx") -> str:
    with pytest.raises(LuoshiError) as caught:
        read_figures(data, name)
    return caught.value.problem.code


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in {"xl/workbook.xml": b"<a/>", **parts}.items():
            package.writestr(name, body)
    return stream.getvalue()


def test_a_file_that_is_no_form_is_refused_at_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    other = io.BytesIO()
    Workbook().save(other)
    assert code_of(other.getvalue()) == "workbook-foreign"
    assert code_of(b"") == "file-empty"
    assert code_of(b"abc") == "figures-format"
    assert code_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99) == "figures-format"
    assert (
        code_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
        == "file-encrypted"
    )
    assert code_of(write_workbook(FORM)[:900]) == "file-truncated"
    assert code_of(packed(**{"xl/vbaProject.bin": b"x"})) == "workbook-active"
    assert code_of(packed(**{"xl/externalLinks/externalLink1.xml": b"<a/>"})) == "workbook-active"
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa">]><a>&a;</a>'
    assert code_of(packed(**{"xl/sharedStrings.xml": bomb})) == "file-unreadable"
    assert code_of(packed()) == "file-unreadable"
    assert code_of(b"%PDF-1.4", "a.pdf") == "figures-format"
    assert code_of(b"x" * 20_000_001, "a.csv") == "file-too-large"
    assert code_of(packed(**{"xl/media/x.bin": b"\0" * 110_000_000})) == "file-too-large"
    monkeypatch.setattr("luoshi.formats.packages.MOST_PARTS", 3)
    assert code_of(write_workbook(FORM)) == "file-too-large"


def test_a_file_is_told_apart_by_what_is_in_it(tmp_path: Path) -> None:
    assert read_figures("指标,时期,数值\n1,2025,3\n".encode(), "a.csv").lines[0].get("indicator") == "1"
    sdmx = b"STRUCTURE,STRUCTURE_ID,INDICATOR,TIME_PERIOD,OBS_VALUE\ndataflow,A:B(1.0),1,2025-Q1,3\n"
    assert read_figures(sdmx, "a.csv").lines[0].get("period") == "2025-01/2025-03"
    path = tmp_path / "b.xlsx"
    path.write_bytes(filled(put("value", 90)))
    assert read_figures_at(path).lines[0].get("value") == "90.00"
    with pytest.raises(LuoshiError, match="file-missing"):
        read_figures_at(tmp_path / "none.csv")


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False),
    st.integers(min_value=0, max_value=5),
)
def test_a_number_is_read_as_it_is_shown_and_never_rounded(value: Decimal, places: int) -> None:
    form = f"0.{'0' * places}" if places else "General"
    words = shown(float(value), form)
    assert Decimal(words) == value
    assert len(words.partition(".")[2]) >= places


@pytest.mark.office
def test_a_workbook_saved_again_by_another_program_is_read(soffice: str, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        put("value", 90.5)(sheet)
        put("note", "第一行\n第二行")(sheet)
        put("unchanged", "是", FIRST + 1)(sheet)
        put("value", 0.875, FIRST + 2, "0.0%")(sheet)

    data = filled(change)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    command += ["--outdir", str(tmp_path), str(tmp_path / "in" / "a.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    again = (tmp_path / "a.xlsx").read_bytes()
    assert again != data
    before, after = (read_workbook(one, "a.xlsx") for one in (data, again))
    assert after.form == before.form == "form-1"
    assert after == before
    assert len(after.lines) == 3
    assert load_workbook(io.BytesIO(again))[SHEET].protection.sheet

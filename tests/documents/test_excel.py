"""A workbook is read as it is printed: titles, units, merged cells, number formats, names of cells."""

from datetime import date

import pytest
from openpyxl import Workbook

from luoshi.documents import read_bytes
from luoshi.documents.cellwords import shown
from luoshi.documents.model import Document, Source
from luoshi.errors import LuoshiError
from luoshi.statements.extract import extract
from tests.documents.makers import sheet_of, xlsx_bytes

ROWS = [
    ["沈阳市2025年主要经济指标"],
    [None, None, None, "单位：亿元"],
    ["领域", "指标", "2020年", "2025年目标"],
    ["经济", "地区生产总值", 6571.6, 9000],
    [None, "一般公共预算收入", 736.1, "900以上"],
    ["注：2020年为快报数。"],
]


def document(data: bytes) -> Document:
    return read_bytes(data, "a.xlsx")


def test_the_rows_around_a_table_are_its_title_unit_and_notes() -> None:
    read = document(sheet_of(ROWS, ["A1:D1", "A4:A5"]))
    table = read.tables[0]
    assert table.caption == "沈阳市2025年主要经济指标"
    assert table.rows[0] == ("领域", "指标", "2020年", "2025年目标")
    assert table.rows[2] == ("经济", "一般公共预算收入", "736.1", "900以上")
    assert table.cell(1, 0) is not None
    assert table.cell(1, 0).row_span == 2  # type: ignore[union-attr]
    assert "注：2020年为快报数。" in read.text.split("\n")


def test_the_unit_of_the_title_is_the_unit_of_the_cells() -> None:
    source = Source(key="a", file="a.xlsx", kind="plan", place="沈阳市", published="2021")
    found = extract(document(sheet_of(ROWS, ["A1:D1", "A4:A5"])), source)
    told = [(s.indicator, str(s.value), s.unit, s.comparator, s.period, s.kind) for s in found]
    assert ("地区生产总值", "9000", "亿元", "eq", "2025", "target") in told
    assert ("一般公共预算收入", "900", "亿元", "ge", "2025", "target") in told


def test_every_word_has_its_sheet_and_cell() -> None:
    book = Workbook()
    first, second = book.worksheets[0], book.create_sheet("各区目标")
    first.title = "全市"
    for row in ROWS:
        first.append(row)
    second["B3"], second["C3"], second["B4"], second["C4"] = "地区", "2025年", "和平区", 1234.5
    read = document(xlsx_bytes(book))
    for words, sheet, cell in (("736.1", "全市", "C5"), ("1234.5", "各区目标", "C4"), ("单位", "全市", "D2")):
        at = read.text.index(words)
        place = read.locator(at, at + len(words))
        assert (place["sheet"], place["cell"]) == (sheet, cell)
    assert read.locator(0, 2)["sheet"] == "全市"


def test_tables_side_by_side_in_time_are_cut_at_blank_rows() -> None:
    rows = [["指标", "2020年"], ["人口", 907], [], ["表2 收入", None], ["指标", "2025年"], ["收入", 7]]
    read = document(sheet_of(rows))
    assert [table.rows[-1] for table in read.tables] == [("人口", "907"), ("收入", "7")]


def test_a_hidden_sheet_is_not_read_but_the_door_sees_it() -> None:
    book = Workbook()
    book.worksheets[0].append(["指标", "2025年"])
    book.worksheets[0].append(["人口", 1000])
    hidden = book.create_sheet("旧")
    hidden.append(["草稿", "勿用"])
    hidden.sheet_state = "hidden"
    assert "草稿" not in document(xlsx_bytes(book)).raw
    hidden.append(["机密★10年"])
    with pytest.raises(LuoshiError) as caught:
        document(xlsx_bytes(book))
    assert caught.value.problem.code == "classified"


@pytest.mark.parametrize(
    ("value", "number_format", "words"),
    [
        (0.055, "0.0%", "5.5%"),
        (0.055, "General", "0.055"),
        (0.1 + 0.2, "General", "0.3"),
        (6571.6, "#,##0.00", "6571.60"),
        (2.345, "0.0#", "2.35"),
        (2.5, "0.0##", "2.5"),
        (9000, '0"亿元"', "9000亿元"),
        (9000, '0"亿元";[Red]-0', "9000亿元"),
        (1.005, "0.00", "1.01"),
        (12345678901234.0, "General", "12345678901234"),
        (date(2025, 12, 31), "yyyy-mm-dd", "2025-12-31"),
        (date(2025, 12, 1), 'yyyy"年"m"月"', "2025年12月"),
        (True, "General", "是"),
        ("#DIV/0!", "General", ""),
        ("#N/A", "General", ""),
        ("#1号线", "General", "#1号线"),
        (None, None, ""),
    ],
)
def test_a_cell_shows_what_its_format_prints(value: object, number_format: str, words: str) -> None:
    assert shown(value, number_format) == words

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import town
from openpyxl import Workbook, load_workbook

from luoshi.errors import LuoshiError
from luoshi.evaluation.run import only_plan
from luoshi.evaluation.summary import Summary, summarise
from luoshi.formats.excel import indicator_table, write_indicator_table
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger

AT = Cut(at=date(2025, 12, 31))


@pytest.fixture(scope="module")
def summary(ledger: Ledger) -> Summary:
    return summarise(ledger, only_plan(ledger), AT)


@pytest.fixture(scope="module")
def book(summary: Summary) -> Workbook:
    return load_workbook(BytesIO(indicator_table(summary)))


def lines(book: Workbook, name: str, head: str = "序号") -> list[dict[str, object]]:
    """Return the rows below the headings of a sheet, by heading."""
    rows = list(book[name].iter_rows(values_only=True))
    start = next(i for i, row in enumerate(rows) if row[0] == head)
    heads = [str(cell).replace("\n", "") for cell in rows[start]]
    return [dict(zip(heads, row, strict=True)) for row in rows[start + 1 :]]


def test_the_table_stands_in_the_plans_order_with_the_figures_of_the_summary(
    book: Workbook, summary: Summary
) -> None:
    table = lines(book, "指标完成情况表")
    assert [row["序号"] for row in table] == [1, 2, 3, 4, 5, 6]
    for line, row in zip(table, summary.rows, strict=True):
        assert line["指标"].startswith(row.indicator.name)
        assert line["最新值"] == (float(row.latest.value) if row.latest else "—")
        assert row.status("zh").word in line["结论"]
        assert row.reason("zh") in line["结论"]
    assert (table[0]["基期值（2020年）"], table[0]["目标值（2025年）"], table[0]["目标值（2035年）"]) == (
        100,
        200,
        400,
    )
    assert (table[0]["距目标差"], table[0]["完成比例"]) == (40, 0.6)
    assert table[2]["距目标差"] == "—"
    assert table[3]["指标"] == "空气质量优良天数比率（约束性）"
    assert table[0]["最新值的出处"] == "〔仅有出处〕青川市统计局 《统计公报》 2026-05-20"


def test_digits_stay_as_published_and_bounds_stay_numbers(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        rows = [
            *town.plan(),
            *town.indicator(1, "货运量", "万吨", baseline="100.0", targets={2025: 200}, comparator="ge"),
            *town.figure(1, "2025", "150.0", "2026"),
        ]
        made.append(rows, actor="test", reason="plan")
        sheet = load_workbook(BytesIO(indicator_table(summarise(made, only_plan(made), AT)))).worksheets[0]
    cells = {str(cell.value): cell.number_format for row in sheet.iter_rows() for cell in row if cell.value}
    assert cells["150"].startswith("0.0_")
    assert cells["200"].startswith('0"以上"')


def test_domains_are_written_once_over_their_rows(book: Workbook) -> None:
    sheet = book["指标完成情况表"]
    merged = {str(area) for area in sheet.merged_cells.ranges if area.min_col == area.max_col == 2}
    assert merged == {"B6:B7", "B8:B11"}


def test_it_says_what_it_is_and_as_of_when(book: Workbook, summary: Summary) -> None:
    top = " ".join(str(row[0]) for row in book["指标完成情况表"].iter_rows(max_row=4, values_only=True))
    for words in (
        "《青川市建设规划》指标完成情况表",
        "评估基准日：2025年12月31日",
        "数据截止日：2026年5月20日",
    ):
        assert words in top
    assert "系统汇总，未经审核" in top
    assert "依据公开资料测算，非官方评估结论" in top
    assert summary.sentence("zh") in top


def test_it_prints_on_a4_across_with_its_headings_on_every_page(book: Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.print_title_rows
        assert "系统汇总，未经审核" in sheet.oddFooter.right.text


def test_the_data_sheet_has_every_figure_and_says_which_are_used(book: Workbook) -> None:
    data = lines(book, "数据")
    assert len(data) == 7
    used = {(row["指标"], row["时期"], row["数值"]) for row in data if row["是否采用"] == "采用"}
    assert used == {
        ("货运量", "2025年", 160),
        ("旅客吞吐量", "2025年", 40),
        ("绿化覆盖率", "2025年", 42.5),
        ("空气质量优良天数比率", "2024年", 76),
    }
    assert next(row for row in data if row["指标"] == "路网密度")["与指标的关系"] == "近似口径"


def test_every_verdict_is_explained(book: Workbook, summary: Summary) -> None:
    told = lines(book, "评价说明")
    assert [row["说明"] for row in told] == [
        result.explanation["zh"] for dossier in summary.assessment.dossiers for result in dossier.results
    ]


def test_the_same_summary_gives_the_same_bytes(summary: Summary, ledger: Ledger) -> None:
    assert indicator_table(summary) == indicator_table(summarise(ledger, only_plan(ledger), AT))


def test_words_from_a_source_are_never_taken_for_a_formula(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        rows = [
            *town.plan(),
            *town.indicator(1, "货运量", "万吨", baseline=1, targets={2025: 2}),
            *town.figure(1, "2025", "2", "2026", quote='=HYPERLINK("http://x")'),
        ]
        made.append(rows, actor="test", reason="plan")
        content = indicator_table(summarise(made, only_plan(made), AT))
    with zipfile.ZipFile(BytesIO(content)) as parts:
        assert all(b"<f>" not in parts.read(name) for name in parts.namelist())


def test_a_place_that_cannot_be_written_is_said(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(LuoshiError) as raised:
        write_indicator_table(ledger, only_plan(ledger), AT, tmp_path / "absent" / "table.xlsx")
    assert raised.value.problem.code == "file-unwritable"
    assert not (tmp_path / "absent").exists()


@pytest.mark.office
def test_libreoffice_opens_it(summary: Summary, as_pdf: Callable[[bytes, str], Path]) -> None:
    pages = pypdfium2.PdfDocument(as_pdf(indicator_table(summary), "table.xlsx"))
    first = pages[0].get_textpage().get_text_range()
    assert pages[0].get_width() > pages[0].get_height()
    for words in ("指标完成情况表", "货运量", "未达到预期目标", "60.0%", "系统汇总，未经审核"):
        assert words in first

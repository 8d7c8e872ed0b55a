"""PDF with text: paragraphs across pages, running titles dropped, tables joined, places on the page."""

import pytest

from luoshi.documents import read_bytes
from luoshi.documents.model import Document
from tests.documents.makers import TITLE, Paragraph, paragraphs, pdf_bytes, ruled

SENTENCE = "江川市先清淤再修堤最后种树，沿河的乡镇各管一段、按月报账、互相帮工，全年河道整治花费{}亿元。"


def text_pdf(count: int = 90) -> Document:
    texts = ["".join(SENTENCE.format(f"{n}.{k}") for k in range(4)) for n in range(count)]
    story = [Paragraph("沈阳市行动纲要", TITLE), *paragraphs("一、总体要求", *texts)]
    return read_bytes(pdf_bytes(story, header="沈阳市人民政府公报 2025年第3期"), "a.pdf")


@pytest.fixture(scope="module")
def long() -> Document:
    return text_pdf()


def test_paragraphs_go_on_over_lines_and_pages(long: Document) -> None:
    texts = [long.text[block.start : block.end] for block in long.blocks if block.kind == "paragraph"]
    assert len(long.locations) > 5
    assert texts == ["".join(SENTENCE.format(f"{n}.{k}") for k in range(4)) for n in range(90)]


def test_running_titles_and_page_numbers_stay_in_the_raw_text_only(long: Document) -> None:
    assert "公报" not in long.text
    assert "—" not in long.text
    assert long.raw.count("公报") == len(long.locations)


def test_big_type_makes_the_title_and_numbers_make_chapters(long: Document) -> None:
    assert [(heading.kind, heading.title) for heading in long.outline] == [
        ("title", "沈阳市行动纲要"),
        ("chapter", "总体要求"),
    ]


def test_a_locator_names_the_page_and_boxes_inside_it(long: Document) -> None:
    at = long.text.index("50.2亿元")
    place = long.locator(at, at + 6)
    assert long.raw[slice(*long.raw_span(at, at + 6))].replace(" ", "").replace("\n", "") == "50.2亿元"
    assert (
        place["page"] == next(block.page for block in reversed(long.blocks) if block.start <= at)
        or place["page"] > 1
    )
    for left, top, right, bottom in place["boxes"]:
        assert 0 < left < right < 596
        assert 0 < top < bottom < 842


HEADER = ["领域", "序号", "指标", "2020年", "2025年"]


def table_rows(count: int) -> list[list[str]]:
    numbers = range(1, count + 1)
    return [
        ["发展" if n % 5 == 1 else "", str(n), f"指标第{n}号（%）", f"{n}.5", f"{n}0以上"] for n in numbers
    ]


def test_a_table_over_three_pages_is_one_table() -> None:
    rows = table_rows(110)
    document = read_bytes(pdf_bytes([*paragraphs("指标体系表"), ruled([HEADER, *rows])]), "a.pdf")
    (table,) = document.tables
    assert len(document.locations) >= 3
    assert table.caption == "指标体系表"
    assert [list(row) for row in table.rows] == [HEADER, *rows]


def test_cells_of_a_table_are_found_on_their_page() -> None:
    document = read_bytes(pdf_bytes([ruled([HEADER, *table_rows(60)])]), "a.pdf")
    cell = document.tables[0].cell(59, 3)
    assert cell is not None
    place = document.locator(cell.start, cell.end)
    assert (place["table"], place["row"], place["column"], place["page"]) == (1, 60, 4, 2)
    assert len(place["boxes"]) == 1


def test_merged_cells_of_a_ruled_table_are_spread() -> None:
    rows = [["领域", "指标", "2025年"], ["城市发展", "总值", "1"], ["", "人口", "2"], ["合计", "", "3"]]
    story = [ruled(rows, spans=[((0, 1), (0, 2)), ((0, 3), (1, 3))])]
    table = read_bytes(pdf_bytes(story), "a.pdf").tables[0]
    assert [list(row) for row in table.rows] == [
        ["领域", "指标", "2025年"],
        ["城市发展", "总值", "1"],
        ["城市发展", "人口", "2"],
        ["合计", "合计", "3"],
    ]


def test_a_long_cell_is_one_text() -> None:
    name = "沿河各乡镇用于清淤修堤种树的花费占全部财政支出的比重以及由市里补助的部分（%）"
    story = [ruled([["指标", "2025年"], [name * 2, "38"], ["路网密度", "8"]])]
    document = read_bytes(pdf_bytes(story), "a.pdf")
    assert document.tables[0].rows[1] == (name * 2, "38")

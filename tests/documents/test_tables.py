"""However a table is printed, its cells come back where they were.

A table is made at random: a label that holds for several rows, a running number, names with units, figures
for several years. Its columns are permuted; then it is printed as text, markdown, HTML, Word or PDF with what
printing does to tables: labels merged, pages split, headers repeated with cells lost, rows printed in one.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.documents import read_bytes, read_text
from luoshi.documents.model import Document, Table
from tests.documents.makers import docx_bytes, page_break, pdf_bytes, ruled

LABELS = ("城市发展能级", "综合枢纽能力", "产业竞争能力", "科技创新能力", "金融服务能力")
NAMES = (
    "地区生产总值",
    "常住人口",
    "机场年旅客吞吐量",
    "货运量",
    "高新技术企业数",
    "进出口总额",
    "路网密度",
    "绿化覆盖率",
)
UNITS = ("亿元", "万人", "%", "个", "公里/平方公里")
FIGURES = st.one_of(
    st.integers(1, 99999).map(str),
    st.decimals(1, 999, places=1, allow_nan=False).map(str),
    st.integers(1, 500).map(lambda n: f"{n}以上"),
    st.integers(2, 40).map(lambda n: f"全国前{n}"),
    st.just("—"),
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A table as it was before printing; ``label`` is the column of labels, empty cells under each."""

    rows: tuple[tuple[str, ...], ...]
    label: int
    groups: tuple[int, ...]

    @property
    def filled(self) -> list[list[str]]:
        """All cells, labels repeated."""
        rows, last = [list(self.rows[0])], ""
        for row in self.rows[1:]:
            last = row[self.label] or last
            rows.append([last if c == self.label else text for c, text in enumerate(row)])
        return rows


@st.composite
def tables(draw: st.DrawFn, *, label_at_edge: bool = False) -> Made:
    """Return a table with its columns permuted."""
    sizes = draw(st.lists(st.integers(1, 4), min_size=2, max_size=4))
    years = draw(st.integers(2, 4))
    header = ["领域", "序号", "指标", *[f"{2020 + 5 * i}年" for i in range(years)]]
    rows, number = [], 0
    for group, size in enumerate(sizes):
        for i in range(size):
            number += 1
            name = f"{draw(st.sampled_from(NAMES))}{number}（{draw(st.sampled_from(UNITS))}）"
            figures = [draw(FIGURES) for _ in range(years)]
            rows.append([LABELS[group] if i == 0 else "", str(number), name, *figures])
    inner = draw(st.permutations(range(1, len(header))))
    at = draw(st.sampled_from([0, len(inner)] if label_at_edge else range(len(header))))
    order = [*inner[:at], 0, *inner[at:]]
    permuted = tuple(tuple(row[c] for c in order) for row in [header, *rows])
    return Made(rows=permuted, label=order.index(0), groups=tuple(sizes))


def cells(table: Table, label: int) -> list[list[str]]:
    """Return the grid with labels repeated downwards."""
    rows, last = [list(table.rows[0])], ""
    for row in table.rows[1:]:
        last = row[label] or last
        rows.append([last if c == label else text for c, text in enumerate(row)])
    return rows


def raw_words_agree(document: Document) -> bool:
    """Whether every cell's clean words are its raw words up to spaces and folded marks."""
    fold = str.maketrans("(),:", "（），：")
    for cell in document.tables[0].cells:
        raw = document.raw[slice(*document.raw_span(cell.start, cell.end))]
        if "".join(raw.split()).translate(fold) != "".join(cell.text.split()).translate(fold):
            return False
    return True


def as_tabs(rows: Sequence[Sequence[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def as_pipes(rows: Sequence[Sequence[str]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


PRINTERS: dict[str, Callable[[Sequence[Sequence[str]]], str]] = {"tabs": as_tabs, "pipes": as_pipes}


@pytest.mark.parametrize("printer", PRINTERS)
@given(made=tables())
def test_a_printed_table_comes_back(printer: str, made: Made) -> None:
    document = read_text(f"指标体系表\n\n{PRINTERS[printer](made.rows)}\n\n以上为全部指标。", "a.md")
    (table,) = document.tables
    assert table.caption == "指标体系表"
    assert cells(table, made.label) == made.filled
    assert raw_words_agree(document)


@pytest.mark.parametrize("printer", PRINTERS)
@given(made=tables(), data=st.data())
def test_a_table_split_over_pages_with_lost_header_cells_comes_back(
    printer: str, made: Made, data: st.DataObject
) -> None:
    header, body = made.rows[0], made.rows[1:]
    at = data.draw(st.integers(1, len(body) - 1), label="last row of the first page")
    lost = data.draw(st.sets(st.integers(0, len(header) - 1), max_size=len(header) - 3), label="lost cells")
    on_first = data.draw(st.booleans(), label="lost on the first page")
    short = tuple("" if c in lost else text for c, text in enumerate(header))
    first, second = (short, header) if on_first else (header, short)
    mark = data.draw(st.sampled_from(["", "**—** 14 **—**\n\n", "续表\n\n", "-15\n\n"]), label="page mark")
    pages = [PRINTERS[printer]([first, *body[:at]]), PRINTERS[printer]([second, *body[at:]])]
    document = read_text(f"指标体系表\n\n{pages[0]}\n\n{mark}{pages[1]}\n\n以上为全部指标。", "a.md")
    (table,) = document.tables
    assert cells(table, made.label) == made.filled
    assert raw_words_agree(document)


@given(made=tables(), data=st.data())
def test_a_table_that_goes_on_without_its_header_comes_back(made: Made, data: st.DataObject) -> None:
    at = data.draw(st.integers(2, len(made.rows) - 1))
    raw = f"{as_tabs(made.rows[:at])}\n\n**—** 14 **—**\n\n{as_tabs(made.rows[at:])}\n\n以上为全部指标。"
    tables_found = read_text(raw, "a.md").tables
    assert [cells(table, made.label) for table in tables_found] == [made.filled]


@given(made=tables(label_at_edge=True))
def test_labels_left_out_of_the_rows_they_hold_for_do_not_shift_the_rows(made: Made) -> None:
    """A row below a merged label at the edge of the table may be printed without any cell for it."""
    rows = [
        row if row[made.label] or r == 0 else tuple(text for c, text in enumerate(row) if c != made.label)
        for r, row in enumerate(made.rows)
    ]
    table = read_text(as_tabs(rows), "a.txt").tables[0]
    assert cells(table, made.label) == made.filled


def as_html(made: Made) -> str:
    lines, r = [], 1
    head = "".join(f"<th>{html.escape(text)}</th>" for text in made.rows[0])
    for size in made.groups:
        for i in range(size):
            row = made.rows[r]
            texts = []
            for c, text in enumerate(row):
                if c != made.label:
                    texts.append(f"<td>{html.escape(text)}</td>")
                elif i == 0:
                    texts.append(f"<td rowspan='{size}'>{html.escape(text)}</td>")
            lines.append("<tr>" + "".join(texts) + "</tr>")
            r += 1
    return f"<html><body><p>指标体系表</p><table><tr>{head}</tr>{''.join(lines)}</table></body></html>"


@given(made=tables())
def test_a_table_of_a_page_with_merged_labels_comes_back(made: Made) -> None:
    document = read_bytes(as_html(made).encode(), "a.html")
    assert [list(row) for row in document.tables[0].rows] == made.filled
    assert raw_words_agree(document)


def as_docx(made: Made) -> bytes:
    file = docx.Document()
    file.add_paragraph("指标体系表")
    table = file.add_table(rows=len(made.rows), cols=len(made.rows[0]))
    for row, texts in zip(table.rows, made.rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    r = 1
    for size in made.groups:
        if size > 1:
            table.cell(r, made.label).merge(table.cell(r + size - 1, made.label))
        r += size
    return docx_bytes(file)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=tables())
def test_a_word_table_with_merged_labels_comes_back(made: Made) -> None:
    document = read_bytes(as_docx(made), "a.docx")
    assert [list(row) for row in document.tables[0].rows] == made.filled
    assert raw_words_agree(document)


def as_pdf(made: Made, at: int) -> bytes:
    """Print the labels merged, and the rows from ``at`` on a second page."""
    spans, r = [], 1
    for size in made.groups:
        last = r + size - 1
        if size > 1 and not r <= at - 1 < last:
            offset = 0 if r < at else at - 1
            spans.append((r >= at, ((made.label, r - offset), (made.label, last - offset))))
        r += size
    first = ruled(made.rows[:at], [span for later, span in spans if not later])
    second = ruled([made.rows[0], *made.rows[at:]], [span for later, span in spans if later])
    return pdf_bytes([first, page_break(), second], header="指标体系")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(made=tables(), data=st.data())
def test_a_ruled_table_over_two_pages_of_a_pdf_comes_back(made: Made, data: st.DataObject) -> None:
    at = data.draw(st.integers(2, len(made.rows) - 1))
    document = read_bytes(as_pdf(made, at), "a.pdf")
    (table,) = document.tables
    assert cells(table, made.label) == made.filled
    assert raw_words_agree(document)


@given(made=tables(), data=st.data())
def test_two_rows_printed_in_one_are_taken_apart(made: Made, data: st.DataObject) -> None:
    body = made.rows[1:]
    starts = [r for r in range(len(body) - 1) if not body[r + 1][made.label]]
    if not starts:
        return
    at = data.draw(st.sampled_from(starts))
    above, below = body[at], body[at + 1]
    one = tuple(
        a if c == made.label else f"{a}<br>{b}" for c, (a, b) in enumerate(zip(above, below, strict=True))
    )
    rows = [made.rows[0], *body[:at], one, *body[at + 2 :]]
    table = read_text(as_pipes(rows), "a.md").tables[0]
    assert cells(table, made.label) == made.filled


def test_a_row_that_could_be_moved_in_two_ways_stays_as_printed() -> None:
    table = read_text("指标\t2020年\t2025年\n总值\t1\t2\n人口\t3\n收入\t5\t6", "a.txt").tables[0]
    assert table.rows[2] == ("人口", "3", "")


def test_two_tables_with_different_headers_stay_two() -> None:
    raw = "指标\t2020年\t2025年\n总值\t1\t2\n\n区县\t人口\t面积\n和平\t3\t4\n沈河\t5\t6"
    assert len(read_text(raw, "a.txt").tables) == 2


def test_a_row_cut_by_the_page_is_put_together() -> None:
    pages = "序号\t指标\t2025年\n1\t总值\t10\n2\t高新技术企\t20", "\t业数（家）\t\n3\t人口\t30\n"
    raw = "\n\n**—** 3 **—**\n\n".join(pages)
    (table,) = read_text(raw, "a.txt").tables
    assert [row[1] for row in table.rows] == ["指标", "总值", "高新技术企业数（家）", "人口"]

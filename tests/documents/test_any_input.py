"""Whatever comes in: a document whose clean text leads back to its raw text, or a catalogue error."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from luoshi.documents import read_bytes, read_text
from luoshi.documents.folding import fold_punctuation, fold_width
from luoshi.documents.model import Document
from luoshi.errors import LuoshiError
from tests.documents.makers import (
    ofd_bytes,
    ofd_table,
    ofd_words,
    page_break,
    paragraphs,
    pdf_bytes,
    ruled,
    sheet_of,
    simple_docx,
)

WORDS = """
# ### - 1. （一） 一、 (1) 第一章 ① ★ ** *** | --- <br> <br/> &nbsp; ![a](b) [链接](http://a.b) 续表 打印
专项行动2： **—** -37 —4— 沈阳市 增长5.5%。 GDP １２ <td> </td> <table> <tr> <p> <h1> <li> <b> </b> <script>
"""
PHRASES = "地 区;736. 1;图 3 ;专栏1 ;# ;- ;1. ;本报记者 张三 摄;目录……… 3;数据来源：统计局"
GAPS = " ;\n;\n\n;\n\n\n\n;\r\n;\r;\t;　　;\u200b;\ufeff;\xa0;\x1e;\x1f;\x0c"
SIGNS = '一二、（）(),，。：:；;“”"*_#|-—.…0123456789%％年亿元市\\<>[]!&`~^=+/\u2028\U00020000'
PARTS = st.sampled_from([*re.findall(r"\S+", WORDS), *PHRASES.split(";"), *GAPS.split(";"), *SIGNS])
MARKED_UP = st.lists(PARTS, max_size=60).map("".join)
ANY_TEXT = st.one_of(MARKED_UP, st.text(max_size=80))
NAMES = st.sampled_from(
    ["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a.xlsx", "a.ofd", "a.png", "a", "-", "a.xyz", ""]
)

SENTENCE = "沈阳市地区生产总值增长5.5%，一般公共预算收入增长6%。"
ROWS = [["指标", "2020年", "2025年"], *([f"指标{n}", f"{n}", f"{n}以上"] for n in range(1, 30))]
DOCX = simple_docx("一、总体要求", *[SENTENCE] * 5)
XLSX = sheet_of([["一、总体要求"], *ROWS], ["A1:C1", "A4:A6"])
OFD = ofd_bytes(ofd_words(SENTENCE, 20, 40) + ofd_table(ROWS[:6], 60))
PDF = pdf_bytes([*paragraphs("一、总体要求", *[SENTENCE] * 5), page_break(), ruled(ROWS)])


def same(clean: str, raw: str) -> bool:
    """Whether a clean character is its raw character up to folding."""
    folded = fold_width(raw)
    if clean == folded or (clean == " " and folded.isspace()):
        return True
    return clean in fold_punctuation(f"中{folded}") or (clean in "“”" and folded == '"')


def assert_sound(document: Document) -> None:
    text, offsets = document.text, document.raw_offsets
    assert len(offsets) == len(text) + 1
    assert all(0 <= offset <= len(document.raw) for offset in offsets)
    for clean, offset in zip(text, offsets, strict=False):
        assert clean in "\n\t " or same(clean, document.raw[offset]), (clean, document.raw[offset])
    assert "\n\n" not in text
    assert_blocks(document)
    assert_outline(document)
    assert_tables(document)


def assert_blocks(document: Document) -> None:
    assert document.blocks[0].start == 0
    assert document.blocks[-1].end == len(document.text)
    for above, below in pairwise(document.blocks):
        assert below.start == above.end + 1
        assert document.text[above.end] == "\n"
    for block in document.blocks:
        assert document.text[block.start : block.end].strip()
        assert block.table is not None or "\n" not in document.text[block.start : block.end]
        if block.kind != "table":
            own = document.raw_offsets[block.start : block.end]
            assert all(a <= b for a, b in pairwise(own))


def assert_outline(document: Document) -> None:
    assert [heading.index for heading in document.outline] == list(range(len(document.outline)))
    for heading in document.outline:
        assert heading.title
        assert heading.start < heading.end <= heading.body_end <= len(document.text)
        if heading.parent is not None:
            above = document.outline[heading.parent]
            assert above.index < heading.index
            assert above.start < heading.start < above.body_end


def assert_tables(document: Document) -> None:
    assert [b.table for b in document.blocks if b.table is not None] == list(range(len(document.tables)))
    for table in document.tables:
        assert len({len(row) for row in table.rows}) == 1
        for cell in table.cells:
            assert document.text[cell.start : cell.end] == cell.text
            assert table.rows[cell.row][cell.column] == cell.text
            place = document.locator(cell.start, cell.end)
            assert (place["row"], place["column"]) == (cell.row + 1, cell.column + 1)


def outcome(data: bytes, name: str) -> str | None:
    """Return the code of the refusal; a document must be sound."""
    try:
        document = read_bytes(data, name)
    except LuoshiError as error:
        problem = error.problem
    else:
        assert_sound(document)
        return None
    assert problem.place.file == name
    assert problem.words("zh") != problem.words("en")
    return problem.code


def check_text(raw: str) -> None:
    """Check a text that has been decoded."""
    try:
        document = read_text(raw, "a.md")
    except LuoshiError as error:
        code = error.problem.code
    else:
        assert document.raw == raw
        assert_sound(document)
        return
    assert code in ("file-empty", "no-text", "classified")


def check_page(body: str) -> None:
    """Check a web page."""
    code = outcome(f"<html><body>{body}</body></html>".encode(), "a.html")
    assert code in (None, "no-text", "classified", "file-binary")


@settings(max_examples=300)
@given(ANY_TEXT)
def test_any_text_leads_back_to_itself(raw: str) -> None:
    check_text(raw)


@settings(max_examples=200)
@given(ANY_TEXT)
def test_any_page_leads_back_to_itself(body: str) -> None:
    check_page(body)


@pytest.mark.long
@pytest.mark.parametrize("check", [check_text, check_page])
def test_a_campaign_of_texts_and_pages(check: Callable[[str], None]) -> None:
    settings(max_examples=20_000)(given(ANY_TEXT)(check))()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(MARKED_UP, min_size=1, max_size=6))
def test_any_word_file_leads_back_to_itself(texts: list[str]) -> None:
    kept = ["".join(char for char in text if char >= " " or char in "\n\t") for text in texts]
    assert outcome(simple_docx(*kept), "a.docx") in (None, "no-text", "classified")


def test_a_made_pdf_leads_back_to_itself() -> None:
    assert outcome(PDF, "a.pdf") is None


@settings(max_examples=300)
@given(st.binary(max_size=200), NAMES)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    outcome(data, name)


@pytest.mark.parametrize(
    ("whole", "name"), [(DOCX, "a.docx"), (PDF, "a.pdf"), (XLSX, "a.xlsx"), (OFD, "a.ofd")]
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_files_are_read_or_refused(whole: bytes, name: str, data: st.DataObject) -> None:
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(1, len(damaged))))
    outcome(bytes(damaged[:cut]), name)


MANY = 30_000
TEDIOUS = {
    "commas": "*" + "," * MANY + "中",
    "pictures": "![" * MANY,
    "links": "[" * MANY + "中](http:",
    "spaces": "中" + " " * MANY + "—",
    "space after a grade": "机密" + " " * MANY,
    "blank lines": "正文。" + "\n" * MANY + "中文。",
    "short lines": "甲乙丙\n" * MANY,
    "cells": "\t".join(["11"] * MANY),
    "rows far apart": "a\tb\n1\t2\n\n" + "中文\n\na\t\n\n" * (MANY // 10),
    "tables one after the other": "续表\n|a|b|\n|1|2|\n\n" * (MANY // 50),
    "emphasis": "*a " * MANY,
    "tags": "<b" * MANY,
    "numbers": "1\n" * MANY,
    "headings": "# 甲\n" * (MANY // 4),
    "chapters": "一、甲\n" * (MANY // 4),
    "ideographic spaces": "中文　　" * MANY,
}


@pytest.mark.parametrize("kind", TEDIOUS)
def test_reading_time_grows_with_the_text_only(kind: str) -> None:
    start = time.process_time()
    assert_sound(read_text(TEDIOUS[kind], "a.md"))
    assert time.process_time() - start < 10


def test_a_large_table_of_a_page_is_read_in_time() -> None:
    rows = "<tr><td rowspan=3000>甲</td><td>1</td></tr>" + "<tr><td>a</td><td>1</td></tr>" * 5000
    start = time.process_time()
    assert outcome(f"<html><body><table>{rows}</table></body></html>".encode(), "a.html") is None
    assert time.process_time() - start < 10

"""A document is laid out with every statement in its place."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from luoshi.documents import read_text
from luoshi.documents.model import Document
from luoshi.ledger.records import Anchor, StatementView
from luoshi.web.manuscript import Manuscript, Part, Piece, lay_out

TEXT = """# 某市工作报告

## 一、全年工作

全年新增就业12.5万人,完成投
资 80 亿元。

| 指标 | 2025年 |
| --- | --- |
| 总量(亿元) | 900 |
| 增速(%) | 6 |
"""


def said(raw: str, words: str, identity: str = "s") -> StatementView:
    start = raw.index(words)
    return StatementView(
        id=identity,
        anchor=Anchor(
            id="a",
            edition_id="e",
            document_key="k",
            start=start,
            end=start + len(words),
            quote=words,
        ),
        author="reader",
        value=Decimal(1),
        upper=None,
        unit=None,
        comparator="eq",
        measure="level",
        direction=None,
        basis=None,
        indicator=None,
        region=None,
        period=None,
        kind="actual",
        section=None,
        doubts=(),
        confidence=1.0,
    )


def pieces(manuscript: Manuscript) -> list[Piece]:
    return [piece for part in manuscript.parts for piece in all_pieces(part)]


def all_pieces(part: Part) -> list[Piece]:
    return [*part.lead, *part.pieces, *(piece for row in part.rows for cell in row for piece in cell.pieces)]


def laid(words: str | None = None, *statements: str, title: str | None = None) -> tuple[Document, Manuscript]:
    document = read_text(TEXT, "a.md")
    span = (TEXT.index(words), TEXT.index(words) + len(words)) if words else None
    views = [said(TEXT, text, str(number)) for number, text in enumerate(statements)]
    return document, lay_out(document, views, span, title)


def test_a_statement_stands_where_its_words_are_also_across_a_broken_line() -> None:
    _, manuscript = laid(None, "12.5万人", "80 亿元")
    assert [piece.text for piece in pieces(manuscript) if piece.group] == ["12.5万人", "80亿元"]


def test_statements_that_share_words_share_a_group() -> None:
    document = read_text(TEXT, "a.md")
    manuscript = lay_out(document, [said(TEXT, "80 亿元", "a"), said(TEXT, "80 亿元", "b")])
    assert [[view.id for view in group.statements] for group in manuscript.groups] == [["a", "b"]]


def test_words_asked_for_are_marked_whether_they_are_a_statement_or_not() -> None:
    _, manuscript = laid("80 亿元", "80 亿元")
    assert manuscript.wanted == manuscript.groups[0]
    _, manuscript = laid("新增就业", "80 亿元")
    assert [piece.text for piece in pieces(manuscript) if piece.wanted] == ["新增就业"]
    assert manuscript.wanted is None


def test_a_table_is_a_grid_with_heads_and_statements_in_its_cells() -> None:
    _, manuscript = laid(None, "900")
    table = next(part for part in manuscript.parts if part.form == "table")
    assert [[cell.head for cell in row] for row in table.rows] == [
        [True, True],
        [False, False],
        [False, False],
    ]
    assert [piece.group for piece in table.rows[1][1].pieces] == [1]


def test_the_title_of_the_page_is_not_repeated_in_the_text() -> None:
    _, manuscript = laid(title="某市工作报告")
    assert not any("某市工作报告" in piece.text for piece in pieces(manuscript))


def test_the_outline_counts_the_statements_of_each_part() -> None:
    _, manuscript = laid(None, "12.5万人", "80 亿元")
    assert [(entry.title, entry.statements) for entry in manuscript.outline] == [("全年工作", 2)]


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 30))
def test_no_word_is_lost_or_doubled_whatever_is_asked_for(start: int, length: int) -> None:
    document = read_text(TEXT, "a.md")
    plain = lay_out(document, [])
    marked = lay_out(document, [said(TEXT, "12.5万人")], (start, start + length))
    join = "".join
    assert [join(p.text for p in all_pieces(part)) for part in marked.parts] == [
        join(p.text for p in all_pieces(part)) for part in plain.parts
    ]

"""How a Word document of ours looks: page, headings, lines and tables in the fonts of official papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Literal

from luoshi.formats.packing import settled

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

HEAD_FONT, BODY_FONT, NUMBER_FONT = "黑体", "仿宋", "Times New Roman"
Align = Literal["left", "center", "right"]
_LEADING, _TABLE_LEADING = 1.6, 1.35
"""Exact line heights in font sizes, so that another font of the same size keeps the page."""
_GRID, _EDGE = "8C8C8C", "404040"


def new_paper(title: str) -> Document:
    """Return an empty paper of ours: A4 with the margins of a brief."""
    from docx import Document as new_document

    made = new_document()
    made.core_properties.author = "luoshi"
    made.core_properties.title = title
    made.core_properties.comments = ""
    _set_page(made)
    return made


def closed(made: Document, footer: str, at: date) -> bytes:
    """Return a paper with its footer; one of a day always has the same bytes."""
    add_footer(made, footer)
    stream = BytesIO()
    made.save(stream)
    return settled(stream.getvalue(), at)


def _set_page(made: Document) -> None:
    from docx.shared import Cm, Pt

    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(1.9), Cm(1.8)
    section.left_margin = section.right_margin = Cm(2.1)
    section.footer_distance = Cm(0.9)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = NUMBER_FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(0)
    properties: Any = normal.element.get_or_add_rPr()
    properties.append(_element("lang", val="en-US", eastAsia="zh-CN"))


def write_run(
    paragraph: Paragraph, text: str, *, font: str = BODY_FONT, size: float = 11, colour: str | None = None
) -> None:
    """Add words in a Chinese font, with numbers and Latin letters in their own.

    Args:
        paragraph: Where to.
        text: The words.
        font: Chinese font.
        size: In points.
        colour: Six hexadecimal digits.
    """
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(text)
    run.font.name, run.font.size = NUMBER_FONT, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def add_line(
    made: Document,
    text: str,
    *,
    font: str = BODY_FONT,
    size: float = 11,
    align: Align = "left",
    colour: str | None = None,
    before: float = 0,
    after: float = 0,
    first_line: bool = False,
    rule_below: bool = False,
) -> Paragraph:
    """Add a paragraph; ``first_line`` indents it by two characters; ``before``, ``after`` in points."""
    from docx.shared import Pt

    paragraph = made.add_paragraph()
    _align(paragraph, align)
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.line_spacing = Pt(_LEADING * size)
    if first_line:
        shape.first_line_indent = Pt(2 * size)
    if text:
        write_run(paragraph, text, font=font, size=size, colour=colour)
    if rule_below:
        _rule_below(paragraph)
    return paragraph


def add_heading(made: Document, text: str) -> None:
    """Add the heading of a part."""
    add_line(made, text, font=HEAD_FONT, size=12, before=7, after=2)


def add_table(
    made: Document, lines: Sequence[Sequence[str]], *, heads: int, widths: Sequence[float] | None = None
) -> Table:
    """Add a table over the whole width.

    Args:
        made: The document.
        lines: Cells by line.
        heads: Number of head lines, which are shaded and centred.
        widths: In centimetres; ``None`` makes columns equal.
    """
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Cm

    table: Table = made.add_table(rows=len(lines), cols=len(lines[0]))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _borders(table)
    shares = widths or [16.8 / len(lines[0])] * len(lines[0])
    for width, column in zip(shares, table.columns, strict=True):
        column.width = Cm(width)
    for number, (line, row) in enumerate(zip(lines, table.rows, strict=True)):
        for text, width, cell in zip(line, shares, row.cells, strict=True):
            cell.width = Cm(width)
            _fill(cell, text, head=number < heads)
    return table


def add_footer(made: Document, text: str) -> None:
    """Write a line at the foot of every page."""
    paragraph = made.sections[0].footer.paragraphs[0]
    _align(paragraph, "center")
    write_run(paragraph, text, size=9, colour="55595F")


def _fill(cell: _Cell, text: str, *, head: bool) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.shared import Pt

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    _align(paragraph, "center")
    size = 10 if head else 9.5
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(1.5)
    shape.line_spacing = Pt(_TABLE_LEADING * size)
    write_run(paragraph, text, font=HEAD_FONT if head else BODY_FONT, size=size)
    if head:
        _shade(cell)


def _align(paragraph: Paragraph, align: Align) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    known = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
    paragraph.alignment = known.get(align, WD_ALIGN_PARAGRAPH.LEFT)


def _shade(cell: _Cell) -> None:
    element: Any = cell._element
    element.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill="EDEFF2"))


def _borders(table: Table) -> None:
    borders = _element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        strong = side in ("top", "bottom")
        borders.append(_line(side, 8 if strong else 4, _EDGE if strong else _GRID))
    element: Any = table._element
    element.tblPr.append(borders)


def _rule_below(paragraph: Paragraph) -> None:
    borders = _element("pBdr")
    borders.append(_line("bottom", 8, _EDGE))
    element: Any = paragraph._element
    element.get_or_add_pPr().append(borders)


def _line(side: str, size: int, colour: str) -> Any:
    return _element(side, val="single", sz=str(size), space="1", color=colour)


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made: Any = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made

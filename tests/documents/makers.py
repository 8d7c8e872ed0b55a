"""Files of every format, made for the tests."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from reportlab.lib import colors, pdfencrypt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, PageBreak, Paragraph, SimpleDocTemplate, TableStyle

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

BODY = ParagraphStyle("body", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=20, leading=28, alignment=1, wordWrap="CJK")
SMALL = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=13, wordWrap="CJK")


def docx_bytes(file: Any) -> bytes:
    """Return a python-docx document as a file."""
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def simple_docx(*paragraphs: str) -> bytes:
    """Return a Word file of plain paragraphs."""
    file = docx.Document()
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    return docx_bytes(file)


def pdf_bytes(
    story: Sequence[Flowable], *, header: str = "", password: str | None = None, numbered: bool = True
) -> bytes:
    """Return a PDF with a running header and page numbers at the foot."""
    stream = io.BytesIO()
    encrypt = pdfencrypt.StandardEncryption(password) if password else None
    template = SimpleDocTemplate(stream, pagesize=A4, encrypt=encrypt)

    def decorate(canvas: Canvas, _: object) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, header)
        if numbered:
            canvas.drawCentredString(A4[0] / 2, 30, f"— {canvas.getPageNumber()} —")

    template.build(list(story), onFirstPage=decorate, onLaterPages=decorate)
    return stream.getvalue()


def paragraphs(*texts: str) -> list[Flowable]:
    """Return body paragraphs."""
    return [Paragraph(text, BODY) for text in texts]


def ruled(rows: Sequence[Sequence[str]], spans: Sequence[Any] = (), repeat: int = 1) -> Flowable:
    """Return a ruled table whose header is repeated on every page, of columns of equal width."""
    cells = [[Paragraph(text, SMALL) if text else "" for text in row] for row in rows]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), *(("SPAN", a, b) for a, b in spans)]
    return LongTable(
        cells, colWidths=[430 / len(rows[0])] * len(rows[0]), repeatRows=repeat, style=TableStyle(style)
    )


def page_break() -> Flowable:
    """Return a page break."""
    return PageBreak()

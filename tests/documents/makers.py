"""Files of every format, made for the tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from openpyxl import Workbook
from PIL import Image, ImageDraw, ImageFont
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


def xlsx_bytes(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), title: str = "Sheet1") -> bytes:
    """Return a workbook with one sheet."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    return xlsx_bytes(book)


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


OFD_ROOT = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
_OFD_AREA = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
OFD_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_OFD_SIZE = 5.0


def ofd_words(text: str, x: float, y: float, size: float = _OFD_SIZE) -> str:
    """Return a text object of OFD whose first character stands at a place, in millimetres."""
    steps = " ".join(f"{size if ord(char) > 255 else size / 2:g}" for char in text[:-1])
    words = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y} 200 {size * 1.2}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.88}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def ofd_line(x0: float, y0: float, x1: float, y1: float) -> str:
    """Return a drawn line of OFD."""
    return (
        f'<ofd:PathObject ID="2" Boundary="0 0 210 297" LineWidth="0.2"><ofd:AbbreviatedData>'
        f"M {x0} {y0} L {x1} {y1}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def ofd_table(rows: Sequence[Sequence[str]], top: float, height: float = 10.0) -> str:
    """Return a ruled table of OFD of columns of 40 millimetres."""
    parts, width = [], 40.0 * len(rows[0])
    for r, row in enumerate(rows):
        parts += [ofd_words(text, 22 + 40 * c, top + r * height + 2) for c, text in enumerate(row) if text]
    parts += [ofd_line(20, top + r * height, 20 + width, top + r * height) for r in range(len(rows) + 1)]
    bottom = top + len(rows) * height
    parts += [ofd_line(20 + 40 * c, top, 20 + 40 * c, bottom) for c in range(len(rows[0]) + 1)]
    return "".join(parts)


def ofd_bytes(*pages: str) -> bytes:
    """Return an OFD file (GB/T 33190-2016) of pages of A4."""
    listed = "".join(
        f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n, _ in enumerate(pages)
    )
    files = {
        "OFD.xml": f'<ofd:OFD {OFD_SPACE} Version="1.0" DocType="OFD">{OFD_ROOT}</ofd:OFD>',
        "Doc_0/Document.xml": f"<ofd:Document {OFD_SPACE}><ofd:CommonData>{_OFD_AREA}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for n, page in enumerate(pages):
        layer = f'<ofd:Content><ofd:Layer ID="9">{page}</ofd:Layer></ofd:Content>'
        files[f"Doc_0/Pages/Page_{n}/Content.xml"] = f"<ofd:Page {OFD_SPACE}>{layer}</ofd:Page>"
    return zip_bytes({name: text.encode() for name, text in files.items()})


CJK_FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"


def picture_of(lines: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Image.Image:
    """Return a picture of a page: lines of words and a ruled table below them."""
    font = ImageFont.truetype(CJK_FONT, 34)
    picture = Image.new("L", (1240, 700), 255)
    pen = ImageDraw.Draw(picture)
    for n, text in enumerate(lines):
        pen.text((100, 50 + 80 * n), text, font=font, fill=0)
    top, height = 80 + 80 * len(lines), 80
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            pen.text((120 + 300 * c, top + 14 + r * height), text, font=font, fill=0)
    for r in range(len(rows) + 1 if rows else 0):
        pen.line((100, top + r * height, 1000, top + r * height), fill=0, width=3)
    for c in range(4 if rows else 0):
        pen.line((100 + 300 * c, top, 100 + 300 * c, top + len(rows) * height), fill=0, width=3)
    return picture

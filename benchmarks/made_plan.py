"""A plan that is made, printed and scanned again, so that what was read can be held beside what was written.

The words are those of the example (``examples/shenyang``), set as an office sets them: Word, A4, running
footer, a ruled table with its first column merged. LibreOffice prints it; the scan is drawn at 200 dpi,
turned by 0.7 degrees, blurred, sprinkled and saved as JPEG of quality 55.
"""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import docx
import pypdfium2
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from luoshi.documents import read
from luoshi.documents.model import Document, Table

FONT = "Noto Serif CJK SC"
PLAN = Path(__file__).resolve().parent.parent / "examples" / "shenyang" / "plan-2022.md"


def made_docx(document: Document) -> bytes:
    """Return a document set in Word, 12 points."""
    file = docx.Document()
    style = file.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    _number_pages(file)
    headings = {heading.start for heading in document.outline}
    for block in document.blocks:
        if block.table is not None:
            _table(file, document.tables[block.table])
            continue
        paragraph = file.add_paragraph(document.text[block.start : block.end])
        if block.start in headings and block.kind == "heading":
            paragraph.runs[0].bold = True
        else:
            paragraph.paragraph_format.first_line_indent = Pt(24)
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


def _number_pages(file: Any) -> None:
    run = file.sections[0].footer.paragraphs[0].add_run("— ")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    file.sections[0].footer.paragraphs[0].add_run(" —")


def _table(file: Any, table: Table) -> None:
    made = file.add_table(len(table.rows), len(table.rows[0]), style="Table Grid")
    cells = made._cells
    width = len(table.rows[0])
    for r, row in enumerate(table.rows):
        for c, text in enumerate(row):
            repeated = c == 0 and r > 1 and text == table.rows[r - 1][0]
            cells[r * width + c].text = "" if repeated else text
    top = 1
    for r in range(2, len(table.rows) + 1):
        if r == len(table.rows) or table.rows[r][0] != table.rows[top][0]:
            if r - top > 1:
                cells[top * width].merge(cells[(r - 1) * width])
            top = r
    file.add_paragraph("")


def printed(content: bytes, folder: Path) -> bytes:
    """Return a Word file as a PDF."""
    (folder / "plan.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "plan.docx")], check=True, capture_output=True, timeout=180)
    return (folder / "plan.pdf").read_bytes()


def scanned(
    pdf: bytes, *, dpi: int = 200, angle: float = 0.7, noise: float = 0.002, quality: int = 55
) -> bytes:
    """Return a PDF as its scan."""
    pages = pictures(pdf, dpi=dpi, angle=angle, noise=noise)
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=quality)
    return stream.getvalue()


def pictures(pdf: bytes, *, dpi: int = 200, angle: float = 0.7, noise: float = 0.002) -> list[Any]:
    """Return the pages of a PDF as pictures that look scanned; the same every time."""
    import numpy
    from PIL import Image, ImageFilter

    chance = numpy.random.default_rng(7)
    made = []
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        picture = page.render(scale=dpi / 72).to_pil().convert("L")
        picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        pixels = numpy.array(picture.filter(ImageFilter.GaussianBlur(0.6)))
        spots = chance.random(pixels.shape)
        pixels[spots < noise / 2] = 60
        pixels[spots > 1 - noise / 2] = 255
        made.append(Image.fromarray(pixels))
    document.close()
    return made


def plan() -> Document:
    """Return the plan as it was written."""
    return read(PLAN)

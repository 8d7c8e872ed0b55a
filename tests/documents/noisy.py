"""A document with the noise of an office: made once in Word, printed by LibreOffice, scanned."""

from __future__ import annotations

import io
import subprocess
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from tests.documents.makers import docx_bytes, ofd_bytes, ofd_line

_MM = 25.4 / 72
FONT = "Noto Serif CJK SC"
TITLE = "江川市沿河整治行动方案"
OPENING = [
    f"第{n}段：沿河的乡镇各管一段、按月报账、互相帮工，全年清淤{n}3.5公里，修堤{n}07公里，"
    f"河道整治花费1{n}36.{n}亿元，比上年增长{n}.{n}%，受益的人口达到{n}{n}0.5万人。"
    for n in range(1, 8)
]
NOTED = ("地区生产总值", "达到1234.5亿元，增长5.5%", "，其中沿河的县区占一半以上，常住人口907万人。")
NOTES = ["按当年价格计算，上年为1100.5亿元。", "按不变价格计算。"]
BROKEN = ["各乡镇要在每年6月底前", "把当年的清淤任务完成80%", "以上，到2025年全市河道的水质达标率达到95.5%。"]
COLUMNS = [
    f"第{n}条乡镇设立河长，每位河长管{n}5公里河道，每月走{n}遍，发现的事在{n}8小时内报到县里，"
    f"由县里在{n}天内派人处理，一年下来要办结{n}20件。"
    for n in range(1, 9)
]
MERGED = [
    ["领域", "指标", "目标", "目标"],
    ["领域", "指标", "2025年", "2030年"],
    ["河道", "清淤长度（公里）", "135.5", "200"],
    ["河道", "修堤长度（公里）", "107", "180以上"],
    ["河道", "水质达标率（%）", "95.5", "98"],
    ["人居", "受益人口（万人）", "110.5", "150"],
    ["人居", "沿河公园（个）", "12", "20"],
]
HEADER = ["序号", "项目名称", "投资（亿元）", "完成年份"]
REPEATED = [[str(n), f"第{n}段河堤加固", f"{n}.{n % 10}", f"{2021 + n % 5}年"] for n in range(1, 46)]
LOST_HEADER = ["乡镇", "人口（万人）", "河长（名）"]
LOST = [[f"第{n}乡", f"{n}.{n % 7}", str(n * 3)] for n in range(1, 46)]


def noisy_docx() -> bytes:
    """Return the document as Word has it."""
    file = docx.Document()
    style = file.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    _furniture(file)
    file.add_heading(TITLE, 0)
    _paragraph(file, "一、总体情况")
    for text in OPENING[:4]:
        _indented(file, text)
    _noted(file)
    broken = _indented(file, BROKEN[0])
    for text in BROKEN[1:]:
        broken.add_run().add_break()
        broken.add_run(text)
    for text in OPENING[4:]:
        _indented(file, text)
    _paragraph(file, "二、河长的职责")
    _columns(file, 1)
    for text in COLUMNS:
        _indented(file, text)
    _columns(file, 2)
    _paragraph(file, "三、目标和项目")
    _paragraph(file, "表1 主要目标")
    _merged(_table(file, MERGED))
    _paragraph(file, "表2 项目")
    table = _table(file, [HEADER, *REPEATED])
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    _paragraph(file, "表3 各乡镇")
    _table(file, [LOST_HEADER, *LOST])
    _paragraph(file, "以上为全部内容。")
    return docx_bytes(file)


def printed(content: bytes, folder: Path, soffice: str) -> bytes:
    """Return a Word file as LibreOffice prints it."""
    (folder / "a.docx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "a.docx")], check=True, capture_output=True, timeout=180)
    return (folder / "a.pdf").read_bytes()


def _paragraph(file: Any, text: str) -> Any:
    return file.add_paragraph(text)


def _indented(file: Any, text: str) -> Any:
    paragraph = file.add_paragraph(text)
    paragraph.paragraph_format.first_line_indent = Pt(24)
    return paragraph


def _furniture(file: Any) -> None:
    section = file.sections[0]
    section.header.paragraphs[0].text = "江川市人民政府办公室 2025年第3期"
    run = section.footer.paragraphs[0].add_run("— ")
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
    section.footer.paragraphs[0].add_run(" —")


def _columns(file: Any, count: int) -> None:
    """End a section of so many columns here."""
    section = file.add_section(0)
    before = file.sections[-2]._sectPr if count else section._sectPr
    for old in before.findall(qn("w:cols")):
        before.remove(old)
    before.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="{count}" w:space="425"/>'))


def _noted(file: Any) -> None:
    paragraph = _indented(file, NOTED[0])
    for number, text in enumerate(NOTED[1:], 1):
        mark = f'<w:r {nsdecls("w")}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        paragraph._p.append(parse_xml(f'{mark}<w:footnoteReference w:id="{number}"/></w:r>'))
        paragraph.add_run(text)
    notes = "".join(_note(number, text) for number, text in enumerate(NOTES, 1))
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    body = f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{rules}{notes}</w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, body.encode(), file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _note(number: int, text: str) -> str:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    words = f'<w:r><w:rPr><w:sz w:val="18"/></w:rPr><w:t>{text}</w:t></w:r>'
    return f'<w:footnote w:id="{number}"><w:p>{raised}{words}</w:p></w:footnote>'


def _table(file: Any, rows: list[list[str]]) -> Any:
    table = file.add_table(len(rows), len(rows[0]), style="Table Grid")
    width = len(rows[0])
    for n, cell in enumerate(table._cells):
        cell.text = rows[n // width][n % width]
    return table


def _merged(table: Any) -> None:
    """Merge cells side by side or below one another that hold the same words."""
    for top, left, bottom, right in ((0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1), (2, 0, 4, 0), (5, 0, 6, 0)):
        words = table.cell(top, left).text
        for r in range(top, bottom + 1):
            for c in range(left, right + 1):
                table.cell(r, c).text = ""
        table.cell(top, left).merge(table.cell(bottom, right)).text = words


def scanned(pdf: bytes, numbers: list[int], angle: float = 0.7) -> bytes:
    """Return pages of a PDF as a scan of 200 dpi, turned and soft."""
    import pypdfium2
    from PIL import Image, ImageFilter

    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    for number in numbers:
        picture = document[number - 1].render(scale=200 / 72).to_pil().convert("L")
        picture = picture.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
        pictures.append(picture.filter(ImageFilter.GaussianBlur(0.6)))
    document.close()
    stream = io.BytesIO()
    pictures[0].save(stream, "PDF", save_all=True, append_images=pictures[1:], resolution=200, quality=60)
    return stream.getvalue()


def as_ofd(pdf: bytes) -> bytes:
    """Return the printed pages as OFD: every line of words and every drawn line where it stands."""
    import pdfplumber
    import pypdfium2

    from luoshi.documents.readers.pdf_page import lines_of, read_page

    document = pypdfium2.PdfDocument(pdf)
    pages = []
    with pdfplumber.open(io.BytesIO(pdf)) as drawn:
        for index, page in enumerate(drawn.pages):
            lines = lines_of(read_page(document, index).chars)
            words = [_ofd_run(run) for line in lines for run in _runs(line)]
            edges = [
                ofd_line(*(at * _MM for at in (edge["x0"], edge["top"], edge["x1"], edge["bottom"])))
                for edge in page.edges
            ]
            pages.append("".join([*words, *edges]))
    document.close()
    return ofd_bytes(*pages)


def _runs(line: Any) -> list[list[Any]]:
    """Return the characters of a printed line, each size of type apart."""
    chars = [char for char in line.chars if not char.text.isspace()]
    return [list(run) for _, run in groupby(chars, lambda char: round(char.box[3] - char.box[1]))]


def _ofd_run(chars: list[Any]) -> str:
    """Return characters as a text object of OFD, each where it was."""
    left, top, _, bottom = chars[0].box
    size = (bottom - top) * _MM
    steps = " ".join(str((b.box[0] - a.box[0]) * _MM) for a, b in pairwise(chars))
    words = "".join(char.text for char in chars)
    at = f'Boundary="{left * _MM} {top * _MM} 200 {size * 1.2}" Size="{size}"'
    code = f'<ofd:TextCode X="0" Y="{size * 0.88}" DeltaX="{steps}">{words}</ofd:TextCode>'
    return f'<ofd:TextObject ID="1" Font="1" {at}>{code}</ofd:TextObject>'

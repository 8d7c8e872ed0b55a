"""Word files keep their headings, printed numbers and merged cells."""

import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from luoshi.documents import read, read_bytes
from luoshi.documents.model import Document
from tests.documents.makers import docx_bytes


def document_of(file: object) -> Document:
    return read_bytes(docx_bytes(file), "a.docx")


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_styles_make_headings_and_footers_are_dropped() -> None:
    file = docx.Document()
    file.add_heading("行动纲要", 0)
    file.add_heading("一、总体要求", 1)
    file.add_paragraph("到2025年，经济总量突破1 万亿元。")
    file.add_paragraph("第一项", style="List Bullet")
    file.sections[0].footer.paragraphs[0].text = "— 1 —"
    document = document_of(file)
    assert blocks(document) == [
        ("heading", "行动纲要"),
        ("heading", "一、总体要求"),
        ("paragraph", "到2025年，经济总量突破1万亿元。"),
        ("item", "第一项"),
    ]
    assert [(heading.kind, heading.parent) for heading in document.outline] == [
        ("title", None),
        ("chapter", 0),
    ]


def add_numbering(file: object, formats: list[tuple[str, str]]) -> str:
    """Add a multilevel list and return its id."""
    root = file.part.numbering_part.element  # type: ignore[attr-defined]
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level, (form, text) in enumerate(formats):
        one = OxmlElement("w:lvl")
        one.set(qn("w:ilvl"), str(level))
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            child = OxmlElement(name)
            child.set(qn("w:val"), value)
            one.append(child)
        abstract.append(one)
    root.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), "77")
    reference = OxmlElement("w:abstractNumId")
    reference.set(qn("w:val"), "77")
    num.append(reference)
    root.append(num)
    return "77"


def number(paragraph: object, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr()  # type: ignore[attr-defined]
    numbers = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", str(level)), ("w:numId", "77")):
        child = OxmlElement(name)
        child.set(qn("w:val"), value)
        numbers.append(child)
    properties.append(numbers)


def test_numbers_that_word_prints_are_in_the_text() -> None:
    file = docx.Document()
    add_numbering(file, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")])
    texts = ["总体要求", "指导思想", "基本原则", "坚持创新。加快发展。", "重点任务", "枢纽"]
    for text, level in zip(texts, (0, 1, 1, 2, 0, 1), strict=True):
        number(file.add_paragraph(text), level)
    assert [text for _, text in blocks(document_of(file))] == [
        "一、总体要求",
        "（一）指导思想",
        "（二）基本原则",
        "1.坚持创新。加快发展。",
        "二、重点任务",
        "（一）枢纽",
    ]


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("增长")
    for name, text_name, words in (("w:del", "w:delText", "5%"), ("w:ins", "w:t", "6%")):
        change, run, text = OxmlElement(name), OxmlElement("w:r"), OxmlElement(text_name)
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    assert document_of(file).text == "增长6%"


def test_merged_cells_are_spread_and_found() -> None:
    file = docx.Document()
    file.add_paragraph("指标体系表")
    table = file.add_table(rows=4, cols=4)
    texts = "领域 指标 2020年 2025年 发展 总值 6571.~6 10000 _ 人口 907 1000 合计 _ 1 2"
    words = [word.replace("~", " ").replace("_", "") for word in texts.split()]
    for cell, text in zip((cell for row in table.rows for cell in row.cells), words, strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    document = document_of(file)
    (found,) = document.tables
    assert found.caption == "指标体系表"
    assert found.rows == (
        ("领域", "指标", "2020年", "2025年"),
        ("发展", "总值", "6571.6", "10000"),
        ("发展", "人口", "907", "1000"),
        ("合计", "合计", "1", "2"),
    )
    label = found.cell(1, 0)
    assert label is not None
    assert (label.row_span, label.column_span) == (2, 1)
    value = found.cell(1, 2)
    assert value is not None
    assert document.raw[slice(*document.raw_span(value.start, value.end))] == "6571. 6"
    assert document.locator(value.start, value.end) == {"table": 1, "row": 2, "column": 3}


def test_a_box_drawn_as_a_table_of_one_cell_is_read_as_text() -> None:
    file = docx.Document()
    cell = file.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "专栏1 枢纽行动计划"
    cell.add_paragraph("专项行动1：大力发展中欧班列行动。提升运营水平。")
    document = document_of(file)
    assert [(heading.kind, heading.title) for heading in document.outline] == [
        ("box", "枢纽行动计划"),
        ("action", "大力发展中欧班列行动"),
    ]


def test_a_table_of_contents_is_left_out() -> None:
    file = docx.Document()
    style = file.styles.add_style("toc 1", 1)
    file.add_paragraph("一、总体要求\t3", style=style)
    file.add_paragraph("一、总体要求……………… 3")
    file.add_heading("一、总体要求", 1)
    assert [heading.title for heading in document_of(file).outline] == ["总体要求"]


SECTIONS = ("一、会展做出名气", "二、港口添了新线", "三、河道清了又绿")
LINES = (
    "江川市全年办展1045场，比上年多60.2%，展馆从一处添到三处，“一张证件逛全城”等办法让客商少跑了路，"
    "参展的企业里有七成来自外地，签下的订单过了70.4亿元。",
    "港口全年新开航线12条，疏浚航道23.2公里，改造货场168.2万平方米，装卸一艘船的时间减了三分之一，"
    "外贸货物增长79.1%，跨江运输车船接驳的班次达到每天11趟，沿江六个县区都在两小时以内。",
)


def office_document() -> object:
    file = docx.Document()
    file.sections[0].footer.paragraphs[0].text = "内部网站打印"
    file.add_heading("江川这一年", 0)
    for section in SECTIONS:
        file.add_heading(section, 1)
        for _ in range(4):
            for line in LINES:
                file.add_paragraph(line).paragraph_format.first_line_indent = Pt(24)
    file.add_paragraph("表1 主要指标")
    table = file.add_table(rows=40, cols=4)
    table.style = "Table Grid"
    for r, row in enumerate(table.rows):
        texts = ("序号", "指标名称（单位）", "2020年", "2025年")
        if r:
            texts = (str(r), f"指标{r}（%）", f"{r}.5", f"{r * 100}以上")
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return file


@pytest.mark.office
def test_word_and_its_pdf_are_read_alike(tmp_path: Path, soffice: str) -> None:
    (tmp_path / "a.docx").write_bytes(docx_bytes(office_document()))
    command = [
        soffice,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, timeout=120)
    word, pdf = read(tmp_path / "a.docx"), read(tmp_path / "a.pdf")
    assert pdf.locations[-1]["page"] > 2
    assert pdf.text == word.text
    assert pdf.tables[0].rows == word.tables[0].rows
    assert [heading.title for heading in pdf.outline] == [heading.title for heading in word.outline]

"""Scanned pages: words come back with their boxes, rows of tables from boxes, columns one after the other."""

import io
import json
from importlib import util
from types import SimpleNamespace

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from luoshi.documents import read_bytes, recognising
from luoshi.documents.model import Document, Layer
from luoshi.documents.readers.recognised import in_reading_order
from luoshi.documents.recognising import MEDIA_TYPE, RecognisedLine
from luoshi.errors import LuoshiError
from tests.documents.makers import picture_of

LINES = [
    "沈阳市行动纲要",
    "到2025年，地区生产总值达到9000亿元以上。",
    "一般公共预算收入年均增长6.5%，人口突破1000万人。",
]
ROWS = [["指标", "2020年", "2025年"], ["人口", "907", "1000"], ["收入", "736.1", "900以上"]]

needs_engine = pytest.mark.skipif(util.find_spec("rapidocr") is None, reason="the extra ocr is not installed")


def as_bytes(picture: Image.Image, form: str = "PNG") -> bytes:
    stream = io.BytesIO()
    picture.save(stream, form)
    return stream.getvalue()


def scanned_pdf(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 336))
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 336)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture(scope="module")
def scan() -> Image.Image:
    """A page with a paragraph and a ruled table, turned by almost a degree."""
    return picture_of(LINES, ROWS).rotate(0.8, fillcolor=255, resample=Image.Resampling.BICUBIC)


@pytest.fixture(scope="module")
def file(scan: Image.Image) -> bytes:
    return scanned_pdf(scan)


@pytest.fixture(scope="module")
def read(file: bytes) -> Document:
    return read_bytes(file, "scan.pdf")


@needs_engine
def test_numbers_and_rows_of_a_scan_come_back(read: Document) -> None:
    for number in ("2025年", "9000亿元以上", "6.5%", "1000万人"):
        assert number in read.text
    assert [list(row) for row in read.tables[0].rows] == ROWS


@needs_engine
def test_words_of_a_scan_have_their_page_and_box(read: Document) -> None:
    at = read.text.index("9000")
    place = read.locator(at, at + 4)
    assert place["page"] == 1
    left, top, right, bottom = place["boxes"][0]
    assert 240 < left < right < 310
    assert 60 < top < bottom < 105


@needs_engine
def test_the_layer_names_engine_and_models(read: Document) -> None:
    assert read.layer is not None
    assert read.layer.media_type == MEDIA_TYPE
    assert read.layer.made_by["program"].startswith("rapidocr ")
    assert read.layer.made_by["runtime"].startswith("onnxruntime ")
    assert any("rec" in name for name in read.layer.made_by["models"])


@needs_engine
def test_a_scan_is_read_again_from_its_layer_without_the_engine(
    read: Document, file: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognising, "available", lambda: False)
    assert read_bytes(file, "scan.pdf", layer=read.layer) == read


@pytest.mark.parametrize(("form", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("TIFF", "a.tif")])
def test_pictures_are_pages(form: str, name: str) -> None:
    layer = made_layer([("人口907万人。", (50.0, 50.0, 200.0, 64.0))])
    found = read_bytes(as_bytes(Image.new("RGB", (200, 300), "white"), form), name, layer=layer)
    assert (found.text, found.media_type.split("/")[0]) == ("人口907万人。", "image")


@pytest.mark.parametrize("name", ["a.png", "a.pdf"])
def test_without_the_extra_it_says_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognising, "available", lambda: False)
    blank = Image.new("L", (200, 300), 200)
    data = as_bytes(blank) if name.endswith("png") else scanned_pdf(blank)
    with pytest.raises(LuoshiError) as caught:
        read_bytes(data, name)
    assert caught.value.problem.code == "ocr-missing"
    assert "luoshi[ocr]" in caught.value.problem.words("zh")


def test_a_picture_that_expands_without_measure_is_refused() -> None:
    bomb = as_bytes(Image.new("1", (20_000, 20_000)))
    with pytest.raises(LuoshiError) as caught:
        read_bytes(bomb, "a.png")
    assert caught.value.problem.code in ("file-unreadable", "ocr-missing")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0" + bytes(40), b"II*\x00" + bytes(9)]
)
@needs_engine
def test_a_broken_picture_is_refused(data: bytes) -> None:
    with pytest.raises(LuoshiError) as caught:
        read_bytes(data, "a.png")
    assert caught.value.problem.code == "file-unreadable"


def made_layer(lines: list[tuple[str, tuple[float, float, float, float]]], angle: float = 0.0) -> Layer:
    page = {
        "number": 1,
        "width": 595.0,
        "height": 842.0,
        "angle": angle,
        "lines": [{"text": text, "box": list(box), "score": 0.99} for text, box in lines],
        "edges": [],
    }
    return Layer(media_type=MEDIA_TYPE, body=json.dumps({"pages": [page]}).encode(), made_by={})


def line(text: str, left: float, top: float) -> RecognisedLine:
    return RecognisedLine(text, (left, top, left + 12 * len(text), top + 12), 0.99)


def test_columns_are_read_one_after_the_other_below_their_title() -> None:
    left = [line(f"左栏第{n}行的一些文字内容", 40, 100 + 20 * n) for n in range(6)]
    right = [line(f"右栏第{n}行的一些文字内容", 320, 101 + 20 * n) for n in range(6)]
    title = line("横跨两栏的一个标题用来说明全文内容和它的来历以及背景情况", 60, 40)
    mixed = sorted([*left, *right, title], key=lambda one: one.box[1])
    assert in_reading_order(mixed, 595) == [title, *left, *right]


def test_figures_beside_their_names_are_no_columns() -> None:
    names = [line(f"指标名称{n}", 60, 100 + 20 * n) for n in range(6)]
    values = [line(f"{n}00.5", 320, 100 + 20 * n) for n in range(6)]
    expected = [one for pair in zip(names, values, strict=True) for one in pair]
    assert in_reading_order([*names, *values], 595) == expected


def test_a_page_that_is_turned_says_by_how_much() -> None:
    found = read_bytes(
        as_bytes(Image.new("L", (200, 300))), "a.png", layer=made_layer([("正文。", (50, 50, 90, 62))], 1.5)
    )
    assert found.locations[0]["angle"] == 1.5


def test_words_that_are_doubtful_to_the_engine_stay_out(monkeypatch: pytest.MonkeyPatch) -> None:
    found = SimpleNamespace(
        boxes=[[(10, 10), (90, 10), (90, 30), (10, 30)], [(10, 40), (90, 40), (90, 60), (10, 60)]],
        txts=("清楚的字", "模糊"),
        scores=(0.98, 0.3),
    )
    monkeypatch.setattr(recognising, "available", lambda: True)
    monkeypatch.setattr(recognising, "_made_by", dict)
    monkeypatch.setattr(recognising, "_engine", lambda: lambda pixels: found)
    assert read_bytes(as_bytes(Image.new("L", (300, 200), 255)), "a.png").text == "清楚的字"


def test_ink_of_a_table_is_found_as_lines() -> None:
    pytest.importorskip("cv2")
    import numpy

    picture = Image.new("L", (1200, 800), 255)
    pen = ImageDraw.Draw(picture)
    for y in (100, 300, 500):
        pen.line((100, y, 1100, y), fill=0, width=3)
    for x in (100, 600, 1100):
        pen.line((x, 100, x, 500), fill=0, width=3)
    edges = recognising._edges(recognising.Picture(1, numpy.asarray(picture), 2.0), 0.0)
    flat = sorted(round(edge[1]) for edge in edges if edge[1] == edge[3])
    assert [round(y / 10) for y in flat] == [5, 15, 25]

"""A PDF is shown page by page as it is printed, with its statements marked where they stand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html
from PIL import Image, ImageDraw

from luoshi.documents import recognising
from luoshi.documents.model import Layer
from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.documents.makers import page_break, paragraphs, pdf_bytes

FIRST = "2024年，沈阳市高新技术企业达到2560家。"
SECOND = "2024年，沈阳市地区生产总值增长5.2%。"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("printed")
    (folder / "in").mkdir()
    (folder / "in" / "report.pdf").write_bytes(
        pdf_bytes([*paragraphs(FIRST), page_break(), *paragraphs(SECOND)])
    )
    (folder / "in" / "plain.txt").write_text(FIRST, encoding="utf-8")
    with Ledger.open(folder / "a.db", create=True) as ledger:
        assert build(ledger, folder / "in").complete
    with TestClient(create_app(folder / "a.db"), headers={"accept-language": "en"}) as made:
        yield made


def test_the_reader_leads_to_the_pages_and_each_figure_to_its_own(client: TestClient) -> None:
    tree = html.fromstring(client.get("/documents/report").text)
    assert tree.xpath("//a[starts-with(@href, '/documents/report/pages/1')]")
    second = [a for a in tree.xpath("//a") if "pages/2" in a.get("href", "")]
    assert len(second) == 1
    assert re.search(r"words=\d+-\d+#words$", second[0].get("href"))


def test_a_page_marks_what_was_read_on_it(client: TestClient) -> None:
    tree = html.fromstring(client.get("/documents/report").text)
    (address,) = {a.get("href") for a in tree.xpath("//a") if "pages/2" in a.get("href", "")}
    page = html.fromstring(client.get(address).text)
    (wanted,) = page.xpath("//*[local-name()='rect'][contains(@class, 'wanted')]")
    left, top, width, height = (float(wanted.get(name)) for name in ("x", "y", "width", "height"))
    picture = client.get("/documents/report/pages/2/picture")
    assert picture.headers["content-type"] == "image/png"
    drawn = Image.open(io.BytesIO(picture.content)).convert("L")
    scale = drawn.width / float(page.xpath("//*[local-name()='image']")[0].get("width"))
    box = tuple(round(scale * edge) for edge in (left, top, left + width, top + height))
    assert min(drawn.crop(box).getdata()) < 100, "there is ink where the mark is"
    blank = (0, box[3] + 60, drawn.width, box[3] + 120)
    assert min(drawn.crop(blank).getdata()) > 200


def test_a_document_without_pages_has_none_to_show(client: TestClient) -> None:
    assert "/pages/" not in client.get("/documents/plain").text
    assert client.get("/documents/plain/pages/1").status_code == 404
    assert client.get("/documents/plain/pages/1/picture").status_code == 404


@pytest.mark.parametrize("number", ["0", "3", "-1", "99999999999"])
def test_a_page_that_is_not_there_is_not_found(client: TestClient, number: str) -> None:
    assert client.get(f"/documents/report/pages/{number}").status_code == 404


def test_marks_of_a_turned_scan_are_turned_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (595, 842), 255)
    ImageDraw.Draw(picture).rectangle((100, 100, 300, 114), fill=0)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "scan.png").write_bytes(stream.getvalue())
    page = (
        '{"pages":[{"number":1,"width":595,"height":842,"angle":1.5,"edges":[],"lines":'
        f'[{{"text":"{FIRST}","box":[100,100,300,114],"score":0.99}}]}}]}}'
    )
    layer = Layer(media_type=recognising.MEDIA_TYPE, body=page.encode(), made_by={"program": "x"})
    monkeypatch.setattr("luoshi.documents.readers.recognised.recognise", lambda pictures, place: layer)
    with Ledger.open(tmp_path / "a.db", create=True) as ledger:
        assert build(ledger, tmp_path / "in").complete
    with TestClient(create_app(tmp_path / "a.db")) as client:
        shown = client.get("/documents/scan/pages/1").text
    assert 'transform="rotate(1.5 297.5 421.0)"' in shown
    assert 'class="mark"' in shown

"""Zips of XML: entities, bombs and foreign paths are refused by name."""

import io
import zipfile

import pytest

from luoshi.documents import read_bytes
from luoshi.documents.readers import excel
from luoshi.errors import LuoshiError
from tests.documents.makers import ofd_bytes, ofd_words, sheet_of, simple_docx, zip_bytes
from tests.documents.test_any_input import outcome

FILES = {
    "a.docx": (simple_docx("人口907万人。"), "word/document.xml"),
    "a.xlsx": (sheet_of([["指标", "值"], ["人口", 907]]), "xl/worksheets/sheet1.xml"),
    "a.ofd": (ofd_bytes(ofd_words("人口907万人。", 20, 20)), "Doc_0/Document.xml"),
}
LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def changed(data: bytes, part: str, declaration: str, codec: str = "utf-8") -> bytes:
    """Return a package with a declaration put before the root of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    body = files[part].decode()
    start = body.index("?>") + 2 if body.startswith("<?xml") else 0
    files[part] = (f'<?xml version="1.0" encoding="{codec}"?>' + declaration + body[start:]).encode(codec)
    return zip_bytes(files)


def refusal(data: bytes, name: str, limit_mb: float = 100) -> str:
    with pytest.raises(LuoshiError) as caught:
        read_bytes(data, name, limit_mb=limit_mb)
    return caught.value.problem.code


@pytest.mark.parametrize("declaration", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", FILES)
def test_a_part_that_declares_entities_is_refused(name: str, codec: str, declaration: str) -> None:
    data, part = FILES[name]
    assert refusal(changed(data, part, declaration, codec), name) == "xml-declares"


@pytest.mark.parametrize("name", FILES)
def test_a_package_that_expands_without_measure_is_refused(name: str) -> None:
    data, part = FILES[name]
    bomb = changed(data, part, "<!--" + "x" * (12 << 20) + "-->")
    assert len(bomb) < 1 << 20
    assert refusal(bomb, name, limit_mb=1) == "file-too-large"


DEEP = [
    ("a.docx", "word/document.xml", "w:sdt", "<w:sectPr"),
    ("a.docx", "word/document.xml", "w:p", "<w:sectPr"),
    ("a.xlsx", "xl/worksheets/sheet1.xml", "row", "</sheetData>"),
    ("a.xlsx", "xl/workbook.xml", "x", "</workbook>"),
    ("a.ofd", "Doc_0/Pages/Page_0/Content.xml", "ofd:PageBlock", "</ofd:Layer"),
    ("a.ofd", "Doc_0/Document.xml", "ofd:Pages", "</ofd:Document"),
]


@pytest.mark.parametrize(("name", "part", "tag", "before"), DEEP)
def test_xml_nested_without_end_is_refused_or_does_no_harm(
    name: str, part: str, tag: str, before: str
) -> None:
    with zipfile.ZipFile(io.BytesIO(FILES[name][0])) as package:
        files = {one: package.read(one) for one in package.namelist()}
    body = files[part].decode()
    at = body.index(before)
    files[part] = f"{body[:at]}{f'<{tag}>' * 100_000}{f'</{tag}>' * 100_000}{body[at:]}".encode()
    assert outcome(zip_bytes(files), name) in (None, "file-unreadable")


@pytest.mark.parametrize("path", ["../../etc/passwd", "/../../etc/passwd", "C:\\secret.xml"])
def test_a_page_outside_the_package_is_not_looked_for(path: str) -> None:
    data, _ = FILES["a.ofd"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["Doc_0/Document.xml"] = files["Doc_0/Document.xml"].replace(
        b"Pages/Page_0/Content.xml", path.encode()
    )
    assert refusal(zip_bytes(files), "a.ofd") == "file-unreadable"


def test_a_sheet_that_claims_rows_without_end_is_refused() -> None:
    data, part = FILES["a.xlsx"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files[part] = files[part].replace(b'r="2"', b'r="99999999999"').replace(b'"A2"', b'"A99999999999"')
    assert refusal(zip_bytes(files), "a.xlsx") in ("cells-too-many", "file-unreadable")


def test_a_sheet_that_is_wide_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_CELLS", 20_000)
    rows = [[None] * 16_000 + ["x"] for _ in range(2)]
    assert refusal(sheet_of(rows), "a.xlsx") == "cells-too-many"


def test_an_ofd_of_pages_without_end_is_refused() -> None:
    assert refusal(ofd_bytes(*[""] * 10_000), "a.ofd") == "pages-too-many"

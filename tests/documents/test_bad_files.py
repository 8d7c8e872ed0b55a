"""What cannot be read is refused with a code of the catalogue, in both languages."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from luoshi.documents import read, read_bytes, read_text
from luoshi.errors import LuoshiError
from tests.documents.makers import paragraphs, pdf_bytes, simple_docx

TEXT = "沈阳市地区生产总值增长5.5%，一般公共预算收入增长6%。"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE = b"<!DOCTYPE html><p>" + TEXT.encode()
DOCX = simple_docx(*[TEXT] * 30)
PDF = pdf_bytes(paragraphs(*[TEXT] * 30))


def encrypted_docx() -> bytes:
    """The container that Word writes for a file with a password ([MS-OFFCRYPTO] 2.3.1)."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(1016)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(472)
    )


def scanned_pdf(pages: int = 2) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    picture = ImageReader(Image.new("L", (200, 300), 200))
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, 500, 800)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "file-empty"),
        (b"", "a.docx", "file-empty"),
        (b"", "a.pdf", "file-empty"),
        (b"  \n\n ", "a.txt", "no-text"),
        (b"\xef\xbb\xbf", "a.md", "no-text"),
        (b"<html><body></body></html>", "a.html", "no-text"),
        (b" ", "a.html", "no-text"),
        (simple_docx(""), "a.docx", "no-text"),
        (scanned_pdf(), "a.pdf", "no-text"),
        (bytes(range(256)) * 20, "a.txt", "file-binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "a.txt", "file-unreadable"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "file-unreadable"),
        (b"a,b", "a.xlsx", "file-unreadable"),
        (OLE + bytes(600), "a.docx", "format-unknown"),
        ("沈陽市地區生產總值增長，預算收入".encode("big5") * 5, "a.txt", "encoding-unknown"),
        ("déjà vu, où êtes-vous? ÆØÅ".encode("latin-1") * 9, "a.txt", "encoding-unknown"),
        (TEXT.encode()[:-1], "a.txt", "file-truncated"),
        (TEXT.encode("utf-16")[:-1], "a.txt", "file-truncated"),
        (DOCX[: len(DOCX) // 2], "a.docx", "file-truncated"),
        (DOCX[:-100], "a.docx", "file-truncated"),
        (PDF[: len(PDF) // 2], "a.pdf", "file-truncated"),
        (PDF[:-30], "a.pdf", "file-truncated"),
        (b"%PDF-1.7\n" + b"x" * 500 + b"\n%%EOF", "a.pdf", "file-unreadable"),
        (b"not a pdf at all", "a.pdf", "file-truncated"),
        (b"PK\x03\x04" + b"x" * 300 + b"PK\x05\x06" + bytes(18), "a.docx", "file-unreadable"),
        (b"hello", "a.docx", "file-unreadable"),
        (encrypted_docx(), "a.docx", "file-encrypted"),
        (pdf_bytes(paragraphs(TEXT), password="secret"), "a.pdf", "file-encrypted"),
    ],
)
def test_it_is_refused_with_its_code(data: bytes, name: str, code: str) -> None:
    with pytest.raises(LuoshiError) as caught:
        read_bytes(data, name)
    problem = caught.value.problem
    assert problem.code == code
    assert problem.place.file == name
    assert all(name in problem.words(language) for language in ("zh", "en"))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-32"])
def test_the_usual_encodings_are_read(codec: str) -> None:
    assert read_bytes(TEXT.encode(codec), "a.txt").text == TEXT


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "utf-8"])
def test_a_page_says_its_own_encoding(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>{TEXT}</p></body></html>'
    assert read_bytes(page.encode(charset), "a.html").text == TEXT


def test_the_mark_of_utf_8_stays_in_the_raw_text_so_that_offsets_hold() -> None:
    document = read_bytes(TEXT.encode("utf-8-sig"), "a.txt")
    assert document.raw == "\ufeff" + TEXT
    assert document.raw_span(0, 3) == (1, 4)


def test_a_file_larger_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT * 30_000, encoding="utf-8")
    with pytest.raises(LuoshiError, match="more than the limit of 1 MB"):
        read(path, limit_mb=1)
    monkeypatch.setenv("LUOSHI_MAX_MB", "0.5")
    with pytest.raises(LuoshiError) as caught:
        read(path)
    assert caught.value.problem.code == "file-too-large"
    monkeypatch.setenv("LUOSHI_MAX_MB", "5")
    assert read(path).name == "a.txt"


def test_a_package_that_unpacks_to_more_than_the_limit_is_refused() -> None:
    with pytest.raises(LuoshiError) as caught:
        read_bytes(DOCX, "a.docx", limit_mb=len(DOCX) / 1024 / 1024)
    assert caught.value.problem.code == "file-too-large"


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(LuoshiError) as missing:
        read(tmp_path / "none.txt")
    with pytest.raises(LuoshiError) as folder:
        read(tmp_path)
    assert (missing.value.problem.code, folder.value.problem.code) == ("file-missing", "file-unreadable")


@pytest.fixture
def nobody() -> Iterator[None]:
    """Act as a user who may not read everything, as root may."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_a_file_that_may_not_be_read(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    path.chmod(0)
    request.getfixturevalue("nobody")
    with pytest.raises(LuoshiError) as caught:
        read(path)
    assert caught.value.problem.code == "file-unreadable"


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(LuoshiError) as caught:
        read_text("", "-")
    assert caught.value.problem.code == "file-empty"


@pytest.mark.parametrize(
    ("data", "kind"), [(DOCX, "openxml"), (PDF, "pdf"), (b"<!DOCTYPE html><p>" + TEXT.encode(), "html")]
)
def test_a_file_without_a_name_is_told_by_its_first_bytes(data: bytes, kind: str) -> None:
    assert kind in read_bytes(data, "-").media_type

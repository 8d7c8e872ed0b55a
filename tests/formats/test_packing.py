import zipfile
from datetime import date
from io import BytesIO

from luoshi.formats.packing import settled


def packed(stamp: str, when: tuple[int, int, int, int, int, int]) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as parts:
        for name, body in (
            ("word/document.xml", "<a/>"),
            ("docProps/core.xml", f'<x><dcterms:modified t="W3">{stamp}</dcterms:modified></x>'),
        ):
            parts.writestr(zipfile.ZipInfo(name, when), body)
    return stream.getvalue()


def test_the_hour_of_writing_leaves_no_trace() -> None:
    morning = packed("2026-05-01T08:00:00Z", (2026, 5, 1, 8, 0, 0))
    evening = packed("2026-05-01T20:00:00Z", (2026, 5, 1, 20, 0, 0))
    assert settled(morning, date(2025, 12, 31)) == settled(evening, date(2025, 12, 31))


def test_the_given_date_is_kept_and_the_rest_is_untouched() -> None:
    with zipfile.ZipFile(BytesIO(settled(packed("x", (2026, 5, 1, 8, 0, 0)), date(2025, 12, 31)))) as parts:
        assert b">2025-12-31T00:00:00Z<" in parts.read("docProps/core.xml")
        assert parts.read("word/document.xml") == b"<a/>"

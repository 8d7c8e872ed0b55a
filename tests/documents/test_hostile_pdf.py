"""PDF files made to keep a reader busy: loops, pages without end, pages without measure."""

from __future__ import annotations

import time

import pytest

from luoshi.documents import read_bytes
from luoshi.errors import LuoshiError

CATALOGUE = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
PAGE = b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>endobj\n"
EMPTY = b"4 0 obj<</Length 0>>stream\n\nendstream endobj\n"


def pdf(*objects: bytes) -> bytes:
    return b"%PDF-1.4\n" + b"".join(objects) + b"trailer<</Root 1 0 R>>\n%%EOF"


def kids(*numbers: int, count: int) -> bytes:
    listed = b" ".join(b"%d 0 R" % number for number in numbers)
    return b"2 0 obj<</Type/Pages/Count %d/Kids[%s]>>endobj\n" % (count, listed)


FORM = (
    b"5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>"
    b"/Length 4>>stream\n/F Do\nendstream endobj\n"
)
LOOPING_PAGE = (
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<</XObject<</F 5 0 R>>>>"
    b"/Contents 6 0 R>>endobj\n6 0 obj<</Length 4>>stream\n/F Do\nendstream endobj\n"
)
HOSTILE = {
    "a page tree that holds itself": pdf(CATALOGUE, kids(2, count=1), EMPTY),
    "a page tree that comes back": pdf(
        CATALOGUE, kids(7, count=1), b"7 0 obj<</Type/Pages/Count 1/Parent 2 0 R/Kids[2 0 R]>>endobj\n", EMPTY
    ),
    "a page that is its own parent": pdf(
        CATALOGUE, kids(3, count=1), PAGE.replace(b"2 0 R", b"3 0 R"), EMPTY
    ),
    "a form that draws itself": pdf(CATALOGUE, kids(3, count=1), LOOPING_PAGE, FORM),
    "an object that is itself": pdf(b"1 0 obj 1 0 R endobj\n"),
    "pages claimed and not there": pdf(CATALOGUE, kids(3, count=2_000_000_000), PAGE, EMPTY),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_time(name: str) -> None:
    started = time.process_time()
    with pytest.raises(LuoshiError) as caught:
        read_bytes(HOSTILE[name], "a.pdf")
    assert time.process_time() - started < 10
    assert caught.value.problem.place.file == "a.pdf"


def test_ten_thousand_pages_are_refused_with_their_number() -> None:
    with pytest.raises(LuoshiError) as caught:
        read_bytes(pdf(CATALOGUE, kids(*[3] * 10_000, count=10_000), PAGE, EMPTY), "a.pdf")
    assert caught.value.problem.code == "pages-too-many"
    assert "10000" in caught.value.problem.words("zh")

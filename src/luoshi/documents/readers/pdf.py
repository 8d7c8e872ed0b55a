"""PDF with text: lines with their places on the page, ruled tables, running headers and footers left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium

from luoshi.documents.draft import Draft
from luoshi.documents.model import Layer
from luoshi.documents.readers.pdf_page import PDFIUM, Page, read_page
from luoshi.documents.readers.pdf_tables import find_grids
from luoshi.documents.readers.printed import write_pages
from luoshi.errors import LuoshiError, Place

_END_MARK = b"%%EOF"
_TAIL = 2048
_PASSWORD_ERROR = 4
_SCAN_LETTERS = 10
MOST_PAGES = 5_000


def read(data: bytes, name: str, media_type: str, layer: Layer | None = None) -> Draft:
    """Return the draft of a PDF; pages that are pictures are recognised where that is possible.

    Args:
        data: The file.
        name: Its name, for errors.
        media_type: Passed on.
        layer: What was recognised on its pages before.

    Raises:
        LuoshiError: ``file-encrypted``, ``file-truncated``, ``file-unreadable``, ``pages-too-many``,
            ``ocr-missing``, ``ocr-failed`` or ``no-text``.
    """
    place = Place(file=name)
    with PDFIUM:
        pages, layer = _pages(data, layer, place)
    return _draft(data, pages, layer, media_type, place)


def _pages(data: bytes, layer: Layer | None, place: Place) -> tuple[list[Page], Layer | None]:
    document = _open(data, place)
    try:
        if len(document) > MOST_PAGES:
            raise LuoshiError("pages-too-many", place, count=len(document), limit=MOST_PAGES)
        pages = [read_page(document, index) for index in range(len(document))]
        return pages, layer or _recognised(document, pages, place)
    except pdfium.PdfiumError:
        raise LuoshiError("file-unreadable", place, reason="pdf") from None
    finally:
        document.close()


def _draft(data: bytes, pages: Sequence[Page], layer: Layer | None, media_type: str, place: Place) -> Draft:
    by_number = {page.number: page for page in pages}
    found: Sequence[Any] = ()
    if layer is not None:
        from luoshi.documents.recognising import recognised_pages

        found = tuple(recognised_pages(layer))
        by_number = {n: page for n, page in by_number.items() if n not in {one.number for one in found}}
    if not any(page.chars for page in by_number.values()) and not any(one.lines for one in found):
        raise LuoshiError("no-text", place)
    ruled = find_grids(data, [page.number - 1 for page in by_number.values() if page.ruled])
    grids = {index + 1: cells for index, cells in ruled.items()}
    if layer is None:
        return write_pages(pages, grids, media_type)
    from luoshi.documents.readers.recognised import draft_of

    return draft_of(by_number, found, grids, media_type, layer)


def _recognised(document: Any, pages: Sequence[Page], place: Place) -> Layer | None:
    """Return what is recognised on the pages that are pictures, ``None`` where there are none to speak of."""
    from luoshi.documents import recognising

    scanned = _scanned(pages)
    if not scanned:
        return None
    if not recognising.available():
        if _mostly_pictures(pages):
            raise LuoshiError("ocr-missing", place)
        return None
    from luoshi.documents.readers.recognised import MOST_SCANNED, rendered

    if len(scanned) > MOST_SCANNED:
        raise LuoshiError("pages-too-many", place, count=len(scanned), limit=MOST_SCANNED)
    return recognising.recognise(rendered(document, scanned), place)


def _scanned(pages: Sequence[Page]) -> list[int]:
    """Return the numbers of the pages whose words have to be recognised."""
    if _unnamed(pages):
        return [page.number for page in pages]
    return [page.number for page in pages if page.pictured and _letters(page) < _SCAN_LETTERS]


def _letters(page: Page) -> int:
    return sum(1 for char in page.chars if char.text.isalnum())


def _unnamed(pages: Sequence[Page]) -> bool:
    """Whether the file has characters without saying which."""
    unmapped = sum(page.unmapped for page in pages)
    return unmapped > sum(_letters(page) for page in pages)


def _open(data: bytes, place: Place) -> Any:
    truncated = _END_MARK not in data[-_TAIL:]
    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise LuoshiError("file-encrypted", place) from None
        if truncated:
            raise LuoshiError("file-truncated", place) from None
        raise LuoshiError("file-unreadable", place, reason="pdf") from None
    if truncated or not count:
        document.close()
        raise LuoshiError("file-truncated", place)
    return document


def _mostly_pictures(pages: Sequence[Page]) -> bool:
    """Whether the pages are scans: no characters that mean anything, or a few beside pictures."""
    letters = sum(map(_letters, pages))
    if not letters or _unnamed(pages):
        return True
    if letters >= _SCAN_LETTERS * len(pages):
        return False
    return sum(page.pictured for page in pages) * 2 >= len(pages)

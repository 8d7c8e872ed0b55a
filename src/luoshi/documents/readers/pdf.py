"""PDF with text: lines with their places on the page, ruled tables, running headers and footers left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pypdfium2 as pdfium

from luoshi.documents.draft import Draft
from luoshi.documents.readers.pdf_page import Page, read_page
from luoshi.documents.readers.pdf_tables import find_grids
from luoshi.documents.readers.printed import write_pages
from luoshi.errors import LuoshiError, Place

_END_MARK = b"%%EOF"
_TAIL = 2048
_PASSWORD_ERROR = 4
_SCAN_LETTERS = 10


def read(data: bytes, name: str, media_type: str) -> Draft:
    """Return the draft of a PDF.

    Raises:
        LuoshiError: ``file-encrypted``, ``file-truncated``, ``file-unreadable`` or ``no-text``.
    """
    place = Place(file=name)
    document = _open(data, place)
    try:
        pages = [read_page(document, index) for index in range(len(document))]
    except pdfium.PdfiumError:
        raise LuoshiError("file-unreadable", place, reason="pdf") from None
    finally:
        document.close()
    if _mostly_pictures(pages):
        raise LuoshiError("no-text", place)
    grids = find_grids(data, [page.number - 1 for page in pages if page.ruled])
    return write_pages(pages, {index + 1: cells for index, cells in grids.items()}, media_type)


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
    letters = sum(1 for page in pages for char in page.chars if char.text.isalnum())
    unmapped = sum(page.unmapped for page in pages)
    if not letters or unmapped > letters:
        return True
    if letters >= _SCAN_LETTERS * len(pages):
        return False
    return sum(page.pictured for page in pages) * 2 >= len(pages)

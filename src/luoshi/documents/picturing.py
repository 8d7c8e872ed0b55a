"""A page of a PDF, a scan or a picture as a picture, to be shown with words marked on it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from luoshi.documents.kinds import PDF, PICTURES, media_type_of
from luoshi.errors import LuoshiError, Place

LONGEST_SHOWN = 2_000
"""Pixels of the longer side of a page that is shown."""
SHOWN_DPI = 110
_A4_WIDTH = 595.0
_MOST_PIXELS = 200_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A page as a PNG; width and height are points, as in a locator."""

    png: bytes
    width: float
    height: float


def has_pages(media_type: str) -> bool:
    """Return whether files of a kind have pages that can be shown."""
    return media_type == PDF or media_type in PICTURES


def page_picture(data: bytes, name: str, number: int) -> Printed:
    """Return a page of a file.

    Args:
        data: The file.
        name: Its name, for errors.
        number: Of the page, from 1.

    Raises:
        LuoshiError: ``not-found`` without such a page, ``file-unreadable``.
    """
    media_type = media_type_of(data, name)
    try:
        if media_type == PDF:
            return _of_pdf(data, number)
        if media_type in PICTURES:
            return _of_picture(data, number)
    except LuoshiError:
        raise
    except Exception as error:  # PDFium and Pillow raise whatever a broken page leads them to
        raise LuoshiError("file-unreadable", Place(file=name), reason=type(error).__name__) from None
    raise LuoshiError("not-found", what=f"{name} {number}")


def _of_pdf(data: bytes, number: int) -> Printed:
    import pypdfium2

    from luoshi.documents.readers.pdf_page import PDFIUM
    from luoshi.documents.readers.recognised import scale_for

    with PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            if not 1 <= number <= len(document):
                raise LuoshiError("not-found", what=str(number))
            page = document[number - 1]
            width, height = page.get_size()
            picture = page.render(scale=scale_for(width, height, SHOWN_DPI, LONGEST_SHOWN)).to_pil()
            page.close()
        finally:
            document.close()
    return Printed(png=_png(picture), width=width, height=height)


def _of_picture(data: bytes, number: int) -> Printed:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as file:
        if number < 1 or file.width * file.height > _MOST_PIXELS:
            raise LuoshiError("not-found", what=str(number))
        try:
            file.seek(number - 1)
        except EOFError:
            raise LuoshiError("not-found", what=str(number)) from None
        picture = ImageOps.exif_transpose(file).convert("RGB")
    height = _A4_WIDTH * picture.height / picture.width
    picture.thumbnail((LONGEST_SHOWN, LONGEST_SHOWN))
    return Printed(png=_png(picture), width=_A4_WIDTH, height=height)


def _png(picture: Any) -> bytes:
    stream = io.BytesIO()
    picture.convert("P", palette=1, colors=64).save(stream, "PNG")
    return stream.getvalue()

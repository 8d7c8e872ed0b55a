"""Recognised pages: lines in reading order, columns kept apart, rows of tables rebuilt from boxes."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from luoshi.documents.draft import Draft
from luoshi.documents.model import Layer
from luoshi.documents.readers.pdf_page import Box, Char, Page
from luoshi.documents.readers.pdf_tables import contains
from luoshi.documents.readers.printed import write_pages
from luoshi.documents.readers.ruling import cells_between
from luoshi.documents.readers.zones import FEWEST_LINES, columns_of, is_text
from luoshi.documents.recognising import (
    Picture,
    RecognisedLine,
    RecognisedPage,
    recognise,
    recognised_pages,
)
from luoshi.errors import LuoshiError, Place

MOST_SCANNED = 500
"""Pages of one file that are recognised; each takes seconds."""
DPI = 200
LONGEST_SIDE = 3_000
"""Pixels of a page that is recognised; a larger picture is made smaller."""

_MOST_PIXELS = 200_000_000
_A4_WIDTH = 595.0
_NARROW = 0.55
"""Width of a half-width character, of a full-width one."""
_COLUMN_GAP = 1.2


def read_picture(data: bytes, name: str, media_type: str, layer: Layer | None) -> Draft:
    """Return the draft of a picture of one page or, in a TIFF, of several.

    Raises:
        LuoshiError: ``file-unreadable``, ``pages-too-many``, ``ocr-missing``, ``ocr-failed`` or ``no-text``.
    """
    place = Place(file=name)
    layer = layer or recognise(_pictures(data, place), place)
    pages = list(recognised_pages(layer))
    if not any(page.lines for page in pages):
        raise LuoshiError("no-text", place)
    return draft_of({}, pages, {}, media_type, layer)


def draft_of(
    printed: dict[int, Page],
    recognised: Sequence[RecognisedPage],
    grids: dict[int, list[list[Box]]],
    media_type: str,
    layer: Layer,
) -> Draft:
    """Return the draft of pages that are printed in part and recognised in part, by their numbers."""
    pages, grids = dict(printed), dict(grids)
    for one in recognised:
        grids[one.number] = cells_between(one.edges)
        pages[one.number] = page_of(one, grids[one.number])
    draft = write_pages([pages[number] for number in sorted(pages)], grids, media_type)
    angles = {one.number: one.angle for one in recognised if one.angle}
    for location in draft.locations:
        if location["page"] in angles:
            location["angle"] = angles[location["page"]]
    from dataclasses import replace

    return replace(draft, layer=layer)


def page_of(one: RecognisedPage, grid: Sequence[Sequence[Box]]) -> Page:
    """Return a recognised page as the writer of printed pages wants it."""
    tables = [_around(cells) for cells in grid]
    inside = [line for line in one.lines if any(contains(box, line.box) for box in tables)]
    outside = [line for line in one.lines if line not in set(inside)]
    ordered = [
        *in_reading_order(outside, one.width),
        *sorted(inside, key=lambda line: (line.box[1], line.box[0])),
    ]
    chars = tuple(char for line in ordered for char in _chars(line))
    return Page(one.number, one.width, one.height, chars, 0, bool(grid), True)


def in_reading_order(lines: Sequence[RecognisedLine], width: float) -> list[RecognisedLine]:
    """Return lines column by column where the page is set in columns, else row by row.

    A cut of the page along the widest blank, again and again (recursive X-Y cut, Nagy and Seth 1984); a blank
    from top to bottom parts columns only if what stands on both sides is running text.
    """
    if len(lines) < 2 * FEWEST_LINES:
        return _by_rows(lines)
    if zones := columns_of([line.box for line in lines], [len(line.text) for line in lines], width):
        return _around_columns(lines, zones, width)
    height = _height(lines)
    parted = _columns(lines, width, height)
    if parted is None:
        parted = _bands(lines)
    if parted is None:
        return _by_rows(lines)
    return [line for part in parted for line in in_reading_order(part, width)]


def _around_columns(
    lines: Sequence[RecognisedLine], zones: Sequence[Sequence[int]], width: float
) -> list[RecognisedLine]:
    """Return what stands above the columns, the columns one after the other, and what stands below them."""
    inside = {i for zone in zones for i in zone}
    top = min(lines[i].box[1] for i in inside)
    others = [line for i, line in enumerate(lines) if i not in inside]
    above = [line for line in others if line.box[1] < top]
    below = [line for line in others if line.box[1] >= top]
    columns = [line for zone in zones for line in _by_rows([lines[i] for i in zone])]
    return [*in_reading_order(above, width), *columns, *in_reading_order(below, width)]


Parted = tuple[list[RecognisedLine], list[RecognisedLine]]


def _columns(lines: Sequence[RecognisedLine], width: float, height: float) -> Parted | None:
    ordered = sorted(lines, key=lambda line: line.box[0])
    reach, best = ordered[0].box[2], (0.0, 0)
    for i, line in enumerate(ordered[1:], 1):
        best = max(best, (line.box[0] - reach, i))
        reach = max(reach, line.box[2])
    gap, at = best
    sides = (ordered[:at], ordered[at:])
    texts = all(is_text([one.box for one in side], [len(one.text) for one in side], width) for side in sides)
    return sides if gap >= _COLUMN_GAP * height and texts else None


def _bands(lines: Sequence[RecognisedLine]) -> Parted | None:
    ordered = sorted(lines, key=lambda line: line.box[1])
    reach, best = ordered[0].box[3], (0.0, 0)
    for i, line in enumerate(ordered[1:], 1):
        best = max(best, (line.box[1] - reach, i))
        reach = max(reach, line.box[3])
    return (ordered[: best[1]], ordered[best[1] :]) if best[0] > 0 else None


def _by_rows(lines: Sequence[RecognisedLine]) -> list[RecognisedLine]:
    """Return lines from top to bottom, those that stand side by side from left to right."""
    rows: list[list[RecognisedLine]] = []
    for line in sorted(lines, key=lambda line: (line.box[1] + line.box[3]) / 2):
        middle = (line.box[1] + line.box[3]) / 2
        if rows and middle < rows[-1][0].box[3] - 0.25 * (rows[-1][0].box[3] - rows[-1][0].box[1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: line.box[0])]


def _height(lines: Sequence[RecognisedLine]) -> float:
    heights = sorted(line.box[3] - line.box[1] for line in lines)
    return heights[len(heights) // 2]


def _around(boxes: Sequence[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _chars(line: RecognisedLine) -> Iterator[Char]:
    """Yield the characters of a line, its box shared out among them."""
    left, top, right, bottom = line.box
    weights = [_NARROW if char.isascii() else 1.0 for char in line.text]
    unit = (right - left) / (sum(weights) or 1.0)
    at = left
    for char, weight in zip(line.text, weights, strict=True):
        yield Char(char if char >= " " else " ", (at, top, at + weight * unit, bottom))
        at += weight * unit
    yield Char("\n", (right, top, right, bottom))


def rendered(document: Any, numbers: Iterable[int]) -> Iterator[Picture]:
    """Yield pages of an opened PDF as pictures."""
    for number in numbers:
        page = document[number - 1]
        try:
            scale = scale_for(*page.get_size())
            bitmap = page.render(scale=scale, grayscale=False, rev_byteorder=True)
            yield Picture(number, bitmap.to_numpy()[:, :, :3].copy(), scale)
            bitmap.close()
        finally:
            page.close()


def scale_for(width: float, height: float, dpi: float = DPI, longest: float = LONGEST_SIDE) -> float:
    """Return how many pixels a point is drawn with, so that no side is longer than allowed."""
    return min(dpi / 72, longest / max(width, height, 1.0))


def _pictures(data: bytes, place: Place) -> Iterator[Picture]:
    from PIL import Image, ImageOps, ImageSequence

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as file:
                for number, frame in enumerate(ImageSequence.Iterator(file), 1):
                    if number > MOST_SCANNED:
                        raise LuoshiError("pages-too-many", place, count=number, limit=MOST_SCANNED)
                    if frame.width * frame.height > _MOST_PIXELS:
                        raise LuoshiError("file-unreadable", place, reason="picture: pixels")
                    yield _picture(number, ImageOps.exif_transpose(frame).convert("RGB"))
    except LuoshiError:
        raise
    except Exception as error:  # Pillow raises whatever a broken picture leads it to
        raise LuoshiError("file-unreadable", place, reason=f"picture: {type(error).__name__}") from None


def _picture(number: int, picture: Any) -> Picture:
    import numpy

    longest = max(picture.size)
    if longest > LONGEST_SIDE:
        ratio = LONGEST_SIDE / longest
        picture = picture.resize((math.ceil(picture.width * ratio), math.ceil(picture.height * ratio)))
    return Picture(number, numpy.asarray(picture), picture.width / _A4_WIDTH)

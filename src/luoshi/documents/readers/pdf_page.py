"""What stands on a page of a PDF: characters with their boxes, gathered into printed lines.

Coordinates are points from the upper left corner of the page as displayed.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

PDFIUM = threading.RLock()
"""PDFium serves one thread at a time."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_FEWEST_PATHS = 4
_SAME_LINE = 0.5
_OTHER_LINE = 0.7
_HYPHENS = {0x02: "-", 0xAD: ""}
_UNMAPPED = frozenset((0, 0xFFFE, 0xFFFF, 0xFFFD))


@dataclass(frozen=True, slots=True)
class Char:
    """A printed character."""

    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A printed line; ``chars`` includes the spaces that the gaps stand for."""

    chars: tuple[Char, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(char.text for char in self.chars)

    @property
    def size(self) -> float:
        """Height of its characters in points."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        chars: In the order of the file.
        unmapped: How many characters the file does not name.
        ruled: Whether enough is drawn on it to make a table.
        pictured: Whether a picture is on it.
    """

    number: int
    width: float
    height: float
    chars: tuple[Char, ...]
    unmapped: int
    ruled: bool
    pictured: bool


def read_page(document: Any, index: int) -> Page:
    """Return the characters of a page; line ends come as line feeds."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        width, height = page.get_size()
        place = _placer(page)
        chars, unmapped = _chars(text_page, place)
        ruled = _has(page, pdfium.FPDF_PAGEOBJ_PATH, _FEWEST_PATHS)
        pictured = _has(page, pdfium.FPDF_PAGEOBJ_IMAGE, 1)
        return Page(index + 1, width, height, tuple(chars), unmapped, ruled, pictured)
    finally:
        text_page.close()
        page.close()


def _has(page: Any, kind: int, count: int) -> bool:
    objects = page.get_objects(filter=[kind], max_depth=3)
    return sum(1 for _ in islice(objects, count)) == count


def _placer(page: Any) -> Callable[[float, float, float, float], Box]:
    """Return how a box of the page's own space is displayed."""
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation()

    def place(x0: float, y0: float, x1: float, y1: float) -> Box:
        if rotation == 90:
            return y0 - bottom, x0 - left, y1 - bottom, x1 - left
        if rotation == 180:
            return right - x1, y0 - bottom, right - x0, y1 - bottom
        if rotation == 270:
            return top - y1, right - x1, top - y0, right - x0
        return x0 - left, top - y1, x1 - left, top - y0

    return place


def _chars(text_page: Any, place: Callable[[float, float, float, float], Box]) -> tuple[list[Char], int]:
    handle = text_page.raw
    rectangle = pdfium.FS_RECTF()
    reference = ctypes.byref(rectangle)
    code_at, box_at = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    chars: list[Char] = []
    unmapped = 0
    box: Box = (0.0, 0.0, 0.0, 0.0)
    for i in range(text_page.count_chars()):
        code = code_at(handle, i)
        if code in _UNMAPPED or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            unmapped += 1
            continue
        if code in (10, 13):
            if code == 10:
                chars.append(Char("\n", box))
            continue
        if box_at(handle, i, reference) and rectangle.right > rectangle.left:
            box = place(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        text = _HYPHENS.get(code, " " if code < 32 else chr(code))
        if text:
            chars.append(Char(text, box))
    return chars, unmapped


def lines_of(chars: Iterable[Char]) -> list[PrintedLine]:
    """Return the printed lines; pieces of one line that the file wrote apart are put together."""
    lines: list[PrintedLine] = []
    run: list[Char] = []
    for char in [*chars, Char("\n", (0, 0, 0, 0))]:
        below = bool(run) and not char.text.isspace() and _is_below(char, run[-1])
        if char.text != "\n" and not below:
            run.append(char)
            continue
        line = _line(run)
        run = [char] if below else []
        if line is None:
            continue
        if lines and _beside(lines[-1], line):
            space = Char(" ", lines[-1].chars[-1].box)
            line = _line([*lines.pop().chars, space, *line.chars])
        if line is not None:
            lines.append(line)
    return lines


def _is_below(char: Char, last: Char) -> bool:
    """Whether a character stands on another line although the file does not say so."""
    middle, last_middle = (char.box[1] + char.box[3]) / 2, (last.box[1] + last.box[3]) / 2
    return abs(middle - last_middle) > _OTHER_LINE * max(char.box[3] - char.box[1], 1.0)


def _line(chars: Sequence[Char]) -> PrintedLine | None:
    """Return the line from left to right: marks set in another font come late in some files."""
    boxes = [char.box for char in chars if not char.text.isspace()]
    if boxes and boxes[-1][2] - boxes[0][0] > boxes[0][3] - boxes[0][1]:
        chars = sorted(chars, key=lambda char: char.box[0])
    inked = [i for i, char in enumerate(chars) if not char.text.isspace()]
    if not inked:
        return None
    kept = tuple(chars[inked[0] : inked[-1] + 1])
    boxes = [char.box for char in kept]
    return PrintedLine(
        kept,
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _beside(first: PrintedLine, second: PrintedLine) -> bool:
    overlap = min(first.bottom, second.bottom) - max(first.top, second.top)
    lower = min(first.size, second.size)
    return lower > 0 and overlap > _SAME_LINE * lower and second.left >= first.right - 1

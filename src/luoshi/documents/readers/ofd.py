"""OFD, the national format of fixed documents (GB/T 33190-2016): a zip of XML with every word in its place.

Words come in the order of the file with a box for every character; the lines drawn on a page make its tables,
as in a PDF. Lengths are millimetres in the file and points here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from luoshi.documents.draft import Draft
from luoshi.documents.packages import Package
from luoshi.documents.readers.pdf_page import Box, Char, Page
from luoshi.documents.readers.printed import write_pages
from luoshi.documents.readers.ruling import Edge, cells_between
from luoshi.errors import LuoshiError, Place

MOST_PAGES = 5_000
MOST_CHARS = 5_000_000

_MAIN_PART = "OFD.xml"
_ENCRYPTED = "Encryptions.xml"
_POINTS = 72 / 25.4
_ASCENT = 0.88
_CLOSE = 0.6
_THIN = 2.0
"""Millimetres: what is drawn no wider is a line."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_NUMBER = re.compile(r"-?(?:\d{1,9}(?:\.\d*)?|\.\d+)(?:[eE]-?\d)?")
_PATH = re.compile(r"([MLSBQAC])((?:[\s,]*-?[\d.]+(?:[eE]-?\d)?)*)")

Numbers = tuple[float, ...]


def read(data: bytes, name: str, media_type: str, *, limit_bytes: float) -> Draft:
    """Return the draft of an OFD file.

    Args:
        data: The file.
        name: Its name, for errors.
        media_type: Passed on.
        limit_bytes: Largest size; its unpacked parts may be ten times as large.

    Raises:
        LuoshiError: ``file-encrypted``, ``file-truncated``, ``file-too-large``, ``file-unreadable``,
            ``xml-declares``, ``pages-too-many`` or ``no-text``.
    """
    place = Place(file=name)
    package = Package(data, place, "ofd", limit_bytes)
    if any(posixpath.basename(one) == _ENCRYPTED for one in package.names):
        raise LuoshiError("file-encrypted", place)
    reader = _Reader(package)
    pages = list(reader.pages())
    if not any(page.chars for page in pages):
        raise LuoshiError("no-text", place)
    return write_pages(pages, reader.grids, media_type)


@dataclass(frozen=True, slots=True)
class _Matrix:
    """How lengths of an object become millimetres of the page."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def place(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


class _Reader:
    """Walks from the main part to the pages."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._left = MOST_CHARS
        self.grids: dict[int, list[list[Box]]] = {}

    def pages(self) -> Iterator[Page]:
        """Yield the pages of all bodies of the file."""
        number = 0
        for root in _texts(self._package.xml(_MAIN_PART), "DocRoot"):
            part = _resolve("", root)
            document = self._package.xml(part)
            templates = {
                one.get("ID", ""): _resolve(part, one.get("BaseLoc", ""))
                for one in _named(document, "TemplatePage")
            }
            own = [one for pages in _named(document, "Pages") for one in _named(pages, "Page")]
            if number + len(own) > MOST_PAGES:
                raise LuoshiError(
                    "pages-too-many", self._package.place, count=number + len(own), limit=MOST_PAGES
                )
            common = next(iter(_texts(document, "PhysicalBox")), "")
            for one in own:
                number += 1
                yield self._page(number, _resolve(part, one.get("BaseLoc", "")), templates, common)

    def _page(self, number: int, part: str, templates: dict[str, str], common: str) -> Page:
        root = self._package.xml(part)
        sheet = _box(next(iter(_texts(root, "PhysicalBox")), common)) or _A4
        layers = [root]
        for used in _named(root, "Template"):
            if template := templates.get(used.get("TemplateID", "")):
                layers.insert(0, self._package.xml(template))
        chars: list[Char] = []
        edges: list[Edge] = []
        for layer in layers:
            for one in _named(layer, "TextObject"):
                chars += self._words(one, sheet)
            edges += [edge for one in _named(layer, "PathObject") for edge in _edges(one, sheet)]
            chars.append(Char("\n", (0.0, 0.0, 0.0, 0.0)))
        self.grids[number] = cells_between(edges)
        width, height = (sheet[2] * _POINTS, sheet[3] * _POINTS)
        return Page(number, width, height, tuple(_broken(chars)), 0, bool(self.grids[number]), False)

    def _words(self, one: Any, sheet: Numbers) -> Iterator[Char]:
        bounds = _box(one.get("Boundary", ""))
        if bounds is None:
            return
        matrix = _matrix(one.get("CTM"))
        size = _first(one.get("Size"), 3.5)
        for code in _named(one, "TextCode"):
            text = code.text or ""
            self._left -= len(text)
            if self._left < 0:
                raise LuoshiError("cells-too-many", self._package.place, limit=MOST_CHARS)
            yield from _printed(text, code, size, matrix, (bounds[0] - sheet[0], bounds[1] - sheet[1]))


def _printed(
    text: str, code: Any, size: float, matrix: _Matrix, origin: tuple[float, float]
) -> Iterator[Char]:
    """Yield the characters of a text with their boxes."""
    x, y = _first(code.get("X"), 0.0), _first(code.get("Y"), 0.0)
    steps = _steps(code.get("DeltaX"), len(text))
    drops = _steps(code.get("DeltaY"), len(text))
    for i, char in enumerate(text):
        width = size * (0.5 if char.isascii() else 1.0)
        corners = [matrix.place(x + dx, y + dy) for dx, dy in ((0.0, -_ASCENT * size), (width, 0.12 * size))]
        (x0, y0), (x1, y1) = corners
        if char >= " ":
            yield Char(char, _in_points((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), origin))
        x += steps[i] if i < len(steps) else (0.0 if drops else width)
        y += drops[i] if i < len(drops) else 0.0


def _in_points(box: Box, origin: tuple[float, float]) -> Box:
    (left, top), (x0, y0, x1, y1) = origin, box
    return _POINTS * (x0 + left), _POINTS * (y0 + top), _POINTS * (x1 + left), _POINTS * (y1 + top)


def _broken(chars: Iterable[Char]) -> Iterator[Char]:
    """Yield characters with a line end wherever the next one does not follow the last."""
    last: Char | None = None
    for char in chars:
        if last is not None and last.text != "\n" and char.text != "\n":
            height = max(char.box[3] - char.box[1], 1.0)
            apart = abs(char.box[3] - last.box[3]) > 0.5 * height
            ahead = char.box[0] - last.box[2]
            if apart or ahead > _CLOSE * height or ahead < -height:
                yield Char("\n", last.box)
        yield char
        last = char


def _edges(one: Any, sheet: Numbers) -> Iterator[Edge]:
    """Yield the straight lines of a drawn path in points; a thin filled box is a line too."""
    bounds = _box(one.get("Boundary", ""))
    if bounds is None or one.get("Visible") == "false":
        return
    matrix = _matrix(one.get("CTM"))
    left, top = bounds[0] - sheet[0], bounds[1] - sheet[1]
    if min(bounds[2], bounds[3]) <= _THIN < max(bounds[2], bounds[3]):
        middle = (left + bounds[2] / 2, top + bounds[3] / 2)
        flat = bounds[2] > bounds[3]
        ends = (
            (left, middle[1], left + bounds[2], middle[1])
            if flat
            else (middle[0], top, middle[0], top + bounds[3])
        )
        yield Edge.of(*(_POINTS * v for v in ends))
        return
    at = start = (0.0, 0.0)
    for letter, words in _PATH.findall(next(iter(_texts(one, "AbbreviatedData")), "")[:200_000]):
        numbers = [float(n) for n in _NUMBER.findall(words)]
        to = start if letter == "C" else matrix.place(*numbers[-2:]) if len(numbers) >= 2 else at
        if letter in "MS":
            start = to
        elif letter in "LC" and _straight(at, to):
            yield Edge.of(*(_POINTS * v for v in (at[0] + left, at[1] + top, to[0] + left, to[1] + top)))
        at = to


def _straight(first: tuple[float, float], second: tuple[float, float]) -> bool:
    across, down = abs(first[0] - second[0]), abs(first[1] - second[1])
    return min(across, down) < 0.2 and max(across, down) > 1.0


def _named(root: Any, name: str) -> list[Any]:
    """Return the elements of a name, whatever their namespace."""
    return [one for one in root.iter(f"{{*}}{name}", name) if one is not root or name == "Page"]


def _texts(root: Any, name: str) -> list[str]:
    return [one.text.strip() for one in _named(root, name) if one.text and one.text.strip()]


def _resolve(base: str, path: str) -> str:
    """Return the name of a part that another one names; it cannot lead out of the package."""
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(base), path)
    return posixpath.normpath("/" + joined).lstrip("/")


def _numbers(text: str | None) -> Numbers:
    return tuple(float(one) for one in _NUMBER.findall((text or "")[:2000]))


def _box(text: str) -> Numbers | None:
    """Return left, top, width and height."""
    numbers = _numbers(text)
    return numbers[:4] if len(numbers) >= 4 else None


def _matrix(text: str | None) -> _Matrix:
    numbers = _numbers(text)
    return _Matrix(*numbers[:6]) if len(numbers) >= 6 else _Matrix()


def _first(text: str | None, default: float) -> float:
    numbers = _numbers(text)
    return numbers[0] if numbers else default


def _steps(text: str | None, most: int) -> list[float]:
    """Return the distances of characters; ``g 3 5.2`` stands for 5.2 three times (7.2.3 of the standard)."""
    steps: list[float] = []
    words = iter((text or "").split())
    for word in words:
        if len(steps) >= most:
            break
        if word == "g":
            count, step = next(words, "0"), next(words, "0")
            times = min(int(count), most) if count.isascii() and count.isdecimal() and len(count) < 9 else 0
            steps += [_first(step, 0.0)] * times
        else:
            steps.append(_first(word, 0.0))
    return steps

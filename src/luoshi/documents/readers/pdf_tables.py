"""Tables of a PDF: where ruled lines make a grid, each character belongs to the cell it is printed in."""

from __future__ import annotations

import io
import logging
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luoshi.documents.readers.pdf_page import Box, Char, PrintedLine, lines_of

_TOLERANCE = 3.0


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell: its place in the grid, how far it reaches, and its printed lines."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[PrintedLine, ...]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table on a page."""

    box: Box
    rows: int
    columns: int
    cells: tuple[RuledCell, ...]


def find_grids(data: bytes, pages: Sequence[int]) -> dict[int, list[list[Box]]]:
    """Return, by page index, the cell boxes of every table.

    A page that pdfplumber cannot read yields no table: its text is then read as running text.
    """
    if not pages:
        return {}
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    found: dict[int, list[list[Box]]] = {}
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[index + 1 for index in pages]) as file:
            for index, page in zip(pages, file.pages, strict=True):
                found[index] = [list(table.cells) for table in page.find_tables()]
                page.close()
    except Exception:  # pdfminer raises whatever a broken file leads it to
        logging.getLogger(__name__).warning("tables on ruled pages could not be read; text is kept")
    return found


def build(cells: Sequence[Box], chars: Sequence[Char]) -> RuledTable | None:
    """Return the table that cell boxes make, or ``None`` when it has fewer than two columns."""
    lefts = _edges([cell[0] for cell in cells])
    tops = _edges([cell[1] for cell in cells])
    if len(lefts) < 2:
        return None
    box = (
        min(cell[0] for cell in cells),
        min(cell[1] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )
    ordered = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    words = _sorted_into(
        ordered, tops, [char for char in chars if char.text == "\n" or contains(box, char.box)]
    )
    ruled = tuple(_cell(cell, lefts, tops, own) for cell, own in zip(ordered, words, strict=True))
    return RuledTable(box, len(tops), len(lefts), ruled)


def _sorted_into(cells: Sequence[Box], tops: Sequence[float], chars: Sequence[Char]) -> list[list[Char]]:
    """Return the characters of every cell; a line end goes to the cell of the character before it."""
    bands: list[list[int]] = [[] for _ in tops]
    for i, cell in enumerate(cells):
        row, span = _reach(cell[1], cell[3], tops)
        for band in bands[row : row + span]:
            band.append(i)
    words: list[list[Char]] = [[] for _ in cells]
    last: int | None = None
    for char in chars:
        if char.text != "\n":
            row = max(bisect_right(tops, (char.box[1] + char.box[3]) / 2) - 1, 0)
            last = next((i for i in bands[row] if _strictly_inside(cells[i], char.box)), None)
        if last is not None:
            words[last].append(char)
    return words


def contains(outer: Box, inner: Box) -> bool:
    """Return whether the middle of one box lies in the other."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - 1 <= x <= outer[2] + 1 and outer[1] - 1 <= y <= outer[3] + 1


def _edges(values: Sequence[float]) -> list[float]:
    """Return the distinct edges, drawn lines being a little apart."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _TOLERANCE:
            edges.append(value)
    return edges


def _cell(cell: Box, lefts: Sequence[float], tops: Sequence[float], chars: Sequence[Char]) -> RuledCell:
    column, column_span = _reach(cell[0], cell[2], lefts)
    row, row_span = _reach(cell[1], cell[3], tops)
    return RuledCell(row, column, row_span, column_span, tuple(lines_of(chars)))


def _strictly_inside(outer: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x < outer[2] and outer[1] <= y < outer[3]


def _reach(start: float, end: float, edges: Sequence[float]) -> tuple[int, int]:
    first = max(i for i, edge in enumerate(edges) if edge <= start + _TOLERANCE)
    count = sum(1 for edge in edges if start - _TOLERANCE <= edge < end - _TOLERANCE)
    return first, max(count, 1)


def grid_cells(table: RuledTable) -> Iterator[list[RuledCell | None]]:
    """Yield the rows of a table, ``None`` where a merged cell reaches or nothing is ruled."""
    by_place = {(cell.row, cell.column): cell for cell in table.cells}
    for row in range(table.rows):
        yield [by_place.get((row, column)) for column in range(table.columns)]

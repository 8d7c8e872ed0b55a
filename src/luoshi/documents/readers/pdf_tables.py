"""Tables of a PDF: where ruled lines make a grid, each character belongs to the cell it is printed in."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from luoshi.documents.readers.pdf_page import Box, Char, PrintedLine, lines_of

_FEWEST_PATHS = 4
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


def pages_with_rules(document: Any) -> list[int]:
    """Return the indexes of the pages on which enough is drawn to make a table."""
    found = []
    for index in range(len(document)):
        page = document[index]
        paths = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)
        if sum(1 for _ in zip(range(_FEWEST_PATHS), paths, strict=False)) == _FEWEST_PATHS:
            found.append(index)
        page.close()
    return found


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
    inside = [char for char in chars if char.text == "\n" or contains(box, char.box)]
    ruled = tuple(_cell(cell, lefts, tops, inside) for cell in sorted(cells, key=lambda c: (c[1], c[0])))
    return RuledTable(box, len(tops), len(lefts), ruled)


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
    own = (char for char in chars if char.text == "\n" or _strictly_inside(cell, char.box))
    return RuledCell(row, column, row_span, column_span, tuple(lines_of(own)))


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

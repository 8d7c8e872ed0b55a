"""Drawn lines make the cells of tables; what PDF files get from pdfplumber, other pages get from here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from luoshi.documents.readers.pdf_page import Box

MOST_EDGES = 4_000
"""A page with more lines is a drawing."""

_SNAP, _JOIN, _MEET = 2.0, 3.0, 4.0
"""Points: lines this near are one, ends this near are joined, lines this near meet."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A horizontal or vertical line, from upper left to lower right, in points."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, x0: float, y0: float, x1: float, y1: float) -> Edge:
        """Return the line between two points, made straight."""
        left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if right - left >= bottom - top:
            middle = (top + bottom) / 2
            return cls(left, middle, right, middle)
        middle = (left + right) / 2
        return cls(middle, top, middle, bottom)

    @property
    def flat(self) -> bool:
        """Whether it is horizontal."""
        return self.top == self.bottom

    def described(self) -> dict[str, Any]:
        """Return the line as pdfplumber wants it."""
        return {
            "x0": self.left,
            "x1": self.right,
            "top": self.top,
            "bottom": self.bottom,
            "width": self.right - self.left,
            "height": self.bottom - self.top,
            "orientation": "h" if self.flat else "v",
            "object_type": "line",
        }


def cells_between(edges: Iterable[Edge]) -> list[list[Box]]:
    """Return, table by table, the boxes that lines enclose."""
    known = sorted(set(edges), key=lambda edge: (edge.top, edge.left))
    if not 4 <= len(known) <= MOST_EDGES:
        return []
    from pdfplumber import table

    merged = table.merge_edges([edge.described() for edge in known], _SNAP, _SNAP, _JOIN, _JOIN)
    crossings = table.edges_to_intersections(merged, _MEET, _MEET)
    cells = table.intersections_to_cells(crossings)
    return [list(group) for group in table.cells_to_tables(cells)]

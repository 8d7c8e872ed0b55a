"""What a reader of one format hands to the composer: raw text and where its parts begin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from luoshi.documents.model import BlockKind, Layer

Pieces = tuple[tuple[int, int], ...]
"""Raw spans that together make one stretch of text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A printed cell of a grid.

    Attributes:
        pieces: Where its words are in the raw text.
        text: Its words with width folded and spaces closed, to compare cells by.
        lines: The same line by line, where it has several; one for each piece.
    """

    pieces: Pieces = ()
    text: str = ""
    lines: tuple[str, ...] = ()
    row_span: int = 1
    column_span: int = 1


Row = tuple[Slot | None, ...]
"""A row of a grid; ``None`` where a merged cell of the row above or the column before reaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table as the file lays it out; a row may have lost cells until it is repaired."""

    rows: tuple[Row, ...]
    caption: str | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One block to be.

    Attributes:
        kind: What it is.
        pieces: Its raw spans in reading order.
        depth: How deep the file marks it as a heading (1 is outermost), ``None`` without a mark.
        heading: Whether it stands alone as a heading (a number may make it one later).
        grid: Of a table.
    """

    kind: BlockKind
    pieces: Pieces = ()
    depth: int | None = None
    heading: bool = False
    page: int | None = None
    grid: Grid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file that has been taken apart.

    Attributes:
        raw: The decoded text.
        folded: ``raw`` with width folded, of the same length.
        unseen: Text outside the raw text (running headers, text boxes) that the door must see as well.
        noisy: Whether words have holes, as in text made from a PDF.
        locations: Passed on to ``Document.locations``.
        layer: Passed on to ``Document.layer``.
    """

    raw: str
    folded: str
    parts: tuple[Part, ...]
    media_type: str
    unseen: str = ""
    noisy: bool = False
    locations: tuple[dict[str, Any], ...] = field(default=())
    layer: Layer | None = None

"""What a document is once it has been read.

Three coordinate systems, never mixed:

* *raw* offsets index ``Document.raw``, the decoded text of the file exactly as it is (for ``.txt`` and
  ``.md`` what ``open(path, newline="").read()`` returns; for the other formats the text in reading order);
* *clean* offsets index ``Document.text``, the raw text with broken lines joined, gaps closed, page
  furniture dropped and width folded;
* a *locator* says where a person finds the words in the file (page and boxes, paragraph, table cell).

Every part of a document carries clean offsets; ``Document.raw_span`` leads back to the raw words.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Literal

BlockKind = Literal["heading", "paragraph", "item", "caption", "table"]
HeadingKind = Literal["title", "chapter", "section", "item", "subitem", "box", "action", "other"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is known about a document beside its text (an entry of ``sources.yaml``).

    Attributes:
        key: Stable key of the document within the ledger; by default the file's name without extension.
        file: File name, relative to the folder of ``sources.yaml``.
        published: ISO date as coarse as is known (``2021``, ``2022-09``, ``2022-05-12``) or ``None``.
        kind: ``plan``, ``report``, ``plan-summary``, ``action-plan-digest``, ``bulletin`` … or ``None``.
        place: Name of the place it is about, and its code in ``place_code``.
        trust: A … D, X; see ``vocabulary.words.Trust``.
        nature: ``statistics`` 统计机构, ``department`` 主管部门, ``government`` 党委政府,
            ``publicity`` 宣传稿, ``third-party`` 第三方, ``media`` 媒体.
        evidence: ``original`` when the file is the publisher's own text, ``retold`` when it is in our words.
        cites: For a retold document: publisher, title, date and address of what it retells.
        succeeded_by: Title and date of the plan that took this plan's place, if any.
        extra: Any further key of the entry, kept as it is.
    """

    key: str
    file: str
    title: str = ""
    issuer: str | None = None
    published: str | None = None
    kind: str | None = None
    place: str | None = None
    place_code: str | None = None
    trust: str = "C"
    nature: str | None = None
    evidence: str = "original"
    noise: str | None = None
    url: str | None = None
    cites: tuple[dict[str, Any], ...] = ()
    succeeded_by: dict[str, Any] | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch of clean text that stands for itself: one paragraph, heading, list item or table."""

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    table: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """An entry of the outline.

    Attributes:
        index: Position in ``Document.outline``.
        kind: What its numbering says it is.
        number: As printed (``一``, ``(一)``, ``1``, ``专栏1``, ``专项行动3``), ``None`` without one.
        title: Without number and closing stop.
        start, end: Clean span of number, title and closing stop. A title may run into its paragraph
            (``1.打造航空枢纽。加强合作…``): what it governs begins at ``end``.
        parent: Index of the heading above it in the tree, or ``None``.
        body_end: Clean offset where what it governs ends.
    """

    index: int
    kind: HeadingKind
    number: str | None
    title: str
    start: int
    end: int
    parent: int | None
    body_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; merged cells appear once, at their first row and column."""

    row: int
    column: int
    text: str
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as laid out: ``rows`` is the full grid of texts (merged cells repeated or empty as printed).

    Attributes:
        index: Position in ``Document.tables``.
        caption: The line above that names it, if any.
        cells: Every printed cell with its clean span.
        start, end: Clean span of the whole.
    """

    index: int
    caption: str | None
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[Cell, ...]
    start: int
    end: int
    page: int | None = None

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell printed at a grid position, or ``None``."""
        return next((c for c in self.cells if c.row == row and c.column == column), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What was read in place of a file whose own bytes hold no words that can be read directly.

    Attributes:
        media_type: Of the body: an Office file made from an old one, or recognised words with their boxes.
        body: Its bytes; with it the same document is read again without the program that made it.
        made_by: Program, version and models, as JSON-ready data.
    """

    media_type: str
    body: bytes = field(repr=False)
    made_by: dict[str, Any] = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that has been read.

    Attributes:
        name: The file's name.
        media_type: Of the file, as in ``documents.kinds``.
        sha256: Of the file's bytes; identifies the edition.
        raw: See the module's docstring.
        text: Clean text. Blocks are separated by one line feed; within a table, rows by one line feed and
            cells by one tab. Chinese punctuation is full-width, digits and letters are ASCII.
        raw_offsets: For each clean character the raw offset it came from, plus one closing entry; a separator
            has the offset of the character before it. Offsets rise within a paragraph; a caption or credit
            that stands in the middle of a cut paragraph follows it.
        locations: Opaque to callers; ``locator`` reads it.
        layer: What was read in place of the file, if anything.
    """

    name: str
    media_type: str
    sha256: str
    raw: str
    text: str
    raw_offsets: array[int]
    blocks: tuple[Block, ...]
    outline: tuple[Heading, ...]
    tables: tuple[Table, ...]
    locations: tuple[dict[str, Any], ...] = ()
    layer: Layer | None = None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span of a clean span; empty spans stay empty."""
        if end <= start:
            return self.raw_offsets[start], self.raw_offsets[start]
        return self.raw_offsets[start], self.raw_offsets[end - 1] + 1

    def heading_at(self, offset: int) -> Heading | None:
        """Return the innermost heading that governs a clean offset."""
        at = bisect_right(self.outline, offset, key=lambda heading: heading.start) - 1
        heading = self.outline[at] if at >= 0 else None
        while heading is not None and offset >= heading.body_end:
            heading = None if heading.parent is None else self.outline[heading.parent]
        return heading

    def locator(self, start: int, end: int) -> dict[str, Any]:
        """Return where a person finds a clean span in the file, as JSON-ready data.

        Keys by format: ``{"paragraph", "characters"}``; ``{"page", "boxes"}`` with left, top, right and
        bottom in points from the upper left corner, a box for each printed line (``also`` holds further
        pages); ``{"table", "row", "column"}`` (in a PDF together with page and boxes); ``{"sheet",
        "cell"}``. All counted from 1.
        """
        from luoshi.documents.locate import locate

        return locate(self, start, end)

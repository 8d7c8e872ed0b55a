"""A document laid out for reading: its parts in order, with every statement in its place.

Pure: it takes a ``Document`` and what was read in it, and returns what the template prints. Offsets of
statements are raw; the parts of a document are clean; ``_Ruler`` leads from one to the other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from luoshi.documents.model import Block, Cell, Document, Heading, Table
from luoshi.ledger.records import StatementView
from luoshi.statements.coverage import Numeral

Form = Literal["heading", "paragraph", "item", "caption", "table"]

DEPTHS = {"title": 2, "chapter": 2, "box": 3, "section": 3, "item": 4, "action": 4, "subitem": 5, "other": 3}
"""Level of an HTML heading by kind; the page's own heading is level 1."""

OUTLINED = frozenset({"chapter", "section", "box", "other"})
"""Kinds of headings that the outline beside the text lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words: plain, or those of one or more statements, or those that were asked for.

    Attributes:
        group: Which group of statements has these words, counted from 1; ``None`` for plain words.
        wanted: Whether these are the words that a link asked for.
        numeral: The number that is no statement, where these words are one.
    """

    text: str
    group: int | None = None
    wanted: bool = False
    numeral: Numeral | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Square:
    """A cell of a table as printed."""

    pieces: tuple[Piece, ...]
    row_span: int = 1
    column_span: int = 1
    head: bool = False
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading, paragraph, list item, caption or table.

    Attributes:
        id: Fragment that leads to it.
        number: Of its block in the document, counted from 1.
        level: Of a heading.
        lead: For a paragraph that opens with a heading on the same line: the heading's pieces.
        rows: Of a table.
    """

    form: Form
    id: str
    number: int = 0
    level: int = 0
    lead: tuple[Piece, ...] = ()
    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[Square, ...], ...] = ()
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the outline beside the text."""

    id: str
    number: str | None
    title: str
    level: int
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Statements that share their words."""

    number: int
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuscript:
    """A document as a page shows it."""

    parts: tuple[Part, ...]
    outline: tuple[Entry, ...]
    groups: tuple[Group, ...]
    wanted: Group | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    group: int | None
    wanted: bool
    numeral: Numeral | None = None


def lay_out(
    document: Document,
    statements: Iterable[StatementView],
    words: tuple[int, int] | None = None,
    title: str | None = None,
    numerals: Iterable[Numeral] = (),
) -> Manuscript:
    """Lay a document out with its statements.

    Args:
        document: As read.
        statements: Those of this edition, with raw spans.
        words: Raw span that a link asked for.
        title: Of the page; a heading of the same words is not repeated.
        numerals: What became of every number; those that are no statement are marked.
    """
    ruler = _Ruler(document)
    groups = _groups(statements)
    marks = _marks(ruler, groups, words, numerals)
    pen = _Pen(document, marks)
    parts = tuple(
        replace(pen.part(number, block), number=number)
        for number, block in enumerate(document.blocks, 1)
        if document.text[block.start : block.end] != title
    )
    asked = {mark.group for mark in marks if mark.wanted and mark.group is not None}
    return Manuscript(
        parts=parts,
        outline=tuple(_outline(document, marks)),
        groups=groups,
        wanted=next((group for group in groups if group.number in asked), None),
    )


def heading_id(heading: Heading) -> str:
    """Return the fragment that leads to a heading."""
    return f"h{heading.index + 1}"


class _Ruler:
    """Leads from raw offsets to clean ones."""

    def __init__(self, document: Document) -> None:
        self._offsets = document.raw_offsets
        self._length = len(document.text)

    def clean(self, raw: int) -> int:
        """Return the first clean offset whose character stands at a raw offset or after it."""
        return min(bisect_left(self._offsets, raw), self._length)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.clean(start), self.clean(end)


def _groups(statements: Iterable[StatementView]) -> tuple[Group, ...]:
    shared: dict[tuple[int, int], list[StatementView]] = {}
    for statement in statements:
        shared.setdefault((statement.anchor.start, statement.anchor.end), []).append(statement)
    return tuple(
        Group(number=number, statements=tuple(shared[span])) for number, span in enumerate(sorted(shared), 1)
    )


def _marks(
    ruler: _Ruler, groups: Sequence[Group], words: tuple[int, int] | None, numerals: Iterable[Numeral]
) -> list[_Mark]:
    """Return marks in clean offsets, in order and without overlap; words asked for come first."""
    wanted = ruler.span(*words) if words else None
    marks = []
    for group in groups:
        anchor = group.statements[0].anchor
        start, end = ruler.span(anchor.start, anchor.end)
        marks.append(_Mark(start, end, group.number, wanted == (start, end)))
    for numeral in numerals:
        if numeral.outcome != "statement":
            start, end = ruler.span(numeral.start, numeral.end)
            marks.append(_Mark(start, end, None, wanted == (start, end), numeral))
    if wanted and not any(mark.wanted for mark in marks):
        marks = [*_cut(marks, wanted), _Mark(*wanted, None, True)]
    return _apart(sorted(marks, key=lambda mark: (mark.start, mark.end)))


def _cut(marks: Iterable[_Mark], wanted: tuple[int, int]) -> list[_Mark]:
    """Return the marks that do not touch the words asked for."""
    return [mark for mark in marks if mark.end <= wanted[0] or wanted[1] <= mark.start]


def _apart(marks: Iterable[_Mark]) -> list[_Mark]:
    kept: list[_Mark] = []
    for mark in marks:
        if mark.start < mark.end and (not kept or kept[-1].end <= mark.start):
            kept.append(mark)
    return kept


def _outline(document: Document, marks: Sequence[_Mark]) -> Iterable[Entry]:
    starts = [mark.start for mark in marks if mark.group is not None]
    for heading in document.outline:
        if heading.kind in OUTLINED:
            inside = bisect_left(starts, heading.body_end) - bisect_left(starts, heading.start)
            yield Entry(
                id=heading_id(heading),
                number=heading.number,
                title=heading.title,
                level=DEPTHS[heading.kind],
                statements=inside,
            )


class _Pen:
    """Writes the parts of one document."""

    def __init__(self, document: Document, marks: Sequence[_Mark]) -> None:
        self._document = document
        self._marks = marks
        self._starts = [mark.start for mark in marks]
        self._headings = {heading.start: heading for heading in document.outline}

    def part(self, number: int, block: Block) -> Part:
        heading = self._headings.get(block.start)
        if block.kind == "table" and block.table is not None:
            return self._table(number, self._document.tables[block.table])
        if heading is None:
            return Part(form=block.kind, id=f"p{number}", pieces=self.pieces(block.start, block.end))
        if block.kind == "heading":
            return Part(
                form="heading",
                id=heading_id(heading),
                level=DEPTHS[heading.kind],
                pieces=self.pieces(block.start, block.end),
            )
        cut = min(max(heading.end, block.start), block.end)
        return Part(
            form=block.kind,
            id=heading_id(heading),
            level=DEPTHS[heading.kind],
            lead=self.pieces(block.start, cut),
            pieces=self.pieces(cut, block.end),
        )

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """Return a stretch of clean text cut at its marks."""
        text, found, at = self._document.text, [], start
        for mark in self._marks[self._first(start) :]:
            if mark.start >= end:
                break
            begin, finish = max(mark.start, at), min(mark.end, end)
            if finish <= begin:
                continue
            if at < begin:
                found.append(Piece(text=text[at:begin]))
            found.append(_piece(text[begin:finish], mark))
            at = finish
        if at < end:
            found.append(Piece(text=text[at:end]))
        return tuple(found)

    def _first(self, start: int) -> int:
        """Return the index of the first mark that may reach into a stretch."""
        return max(bisect_left(self._starts, start) - 1, 0)

    def _table(self, number: int, table: Table) -> Part:
        heads = _head_rows(table)
        printed = {(cell.row, cell.column): cell for cell in table.cells}
        covered = {place for cell in table.cells for place in _covered(cell)}
        width = max((len(row) for row in table.rows), default=0)
        rows = tuple(
            tuple(
                self._square(printed.get((row, column)), row < heads)
                for column in range(width)
                if (row, column) not in covered
            )
            for row in range(len(table.rows))
        )
        return Part(form="table", id=f"p{number}", rows=rows, caption=self._caption(table))

    def _square(self, cell: Cell | None, head: bool) -> Square:
        if cell is None:
            return Square(pieces=(), head=head)
        return Square(
            pieces=self.pieces(cell.start, cell.end),
            row_span=cell.row_span,
            column_span=cell.column_span,
            head=head,
            numeric=cell.text[:1].isdigit(),
        )

    def _caption(self, table: Table) -> str | None:
        """Return the table's caption unless it is printed above as a part of its own."""
        above = self._document.text[: table.start].rstrip().rpartition("\n")[2]
        return None if table.caption and table.caption in above else table.caption


def _piece(words: str, mark: _Mark) -> Piece:
    return Piece(text=words, group=mark.group, wanted=mark.wanted, numeral=mark.numeral)


def _covered(cell: Cell) -> list[tuple[int, int]]:
    """Return the places of the grid that a merged cell covers beside its own."""
    return [
        (cell.row + down, cell.column + right)
        for down in range(cell.row_span)
        for right in range(cell.column_span)
        if down or right
    ]


def _head_rows(table: Table) -> int:
    """Return how many rows at the top are heads: those before the first row that holds a figure alone."""
    for index, row in enumerate(table.rows[:3]):
        if index and any(text.strip()[:1].isdigit() for text in row):
            return index
    return 1

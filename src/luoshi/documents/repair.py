"""What printing does to a table is undone.

* A table that goes on overleaf repeats its header there: the two are joined, the second header is dropped,
  and a cell that one of the headers has lost is completed from the other.
* A row that has lost cells is moved so that every column holds one kind of thing again, if only one way of
  moving it does; otherwise it stays as printed.
* Rows printed in one, every cell holding one line for each, are taken apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from luoshi.documents.columns import Column, cell_kind, fits, profile
from luoshi.documents.draft import Grid, Row, Slot

_SPACE = re.compile(r"[\s*\u3000]+")
_SHARED_HEADER = 0.6
_MOST_COLUMNS = 60
_SAMPLE = 50
"""Rows of a table that are looked at to tell whether another one continues it."""


def plain(text: str) -> str:
    """Return a cell's words without spaces and emphasis, to compare cells by."""
    return _SPACE.sub("", text)


def joined(first: Grid, second: Grid, *, announced: bool) -> Grid | None:
    """Return one grid if the second continues the first, else ``None``.

    Nothing but page marks may stand between them.

    Args:
        first: The table above.
        second: The table below.
        announced: Whether a line such as 续表 says that it does.
    """
    if not first.rows or not second.rows:
        return None
    if _width(first) != _width(second):
        return None
    header = _one_header(first.rows[0], second.rows[0])
    if header is not None:
        above = (header, *first.rows[1:])
        return replace(first, rows=_mended(above, second.rows[_repeated(first.rows, second.rows) :]))
    if announced or _goes_on(first, second) or _cut_row(first.rows[1:], second.rows):
        return replace(first, rows=_mended(first.rows, second.rows))
    return None


def _repeated(above: Sequence[Row], below: Sequence[Row]) -> int:
    """Return how many rows the header has that is printed again: the first, and those without figures."""
    count = 1
    for one, other in zip(above[1:], below[1:], strict=False):
        texts = _texts(one)
        if not any(texts) or texts != _texts(other) or any(cell_kind(text) == "number" for text in texts):
            break
        count += 1
    return count


def _mended(above: Sequence[Row], below: Sequence[Row]) -> tuple[Row, ...]:
    """Return all rows, the one that the page cut in two put together."""
    if not _cut_row(above, below):
        return _labelled_on(above, below)
    whole = tuple(_whole(a, b) for a, b in zip(above[-1], below[0], strict=True))
    return (*above[:-1], whole, *below[1:])


def _labelled_on(above: Sequence[Row], below: Sequence[Row]) -> tuple[Row, ...]:
    """Return all rows, a merged label that the page has cut reaching on over the rows below."""
    rows = [*above]
    if not below or len(above) < 2 or len(above[-1]) != len(below[0]):
        return (*above, *below)
    first = list(below[0])
    for column, slot in enumerate(first):
        if slot is None or slot.text or slot.row_span < 2:
            continue
        at = next((r for r in range(len(rows) - 1, 0, -1) if rows[r][column : column + 1] != (None,)), 0)
        owner = rows[at][column] if at and column < len(rows[at]) else None
        if owner is not None and owner.text and cell_kind(owner.text) == "text":
            reach = replace(owner, row_span=len(rows) - at + slot.row_span)
            rows[at] = (*rows[at][:column], reach, *rows[at][column + 1 :])
            first[column] = None
    return (*rows, tuple(first), *below[1:])


def _cut_row(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether the first row below only holds the rest of words that the last row above begins."""
    if len(above) < 2 or not below or len(above[-1]) != len(below[0]):
        return False
    columns = _columns(above[-_SAMPLE:], len(above[-1]))
    rest = list(zip(_texts(above[-1]), _texts(below[0]), columns, strict=True))
    continued = [begun for begun, more, _ in rest if more]
    return (
        bool(continued)
        and all(continued)
        and any(column.kind == "number" for _, _, column in rest)
        and not any(more for _, more, column in rest if column.kind == "number")
    )


def _whole(begun: Slot | None, more: Slot | None) -> Slot | None:
    if begun is None or more is None or not more.text:
        return begun if begun is not None else more
    return replace(
        begun,
        pieces=(*begun.pieces, *more.pieces),
        text=begun.text + more.text,
        lines=(*begun.lines, *more.lines),
    )


def _width(grid: Grid) -> int:
    return max(map(len, (*grid.rows[:_SAMPLE], *grid.rows[-_SAMPLE:])))


def _texts(row: Row) -> list[str]:
    return [slot.text if slot else "" for slot in row]


def _one_header(above: Row, below: Row) -> Row | None:
    """Return the header of both, completed, or ``None`` when the second does not repeat the first."""
    first, second = ([text for text in _texts(row) if text] for row in (above, below))
    shared = set(first) & set(second)
    if len(shared) < 2 or len(shared) < _SHARED_HEADER * min(len(first), len(second)):
        return None
    if all(cell_kind(text) == "number" for text in shared):
        return None
    if len(above) == len(below):
        return tuple(_better(a, b) for a, b in zip(above, below, strict=True))
    return max((above, below), key=lambda row: len(list(filter(None, _texts(row)))))


def _better(a: Slot | None, b: Slot | None) -> Slot | None:
    return b if a is not None and not a.text and b is not None and b.text else a


def _goes_on(first: Grid, second: Grid) -> bool:
    """Whether the second table starts with a row like those the first one ends with."""
    if len(first.rows[-1]) != len(second.rows[0]):
        return False
    if len(first.rows) == 1:
        return not any(cell_kind(text) == "number" for text in _texts(first.rows[0]))
    body = [row for row in first.rows[1:] if any(cell_kind(text) == "number" for text in _texts(row))]
    columns = _columns((body or first.rows[1:])[-_SAMPLE:], len(first.rows[-1]))
    score = [
        fits(text, column, header=False)
        for text, column in zip(_texts(second.rows[0]), columns, strict=True)
        if column.kind == "number"
    ]
    return any(one > 0 for one in score) and all(one >= 0 for one in score)


def completed(grid: Grid) -> Grid:
    """Return the grid with joined rows taken apart, shifted rows moved back, and all rows equally long."""
    rows = [part for row in grid.rows for part in _taken_apart(row)]
    width = max(map(len, rows), default=0)
    if any(len(row) < width for row in rows):
        rows = _aligned(rows, width)
    return replace(grid, rows=tuple(rows))


def _taken_apart(row: Row) -> Iterable[Row]:
    """Return the rows that were printed in one."""
    printed = [slot for slot in row if slot and slot.pieces]
    count = max((len(slot.pieces) for slot in printed), default=1)
    several = [slot for slot in printed if len(slot.pieces) == count]
    if count < 2 or any(len(slot.pieces) not in (1, count) or slot.row_span > 1 for slot in printed):
        return [row]
    if len(several) < 2 or not any(_all_numbers(slot) for slot in several):
        return [row]
    return [tuple(_line_of(slot, line, count) for slot in row) for line in range(count)]


def _all_numbers(slot: Slot) -> bool:
    return len(slot.lines) > 1 and all(cell_kind(line) == "number" for line in slot.lines)


def _line_of(slot: Slot | None, line: int, count: int) -> Slot | None:
    if slot is None or not slot.pieces:
        return slot
    if len(slot.pieces) == 1:
        return replace(slot, row_span=count) if line == 0 else None
    return replace(slot, pieces=(slot.pieces[line],), text=slot.lines[line], lines=())


def _aligned(rows: Sequence[Row], width: int) -> list[Row]:
    full = [row for row in rows[1:] if len(row) == width]
    if not full or width > _MOST_COLUMNS:
        return [_placed(row, range(len(row)), width) for row in rows]
    columns = _columns(full, width, rows[0])
    return [
        row if len(row) == width else _placed(row, _places(row, columns, header=i == 0), width)
        for i, row in enumerate(rows)
    ]


def _columns(rows: Sequence[Row], width: int, header: Row = ()) -> list[Column]:
    names = _texts(header) if len(header) == width else [""] * width
    return [
        profile([_texts(row)[c] for row in rows if len(row) == width], names[c], outer=c in (0, width - 1))
        for c in range(width)
    ]


def _placed(row: Row, places: Iterable[int], width: int) -> Row:
    cells: list[Slot | None] = [Slot()] * width
    for place, slot in zip(places, row, strict=True):
        cells[place] = slot
    return tuple(cells)


def _places(row: Row, columns: Sequence[Column], *, header: bool) -> Sequence[int]:
    """Return the columns a short row's cells belong to; the first columns where that cannot be told."""
    texts = _texts(row)
    best = _best_places(texts, columns, header)
    return best if best is not None else range(len(row))


def _best_places(texts: Sequence[str], columns: Sequence[Column], header: bool) -> tuple[int, ...] | None:
    """Return the placement in order that fits best, ``None`` when two fit equally or none fits."""

    @cache
    def solve(i: int, c: int) -> tuple[int, int, tuple[int, ...]]:
        """Return best score, number of ways to reach it, and one of them, for the cells from ``i`` on."""
        if i == len(texts):
            skipped = sum(column.loss for column in columns[c:])
            return skipped, 1, ()
        if len(columns) - c < len(texts) - i:
            return -(10**6), 0, ()
        score, ways, places = solve(i + 1, c + 1)
        take = (score + 2 * fits(texts[i], columns[c], header=header), ways, (c, *places))
        score, ways, places = solve(i, c + 1)
        skip = (score + columns[c].loss, ways, places)
        if take[0] == skip[0]:
            return take[0], take[1] + skip[1], take[2]
        return max(take, skip, key=lambda one: one[0])

    score, ways, places = solve(0, 0)
    return places if ways == 1 and score > 0 else None

"""Lines and grids in reading order become parts: paragraphs, headings, captions, tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from luoshi.documents import furniture
from luoshi.documents.draft import Grid, Part
from luoshi.documents.joining import Manner, join
from luoshi.documents.lines import HEADING_LENGTH, Line
from luoshi.documents.repair import completed, joined

_CONTINUED = re.compile(r"[（(]?\s*(?:续\s*上?\s*表|接上[页表]|续)\s*\d{0,3}\s*[)）]?")
"""What stands above the second half of a table; example: ``续表1``."""

_UNIT_LINE = re.compile(r"[（(]?\s*(?:计量)?单\s*位\s*[：:].{1,30}")
"""A line between a table and its caption; example: ``单位：亿元``."""

_HOLE = re.compile(r"(?<=^[表图]) (?=\d)")


def assemble(items: Sequence[Line | Grid]) -> tuple[Part, ...]:
    """Return the parts of a file, tables cut by a page put together and named by the line above."""
    manner = Manner.of([item for item in items if isinstance(item, Line)])
    parts: list[Part] = []
    waiting: list[Line] = []
    for item in (one if isinstance(one, Line) else _inked(one) for one in items):
        if isinstance(item, Line):
            waiting.append(item)
        elif (one := _continued(item, waiting, parts)) is not None:
            parts[-1], waiting = one, []
        else:
            parts += _table(item, waiting, manner)
            waiting = []
    return (*map(_repaired, parts), *join(waiting, manner))


def _inked(grid: Grid) -> Grid:
    """Return a grid without the rows that hold no cell of their own, or a single one without words."""
    blank = [
        not any(slot and slot.text for slot in row) and len(row) - row.count(None) < 2 for row in grid.rows
    ]
    if not any(blank) or all(blank):
        return grid
    rows = [
        tuple(
            slot and replace(slot, row_span=max(slot.row_span - sum(blank[r : r + slot.row_span]), 1))
            for slot in row
        )
        for r, row in enumerate(grid.rows)
        if not blank[r]
    ]
    return replace(grid, rows=tuple(rows))


def _continued(grid: Grid, between: list[Line], parts: list[Part]) -> Part | None:
    """Return the last table with this one added, if it goes on here."""
    last = parts[-1] if parts else None
    if last is None or last.grid is None:
        return None
    if any(not _CONTINUED.fullmatch(line.text) for line in between):
        return None
    one = joined(last.grid, grid, announced=bool(between))
    return None if one is None else replace(last, grid=one)


def _table(grid: Grid, above: list[Line], manner: Manner) -> list[Part]:
    caption = _caption(above)
    name = _HOLE.sub("", caption.text.strip("*_ ")) if caption else None
    if caption and caption.depth is not None:
        caption = None
    parts = join([line for line in above if line is not caption], manner)
    if caption:
        named = Part(kind="caption", pieces=((caption.start, caption.end),), heading=True, page=caption.page)
        after = [part for part in parts if caption.end <= (part.pieces[0][0] if part.pieces else -1)]
        parts = [*(part for part in parts if part not in after), *after, named]
    return [*parts, Part(kind="table", grid=replace(grid, caption=name), page=grid.page)]


def _caption(above: list[Line]) -> Line | None:
    """The short line right above a table names it; a line that says the unit may stand between.

    A line that the file marks as a heading names the table and stays a heading.
    """
    for line in reversed(above[-3:]):
        if _UNIT_LINE.fullmatch(line.text):
            continue
        short = len(line.text) <= HEADING_LENGTH and not any(mark in line.text for mark in "。；！？")
        numbered = line.label is not None and line.label.rule.name != "table"
        named = short and not numbered and not line.text.endswith(("：", ":", "，"))
        return line if named and not furniture.is_credit(line.text) else None
    return None


def _repaired(part: Part) -> Part:
    return part if part.grid is None else replace(part, grid=completed(part.grid))

"""Tables in running text: rows of cells between tabs or pipes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.documents import furniture
from luoshi.documents.draft import Grid, Row, Slot
from luoshi.documents.repair import plain

_SEPARATOR = re.compile(r"[\t|]")
_DELIMITER = re.compile(r"\s*+\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?\s*+")
_OVERLEAF = 500
"""Most characters of page marks and blank lines between two halves of a table."""
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A table and the raw span of its lines."""

    grid: Grid
    start: int
    end: int


def find(folded: str) -> list[Found]:
    """Return the tables of a text in order."""
    if "\t" not in folded and "|" not in folded:
        return []
    tables: list[Found] = []
    for run in _runs(folded):
        table = _read(folded, run)
        if _is_table(table.grid) or (tables and _goes_on(folded, tables[-1], table)):
            tables.append(table)
    return tables


def _is_table(grid: Grid) -> bool:
    return sum(1 for row in grid.rows if _filled(row) >= 2) >= 2


def _filled(row: Row) -> int:
    return sum(1 for slot in row if slot is not None and slot.text)


def _goes_on(folded: str, above: Found, table: Found) -> bool:
    """Whether a row or two after a page mark belong to the table above it."""
    if table.start - above.end > _OVERLEAF:
        return False
    between = folded[above.end : table.start].split("\n")
    return (
        any(map(_filled, table.grid.rows))
        and max(map(len, above.grid.rows)) == max(map(len, table.grid.rows))
        and all(not line.strip() or furniture.is_page_mark(line) for line in between)
    )


def _runs(folded: str) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of neighbouring lines that hold a tab or a pipe."""
    run: list[tuple[int, int]] = []
    match = _SEPARATOR.search(folded)
    while match:
        start = folded.rfind("\n", 0, match.start()) + 1
        end = folded.find("\n", match.end())
        end = len(folded) if end < 0 else end
        if run and start != run[-1][1] + 1:
            yield run
            run = []
        run.append((start, end))
        match = _SEPARATOR.search(folded, end)
    if run:
        yield run


def _read(folded: str, run: list[tuple[int, int]]) -> Found:
    lines = [folded[start:end] for start, end in run]
    ruled = any(_DELIMITER.fullmatch(line) and "-" in line for line in lines[1:2])
    piped = ruled or all(line.strip().startswith("|") for line in lines)
    rows = [
        _pipe_cells(line, start) if piped else _tab_cells(line, start)
        for line, (start, _) in zip(lines, run, strict=True)
        if not (piped and _DELIMITER.fullmatch(line))
    ]
    return Found(Grid(rows=tuple(rows)), run[0][0], run[-1][1])


def _tab_cells(line: str, offset: int) -> tuple[Slot, ...]:
    return tuple(_cells(line.split("\t"), offset))


def _pipe_cells(line: str, offset: int) -> tuple[Slot, ...]:
    cells = re.split(r"(?<!\\)\|", line)
    slots = list(_cells(cells, offset))
    if not cells[0].strip():
        slots = slots[1:]
    if len(cells) > 1 and not cells[-1].strip():
        slots = slots[:-1]
    return tuple(slots)


def _cells(cells: list[str], offset: int) -> Iterator[Slot]:
    for cell in cells:
        yield _slot(cell, offset)
        offset += len(cell) + 1


def _slot(cell: str, offset: int) -> Slot:
    pieces, lines = [], []
    last = 0
    for stop in [*_BREAK.finditer(cell), None]:
        end = stop.start() if stop else len(cell)
        words = cell[last:end]
        if words.strip():
            pieces.append(
                (offset + last + len(words) - len(words.lstrip()), offset + last + len(words.rstrip()))
            )
            lines.append(plain(words))
        last = stop.end() if stop else end
    return Slot(pieces=tuple(pieces), text="".join(lines), lines=tuple(lines))

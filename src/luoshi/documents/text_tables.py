"""Tables in running text: rows of cells between tabs or pipes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.documents.draft import Grid, Slot
from luoshi.documents.repair import plain

_SEPARATOR = re.compile(r"[\t|]")
_DELIMITER = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(?:\|\s*:?-{1,}:?\s*)*\|?\s*")
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
    return [table for run in _runs(folded) if (table := _read(folded, run))]


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


def _read(folded: str, run: list[tuple[int, int]]) -> Found | None:
    lines = [folded[start:end] for start, end in run]
    ruled = any(_DELIMITER.fullmatch(line) and "-" in line for line in lines[1:2])
    piped = ruled or all(line.strip().startswith("|") for line in lines)
    rows = [
        _pipe_cells(line, start) if piped else _tab_cells(line, start)
        for line, (start, _) in zip(lines, run, strict=True)
        if not (piped and _DELIMITER.fullmatch(line))
    ]
    full = [row for row in rows if sum(1 for slot in row if slot.text) >= 2]
    if len(full) < 2 or (not piped and not any("\t" in line for line in lines)):
        return None
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

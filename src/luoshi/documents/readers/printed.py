"""Printed pages become a draft: lines in reading order, ruled tables, running headers and footers left out.

Shared by the readers of formats that know where every character stands: PDF, OFD and recognised pictures.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from luoshi.documents import furniture
from luoshi.documents.assembling import assemble
from luoshi.documents.draft import Draft, Grid, Row, Slot
from luoshi.documents.folding import fold_width
from luoshi.documents.joining import gap_noise
from luoshi.documents.lines import Line
from luoshi.documents.readers.pdf_page import Box, Page, PrintedLine, lines_of
from luoshi.documents.readers.pdf_tables import RuledTable, build, contains, grid_cells
from luoshi.documents.readers.setting import PITCH, Measure, Setting, begins_note, with_raised_numbers
from luoshi.documents.repair import plain

_EDGE_ZONE = 0.12
_FEWEST_REPEATS = 3
_REPEATED_SHARE = 0.3


def write_pages(
    pages: Sequence[Page], grids: Mapping[int, Sequence[Sequence[Box]]], media_type: str
) -> Draft:
    """Return the draft of printed pages.

    Args:
        pages: In order.
        grids: By page number, the cell boxes of every table on it.
        media_type: Passed on.
    """
    tables = {
        page.number: [one for cells in grids.get(page.number, ()) if (one := build(cells, page.chars))]
        for page in pages
    }
    return _Writer(pages, tables).draft(media_type)


class _Writer:
    """Writes the raw text page by page and remembers where every character stands."""

    def __init__(self, pages: Sequence[Page], tables: dict[int, list[RuledTable]]) -> None:
        self._pages = pages
        self._tables = tables
        self._texts: list[str] = []
        self._length = 0
        self._boxes: array[float] = array("f")
        self._locations: list[dict[str, Any]] = []

    def draft(self, media_type: str) -> Draft:
        """Write all pages down and return the draft."""
        running = [self._running_lines(page) for page in self._pages]
        setting = Setting([lines for _, lines in running], [page.width for page in self._pages])
        titles = _running_titles([lines for _, lines in running], self._pages, setting)
        items: list[Line | Grid] = []
        for index, (page, (tables, lines)) in enumerate(zip(self._pages, running, strict=True)):
            start = self._length
            measures = setting.measures(index, lines)
            items += self._page_items(page, tables, lines, measures, titles, setting)
            boxes, self._boxes = self._boxes, array("f")
            self._locations.append({"page": page.number, "start": start, "end": self._length, "boxes": boxes})
        raw = "".join(self._texts)
        return Draft(
            raw=raw,
            folded=fold_width(raw),
            parts=assemble(items),
            media_type=media_type,
            noisy=gap_noise([item for item in items if isinstance(item, Line)]),
            locations=tuple(self._locations),
        )

    def _running_lines(self, page: Page) -> tuple[list[RuledTable], list[PrintedLine]]:
        tables = self._tables.get(page.number, [])
        outside = (
            char
            for char in page.chars
            if char.text == "\n" or not any(contains(t.box, char.box) for t in tables)
        )
        return tables, [with_raised_numbers(line) for line in lines_of(outside)]

    def _page_items(
        self,
        page: Page,
        tables: Sequence[RuledTable],
        lines: Sequence[PrintedLine],
        measures: Sequence[Measure],
        titles: set[PrintedLine],
        setting: Setting,
    ) -> list[Line | Grid]:
        items: list[Line | Grid] = []
        waiting = sorted(tables, key=lambda table: table.box[1])
        marked = page.number > 1
        above: PrintedLine | None = None
        notes = setting.notes([line for line in lines if line not in titles])
        for printed, measure in zip(lines, measures, strict=True):
            if printed in titles:
                self._write(printed)
                continue
            while waiting and waiting[0].box[1] < printed.top:
                items.append(self._grid(waiting.pop(0), page))
            words = notes.get(printed, printed)
            start = self._write(words)
            line = setting.line(words, start, above, page.number, measure)
            above = printed
            if line is not None and printed in notes:
                items.append(replace(line, note="begins" if begins_note(line.text) else "goes on"))
            elif line is not None:
                items.append(replace(line, marked=marked))
                marked = False
        return [*items, *(self._grid(table, page) for table in waiting)]

    def _write(self, printed: PrintedLine, end: str = "\n") -> int:
        start = self._length
        for char in printed.chars:
            self._boxes.extend(char.box)
        self._boxes.extend(printed.chars[-1].box)
        text = printed.text + end
        self._texts.append(text)
        self._length += len(text)
        return start

    def _separate(self, mark: str) -> None:
        self._texts.append(mark)
        self._length += 1
        self._boxes.extend(self._boxes[-4:] or (0.0, 0.0, 0.0, 0.0))

    def _grid(self, table: RuledTable, page: Page) -> Grid:
        rows: list[Row] = []
        for cells in grid_cells(table):
            slots: list[Slot | None] = []
            for i, cell in enumerate(cells):
                if i:
                    self._separate("\t")
                if cell is None:
                    slots.append(None)
                    continue
                pieces, texts = [], []
                for line in cell.lines:
                    start = self._write(line)
                    pieces.append((start, start + len(line.chars)))
                    texts.append(plain(fold_width(line.text)))
                slots.append(
                    Slot(
                        pieces=tuple(pieces),
                        text="".join(texts),
                        lines=tuple(texts),
                        row_span=cell.row_span,
                        column_span=cell.column_span,
                    )
                )
            self._separate("\n")
            rows.append(tuple(slots))
        return Grid(rows=tuple(rows), page=page.number)


_DIGITS = re.compile(r"\d+")


def _title_key(line: PrintedLine, page: Page) -> tuple[bool, str]:
    """What makes a running title the same on all pages: top or foot, and its words but for numbers."""
    return line.top < page.height / 2, _DIGITS.sub("#", plain(fold_width(line.text)))


def _running_titles(
    lines: Sequence[Sequence[PrintedLine]], pages: Sequence[Page], setting: Setting
) -> set[PrintedLine]:
    """Return the lines at the edges of the pages that are repeated there or count the pages.

    A running title stands apart from the text; a page number may stand close to it.
    """
    apart: list[tuple[PrintedLine, tuple[bool, str]]] = []
    found: set[PrintedLine] = set()
    for page, own in zip(pages, lines, strict=True):
        down = sorted(own, key=lambda line: line.top)
        edges: dict[PrintedLine, None] = {}
        for edge in (down, down[::-1]):
            edges |= dict.fromkeys(_apart(edge, page, setting))
            found.update(line for line in edge[:1] if _in_edge_zone(line, page) and _is_page_number(line))
        apart += [(line, _title_key(line, page)) for line in edges]
    counts = Counter(key for _, key in apart)
    fewest = max(2, min(_FEWEST_REPEATS, len(pages)), _REPEATED_SHARE * len(pages))
    found.update(line for line, key in apart if counts[key] >= fewest or _is_page_number(line))
    return found


def _apart(lines: Sequence[PrintedLine], page: Page, setting: Setting) -> list[PrintedLine]:
    """Return the outermost lines up to the first wide gap, coming from one edge of the page."""
    group: list[PrintedLine] = []
    for line, inner in pairwise(lines):
        if not _in_edge_zone(line, page):
            return []
        group.append(line)
        if abs(inner.top - line.top) > PITCH * max(setting.pitch, line.size):
            return group
    return [*group, *lines[-1:]] if all(_in_edge_zone(line, page) for line in lines) else []


def _in_edge_zone(line: PrintedLine, page: Page) -> bool:
    return line.bottom < _EDGE_ZONE * page.height or line.top > (1 - _EDGE_ZONE) * page.height


def _is_page_number(line: PrintedLine) -> bool:
    text = fold_width(line.text)
    return furniture.is_page_mark(text) or furniture.BARE_NUMBER.fullmatch(text) is not None

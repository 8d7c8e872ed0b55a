"""Paragraphs and cells of a structured file are written down one after the other as raw text.

Shared by the readers of formats that know their paragraphs (HTML, Word): they say what each paragraph is, and
get the lines and grids that the assembler wants.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from luoshi.documents import furniture
from luoshi.documents.assembling import assemble
from luoshi.documents.draft import Draft, Grid, Row, Slot
from luoshi.documents.folding import fold_width
from luoshi.documents.lines import Line, finished, marked_line
from luoshi.documents.repair import plain

_INDENT = ("\u3000\u3000", "\xa0\xa0", "    ", "\t")


class Flow:
    """Raw text under construction."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._items: list[Line | Grid] = []

    def paragraph(
        self, text: str, *, depth: int | None = None, bullet: bool = False, bold: bool = False
    ) -> int | None:
        """Write a paragraph and return where it starts, if it has words; its line ends are kept.

        Args:
            text: Its words.
            depth: Of a heading.
            bullet: Whether it is an item of a list without a number of its own.
            bold: Whether all of it is emphasised.
        """
        whole = True
        first: int | None = None
        for printed in text.split("\n"):
            if not printed.strip():
                continue
            start = self._write(printed)
            first = start if first is None else first
            line = self._line(printed, start)
            if line is None:
                continue
            whole = whole or printed.startswith(_INDENT) or line.label is not None
            self._items.append(replace(line, depth=depth, bullet=bullet, bold=bold, whole=whole))
            whole = finished(line)
        return first

    def table(self, rows: Iterable[Iterable[tuple[str, int, int] | None]]) -> list[int]:
        """Write a table: for each cell its words, row span and column span, ``None`` where a span reaches.

        Returns:
            Where the words of each cell start, row by row.
        """
        grid_rows: list[Row] = []
        starts: list[int] = []
        for row in rows:
            slots: list[Slot | None] = []
            texts: list[str] = []
            at = self._length
            for cell in row:
                if cell is None:
                    slots.append(None)
                    continue
                words = cell[0].replace("\t", " ")
                slots.append(slot(words, at, row_span=cell[1], column_span=cell[2]))
                texts.append(words)
                starts.append(at)
                at += len(words) + 1
            self._write("\t".join(texts))
            grid_rows.append(tuple(slots))
        self._items.append(Grid(rows=tuple(grid_rows)))
        return starts

    def _write(self, text: str) -> int:
        start = self._length
        self._texts.append(text)
        self._length += len(text) + 1
        return start

    def _line(self, text: str, start: int) -> Line | None:
        folded = fold_width(text).replace("\n", " ")
        if furniture.is_furniture(folded.strip()) or furniture.is_page_mark(folded.strip()):
            return None
        return marked_line(folded, start)

    def draft(
        self, media_type: str, *, unseen: str = "", locations: tuple[dict[str, Any], ...] = ()
    ) -> Draft:
        """Return the finished draft."""
        raw = "\n".join(self._texts)
        return Draft(
            raw=raw,
            folded=fold_width(raw),
            parts=assemble(self._items),
            media_type=media_type,
            unseen=unseen,
            locations=locations,
        )


def slot(words: str, offset: int, *, row_span: int = 1, column_span: int = 1) -> Slot:
    """Return the slot of a cell whose words stand at an offset, line by line."""
    pieces, lines = [], []
    at = offset
    for line in words.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            pieces.append((start, start + len(line.strip())))
            lines.append(plain(fold_width(line)))
        at += len(line) + 1
    return Slot(
        pieces=tuple(pieces),
        text="".join(lines),
        lines=tuple(lines),
        row_span=row_span,
        column_span=column_span,
    )

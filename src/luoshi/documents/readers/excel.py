"""Excel workbooks (.xlsx): what stands above a table names it; merged cells and cell names are kept.

A visible sheet is cut at its blank rows. Of such a region the rows at its top and at its end that hold one
cell only (title, unit, notes) are paragraphs, the rest is a table. Hidden sheets are shown to the door only.
"""

from __future__ import annotations

import io
import re
import warnings
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from luoshi.documents.cellwords import shown
from luoshi.documents.draft import Draft
from luoshi.documents.flow import Flow
from luoshi.documents.packages import OLE, Package
from luoshi.errors import LuoshiError, Place

MOST_CELLS = 2_000_000
"""Places of a workbook that are looked at, empty ones included."""
MOST_ROWS = 1_048_576
"""Rows of a sheet that Excel allows."""

_MAIN_PART = "xl/workbook.xml"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb'<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_LABELLED = re.compile(r"\S{1,20}[：:].{0,60}")
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)

Words = dict[int, str]
"""The cells of a row that hold words, by column from 1."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet: rows by number from 1; merged cells by upper left corner, with rows and columns."""

    name: str
    rows: list[tuple[int, Words]]
    merged: dict[tuple[int, int], tuple[int, int]]


def read(data: bytes, name: str, media_type: str, *, limit_bytes: float) -> Draft:
    """Return the draft of a workbook.

    Args:
        data: The file.
        name: Its name, for errors.
        media_type: Passed on.
        limit_bytes: Largest size; its unpacked parts may be ten times as large.

    Raises:
        LuoshiError: ``file-encrypted``, ``file-truncated``, ``file-too-large``, ``file-unreadable``,
            ``xml-declares`` or ``cells-too-many``.
    """
    place = Place(file=name)
    if data.startswith(OLE) and _ENCRYPTED in data:
        raise LuoshiError("file-encrypted", place)
    package = Package(data, place, "xlsx", limit_bytes)
    if _MAIN_PART not in package.names:
        raise LuoshiError("file-unreadable", place, reason=f"xlsx: {_MAIN_PART}")
    package.check_xml()
    try:
        sheets, hidden = _sheets(data, package)
    except LuoshiError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken workbook leads it to
        raise LuoshiError("file-unreadable", place, reason=f"xlsx: {type(error).__name__}") from None
    return _Writer().draft(sheets, hidden, media_type)


def _sheets(data: bytes, package: Package) -> tuple[list[_Sheet], list[_Sheet]]:
    found: tuple[list[_Sheet], list[_Sheet]] = ([], [])
    left = MOST_CELLS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets: list[Any] = list(book.worksheets)
            for sheet in sheets:
                rows, left = _rows(sheet, left, package.place)
                merged = _merged(package.read(sheet._worksheet_path)) if rows else {}
                one = _Sheet(sheet.title, rows, merged)
                found[sheet.sheet_state != "visible"].append(one)
        finally:
            book.close()
    return found


def _rows(sheet: Any, left: int, place: Place) -> tuple[list[tuple[int, Words]], int]:
    """Return the rows that hold words, and how many places may still be looked at."""
    sheet.reset_dimensions()
    rows: list[tuple[int, Words]] = []
    for number, row in enumerate(sheet.rows, 1):
        left -= len(row) + 1
        if left < 0 or number > MOST_ROWS:
            raise LuoshiError("cells-too-many", place, limit=MOST_CELLS)
        words = {
            column: text
            for column, cell in enumerate(row, 1)
            if cell.value is not None and (text := shown(cell.value, cell.number_format)).strip()
        }
        if words:
            rows.append((number, words))
    return rows, left


def _merged(part: bytes) -> dict[tuple[int, int], tuple[int, int]]:
    merged = {}
    for match in _MERGED.finditer(part):
        left, top, right, bottom = (edge or 0 for edge in range_boundaries(match[1].decode()))
        if right >= left and bottom >= top:
            merged[top, left] = (bottom - top + 1, right - left + 1)
    return merged


class _Writer:
    """Writes sheets down and remembers which cell every word is from."""

    def __init__(self) -> None:
        self._flow = Flow()
        self._starts = array("q")
        self._cells: list[str] = []

    def draft(self, sheets: Sequence[_Sheet], hidden: Sequence[_Sheet], media_type: str) -> Draft:
        """Return the draft of all sheets."""
        locations = []
        for sheet in sheets:
            self._starts, self._cells = array("q"), []
            if len(sheets) > 1 and sheet.rows and not _NAMELESS.fullmatch(sheet.name):
                self._name(sheet)
            for region in _regions(sheet):
                self._region(sheet, region)
            if self._cells:
                locations.append({"sheet": sheet.name, "starts": self._starts, "cells": self._cells})
        unseen = "\n".join(text for sheet in hidden for _, row in sheet.rows for text in row.values())
        return self._flow.draft(media_type, unseen=unseen, locations=tuple(locations))

    def _name(self, sheet: _Sheet) -> None:
        first = next(iter(sheet.rows[0][1].values()))
        if sheet.name.strip() not in first:
            self._note(self._flow.paragraph(sheet.name, depth=2), "")

    def _note(self, start: int | None, cell: str) -> None:
        if start is not None:
            self._starts.append(start)
            self._cells.append(cell)

    def _region(self, sheet: _Sheet, rows: list[tuple[int, Words]]) -> None:
        wide = len({column for _, words in rows for column in words}) > 1
        top = next((i for i, (_, words) in enumerate(rows) if wide and not _alone(words)), len(rows))
        end = len(rows)
        while end > top and len(rows[end - 1][1]) == 1:
            end -= 1
        for number, words in rows[:top]:
            self._paragraphs(number, words)
        if end > top:
            self._table(sheet, rows[top:end])
        for number, words in rows[end:]:
            self._paragraphs(number, words)

    def _paragraphs(self, row: int, words: Words) -> None:
        for column, text in words.items():
            self._note(self._flow.paragraph(text.strip()), f"{get_column_letter(column)}{row}")

    def _table(self, sheet: _Sheet, rows: list[tuple[int, Words]]) -> None:
        printed = {(number, column) for number, words in rows for column in words}
        inside = {corner: size for corner, size in sheet.merged.items() if corner in printed}
        numbers = [number for number, _ in rows]
        columns = sorted({column for _, words in rows for column in words})
        covered = _covered(inside, numbers, columns)
        grid: list[list[tuple[str, int, int] | None]] = []
        names: list[str] = []
        for number, words in rows:
            line: list[tuple[str, int, int] | None] = []
            for column in columns:
                if (number, column) in covered:
                    line.append(None)
                    continue
                down, right = _reach(inside.get((number, column), (1, 1)), number, column, numbers, columns)
                line.append((words.get(column, "").strip(), down, right))
                names.append(f"{get_column_letter(column)}{number}")
            grid.append(line)
        for start, cell in zip(self._flow.table(grid), names, strict=True):
            self._note(start, cell)


def _alone(words: Words) -> bool:
    """Whether a row above a table belongs to its title: one cell, or cells that each name something."""
    return len(words) == 1 or (len(words) <= 3 and all(_LABELLED.fullmatch(text) for text in words.values()))


def _regions(sheet: _Sheet) -> Iterator[list[tuple[int, Words]]]:
    """Yield the rows between blank ones; a row that a merged cell reaches is not blank."""
    bridged = 0
    region: list[tuple[int, Words]] = []
    for number, words in sheet.rows:
        if region and number > max(region[-1][0], bridged) + 1:
            yield region
            region = []
        region.append((number, words))
        reach = [sheet.merged[number, column][0] for column in words if (number, column) in sheet.merged]
        bridged = max([bridged, *(number + down - 1 for down in reach)])
    if region:
        yield region


def _reach(
    size: tuple[int, int], row: int, column: int, rows: Sequence[int], columns: Sequence[int]
) -> tuple[int, int]:
    """Return over how many of the kept rows and columns a merged cell reaches."""
    down = bisect_left(rows, row + size[0]) - bisect_left(rows, row)
    right = bisect_left(columns, column + size[1]) - bisect_left(columns, column)
    return down, right


def _covered(
    merged: dict[tuple[int, int], tuple[int, int]], rows: Sequence[int], columns: Sequence[int]
) -> set[tuple[int, int]]:
    """Return the kept places that a merged cell covers beside its own."""
    found: set[tuple[int, int]] = set()
    left = MOST_CELLS
    for (row, column), (down, right) in merged.items():
        own_rows = rows[bisect_left(rows, row) : bisect_left(rows, row + down)]
        own_columns = columns[bisect_left(columns, column) : bisect_left(columns, column + right)]
        left -= len(own_rows) * len(own_columns)
        if left < 0:
            break
        found |= {(r, c) for r in own_rows for c in own_columns if (r, c) != (row, column)}
    return found

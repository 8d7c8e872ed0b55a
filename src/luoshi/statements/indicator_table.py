"""Indicator tables of plans: one row per indicator with its baseline and its targets.

Columns may stand in any order and the header may have lost a cell (``indicator_layout``); a domain may
be split or shifted (``indicator_domains``); a value may be written in many ways (``indicator_cells``).
What was repaired is said in the row's doubts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from luoshi.documents.model import Cell, Document, Table
from luoshi.statements.indicator_cells import CellReading, read_cell
from luoshi.statements.indicator_domains import RowDomain, domains
from luoshi.statements.indicator_layout import Column, Role, columns, is_header
from luoshi.statements.indicator_words import Meaning, attribute, meaning, split_name, tidy
from luoshi.statements.model import IndicatorRow, TargetCell, UnquantifiedCell

_T = TypeVar("_T")
_FIGURES: tuple[Role, ...] = ("baseline", "target", "average")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A body row: its texts by column, the cells they came from and the header above it."""

    table: int
    row: int
    texts: tuple[str, ...]
    cells: tuple[Cell | None, ...]
    header: tuple[str, ...]
    doubts: tuple[str, ...] = ()

    def text(self, place: int | None) -> str:
        """Return the text in a column, empty where there is no such column."""
        return "" if place is None else self.texts[place]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An indicator before its domain is known: its row, its whole name and its label."""

    line: _Line
    name: str
    label: str
    doubts: tuple[str, ...]


def read_indicator_table(document: Document) -> list[IndicatorRow]:
    """Return the rows of the document's main indicator table (the longest), empty without one."""
    return max(read_indicator_tables(document), key=len, default=[])


def read_indicator_tables(document: Document) -> list[list[IndicatorRow]]:
    """Return the rows of every indicator table of the document, in reading order.

    A table counts when it has a column of indicators, at least one column of targets and two rows.
    Parts of a table on several pages are read as one.
    """
    read = (_read(document, parts) for parts in _whole_tables(document))
    return [rows for rows in read if len(rows) > 1]


def _whole_tables(document: Document) -> Iterator[list[Table]]:
    """Yield the parts of each table: a part continues the one before it under the same headings."""
    parts: list[Table] = []
    for table in document.tables:
        if parts and not _continues(document, parts[-1], table):
            yield parts
            parts = []
        parts.append(table)
    if parts:
        yield parts


def _continues(document: Document, above: Table, table: Table) -> bool:
    if not above.rows or not table.rows or len(above.rows[0]) != len(table.rows[0]):
        return False
    if any(above.end <= heading.start < table.start for heading in document.outline):
        return False
    if table.caption and above.caption not in (None, table.caption) and "续" not in table.caption:
        return False
    first, second = above.rows[0], table.rows[0]
    return not is_header(second) or all(
        not a.strip() or not b.strip() or tidy(a) == tidy(b) for a, b in zip(first, second, strict=True)
    )


def _read(document: Document, parts: Sequence[Table]) -> list[IndicatorRow]:
    headers, lines = _lines(parts)
    full = [line for line in lines if len({text for text in line.texts if text}) > 1]
    if not headers or len(full) < 2:
        return []
    found = columns(headers, [line.texts for line in full], parts[0].caption or "")
    roles = [column.role for column in found]
    if "name" not in roles or "target" not in roles or not _is_plan(found):
        return []
    entries = _entries(lines, found)
    at = _place(found, "domain")
    trusted = any(
        cell.row_span > 1 and cell.column == at for part in parts for cell in part.cells if at is not None
    )
    labels = [entry.label or None for entry in entries]
    names = [entry.name for entry in entries]
    owned = domains(labels, names, trusted=trusted)
    return [
        _row(document, entry, found, domain, position)
        for position, (entry, domain) in enumerate(zip(entries, owned, strict=True), 1)
    ]


def _is_plan(found: Sequence[Column]) -> bool:
    """A table of figures of consecutive years reports; a plan looks ahead or says 约束性, 目标."""
    roles = {column.role for column in found}
    targets = [column.year for column in found if column.role == "target"]
    return bool(roles & {"baseline", "attribute"}) or len(targets) == 1 or any(y is None for y in targets)


def _place(found: Sequence[Column], role: Role) -> int | None:
    return next((place for place, column in enumerate(found) if column.role == role), None)


def _lines(parts: Sequence[Table]) -> tuple[list[tuple[str, ...]], list[_Line]]:
    """Split the rows into headers (rows in a row joined column by column) and body lines."""
    headers: list[tuple[str, ...]] = []
    lines: list[_Line] = []
    for part in parts:
        cells = {(cell.row, cell.column): cell for cell in part.cells}
        above_is_header = False
        for number, texts in enumerate(part.rows):
            texts = tuple(text.strip() for text in texts)
            if is_header(texts):
                headers[-1:] = [_stacked(headers[-1], texts)] if above_is_header else [*headers[-1:], texts]
                above_is_header = True
            elif any(texts) and headers:
                above_is_header = False
                row = tuple(cells.get((number, place)) for place in range(len(texts)))
                lines.append(_Line(table=part.index, row=number, texts=texts, cells=row, header=headers[-1]))
    return headers, lines


def _stacked(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(a if a == b else a + b for a, b in zip(above, below, strict=True))


def _entries(lines: Sequence[_Line], found: Sequence[Column]) -> list[_Entry]:
    """Turn lines into indicators: shifted lines put back, broken names joined, lone labels kept."""
    entries: list[_Entry] = []
    name, domain = _place(found, "name"), _place(found, "domain")
    waiting = ""
    for line in (_unshifted(line, found) for line in lines):
        if _is_indicator(line, found):
            label = line.text(domain) or waiting
            entries.append(_Entry(line=line, name=line.text(name), label=label, doubts=line.doubts))
            waiting = ""
        elif entries and _is_rest_of_name(line, found, entries[-1]):
            entries[-1] = _with_rest(entries[-1], line, name, domain)
        elif title := _section_title(line):
            waiting = title
    return entries


def _is_indicator(line: _Line, found: Sequence[Column]) -> bool:
    number, name, unit = (_place(found, role) for role in ("number", "name", "unit"))
    if not line.text(name) or (number is not None and not line.text(number).strip()):
        return False
    if len({text for text in line.texts if text}) < 2:
        return False
    said = [line.text(place) for place, column in enumerate(found) if column.role in _FIGURES]
    return number is not None or any(said) or bool(line.text(unit))


def _is_rest_of_name(line: _Line, found: Sequence[Column], above: _Entry) -> bool:
    """Say whether a line only carries on the name above it: no number, no figures."""
    name, number = _place(found, "name"), _place(found, "number")
    figures = [line.text(place) for place, column in enumerate(found) if column.role in (*_FIGURES, "unit")]
    if any(figures) or not line.text(name) or len(set(filter(None, line.texts))) > 2:
        return False
    whole = tidy(above.name)
    return number is not None or whole.count("(") > whole.count(")")


def _with_rest(entry: _Entry, line: _Line, name: int | None, domain: int | None) -> _Entry:
    label = entry.label + line.text(domain)
    doubts = (*entry.doubts, "name-joined") + (("domain-joined",) if line.text(domain) else ())
    return replace(entry, name=entry.name + line.text(name), label=label, doubts=doubts)


def _section_title(line: _Line) -> str:
    """Return the text of a line that holds one text only, a domain printed over the whole width."""
    texts = {text for text in line.texts if text}
    title = next(iter(texts)) if len(texts) == 1 else ""
    short = tidy(title).lstrip("一二三四五六七八九十0123456789()、.")
    return short if len(short) <= 12 and not short.startswith(("注", "备注", "其中", "说明")) else ""


def _unshifted(line: _Line, found: Sequence[Column]) -> _Line:
    """Move a line one column right (or left) when only then its cells agree with their columns."""
    best = max((0, 1, -1), key=lambda shift: (_agreement(line, found, shift), -abs(shift)))
    if not best or _agreement(line, found, best) < _agreement(line, found, 0) + 2:
        return line
    texts, cells = _shifted(line.texts, best, ""), _shifted(line.cells, best, None)
    return replace(line, texts=texts, cells=cells, doubts=(*line.doubts, "row-shifted"))


def _shifted(items: tuple[_T, ...], shift: int, blank: _T) -> tuple[_T, ...]:
    return (blank, *items[:-1]) if shift > 0 else (*items[1:], blank)


def _agreement(line: _Line, found: Sequence[Column], shift: int) -> int:
    """Count the cells that agree with their column after a shift; a lost text counts against it."""
    lost = line.texts[-1] if shift > 0 else line.texts[0] if shift < 0 else ""
    if lost:
        return -1
    texts = _shifted(line.texts, shift, "") if shift else line.texts
    return sum(_agrees(text, column.role) for text, column in zip(texts, found, strict=True))


def _agrees(text: str, role: Role) -> bool:
    if role in _FIGURES:
        return read_cell(text).kind == "number"
    if role == "number":
        return text.strip().isdecimal()
    if role == "name":
        return read_cell(text).kind == "words" and attribute(text) is None
    return role == "attribute" and attribute(text) is not None


def _row(
    document: Document, entry: _Entry, found: Sequence[Column], domain: RowDomain, position: int
) -> IndicatorRow:
    line = entry.line
    name, bracket = split_name(entry.name)
    cells = _readings(document, line, found)
    readings = [reading for _, reading, _ in cells]
    unit = _unit(tidy(line.text(_place(found, "unit"))), bracket, readings)
    says = _meaning(name, unit, readings)
    start, end = _span(document, line)
    number = tidy(line.text(_place(found, "number")))
    baseline, targets, unquantified = _figures(document, cells, found)
    return IndicatorRow(
        number=int(number) if number.isdecimal() else position,
        domain=domain.text,
        name=name,
        unit=unit,
        measure=says.measure,
        direction=says.direction,
        basis=says.basis,
        attribute=attribute(line.text(_place(found, "attribute"))) or "unmarked",
        baseline=baseline,
        targets=targets,
        table=line.table,
        row=line.row,
        start=start,
        end=end,
        owner=tidy(line.text(_place(found, "owner"))) or None,
        unquantified=unquantified,
        doubts=_doubts(entry, domain, found, readings),
    )


def _meaning(name: str, unit: str | None, readings: Sequence[CellReading]) -> Meaning:
    if any(reading.rank for reading in readings):
        return Meaning(rule="place-in-a-ranking", measure="rank")
    return meaning(name, unit)


def _span(document: Document, line: _Line) -> tuple[int, int]:
    spans = [(cell.start, cell.end) for cell in line.cells if cell is not None]
    return document.raw_span(min(start for start, _ in spans), max(end for _, end in spans))


def _figures(
    document: Document, cells: Sequence[tuple[Column, CellReading, Cell]], found: Sequence[Column]
) -> tuple[TargetCell | None, tuple[TargetCell, ...], tuple[UnquantifiedCell, ...]]:
    """Return the baseline, the targets by period and the targets written in words."""
    base = next((column.year for column in found if column.role == "baseline"), None)
    baseline: TargetCell | None = None
    targets: list[TargetCell] = []
    unquantified: list[UnquantifiedCell] = []
    for column, reading, cell in cells:
        figure = _figure(document, column, reading, cell, base)
        if isinstance(figure, UnquantifiedCell):
            unquantified += [figure] if column.role != "baseline" else []
        elif figure is not None and column.role == "baseline":
            baseline = figure
        elif figure is not None:
            targets.append(figure)
    targets.sort(key=lambda target: (target.period[-4:], len(target.period)))
    return baseline, tuple(targets), tuple(unquantified)


def _unit(column: str, bracket: str | None, readings: Sequence[CellReading]) -> str | None:
    """Return the unit: of its column, else of the name's brackets, else printed with the figures."""
    if read_cell(column).kind != "empty":
        return column
    return bracket or next((reading.unit for reading in readings if reading.unit), None)


def _readings(
    document: Document, line: _Line, found: Sequence[Column]
) -> list[tuple[Column, CellReading, Cell]]:
    """Return the readings of the cells that are not empty, of columns whose year is known."""
    readings = []
    for column, cell in zip(found, line.cells, strict=True):
        if cell is not None and column.role in _FIGURES:
            readings.append((column, read_cell(document.text[cell.start : cell.end]), cell))
    return readings


def _figure(
    document: Document, column: Column, reading: CellReading, cell: Cell, base: int | None
) -> TargetCell | UnquantifiedCell | None:
    period = _period(column, reading, base)
    if period is None or reading.kind == "empty":
        return None
    words = document.text[cell.start : cell.end]
    start, end = document.raw_span(cell.start + reading.start, cell.start + reading.end)
    if reading.kind == "words":
        return UnquantifiedCell(period=period, text=tidy(words), start=start, end=end)
    return TargetCell(
        period=period,
        value=reading.value,
        upper=reading.upper,
        comparator=reading.comparator,
        text=document.raw[start:end],
        start=start,
        end=end,
        kind=_figure_kind(column, reading),
        cell=tidy(words),
    )


def _figure_kind(column: Column, reading: CellReading) -> Literal["level", "average", "cumulative"]:
    if reading.cumulative:
        return "cumulative"
    return "average" if column.role == "average" else "level"


def _period(column: Column, reading: CellReading, base: int | None) -> str | None:
    """Return the period of a figure: its year, or the years of the plan for averages and totals."""
    year = column.year or (base + 5 if base and column.role == "average" else None)
    if year is None:
        return None
    if _figure_kind(column, reading) == "level":
        return str(year)
    since = column.since or (base + 1 if base and base < year else year - 4)
    return f"{since}/{year}"


def _doubts(
    entry: _Entry, domain: RowDomain, found: Sequence[Column], readings: Sequence[CellReading]
) -> tuple[str, ...]:
    doubts = [*entry.doubts, *domain.doubts]
    blank = [
        column
        for column, text in zip(found, entry.line.header, strict=True)
        if column.role in _FIGURES and not text
    ]
    if any(column.inferred for column in found):
        doubts.append("baseline-year-inferred")
    elif blank:
        doubts.append("header-inferred")
    if any(column.year is None for column in found if column.role in ("baseline", "target")):
        doubts.append("column-without-year")
    if any(reading.misread for reading in readings):
        doubts.append("cell-read-as-empty")
    return tuple(dict.fromkeys(doubts))

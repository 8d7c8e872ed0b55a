"""Every non-empty numeric cell of an indicator table, and of a table of figures, is one statement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from luoshi.documents.model import Document, Source, Table
from luoshi.statements.confidence import confidence
from luoshi.statements.data_tables import DataCell, data_cells, noted_unit
from luoshi.statements.indicator_table import read_indicator_tables
from luoshi.statements.model import IndicatorRow, Statement, TargetCell
from luoshi.statements.sections import section_title
from luoshi.statements.time_model import Published, ends_after
from luoshi.statements.times import find_mentions
from luoshi.vocabulary.words import Kind

_RATE = re.compile(r"[%％]\s?(?:左右|及?以[上下内])?\s?\Z")


def table_statements(document: Document, source: Source) -> Iterator[Statement]:
    """Yield a statement for every figure of the document's indicator tables."""
    if not document.tables:
        return
    published = Published.parse(source.published)
    for rows in read_indicator_tables(document):
        for row in rows:
            table = next((t for t in document.tables if t.index == row.table), None)
            if row.baseline is not None:
                yield _statement(document, source, row, row.baseline, "actual", table)
            for cell in row.targets:
                yield _statement(document, source, row, cell, _kind(row, cell, published), table)


def _kind(row: IndicatorRow, cell: TargetCell, published: Published) -> Kind:
    """A column between baseline and publication says what was reached, the last what is aimed at."""
    last = cell is row.targets[-1] or row.baseline is None
    return "target" if last or ends_after(cell.period, published) else "actual"


def figure_statements(
    document: Document, source: Source, default: str | None, published: Published
) -> Iterator[Statement]:
    """Yield a statement for every figure of the document's other tables.

    Args:
        document: What was read.
        source: What is known about it.
        default: Period of figures whose header names none.
        published: Date of the document; what lies after it is a target.
    """
    done = frozenset(row.table for rows in read_indicator_tables(document) for row in rows)
    for cell in data_cells(document, done):
        yield _figure(document, source, cell, default, published)


def _part_of_year(cell: DataCell, default: str | None, published: Published) -> str | None:
    """Return the months that a column is for (1—9月累计); their year may be the document's."""
    words = cell.months or ""
    year = int(default[:4]) if default and default[:4].isdigit() else None
    found = find_mentions(words, 0, len(words), published, year)
    return found[0].period if found else None


def _figure(
    document: Document, source: Source, cell: DataCell, default: str | None, published: Published
) -> Statement:
    period = _part_of_year(cell, default, published) or cell.year or default
    later = period is not None and ends_after(period, published)
    doubts = () if cell.year or cell.months else ("period-from-document",) if default else ("period-unknown",)
    start, end = document.raw_span(cell.start, cell.end)
    table = document.tables[cell.table]
    return Statement(
        doc=document.name,
        start=start,
        end=end,
        text=document.raw[start:end],
        value=abs(cell.reading.value),
        upper=cell.reading.upper,
        unit=cell.unit,
        comparator=cell.reading.comparator,
        measure=cell.measure,
        direction=cell.direction,
        basis=cell.basis,
        indicator=cell.name,
        region=cell.region or source.place,
        period=period,
        kind="target" if cell.aimed or later else "actual",
        section=table.caption or section_title(document, table.start),
        locator=document.locator(cell.start, cell.end),
        doubts=doubts,
        confidence=confidence("data-table-cell", doubts),
        rule="data-table-cell",
    )


def _statement(
    document: Document, source: Source, row: IndicatorRow, cell: TargetCell, kind: Kind, table: Table | None
) -> Statement:
    doubts = tuple(row.doubts)
    rate = _RATE.search(cell.text) is not None
    averaged = cell.kind == "average" and row.measure == "level" and (rate or row.unit in ("%", None))
    start, end = _clean_span(document, cell.start, cell.end)
    heading = section_title(document, table.start if table else start)
    return Statement(
        doc=document.name,
        start=cell.start,
        end=cell.end,
        text=cell.text,
        value=cell.value,
        upper=cell.upper,
        unit="%"
        if rate
        else row.unit or (noted_unit(document, table) if table and row.measure != "rank" else None),
        comparator=cell.comparator,
        measure="growth" if averaged else row.measure,
        direction="up" if averaged else row.direction,
        basis="annual_average" if averaged else row.basis,
        indicator=row.name,
        region=source.place,
        period=cell.period,
        kind=kind,
        section=(table.caption if table else None) or heading,
        locator=document.locator(start, end),
        doubts=doubts,
        confidence=confidence("table-cell", doubts),
        rule="table-cell",
        row=row.number,
    )


def _clean_span(document: Document, start: int, end: int) -> tuple[int, int]:
    """Return the clean span of a raw span."""
    from bisect import bisect_left

    first = bisect_left(document.raw_offsets, start)
    return first, max(first, bisect_left(document.raw_offsets, end))

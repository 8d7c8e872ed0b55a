"""Every non-empty numeric cell of an indicator table is one statement."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.documents.model import Document, Source, Table
from luoshi.statements.confidence import confidence
from luoshi.statements.indicator_table import read_indicator_tables
from luoshi.statements.model import IndicatorRow, Statement, TargetCell
from luoshi.statements.sections import section_title
from luoshi.vocabulary.words import Kind


def table_statements(document: Document, source: Source) -> Iterator[Statement]:
    """Yield a statement for every figure of the document's indicator tables."""
    if not document.tables:
        return
    for rows in read_indicator_tables(document):
        for row in rows:
            table = next((t for t in document.tables if t.index == row.table), None)
            if row.baseline is not None:
                yield _statement(document, source, row, row.baseline, "actual", table)
            for cell in row.targets:
                yield _statement(document, source, row, cell, "target", table)


def _statement(
    document: Document, source: Source, row: IndicatorRow, cell: TargetCell, kind: Kind, table: Table | None
) -> Statement:
    doubts = tuple(row.doubts)
    start, end = _clean_span(document, cell.start, cell.end)
    heading = section_title(document, table.start if table else start)
    return Statement(
        doc=document.name,
        start=cell.start,
        end=cell.end,
        text=cell.text,
        value=cell.value,
        upper=cell.upper,
        unit=row.unit,
        comparator=cell.comparator,
        measure=row.measure,
        direction=row.direction,
        basis=row.basis,
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

"""A document becomes its quantified statements."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from luoshi.documents.model import Block, Document, Source
from luoshi.statements.block_reading import BlockReader
from luoshi.statements.indicator_table import read_indicator_tables
from luoshi.statements.model import Statement, Survey
from luoshi.statements.table_statements import figure_statements, table_statements
from luoshi.statements.task_cells import dated, headed, task_cells


def extract(document: Document, source: Source) -> list[Statement]:
    """Return the quantified statements of a document in reading order.

    Args:
        document: What was read.
        source: What is known about it: its date resolves 今年 and 目前, its place is the default region,
            its kind says whether an undated sentence promises or reports.
    """
    return list(survey(document, source).statements)


def survey(document: Document, source: Source) -> Survey:
    """Return the statements of a document and the numbers that are none, each with the rule that says so."""
    reader = BlockReader(document, source)
    found = [statement for block in _read_blocks(document) for statement in reader.read(block)]
    if document.tables:
        found += _told_in_tables(document, reader)
    found += table_statements(document, source)
    found += figure_statements(document, source, reader.context.default, reader.context.published)
    return Survey(
        statements=tuple(sorted(found, key=lambda s: (s.start, s.end))), set_aside=tuple(reader.set_aside)
    )


def _told_in_tables(document: Document, reader: BlockReader) -> Iterator[Statement]:
    done = frozenset(row.table for rows in read_indicator_tables(document) for row in rows)
    for cell in task_cells(document, done):
        for statement in reader.read(cell.block):
            yield headed(dated(statement, cell.deadline, reader.context.published), cell.header)


def _read_blocks(document: Document) -> Iterator[Block]:
    return (block for block in document.blocks if block.kind in ("paragraph", "item"))


def extract_file(path: str | Path, *, date: str | None = None, place: str | None = None) -> list[Statement]:
    """Return the statements of a file, with what the ``sources.yaml`` beside it says.

    Args:
        path: The file.
        date: ISO date that overrides the published date.
        place: Name that overrides the place.

    Raises:
        LuoshiError: What reading the file or its ``sources.yaml`` raises; ``date-unknown``.
    """
    from luoshi.documents import read
    from luoshi.documents.sources import source_for

    return extract(read(path), overridden(source_for(path), date=date, place=place))


def overridden(source: Source, *, date: str | None = None, place: str | None = None) -> Source:
    """Return a source with another date or place; raises ``date-unknown``."""
    from dataclasses import replace

    from luoshi.errors import LuoshiError
    from luoshi.vocabulary.period import Period

    if date is not None:
        try:
            Period.parse(date)
        except LuoshiError as error:
            raise LuoshiError("date-unknown", text=date) from error
        source = replace(source, published=date)
    return source if place is None else replace(source, place=place, place_code=None)

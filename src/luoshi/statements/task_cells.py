"""Sentences in the cells of task tables: what a year's goal or a measure promises in words and numbers.

A column whose header speaks of goals, tasks or measures is read like prose. The row's own deadline
(完成时限) dates what the cell leaves undated. Cells of figures are read by ``data_tables``.

Example: ``| 推行绿色制造 | 新增省级绿色工厂6家 | 市工信局 | 2024年12月 |``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from luoshi.documents.model import Block, Document, Table
from luoshi.statements.model import Statement
from luoshi.statements.time_model import Published, ends_after
from luoshi.statements.times import find_mentions

_TOLD = re.compile(r"目标|任务|内容|举措|措施|要求|进展|成效|成果|标准|事项|做法|方案|安排|说明")
_LIMIT = re.compile(r"时限|时间|期限|节点|进度要求")
_SENTENCE = re.compile(r"[一-鿿][^|]*\d|\d[^|]*[一-鿿]")
_SHORTEST = 6


def task_cells(document: Document, done: frozenset[int]) -> Iterator[tuple[Block, str | None]]:
    """Yield each cell of words as a block, with the words of its row's deadline if there is such a column.

    Args:
        document: What was read.
        done: Indexes of the tables that were read as tables of indicators.
    """
    for table in document.tables:
        if table.index not in done and len(table.rows) > 1:
            yield from _of_table(table)


def _of_table(table: Table) -> Iterator[tuple[Block, str | None]]:
    header = table.rows[0]
    told = {place for place, words in enumerate(header) if _TOLD.search(words) and not _LIMIT.search(words)}
    limit = next((place for place, words in enumerate(header) if _LIMIT.search(words)), None)
    for cell in table.cells:
        if cell.row and cell.column in told and len(cell.text) >= _SHORTEST and _SENTENCE.search(cell.text):
            deadline = table.rows[cell.row][limit] if limit is not None else None
            yield Block(kind="paragraph", start=cell.start, end=cell.end, table=table.index), deadline


def dated(statement: Statement, deadline: str | None, published: Published) -> Statement:
    """Return a statement with its row's deadline as period where its own words give none."""
    loose = {"period-unknown", "period-from-document", "period-from-block"} & set(statement.doubts)
    if deadline is None or not (loose or statement.period is None):
        return statement
    found = find_mentions(deadline, 0, len(deadline), Published(year=published.year), published.year)
    period = next((mention.period for mention in reversed(found) if mention.period), None)
    if period is None:
        return statement
    doubts = tuple(doubt for doubt in statement.doubts if doubt not in loose)
    period = period[:4] if "/" not in period else period
    kind = "target" if ends_after(period, published) else statement.kind
    return replace(statement, period=period, kind=kind, doubts=doubts)

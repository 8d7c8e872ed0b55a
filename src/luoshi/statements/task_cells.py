"""Sentences in the cells of task tables: what a year's goal or a measure promises in words and numbers.

A column whose header speaks of goals, tasks or measures is read like prose. The row's own deadline
(完成时限) dates what the cell leaves undated. Cells of figures are read by ``data_tables``.

Example: ``| 推行绿色制造 | 新增省级绿色工厂6家 | 市工信局 | 2024年12月 |``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from luoshi.documents.model import Block, Document, Table
from luoshi.statements.confidence import confidence
from luoshi.statements.model import Statement
from luoshi.statements.time_model import Published, ends_after
from luoshi.statements.times import find_mentions

_TOLD = re.compile(r"目标|任务|内容|举措|措施|要求|进展|成效|成果|标准|事项|做法|方案|安排|说明")
_PROGRESS = re.compile(r"进展|成效|成果|完成情况|落实情况|推进情况")
_GOALS = re.compile(r"目标")
_LIMIT = re.compile(r"时限|时间|期限|节点|进度要求")
_SENTENCE = re.compile(r"(?<![^|])(?=[^|]*[一-鿿])(?=[^|]*\d)")
_SHORTEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskCell:
    """A cell of words with what its table says of it.

    Attributes:
        header: Words at the head of its column.
        deadline: Words of its row's deadline, ``None`` where there is no such column.
    """

    block: Block
    header: str
    deadline: str | None


def task_cells(document: Document, done: frozenset[int]) -> Iterator[TaskCell]:
    """Yield each cell of words.

    Args:
        document: What was read.
        done: Indexes of the tables that were read as tables of indicators.
    """
    for table in document.tables:
        if table.index not in done and len(table.rows) > 1:
            yield from _of_table(table)


def _of_table(table: Table) -> Iterator[TaskCell]:
    header = table.rows[0]
    told = {place for place, words in enumerate(header) if _TOLD.search(words) and not _LIMIT.search(words)}
    limit = next((place for place, words in enumerate(header) if _LIMIT.search(words)), None)
    for cell in table.cells:
        if cell.row and cell.column in told and len(cell.text) >= _SHORTEST and _SENTENCE.search(cell.text):
            deadline = table.rows[cell.row][limit] if limit is not None else None
            block = Block(kind="paragraph", start=cell.start, end=cell.end, table=table.index)
            yield TaskCell(block=block, header=header[cell.column], deadline=deadline)


def headed(statement: Statement, header: str) -> Statement:
    """Return a statement as a fact in a column of progress, as a target in a column of goals."""
    if _PROGRESS.search(header):
        return replace(statement, kind="forecast" if statement.kind == "forecast" else "actual")
    return replace(statement, kind="target") if _GOALS.search(header) else statement


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
    sure = confidence(statement.rule, doubts)
    return replace(statement, period=period, kind=kind, doubts=doubts, confidence=sure)

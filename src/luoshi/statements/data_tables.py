"""Tables of figures in reports and bulletins: a column of names, columns of figures under their headers.

A header says the year, the unit and whether its figures are levels, growth, shares or ranks; a unit may
also stand behind the name or in the caption (``单位：亿元``). A table is read only where a unit or a year
says what its figures are; tables of tasks, projects and addresses are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from luoshi.documents.model import Cell, Document, Table
from luoshi.statements.indicator_cells import CellReading, read_cell
from luoshi.statements.indicator_words import is_unit, meaning, split_name, tidy
from luoshi.statements.lexicon import cues
from luoshi.vocabulary.words import Basis, Direction, Measure

_YEAR = re.compile(r"(?:19|20)\d{2}(?=\s?年|$)")
_MONTHS = re.compile(
    r"(?:(?:19|20)\d{2}年)?(?:\d{1,2}月?\s?[-—–~～至]{1,2}\s?\d{1,2}月|(?:前|第)?[一二三四]季度|[上下]半年|前\d{1,2}个月)"
)
_YEAR_HEAD = re.compile(r"(?:19|20)\d{2}\s?年?")
_UNIT_NOTE = re.compile(r"单位[:：]\s*([^\s，。；）)]{1,12})")
_BRACKETED = re.compile(r"[（(]([^（）()]{1,12})[)）]")
_GROWTH = re.compile(r"增长|增速|增幅|同比|[±]|比上年|比去年|涨跌|升降")
_SKIPPED = re.compile(
    r"^(?:序号|编号|代码|备注|说明|时间|时限|完成时限|页码|电话|邮编|面积单位|联系|等级|级别|层级)"
)
_AIMED = re.compile(r"目标|计划|预期|任务|规划")
_RANKED = re.compile(r"排名|位次|名次|排位")
_PREFIX = re.compile(
    r"^(?:#|其中[:：]?|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．])+"
)
_UNITS = re.compile(r"(?:计量)?单位")
_COMPLETED = re.compile(r"完成率|完成比例|完成进度|完成情况|进度")
_NOT_THE_NOUN = re.compile(
    r"(?:19|20)\d{2}年?|[（(][^（）()]*[)）]|目标|计划|实际|预期|完成值?(?!率|比|进)|全年|本年|本期"
)
_OF_PLACES = re.compile(
    r"(?:地|县|区|市|州|盟|省|乡|镇)+[区县市州]?(?:名称?|别)?|各?县[（(]?市、?区[)）]?|行政区划?|区域|单位名称"
)
_A_PLACE = re.compile(r"[一-鿿]{1,10}[市区县州旗盟省乡镇]")
_NEGATIVE = re.compile(r"^\s*[-－−]")
_FEWEST = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DataColumn:
    """What the header of a column says of its figures.

    ``months`` are its words for part of a year; ``noun`` is what it adds to every name (产量, 完成率);
    ``measured`` what it names itself, where the rows are places.
    """

    label: str
    year: str | None = None
    months: str | None = None
    unit: str | None = None
    measure: Measure = "level"
    aimed: bool = False
    noun: str = ""
    measured: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataCell:
    """A figure of a table with all its headers say; offsets are clean."""

    table: int
    start: int
    end: int
    reading: CellReading
    name: str
    unit: str | None
    year: str | None
    months: str | None
    measure: Measure
    direction: Direction | None
    basis: Basis | None
    aimed: bool
    region: str | None = None


def data_cells(document: Document, done: frozenset[int]) -> Iterator[DataCell]:
    """Yield the figures of the document's tables that are no indicator tables.

    Args:
        document: What was read.
        done: Indexes of the tables that were read already.
    """
    for table in document.tables:
        if table.index not in done:
            yield from _cells(document, table)


def _cells(document: Document, table: Table) -> Iterator[DataCell]:
    heads = _header_rows(table)
    if not heads or heads == len(table.rows):
        return
    noted = noted_unit(document, table)
    columns = [_column(table, heads, place) for place in range(len(table.rows[0]))]
    names = next((place for place in range(len(columns)) if _names(table, heads, place)), None)
    if names is None:
        return
    years = {column.year for column in columns if column is not None and column.year}
    if years:
        same = max(years)
        columns = [
            c and (replace(c, year=same) if c.measure == "growth" and not c.year else c) for c in columns
        ]
    spans = {column.months for column in columns if column is not None and column.months}
    if len(spans) == 1:
        columns = [c and replace(c, months=c.months or (None if c.year else max(spans))) for c in columns]
    columns = _named_in_full(_of_the_year_before(columns))
    unit_at = next((place for place, text in enumerate(table.rows[0]) if _UNITS.fullmatch(tidy(text))), None)
    found = [
        cell
        for row in range(heads, len(table.rows))
        for place, column in enumerate(columns)
        if place > names and column is not None
        if (
            cell := _cell(
                document, table, (row, place), names, column, _unit_of(table, row, unit_at) or noted
            )
        )
        is not None
    ]
    if len(found) >= _FEWEST and any(cell.unit or cell.year or cell.months for cell in found):
        yield from (cell for cell in found if cell.unit or cell.measure == "rank")


def _of_the_year_before(columns: list[DataColumn | None]) -> list[DataColumn | None]:
    """2022年实际 | 完成率: how far a plan was carried out is of the year reached last before it."""
    year: str | None = None
    found: list[DataColumn | None] = []
    for column in columns:
        if column is not None and column.year and not column.aimed:
            year = column.year
        elif column is not None and not column.year and _COMPLETED.search(column.label):
            column = replace(column, year=year)
        found.append(column)
    return found


def _named_in_full(columns: list[DataColumn | None]) -> list[DataColumn | None]:
    """常住人口 | 比重 | 比上年增长: a share and a growth are of what the columns before measure."""
    last = ""
    found: list[DataColumn | None] = []
    for column in columns:
        if column is not None and column.measure == "growth":
            column = replace(column, measured=last)
        elif column is not None and column.measured in _nouns():
            column = replace(column, measured=last + column.measured)
        elif column is not None and column.measured:
            last = column.measured
        found.append(column)
    return found


def _unit_of(table: Table, row: int, place: int | None) -> str | None:
    """Return the unit that a column of units gives a row."""
    unit = "" if place is None or place >= len(table.rows[row]) else tidy(table.rows[row][place])
    return unit if is_unit(unit) else None


def _header_rows(table: Table) -> int:
    """Return how many rows at the top hold no figure (years in a header are none)."""
    for number, row in enumerate(table.rows):
        if any(
            read_cell(text).kind == "number" and not _YEAR_HEAD.fullmatch(text.strip()) for text in row[1:]
        ):
            return number
    return len(table.rows)


def _names(table: Table, heads: int, place: int) -> bool:
    """Tell whether a column holds the names: words in most of its rows."""
    texts = [row[place] for row in table.rows[heads:] if place < len(row)]
    words = [text for text in texts if text.strip() and read_cell(text).kind == "words"]
    return len(words) * 2 > len(texts) and not _SKIPPED.match(tidy(table.rows[0][place]))


def noted_unit(document: Document, table: Table) -> str | None:
    """Return the unit a note above the table or its caption gives for all its figures."""
    above = document.text[max(0, table.start - 40) : table.start] + (table.caption or "")
    match = _UNIT_NOTE.search(above) or _UNIT_NOTE.search(" ".join(table.rows[0]))
    if match and is_unit(match[1]):
        return match[1]
    bracket = _BRACKETED.search(table.caption or "")
    return bracket[1] if bracket and is_unit(bracket[1]) else None


@cache
def _nouns() -> frozenset[str]:
    """Return the nouns that mean nothing without what they belong to."""
    return frozenset((*cues()["generic"], *cues()["heads"]))


def _column(table: Table, heads: int, place: int) -> DataColumn | None:
    """Return what a column's header says, ``None`` for a column that holds no figures of interest."""
    parts = dict.fromkeys(tidy(table.rows[row][place]) for row in range(heads))
    label = "".join(parts)
    if not label or _SKIPPED.match(label):
        return None
    units = [unit for unit in _BRACKETED.findall(label) if is_unit(unit)]
    year, months = _YEAR.search(label), _MONTHS.search(label)
    measure: Measure = "rank" if _RANKED.search(label) else "growth" if _GROWTH.search(label) else "level"
    return DataColumn(
        label=label,
        year=year[0] if year else None,
        months=months[0] if months else None,
        unit=units[-1] if units else ("%" if measure == "growth" else None),
        measure=measure,
        aimed=_AIMED.search(label) is not None and not _COMPLETED.search(label),
        noun=noun if (noun := _NOT_THE_NOUN.sub("", label)) in _nouns() else "",
        measured=_BRACKETED.sub("", label) if measure == "level" and _YEAR.search(label) is None else "",
    )


def _cell(
    document: Document,
    table: Table,
    at: tuple[int, int],
    names: int,
    column: DataColumn,
    noted: str | None,
) -> DataCell | None:
    cell = table.cell(*at)
    row = at[0]
    words = table.rows[row][names].strip()
    if cell is None or not words:
        return None
    reading = read_cell(document.text[cell.start : cell.end])
    if reading.kind != "number":
        return None
    of_places = _OF_PLACES.fullmatch(tidy(table.rows[0][names])) is not None
    return _figure(table, cell, reading, words, column, noted, of_places)


def _figure(
    table: Table,
    cell: Cell,
    reading: CellReading,
    words: str,
    column: DataColumn,
    noted: str | None,
    of_places: bool,
) -> DataCell:
    name, bracket = split_name(_PREFIX.sub("", words))
    region = None
    if of_places and column.measured and _A_PLACE.fullmatch(name):
        region, name = (None if name.startswith("全") else name), column.measured
    unit = None if column.measure == "rank" else reading.unit or column.unit or bracket or noted
    says = meaning(name, unit)
    measure, direction, basis = says.measure, says.direction, says.basis
    if column.measure == "growth":
        falls = _NEGATIVE.match(cell.text) is not None
        measure, direction, basis = "growth", ("down" if falls else "up"), "yoy"
    elif column.measure == "rank":
        measure, direction, basis = "rank", None, None
    return DataCell(
        table=table.index,
        start=cell.start + reading.start,
        end=cell.start + reading.end,
        reading=reading,
        name=name if name.endswith(column.noun) else name + column.noun,
        unit=unit,
        year=column.year,
        months=column.months,
        measure=measure,
        direction=direction,
        basis=basis,
        aimed=column.aimed,
        region=region,
    )

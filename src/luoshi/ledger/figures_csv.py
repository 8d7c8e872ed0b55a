"""Published figures in a CSV file: read and checked row by row, nothing written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args

from luoshi.errors import LuoshiError, Place, Problem
from luoshi.ledger.columns_of import published_columns
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.words import Comparator, Trust

REQUIRED = ("indicator", "region", "period", "value", "unit", "match", "trust")
OPTIONAL = (
    "plan_no",
    "comparator",
    "status",
    "definition",
    "publisher",
    "title",
    "published",
    "source",
    "locator",
    "quote",
    "note",
)
MATCHES = ("same", "derived", "input", "proxy", "decoy", "context")

_MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A row of the file.

    Attributes:
        row: Line of the file it starts on, counted from 1.
        period: ``None`` when undated; such a figure is kept and never scored.
        comparator: ``gt`` for a lower bound.
        status: SDMX observation status.
        definition: What sets the statistic apart; empty for the usual one.
        match: What the figure is to the plan's indicator; only ``same`` and ``derived`` are scored.
    """

    row: int
    plan_no: int | None
    indicator: str
    region: str | None
    period: Period | None
    value: Decimal
    comparator: Comparator
    unit: str | None
    status: str
    definition: str
    match: str
    trust: Trust
    publisher: str | None
    title: str | None
    published: str | None
    source: str | None
    locator: str | None
    quote: str | None
    note: str | None

    @property
    def scored(self) -> bool:
        """Whether it may be judged at all: same or derived, trust A to C, no forecast, dated."""
        fit = self.match in ("same", "derived") and self.trust in ("A", "B", "C")
        return fit and self.status != "F" and self.period is not None


def read_figures(path: Path) -> tuple[list[Figure], list[Problem]]:
    """Return the figures of a file, or what is wrong with it: each problem names file, row and column.

    Raises:
        LuoshiError: ``file-missing``, ``file-empty``, ``file-unreadable``, ``encoding-unknown`` or whatever
            keeps the file from being read as text.
    """
    return parse_figures(_text(path), path.name)


def _text(path: Path) -> str:
    from luoshi.documents.decoding import decode

    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise LuoshiError("file-missing", Place(file=str(path))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LuoshiError("file-unreadable", Place(file=path.name), reason=reason) from None
    if not data.strip():
        raise LuoshiError("file-empty", Place(file=path.name))
    return decode(data, path.name)


def parse_figures(text: str, name: str) -> tuple[list[Figure], list[Problem]]:
    """Return the figures of a CSV text, or what is wrong with it."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    figures: list[Figure] = []
    problems: list[Problem] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        missing = [column for column in REQUIRED if column not in header]
        if missing:
            columns = "、".join(missing)
            return [], [_problem("csv-columns", name, 1, None, columns=columns)]
        start = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _one(header, cells, name, start, figures, problems)
            start = reader.line_num + 1
            if len(problems) >= _MOST_PROBLEMS:
                break
    except csv.Error as error:
        problems.append(_problem("csv-broken", name, reader.line_num, None, reason=str(error)))
    return ([], problems) if problems else (figures, [])


def _one(
    header: Sequence[str],
    cells: Sequence[str],
    name: str,
    row: int,
    figures: list[Figure],
    problems: list[Problem],
) -> None:
    if len(cells) != len(header):
        problems.append(_problem("csv-row", name, row, None, found=len(cells), expected=len(header)))
        return
    given = {column: cell.strip() for column, cell in zip(header, cells, strict=True)}
    values: dict[str, Any] = {"row": row}
    before = len(problems)
    for column in (*REQUIRED, *OPTIONAL):
        try:
            values[column] = _READERS.get(column, _words)(given.get(column, ""))
        except LuoshiError as error:
            problem = error.problem
            problems.append(_problem(problem.code, name, row, column, **problem.detail))
    if len(problems) == before:
        figures.append(Figure(**values))


def _problem(code: str, file: str, row: int, column: str | None, **detail: object) -> Problem:
    return Problem(code=code, place=Place(file=file, row=row, column=column), detail=detail)


def _refuse(text: str, expected: str) -> LuoshiError:
    return LuoshiError("csv-value", text=text or "（空 / empty）", expected=expected)


def _words(text: str) -> str | None:
    return text or None


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdigit():
        raise _refuse(text, "整数 / a whole number")
    return int(text)


def _needed(text: str) -> str:
    if not text:
        raise _refuse(text, "名称 / a name")
    return text


def _period(text: str) -> Period | None:
    return Period.parse(text) if text else None


def _value(text: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or not text.isascii():
        raise _refuse(text, "数字 / a number")
    return value


def _one_of(choices: Sequence[str], default: str | None = None) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text and default is not None:
            return default
        if text not in choices:
            raise _refuse(text, f"{'、'.join(choices)} 之一 / one of these")
        return text

    return read


def _status(text: str) -> str:
    if not text:
        return "A"
    if len(text) != 1 or not text.isascii() or not text.isupper():
        raise _refuse(text, "一个大写字母 / one capital letter")
    return text


def _date(text: str) -> str | None:
    published_columns(text)
    return text or None


def _definition(text: str) -> str:
    return text


_READERS: Mapping[str, Callable[[str], Any]] = {
    "plan_no": _number,
    "indicator": _needed,
    "period": _period,
    "value": _value,
    "comparator": _one_of(get_args(Comparator), "eq"),
    "status": _status,
    "definition": _definition,
    "match": _one_of(MATCHES),
    "trust": _one_of(get_args(Trust)),
    "published": _date,
}

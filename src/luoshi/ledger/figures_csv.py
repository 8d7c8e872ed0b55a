"""Published figures in a CSV file: read and checked row by row, nothing written."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, get_args

from luoshi.errors import LuoshiError, Place, Problem
from luoshi.ledger.columns_of import published_columns
from luoshi.ledger.schema.planning import PUBLICITIES
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
EXTRA = ("nature", "stage", "price_basis", "publicity", "released", "dimensions")
"""Columns that few files have; they cost nothing where they are absent."""

STAGES = ("预计", "快报", "初步核算", "最终核实", "普查修订")
NATURES = ("statistics", "department", "government", "publicity", "third-party", "media")
MATCHES = ("same", "derived", "input", "proxy", "decoy", "context")

_MOST_PROBLEMS = 50
_AT_ONCE = 8 * 1024 * 1024
"""Bytes of a file that are taken into memory together."""

_REMEMBERED = 20_000
_HARDLY_REPEATED = frozenset({"value", "locator", "quote", "note"})
_WRONG: Final = object()
_UNKNOWN: Final = object()


class Figure(NamedTuple):
    """A row of the file; a tuple, as a file may have millions of them.

    Attributes:
        row: Line of the file it starts on, counted from 1.
        period: ``None`` when undated; such a figure is kept and never scored.
        comparator: ``gt`` for a lower bound.
        status: SDMX observation status.
        definition: What sets the statistic apart; empty for the usual one.
        match: What the figure is to the plan's indicator; only ``same`` and ``derived`` are scored.
        nature: Of its source: ``statistics``, ``department`` …
        stage: 预计, 快报, 初步核算, 最终核实 or 普查修订.
        price_basis: 现价, 不变价, 可比口径 …
        publicity, released: Who may see the source, and from which day on.
        dimensions: What makes it a part of its total, as ``性别=女;行业=制造业``.
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
    nature: str | None = None
    stage: str | None = None
    price_basis: str | None = None
    publicity: str | None = None
    released: date | None = None
    dimensions: tuple[tuple[str, str], ...] = ()

    @property
    def scored(self) -> bool:
        """Whether it may be judged at all: same or derived, trust A to C, no forecast, dated."""
        fit = self.match in ("same", "derived") and self.trust in ("A", "B", "C")
        return fit and self.status != "F" and self.period is not None


def read_figures(path: Path, problems: list[Problem]) -> Iterator[Figure]:
    """Yield the figures of a file; what is wrong with it joins ``problems``, with file, row and column.

    A figure that was yielded counts only if there are no problems in the end: a file is taken as a whole.

    Raises:
        LuoshiError: ``file-missing``, ``file-empty``, ``file-unreadable``, ``encoding-unknown`` or whatever
            keeps the file from being read as text.
    """
    try:
        with _text(path) as text:
            yield from _figures(text, path.name, problems)
    except FileNotFoundError:
        raise LuoshiError("file-missing", Place(file=str(path))) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LuoshiError("file-unreadable", Place(file=path.name), reason=reason) from None


def _text(path: Path) -> IO[str]:
    """Open a file as text: a small one in any known encoding, a large one most often piece by piece."""
    from luoshi.documents.decoding import decode

    if path.stat().st_size > _AT_ONCE and _is_utf8(path):
        return path.open(encoding="utf-8-sig", newline="")
    data = path.read_bytes()
    if not data.strip():
        raise LuoshiError("file-empty", Place(file=path.name))
    return io.StringIO(decode(data, path.name).removeprefix("\ufeff"), newline="")


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(_AT_ONCE):
                if b"\x00" in piece:
                    return False
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def parse_figures(text: str, name: str) -> tuple[list[Figure], list[Problem]]:
    """Return the figures of a CSV text, or what is wrong with it."""
    problems: list[Problem] = []
    figures = list(_figures(io.StringIO(text.removeprefix("\ufeff"), newline=""), name, problems))
    return ([], problems) if problems else (figures, [])


def _figures(text: Iterable[str], name: str, problems: list[Problem]) -> Iterator[Figure]:
    reader = csv.reader(text, strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        missing = [column for column in REQUIRED if column not in header]
        if missing:
            problems.append(_problem("csv-columns", name, 1, None, columns="、".join(missing)))
            return
        columns = _Columns(header, name, problems)
        start = reader.line_num + 1
        for cells in reader:
            if "".join(cells).strip() and (figure := columns.read(cells, start)) is not None:
                yield figure
            start = reader.line_num + 1
            if len(problems) >= _MOST_PROBLEMS:
                return
    except csv.Error as error:
        problems.append(_problem("csv-broken", name, reader.line_num, None, reason=str(error)))


class _Columns:
    """The columns of a file, each with its reader; a cell read before is not read again."""

    def __init__(self, header: Sequence[str], name: str, problems: list[Problem]) -> None:
        self.width = len(header)
        self.name = name
        self.problems = problems
        places = {column: place for place, column in enumerate(header)}
        self.blank = [Figure._field_defaults.get(column) for column in Figure._fields]
        self.readers = [
            (
                column,
                Figure._fields.index(column),
                places.get(column, -1),
                _READERS.get(column, _words),
                _memory(column),
            )
            for column in (*REQUIRED, *OPTIONAL, *(one for one in EXTRA if one in places))
        ]

    def read(self, cells: list[str], row: int) -> Figure | None:
        """Return the figure of a row; ``None`` when something is wrong with it, which is noted."""
        if len(cells) != self.width:
            detail = {"found": len(cells), "expected": self.width}
            self.problems.append(_problem("csv-row", self.name, row, None, **detail))
            return None
        cells.append("")
        values: list[Any] = [row, *self.blank[1:]]
        for column, at, place, read, memory in self.readers:
            cell = cells[place]
            if memory is None:
                values[at] = self._value(column, row, read, cell.strip())
            elif (value := memory.get(cell, _UNKNOWN)) is not _UNKNOWN:
                values[at] = value
            else:
                value = values[at] = self._value(column, row, read, cell.strip())
                if value is not _WRONG and len(memory) < _REMEMBERED:
                    memory[cell] = value
        return None if _WRONG in values else Figure._make(values)

    def _value(self, column: str, row: int, read: Callable[[str], Any], cell: str) -> Any:
        try:
            return read(cell)
        except LuoshiError as error:
            problem = error.problem
            self.problems.append(_problem(problem.code, self.name, row, column, **problem.detail))
            return _WRONG


def _memory(column: str) -> dict[str, Any] | None:
    return None if column in _HARDLY_REPEATED else {}


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


def _choice(choices: Sequence[str]) -> Callable[[str], str | None]:
    read = _one_of(choices)
    return lambda text: read(text) if text else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise _refuse(text, "日期 / a date such as 2025-05-22") from error


def _dimensions(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    if any(not name.strip() or not value.strip() for name, _, value in pairs):
        raise _refuse(text, "名称=值;名称=值 / NAME=VALUE;NAME=VALUE")
    return tuple(sorted((name.strip(), value.strip()) for name, _, value in pairs))


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
    "nature": _choice(NATURES),
    "stage": _choice(STAGES),
    "publicity": _choice(PUBLICITIES),
    "released": _day,
    "dimensions": _dimensions,
}

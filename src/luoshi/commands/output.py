"""Writing rows: a table for eyes, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

import click

from luoshi.errors import Language

Format = Literal["table", "json", "csv", "jsonl"]
Row = Mapping[str, Any]

WIDEST = 44
"""Terminal columns of the widest cell of a table; longer texts are cut with an ellipsis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its name for programs, its heading for people.

    Attributes:
        key: Key in the rows and heading in CSV and JSON.
        zh, en: Heading of the table.
        right: Whether cells are aligned to the right.
        widest: Terminal columns after which a cell is cut.
    """

    key: str
    zh: str
    en: str
    right: bool = False
    widest: int = WIDEST

    def heading(self, language: Language) -> str:
        """Return the heading in a language."""
        return self.zh if language == "zh" else self.en


def write(rows: Iterable[Row], columns: Sequence[Column], form: str, language: Language) -> None:
    """Write rows to standard output in one of the formats.

    Args:
        rows: Mappings; what a column does not name is left out, except in JSON lines.
        columns: In order.
        form: ``table``, ``csv``, ``json`` (one array) or ``jsonl`` (one object a line).
        language: Of the table's headings.
    """
    if form == "jsonl":
        for row in rows:
            click.echo(to_json(row))
    elif form == "json":
        click.echo(to_json([{c.key: row.get(c.key) for c in columns} for row in rows], indent=1))
    elif form == "csv":
        click.echo(to_csv(rows, columns), nl=False)
    else:
        click.echo(to_table(rows, columns, language), nl=False)


def to_json(value: Any, indent: int | None = None) -> str:
    """Return JSON text; decimals become numbers, dates ISO texts."""
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    return str(value)


def to_csv(rows: Iterable[Row], columns: Sequence[Column]) -> str:
    """Return CSV text with a heading row, lines ended by a line feed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.key for column in columns])
    writer.writerows([[cell(row.get(column.key)) for column in columns] for row in rows])
    return text.getvalue()


def to_table(rows: Iterable[Row], columns: Sequence[Column], language: Language) -> str:
    """Return a table whose columns line up, Chinese characters counting twice."""
    lines = [[column.heading(language) for column in columns]]
    lines += [[shorten(cell(row.get(column.key)), column.widest) for column in columns] for row in rows]
    widths = [max(width(line[i]) for line in lines) for i in range(len(columns))]
    lines.insert(1, ["-" * size for size in widths])
    return "".join(_line(line, widths, columns) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    padded = []
    for text, size, column in zip(cells, widths, columns, strict=True):
        gap = " " * (size - width(text))
        padded.append(gap + text if column.right else text + gap)
    return "  ".join(padded).rstrip() + "\n"


def cell(value: Any) -> str:
    """Return a value as the text of one cell."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, list | tuple):
        return " ".join(cell(part) for part in value)
    if isinstance(value, Mapping):
        return to_json(value)
    return " ".join(str(value).split())


def width(text: str) -> int:
    """Return how many terminal columns a text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shorten(text: str, widest: int) -> str:
    """Return a text that takes at most so many terminal columns, cut with an ellipsis."""
    if width(text) <= widest:
        return text
    taken, kept = 1, ""
    for character in text:
        taken += _columns(character)
        if taken > widest:
            break
        kept += character
    return kept + "…"

"""Figures as plain CSV: one row a figure, headings in Chinese or English."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from luoshi.errors import Language, LuoshiError, Place, Problem
from luoshi.formats.figures.lines import (
    FIELDS,
    MOST_CHARACTERS,
    MOST_PROBLEMS,
    MOST_ROWS,
    REQUIRED,
    Line,
    Read,
    field_of,
    heading,
    number_words,
    outcome,
    tidy,
)

_ACTIVE = re.compile(r"'*[=+@\t\r-]")
_GUARDED = re.compile(r"'+[=+@\t\r-]")
_NUMBER = re.compile(r"[+-]?[\d.]+")


def guard(words: str) -> str:
    """Return words that no spreadsheet takes for a formula: an apostrophe goes before what looks like one."""
    return f"'{words}" if _ACTIVE.match(words) and not _NUMBER.fullmatch(words) else words


def unguard(words: str) -> str:
    """Return the words that ``guard`` was given."""
    return words[1:] if _GUARDED.match(words) else words


def write_csv(lines: Iterable[Line], language: Language = "zh") -> str:
    """Return figures as CSV, in UTF-8 with a mark by which Excel knows it."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([heading(name, language) for name in FIELDS])
    writer.writerows([guard(line.get(name)) for name in FIELDS] for line in lines)
    return text.getvalue()


def read_csv(data: bytes, file: str) -> Read:
    """Return the figures of a CSV file; every problem names its row and column.

    Problems: ``file-empty``, ``encoding-unknown``, ``csv-columns``, ``csv-row``, ``csv-broken``,
    ``figures-heading-twice``, ``figures-cell-long``, ``figures-too-many``.
    """
    from luoshi.documents.decoding import decode

    if not data.strip():
        return Read(problems=(Problem(code="file-empty", place=Place(file=file)),))
    try:
        text = decode(data, file)
    except LuoshiError as error:
        return Read(problems=(error.problem,))
    return parse_csv(text, file)


def parse_csv(text: str, file: str) -> Read:
    """Return the figures of a CSV text."""
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    lines: list[Line] = []
    problems: list[Problem] = []
    try:
        heads = next(rows, [])
        fields = [field_of(head) for head in heads]
        problems += _wrong_heads(heads, fields, file)
        start = rows.line_num + 1
        for cells in rows if not problems else ():
            if any(cell.strip() for cell in cells):
                _one(heads, fields, cells, file, start, lines, problems)
            start = rows.line_num + 1
            if len(problems) >= MOST_PROBLEMS:
                break
    except csv.Error as error:
        place = Place(file=file, row=rows.line_num)
        problems.append(Problem(code="csv-broken", place=place, detail={"reason": str(error)}))
    return outcome(lines, problems)


def _wrong_heads(heads: Sequence[str], fields: Sequence[str | None], file: str) -> list[Problem]:
    place = Place(file=file, row=1)
    missing = [heading(name) for name in REQUIRED if name not in fields]
    if missing:
        return [Problem(code="csv-columns", place=place, detail={"columns": "、".join(missing)})]
    return [
        Problem(code="figures-heading-twice", place=place, detail={"heading": head})
        for at, head in enumerate(heads)
        if fields[at] is not None and fields[at] in fields[:at]
    ]


def _one(
    heads: Sequence[str],
    fields: Sequence[str | None],
    cells: Sequence[str],
    file: str,
    row: int,
    lines: list[Line],
    problems: list[Problem],
) -> None:
    if wrong := wrong_row(heads, cells, Place(file=file, row=row), len(lines)):
        problems += wrong
        return
    given = {name: cell for name, cell in zip(fields, cells, strict=True) if name and cell.strip()}
    columns = {name: tidy(head) for name, head in zip(fields, heads, strict=True) if name}
    line = Line(values=cleaned(given), file=file, row=row, columns=columns)
    problems += too_long(line)
    lines.append(line)


def wrong_row(heads: Sequence[str], cells: Sequence[str], place: Place, before: int) -> list[Problem]:
    """Return why a row cannot be read at all: not as many cells as headings, or a row too many."""
    if len(cells) != len(heads):
        detail = {"found": len(cells), "expected": len(heads)}
        return [Problem(code="csv-row", place=place, detail=detail)]
    if before >= MOST_ROWS:
        return [Problem(code="figures-too-many", place=place, detail={"limit": MOST_ROWS})] * MOST_PROBLEMS
    return []


def cleaned(given: dict[str, str]) -> dict[str, str]:
    """Return fields without guards and surplus space, the number in plain digits."""
    words = {name: unguard(tidy(cell)) for name, cell in given.items()}
    if "value" in words:
        words["value"] = number_words(words["value"])
    return {name: text for name, text in words.items() if text}


def too_long(line: Line) -> list[Problem]:
    """Return a problem for each cell that holds more than anybody reads."""
    return [
        Problem(code="figures-cell-long", place=line.place_of(name), detail={"limit": MOST_CHARACTERS})
        for name, words in line.values.items()
        if len(words) > MOST_CHARACTERS
    ]

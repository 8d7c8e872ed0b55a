"""Figures as the data folder of Open SDG: ``data/indicator_<id>.csv`` and ``meta/<id>.yml``.

Year and Value are what Open SDG reads, with Units and any column beside them as a breakdown
(https://open-sdg.readthedocs.io/en/latest/data-format/). A period that is no calendar year is given
exactly in a column ``Period`` and stands in Year with the year it ends in.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import yaml

from luoshi.errors import LuoshiError, Place, Problem
from luoshi.formats.figures.lines import MOST_PROBLEMS, MOST_ROWS, Line, Read, number_words, outcome, tidy
from luoshi.formats.figures.plain_csv import too_long
from luoshi.formats.packing import store
from luoshi.vocabulary.period import Period

YEAR, UNITS, VALUE, EXACT = "Year", "Units", "Value", "Period"
KEPT: Mapping[str, str] = {
    "Area": "place",
    "Stage": "stage",
    "Definition": "definition",
    "COMMENT_OBS": "note",
    "Progress": "progress",
    "Obstacles": "obstacles",
    "Next steps": "next_steps",
    "Unchanged": "unchanged",
}
"""Columns of ours that are no breakdown, each with its field."""

MOST_FILES = 5_000
MOST_BYTES = 50_000_000
_FILE = re.compile(r"indicator_(.+)\.csv")
_YEAR = re.compile(r"\d{4}")


def write_open_sdg(lines: Iterable[Line], folder: Path) -> tuple[Path, ...]:
    """Write a folder that Open SDG builds from; return the files in the order they were written.

    Args:
        lines: Figures; those of one indicator go into one file.
        folder: Where ``data`` and ``meta`` are made.

    Raises:
        LuoshiError: ``period-unknown``, ``file-unwritable``.
    """
    written = []
    ordered = sorted(lines, key=lambda line: line.get("indicator"))
    for indicator, some in groupby(ordered, key=lambda line: line.get("indicator")):
        own, name = list(some), file_name(indicator)
        for kind, file, text in (
            ("data", f"indicator_{name}.csv", _table(own)),
            ("meta", f"{name}.yml", _meta(indicator, own)),
        ):
            _make(folder / kind)
            written.append(store(text.encode(), folder / kind / file))
    return tuple(written)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LuoshiError("file-unwritable", file=str(folder), reason=error.strerror or "") from error


def file_name(indicator: str) -> str:
    """Return an indicator's key as part of a file name; ``indicator_key`` reads it back."""
    return quote(indicator, safe="").replace(".", "%2E")


def indicator_key(name: str) -> str:
    """Return the key that ``file_name`` was given."""
    return unquote(name)


def _table(lines: Sequence[Line]) -> str:
    breakdowns = [_breakdown(line) for line in lines]
    names = sorted({name for one in breakdowns for name in one})
    kept = [column for column, name in KEPT.items() if any(line.get(name) for line in lines)]
    exact = any(not _YEAR.fullmatch(line.get("period")) for line in lines)
    heads = [YEAR, *([EXACT] if exact else []), UNITS, *names, *kept, VALUE]
    text = io.StringIO()
    writer = csv.DictWriter(text, heads, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    for line, breakdown in zip(lines, breakdowns, strict=True):
        row = {column: line.get(name) for column, name in KEPT.items()}
        period = Period.parse(line.get("period"))
        row |= {YEAR: str(period.last_day.year), EXACT: line.get("period"), UNITS: line.get("unit")}
        writer.writerow(row | breakdown | {VALUE: line.get("value")})
    return text.getvalue()


def _breakdown(line: Line) -> dict[str, str]:
    pairs = (part.partition("=") for part in line.get("dimensions").split(";") if part)
    return {name.strip(): words.strip() for name, _, words in pairs}


def _meta(indicator: str, lines: Sequence[Line]) -> str:
    first = lines[0]
    name = first.get("name") or indicator
    content: dict[str, Any] = {
        "indicator_number": indicator,
        "indicator_name": name,
        "graph_title": name,
        "computation_units": first.get("unit"),
        "reporting_status": "complete",
        "data_non_statistical": False,
        "published": True,
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def is_open_sdg(folder: Path) -> bool:
    """Say whether a folder looks like Open SDG data."""
    return any((folder / "data").glob("indicator_*.csv"))


def read_open_sdg(folder: Path) -> Read:
    """Return the figures of an Open SDG data folder; a row without a value is a gap and left out.

    Problems: ``file-missing``, ``file-unreadable``, ``file-too-large``, ``csv-columns``, ``csv-row``,
    ``csv-broken``, ``period-unknown``, ``open-sdg-meta``, ``figures-cell-long``, ``figures-too-many``.
    """
    files = sorted((folder / "data").glob("indicator_*.csv"))
    if not files:
        return Read(problems=(Problem(code="file-missing", place=Place(file=str(folder / "data"))),))
    lines: list[Line] = []
    problems: list[Problem] = []
    left = MOST_BYTES
    for path in files[:MOST_FILES]:
        try:
            text = _text(path, left)
            left -= len(text)
            _one_file(folder, path, text, lines, problems)
        except LuoshiError as error:
            problems.append(error.problem)
        if len(problems) >= MOST_PROBLEMS:
            break
    return outcome(lines, problems)


def _text(path: Path, most: int) -> str:
    """Return a file's text; never follows a link out of the folder."""
    place = Place(file=path.name)
    try:
        if path.is_symlink() or not path.is_file():
            raise LuoshiError("file-unreadable", place, reason="no plain file")
        size = path.stat().st_size
        if size > most:
            limit = MOST_BYTES // 1_000_000
            raise LuoshiError("file-too-large", place, size=size // 1_000_000, limit=limit)
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LuoshiError("encoding-unknown", place) from error
    except OSError as error:
        raise LuoshiError("file-unreadable", place, reason=error.strerror or "") from error


def _one_file(folder: Path, path: Path, text: str, lines: list[Line], problems: list[Problem]) -> None:
    found = _FILE.fullmatch(path.name)
    assert found is not None
    meta = _read_meta(folder, found[1])
    shared = {
        "indicator": str(meta.get("indicator_number") or indicator_key(found[1])),
        "name": str(meta.get("indicator_name") or ""),
        "unit": str(meta.get("computation_units") or ""),
    }
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True, restkey="", restval=None)
    heads = list(rows.fieldnames or ())
    missing = [name for name in (YEAR, VALUE) if name not in heads]
    if missing:
        detail = {"columns": "、".join(missing)}
        raise LuoshiError("csv-columns", Place(file=path.name, row=1), **detail)
    start = rows.line_num + 1
    try:
        for cells in rows:
            _one_row(path.name, start, cells, shared, lines, problems)
            start = rows.line_num + 1
            if len(problems) >= MOST_PROBLEMS:
                break
    except csv.Error as error:
        raise LuoshiError("csv-broken", Place(file=path.name, row=start), reason=str(error)) from error


def _one_row(
    file: str,
    row: int,
    cells: dict[str, Any],
    shared: Mapping[str, str],
    lines: list[Line],
    problems: list[Problem],
) -> None:
    place = Place(file=file, row=row)
    if "" in cells or None in cells.values():
        found = sum(cell is not None for name, cell in cells.items() if name) + len(cells.get("") or ())
        detail = {"found": found, "expected": len([name for name in cells if name])}
        problems.append(Problem(code="csv-row", place=place, detail=detail))
    elif len(lines) >= MOST_ROWS:
        problems += [
            Problem(code="figures-too-many", place=place, detail={"limit": MOST_ROWS})
        ] * MOST_PROBLEMS
    elif tidy(cells[VALUE]):
        line = Line(values=_values(cells, shared), file=file, row=row, columns=_columns(cells))
        problems += too_long(line)
        problems += _unknown_period(line)
        lines.append(line)


def _values(cells: Mapping[str, str], shared: Mapping[str, str]) -> dict[str, str]:
    known = {YEAR, EXACT, UNITS, VALUE, *KEPT}
    values = {name: tidy(cells.get(column) or "") for column, name in KEPT.items()}
    values |= {
        **shared,
        "unit": tidy(cells.get(UNITS) or "") or shared["unit"],
        "period": tidy(cells.get(EXACT) or "") or tidy(cells[YEAR]),
        "value": number_words(cells[VALUE]),
        "dimensions": ";".join(
            f"{name}={tidy(words)}" for name, words in cells.items() if name not in known and tidy(words)
        ),
    }
    return {name: words for name, words in values.items() if words}


def _columns(cells: Mapping[str, str]) -> dict[str, str]:
    period = EXACT if cells.get(EXACT) else YEAR
    return {"period": period, "unit": UNITS, "value": VALUE, **{name: head for head, name in KEPT.items()}}


def _unknown_period(line: Line) -> list[Problem]:
    try:
        Period.parse(line.get("period"))
    except LuoshiError as error:
        place = line.place_of("period")
        return [Problem(code=error.problem.code, place=place, detail=error.problem.detail)]
    return []


def _read_meta(folder: Path, name: str) -> Mapping[str, Any]:
    """Return the metadata of an indicator, from ``.yml`` or the head of ``.md``; {} where there is none."""
    for path in (folder / "meta" / f"{name}.yml", folder / "meta" / f"{name}.md"):
        if path.is_file():
            text = _text(path, 1_000_000)
            head = text.split("---")[1] if path.suffix == ".md" and text.startswith("---") else text
            try:
                found = yaml.safe_load(head)
            except (yaml.YAMLError, RecursionError) as error:
                raise LuoshiError("open-sdg-meta", Place(file=path.name)) from error
            if isinstance(found, dict):
                return found
            raise LuoshiError("open-sdg-meta", Place(file=path.name))
    return {}

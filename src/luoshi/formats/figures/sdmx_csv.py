"""Figures as SDMX-CSV 2.0, the table form of the statistical exchange standard (ISO 17369).

Values are read as text: ``pysdmx.io.csv`` takes columns for binary numbers and loses the digits as
published (87.50 becomes 87.5). Structures and their references are those of ``pysdmx.model``, and the
tests hold both directions against pysdmx's own reader and writer.

Rules: SDMX 3.0, "SDMX-CSV: Field guide" version 2.0 (columns STRUCTURE, STRUCTURE_ID, ACTION; then the
components) and Section 2, "Observational time period" for periods.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from luoshi.errors import LuoshiError, Place, Problem
from luoshi.formats.figures.lines import MOST_PROBLEMS, Line, Read, number_words, outcome, tidy
from luoshi.formats.figures.plain_csv import too_long, wrong_row
from luoshi.vocabulary.period import Period

AGENCY, DATAFLOW, VERSION = "LUOSHI", "FIGURES", "1.0"
WHOLE = "_T"
"""The code for a total: not broken down."""

COMPONENTS: Mapping[str, str] = {
    "REF_AREA": "place",
    "INDICATOR": "indicator",
    "BREAKDOWN": "dimensions",
    "TIME_PERIOD": "period",
    "OBS_VALUE": "value",
    "UNIT_MEASURE": "unit",
    "STAGE": "stage",
    "DEFINITION": "definition",
    "COMMENT": "note",
    "INDICATOR_NAME": "name",
    "PROGRESS": "progress",
    "OBSTACLES": "obstacles",
    "NEXT_STEPS": "next_steps",
    "UNCHANGED": "unchanged",
}
"""Components of our data flow after FREQ, each with its field."""

_LEAD = ("STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ")
_TAKEN = frozenset("AIRM")
_LABELLED = re.compile(r"[A-Za-z][\w@$-]*: ")
_DURATION = re.compile(r"P(\d+)([YMD])")


def structure() -> object:
    """Return our data flow as a schema of pysdmx: dimensions, measure and attributes."""
    from pysdmx.model import Component, Components, Concept, Role, Schema

    roles = {"OBS_VALUE": Role.MEASURE}
    dimensions = ("FREQ", "REF_AREA", "INDICATOR", "BREAKDOWN", "TIME_PERIOD")
    made = [
        Component(
            id=name,
            required=name in dimensions,
            role=Role.DIMENSION if name in dimensions else roles.get(name, Role.ATTRIBUTE),
            concept=Concept(id=name),
            attachment_level=None if name in dimensions or name in roles else "O",
        )
        for name in ("FREQ", *COMPONENTS)
    ]
    return Schema("dataflow", AGENCY, DATAFLOW, Components(made), VERSION)


def write_sdmx_csv(lines: Iterable[Line]) -> str:
    """Return figures as SDMX-CSV 2.0; raises ``period-unknown`` for a period that has no form there."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*_LEAD, *COMPONENTS])
    for line in lines:
        period = Period.parse(line.get("period"))
        cells = {name: line.get(field) for name, field in COMPONENTS.items()}
        cells |= {"TIME_PERIOD": time_period(period), "BREAKDOWN": line.get("dimensions") or WHOLE}
        flow = f"{AGENCY}:{DATAFLOW}({VERSION})"
        writer.writerow(["dataflow", flow, "I", frequency(period), *cells.values()])
    return text.getvalue()


def frequency(period: Period) -> str:
    """Return the code of the list CL_FREQ; ``_O`` for any other stretch of time."""
    return period.frequency if period.frequency != "X" else "_O"


def time_period(period: Period) -> str:
    """Return a period as SDMX writes it: 2025, 2025-Q1, 2025-08, a day, or a start with a duration."""
    start = period.start
    if period.frequency in ("A", "M", "D"):
        return period.iso()
    months = (period.end.year - start.year) * 12 + period.end.month - start.month
    if start.day == 1 and period.end.day == 1:
        if months == 3 and start.month % 3 == 1:
            return f"{start:%Y}-Q{start.month // 3 + 1}"
        return f"{start.isoformat()}/{f'P{months // 12}Y' if months % 12 == 0 else f'P{months}M'}"
    return f"{start.isoformat()}/P{(period.end - start).days}D"


def period_text(words: str) -> str:
    """Return the ISO text of a period as SDMX writes it; raises ``period-unknown``."""
    try:
        return _period(words.strip()).iso()
    except (ValueError, OverflowError) as error:
        raise LuoshiError("period-unknown", text=words) from error


def _period(words: str) -> Period:
    start, _, duration = words.partition("/")
    if found := _DURATION.fullmatch(duration):
        first = date.fromisoformat(start)
        last = _after(first, int(found[1]), found[2]) - timedelta(days=1)
        return Period.parse(f"{first.isoformat()}/{last.isoformat()}")
    if found := re.fullmatch(r"(\d{4})-(?:A1|(M)(\d\d)|(S)([12])|(T)([1-3]))", words):
        year = found[1]
        if found[2]:
            return Period.parse(f"{year}-{found[3]}")
        length, number = (6, found[5]) if found[4] else (4, found[7]) if found[6] else (12, "1")
        final = length * int(number)
        return Period.parse(f"{year}-{final - length + 1:02}/{year}-{final:02}" if length < 12 else year)
    return Period.parse(words)


def _after(first: date, count: int, unit: str) -> date:
    if unit == "D":
        return first + timedelta(days=count)
    months = first.month - 1 + count * (12 if unit == "Y" else 1)
    return date(first.year + months // 12, months % 12 + 1, first.day)


def read_sdmx_csv(data: bytes, file: str) -> Read:
    """Return the figures of an SDMX-CSV 2.0 file; components we do not know are dimensions.

    Problems: ``sdmx-not-csv``, ``sdmx-structure``, ``sdmx-action``, ``period-unknown``, ``csv-columns``,
    ``csv-row``, ``csv-broken``, ``figures-cell-long``, ``figures-too-many``.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Read(problems=(Problem(code="sdmx-not-csv", place=Place(file=file)),))
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[Line] = []
    problems: list[Problem] = []
    try:
        heads = [_without_label(head) for head in next(rows, [])]
        problems += _wrong_heads(heads, file)
        start = rows.line_num + 1
        for cells in rows if not problems else ():
            if cells:
                _one(heads, cells, file, start, lines, problems)
            start = rows.line_num + 1
            if len(problems) >= MOST_PROBLEMS:
                break
    except csv.Error as error:
        place = Place(file=file, row=rows.line_num)
        problems.append(Problem(code="csv-broken", place=place, detail={"reason": str(error)}))
    return outcome(lines, problems)


def is_sdmx_csv(data: bytes) -> bool:
    """Say whether a CSV file calls itself SDMX-CSV 2.0 in its first line."""
    first = data[:4096].decode("utf-8-sig", errors="replace").partition("\n")[0]
    return _without_label(first.partition(",")[0].strip('"\r ')) == "STRUCTURE"


def _without_label(words: str) -> str:
    found = _LABELLED.match(words.strip())
    return found[0][:-2] if found else words.strip()


def _wrong_heads(heads: Sequence[str], file: str) -> list[Problem]:
    place = Place(file=file, row=1)
    if "STRUCTURE" not in heads or "STRUCTURE_ID" not in heads:
        return [Problem(code="sdmx-not-csv", place=place)]
    twice = sorted({head for head in heads if heads.count(head) > 1})
    missing = [name for name in ("INDICATOR", "TIME_PERIOD", "OBS_VALUE") if name not in heads]
    if missing:
        return [Problem(code="csv-columns", place=place, detail={"columns": "、".join(missing)})]
    return [Problem(code="figures-heading-twice", place=place, detail={"heading": head}) for head in twice]


def _one(
    heads: Sequence[str],
    cells: Sequence[str],
    file: str,
    row: int,
    lines: list[Line],
    problems: list[Problem],
) -> None:
    place = Place(file=file, row=row)
    if wrong := wrong_row(heads, cells, place, len(lines)):
        problems += wrong
        return
    given = dict(zip(heads, cells, strict=True))
    problems += _wrong_lead(given, place)
    try:
        line = Line(values=_values(given), file=file, row=row, columns=_columns(heads))
    except LuoshiError as error:
        where = Place(file=file, row=row, column="TIME_PERIOD")
        problems.append(Problem(code=error.problem.code, place=where, detail=error.problem.detail))
        return
    problems += too_long(line)
    lines.append(line)


def _wrong_lead(given: Mapping[str, str], place: Place) -> list[Problem]:
    """Return what is wrong with the structure and the action of a row."""
    from pysdmx.errors import Invalid, NotFound
    from pysdmx.util import parse_short_urn

    kind, flow = given["STRUCTURE"].lower(), given["STRUCTURE_ID"].split(": ")[0]
    problems = []
    prefix = {"dataflow": "Dataflow", "datastructure": "DataStructure", "dataprovision": "ProvisionAgreement"}
    try:
        parse_short_urn(f"{prefix[kind]}={flow}")
    except (KeyError, Invalid, NotFound):
        detail = {"structure": f"{given['STRUCTURE']} {given['STRUCTURE_ID']}"}
        problems.append(Problem(code="sdmx-structure", place=place, detail=detail))
    if given.get("ACTION", "I") not in _TAKEN:
        problems.append(Problem(code="sdmx-action", place=place, detail={"action": given["ACTION"]}))
    return problems


def _values(given: Mapping[str, str]) -> dict[str, str]:
    values = {field: tidy(given.get(name, "")) for name, field in COMPONENTS.items()}
    values["value"] = number_words(values["value"])
    values["period"] = period_text(values["period"]) if values["period"] else ""
    known = {*_LEAD, *COMPONENTS, "SERIES_KEY", "OBS_KEY", "STRUCTURE_NAME"}
    more = {name: tidy(words) for name, words in given.items() if name not in known}
    broken = {name: words for name, words in more.items() if words and words != WHOLE}
    own = "" if values["dimensions"] == WHOLE else values["dimensions"]
    values["dimensions"] = ";".join([*([own] if own else []), *(f"{k}={v}" for k, v in broken.items())])
    return {name: words for name, words in values.items() if words}


def _columns(heads: Sequence[str]) -> dict[str, str]:
    return {field: name for name, field in COMPONENTS.items() if name in heads}

"""Lists as CSV: how a thing becomes a row, and how a cell is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from luoshi.web.api import reported
from luoshi.web.api.base import Form
from luoshi.web.api.columns import COLUMNS
from luoshi.web.format import plain

_RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for a formula when a cell begins with it."""


def names(form: type[Form]) -> list[str]:
    """Return the headings of a list's table."""
    return [path.replace(".", "_") for path in COLUMNS[form]]


def table(form: type[Form], things: Iterable[Form]) -> str:
    """Return a list as CSV with a heading row; the first character marks it as UTF-8 for spreadsheets."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names(form))
    writer.writerows([[cell(_at(thing, path)) for path in COLUMNS[form]] for thing in things])
    return text.getvalue()


def _at(thing: object, path: str) -> object:
    for name in path.split("."):
        if thing is None:
            return None
        thing = getattr(thing, name)
    return thing


def cell(value: object) -> str:
    """Return a value as a cell; text that a spreadsheet would run as a formula gets an apostrophe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date | datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, reported.EvidenceFile):
        return value.name
    if isinstance(value, list):
        return "; ".join(cell(part) for part in value)
    text = str(value)
    return f"'{text}" if text.startswith(_RISKY) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False

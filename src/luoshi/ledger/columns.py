"""Kinds of columns: how a value is kept in the store and in the journal.

Both stores keep the same plain cells, text and whole numbers, so that a journal entry, a row of SQLite
and a row of PostgreSQL can be compared cell by cell. The kind of a column says which Python value a
caller gives and which text stands for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import rfc8785
from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import TEXT

Cell = str | int | None
"""What a journal entry holds for one column of one row."""

_GREATEST_INTEGER = 2**53 - 1

PLAIN_TEXT = Text().with_variant(TEXT(collation="C"), "postgresql")
"""Text compared by code point in both stores."""


def instant_text(moment: datetime) -> str:
    """Return an instant as UTC text with microseconds; raises ``ValueError`` without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def instant_of(text: str) -> datetime:
    """Return the instant that ``instant_text`` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def decimal_text(number: Decimal) -> str:
    """Return a decimal in plain notation with the digits it was given, without a negative zero."""
    if not number.is_finite():
        raise ValueError(f"{number} is not a finite number")
    text = format(number, "f")
    return text[1:] if number.is_zero() and text.startswith("-") else text


def _as_text(value: Any) -> Cell:
    if type(value) is str:
        return value
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{value!r} is not text")


def _as_integer(value: Any) -> Cell:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    if abs(value) > _GREATEST_INTEGER:
        raise ValueError(f"{value} is too large")
    return value


def _as_boolean(value: Any) -> Cell:
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return int(value)


def _as_decimal(value: Any) -> Cell:
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise TypeError(f"{value!r} is not a decimal")
    return decimal_text(Decimal(value))


def _as_score(value: Any) -> Cell:
    """Keep a share between 0 and 1 with six decimals at most, as text without trailing zeros."""
    share = f"{float(value):.6f}".rstrip("0").rstrip(".")
    if not 0 <= float(share) <= 1:
        raise ValueError(f"{value} is not between 0 and 1")
    return share


def _as_date(value: Any) -> Cell:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise TypeError(f"{value!r} is not a date")
    return value.isoformat()


def _as_instant(value: Any) -> Cell:
    if not isinstance(value, datetime):
        raise TypeError(f"{value!r} is not an instant")
    return instant_text(value)


def _as_json(value: Any) -> Cell:
    return rfc8785.dumps(list(value) if isinstance(value, tuple) else value).decode()


ENCODERS: dict[str, Callable[[Any], Cell]] = {
    "text": _as_text,
    "integer": _as_integer,
    "boolean": _as_boolean,
    "decimal": _as_decimal,
    "score": _as_score,
    "date": _as_date,
    "instant": _as_instant,
    "json": _as_json,
}
"""From the value a caller gives to the cell that is kept, by kind of column."""


def column(
    name: str, kind: str, comment: str, *, optional: bool = False, to: str | None = None
) -> Column[Any]:
    """Return a column of a kind; ``to`` names the column it refers to."""
    whole = kind in ("integer", "boolean")
    keys = [] if to is None else [ForeignKey(to, deferrable=True, initially="DEFERRED")]
    return Column(
        name,
        Integer() if whole else PLAIN_TEXT,
        *keys,
        nullable=optional,
        comment=comment,
        info={"kind": kind},
    )


def body(name: str, comment: str) -> Column[Any]:
    """Return a column of bytes that stays outside the journal's payload."""
    return Column(name, LargeBinary(), nullable=False, comment=comment, info={"kind": "outside"})


def one_of(name: str, words: Iterable[str]) -> CheckConstraint:
    """Return the constraint that a column holds one of some words (or nothing)."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{name} IN ({listed})", name=f"{name}_known")


def truth(name: str) -> CheckConstraint:
    """Return the constraint that a column is 0 or 1 (or nothing)."""
    return CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_truth")


def rule(name: str, condition: str) -> CheckConstraint:
    """Return a named constraint."""
    return CheckConstraint(condition, name=name)

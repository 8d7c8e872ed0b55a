"""The fields of a reading that a person may correct, and how what they enter is checked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from luoshi.errors import LuoshiError
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.words import Basis, Comparator, Direction, Kind, Measure

STATEMENT = (
    "value",
    "upper",
    "unit",
    "comparator",
    "measure",
    "direction",
    "basis",
    "fact",
    "indicator",
    "region",
    "period",
)
"""Fields of a statement, in the order in which a form shows them."""

ACHIEVEMENT = ("subject", "event", "region", "period")

CHOICES: Mapping[str, tuple[str, ...]] = {
    "comparator": get_args(Comparator),
    "measure": get_args(Measure),
    "direction": get_args(Direction),
    "basis": get_args(Basis),
    "fact": get_args(Kind),
}
"""Fields with a fixed set of values."""

NEEDED = frozenset({"value", "comparator", "measure", "fact", "subject", "event"})
LONGEST = 400
"""Characters of a field."""


def fields_of(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind of reading that may be corrected."""
    return {"statement": STATEMENT, "achievement": ACHIEVEMENT}.get(kind, ())


def checked(kind: str, given: Mapping[str, str | None]) -> dict[str, Any]:
    """Return the values that a person entered, as the ledger keeps them.

    Args:
        kind: ``statement`` or ``achievement``.
        given: Texts by field; an empty one empties the field.

    Raises:
        LuoshiError: ``review-field`` with the field and what was entered.
    """
    known = fields_of(kind)
    made: dict[str, Any] = {}
    for name, text in given.items():
        if name not in known:
            raise LuoshiError("review-field", field=name, text=text or "")
        made[name] = _value(name, (text or "").strip() or None)
    return made


def _value(name: str, text: str | None) -> Any:
    if text is None:
        if name in NEEDED:
            raise LuoshiError("review-field", field=name, text="")
        return None
    if len(text) > LONGEST or (name in CHOICES and text not in CHOICES[name]):
        raise LuoshiError("review-field", field=name, text=text[:LONGEST])
    if name in ("value", "upper"):
        return _number(name, text)
    if name == "period":
        return _period(text)
    return text


def _number(name: str, text: str) -> Decimal:
    try:
        number = Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation as error:
        raise LuoshiError("review-field", field=name, text=text) from error
    if not number.is_finite():
        raise LuoshiError("review-field", field=name, text=text)
    return number


def _period(text: str) -> str:
    try:
        Period.parse(text)
    except LuoshiError as error:
        raise LuoshiError("review-field", field="period", text=text) from error
    return text

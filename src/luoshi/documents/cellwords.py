"""What a cell of a workbook shows: its value as its number format prints it.

The formats are those of ECMA-376 part 1, 18.8.31; of a format's sections the first is used, and groups of
thousands are printed without their commas.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

_GENERAL_DIGITS = 11
"""Significant digits that the General format shows."""
_MOST_DECIMALS = 15
_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!")
)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"\\])*')
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]')
_PLACES = re.compile(r"[0#?][0#?,]*(?:\.([0#?]*))?")
_SIMPLE = re.compile(r"[0#?,.% ()\-\x00元万亿个件人吨户家％]*")


def shown(value: Any, number_format: str | None) -> str:
    """Return the words of a cell; nothing for an empty one or an error."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return _number(value, number_format or "General")
    if isinstance(value, date | time | timedelta):
        return _moment(value, number_format or "")
    text = str(value)
    return "" if text in _ERRORS else text.replace("\r", "")


def _number(value: float, number_format: str) -> str:
    try:
        number = Decimal(repr(value))
    except InvalidOperation:
        return ""
    if not number.is_finite():
        return ""
    section = _SECTION.match(number_format)
    form = section[0] if section else ""
    if form == "General" or form in ("", "@"):
        return _general(number)
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        words = match[1] or match[2] or ""
        literals.append(words)
        return "\x00" if words else ""

    bare = _LITERAL.sub(keep, form)
    places = _PLACES.search(bare)
    if places is None or not _SIMPLE.fullmatch(bare):
        return _general(number)
    return _filled(number, bare, places, literals)


def _filled(number: Decimal, bare: str, places: re.Match[str], literals: list[str]) -> str:
    """Return a number in the places of its format, with the words around them."""
    percent = "%" in bare
    decimals = min(len(places[1] or ""), _MOST_DECIMALS)
    optional = len(places[1] or "") - len((places[1] or "").rstrip("#?"))
    value = _rounded(number * 100 if percent else number, decimals)
    for _ in range(optional):
        value = value.removesuffix("0").removesuffix(".") if "." in value else value
    words = bare[: places.start()] + value + bare[places.end() :]
    kept = iter([one for one in literals if one])
    return re.sub("\x00", lambda _: next(kept, ""), words).strip()


def _rounded(number: Decimal, decimals: int) -> str:
    try:
        return f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
    except InvalidOperation:
        return f"{number:f}"


def _general(number: Decimal) -> str:
    if abs(number.adjusted()) > 25:
        return f"{number:E}"
    if len(number.as_tuple().digits) > _GENERAL_DIGITS and number != number.to_integral_value():
        exponent = number.adjusted() - _GENERAL_DIGITS + 1
        number = number.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP).normalize()
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: date | time | timedelta, number_format: str) -> str:
    if isinstance(value, time | timedelta):
        return str(value)
    bare = _LITERAL.sub("", number_format).lower()
    day = value.date() if isinstance(value, datetime) else value
    if "d" not in bare and "m" not in bare and "y" in bare:
        return f"{day.year}年"
    if "d" not in bare and "y" in bare:
        return f"{day.year}年{day.month}月"
    return day.isoformat()

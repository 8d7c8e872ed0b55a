"""Numbers as Chinese documents write them, read exactly.

``一百二十三`` → 123, ``二点五`` → 2.5, ``1,234.5`` → 1234.5, ``４０`` → 40. Multipliers that belong to the
unit (万, 亿) are left to the unit when a digit stands before them; a multiplier that stands alone names
its own number (``百亿`` → 100 × 亿, ``万`` → 1 × 万).
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

DIGITS = "零〇一二两三四五六七八九"
_DIGIT = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_MULTIPLIERS = {"千": 1000, "万": 10_000, "亿": 100_000_000, "万亿": 1_000_000_000_000}

ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE = rf"[{DIGITS}十百千万亿点]+"
_ARABIC = re.compile(ARABIC)
_CHINESE = re.compile(CHINESE)
_DOUBLINGS = re.compile(r"翻([一两二三四]?)(?:番|倍)")


def read_number(text: str) -> Decimal:
    """Return the value of a number in Arabic or Chinese digits.

    Args:
        text: The number alone, without unit; width and thousands separators do not matter.

    Raises:
        ValueError: The text is not a number.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace(" ", "")
    if _ARABIC.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if _CHINESE.fullmatch(plain):
        return _chinese(plain)
    raise ValueError(text)


def read_doublings(text: str) -> Decimal | None:
    """Return how many times as much ``翻一番`` (2), ``翻两番`` (4), ``翻番`` (2) says, else ``None``."""
    match = _DOUBLINGS.fullmatch(text)
    if not match:
        return None
    times = _DIGIT[match[1]] if match[1] else 1
    return Decimal(2) ** times


def multiplier(text: str) -> int:
    """Return what 千, 万, 亿 or 万亿 multiplies by; raises ``ValueError`` for anything else."""
    try:
        return _MULTIPLIERS[text]
    except KeyError as error:
        raise ValueError(text) from error


def _chinese(text: str) -> Decimal:
    whole, point, part = text.partition("点")
    if point and (not part or any(c not in _DIGIT for c in part)):
        raise ValueError(text)
    value = Decimal(_whole(whole))
    if part:
        value += Decimal("0." + "".join(str(_DIGIT[c]) for c in part))
    return value


def _whole(text: str) -> int:
    if all(c in _DIGIT for c in text):
        return int("".join(str(_DIGIT[c]) for c in text))
    total = section = 0
    digit: int | None = None
    for character in text:
        if character in _DIGIT:
            digit = _DIGIT[character]
        elif character in _SMALL:
            section += _SMALL[character] * (1 if digit is None else digit)
            digit = None
        else:
            section += digit or 0
            if not section:
                section = 1
            total = (total + section) * _LARGE[character] if character == "亿" else total + section * 10_000
            section, digit = 0, None
    return total + section + (digit or 0)

"""How figures, periods and dates are written on a page.

Published figures keep the digits they were published with; computed ones are rounded half-up. Chinese pages
write digits without separators, as statistical communiqués do; English pages group them by thousands.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from luoshi.errors import Language, LuoshiError
from luoshi.ledger.records import Published
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.words import Comparator, Measure

ZONE = ZoneInfo("Asia/Shanghai")
"""Dates and times of day belong to the ledger's zone."""

MINUS = "−"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")

_BOUNDS: dict[Language, dict[Comparator, str]] = {
    "zh": {"ge": "{}以上", "gt": "超过{}", "le": "{}以下", "lt": "低于{}", "approx": "{}左右"},
    "en": {"ge": "{} or more", "gt": "over {}", "le": "{} or less", "lt": "under {}", "approx": "about {}"},
}
_RANK_BOUNDS: dict[Language, str] = {"zh": "前{}", "en": "top {}"}


def plain(value: Decimal) -> str:
    """Return a decimal's digits without exponent, as published: ``Decimal('1E+3')`` is ``1000``."""
    return f"{value:f}"


def number(value: Decimal | int, language: Language = "zh") -> str:
    """Return a figure with the digits it has, a true minus sign and the grouping of the language."""
    text = plain(Decimal(value))
    sign, digits = (MINUS, text[1:]) if text.startswith("-") else ("", text)
    whole, point, fraction = digits.partition(".")
    return sign + (f"{int(whole):,}" if language == "en" else whole) + point + fraction


def rounded(value: Decimal, digits: int, language: Language = "zh") -> str:
    """Return a computed figure rounded half-up to a number of decimals."""
    return number(round_half_up(value, digits), language)


def round_half_up(value: Decimal, digits: int) -> Decimal:
    """Round half away from zero, the way people round: 2.345 is 2.35."""
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def percent(share: Decimal, language: Language = "zh", digits: int = 1) -> str:
    """Return a share as a percentage: ``Decimal('0.738')`` is ``73.8%``."""
    return rounded(share * 100, digits, language) + "%"


def signed(value: Decimal, language: Language = "zh") -> str:
    """Return a difference with its sign."""
    return ("+" if value > 0 else "") + number(value, language)


def bounded(
    value: Decimal,
    comparator: Comparator = "eq",
    language: Language = "zh",
    *,
    upper: Decimal | None = None,
    measure: Measure = "level",
    unit: str | None = None,
) -> str:
    """Return a figure with its unit and the words of its comparator: ``50个以上``, ``前20``, ``5.5%左右``."""
    text = number(value, language)
    if upper is not None:
        text = f"{text}–{number(upper, language)}"
    if measure == "rank" and comparator in ("le", "lt"):
        return _RANK_BOUNDS[language].format(text)
    if unit:
        text = f"{text} {unit}" if language == "en" else f"{text}{unit}"
    return _BOUNDS[language].get(comparator, "{}").format(text)


def day(value: date | datetime, language: Language = "zh") -> str:
    """Return a date in words: ``2026年5月22日``, ``22 May 2026``."""
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime, language: Language = "zh") -> str:
    """Return a day and a time of day in the ledger's zone: ``2026年5月22日 9:05``."""
    local = value.astimezone(ZONE)
    return f"{day(local, language)} {local.hour}:{local.minute:02}"


def month(value: date, language: Language = "zh") -> str:
    """Return a month in words: ``2025年8月``, ``Aug 2025``."""
    return f"{value.year}年{value.month}月" if language == "zh" else f"{MONTHS[value.month - 1]} {value.year}"


def period(text: str | Period | None, language: Language = "zh") -> str:
    """Return a period in words; an unknown one says so, one that cannot be read stays as written."""
    if text is None or text == "":
        return "时期不明" if language == "zh" else "period unknown"
    if isinstance(text, str):
        try:
            text = Period.parse(text)
        except LuoshiError:
            return str(text)
    return _period(text, language)


def _period(value: Period, language: Language) -> str:
    if value.frequency == "A":
        return f"{value.start.year}年" if language == "zh" else str(value.start.year)
    if value.frequency == "M":
        return month(value.start, language)
    if value.frequency == "D":
        return day(value.start, language)
    if value.frequency == "Q":
        quarter = (value.start.month + 2) // 3
        return f"{value.start.year}年{quarter}季度" if language == "zh" else f"Q{quarter} {value.start.year}"
    return _span(value, language)


def _span(value: Period, language: Language) -> str:
    last = value.end - timedelta(days=1)
    if (value.start.month, value.start.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{value.start.year}—{last.year}年" if language == "zh" else f"{value.start.year}–{last.year}"
    if value.start.day == 1 and value.end.day == 1:
        if language == "zh" and value.start.year == last.year:
            return f"{value.start.year}年{value.start.month}—{last.month}月"
        return f"{month(value.start, language)} – {month(last, language)}"
    return f"{day(value.start, language)} – {day(last, language)}"


def published(value: Published | None, language: Language = "zh") -> str:
    """Return when a source came out, as coarsely as it is known."""
    if value is None:
        return "发布时间不明" if language == "zh" else "date of publication unknown"
    return period(value.text, language)


def year(text: str | Period | None) -> str:
    """Return the short label of a period for a table or an axis: ``2025``, ``2025-08``."""
    if text is None:
        return "—"
    return text.iso() if isinstance(text, Period) else text

"""The numbers Word prints before paragraphs without writing them into their text.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (number formats).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn

_DIGITS = "〇一二三四五六七八九"
_LEVEL = re.compile(r"%([1-9])")


def chinese(number: int) -> str:
    """Return a counting numeral.

    Example:
        >>> chinese(21)
        '二十一'
    """
    if not 0 < number < 100:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return lead + (_DIGITS[ones] if ones else "")


def _roman(number: int) -> str:
    values = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for value, sign in values:
        while number >= value and len(text) < 20:
            text += sign
            number -= value
    return text


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 % 8 + 1)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": lambda n: "".join("零壹贰叁肆伍陆柒捌玖"[int(digit)] for digit in str(n)),
    "ideographDigital": lambda n: "".join(_DIGITS[int(digit)] for digit in str(n)),
    "japaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "decimalEnclosedCircle": lambda n: chr(0x245F + n) if 0 < n <= 20 else str(n),
    "decimalEnclosedCircleChinese": lambda n: chr(0x245F + n) if 0 < n <= 20 else str(n),
    "decimalZero": lambda n: f"{n:02d}",
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbers:
    """The numbering definitions of a Word file and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, number_id: str, level: int) -> str | None:
        """Count a paragraph and return what is printed before it; ``None`` for a mere list mark."""
        levels = self.levels.get(number_id)
        if levels is None or level not in levels:
            return None
        here = levels[level]
        if here.form in ("bullet", "none"):
            return None if here.form == "bullet" else here.text
        counts = self.counts.setdefault(number_id, {})
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return _LEVEL.sub(lambda match: self._printed(number_id, int(match[1]) - 1), here.text)

    def _printed(self, number_id: str, level: int) -> str:
        one = self.levels[number_id].get(level)
        if one is None:
            return ""
        number = self.counts[number_id].get(level, one.start)
        return _FORMATS.get(one.form, str)(number)

    def is_bullet(self, number_id: str, level: int) -> bool:
        """Return whether a level prints a list mark and no number."""
        one = self.levels.get(number_id, {}).get(level)
        return one is not None and one.form == "bullet"


def read_numbers(numbering: Any) -> Numbers:
    """Return the numbering of a file from its ``w:numbering`` element, or an empty one."""
    numbers = Numbers()
    if numbering is None:
        return numbers
    abstract = {
        one.get(qn("w:abstractNumId")): _levels(one) for one in numbering.findall(qn("w:abstractNum"))
    }
    for num in numbering.findall(qn("w:num")):
        reference = num.find(qn("w:abstractNumId"))
        number_id = num.get(qn("w:numId"))
        if reference is not None and number_id is not None:
            base = dict(abstract.get(reference.get(qn("w:val")), {}))
            base.update(_overrides(num, base))
            numbers.levels[number_id] = base
    return numbers


def _levels(element: Any) -> dict[int, _Level]:
    found = {}
    for level in element.findall(qn("w:lvl")):
        index = _integer(level.get(qn("w:ilvl")), 0)
        form = _value(level, "w:numFmt") or "decimal"
        start = _integer(_value(level, "w:start"), 1)
        found[index] = _Level(form=form, text=_value(level, "w:lvlText") or "", start=start)
    return found


def _overrides(num: Any, base: dict[int, _Level]) -> dict[int, _Level]:
    changed = {}
    for override in num.findall(qn("w:lvlOverride")):
        index = _integer(override.get(qn("w:ilvl")), 0)
        changed.update(_levels(override))
        start = _value(override, "w:startOverride")
        if start is not None and index in base and index not in changed:
            one = base[index]
            changed[index] = _Level(form=one.form, text=one.text, start=_integer(start, 1))
    return changed


def _value(element: Any, name: str) -> str | None:
    child = element.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else default

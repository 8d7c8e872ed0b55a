"""Where a text has numbers, in whatever writing: digits, Chinese numerals, fractions and signs.

A *numeral* is a longest run that says one number: ``1,234.5``, ``三十五``, ``百分之五``, ``一半``,
``两位数``, ``翻一番``, ``数十``, ``②``. Every character with a numeric value by Unicode lies in one, but for
the characters of formal money (壹, 陆, 拾 …) that stand alone: those are words (陆续, 队伍).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

FORMAL = "壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬什参弌弍弎兆"
"""Numerals of formal money; as single characters of a text they are parts of words."""

_DIGIT = "零〇一二两三四五六七八九十百千万亿廿卅"
_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?(?:\s?[百千万亿]{1,2}(?!分))?"
_SPELLED = rf"[{_DIGIT}]+(?:点[零〇一二三四五六七八九]+)?"
_FRACTION = rf"[{_DIGIT}]{{1,4}}分之(?:{_ARABIC}|{_SPELLED})"
_FORMS = r"翻(?:了|两|一|三|四)?(?:一|两|三|四)?番|[两三]位数|一半|半数|过半|大半|对半|首位(?!度|产业|城市)"
_VAGUE = r"[几数][十百千万亿]+"
_FORMAL_RUN = rf"[{FORMAL}]{{2,}}(?=[元圆角分整])"


@cache
def _other_signs() -> str:
    """Return all other characters with a numeric value (the Basic Multilingual Plane)."""
    known = set(_DIGIT + FORMAL)
    found = (chr(code) for code in range(0x10000))
    return "".join(sign for sign in found if sign.isnumeric() and not sign.isdecimal() and sign not in known)


@cache
def pattern() -> re.Pattern[str]:
    """Return the expression of a numeral."""
    forms = (_FORMS, _FRACTION, _VAGUE, _ARABIC, _SPELLED, _FORMAL_RUN, f"[{re.escape(_other_signs())}]+")
    return re.compile("|".join(forms))


def numerals(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the span of every numeral in a stretch of text, in order and without overlap."""
    return (match.span() for match in pattern().finditer(text, start, len(text) if end is None else end))

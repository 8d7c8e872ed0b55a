"""One value cell of an indicator table: ``6以上``, ``全国前20``, ``736. 1``, ``〔13.5〕``, ``—``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.statements.indicator_words import pattern
from luoshi.vocabulary.words import Comparator


@dataclass(frozen=True, slots=True, kw_only=True)
class CellReading:
    """What a value cell says.

    Attributes:
        kind: ``empty``, ``number`` or ``words`` (a target that is not quantified).
        start, end: Of the number with its comparator words, within the cell's text.
        unit: A unit printed in the cell itself.
        cumulative: The number stands in 〔 〕 or [ ], which plans use for totals over the period.
        misread: The cell holds one letter that a scanner makes of a dash.
    """

    kind: Literal["empty", "number", "words"]
    start: int = 0
    end: int = 0
    value: Decimal = Decimal(0)
    upper: Decimal | None = None
    comparator: Comparator = "eq"
    unit: str | None = None
    rank: bool = False
    cumulative: bool = False
    misread: bool = False


_NUMBER = r"\d+(?:[,，]\d{3})*(?:\s?[.．]\s?\d+)?"
_PREFIXES: dict[str, Comparator] = {
    "大于等于": "ge", "不低于": "ge", "不少于": "ge", "不小于": "ge", "力争达到": "ge",
    "至少": "ge", ">=": "ge", "≥": "ge", "≧": "ge", "⩾": "ge", "＞=": "ge",
    "小于等于": "le", "不高于": "le", "不超过": "le", "不大于": "le", "控制在": "le",
    "<=": "le", "≤": "le", "≦": "le", "⩽": "le", "＜=": "le", "前": "le",
    "大于": "gt", "超过": "gt", "高于": "gt", "突破": "gt", ">": "gt", "＞": "gt", "超": "gt",
    "小于": "lt", "低于": "lt", "不到": "lt", "不足": "lt", "<": "lt", "＜": "lt",
    "大约": "approx", "约": "approx", "近": "approx", "≈": "approx",
    "达到": "eq", "力争": "eq", "达": "eq", "第": "eq", "=": "eq",
}  # fmt: skip
_SUFFIXES: dict[str, Comparator] = {
    "及以上": "ge", "以上": "ge", "+": "ge", "＋": "ge",
    "及以下": "le", "以下": "le", "以内": "le", "之内": "le",
    "左右": "approx", "上下": "approx", "余": "approx", "多": "approx",
}  # fmt: skip


def _any(words: dict[str, Comparator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_UNIT = r"%|％|‰|万亿元|亿元|万元|元|亿美元|万人次|万人|万吨|[个家项件户列次名人位年岁天倍强]"
_CELL = re.compile(
    rf"(?:(?P<before>{_any(_PREFIXES)})|(?<!\s))\s*+(?P<open>[〔［\[【])?\s*+(?P<within>{_any(_PREFIXES)})?"
    rf"\s*+(?P<one>1\s*+[:：]\s*+)?"
    rf"(?P<value>(?<!\d)[-－−]?\s*+{_NUMBER})\s*(?P<unit1>{_UNIT})?"
    rf"(?:\s*[-－~～—–至到]+\s*(?P<upper>{_NUMBER}))?\s*(?P<to>[:：]\s*1(?!\d))?"
    rf"\s*(?P<unit>{_UNIT})?\s*(?P<after>{_any(_SUFFIXES)})?\s*(?P<shut>[〕］\]】])?"
    rf"\s*(?P<late>{_any(_SUFFIXES)})?"
)
_SCOPE = re.compile(
    r"(?:全国|全省|全市|全球|世界|国内|东北|进入|位居|位列|排名|保持|稳定|[在于()（）。\s]|年均|累计)*"
)
_FOLD = str.maketrans({"％": "%", "．": ".", "，": ",", "－": "-", "−": "-"})


def read_cell(text: str) -> CellReading:
    """Read a value cell; ``start`` and ``end`` index ``text``."""
    if pattern("empty", "mark").fullmatch(text):
        return CellReading(kind="empty")
    if pattern("empty", "misread").fullmatch(text.strip()):
        return CellReading(kind="empty", misread=True)
    match = _CELL.search(text)
    if match is None or not _SCOPE.fullmatch(text[: match.start()] + text[match.end() :]):
        return CellReading(kind="words", start=0, end=len(text))
    return _number(text, match)


def _number(text: str, match: re.Match[str]) -> CellReading:
    before, after = match["before"] or match["within"], match["after"] or match["late"]
    comparator = _SUFFIXES[after] if after else _PREFIXES[before] if before else "eq"
    firsts = (match.start(name) for name in ("before", "open", "within", "value") if match[name])
    start = min(firsts)
    end = start + len(text[start : match.end()].rstrip())
    unit = match["unit"] or match["unit1"]
    return CellReading(
        kind="number",
        start=start,
        end=end,
        value=_decimal(match["value"]),
        upper=_decimal(match["upper"]) if match["upper"] else None,
        comparator="le" if unit == "强" and not after else comparator,
        unit=None if unit in (None, "位", "名", "强") else unit.translate(_FOLD),
        rank=before in ("前", "第") or unit == "强",
        cumulative=bool(match["open"] and match["shut"]),
    )


def _decimal(text: str) -> Decimal:
    return Decimal(re.sub(r"[\s,]", "", text.translate(_FOLD)))

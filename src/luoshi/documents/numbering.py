"""The numbers that Chinese documents give their headings.

Each rule has a name, an example it serves, the rank it takes in the tree (small is outer) and the kind of
heading it makes. Numbering is trusted more than typographic depth: text made from a PDF mixes depths.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from luoshi.documents.model import HeadingKind

_NUMERAL = "[一二三四五六七八九十百]"
_INT = "[0-9]{1,2}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule:
    """A form of numbering.

    Attributes:
        name: Stable name.
        example: A line it serves.
        pattern: Matches the label at the start of a line; group ``n`` is the number.
        rank: Depth in the tree.
        kind: What the heading is.
        ordinal: Whether siblings count upwards from one.
    """

    name: str
    example: str
    pattern: str
    rank: int
    kind: HeadingKind
    ordinal: bool = True


RULES: tuple[NumberRule, ...] = (
    NumberRule(
        name="part",
        example="第一篇 发展环境",
        pattern=rf"第(?P<part>{_NUMERAL}{{1,3}}|{_INT})[篇编](?!章|幅|制)",
        rank=10,
        kind="chapter",
    ),
    NumberRule(
        name="chapter-word",
        example="第三章 建设现代产业体系",
        pattern=rf"第(?P<chapterword>{_NUMERAL}{{1,3}}|{_INT})章",
        rank=20,
        kind="chapter",
    ),
    NumberRule(
        name="section-word",
        example="第二节 加快数字化发展",
        pattern=rf"第(?P<sectionword>{_NUMERAL}{{1,3}}|{_INT})节",
        rank=30,
        kind="section",
    ),
    NumberRule(
        name="chapter",
        example="三、建设国家现代综合枢纽",
        pattern=rf"(?P<chapter>{_NUMERAL}{{1,3}})(?:、|[.．](?=\s))(?!{_NUMERAL}{{1,2}}(?:、|产))",
        rank=40,
        kind="chapter",
    ),
    NumberRule(
        name="section",
        example="（一）构建畅通发达枢纽网络。",
        pattern=rf"[（(](?P<section>{_NUMERAL}{{1,3}})[)）]",
        rank=50,
        kind="section",
    ),
    NumberRule(
        name="decimal",
        example="2.1 空间布局",
        pattern=rf"(?P<decimal>{_INT}(?:\.{_INT}){{1,3}})(?=\s+[^\d\s%])",
        rank=60,
        kind="item",
        ordinal=False,
    ),
    NumberRule(
        name="item",
        example="1. 打造高效便捷的航空枢纽网络。",
        pattern=rf"(?P<item>{_INT})(?:\.(?![0-9])|、)",
        rank=70,
        kind="item",
    ),
    NumberRule(
        name="subitem",
        example="（1）完善场站布局。",
        pattern=rf"[（(](?P<subitem>{_INT})[)）](?![-0-9])",
        rank=80,
        kind="subitem",
    ),
    NumberRule(
        name="circled",
        example="①完善场站布局。",
        pattern="(?P<circled>[①-⑳])",
        rank=90,
        kind="subitem",
    ),
    NumberRule(
        name="box",
        example="专栏1 建设国家现代综合枢纽行动计划",
        pattern=rf"专\s?栏\s*(?P<box>{_NUMERAL}{{1,3}}|[0-9]{{1,3}})(?![0-9个项])[：:]?",
        rank=45,
        kind="box",
    ),
    NumberRule(
        name="action",
        example="专项行动3：建设高铁客运枢纽行动。",
        pattern=rf"(?:专项|重点|重大)?(?:行动|计划|工程|任务)\s*(?P<action>{_NUMERAL}{{1,3}}|[0-9]{{1,3}})\s*[：:]",
        rank=75,
        kind="action",
    ),
    NumberRule(
        name="figure",
        example="图 1 沈阳物流节点示意图",
        pattern=r"图\s*(?P<figure>[0-9]{1,3}(?:[-.][0-9]{1,3})?)(?=[\s：:])[：:]?",
        rank=100,
        kind="other",
    ),
    NumberRule(
        name="table",
        example="表2 主要指标",
        pattern=r"表\s*(?P<table>[0-9]{1,3}(?:[-.][0-9]{1,3})?)(?=[\s：:])[：:]?",
        rank=100,
        kind="other",
    ),
    NumberRule(
        name="annex",
        example="附件1：重点项目清单",
        pattern=rf"附[件表]\s*(?P<annex>{_NUMERAL}{{1,2}}|{_INT})?(?=[\s：:]|$)[：:]?",
        rank=5,
        kind="chapter",
    ),
)

_BY_GROUP = {rule.name.replace("-", ""): rule for rule in RULES}
_LABEL = re.compile("|".join(f"(?:{rule.pattern})(?P<_{rule.name.replace('-', '')}>)" for rule in RULES))


@dataclass(frozen=True, slots=True)
class Label:
    """A number found at the start of a line; ``end`` is where the title begins."""

    rule: NumberRule
    printed: str
    ordinal: int | None
    end: int


def read_label(line: str) -> Label | None:
    """Return the number a line starts with, or ``None``.

    Example:
        >>> read_label("（十二）强化保障。").ordinal
        12
    """
    match = _LABEL.match(line)
    if match is None or match.lastgroup is None:
        return None
    name = match.lastgroup[1:]
    rule = _BY_GROUP[name]
    number = match[name]
    printed = _printed(rule, match[0], number)
    return Label(rule, printed, _ordinal(number) if rule.ordinal else None, match.end())


def _printed(rule: NumberRule, label: str, number: str | None) -> str:
    if rule.name in ("section", "subitem"):
        return f"({number})"
    if rule.name in ("chapter", "item", "decimal", "circled"):
        return str(number)
    return re.sub(r"[\s：:]", "", label)


_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)}


def _ordinal(number: str | None) -> int | None:
    if not number:
        return None
    if number.isdecimal():
        return int(number)
    if "①" <= number <= "⑳":
        return ord(number) - ord("①") + 1
    return numeral(number)


def numeral(text: str) -> int | None:
    """Return the value of a Chinese numeral below one thousand, or ``None``.

    Example:
        >>> numeral("二十一")
        21
    """
    value, digit = 0, 0
    for char in text:
        if char in "十百":
            value += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        elif char in _DIGITS:
            digit = _DIGITS[char]
        else:
            return None
    return value + digit or None

"""Lists whose members and numbers belong together one by one: A、B和C分别达到x、y和z."""

from __future__ import annotations

import re

from luoshi.statements.lexicon import alternation, cues
from luoshi.statements.phrase import clean

_HEAD = re.compile(alternation(cues()["heads"]) + r"\Z")
_RATE = re.compile(r"(?:率|比重|占比|比例|总额|总量|面积|收入|产值|增加值|投资|数|额|量)\Z")
_ANY_HEAD = re.compile(r"(?<=[一-鿿]{2})[一-鿿]{2}(?:率|量|额|值|度|数|费|成本|价格)\Z")
_BIG = re.compile(
    r"(?:等|(?<![一二三四五六七八九十两\d]))[一二三四五六七八九十两\d]++大(?:产业|行业|领域|板块)?\Z|等(?:行业|产业|领域|企业|产品|地区|城市|项目)?\Z"
)
_ADJACENT_QUOTES = re.compile(r"(?<=[”’\"])(?=[“‘\"])")
_JOINT = re.compile(r"以及|[和与及]")
_SECTOR = re.compile(r"第?([一二三])(?:[次产]?产业)?")
_OF_SECTORS = re.compile(r"第?([一二三])[次产]?产业")
_SORT = r"(?:[区县市城镇乡村级类]|小学|初中|高中|中学|大学|高校|幼儿园|男性|女性)"
"""How the name of a sort of place or school ends, which the last member is parted from its noun by."""
_IS_SORT = re.compile(rf"[一-鿿]{{0,5}}{_SORT}")
_SORT_AND_NOUN = re.compile(rf"[一-鿿]{{0,5}}?{_SORT}(?![区县市城镇乡村级类])(?=\w{{2}})")


def members(text: str, count: int, place: str | None) -> list[str] | None:
    """Return the ``count`` names a list holds, each with the head noun they share, or ``None``.

    Args:
        text: What stands before 分别达到.
        count: How many numbers follow.
        place: The document's place.
    """
    phrase = clean(text, place)
    parts = _split(phrase, count)
    if parts is None:
        return None
    if sorts := _sectors(parts) or _sorts(parts):
        return sorts
    if _RATE.search(parts[0]):
        return parts
    head = _HEAD.search(parts[-1]) or _ANY_HEAD.search(parts[-1])
    if head is None or head.start() == 0:
        return parts
    whole = parts[-1][: head.start()]
    last = _BIG.sub("", whole)
    shared = f"产业{head[0]}" if "大产业" in whole else head[0]
    return [_together(part, shared) for part in parts[:-1]] + [_together(last, shared)]


def _sectors(parts: list[str]) -> list[str] | None:
    """第一、二、三产业增加值, 一、二、三产业: the sectors by name, each with what is measured of it."""
    last = _OF_SECTORS.match(parts[-1])
    said = [_SECTOR.fullmatch(part) for part in parts[:-1]]
    if last is None or not all(said):
        return None
    return [f"第{one[1]}产业{parts[-1][last.end() :]}" for one in (*said, last) if one]


def _sorts(parts: list[str]) -> list[str] | None:
    """高中、初中、小学在校生, 省级、市级示范社: sorts of one thing, each with its noun."""
    last = _SORT_AND_NOUN.match(parts[-1])
    if last is None or not all(_IS_SORT.fullmatch(part) for part in parts[:-1]):
        return None
    return [*(part + parts[-1][last.end() :] for part in parts[:-1]), parts[-1]]


def _together(name: str, head: str) -> str:
    """Join a member and the shared head without saying twice what ends the one and begins the other."""
    if name.endswith(("业", "产业链")):
        return name + head.removeprefix("产业")
    twice = next((n for n in range(len(head) - 1, 1, -1) if name.endswith(head[:n])), 0)
    return name + head[twice:]


def _split(phrase: str, count: int) -> list[str] | None:
    parts = [p for piece in phrase.split("、") for p in _ADJACENT_QUOTES.split(piece) if p]
    if len(parts) == count:
        return parts
    if len(parts) == count - 1:
        return _split_joint(parts)
    return None


def _split_joint(parts: list[str]) -> list[str] | None:
    """Split the last part at its joint (…和…), which is not inside a shorter name."""
    for match in reversed(list(_JOINT.finditer(parts[-1]))):
        left, right = parts[-1][: match.start()], parts[-1][match.end() :]
        if len(left) >= 2 and len(right) >= 2:
            return [*parts[:-1], left, right]
    return None

"""Names of indicators as words: one spelling, the measure they carry, and their usual variants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from luoshi.vocabulary.units import find_unit
from luoshi.vocabulary.words import Basis, Direction, Measure

_DROPPED = re.compile(r"[\s“”‘’\"'「」《》、,，。:：·・的]")
_LAST_BRACKET = re.compile(r"\(([^()]*)\)$")
_SAME_WORDS = (("国内生产总值", "地区生产总值"), ("GDP", "地区生产总值"))

_COUNT_TAILS = ("总数量", "总数", "总量", "数量", "个数", "家数", "户数", "数")
_NOT_A_COUNT = ("指数", "系数", "天数", "级数", "倍数")
_MONEY_TAILS = ("总额", "总值", "额")
_SHARE_TAILS = ("比率", "比例", "比重", "占比")

_AVERAGE_GROWTH = re.compile(r"(?:的)?年均(?:增长(?:率|速度)?|增速|增幅)$")
_GROWTH = re.compile(r"(?:同比)?(?:增长(?:率|速度|幅度)?|增速|增幅|涨幅)$")
_FALL = re.compile(r"(?:累计)?(?:降低|下降|降幅|减少)(?:率|幅度)?$")
_RANK = re.compile(r"(?:排名|位次|名次)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The name of an indicator taken apart.

    Attributes:
        base: What is measured, without the words for how it changes.
        measure: ``growth`` when the name says so, ``rank`` for a rank, else ``level``.
    """

    base: str
    measure: Measure = "level"
    direction: Direction | None = None
    basis: Basis | None = None


@lru_cache(maxsize=1 << 16)
def normalise(name: str) -> str:
    """Return a name in one spelling: width folded, spaces, quotes and the unit's brackets gone.

    ``地区生产总值（亿元）`` and ``国内生产总值 (GDP)`` become ``地区生产总值``; the brackets of
    ``执业(助理)医师`` and ``数字文化产业园区(基地)`` stay, because they belong to the name.
    """
    words, before = _folded(name), ""
    while words != before:
        words, before = _folded(words), words
    for other, one in _SAME_WORDS:
        words = words.replace(other, one)
    words = words.replace("地区生产总值(地区生产总值)", "地区生产总值")
    while (bracket := _LAST_BRACKET.search(words)) and _is_unit(bracket[1]):
        words = words[: bracket.start()]
    return words


def _folded(text: str) -> str:
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).upper()


def _is_unit(text: str) -> bool:
    return find_unit(text) is not None or find_unit(text.lower()) is not None


@lru_cache(maxsize=1 << 16)
def take_apart(name: str) -> Phrase:
    """Return what a name measures and how: ``居民收入年均增长`` is the average growth of 居民收入."""
    for pattern, measure, direction, basis in (
        (_AVERAGE_GROWTH, "growth", "up", "annual_average"),
        (_GROWTH, "growth", "up", None),
        (_FALL, "growth", "down", None),
    ):
        found = pattern.search(name.strip())
        if found and found.start() > 1:
            return Phrase(
                base=name.strip()[: found.start()],
                measure=measure,  # type: ignore[arg-type]
                direction=direction,  # type: ignore[arg-type]
                basis=basis,  # type: ignore[arg-type]
            )
    return Phrase(base=name.strip(), measure="rank" if _RANK.search(name) else "level")


def variants(name: str, dimension: str) -> Iterator[str]:
    """Yield the spellings that mean the same by rule, normalised, without the name itself.

    Counts vary their tail (``高新技术企业数``, ``高新技术企业数量``, ``高新技术企业总数``), sums of money
    theirs (``进出口总额``, ``进出口总值``, ``进出口额``), shares theirs (``优良天数比率``, ``优良天数比例``).
    """
    words = normalise(name)
    if dimension in ("count", "person"):
        yield from _count_variants(words)
    elif dimension == "money":
        yield from _tail_variants(words, _MONEY_TAILS)
    elif dimension == "percent":
        yield from _tail_variants(words, _SHARE_TAILS)


def _count_variants(words: str) -> Iterator[str]:
    tail = next((t for t in _COUNT_TAILS if words.endswith(t)), "")
    if words.endswith(_NOT_A_COUNT):
        return
    stem = words[: len(words) - len(tail)]
    if len(stem) < 3:
        return
    yield from (stem + other for other in ("", *_COUNT_TAILS) if other != tail)


def _tail_variants(words: str, tails: tuple[str, ...]) -> Iterator[str]:
    tail = next((t for t in tails if words.endswith(t)), None)
    if tail is None or len(words) - len(tail) < 2:
        return
    stem = words[: len(words) - len(tail)]
    yield from (stem + other for other in tails if other != tail)

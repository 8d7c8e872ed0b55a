"""What a word of time is, and the date against which relative words are resolved."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Role = Literal["frame", "deadline", "now", "since", "from", "base", "title", "whole-year", "none"]

_LONGEST = 40
_FARTHEST = 60
_NUMBERS = re.compile(r"\d+")

SPELLED_YEAR = "二[〇○零][一二三四][〇○零一二三四五六七八九]年"
"""A year in Chinese digits, as the text of an expression."""

_PLAN_NUMBER = re.compile(r"十([一二三四五六])(?:五|个五年)")
_WRITTEN_YEAR = re.compile(rf"(?:19|20)\d{{2}}|{SPELLED_YEAR}")
_DIGITS = {**{digit: str(place) for place, digit in enumerate("零一二三四五六七八九")}, "〇": "0", "○": "0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a document came out, as coarse as is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str | None) -> Published:
        """Read ``2021``, ``2022-09`` or ``2022-05-12``; anything else is unknown."""
        numbers = [int(n) for n in _NUMBERS.findall(text or "")][:3]
        if not numbers or numbers[0] < 1900:
            return cls()
        numbers += [0] * (3 - len(numbers))
        return cls(year=numbers[0], month=numbers[1] or None, day=numbers[2] or None)

    def iso(self) -> str | None:
        """Return the ISO text, ``None`` when nothing is known."""
        if self.year is None:
            return None
        return iso(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A word of time in a text.

    Attributes:
        start, end: Clean span with the words that give it its role.
        role: See the module's docstring.
        period: ISO text, ``None`` where the words cannot be resolved.
        year: Calendar year it lies in, if it lies in one.
        leads: It stands at the head of its sentence.
        opens: It stands at the head of its clause.
    """

    start: int
    end: int
    role: Role
    period: str | None
    year: int | None = None
    leads: bool = False
    opens: bool = False


def between(mentions: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Return the mentions that touch a stretch of text; they are in the order of their starts."""
    first = bisect_left(mentions, start - _LONGEST, key=lambda mention: mention.start)
    last = bisect_left(mentions, end, key=lambda mention: mention.start)
    return [mention for mention in mentions[first:last] if mention.end > start]


def backwards(mentions: Sequence[Mention], start: int, at: int) -> Iterator[Mention]:
    """Yield the mentions that begin between two offsets, the last first."""
    place = bisect_left(mentions, at, key=lambda mention: mention.start)
    for mention in reversed(mentions[max(0, place - _FARTHEST) : place]):
        if mention.start < start:
            return
        yield mention


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    """Return the ISO text of a year, a month or a day."""
    if month is None:
        return f"{year}"
    return f"{year}-{month:02d}" if day is None else f"{year}-{month:02d}-{day:02d}"


def span(first: str, last: str) -> str:
    """Return the ISO text of a stretch from one period to another."""
    return first if first == last else f"{first}/{last}"


def ends_after(period: str, published: Published) -> bool:
    """Tell whether a period ends after the day a document came out (unknown: no)."""
    if published.year is None:
        return False
    last = period.rpartition("/")[2]
    parts = [int(p) for p in last.split("-")] + [12, 31]
    year, month = parts[0], parts[1] if "-" in last else 12
    day = parts[2] if last.count("-") == 2 else monthrange(year, month)[1]
    moment = date(published.year, published.month or 12, 1)
    known = moment.replace(day=published.day or monthrange(moment.year, moment.month)[1])
    return date(year, month, day) > known


def begun(period: str, published: Published) -> bool:
    """Tell whether a period began before the month a document came out, or is that month (unknown: no)."""
    if published.year is None or published.month is None:
        return False
    first = period.partition("/")[0]
    month = int(first[5:7]) if len(first) > 4 else 1
    if len(period) == 7 and period == iso(published.year, published.month):
        return True
    return (int(first[:4]), month) < (published.year, published.month)


def written_year(words: str) -> int | None:
    """Return the year that words begin with, in Arabic or Chinese digits (2035年, 二〇三五年)."""
    if match := _WRITTEN_YEAR.match(words):
        return int("".join(_DIGITS.get(digit, digit) for digit in match[0][:4]))
    return None


def first_plan_year(words: str) -> int | None:
    """Return the year in which the five-year plan that words name begins (十四五, 第十四个五年规划: 2021)."""
    match = _PLAN_NUMBER.search(words)
    return 2006 + 5 * "一二三四五六".index(match[1]) if match else None


def five_years(words: str) -> str | None:
    """Return the years of the five-year plan that words name (十四五: 2021/2025)."""
    first = first_plan_year(words)
    return None if first is None else span(str(first), str(first + 4))


def until_now(mention: Mention, end: int, published: Published) -> Mention:
    """Return a mention that reaches from its time to publication (2022年9月起)."""
    if published.year is None or mention.period is None:
        return replace(mention, end=end, role="since", period=None)
    first = mention.period.partition("/")[0]
    coarse = iso(published.year) if len(first) == 4 else published.iso() or ""
    if coarse < first:
        return replace(mention, end=end, role="since", period=None)
    return replace(mention, end=end, role="since", period=span(first, coarse))

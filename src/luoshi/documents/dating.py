"""When a document came out by what it prints of itself, for one that nobody has dated.

Three places say so, the first of them counts: a line with a label (``发布时间：2025-03-20``), a date below
the title (``——2025年1月10日在市人民代表大会会议上``, ``（2025年1月10日）``), the date at the foot.
A date inside a sentence says when something happened, not when the document came out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from luoshi.documents.model import Block, Document, Source

FROM_TEXT = "published_from_text"
"""The key in a source's ``extra`` that holds the words its date was taken from."""

_TOP, _FOOT = 12, 6
"""Blocks from the beginning and from the end in which a date is looked for."""
_LONGEST = 90
_DIGITS = {digit: str(place) for place, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_ONES = "[一二三四五六七八九]"
_SPELLED = rf"[二一][〇○零一二三四五六七八九]{{3}}年(?:十[一二]?|{_ONES})月(?:[二三]?十{_ONES}?|{_ONES})日"
_DATE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s?(?:年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日"
    rf"|[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d))|(?P<spelled>{_SPELLED})"
)
_LABEL = re.compile(r"(?:发布|发文|印发|成文|公开|公布|签发)(?:日期|时间)\s?[：:]\s?")
_BEFORE = re.compile(r"[\s（(—-]*")
_AFTER_TOP = re.compile(r"[）)]?|\s?(?:在|经)?[^，。；]{2,60}(?:会议|大会|全会)[^，。；]{0,12}[）)]?")
_AFTER_FOOT = re.compile(r"(?:印发)?[）)]?")


def dated(source: Source, document: Document) -> Source:
    """Return a source with the date that its document prints of itself, if it has none; else as it is."""
    if source.published is not None or (found := printed_date(document)) is None:
        return source
    day, words = found
    return replace(source, published=day.isoformat(), extra={**source.extra, FROM_TEXT: words})


def printed_date(document: Document) -> tuple[date, str] | None:
    """Return the day a document says it came out on, and the line that says so."""
    blocks = document.blocks
    top, foot = blocks[:_TOP], blocks[max(len(blocks) - _FOOT, 1) :]
    ways = (
        _labelled(document, (*top, *foot)),
        _standing(document, top, _AFTER_TOP),
        _standing(document, reversed(foot), _AFTER_FOOT),
    )
    return next((found for way in ways for found in way), None)


def _labelled(document: Document, blocks: Iterable[Block]) -> Iterator[tuple[date, str]]:
    for words in _lines(document, blocks):
        for label in _LABEL.finditer(words):
            if (match := _DATE.match(words, label.end())) and (day := _day(match)):
                yield day, words


def _standing(
    document: Document, blocks: Iterable[Block], after: re.Pattern[str]
) -> Iterator[tuple[date, str]]:
    for words in _lines(document, blocks):
        before = _BEFORE.match(words)
        match = _DATE.match(words, before.end() if before else 0)
        if match and after.fullmatch(words, match.end()) and (day := _day(match)):
            yield day, words


def _lines(document: Document, blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        words = document.text[block.start : block.end].strip()
        if block.kind != "table" and 0 < len(words) <= _LONGEST:
            yield words


def _day(match: re.Match[str]) -> date | None:
    if match["spelled"]:
        year, month, day = re.split("[年月日]", match["spelled"])[:3]
        numbers = int("".join(_DIGITS[c] for c in year)), _below_hundred(month), _below_hundred(day)
    else:
        numbers = int(match["year"]), int(match["month"] or match["m"]), int(match["day"] or match["d"])
    try:
        return date(*numbers)
    except ValueError:
        return None


def _below_hundred(words: str) -> int:
    tens, ten, ones = words.rpartition("十")
    return (int(_DIGITS.get(tens, "1")) * 10 if ten else 0) + int(_DIGITS.get(ones, "0"))

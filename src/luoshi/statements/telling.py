"""The clauses of a document and whether each tells what has happened or what is to be done.

A report tells the past and a plan the future unless words say otherwise: 今年…将 turns a report to the
future until a word of the past turns it back; a section 发展基础 of a plan tells the past. The words are
in ``data/telling.toml`` and ``data/cues.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from luoshi.documents.model import Block, Document, Source
from luoshi.statements.clauses import Spans, clauses, sentences
from luoshi.statements.lexicon import alternation, data_text, words_pattern
from luoshi.statements.passages import passage_over, set_aside
from luoshi.statements.sections import headings_above
from luoshi.statements.time_model import Mention, Published, begun, ends_after
from luoshi.statements.times import find_mentions
from luoshi.statements.when import carried, document_kind, nearest, year_in_title

Tense = Literal["past", "future"]

_TITLE = re.compile(r"《[^》]{1,200}》")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause of a document; offsets are clean.

    Attributes:
        words: Its text.
        sentence, block: Spans of the sentence and of the block it stands in.
        section: Title of the heading above.
        headings: Titles of all headings above, outer first.
        tense: Whether it tells what has happened or what is to be done.
        marked: Its own words say so, not only the sentences around it.
        period: ISO text, ``None`` where it cannot be known.
        heading: It is itself a heading.
    """

    start: int
    end: int
    words: str
    sentence: tuple[int, int]
    block: tuple[int, int]
    section: str | None
    headings: tuple[str, ...]
    tense: Tense
    marked: bool
    period: str | None
    heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What a block's clauses share."""

    text: str
    block: Block
    headings: tuple[str, ...]
    mentions: list[Mention]
    published: Published
    year: str | None


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(data_text("telling.toml"))


@cache
def _pattern(name: str) -> re.Pattern[str]:
    words = _words()[name]
    return re.compile(words if isinstance(words, str) else alternation(words, plain=False))


def without_titles(words: str) -> str:
    """Return words with the titles of papers in 《》 blanked, so that nothing in a title counts."""
    return _TITLE.sub(lambda match: "《" + "□" * (len(match[0]) - 2) + "》", words)


def is_aim(words: str) -> bool:
    """Say whether words before an event make it an aim: 推动…竣工通车, 力争…建成."""
    return _pattern("aims").search(words) is not None


def is_action(words: str) -> bool:
    """Say whether a sentence tells of something done or to be done, as a picture's caption does not."""
    return _pattern("action").search(words) is not None


def tell(document: Document, source: Source) -> Iterator[Clause]:
    """Yield the clauses of a document that are not set aside, in reading order."""
    passages = set_aside(document)
    family = document_kind(source.kind, source.title)
    published = Published.parse(source.published)
    for block in document.blocks:
        if block.kind == "table":
            continue
        above = reversed(headings_above(document, block.start))
        headings = tuple(heading.title for heading in above if heading.kind != "title")
        setting = _setting(document, block, headings, published)
        for clause in _clauses(setting, _mood(family, headings)):
            if passage_over(passages, clause.start, clause.end) is None:
                yield clause


def _mood(family: str, headings: tuple[str, ...]) -> Tense:
    for title in reversed(headings):
        if _pattern("looking_back").search(title):
            return "past"
        if _pattern("looking_ahead").search(title):
            return "future"
    if family in ("plan", "digest"):
        return "future"
    return "past"


def _setting(document: Document, block: Block, headings: tuple[str, ...], published: Published) -> _Setting:
    year = next((found for title in reversed(headings) if (found := year_in_title(title))), None)
    mentions = find_mentions(document.text, block.start, block.end, published, int(year) if year else None)
    return _Setting(
        text=document.text,
        block=block,
        headings=headings,
        mentions=mentions,
        published=published,
        year=year,
    )


def _clauses(setting: _Setting, mood: Tense) -> Iterator[Clause]:
    """Yield the clauses of a block.

    What a report turns to holds until a sentence turns back; a plan that looks back does so for one
    sentence.
    """
    block, usual = setting.block, mood
    for start, end in _each(sentences(setting.text, block.start, block.end)):
        turned = _turned(setting, start, end)
        mood = turned or (mood if usual == "past" else usual)
        for span in _each(clauses(setting.text, start, end)):
            yield _clause(setting, (start, end), span, mood, turned == "future")


def _each(spans: Spans) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, end in zip(spans.starts, spans.ends, strict=True) if end > start)


def _turned(setting: _Setting, start: int, end: int) -> Tense | None:
    """Return the tense a sentence's own words set, ``None`` where they set none."""
    words = without_titles(setting.text[start:end])
    if _pattern("ahead").search(words):
        return "future"
    inside = [m for m in setting.mentions if start <= m.start < end and m.period and m.role != "title"]
    if any(m.role in ("frame", "deadline") and _not_yet(m.period or "", setting.published) for m in inside):
        return "future"
    if any(m.role in ("now", "since") or (m.role == "frame" and m.leads) for m in inside):
        return "past"
    return "past" if _pattern("behind").search(words) else None


def _not_yet(period: str, published: Published) -> bool:
    """Tell whether a period lies ahead; the month in which the document came out does not."""
    this_month = len(period) == len("2023-12") and begun(period, published)
    return ends_after(period, published) and not this_month


def _clause(
    setting: _Setting, sentence: tuple[int, int], span: tuple[int, int], mood: Tense, ahead: bool
) -> Clause:
    words = setting.text[slice(*span)]
    bare = without_titles(words)
    happened = _pattern("happened").search(bare) is not None and not ahead
    aims = words_pattern("target").search(bare) is not None
    tense: Tense = "past" if happened and not aims else "future" if aims else mood
    return Clause(
        start=span[0],
        end=span[1],
        words=words,
        sentence=sentence,
        block=(setting.block.start, setting.block.end),
        section=setting.headings[-1] if setting.headings else None,
        headings=setting.headings,
        tense=tense,
        marked=happened != aims,
        period=_period(setting, sentence, span),
        heading=setting.block.kind == "heading",
    )


def _period(setting: _Setting, sentence: tuple[int, int], span: tuple[int, int]) -> str | None:
    found = nearest(setting.mentions, sentence[0], span[1]) or carried(
        setting.mentions, setting.block.start, span[1]
    )
    return found.period if found and found.period else setting.year

"""Achievements without a number: what a document says has been approved, opened, founded, issued.

The events are rules of ``data/achievements.toml``, each with its examples and the phrases it leaves
alone. A clause counts when it tells what has happened (``telling``), names what it is about and holds no
counted amount, which would make it a statement with a number.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from luoshi.documents.model import Document, Source
from luoshi.statements.done import done_event
from luoshi.statements.lexicon import data_text, without_adverbs, without_lead
from luoshi.statements.model import Achievement
from luoshi.statements.telling import Clause, is_aim, tell, without_titles


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRule:
    """A rule of ``achievements.toml``; its keys are explained there."""

    name: str
    kind: str
    pattern: re.Pattern[str]
    object: bool
    examples: tuple[str, ...]
    leaves: tuple[str, ...]


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(data_text("achievements.toml"))


@cache
def event_rules() -> tuple[EventRule, ...]:
    """Return the rules in the order of their data file."""
    return tuple(
        EventRule(
            name=entry["name"],
            kind=entry["kind"],
            pattern=re.compile(entry["pattern"]),
            object=entry.get("object", False),
            examples=tuple(entry["examples"]),
            leaves=tuple(entry.get("not", ())),
        )
        for entry in _data()["event"]
    )


def read_achievements(document: Document, source: Source) -> list[Achievement]:
    """Return what a document says has been achieved, without the figures, in reading order.

    Args:
        document: A document of any kind; of a plan only what it tells of the past is read.
        source: Gives the place, the date that relative words are counted from and the kind.
    """
    found = []
    above: Clause | None = None
    for clause in tell(document, source):
        event = None if clause.tense != "past" or clause.heading else _event(clause.words)
        if event is not None and not _counted(clause.words):
            before = above if above and above.sentence == clause.sentence else None
            achievement = _achievement(document, source, clause, before, *event)
            if achievement is not None:
                found.append(achievement)
        above = clause
    return found


def _event(words: str) -> tuple[EventRule, re.Match[str]] | None:
    """Return the first rule that finds an event with no word of intent before it.

    Words inside the titles of papers do not count, nor an event made a noun: 它的成功研制和下线.
    """
    bare = without_titles(words)
    for rule in event_rules():
        match = rule.pattern.search(bare)
        before = bare[: match.start()].removesuffix("实现") if match else ""
        if match and not is_aim(before) and not _NOUN.search(before) and not _DENIED.search(before):
            return rule, match
    match = done_event(bare)
    if match and not is_aim(bare[: match.start()]) and not _DENIED.search(bare[: match.start()]):
        return _DONE, match
    return None


def _counted(words: str) -> bool:
    """Say whether a clause holds a counted amount that is not part of a name."""
    kept = [match.span() for match in re.finditer(_data()["kept"], words)]
    return "之一" not in words and any(
        not any(start <= match.start() < end for start, end in kept)
        for match in re.finditer(_data()["counted"], words)
    )


def _achievement(
    document: Document,
    source: Source,
    clause: Clause,
    above: Clause | None,
    rule: EventRule,
    match: re.Match[str],
) -> Achievement | None:
    subject = _subject(clause.words, above, rule, match, source.place)
    if len(subject) < 2:
        return None
    event = clause.words[match.start() :] if rule.kind in _WITH_OBJECT else match[0]
    start, end = document.raw_span(clause.start, clause.end)
    return Achievement(
        subject=subject,
        event=event.strip(),
        text=clause.words.strip(),
        start=start,
        end=end,
        period=clause.period,
        region=source.place,
        section=clause.section,
        confidence=_MARKED if clause.marked else _UNMARKED,
        kind=rule.kind,
    )


def _subject(
    words: str, above: Clause | None, rule: EventRule, match: re.Match[str], place: str | None
) -> str:
    """Return what an event is about: its object, the words before it, or the clause above."""
    before = without_adverbs(without_lead(words[: match.start()]))
    after = words[match.end() :].strip(_EDGES)
    thing = words[slice(*match.span("thing"))] if match.re.groups and match["thing"] else ""
    if thing:
        return thing
    if rule.object and len(after) > 2:
        return after
    if len(before) > 1:
        return before
    if rule.kind in _WITH_OBJECT:
        return place or ""
    if len(after) > 2:
        return after
    return _HEAD.split(without_lead(above.words))[0] if above else ""


_DONE = EventRule(
    name="done", kind="completion", pattern=re.compile(""), object=False, examples=(), leaves=()
)

_EDGES = ' 了“”"'
_NOUN = re.compile(r"的(?:成功|顺利|正式)?$|(?:成功)?研制和$")
_DENIED = re.compile(
    r"尚未|未能|没有|尚无|仍未|还未|并未|从未|未(?=$|按|实现)|无法|不能|何时|是否|能否|等待|(?:需|有待)"
)
_HEAD = re.compile(r"在|已|实现|将|是|，")

_WITH_OBJECT = ("honour", "promotion", "approval")
"""Kinds whose event is not said without what was received: 入选国家重点城市."""

_MARKED, _UNMARKED = 0.9, 0.75

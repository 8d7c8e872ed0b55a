"""Which passages of a document are not read for statements.

Speeches and instructions of leaders, sections of guiding thought and military matters stay original
text: nothing is extracted from them, scored, shortened or linked. The rules are data
(``passages.toml``), each with its name, its examples and the phrases it must leave alone.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from luoshi.documents.model import Block, Document
from luoshi.statements.model import Passage

Reach = Literal["section", "paragraph", "sentence", "clause"]

_SENTENCE_END = "。！？!?\n"
_CLAUSE_END = _SENTENCE_END + "，,；;：:"
_GOES_ON = re.compile(r"\s*(?:要|必须|还要|希望|我们要|(?:他|会议|同时)(?:指出|强调|要求|希望))")
_CLOSING = "”’』」》）)\"'"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRule:
    """A rule of ``passages.toml``; its keys are explained there."""

    name: str
    reason: Literal["leader", "guidance", "military"]
    reach: Reach
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    leaves: tuple[str, ...]


@cache
def passage_rules() -> tuple[PassageRule, ...]:
    """Return the rules in the order of their data file."""
    text = resources.files("luoshi.statements").joinpath("data/passages.toml").read_text(encoding="utf-8")
    return tuple(_rule(entry) for entry in tomllib.loads(text)["rule"])


def _rule(entry: dict[str, Any]) -> PassageRule:
    return PassageRule(
        name=entry["name"],
        reason=entry["reason"],
        reach=entry["reach"],
        pattern=re.compile(entry["pattern"]),
        examples=tuple(entry["examples"]),
        leaves=tuple(entry.get("not", ())),
    )


def set_aside(document: Document) -> tuple[Passage, ...]:
    """Return the passages that are not read for statements, in reading order, without overlaps.

    Where two rules reach over the same words the passage carries the reason of the one that begins
    first (of two that begin together, the longer).
    """
    found = sorted(_found(document), key=lambda passage: (passage.start, -passage.end))
    merged: list[Passage] = []
    for passage in found:
        if merged and passage.start < merged[-1].end:
            if passage.end > merged[-1].end:
                merged[-1] = _longer(merged[-1], passage.end)
        else:
            merged.append(passage)
    return tuple(merged)


def passage_over(passages: Sequence[Passage], start: int, end: int) -> Passage | None:
    """Return the passage that covers any part of a clean span, or ``None``.

    Args:
        passages: What ``set_aside`` returned.
        start: First clean offset.
        end: The offset after the last.
    """
    place = bisect_right(passages, max(start, end - 1), key=lambda passage: passage.start) - 1
    if place >= 0 and passages[place].end > start:
        return passages[place]
    return None


def _longer(passage: Passage, end: int) -> Passage:
    return Passage(start=passage.start, end=end, reason=passage.reason, rule=passage.rule)


def _found(document: Document) -> Iterator[Passage]:
    starts = [block.start for block in document.blocks]
    for rule in passage_rules():
        spans = _sections(document, rule) if rule.reach == "section" else _spans(document, rule, starts)
        for start, end in spans:
            yield Passage(start=start, end=end, reason=rule.reason, rule=rule.name)


def _sections(document: Document, rule: PassageRule) -> Iterator[tuple[int, int]]:
    parents = {heading.parent for heading in document.outline}
    for heading in document.outline:
        if heading.kind == "title" or not rule.pattern.search(heading.title):
            continue
        if rule.reason == "military" and heading.index in parents:
            continue  # a chapter on several matters: its own headings decide
        yield heading.start, heading.body_end


def _spans(document: Document, rule: PassageRule, starts: list[int]) -> Iterator[tuple[int, int]]:
    done = 0
    for match in rule.pattern.finditer(document.text):
        if match.start() < done:
            continue
        place = bisect_right(starts, match.start()) - 1
        if place < 0:
            continue
        start, done = _reach(document.text, document.blocks[place], rule.reach, match.start(), match.end())
        yield start, done


def _reach(text: str, block: Block, reach: Reach, start: int, end: int) -> tuple[int, int]:
    end = min(end, block.end)
    if reach == "paragraph":
        return block.start, block.end
    if reach == "clause":
        return _widen(text, block, start, end, _CLAUSE_END)
    return _sentences(text, block, *_widen(text, block, start, end, _SENTENCE_END))


def _widen(text: str, block: Block, start: int, end: int, stops: str) -> tuple[int, int]:
    while start > block.start and text[start - 1] not in stops:
        start -= 1
    end = max(end - 1, start)
    while end < block.end and text[end] not in stops:
        end += 1
    end = min(end + 1, block.end)
    while end < block.end and text[end] in _CLOSING:
        end += 1
    return start, end


def _sentences(text: str, block: Block, start: int, end: int) -> tuple[int, int]:
    """Add the sentences that go on with the same speech or the same quotation."""
    while end < block.end:
        words = text[start:end]
        open_quote = words.count("“") > words.count("”")
        if not open_quote and not _GOES_ON.match(text, end, block.end):
            break
        end = _widen(text, block, end, end + 1, _SENTENCE_END)[1]
    return start, end

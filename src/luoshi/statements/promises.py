"""Promises and what has been published about them, under the topics a page follows by name.

Topics are data (``data/topics.toml``; another file of the same form can be read instead). A sentence belongs
to a topic when it names it, or stands under a heading that names it; whether it promises or reports is
decided by ``telling``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from luoshi.documents.model import Document, Source
from luoshi.errors import LuoshiError, Place
from luoshi.statements.lexicon import data_text
from luoshi.statements.model import Promise
from luoshi.statements.telling import Clause, is_action, is_aim, tell

_SHORTEST, _TITLE = 10, 16
"""Characters below which a sentence says too little, and below which a lone clause is a run-in title."""

_NAMED, _BY_BLOCK, _BY_HEADING = 0.9, 0.8, 0.7
_SENTENCE = re.compile(r"[。；;]")
_LEADS = 6
"""How far into a clause a word of intent still leads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicGroup:
    """A section of the page: ``key`` and its titles."""

    key: str
    title: str
    title_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A topic of ``topics.toml``; its keys are explained there."""

    key: str
    title: str
    title_en: str
    groups: tuple[str, ...]
    cues: re.Pattern[str]
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """The topics of a place in the order of their file."""

    groups: tuple[TopicGroup, ...]
    topics: tuple[Topic, ...]

    def of_group(self, key: str) -> tuple[Topic, ...]:
        """Return the topics of a group."""
        return tuple(topic for topic in self.topics if key in topic.groups)


def read_topics(path: Path | None = None) -> Topics:
    """Return the topics of a file, by default those that come with Luoshi.

    Raises:
        LuoshiError: ``topics-invalid`` with what is wrong in the file.
    """
    if path is None:
        return _own_topics()
    try:
        return _topics(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, re.error) as error:
        raise LuoshiError("topics-invalid", Place(file=path.name), reason=str(error)) from error
    except (KeyError, TypeError, AttributeError) as error:
        reason = f"{error.args[0]}" if error.args else "?"
        raise LuoshiError("topics-invalid", Place(file=path.name), reason=reason) from error


@cache
def _own_topics() -> Topics:
    return _topics(tomllib.loads(data_text("topics.toml")))


def _topics(data: dict[str, Any]) -> Topics:
    groups = tuple(
        TopicGroup(key=entry["key"], title=entry["title"], title_en=entry.get("title_en", entry["title"]))
        for entry in data["group"]
    )
    topics = tuple(
        Topic(
            key=entry["key"],
            title=entry["title"],
            title_en=entry.get("title_en", entry["title"]),
            groups=tuple(entry["groups"]),
            cues=re.compile("|".join(entry["cues"])),
            examples=tuple(entry.get("examples", ())),
        )
        for entry in data["topic"]
    )
    return Topics(groups=groups, topics=topics)


def read_promises(document: Document, source: Source, topics: Topics | None = None) -> list[Promise]:
    """Return each sentence about a topic, as a promise or as something published, in reading order.

    Args:
        document: Any document.
        source: Its kind decides what an unmarked sentence is: a plan promises, a report publishes.
        topics: By default those that come with Luoshi.
    """
    chosen = (topics or read_topics()).topics
    titles = [(heading.start, heading.end) for heading in document.outline]
    found = []
    for clauses in _sentences(document, source):
        first = clauses[0]
        words = document.text[slice(*first.sentence)].strip()
        if first.heading or len(words) < _SHORTEST or _is_title(first.sentence, titles):
            continue
        for topic, confidence in _about(document, words, first, chosen):
            if confidence == _NAMED or (is_action(words) and (len(clauses) > 1 or len(words) >= _TITLE)):
                found.append(_promise(document, clauses, topic, confidence))
    return found


def _is_title(sentence: tuple[int, int], titles: Sequence[tuple[int, int]]) -> bool:
    """Say whether a sentence is a run-in heading, such as ``1. 扎实推进碳达峰行动``."""
    return any(start <= sentence[0] and sentence[1] <= end for start, end in titles)


def _sentences(document: Document, source: Source) -> Iterator[list[Clause]]:
    """Group the clauses that are not set aside by their sentence."""
    group: list[Clause] = []
    for clause in tell(document, source):
        if group and clause.sentence != group[0].sentence:
            yield group
            group = []
        group.append(clause)
    if group:
        yield group


def _about(
    document: Document, words: str, first: Clause, topics: Sequence[Topic]
) -> list[tuple[Topic, float]]:
    """Return the topics a sentence names, else its paragraph's first sentence, else its nearest heading."""
    block = _SENTENCE.split(document.text[slice(*first.block)], maxsplit=1)[0]
    for text, confidence in (
        (words, _NAMED),
        (block, _BY_BLOCK),
        *((title, _BY_HEADING) for title in reversed(first.headings)),
    ):
        if named := [(topic, confidence) for topic in topics if topic.cues.search(text)]:
            return named if confidence != _BY_BLOCK or len(named) == 1 else []
    return []


def _promise(document: Document, clauses: Sequence[Clause], topic: Topic, confidence: float) -> Promise:
    start, end = document.raw_span(*clauses[0].sentence)
    return Promise(
        topic=topic.key,
        topic_title=topic.title,
        text=document.text[slice(*clauses[0].sentence)].strip(),
        start=start,
        end=end,
        kind="published" if _is_published(clauses, topic) else "promise",
        section=clauses[0].section,
        confidence=confidence,
    )


def _is_published(clauses: Sequence[Clause], topic: Topic) -> bool:
    """Say whether a sentence reports: by the clause that names the topic, else by the first that is marked.

    A clause led by a word of intent promises, whatever stands around it: 强化绿色转型，推动….
    """
    deciding = next((c for c in clauses if topic.cues.search(c.words)), clauses[0])
    if not deciding.marked:
        deciding = next((c for c in clauses if c.marked), deciding)
    intent = is_aim(deciding.words[:_LEADS]) and "了" not in deciding.words
    return deciding.tense == "past" and not intent

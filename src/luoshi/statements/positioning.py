"""The functional positioning (功能定位) of a plan: what the place is meant to be.

A section counts by its title (``data/positioning.toml``). What stands in it as numbered points are the
positions, by their titles; without points its sentences are. Passages that are not read for statements
(speeches, guiding thought, military matters) are left out.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache

from luoshi.documents.model import Document, Heading
from luoshi.statements.lexicon import data_text
from luoshi.statements.model import POSITIONING, Promise
from luoshi.statements.passages import passage_over, set_aside

_SENTENCE = re.compile(r"[^。；;\n]+")
_SHORTEST = 4
"""Characters below which a sentence names no position."""


@cache
def _title() -> re.Pattern[str]:
    return re.compile(tomllib.loads(data_text("positioning.toml"))["title"])


def read_positions(document: Document) -> list[Promise]:
    """Return the positions of a document in reading order; none without a section about them."""
    passages = set_aside(document)
    found = []
    for heading in document.outline:
        if not _title().fullmatch(heading.title) or passage_over(passages, heading.start, heading.end):
            continue
        for start, end, surely in _points(document, heading):
            if not passage_over(passages, start, end):
                found.append(_position(document, heading, start, end, surely))
    return found


def _points(document: Document, heading: Heading) -> Iterator[tuple[int, int, bool]]:
    """Yield the spans of the points below a heading, else of its sentences."""
    below = [one for one in document.outline if one.parent == heading.index]
    if below:
        for one in below:
            yield document.text.index(one.title, one.start), one.end, True
        return
    for match in _SENTENCE.finditer(document.text, heading.end, heading.body_end):
        words = match[0].strip()
        if len(words) >= _SHORTEST:
            start = document.text.index(words, match.start())
            yield start, start + len(words), False


def _position(document: Document, heading: Heading, start: int, end: int, surely: bool) -> Promise:
    raw = document.raw_span(start, end)
    return Promise(
        topic=POSITIONING,
        topic_title="功能定位",
        text=document.text[start:end].strip("。.． "),
        start=raw[0],
        end=raw[1],
        kind="promise",
        section=document.text[heading.start : heading.end],
        confidence=0.95 if surely else 0.8,
    )

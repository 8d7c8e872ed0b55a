"""Targets without a number that keep pace with something else: 城乡居民可支配收入与经济增长保持同步.

Rule ``keeps-pace``: a clause names what is promised, then 与, what it keeps pace with, and 同步; the year is
the one that was named last before it in its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luoshi.documents.model import Document
from luoshi.statements.passages import set_aside

_WITH = "经济增长|经济发展|(?:地区)?生产总值(?:增长|增速)?|GDP(?:增长|增速)?"
_KEEPS_PACE = re.compile(
    rf"(?P<what>[^,，。；;、:：\s]{{2,24}}?)(?:增长|增速)?与(?P<with>{_WITH})(?:基本|大体)?(?:保持)?(?:基本|大体)?同步"
)
_YEAR = re.compile(r"(20\d\d)年")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """A pledge to keep pace.

    Attributes:
        what: What is promised, as written.
        other: What it keeps pace with, as written.
        year: The year it is for; ``None`` where no year is named before it.
        text: The words.
        start, end: Raw span of the words.
        locator: Where a person finds them.
    """

    what: str
    other: str
    year: int | None
    text: str
    start: int
    end: int
    locator: dict[str, object]


def read_relative(document: Document) -> Iterator[Relative]:
    """Yield the pledges of a document to keep pace with something, in reading order.

    Passages that are set aside (speeches, guiding thought, military matters) are not read.
    """
    aside = set_aside(document)
    for block in document.blocks:
        words = document.text[block.start : block.end]
        for match in _KEEPS_PACE.finditer(words):
            start, end = block.start + match.start(), block.start + match.end()
            if any(passage.start < end and start < passage.end for passage in aside):
                continue
            years = _YEAR.findall(words, 0, match.start())
            first, last = document.raw_span(start, end)
            yield Relative(
                what=match["what"],
                other=match["with"],
                year=int(years[-1]) if years else None,
                text=match[0],
                start=first,
                end=last,
                locator=document.locator(start, end),
            )

"""What the page of review shows beside the queue: the words of a reading in their text, and what is near."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.ledger.review.queue import Item

AROUND = 140
"""Characters of the text on either side of the words."""

LONGEST = 200_000
"""Most characters shown to place an orphan again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A stretch of a document's raw text; ``start`` is the raw offset of its first character.

    Attributes:
        before, words, after: The stretch, cut at the words of the reading; an orphan has no words here.
    """

    start: int
    before: str
    words: str
    after: str


def excerpt(raw: str, one: Item) -> Excerpt:
    """Return the text around the words of a reading, from line to line; for an orphan the whole text."""
    if one.state == "orphan":
        return Excerpt(start=0, before=raw[:LONGEST], words="", after="")
    first = max(0, one.start - AROUND)
    first = raw.rfind("\n", 0, one.start) + 1 if raw.rfind("\n", first, one.start) < 0 else first
    first = max(first, one.start - 2 * AROUND)
    last = raw.find("\n", one.end + AROUND)
    last = min(len(raw) if last < 0 else last, one.end + 2 * AROUND)
    return Excerpt(
        start=first,
        before=raw[first : one.start],
        words=raw[one.start : one.end],
        after=raw[one.end : last],
    )


def near(one: Item, some: Sequence[Item]) -> tuple[Item, ...]:
    """Return readings of the same kind and edition whose words stand close by, in their order."""
    found = [
        other
        for other in some
        if other.id != one.id
        and (other.edition, other.kind) == (one.edition, one.kind)
        and other.state not in ("rejected", "orphan")
        and other.start < one.end + AROUND
        and one.start - AROUND < other.end
    ]
    return tuple(sorted(found, key=lambda other: (other.start, other.end)))

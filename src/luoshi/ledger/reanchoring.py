"""Finding the words of one edition again in another: by quote, and by the words around it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

from luoshi.ledger.editions import CONTEXT, Span

_NEAR = 8

Key = Callable[[Span], Hashable]

_PASSES: tuple[Key, ...] = (
    lambda span: (span.kind, span.quote, span.before, span.after),
    lambda span: (span.kind, span.quote, span.before[-_NEAR:], span.after[:_NEAR]),
    lambda span: (span.kind, span.quote, "before", span.before[-_NEAR:]),
    lambda span: (span.kind, span.quote, "after", span.after[:_NEAR]),
    lambda span: (span.kind, span.quote),
)
"""From the strictest to the loosest way in which two spans are the same words."""


def span_of_row(row: Mapping[str, Any], words: Mapping[str, Any]) -> Span:
    """Return the words of a reading that the ledger holds, with those around them."""
    return Span(
        kind=row["kind"],
        quote=words["quote"],
        before=(words["before"] or "")[-CONTEXT:],
        after=(words["after"] or "")[:CONTEXT],
        start=words["start"],
    )


def match_spans(new: Sequence[Span], old: Mapping[str, Span]) -> dict[int, str]:
    """Return for the positions of new spans the id of the old one that is the same words.

    Each old span is used once; among equals the order of the text decides.
    """
    found: dict[int, str] = {}
    left = dict(sorted(old.items(), key=lambda item: (item[1].start, item[0])))
    for key in _PASSES:
        waiting: defaultdict[Hashable, deque[str]] = defaultdict(deque)
        for identity, span in left.items():
            waiting[key(span)].append(identity)
        for position, span in enumerate(new):
            if position not in found and (same := waiting.get(key(span))):
                found[position] = same.popleft()
        for identity in found.values():
            left.pop(identity, None)
    return found


def find_words(raw: str, quote: str, before: str | None, after: str | None) -> int | None:
    """Return the offset of a quote in a text: the only place, or the one whose surroundings fit.

    ``None`` when it is not there, or when several places fit the words around it equally well.
    """
    if not quote:
        return None
    scored: dict[int, int] = {}
    place = raw.find(quote)
    while place >= 0:
        ahead = _common(raw[max(0, place - CONTEXT) : place][::-1], (before or "")[::-1])
        behind = _common(raw[place + len(quote) : place + len(quote) + CONTEXT], after or "")
        scored[place] = ahead + behind
        place = raw.find(quote, place + 1)
    if not scored:
        return None
    best = max(scored.values())
    places = [at for at, score in scored.items() if score == best]
    if len(places) > 1 or (len(scored) > 1 and best == 0):
        return None
    return places[0]


def _common(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length

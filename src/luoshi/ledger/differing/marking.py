"""What was put into and taken out of words, so that a page can mark it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from luoshi.ledger.differing.rules import rules

_LEAST = 2
"""A stretch of fewer characters that both have between two changes is taken as changed, too."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words: in both, only in the older or only in the newer ones."""

    words: str
    side: Literal["both", "old", "new"]


def marked(old: str, new: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return the older and the newer words in stretches; long words are not compared and stand whole."""
    if old == new or max(len(old), len(new)) > rules().longest:
        return (Part(old, "both"),), (Part(new, "both"),)
    steps = list(_steps(old, new))
    left = _joined((old[a:b], "both" if same else "old") for same, a, b, _, _ in steps)
    right = _joined((new[a:b], "both" if same else "new") for same, _, _, a, b in steps)
    return left, right


def _steps(old: str, new: str) -> Iterator[tuple[bool, int, int, int, int]]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(codes):
        between = 0 < place < len(codes) - 1
        yield tag == "equal" and (b - a >= _LEAST or not between), a, b, c, d


def _joined(stretches: Iterator[tuple[str, Literal["both", "old", "new"]]]) -> tuple[Part, ...]:
    found: list[Part] = []
    for words, side in stretches:
        if not words:
            continue
        if found and found[-1].side == side:
            found[-1] = Part(found[-1].words + words, side)
        else:
            found.append(Part(words, side))
    return tuple(found)

"""What was put into and taken out of words, so that a page can mark it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from luoshi.ledger.differing.rules import rules

_TOKEN = re.compile(r"\d+(?:\.\d+)?|.", re.S)
"""A number, which is marked whole, or any other character."""
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
    steps = list(_steps(_TOKEN.findall(old), _TOKEN.findall(new)))
    left = _joined((before, "both" if same else "old") for same, before, _ in steps)
    right = _joined((after, "both" if same else "new") for same, _, after in steps)
    return left, right


def _steps(old: list[str], new: list[str]) -> Iterator[tuple[bool, str, str]]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for place, (tag, a, b, c, d) in enumerate(codes):
        before, after = "".join(old[a:b]), "".join(new[c:d])
        between = 0 < place < len(codes) - 1
        yield tag == "equal" and (len(before) >= _LEAST or not between), before, after


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

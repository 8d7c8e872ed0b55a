"""One to one: the best pairs first, and none twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luoshi.ledger.differing.model import Rule

ORDER: tuple[Rule, ...] = (
    "same-concept", "same-name", "same-text", "like-sentence", "like-name", "like-text",
)  # fmt: skip
"""Rules, the surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Positions of two things taken to be the same, why, and how alike they are."""

    old: int
    new: int
    rule: Rule
    score: float
    closer: float = 0.0


def paired(candidates: Iterable[Pair]) -> list[Pair]:
    """Return the pairs that stand: the surest rule first, then the likeliest, then the order of the text."""
    left, right, kept = set[int](), set[int](), []
    for one in sorted(
        candidates, key=lambda p: (ORDER.index(p.rule), -p.score, -p.closer, abs(p.old - p.new), p.old, p.new)
    ):
        if one.old not in left and one.new not in right:
            left.add(one.old)
            right.add(one.new)
            kept.append(one)
    return sorted(kept, key=lambda pair: pair.new)

"""How good the readings of a ledger are, for the page on data quality."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luoshi.ledger.records import StatementView
from luoshi.web.accounting import EXAMPLES

STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Lower ends of the bands of confidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A kind of doubt with how many readings have it, and some of them."""

    code: str
    count: int
    examples: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How many readings have a confidence from ``low`` on, up to the next band."""

    low: float
    count: int


def doubts(statements: Iterable[StatementView]) -> tuple[Doubt, ...]:
    """Return the doubts of readings, the most frequent first."""
    found: dict[str, list[StatementView]] = {}
    for statement in statements:
        for code in statement.doubts:
            found.setdefault(code, []).append(statement)
    made = (
        Doubt(code=code, count=len(held), examples=tuple(held[:EXAMPLES])) for code, held in found.items()
    )
    return tuple(sorted(made, key=lambda doubt: (-doubt.count, doubt.code)))


def bands(statements: Sequence[StatementView]) -> tuple[Band, ...]:
    """Return how many readings lie in each band of confidence, the surest first."""
    ends = (*STEPS[1:], 2.0)
    return tuple(
        Band(low=low, count=sum(low <= one.confidence < end for one in statements))
        for low, end in sorted(zip(STEPS, ends, strict=True), reverse=True)
    )

"""What a pack hands back: a grade in its own words and every figure on the way to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from luoshi.evaluation.rules.exact import SIGNIFICANT

NOT_AVAILABLE = "not_available"
"""The grade of every pack where it cannot judge; the reason says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The grade of a pack.

    Attributes:
        grade: One of the pack's grades, or ``not_available``.
        because: Code of the step that decided; the pack's data has its sentence.
        reason: Why it is not available.
        value: The pack's own measure of progress.
        score: The pack's score, where it has one.
        steps: Intermediate figures, in the order in which they were formed.
    """

    grade: str
    because: str
    reason: str | None = None
    value: Decimal | None = None
    score: Decimal | None = None
    steps: Mapping[str, Any] = field(default_factory=dict)


class Unavailable(Exception):
    """A pack cannot judge; carries the reason and the steps so far."""

    def __init__(self, reason: str, **steps: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.steps = steps

    def rating(self) -> Rating:
        """Return it as a rating."""
        return Rating(grade=NOT_AVAILABLE, because=self.reason, reason=self.reason, steps=self.steps)


def compared(value: Decimal) -> Decimal:
    """Return a value as thresholds see it: twelve significant digits."""
    return SIGNIFICANT.plus(value)


def banded(value: Decimal, bands: Mapping[str, Decimal | None]) -> str:
    """Return the first band whose lower end a value reaches; the last one has no end.

    Args:
        value: To place.
        bands: Lower ends by grade, highest first.
    """
    for grade, least in bands.items():
        if least is None or compared(value) >= least:
            return grade
    raise AssertionError(bands)

"""The three times of a question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The three times of a question.

    Attributes:
        at: 评估基准日: where on the path we stand. ``None``: today.
        published_by: Only what the public could know by then. ``None``: everything.
        recorded_by: Only what the ledger held: a time or an entry number. ``None``: everything.
    """

    at: date | None = None
    published_by: date | None = None
    recorded_by: datetime | int | None = None

"""When something was last written that a judgement may rest on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select, union_all

from luoshi.ledger.schema import PROJECTION
from luoshi.ledger.schema import collecting as reporting

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_ON_THE_WAY = frozenset(
    table.name
    for table in (
        reporting.organisation,
        reporting.organisation_detail,
        reporting.post,
        reporting.post_detail,
        reporting.duty,
        reporting.schedule,
        reporting.submission,
        reporting.submission_event,
        reporting.submitted_figure,
        reporting.submission_comment,
        reporting.submission_attachment,
        reporting.period_lock,
    )
)
"""Tables of figures that are being reported: nothing is judged by them until they are observations."""


def last_touch(ledger: Ledger) -> int:
    """Return the last entry with anything that judgements, histories or corrections rest on.

    What was worked out at this entry still holds, however many submissions came in since.
    """
    with ledger.reading() as connection:
        return max((number or 0 for number in connection.execute(_question()).scalars()), default=0)


@cache
def _question() -> Any:
    return union_all(*(_last(table) for table in PROJECTION if table.name not in _ON_THE_WAY))


def _last(table: Any) -> Select[Any]:
    return select(func.max(table.c.entry))

"""Disagreements that somebody sent for correction, and the posts that report what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import select

from luoshi.collection.checking import ZONE
from luoshi.collection.register import Register
from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.records import Disagreement
from luoshi.ledger.schema import disagreement_answer
from luoshi.ledger.touching import last_touch
from luoshi.ledger.views.reading import view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A disagreement that was sent for correction to a post.

    Attributes:
        reason: Why, in the words of whoever sent it.
        sent: The day.
    """

    post_id: str
    about: Disagreement
    reason: str
    sent: date


def sent_for_correction(ledger: Ledger, register: Register, day: date) -> tuple[Sent, ...]:
    """Return what was sent for correction and still is as it was, for each post that reports it on a day."""
    found = []
    for one in _waiting(ledger):
        if one.indicator_id is None or one.decided is None:
            continue
        for duty in register.of("reports", one.indicator_id, day):
            found.append(
                Sent(
                    post_id=duty.post_id,
                    about=one,
                    reason=one.decided.reason,
                    sent=one.decided.recorded.astimezone(ZONE).date(),
                )
            )
    return tuple(found)


def _waiting(ledger: Ledger) -> tuple[Disagreement, ...]:
    """Return the disagreements sent for correction; looked for only where somebody sent any."""
    number = last_touch(ledger)
    kept = _KEPT.get(ledger)
    if kept is None or kept[0] != number:
        kept = _KEPT[ledger] = (number, _found(ledger))
    return kept[1]


_KEPT: WeakKeyDictionary[Ledger, tuple[int, tuple[Disagreement, ...]]] = WeakKeyDictionary()


def _found(ledger: Ledger) -> tuple[Disagreement, ...]:
    from luoshi.ledger.disagreements import disagreements

    with view(ledger, NOW) as seen:
        sent = disagreement_answer.c.decision == "correction"
        question = select(disagreement_answer.c.id).where(sent, stands(disagreement_answer, seen.bounds))
        if not seen.rows(question.limit(1)):
            return ()
    return tuple(one for one in disagreements(ledger) if one.state == "correction")

"""Which two plans are meant: slugs of a ledger, with ``@`` as of an entry or a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.records import Cut
from luoshi.ledger.views.reading import view

if TYPE_CHECKING:
    from luoshi.ledger.records import PlanView
    from luoshi.ledger.store import Ledger

ZONE = ZoneInfo("Asia/Shanghai")


def plan_meant(ledger: Ledger, reference: str, cut: Cut) -> tuple[PlanView, Cut]:
    """Return a plan and the cut to read it under: ``plan-2022``, ``plan-2022@12``, ``plan-2022@2025-07-01``.

    What follows the sign is the entry or the day up to which the ledger's record of it counts, so that an
    earlier edition of one plan can be compared with its present one. Nothing recorded after the cut counts.

    Raises:
        LuoshiError: ``not-found``; ``date-unknown``; ``recorded-before-first-entry``.
    """
    slug, at, moment = reference.strip().rpartition("@")
    if not at:
        return views.plan(ledger, moment, cut=cut), cut
    then = replace(cut, recorded_by=_moment(moment))
    with view(ledger, cut) as asked, view(ledger, then) as earlier:
        then = then if earlier.bounds.entry <= asked.bounds.entry else cut
    return views.plan(ledger, slug, cut=then), then


def _moment(text: str) -> datetime | int:
    if text.isdigit() and len(text) < len("20250701"):
        return int(text)
    try:
        day = datetime.fromisoformat(text)
    except ValueError as error:
        raise LuoshiError("date-unknown", text=text) from error
    if len(text) <= len("2025-07-01"):
        day = datetime.combine(day.date(), time.max)
    return (day if day.tzinfo else day.replace(tzinfo=ZONE)).astimezone(UTC)

"""Checking a submission against a ledger: the dry run of everything that brings figures in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from luoshi.collection import checks
from luoshi.collection.knowing import Known, figures_of, places_of, subjects
from luoshi.collection.model import Checked, SubmittedFigure
from luoshi.collection.rules import Rule

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

ZONE = ZoneInfo("Asia/Shanghai")
"""Dates belong to the ledger's zone."""


def today_of(ledger: Ledger) -> date:
    """Return the day it is by the ledger's clock."""
    return ledger.clock().astimezone(ZONE).date()


def check(
    ledger: Ledger,
    figures: Sequence[SubmittedFigure],
    *,
    today: date | None = None,
    rules: Sequence[Rule] | None = None,
) -> Checked:
    """Check figures and say what they would change; nothing is written.

    Args:
        ledger: To check against.
        figures: A whole submission.
        today: The day of the check; by default that of the ledger's clock.
        rules: Those to apply; those that come with Luoshi by default.
    """
    return checks.check(figures, knowledge(ledger, figures, today or today_of(ledger)), rules)


def knowledge(ledger: Ledger, figures: Sequence[SubmittedFigure], today: date) -> Known:
    """Return what the ledger knows of the indicators of some figures."""
    every = subjects(ledger)
    wanted = {every[name].view.id for one in figures if (name := one.indicator.strip()) in every}
    return Known(
        today=today, subjects=every, places=places_of(ledger), held=figures_of(ledger, sorted(wanted))
    )

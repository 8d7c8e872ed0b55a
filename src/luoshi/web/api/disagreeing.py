"""Shapes of disagreements: both sides quoted, and what was decided."""

from __future__ import annotations

from datetime import datetime

from luoshi.ledger.records import Decision, DisagreementKind, DisagreementState
from luoshi.vocabulary.words import Comparator
from luoshi.web.api.base import BothWords, Exact, Form, Listing
from luoshi.web.api.sources import Source


class Side(Form):
    """What one source says in a disagreement."""

    name: str
    period: str | None
    value: Exact | None
    unit: str | None
    comparator: Comparator
    text: str | None
    definition: str | None
    source: Source


class DisagreementDecision(Form):
    """What was decided about a disagreement; ``kept``: for the figures as they are now."""

    decision: Decision
    reason: str
    decided: datetime
    entry: int
    kept: bool


class Disagreement(Form):
    """Things the sources say that do not go together, both sides quoted."""

    id: str
    kind: DisagreementKind
    indicator: str | None
    period: str
    unit: str | None
    explanation: BothWords
    state: DisagreementState
    decision: DisagreementDecision | None
    left: Side
    right: Side
    more: list[Side]


class Disagreements(Listing):
    """A stretch of the disagreements about a plan."""

    items: list[Disagreement]

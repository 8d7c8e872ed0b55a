"""Shapes of changes and corrections."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from luoshi.ledger.totals import Outcome
from luoshi.web.api.base import Exact, Form, Listing
from luoshi.web.api.sources import Source


class Change(Form):
    """One change to a figure, a target or a part of one, wording, plans above or below, or publicity."""

    entry: int
    recorded: datetime
    actor: str | None
    change: Literal["added", "revised", "retracted", "restored"]
    what: Literal[
        "observation",
        "target",
        "baseline",
        "target_part",
        "indicator_detail",
        "plan_detail",
        "higher",
        "lower",
        "release",
    ]
    name: str | None
    unit: str | None
    period: str | None
    before: Exact | None
    after: Exact | None
    said_before: str | None
    said_after: str | None
    source: Source | None
    reason: str


class Correction(Form):
    """Something that was put right, and the indicator it belongs to."""

    place: str | None
    indicator: str | None
    change: Change
    page: str | None


class Part(Form):
    """A part of a total."""

    name: str
    value: Exact


class Total(Form):
    """A total beside the sum of its parts along one dimension; ``place`` is the places within a place."""

    name: str
    place: str | None
    period: str
    unit: str | None
    dimension: str
    parts: list[Part]
    sum: Exact | None
    total: Exact
    outcome: Outcome


class Totals(Listing):
    """A stretch of the totals that have parts."""

    items: list[Total]


class Changes(Listing):
    """A stretch of the changes to an indicator or a plan, oldest first."""

    items: list[Change]


class Corrections(Listing):
    """A stretch of the corrections, the newest first."""

    items: list[Correction]

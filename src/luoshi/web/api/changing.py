"""Shapes of changes and corrections."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

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


class Changes(Listing):
    """A stretch of the changes to an indicator or a plan, oldest first."""

    items: list[Change]


class Corrections(Listing):
    """A stretch of the corrections, the newest first."""

    items: list[Correction]

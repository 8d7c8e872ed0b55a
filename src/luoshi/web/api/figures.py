"""Shapes of figures of indicators and of what ties them."""

from __future__ import annotations

from luoshi.vocabulary.words import Comparator
from luoshi.web.api.base import Exact, Form, Listing
from luoshi.web.api.sources import Source


class Observation(Form):
    """A figure of an indicator, and whether it was used."""

    id: str
    indicator: str
    indicator_number: int | None
    indicator_name: str
    series: str
    concept: str | None
    name: str
    place: str | None
    period: str | None
    value: Exact
    comparator: Comparator
    unit: str | None
    status: str
    stage: str | None
    definition: str | None
    price_basis: str | None
    match: str
    usable: bool
    chosen: bool
    judged: bool
    source: Source
    origin: str | None
    note: str | None
    statement: str | None
    link_score: float | None
    link_reason: str | None
    recorded: int


class Link(Form):
    """Why a statement was taken, or only proposed, as a figure of an indicator."""

    statement: str
    indicator: str
    score: float
    reason: str
    accepted: bool


class Observations(Listing):
    """A stretch of the figures of a plan's indicators."""

    items: list[Observation]


class Links(Listing):
    """A stretch of the links between statements and indicators."""

    items: list[Link]

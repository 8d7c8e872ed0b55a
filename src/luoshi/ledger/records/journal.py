"""Entries of the journal, and what they brought and changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from luoshi.ledger.records.sources import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the journal."""

    number: int
    recorded: datetime
    actor: str
    reason: str
    hash: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionView:
    """One state of a document and the entry that brought it."""

    id: str
    sha256: str
    file: str
    title: str
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One change to what the ledger holds about an indicator.

    Attributes:
        change: ``added``, ``revised``, ``retracted`` or ``restored``.
        what: Name of the table of the row.
        row_id: The row that came, went or came back.
        before, after: Values, where the row has one.
        reason: Of the retraction or restoration, else of the journal entry.
        source: What the row rests on; ``None`` where nothing is named.
        name: What the row is called: the figure as its source calls it, the indicator, the plan.
        unit: Of the values.
        role: ``target`` or ``baseline`` of a plan's number, ``higher`` or ``lower`` of another plan.
        said_before, said_after: What the row says in words, where it has no value: who may see a source,
            the title of another plan, the changed wording of an indicator or a plan.
    """

    entry: Entry
    change: str
    what: str
    row_id: str
    period: str | None
    before: Decimal | None
    after: Decimal | None
    reason: str
    source: Citation | None = None
    name: str | None = None
    unit: str | None = None
    role: str | None = None
    said_before: str | None = None
    said_after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Something published that was put right: a figure, a target, or what is known of a plan.

    Attributes:
        revision: What changed, in which entry, from what and why.
        place: Name of the place it is about.
        indicator_id: The indicator it belongs to; of several the one linked first.
        slug, indicator_name: Of that indicator.
        plan_slug, place_slug: Of that indicator's plan, or of the plan itself.
    """

    revision: Revision
    place: str | None = None
    indicator_id: str | None = None
    slug: str | None = None
    indicator_name: str | None = None
    plan_slug: str | None = None
    place_slug: str | None = None

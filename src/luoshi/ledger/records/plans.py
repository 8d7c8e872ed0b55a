"""Plans with their indicators, targets and special actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from luoshi.ledger.records.sources import Anchor, Citation, Published
from luoshi.vocabulary.words import Attribute, Basis, Comparator, Direction, Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceView:
    """A place that publishes plans or is measured."""

    id: str
    slug: str
    name: str
    code: str | None
    parent_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan: what was promised, by whom, and what took its place."""

    id: str
    slug: str
    place: str
    place_slug: str
    title: str
    issuer: str | None
    document_key: str
    published: Published | None
    succeeded_by: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRelationView:
    """A plan above or below another one.

    Attributes:
        kind: What the other plan is: ``higher`` or ``lower``.
        plan_slug, place_slug: Of the other plan, where it is in the ledger.
        recorded: Number of the journal entry that brought it.
    """

    id: str
    kind: Literal["higher", "lower"]
    title: str
    issuer: str | None
    published: Published | None
    plan_slug: str | None
    place_slug: str | None
    recorded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """What a plan says its place is meant to be (功能定位).

    Attributes:
        stands: Whether the present edition says so; what an earlier one said is kept.
        since: Number of the journal entry that brought it.
    """

    id: str
    name: str
    stands: bool
    since: int
    anchor: Anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetView:
    """A target of an indicator with the words it stands in.

    Attributes:
        strength: 确保, 达到, 力争, 争取 or 探索, as written.
        written: The words of its cell or sentence.
    """

    id: str
    indicator_id: str
    period: str
    value: Decimal | None
    upper: Decimal | None
    comparator: Comparator
    kind: str
    citation: Citation
    strength: str | None = None
    written: str | None = None
    doubts: tuple[str, ...] = ()
    statement_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetPartView:
    """What is expected of a year, a place or a unit on the way to a target.

    Attributes:
        target_id: The target that stands; a revised one keeps the parts.
        name: The year, the district, the department.
        recorded: Number of the journal entry that brought it.
    """

    id: str
    target_id: str
    division: Literal["year", "place", "unit"]
    name: str
    period: str
    value: Decimal
    comparator: Comparator
    citation: Citation
    recorded: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """An indicator of a plan with its baseline and targets.

    Attributes:
        number: Row of the plan's table; ``None`` when read from prose.
        origin: ``table`` or ``prose``.
        concept: Id in ``vocabulary`` concepts, ``None`` when unknown.
    """

    id: str
    plan_id: str
    slug: str
    number: int | None
    name: str
    domain: str | None
    unit: str | None
    measure: Measure
    basis: Basis | None
    attribute: Attribute
    concept: str | None
    higher_is_better: bool | None
    origin: Literal["table", "prose"]
    baseline: TargetView | None
    targets: tuple[TargetView, ...]
    direction: Direction | None = None
    owner: str | None = None
    anchor: Anchor | None = None
    doubts: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """A special action of a plan."""

    id: str
    plan_id: str
    box: str
    box_title: str
    chapter: str | None
    number: int
    name: str
    text: str
    strength: str | None
    anchor: Anchor
    doubts: tuple[str, ...] = ()
    slug: str = ""

"""Plans with their indicators, targets and special actions."""

from __future__ import annotations

from collections.abc import Mapping
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
class TermsView:
    """Who is to do an action, by when and where, and what kind of task it is.

    Attributes:
        form: ``special`` (of a box), ``item`` (of a section) or ``row`` of a task table.
        task_class: ``measured``, ``checkable`` or ``continuing``; proposed unless it is in ``settled``.
        class_words: The words the class rests on.
        lead: Units that lead; only presumed where ``basis`` is ``presumed``.
        basis: ``named``, ``first-listed``, ``only``, ``presumed``, ``shared``, ``none``, ``settled`` by a
            person; ``None`` where the document names no unit.
        anchor: The words that name the units.
        settled: What persons settled (``task_class``, ``lead``, ``deadline``, ``strength``), with why.
        strength: Only where a person settled it.
    """

    form: Literal["special", "item", "row"] = "special"
    task_class: str | None = None
    class_words: tuple[str, ...] = ()
    deadline: str | None = None
    places: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    helping: tuple[str, ...] = ()
    basis: str | None = None
    anchor: Anchor | None = None
    settled: Mapping[str, str] = field(default_factory=dict)
    strength: str | None = None

    @property
    def to_confirm(self) -> bool:
        """Whether the lead is only presumed (推定牵头，待确认)."""
        return self.basis == "presumed"


_TITLE = 40
"""Characters of a part without a name that stand for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionView:
    """A special action of a plan, an item of its sections, a row of its task tables, or a part of one.

    Attributes:
        number: As printed; of a part its place in the list.
        name: Empty for a part without a title.
        slug: In addresses; empty for a part of a ledger that was built before parts had one.
        part_of: Slug of the task that a part is listed under.
        parts: What the document lists under it.
    """

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
    terms: TermsView = field(default_factory=TermsView)
    part_of: str | None = None
    parts: tuple[ActionView, ...] = ()

    @property
    def title(self) -> str:
        """Its name; of a part without one its first words."""
        if self.name:
            return self.name
        return self.text if len(self.text) <= _TITLE else f"{self.text[:_TITLE]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectMentionView:
    """What a document says of a named project.

    Attributes:
        stage: ``planned``, ``starting``, ``building``, ``topped-out`` or ``opened``.
        reached: Said to be reached; else aimed at.
        words: The words that give the stage.
        amount: Total investment as written.
        place: The place the document is about; ``place_id`` is its id.
    """

    id: str
    name: str
    stage: str
    reached: bool
    words: str
    text: str
    period: str | None
    amount: str | None
    places: tuple[str, ...]
    place: str | None
    place_id: str | None
    document_id: str
    anchor: Anchor
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectView:
    """One project in one or several documents, the document published first before the others.

    Attributes:
        key: For addresses within the page.
        decided: Whether a person said which names are its own.
    """

    key: str
    name: str
    mentions: tuple[ProjectMentionView, ...]
    decided: bool = False

    @property
    def documents(self) -> int:
        """How many documents name it."""
        return len({one.anchor.document_key for one in self.mentions})

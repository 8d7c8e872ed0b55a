"""What the ledger hands out: frozen views of its rows as of a cut in time.

Ids are UUID texts. Facts read by a machine have UUIDv5 of (edition, raw start, raw end, ordinal), what
people enter has UUIDv7. Values are ``Decimal``; dates that are known coarsely carry both ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from luoshi.vocabulary.words import (
    Attribute,
    Basis,
    Comparator,
    Direction,
    Evidence,
    Kind,
    Measure,
    Trust,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """The three times of a question.

    Attributes:
        at: 评估基准日: where on the path we stand. ``None``: today.
        published_by: Only what the public could know by then. ``None``: everything.
        recorded_by: Only what the ledger held: a time or an entry number. ``None``: everything.
    """

    at: date | None = None
    published_by: date | None = None
    recorded_by: datetime | int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a source came out: an interval when known coarsely (``2021``), text as given."""

    text: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document and its current edition."""

    id: str
    key: str
    title: str
    file: str
    issuer: str | None
    kind: str | None
    place: str | None
    published: Published | None
    trust: Trust
    nature: str | None
    evidence: Evidence
    url: str | None
    edition_id: str
    sha256: str
    media_type: str
    editions: int
    cites: tuple[dict[str, Any], ...] = ()
    statements: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The words a fact rests on.

    Attributes:
        document_key: Of the document; ``None`` when the source is cited only.
        start, end: Raw span.
        quote: The words.
        locator: Where a person finds them.
        before, after: A few words of the document on either side, as they stand there.
    """

    id: str
    edition_id: str | None
    document_key: str | None
    start: int
    end: int
    quote: str
    locator: dict[str, Any] = field(default_factory=dict)
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What stands beside a figure: who published it, where, when, and how good the evidence is.

    Attributes:
        nature: Of the source: statistics, department, government, publicity …
        publicity: 主动公开, 依申请公开 or 不予公开; ``None`` where nothing was said of it.
        released: Who may see it may see it from this day on.
    """

    publisher: str | None
    title: str | None
    published: Published | None
    source: str | None
    locator: str | None
    quote: str | None
    trust: Trust
    evidence: Evidence
    anchor: Anchor | None = None
    nature: str | None = None
    publicity: str | None = None
    released: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """The reading of a statement that stands: a person's before a machine's."""

    id: str
    anchor: Anchor
    author: str
    value: Decimal
    upper: Decimal | None
    unit: str | None
    comparator: Comparator
    measure: Measure
    direction: Direction | None
    basis: Basis | None
    indicator: str | None
    region: str | None
    period: str | None
    kind: Kind
    section: str | None
    doubts: tuple[str, ...]
    confidence: float
    rule: str | None = None
    row: int | None = None


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
class ObservationView:
    """A figure of a series.

    Attributes:
        match: ``same``, ``derived``, ``input``, ``proxy``, ``decoy`` or ``context``.
        recorded: Number of the journal entry that brought it.
        nature: ``point``, ``span`` or ``ytd``; ``None`` without a period.
        written: Words as written.
        stage: 预计, 快报, 初步核算, 最终核实 or 普查修订.
        origin: File and row it was imported from.
        price_basis: 现价, 不变价, 可比口径 …
    """

    id: str
    series_id: str
    concept: str | None
    name: str
    place: str | None
    period: str | None
    value: Decimal
    comparator: Comparator
    unit: str | None
    status: str
    definition: str | None
    match: str
    citation: Citation
    recorded: int
    statement_id: str | None = None
    superseded_by: str | None = None
    link_score: float | None = None
    link_reason: str | None = None
    nature: str | None = None
    written: str | None = None
    stage: str | None = None
    origin: str | None = None
    note: str | None = None
    price_basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptFigure:
    """A level of a concept for a place, whatever indicator it belongs to.

    Attributes:
        kind: ``observation``, or ``statement`` of a document.
        confidence: How sure the reading of a statement is; 1 for an observation.
    """

    id: str
    kind: Literal["observation", "statement"]
    concept: str
    name: str
    period: str
    nature: str | None
    value: Decimal
    comparator: Comparator
    unit: str | None
    status: str
    stage: str | None
    definition: str | None
    citation: Citation
    recorded: int
    confidence: float = 1.0


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
class EditionView:
    """One state of a document and the entry that brought it."""

    id: str
    sha256: str
    file: str
    title: str
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    """Who may see what a source says.

    Attributes:
        publicity: 主动公开, 依申请公开 or 不予公开.
        released: From this day on; ``None``: since it was published.
    """

    what: Literal["document", "citation"]
    publicity: str
    released: date | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementView:
    """Something published as having happened, with the actions it may answer."""

    id: str
    subject: str
    event: str
    text: str
    period: str | None
    anchor: Anchor
    actions: tuple[tuple[str, float, str], ...] = ()
    region: str | None = None
    section: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """A promise without a number, or what was published about it.

    Attributes:
        topic: What it belongs to (五个示范, 一网通办 …).
        kind: ``promise`` or ``published``.
    """

    id: str
    topic: str
    kind: Literal["promise", "published"]
    text: str
    section: str | None
    anchor: Anchor
    confidence: float
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """Why a statement was taken, or only proposed, as a figure of an indicator."""

    statement_id: str
    indicator_id: str
    score: float
    reason: str
    accepted: bool


DisagreementKind = Literal[
    "two_values", "two_targets", "growth_levels", "parts_whole", "ratio_count", "unit_slip", "jump"
]
Decision = Literal["explained", "accepted", "correction"]
DisagreementState = Literal["open", "explained", "accepted", "correction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one source says in a disagreement.

    Attributes:
        fact_id: Of the row it stands in.
        what: ``baseline``, ``target``, ``observation``, ``statement`` or ``pledge``.
        value: ``None`` for a pledge without a number.
        words: Of a pledge: what it says.
    """

    fact_id: str
    what: str
    name: str
    value: Decimal | None
    unit: str | None
    comparator: Comparator
    period: str | None
    citation: Citation
    definition: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a person decided about a disagreement.

    Attributes:
        id: Of the decision's row.
        disagreement: Identity of the disagreement as it was then.
        number: Of the journal entry.
        kept: Whether it still stands for the disagreement; ``False`` when its inputs have changed since.
    """

    id: str
    disagreement: str
    decision: Decision
    reason: str
    actor: str
    recorded: datetime
    number: int
    kept: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two things the sources say that do not go together, both quoted.

    Attributes:
        id: Made from its kind and its inputs: another value is another disagreement.
        about: What it is about beside its inputs' values.
        rule: Names the sentence that explains it.
        indicator_id: ``None`` where it is about no indicator of a plan.
        plan_id: The plan it is listed under.
        period: As text; empty where unknown.
        left_value, right_value: In ``unit``; ``None`` for a pledge without a number.
        sides: Both sides and whatever else it rests on, the quoted two first.
        numbers: What the explaining sentence is filled with.
        state: ``open`` until a person decides, and again once an input changes.
        decided: The decision that stands, or the one that stood for an earlier state of the inputs.
    """

    kind: DisagreementKind
    indicator_id: str | None
    period: str
    left: Citation
    right: Citation
    left_value: Decimal | None
    right_value: Decimal | None
    unit: str | None
    id: str = ""
    about: str = ""
    rule: str = ""
    plan_id: str | None = None
    sides: tuple[Side, ...] = ()
    numbers: dict[str, str] = field(default_factory=dict)
    state: DisagreementState = "open"
    decided: Decided | None = None


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
        role: ``target`` or ``baseline`` of a plan's number.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something a search found.

    Attributes:
        kind: ``indicator``, ``statement`` or ``document``.
        title: Name of the indicator, what the statement measures, title of the document.
        snippet: Words around the first place where the query stands.
        marks: Spans of the snippet that answer the query.
        document_key, edition_id, start, end: The words in a document; raw offsets.
        statement_id: Of a statement.
        indicator_id, plan_id: Of an indicator.
    """

    kind: Literal["indicator", "statement", "document"]
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    document_key: str | None = None
    edition_id: str | None = None
    start: int | None = None
    end: int | None = None
    statement_id: str | None = None
    indicator_id: str | None = None
    plan_id: str | None = None

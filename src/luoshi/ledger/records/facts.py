"""What documents and published figures say: statements, observations, achievements, promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from luoshi.ledger.records.sources import Anchor, Citation
from luoshi.vocabulary.words import Basis, Comparator, Direction, Kind, Measure


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

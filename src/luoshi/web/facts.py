"""What the pages about a plan are given: the ledger's views and the evaluation's results, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from luoshi.evaluation.model import Result
from luoshi.ledger.records import (
    AchievementView,
    ActionView,
    Citation,
    Disagreement,
    DocumentView,
    Entry,
    IndicatorView,
    LinkView,
    ObservationView,
    PlanView,
    StatementView,
    TargetView,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFacts:
    """An indicator with everything that stands beside it.

    Attributes:
        english: Name of its concept in English, ``None`` when the concept is unknown.
        owner: Lead unit as the plan names it, ``None``: 待明确.
        target: The target its leading verdict is about.
        result: That verdict.
        results: The verdicts on all its targets, in the order of their periods.
        figures: Every published figure linked to it, in the order of their periods.
        chosen: Ids of the figures taken for their periods.
        usable: Ids of the figures that may be scored.
    """

    view: IndicatorView
    english: str | None = None
    owner: str | None = None
    target: TargetView | None = None
    result: Result | None = None
    results: tuple[Result, ...] = ()
    figures: tuple[ObservationView, ...] = ()
    chosen: frozenset[str] = frozenset()
    usable: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What stands for it in an address: its number, else its slug."""
        return str(self.view.number) if self.view.number is not None else self.view.slug

    @property
    def later(self) -> tuple[TargetView, ...]:
        """The targets after the leading one."""
        lead = self.target
        return tuple(t for t in self.view.targets if lead is not None and t.period > lead.period)

    @property
    def actual(self) -> ObservationView | None:
        """The published figure the leading verdict rests on."""
        wanted = self.result.observation_id if self.result else None
        return next((figure for figure in self.figures if figure.id == wanted), None)

    @property
    def latest(self) -> ObservationView | None:
        """The figure to show as the latest: what the verdict rests on, else the newest that may be scored."""
        if self.actual:
            return self.actual
        scored = [f for f in self.figures if f.id in self.chosen and f.id in self.usable and f.period]
        return max(scored, key=lambda figure: figure.period or "", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """A line of what needs attention first."""

    indicator: IndicatorFacts
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the plan (专栏): what it says will be done, what has been published, what measures it."""

    label: str
    title: str
    actions: int
    achievements: int
    indicators: tuple[IndicatorFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A plan as of the three times of a question.

    Attributes:
        cutoff: 数据截止日: when the newest source in view was published.
        head: The last journal entry in view.
        sentence: The counts of every verdict and reason and the share that can be judged, in words.
        due: Indicators whose target is due and for which nothing has been published.
        gaps: Indicators that cannot be judged for any other reason.
    """

    plan: PlanView
    cutoff: date | None
    head: Entry | None
    sentence: str
    indicators: tuple[IndicatorFacts, ...]
    attention: tuple[Attention, ...] = ()
    boxes: tuple[Box, ...] = ()
    due: tuple[IndicatorFacts, ...] = ()
    gaps: tuple[IndicatorFacts, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What a document says about an indicator."""

    document: DocumentView | None
    statement: StatementView
    link: LinkView


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """An indicator's own page: what stands beside it in full."""

    plan: PlanFacts
    indicator: IndicatorFacts
    mentions: tuple[Mention, ...] = ()
    actions: tuple[ActionView, ...] = ()
    achievements: tuple[AchievementView, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    revisions: tuple[tuple[ObservationView, ObservationView], ...] = ()
    sources: tuple[Citation, ...] = ()

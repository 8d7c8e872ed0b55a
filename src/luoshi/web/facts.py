"""What the pages about a plan are given: the evaluation's summary and the ledger's views, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from luoshi.collection.telling import Told
from luoshi.errors import Language, LuoshiError
from luoshi.evaluation.parts import Divided
from luoshi.evaluation.rows import Row
from luoshi.evaluation.run import Dossier
from luoshi.evaluation.summary import Box, Summary
from luoshi.ledger.records import (
    ActionView,
    Disagreement,
    DocumentView,
    EditionView,
    Entry,
    IndicatorView,
    LinkView,
    ObservationView,
    PlanRelationView,
    PlanView,
    PositionView,
    Revision,
    StatementView,
)
from luoshi.vocabulary.concepts import known
from luoshi.web.navigation import base_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A plan as of the three times of a question.

    Attributes:
        summary: What every screen and paper says about it.
        tasks: What the plan sets: its special actions, items and rows of task tables, in its order.
        head: The last journal entry in view.
        disagreements: Two things sources say that do not go together.
        elsewhere: Disagreements in other documents about the plan's place.
    """

    summary: Summary
    tasks: tuple[ActionView, ...] = ()
    head: Entry | None = None
    disagreements: tuple[Disagreement, ...] = ()
    elsewhere: tuple[Disagreement, ...] = ()

    @property
    def actions(self) -> tuple[ActionView, ...]:
        """The special actions of the plan."""
        return tuple(one for one in self.tasks if one.terms.form == "special")

    @property
    def plan(self) -> PlanView:
        """The plan."""
        return self.summary.plan

    @property
    def base(self) -> str:
        """The address of its first page, without the times."""
        return base_of(self.plan)

    def everything(self) -> Iterator[Row]:
        """Yield every indicator: those of the table, then those read from prose."""
        yield from self.summary.rows
        yield from self.summary.prose

    def row(self, slug: str) -> Row:
        """Return the row of an indicator by its slug; raises ``not-found``."""
        for row in self.everything():
            if row.indicator.slug == slug:
                return row
        raise LuoshiError("not-found", what=slug)

    def row_of(self, indicator_id: str | None) -> Row | None:
        """Return the row of an indicator by its id."""
        return next((row for row in self.everything() if row.indicator.id == indicator_id), None)

    def box_of(self, indicator_id: str) -> Box | None:
        """Return the box that an indicator's group belongs to."""
        boxes = self.summary.boxes
        return next(
            (box for box in boxes for row in box.indicators if row.indicator.id == indicator_id), None
        )

    def dossier(self, indicator_id: str) -> Dossier:
        """Return all there is about an indicator; raises ``not-found``."""
        for dossier in self.summary.assessment.dossiers:
            if dossier.indicator.id == indicator_id:
                return dossier
        raise LuoshiError("not-found", what=indicator_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a plan came and went.

    Attributes:
        editions: Of its document, in the order the ledger came to know them.
        positions: What it says its place is meant to be; what an earlier edition said comes after.
        relations: Plans above and below it.
        others: Other plans of the same place.
        revisions: Every change to what is known of it, the newest first.
    """

    editions: tuple[EditionView, ...]
    positions: tuple[PositionView, ...]
    relations: tuple[PlanRelationView, ...]
    others: tuple[PlanView, ...]
    revisions: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What a document says about an indicator, and why it was taken or only proposed."""

    document: DocumentView | None
    statement: StatementView
    link: LinkView


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorFacts:
    """An indicator's own page.

    Attributes:
        mentions: What documents say about it, the newest first.
        revisions: Every change to it in this ledger, the newest first.
        disagreements: Those about it.
        box: The box of the plan (专栏) its group belongs to, with its special actions.
        parts: What is expected of years, places and units on the way to its targets.
        told: What came with figures that were reported here, by the id of the figure.
    """

    plan: PlanFacts
    row: Row
    dossier: Dossier
    mentions: tuple[Mention, ...] = ()
    revisions: tuple[Revision, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    box: Box | None = None
    actions: tuple[ActionView, ...] = ()
    parts: tuple[Divided, ...] = ()
    told: Mapping[str, Told] = field(default_factory=dict)

    @property
    def reported(self) -> tuple[tuple[ObservationView, Told], ...]:
        """Its figures that came with words or files, in the order of ``figures``."""
        return tuple((one, self.told[one.id]) for one in self.figures if one.id in self.told)

    @property
    def figures(self) -> tuple[ObservationView, ...]:
        """Its published figures, the newest period first, undated ones last."""
        return tuple(sorted(self.dossier.observations, key=lambda one: one.period or "", reverse=True))


def english(indicator: IndicatorView) -> str | None:
    """Return the English name of what an indicator measures, ``None`` where its concept is unknown."""
    concept = known(indicator.concept)
    return concept.name_en if concept else None


def spoken(indicator: IndicatorView, language: Language) -> str:
    """Return the name of an indicator in a language: the plan's own words where there is no other."""
    return (english(indicator) if language == "en" else None) or indicator.name

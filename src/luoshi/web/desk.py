"""Where the pages get their facts: the ledger as of the three times of a question, evaluated.

A plan is judged once per question and entry that touches what is judged; what was judged is kept for the
next reader.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self, TypeVar

from luoshi.collection.telling import told
from luoshi.errors import LuoshiError
from luoshi.evaluation.integrity.run import Checked, checked
from luoshi.evaluation.parts import divided
from luoshi.evaluation.peers import with_peers
from luoshi.evaluation.renewing import Judge
from luoshi.evaluation.run import Dossier, only_plan
from luoshi.evaluation.summary import summary_of
from luoshi.evaluation.then import Then, of_indicator
from luoshi.ledger import views
from luoshi.ledger.differing.asking import plan_meant
from luoshi.ledger.differing.compare import difference
from luoshi.ledger.differing.model import Difference, Side
from luoshi.ledger.differing.plans import side_of_plan
from luoshi.ledger.disagreements import disagreements
from luoshi.ledger.records import (
    AchievementView,
    Correction,
    Cut,
    Disagreement,
    DocumentView,
    IndicatorView,
    PlanView,
    ProjectView,
)
from luoshi.ledger.store import Ledger
from luoshi.ledger.totals import TotalCheck, totals
from luoshi.ledger.touching import Touch, touches_of
from luoshi.web import deeds, library
from luoshi.web.deeds import Chest, Group
from luoshi.web.facts import Course, IndicatorFacts, Mention, PlanFacts
from luoshi.web.library import Text
from luoshi.web.memory import Memory
from luoshi.web.times import Times

KEPT = 16
"""How many judged plans are kept: a plan as of one question each."""

KEPT_INDICATORS = 512
"""How many indicators are kept with all that is known of them."""

Series = tuple[tuple[PlanView, tuple[Checked, ...]], ...]
Found = TypeVar("Found")


class Desk:
    """The pages' way to a ledger. Unknown names raise ``not-found``."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.touches = touches_of(ledger)
        self._judge_of = Judge(ledger)
        self._judged, self._whole = Memory(KEPT), Memory(2 * KEPT)
        self._indicators = Memory(KEPT_INDICATORS)

    @classmethod
    def open(cls, path: str | Path, *, read_only: bool | None = None) -> Self:
        """Open a ledger; raises ``ledger-missing``, ``ledger-newer`` and the like."""
        return cls(Ledger.open(path, read_only=read_only))

    @property
    def read_only(self) -> bool:
        """Whether the ledger is opened without the right to write."""
        return self.ledger.read_only

    def plans(self, times: Times) -> tuple[PlanView, ...]:
        """Return every plan of the ledger."""
        return views.plans(self.ledger, cut=times.cut)

    def indicators(self, plan: PlanView, times: Times) -> tuple[IndicatorView, ...]:
        """Return the indicators of a plan."""
        return views.indicators(self.ledger, plan.id, cut=times.cut)

    def leading_plan(self, times: Times) -> PlanView | None:
        """Return the plan the first page leads to, ``None`` when none comes before the others."""
        return self._once(self._whole, ("leading",), times, lambda: self._only_plan(times.cut))

    def _once(
        self, memory: Memory, what: tuple[Hashable, ...], times: Times, work_out: Callable[[], Found]
    ) -> Found:
        """Return what rests on the facts as of three times, worked out once while these are the same."""
        return memory.get((what, times.at, times.cut, self.touches.now().facts), work_out)

    def _only_plan(self, cut: Cut) -> PlanView | None:
        try:
            return only_plan(self.ledger, cut=cut)
        except LuoshiError:
            return None

    def prepare(self, times: Times) -> None:
        """Judge the plan the first page leads to, so that the first reader need not wait for it."""
        plan = self.leading_plan(times)
        if plan is not None:
            self.plan(plan.place_slug, plan.slug, times)

    def documents(self, times: Times) -> tuple[DocumentView, ...]:
        """Return every document of the ledger."""
        return views.documents(self.ledger, cut=times.cut)

    def text(self, key: str, times: Times) -> Text:
        """Return a document with its words and the statements read in them."""
        return library.text(self.ledger, key, times.cut)

    def original(self, key: str, times: Times) -> tuple[str, bytes]:
        """Return a document's file name and its bytes as they came in."""
        view = views.document(self.ledger, key, cut=times.cut)
        return view.file, views.original_bytes(self.ledger, view.edition_id, cut=times.cut)

    def plan(self, place: str, plan: str, times: Times) -> PlanFacts:
        """Return a plan by the slugs of its place and its own, judged."""
        found = views.plan(self.ledger, plan, cut=times.cut)
        if found.place_slug != place:
            raise LuoshiError("not-found", what=f"{place}/{plan}")
        touch = self.touches.now()
        cut = replace(times.cut, at=times.at)
        facts = self._judged.get((found.slug, cut, touch.facts), lambda: self._judge(found, cut, touch))
        return replace(facts, head=touch.head)

    def _judge(self, plan: PlanView, cut: Cut, touch: Touch) -> PlanFacts:
        assessment = self._judge_of.assess(plan, cut)
        tasks = views.actions(self.ledger, plan.id, cut=cut, forms=views.FORMS)
        achievements = views.achievements(self.ledger, plan.id, cut=cut)
        found = self._differing(plan.place, replace(cut, at=None), touch)
        return PlanFacts(
            summary=summary_of(assessment, tasks, achievements),
            tasks=tasks,
            head=touch.head,
            disagreements=tuple(one for one in found if one.plan_id == plan.id),
            elsewhere=tuple(one for one in found if one.plan_id != plan.id),
        )

    def _differing(self, place: str, cut: Cut, touch: Touch) -> tuple[Disagreement, ...]:
        """Return where sources about a place differ: the same for all its plans, whatever day is judged."""
        question = "differing", place, cut, touch.facts
        return self._whole.get(question, lambda: disagreements(self.ledger, place=place, cut=cut))

    def corrections(self, times: Times) -> tuple[Correction, ...]:
        """Return everything that was put right, the newest first."""
        return self._once(
            self._whole, ("corrected",), times, lambda: views.corrections(self.ledger, cut=times.cut)
        )

    def totals(self, times: Times) -> tuple[TotalCheck, ...]:
        """Return every total that has parts, with what these come to."""
        return self._once(self._whole, ("totals",), times, lambda: totals(self.ledger, cut=times.cut))

    def integrity(self, times: Times) -> Series:
        """Return what the series of each plan show, plans without a flag left out."""
        return self._once(self._whole, ("series",), times, lambda: self._flagged(times.cut))

    def _flagged(self, cut: Cut) -> Series:
        flags = ((plan, self._flags(plan, cut)) for plan in views.plans(self.ledger, cut=cut))
        return tuple((plan, some) for plan, some in flags if some)

    def _flags(self, plan: PlanView, cut: Cut) -> tuple[Checked, ...]:
        return checked(self.ledger, plan, disagreements(self.ledger, plan.id, cut=cut), cut)

    def course(self, facts: PlanFacts, times: Times) -> Course:
        """Return how a plan came and went: its editions, and the plans above, below and beside it."""
        plan, cut = facts.plan, times.cut
        return Course(
            positions=views.positions(self.ledger, plan.document_key, cut=cut),
            editions=views.editions(self.ledger, plan.document_key, cut=cut),
            relations=views.relations(self.ledger, plan.id, cut=cut),
            others=tuple(
                one
                for one in views.plans(self.ledger, cut=cut)
                if one.place == plan.place and one.id != plan.id
            ),
            revisions=tuple(reversed(views.plan_history(self.ledger, plan.id, cut=cut))),
        )

    def difference(self, plan: PlanView, reference: str, times: Times) -> Difference:
        """Return what became of the targets and tasks of the plan a reference means in another plan."""
        earlier, then = plan_meant(self.ledger, reference, times.cut)
        return difference(self._side(earlier, then), self._side(plan, times.cut))

    def _side(self, plan: PlanView, cut: Cut) -> Side:
        document = library.document(self.ledger, plan.document_key, cut)
        return side_of_plan(self.ledger, plan, cut=cut, document=document)

    def chests(self, place: str, plan: str, times: Times) -> tuple[Chest, ...]:
        """Return the boxes of a plan with their special actions."""
        facts = self.plan(place, plan, times)
        return deeds.chests(self.ledger, facts.plan, facts.tasks, times.cut)

    def achievements(self, times: Times) -> tuple[AchievementView, ...]:
        """Return what has happened, with the tasks of any plan that it may answer."""
        return views.achievements(self.ledger, cut=times.cut)

    def projects(self, times: Times) -> tuple[ProjectView, ...]:
        """Return the named projects of the ledger, those in most documents first."""
        return views.projects(self.ledger, cut=times.cut)

    def followed(self, times: Times) -> tuple[Group, ...]:
        """Return the demonstrations and nets."""
        return deeds.followed(self.ledger, times.cut)

    def indicator(self, place: str, plan: str, indicator: str, times: Times) -> IndicatorFacts:
        """Return an indicator of a plan by its slug."""
        facts = self.plan(place, plan, times)
        name = facts.row(indicator).indicator.id
        found = self._once(
            self._indicators, (name, "facts"), times, lambda: self._indicator(facts, indicator, times)
        )
        return replace(found, plan=facts)

    def _indicator(self, facts: PlanFacts, indicator: str, times: Times) -> IndicatorFacts:
        row = facts.row(indicator)
        identity = row.indicator.id
        box = facts.box_of(identity)
        return IndicatorFacts(
            plan=facts,
            row=row,
            dossier=facts.dossier(identity),
            mentions=self._mentions(identity, times.cut),
            revisions=tuple(reversed(views.history(self.ledger, identity, cut=times.cut))),
            disagreements=tuple(one for one in facts.disagreements if one.indicator_id == identity),
            box=box,
            actions=tuple(one for one in facts.actions if box and one.box == box.box),
            parts=divided(facts.dossier(identity), views.target_parts(self.ledger, identity, cut=times.cut)),
            told=told(self.ledger, [identity], cut=times.cut),
        )

    def beside_peers(self, facts: IndicatorFacts, times: Times) -> Dossier:
        """Return the dossier of an indicator with the figures of other places, for methods that need them."""
        own, place = facts.dossier, facts.plan.plan.place
        return self._once(
            self._indicators,
            (own.indicator.id, "peers"),
            times,
            lambda: with_peers(self.ledger, own, place, times.at, times.cut),
        )

    def then(self, facts: IndicatorFacts, on: date, times: Times) -> tuple[Then, ...]:
        """Return how an indicator was judged on a day, how with today's data, and what changed it."""
        return of_indicator(self.ledger, facts.row.indicator, on, replace(times.cut, at=times.at))

    def _mentions(self, indicator: str, cut: Cut) -> tuple[Mention, ...]:
        """Return what documents say about an indicator, the document published last first."""
        documents = {one.key: one for one in views.documents(self.ledger, cut=cut)}
        found = []
        for link in views.links(self.ledger, indicator, cut=cut):
            statement = views.statement(self.ledger, link.statement_id, cut=cut)
            document = documents.get(statement.anchor.document_key or "")
            found.append(Mention(document=document, statement=statement, link=link))
        return tuple(sorted(found, key=_newest_first))


def _newest_first(mention: Mention) -> tuple[bool, int, str, int]:
    document, start = mention.document, mention.statement.anchor.start
    if document is None:
        return True, 0, "", start
    return False, -document.published.last.toordinal() if document.published else 0, document.key, start

"""Judging a plan again after new figures: only what depends on them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from luoshi.evaluation.chosen import method_of
from luoshi.evaluation.deriving import formula_of, needed
from luoshi.evaluation.peers import NEEDING
from luoshi.evaluation.run import Assessment, Dossier, assess, judged_again, today
from luoshi.ledger.news import News, news
from luoshi.ledger.records import Cut, PlanView

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

KEPT = 16
"""How many judged plans are kept: a plan as of one question each."""

Question = tuple[str, date, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An assessment and the last entry that it is certain to know."""

    entry: int
    assessment: Assessment


class Judge:
    """Keeps what was judged, and judges anew what later entries touch.

    A plan as of a moment of the journal is judged as a whole, since nothing later touches it.
    """

    def __init__(self, ledger: Ledger, judge: Callable[[Ledger, PlanView, Cut], Assessment] = assess) -> None:
        self._ledger = ledger
        self._judge = judge
        self._held: OrderedDict[Question, Held] = OrderedDict()
        self._lock = Lock()

    def assess(self, plan: PlanView, cut: Cut) -> Assessment:
        """Return what ``evaluation.run.assess`` returns at this moment."""
        if cut.recorded_by is not None:
            return self._judge(self._ledger, plan, cut)
        at = cut.at or today(self._ledger)
        question = (plan.id, at, cut.published_by)
        head = self._ledger.head()
        number = head.number if head else 0
        with self._lock:
            before = self._held.get(question)
        found = self._brought_forward(before, plan, replace(cut, at=at))
        with self._lock:
            self._held[question] = Held(entry=number, assessment=found)
            self._held.move_to_end(question)
            while len(self._held) > KEPT:
                self._held.popitem(last=False)
        return found

    def _brought_forward(self, before: Held | None, plan: PlanView, cut: Cut) -> Assessment:
        found = news(self._ledger, before.entry) if before is not None else None
        if before is None or found is None or before.assessment.plan != plan:
            return self._judge(self._ledger, plan, cut)
        return renewed(self._ledger, before.assessment, found)


def renewed(ledger: Ledger, before: Assessment, found: News) -> Assessment:
    """Return an assessment with what depends on new figures judged anew, and all else as it was."""
    concepts = {concept for concept, place in found.levels if place == before.plan.place}
    anywhere = {concept for concept, _ in found.levels}
    told = {one.indicator.concept for one in before.dossiers if one.indicator.id in found.indicators}
    touched = [
        one
        for one in before.dossiers
        if _depends(one, found, concepts, anywhere) or one.indicator.concept in told - {None}
    ]
    again = judged_again(ledger, before, [one.indicator for one in touched])
    if not again:
        return before
    return replace(before, dossiers=tuple(again.get(one.indicator.id, one) for one in before.dossiers))


def _depends(dossier: Dossier, found: News, concepts: set[str], anywhere: set[str]) -> bool:
    """Say whether an indicator has new figures, or its formula or the peers of its method take some in."""
    indicator = dossier.indicator
    if indicator.id in found.indicators:
        return True
    if indicator.concept in anywhere and method_of(dossier.choice) in NEEDING:
        return True
    return bool(concepts) and formula_of(indicator) is not None and bool(needed([indicator]) & concepts)

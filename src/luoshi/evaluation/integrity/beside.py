"""What is told of an indicator's series elsewhere: growths in sentences, and answers that lift a break."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from luoshi.ledger import views
from luoshi.ledger.disagreeing.answers import accepted_of
from luoshi.ledger.disagreeing.fact import Fact
from luoshi.ledger.disagreeing.gathering import figures_about, of_statements
from luoshi.ledger.disagreements import disagreements
from luoshi.ledger.integrity.breaks import of_a_series
from luoshi.ledger.records import Cut, Disagreement, IndicatorView, PlanView

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

Told = Mapping[str, tuple[Fact, ...]]
"""Growths that sentences tell of a place, by concept."""


def told_in_sentences(ledger: Ledger, place: str, cut: Cut) -> Told:
    """Return the growths that the documents about a place tell in sentences."""
    found: dict[str, list[Fact]] = {}
    for fact in of_statements(ledger, place, views.documents(ledger, cut=cut), cut=cut, measure="growth"):
        if fact.concept is not None:
            found.setdefault(fact.concept, []).append(fact)
    return {concept: tuple(facts) for concept, facts in found.items()}


def told_of(
    ledger: Ledger,
    indicator: IndicatorView,
    others: Iterable[IndicatorView],
    sentences: Told,
    home: str,
    cut: Cut,
) -> tuple[Fact, ...]:
    """Return what is told of the concept of an indicator beside its own figures.

    Args:
        ledger: To read.
        indicator: Whose figures are looked at.
        others: The indicators of its plan; those of the same concept are asked.
        sentences: Growths told in sentences.
        home: The place of the plan.
        cut: In time.
    """
    if indicator.concept is None or indicator.measure != "level":
        return ()
    figures = (
        fact
        for other in akin(indicator, others)
        for fact in figures_about(other, home, views.observations(ledger, other.id, cut=cut))
    )
    return (*sentences.get(indicator.concept, ()), *figures)


def akin(indicator: IndicatorView, others: Iterable[IndicatorView]) -> list[IndicatorView]:
    """Return the other indicators that are of the same concept."""
    return [
        one
        for one in others
        if one.concept is not None and one.concept == indicator.concept and one.id != indicator.id
    ]


def lifted(
    ledger: Ledger, plan: PlanView, indicators: Collection[str], cut: Cut
) -> dict[str, tuple[Disagreement, ...]]:
    """Return the breaks that a person accepts as one series, by indicator.

    An answer stands as long as the disagreement has the inputs that the person saw; where nobody accepted
    anything of these indicators nothing else is read.

    Args:
        ledger: To read.
        plan: Whose indicators they are.
        indicators: Their ids.
        cut: In time.
    """
    answered = accepted_of(ledger, cut=cut)
    if not answered & set(indicators):
        return {}
    found: dict[str, list[Disagreement]] = {}
    for one in disagreements(ledger, plan.id, cut=cut):
        if one.state == "accepted" and of_a_series(one) and one.indicator_id in indicators:
            found.setdefault(one.indicator_id or "", []).append(one)
    return {identity: tuple(some) for identity, some in found.items()}

"""Disagreements are found, not averaged: where what the sources say does not go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from luoshi.ledger.cuts import NOW
from luoshi.ledger.disagreeing.answers import Answers
from luoshi.ledger.disagreeing.comparing import Said, go_together, in_unit
from luoshi.ledger.disagreeing.fact import Fact, Found, best, yearly
from luoshi.ledger.disagreeing.gathering import Gathered, of_plan, of_statements
from luoshi.ledger.disagreeing.growths import growths
from luoshi.ledger.disagreeing.jumps import jumps
from luoshi.ledger.disagreeing.parameters import Parameters, parameters
from luoshi.ledger.disagreeing.parts import parts_above_whole
from luoshi.ledger.disagreeing.ratios import ratios
from luoshi.ledger.disagreeing.slips import slips
from luoshi.ledger.disagreeing.targets import matters, pledge_beside_number, two_targets
from luoshi.ledger.disagreeing.values import by_name, two_values
from luoshi.ledger.disagreeing.within import parts_within, sums_above
from luoshi.ledger.identity import named
from luoshi.ledger.integrity.breaks import breaks
from luoshi.ledger.records import Cut, Disagreement, IndicatorView, PlanView, Side
from luoshi.ledger.totals import TotalCheck
from luoshi.vocabulary.phrases import normalise

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

__all__ = ["Said", "disagreements", "go_together", "series_of"]

_OWN = frozenset({"same", "derived"})


def disagreements(
    ledger: Ledger, plan_id: str | None = None, *, place: str | None = None, cut: Cut = NOW
) -> tuple[Disagreement, ...]:
    """Return where the sources of a plan, of a place or of all do not go together, in the plan's order.

    Only sources of trust A to C are held against one another, and no forecasts. What a person decided
    about a disagreement stands with it until one of its inputs changes.
    """
    from luoshi.ledger.views import documents, plans

    every = plans(ledger, cut=cut)
    texts = documents(ledger, cut=cut)
    wanted = {plan.place for plan in every if plan_id in (None, plan.id) and place in (None, plan.place)}
    found: list[Disagreement] = []
    above = sums_above(ledger, cut=cut)
    for name in sorted(wanted):
        own = [plan for plan in every if plan.place == name]
        gathered = [one for plan in own for one in of_plan(ledger, plan, cut=cut)]
        said = of_statements(ledger, name, texts, cut=cut)
        found += assembled(gathered, said, own, above.get(name, ()))
    answers = Answers.of(ledger, cut=cut)
    return tuple(answers.beside(one) for one in found if plan_id in (None, one.plan_id))


def assembled(
    gathered: Sequence[Gathered],
    said: Sequence[Fact],
    plans: Sequence[PlanView],
    above: Sequence[tuple[TotalCheck, tuple[Fact, ...]]] = (),
) -> list[Disagreement]:
    """Return the disagreements among the facts of one place, in the order of its plans and indicators."""
    plan_of = {one.indicator.id: one.plan.id for one in gathered}
    document_of = {plan.document_key: plan.id for plan in plans}
    rank = {one.indicator.id: place for place, one in enumerate(gathered)}
    of_indicators = {fact.id: fact for one in gathered for fact in one.figures}
    every = [*detect(gathered, said, parameters()), *parts_within(above, of_indicators)]
    made = [_made(one, plan_of, document_of) for one in _once(every)]
    return sorted(made, key=lambda one: rank.get(one.indicator_id or "", len(rank)))


def detect(gathered: Sequence[Gathered], said: Sequence[Fact], known: Parameters) -> Iterator[Found]:
    """Yield everything the detectors find among the facts of one place."""
    everything = _everything(gathered, said)
    found = list(_found(gathered, everything, known))
    yield from found
    for one in gathered:
        yield from breaks(one.indicator, levels_among(one.indicator, one.figures), everything, found, known)


def _everything(gathered: Sequence[Gathered], said: Sequence[Fact]) -> list[Fact]:
    """Return the figures of indicators, and what is said beside them."""
    figures = _distinct(fact for one in gathered for fact in one.figures)
    told = [*figures, *(fact for one in gathered for fact in one.targets)]
    read = {fact.citation.anchor.id for fact in told if fact.citation.anchor}
    loose = [one for one in said if one.citation.anchor is None or one.citation.anchor.id not in read]
    return [*figures, *loose]


def _found(gathered: Sequence[Gathered], everything: Sequence[Fact], known: Parameters) -> Iterator[Found]:
    broken: set[frozenset[str]] = set()
    for one in gathered:
        yield from two_values(one.figures, known)
        yield from two_targets(one.targets, _same_thing(one, gathered))
        yield from pledge_beside_number(one.pledges, one.targets)
        series = series_of(one)
        yield from slips(series, known)
        for step in jumps(series, [fact for fact in everything if _of_concept(fact, one)], known):
            broken.add(frozenset((step.left.id, step.right.id)))
            yield step
    for growth in growths(everything, known):
        if frozenset(fact.id for fact in growth.facts[1:]) not in broken:
            yield growth
    yield from parts_above_whole(everything, known)
    yield from ratios(everything, known)
    promised = [fact for one in gathered for fact in one.targets]
    yield from matters([*everything, *promised], known)
    loose = [one for one in everything if one.what == "statement" and one.kind == "actual"]
    for some in by_name(loose):
        yield from two_values(some, known)


def _distinct(facts: Iterable[Fact]) -> list[Fact]:
    """Return facts without those that stand under a second indicator."""
    return list({fact.id: fact for fact in reversed(list(facts))}.values())[::-1]


def _of_concept(fact: Fact, one: Gathered) -> bool:
    return fact.concept is not None and fact.concept == one.indicator.concept


def series_of(one: Gathered) -> dict[int, Fact]:
    """Return the best level of each year of an indicator whose concept is known."""
    return levels_among(one.indicator, [fact for fact in one.figures if fact.concept or fact.own])


def levels_among(indicator: IndicatorView, figures: Iterable[Fact]) -> dict[int, Fact]:
    """Return the best level of each year among the figures of an indicator."""
    if indicator.measure != "level":
        return {}
    usable = [fact for fact in figures if fact.match in _OWN]
    named_alike = [replace(fact, concept=indicator.id) for fact in usable]
    chosen = {year: best(some) for (_, year), some in yearly(named_alike).items()}
    back = {fact.id: fact for fact in usable}
    return {year: back[fact.id] for year, fact in sorted(chosen.items()) if fact is not None}


def _same_thing(one: Gathered, everyone: Iterable[Gathered]) -> list[Fact]:
    """Return the targets of other plans for the same thing, measured in the same way for the same place."""
    return [
        target
        for other in everyone
        if other.plan.id != one.plan.id and _what(other) == _what(one)
        for target in other.targets
    ]


def _what(one: Gathered) -> tuple[object, ...]:
    indicator = one.indicator
    name = indicator.concept or normalise(indicator.name)
    place = indicator.more.get("place") or one.plan.place
    return name, indicator.measure, indicator.basis, place


def _once(found: Iterable[Found]) -> Iterator[Found]:
    """Leave out what has the same kind and sides as an earlier one."""
    seen: set[tuple[str, frozenset[str]]] = set()
    for one in found:
        key = (one.kind, frozenset((one.left.id, one.right.id)))
        if key not in seen:
            seen.add(key)
            yield one


def _made(found: Found, plan_of: dict[str, str], document_of: dict[str, str]) -> Disagreement:
    indicator = next((fact.indicator for fact in found.facts if fact.indicator in plan_of), None)
    anchor = found.left.citation.anchor
    plan = plan_of[indicator] if indicator else document_of.get(anchor.document_key or "") if anchor else None
    period = _period(found)
    left, right = found.left, found.right
    value = in_unit(right, left.unit) if right.value is not None else None
    about = named("about", found.kind, found.rule, indicator or left.name, period)
    return Disagreement(
        kind=found.kind,
        indicator_id=indicator,
        period=period,
        left=left.citation,
        right=right.citation,
        left_value=left.value,
        right_value=right.value if value is None else value,
        unit=left.unit or right.unit,
        id=named("disagreement", found.kind, found.rule, *sorted(_input(fact) for fact in found.facts)),
        about=about,
        rule=found.rule,
        plan_id=plan,
        sides=tuple(_side(fact) for fact in found.facts),
        numbers=found.numbers,
    )


def _period(found: Found) -> str:
    """Return what period a finding is about: of a step the later year, else that of its first side."""
    fact = found.right if found.kind == "jump" else found.left
    return fact.period.iso() if fact.period else ""


def _input(fact: Fact) -> str:
    period = fact.period.iso() if fact.period else ""
    return f"{fact.id} {fact.comparator} {fact.value} {fact.unit or ''} {period} {fact.definition or ''}"


def _side(fact: Fact) -> Side:
    return Side(
        fact_id=fact.id,
        what=fact.what,
        name=fact.name,
        value=fact.value,
        unit=fact.unit,
        comparator=fact.comparator,
        period=fact.period.iso() if fact.period else None,
        citation=fact.citation,
        definition=fact.definition,
        words=fact.words,
    )

"""Figures that follow from others by formula: computed anew for every question, stored nowhere.

What follows is shown beside a verdict with its whole chain and is never a verdict itself: no source
published it, and its definition may differ from that of the plan's baseline, which is found out by putting
the same formula to the baseline's own period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from luoshi.evaluation.formulas import ANY, Formula, Input, load
from luoshi.evaluation.inputs import PROVISIONAL_STAGES, decimals, in_unit
from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.rules.case import SCORED_TRUST
from luoshi.evaluation.rules.choice import per_period
from luoshi.evaluation.rules.exact import SIGNIFICANT, decimal, half_up, yearly_growth, years_between
from luoshi.evaluation.rules.parameters import Parameters
from luoshi.evaluation.rules.time_path import judge
from luoshi.ledger.records import ConceptFigure, IndicatorView
from luoshi.vocabulary.concepts import known
from luoshi.vocabulary.period import Nature, Period

LEAST_CONFIDENCE = 0.5
"""A statement read with less is not put into a formula."""

PLACES = 2
"""Decimals of a derived figure on screens; the record has twelve significant digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A figure in the chain.

    Attributes:
        figure: As published.
        entered: Its value in the formula's unit.
        unit: That unit.
    """

    figure: ConceptFigure
    period: Period
    entered: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A figure that follows from others.

    Attributes:
        part: Concept it is about, where a formula gives one figure for each input.
        value: Twelve significant digits, in the target's unit.
        chain: The figures it was computed from, in the formula's order.
        same: What the formula gives for the baseline's period, where it can be formed.
        baseline: The plan's baseline, where it can be compared with that.
        met: Whether it meets the target, ``None`` while that is open.
    """

    formula: Formula
    version: str
    part: str | None
    value: Decimal
    unit: str | None
    period: Period
    chain: tuple[Link, ...]
    same: Decimal | None = None
    baseline: Decimal | None = None
    met: bool | None = None

    @property
    def shown(self) -> Decimal:
        """The value as screens show it, rounded half-up."""
        return half_up(self.value, PLACES)

    @property
    def differs(self) -> bool:
        """Whether the definition differs from the baseline's: the same formula does not give it."""
        if self.same is None or self.baseline is None:
            return False
        return abs(self.same - self.baseline) > abs(self.baseline) * load(self.version).baseline_tolerance

    @property
    def broken(self) -> bool:
        """Whether figures of one concept in the chain do not share one definition."""
        marked = {(one.figure.concept, one.figure.definition) for one in self.chain if one.figure.definition}
        return len(marked) > len({concept for concept, _ in marked})


def formula_of(indicator: IndicatorView) -> Formula | None:
    """Return the formula of an indicator; one for any concept is filled with that concept's own levels."""
    found = load().of(indicator.concept, indicator.measure, indicator.basis)
    if found is None or found.gives != ANY:
        return found
    concept = known(indicator.concept)
    if concept is None or concept.unit is None:
        return None
    return replace(found, inputs=(Input(concept=concept.id, unit=concept.unit),))


def needed(indicators: Iterable[IndicatorView]) -> frozenset[str]:
    """Return the concepts whose figures the formulas of some indicators need."""
    formulas = (formula_of(one) for one in indicators)
    return frozenset(part.concept for one in formulas if one for part in one.inputs)


def derive(
    formula: Formula,
    target: TargetInput,
    figures: Mapping[str, Sequence[ConceptFigure]],
    *,
    at: date,
    parameters: Parameters,
) -> tuple[Derived, ...]:
    """Return what follows for the newest year up to the target's end, one figure for each part.

    Args:
        formula: How it follows.
        target: What it is compared with; what follows is in its unit.
        figures: Levels by concept.
        at: 评估基准日; figures about a later time are not looked at.
        parameters: Of the rules, for whether it meets the target.
    """
    factor, fits = in_unit(Decimal(1), formula.unit, target.unit)
    if not fits:
        return ()
    limit = min(target.period.end, date(at.year + 1, 1, 1))
    levels = [_levels(one, figures.get(one.concept, ()), at, limit) for one in formula.inputs]
    made = _growths if formula.kind == "average_growth" else _newest
    return tuple(
        _compared(one, target, at, parameters) for one in made(formula, target, levels, Fraction(factor))
    )


Levels = Mapping[date, Link]
"""The level taken for each year, by the day after its end."""


def _levels(needs: Input, figures: Iterable[ConceptFigure], at: date, limit: date) -> Levels:
    """Return one figure a year in the formula's unit; what measures something else is left out."""
    by_id = {one.id: one for one in figures}
    inputs = [one for figure in by_id.values() if (one := _entering(figure, needs.unit)) is not None]
    past = [one for one in inputs if one.period and one.period.last_day <= at and one.period.end <= limit]
    return {
        choice.period.end: Link(
            figure=by_id[choice.taken.id], period=choice.period, entered=choice.taken.value, unit=needs.unit
        )
        for choice in per_period([one for one in past if one.period and one.period.frequency == "A"])
    }


def _entering(figure: ConceptFigure, unit: str) -> ObservationInput | None:
    """Return a figure as the choice among figures sees it, ``None`` where it may not enter."""
    sound = figure.citation.trust in SCORED_TRUST and figure.status != "F" and figure.comparator == "eq"
    value, fits = in_unit(figure.value, figure.unit, unit)
    if not sound or not fits or not figure.unit or figure.confidence < LEAST_CONFIDENCE:
        return None
    nature: Nature = "point" if figure.nature == "point" else "span"
    return ObservationInput(
        id=figure.id,
        period=Period.parse(figure.period, nature),
        value=value,
        unit=unit,
        status=figure.status,
        trust=figure.citation.trust,
        definition=figure.definition,
        published_by=figure.citation.published.last if figure.citation.published else None,
        digits=decimals(figure.value),
        final=figure.stage not in PROVISIONAL_STAGES,
    )


def _growths(
    formula: Formula, target: TargetInput, levels: Sequence[Levels], factor: Fraction
) -> Iterator[Derived]:
    """Yield the growth of each input from the end of the baseline's period to its newest year."""
    base = target.baseline_period
    for needs, found in zip(formula.inputs, levels, strict=True):
        if base is None or base.end not in found or max(found) <= base.end:
            continue
        chain = (found[base.end], found[max(found)])
        value = evaluate(formula, [Fraction(one.entered) for one in chain], _since(chain))
        if value is not None:
            yield _figure(formula, target, value * factor, _since(chain), chain, part=needs.concept)


def _since(chain: Sequence[Link]) -> Period:
    """Return the stretch from the end of the first figure's period to the end of the last one's."""
    return Period(start=chain[0].period.end, end=chain[-1].period.end)


def _newest(
    formula: Formula, target: TargetInput, levels: Sequence[Levels], factor: Fraction
) -> Iterator[Derived]:
    """Yield what follows for the newest year after the baseline for which every figure is there."""
    base = target.baseline_period
    after = sorted((end for end in levels[0] if base is None or end > base.end), reverse=True)
    for end in after:
        chain = _at(formula, levels, end)
        value = _of(formula, chain)
        if value is not None:
            then = _of(formula, _at(formula, levels, base.end)) if base else None
            period = Period.year(end.year - 1, target.period.nature)
            yield _figure(formula, target, value * factor, period, chain, then=then and then * factor)
            return


def _at(formula: Formula, levels: Sequence[Levels], end: date) -> tuple[Link, ...]:
    """Return the figures of a year, for a mean those at both its ends; none unless all are there."""
    chain: list[Link] = []
    for needs, found in zip(formula.inputs, levels, strict=True):
        ends = [date(end.year - 1, end.month, end.day), end] if needs.mean else [end]
        if any(one not in found for one in ends):
            return ()
        chain += [found[one] for one in ends]
    return tuple(chain)


def _of(formula: Formula, chain: Sequence[Link]) -> Fraction | None:
    if not chain:
        return None
    values, rest = [], list(chain)
    for needs in formula.inputs:
        taken = [rest.pop(0) for _ in range(2 if needs.mean else 1)]
        values.append(sum((Fraction(one.entered) for one in taken), Fraction(0)) / len(taken))
    return evaluate(formula, values, chain[0].period)


def evaluate(formula: Formula, values: Sequence[Fraction], period: Period) -> Fraction | None:
    """Return what a formula gives in its own unit, ``None`` where it cannot be formed.

    Args:
        formula: The formula.
        values: Its inputs in its units; for a growth the first and the last level.
        period: Of the inputs; for a growth the stretch between them.
    """
    if formula.kind == "sum":
        return sum(values, Fraction(0))
    if formula.kind == "days":
        return values[0] / (period.end - period.start).days * 100
    if formula.kind == "average_growth":
        years = years_between(period.start, period.end)
        if min(values) <= 0 or years.denominator != 1:
            return None
        return Fraction(yearly_growth(values[0], values[1], years))
    if not values[1]:
        return None
    return values[0] / values[1] * (100 if formula.unit == "%" else 1)


def _figure(
    formula: Formula,
    target: TargetInput,
    value: Fraction,
    period: Period,
    chain: tuple[Link, ...],
    *,
    part: str | None = None,
    then: Fraction | None = None,
) -> Derived:
    return Derived(
        formula=formula,
        version=load().version,
        part=part,
        value=exact_digits(value),
        unit=target.unit,
        period=period,
        chain=chain,
        same=None if then is None else exact_digits(then),
        baseline=target.baseline if then is not None else None,
    )


def exact_digits(value: Fraction) -> Decimal:
    """Return a value with twelve significant digits, without trailing noughts."""
    return SIGNIFICANT.plus(decimal(value)).normalize() if value else Decimal(0)


def _compared(one: Derived, target: TargetInput, at: date, parameters: Parameters) -> Derived:
    """Say whether a figure meets the target by the rule of its kind, its distance left aside."""
    figure = ObservationInput(
        id="derived",
        period=one.period,
        value=one.value,
        unit=one.unit,
        match="derived",
        trust="A",
        digits=decimals(one.value),
    )
    verdict = judge(replace(target, baseline=None), [figure], at=at, parameters=parameters).verdict
    met = {"reached": True, "reached_early": True, "not_reached": False}.get(verdict)
    return replace(one, met=met)

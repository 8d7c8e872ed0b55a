"""From what the ledger hands out to what a rule sees: units converted, signs and kinds settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import get_args

from luoshi.errors import LuoshiError
from luoshi.evaluation.model import ObservationInput, TargetInput, TargetKind
from luoshi.evaluation.rules.case import is_relative
from luoshi.ledger.records import IndicatorView, ObservationView, StatementView, TargetView
from luoshi.vocabulary.concepts import known
from luoshi.vocabulary.period import Nature, Period
from luoshi.vocabulary.units import convert, find_unit

KINDS = frozenset(get_args(TargetKind))
PROVISIONAL_STAGES = frozenset({"预计", "快报", "初步核算"})
DOUBTFUL = "reading-doubtful"
"""Ground of a link that was not taken for want of a sure reading."""
ASPIRED = frozenset({"力争", "争取"})


def plan_base(indicators: Iterable[IndicatorView]) -> Period | None:
    """Return the baseline period of a plan: the one most of its indicators have.

    An indicator without a baseline value is still measured over the plan's stretch.
    """
    periods = Counter(one.baseline.period for one in indicators if one.baseline)
    if not periods:
        return None
    most = max(periods.values())
    return min((Period.parse(text) for text, times in periods.items() if times == most))


def judged_targets(indicator: IndicatorView, document: str | None = None) -> tuple[TargetView, ...]:
    """Return the targets to judge, by period, for each period the plan's own before those set elsewhere.

    Of a basic and an aspired target of one document for a period, only the basic one is judged.

    Args:
        indicator: Whose they are.
        document: Key of the plan's document.
    """
    basic = {_said(one) for one in indicator.targets if one.strength not in ASPIRED}
    kept = [one for one in indicator.targets if one.strength not in ASPIRED or _said(one) not in basic]
    return tuple(sorted(kept, key=lambda one: (Period.parse(one.period).end, source_of(one) != document)))


def _said(target: TargetView) -> tuple[str, str | None]:
    return target.period, source_of(target)


def source_of(target: TargetView) -> str | None:
    """Return the key of the document a target stands in."""
    anchor = target.citation.anchor
    return anchor.document_key if anchor else None


def target_input(indicator: IndicatorView, target: TargetView, base: Period | None) -> TargetInput:
    """Return a target as a rule sees it.

    Args:
        indicator: Whose it is.
        target: The target.
        base: The plan's baseline period, for an indicator without a baseline of its own.
    """
    concept = known(indicator.concept)
    nature: Nature = "point" if concept and concept.nature == "stock" else "span"
    baseline = indicator.baseline
    return TargetInput(
        id=target.id,
        indicator_id=indicator.id,
        kind=kind_of(indicator, target),
        period=Period.parse(target.period, nature),
        value=target.value,
        upper=target.upper,
        comparator=target.comparator,
        unit=indicator.unit,
        measure=indicator.measure,
        basis=indicator.basis,
        higher_is_better=indicator.higher_is_better,
        attribute=indicator.attribute,
        approx_band=_band(indicator, concept.band if concept else None, concept.unit if concept else None),
        baseline=baseline.value if baseline else None,
        baseline_period=Period.parse(baseline.period) if baseline else base,
        baseline_id=baseline.id if baseline else None,
    )


def kind_of(indicator: IndicatorView, target: TargetView) -> TargetKind:
    """Return the kind of a target from its own mark and from what its indicator measures."""
    if target.kind in KINDS and target.kind != "level":
        return target.kind  # type: ignore[return-value]
    if target.kind == "average" or indicator.basis == "annual_average":
        return "average_growth"
    if target.kind == "cumulative":
        return "cumulative_change" if is_relative(indicator.unit) else "cumulative_total"
    if indicator.measure == "rank":
        return "rank"
    if indicator.measure == "change" and is_relative(indicator.unit):
        return "cumulative_change"
    return "level" if target.upper is None else "keep_within"


def _band(indicator: IndicatorView, band: Decimal | None, unit: str | None) -> Decimal | None:
    if band is None or not unit or not indicator.unit:
        return band
    converted, fits = in_unit(band, unit, indicator.unit)
    return converted if fits else None


def observation_input(view: ObservationView, indicator: IndicatorView) -> ObservationInput:
    """Return a figure as a rule sees it, in the indicator's unit.

    A figure whose unit measures something else is a neighbour, unless the indicator is a growth, which
    may be computed from levels.
    """
    of_levels = indicator.measure in ("growth", "change") and not is_relative(view.unit)
    wanted = view.unit if of_levels else indicator.unit
    value, fits = in_unit(view.value, view.unit, wanted)
    published = view.citation.published
    return ObservationInput(
        id=view.id,
        period=Period.parse(view.period, _nature(view)) if view.period else None,
        value=value,
        comparator=view.comparator,
        unit=wanted or view.unit,
        match=view.match if fits or view.match not in ("same", "derived") else "proxy",
        status=view.status,
        trust=view.citation.trust,
        definition=view.definition,
        published_by=published.last if published else None,
        recorded=view.recorded,
        digits=decimals(value),
        final=view.stage not in PROVISIONAL_STAGES,
        name=view.name,
    )


def candidate_input(statement: StatementView, trust: str, reason: str = "") -> ObservationInput:
    """Return a statement proposed for an indicator: it tells why nothing is judged, and is never scored.

    Args:
        statement: What was read.
        trust: Of its document.
        reason: Grounds of the proposal, as the link has them.
    """
    return ObservationInput(
        id=statement.id,
        period=Period.parse(statement.period) if statement.period else None,
        value=statement.value,
        comparator=statement.comparator,
        unit=statement.unit,
        match="doubtful" if DOUBTFUL in reason else "candidate",
        trust=trust,
        digits=decimals(statement.value),
        name=statement.indicator,
    )


def in_unit(value: Decimal, unit: str | None, wanted: str | None) -> tuple[Decimal, bool]:
    """Return a value in another unit and whether the two measure the same thing.

    A unit nobody wrote agrees with any. Two measure words for one counted thing (条航线, 个航线) agree:
    that it is the same thing was settled when the figure was linked.
    """
    if not unit or not wanted or unit == wanted:
        return value, True
    first, second = find_unit(unit), find_unit(wanted)
    if first is None or second is None:
        return value, False
    if first.kind == second.kind == "count" and first.factor and second.factor:
        return value * first.factor / second.factor, True
    try:
        return convert(value, unit, wanted), True
    except LuoshiError:
        return value, False


def decimals(value: Decimal) -> int:
    """Return how many decimals a number is written with."""
    return max(0, -int(value.as_tuple().exponent))


def _nature(view: ObservationView) -> Nature:
    natures: dict[str | None, Nature] = {"point": "point", "ytd": "ytd"}
    return natures.get(view.nature, "span")

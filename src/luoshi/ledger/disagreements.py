"""Disagreements are found, not averaged: two values of one fact, two targets for one indicator and date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Literal

from luoshi.errors import LuoshiError
from luoshi.ledger.columns_of import read_period
from luoshi.ledger.cuts import NOW
from luoshi.ledger.records import Citation, Cut, Disagreement, IndicatorView, ObservationView, TargetView
from luoshi.vocabulary.units import convert
from luoshi.vocabulary.words import Comparator

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_TRUSTED = frozenset("ABC")
_COMPARED = frozenset({"same", "derived"})
_APPROXIMATE = Decimal("0.05")
_WORTH = "ABCDX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A number that a source gives for something.

    Attributes:
        unit: As written; numbers in units of one dimension are compared after conversion.
        definition: What sets the statistic apart, ``None`` when the source does not say.
        own: Whether it is the plan's own (its baseline, its target).
    """

    value: Decimal
    comparator: Comparator
    unit: str | None
    citation: Citation
    definition: str | None = None
    own: bool = False


def disagreements(ledger: Ledger, plan_id: str | None = None, *, cut: Cut = NOW) -> tuple[Disagreement, ...]:
    """Return where the sources of a plan, or of all plans, do not go together, in the plan's order.

    Two values of one fact count when they are about the same indicator, period and definition, come from
    sources of trust A to C, are no forecasts, and differ beyond the rounding of the coarser one. Two
    targets count when they are for the same indicator, or the same concept and place, and the same date;
    a basic target and the aspired one beside it (达……、力争……) are no disagreement.
    """
    from luoshi.ledger.views import indicators, observations, plans

    every = plans(ledger, cut=cut)
    known = {plan.id: indicators(ledger, plan.id, cut=cut) for plan in every}
    place_of = {plan.id: plan.place for plan in every}
    everyone = [one for some in known.values() for one in some]
    found: list[Disagreement] = []
    for plan in every:
        if plan_id is not None and plan.id != plan_id:
            continue
        for one in known[plan.id]:
            found += two_values(one, observations(ledger, one.id, cut=cut))
            found += two_targets(one, _same_thing(one, everyone, place_of))
    return tuple(_once(found))


def _once(found: Iterable[Disagreement]) -> Iterator[Disagreement]:
    """Leave out a disagreement that is the mirror of an earlier one."""
    seen: set[frozenset[str]] = set()
    for one in found:
        sides = frozenset(f"{side.anchor.id if side.anchor else side}" for side in (one.left, one.right))
        if one.kind != "two_targets" or sides not in seen:
            seen.add(sides)
            yield one


def two_values(indicator: IndicatorView, figures: Iterable[ObservationView]) -> Iterator[Disagreement]:
    """Yield the periods for which the sources give an indicator different values."""
    groups: dict[tuple[date | None, date], list[Said]] = {}
    texts: dict[tuple[date | None, date], str] = {}
    for period_text, nature, said in _said(indicator, figures):
        period = read_period(period_text)
        if period is None:
            continue
        key = (None if nature == "point" else period.start, period.end)
        groups.setdefault(key, []).append(said)
        texts.setdefault(key, period_text)
    for key in sorted(groups, key=lambda pair: (pair[1], pair[0] or date.min)):
        for left, right in _apart(groups[key]):
            yield _disagreement("two_values", indicator, texts[key], left, right)


def _said(
    indicator: IndicatorView, figures: Iterable[ObservationView]
) -> Iterator[tuple[str, str | None, Said]]:
    figures = list(figures)
    stock = any(figure.nature == "point" for figure in figures)
    base = indicator.baseline
    if base is not None and base.value is not None:
        said = Said(
            value=base.value,
            comparator=base.comparator,
            unit=indicator.unit,
            citation=base.citation,
            own=True,
        )
        yield base.period, "point" if stock else None, said
    for figure in figures:
        usable = figure.match in _COMPARED and figure.citation.trust in _TRUSTED and figure.status != "F"
        if usable and figure.period is not None:
            said = Said(
                value=figure.value,
                comparator=figure.comparator,
                unit=figure.unit,
                citation=figure.citation,
                definition=figure.definition,
            )
            yield figure.period, figure.nature, said


def _apart(said: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Yield pairs that do not go together: the best source of all with one for each other value."""
    rest = sorted(said, key=_worth)
    shown: list[Said] = []
    for left_place, left in enumerate(rest):
        for right in rest[left_place + 1 :]:
            if go_together(left, right) or any(_equal(right, other) for other in shown):
                continue
            shown.append(right)
            yield left, right


def _worth(said: Said) -> tuple[bool, int, bool, str]:
    exact = said.comparator in ("eq", "approx")
    return not said.own, _WORTH.index(said.citation.trust), not exact, str(said.value)


def two_targets(indicator: IndicatorView, others: Iterable[IndicatorView]) -> Iterator[Disagreement]:
    """Yield the dates for which an indicator has different targets, its own or those of the same thing."""
    pairs: list[tuple[TargetView, TargetView, str | None]] = []
    own = indicator.targets
    for place, one in enumerate(own):
        pairs += [(one, other, indicator.unit) for other in own[place + 1 :]]
    for same in others:
        pairs += [(one, other, same.unit) for one in own for other in same.targets]
    for one, other, unit in pairs:
        if one.period != other.period or one.kind != other.kind or _basic_and_aspired(one, other):
            continue
        left, right = _target(one, indicator.unit), _target(other, unit)
        if left is not None and right is not None and not _equal(left, right):
            yield _disagreement("two_targets", indicator, one.period, left, right)


def _target(target: TargetView, unit: str | None) -> Said | None:
    if target.value is None:
        return None
    return Said(value=target.value, comparator=target.comparator, unit=unit, citation=target.citation)


def _basic_and_aspired(one: TargetView, other: TargetView) -> bool:
    """Whether two targets of one document are a pair: the one promised, the one aspired to."""
    documents = [
        target.citation.anchor.document_key if target.citation.anchor else None for target in (one, other)
    ]
    return documents[0] == documents[1] and one.strength != other.strength


def _same_thing(
    indicator: IndicatorView, everyone: Iterable[IndicatorView], place_of: dict[str, str]
) -> list[IndicatorView]:
    """Return the indicators of other plans that measure the same thing for the same place."""
    if indicator.concept is None:
        return []

    def what(one: IndicatorView) -> tuple[object, ...]:
        return one.concept, one.measure, one.basis, one.more.get("place") or place_of[one.plan_id]

    return [one for one in everyone if one.plan_id != indicator.plan_id and what(one) == what(indicator)]


def _disagreement(
    kind: Literal["two_values", "two_targets"], indicator: IndicatorView, period: str, left: Said, right: Said
) -> Disagreement:
    return Disagreement(
        kind=kind,
        indicator_id=indicator.id,
        period=period,
        left=left.citation,
        right=right.citation,
        left_value=left.value,
        right_value=_in_unit(right, left.unit) or right.value,
        unit=left.unit or right.unit,
    )


def go_together(one: Said, other: Said) -> bool:
    """Return whether two numbers can both be right: rounding, bounds and definitions considered."""
    if one.definition and other.definition and one.definition != other.definition:
        return True
    value = _in_unit(other, one.unit)
    if value is None:
        return True
    if "approx" in (one.comparator, other.comparator):
        return abs(one.value - value) <= _APPROXIMATE * max(abs(one.value), abs(value))
    bounds = _within(one.value, value, other.comparator) and _within(value, one.value, one.comparator)
    exact = one.comparator == other.comparator == "eq"
    return _equal(one, other) or (not exact and bounds)


def _within(value: Decimal, bound: Decimal, comparator: Comparator) -> bool:
    """Whether a value keeps to what another source says of it (突破 5000)."""
    return {
        "gt": value >= bound,
        "ge": value >= bound,
        "lt": value <= bound,
        "le": value <= bound,
    }.get(comparator, True)


def _equal(one: Said, other: Said) -> bool:
    """Whether two numbers are equal once written as coarsely as the coarser of them."""
    value = _in_unit(other, one.unit)
    if value is None:
        return False
    step = max(_step(one.value), _in_unit_step(other, one.unit))
    return _rounded(one.value, step) == _rounded(value, step)


def _rounded(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _in_unit(said: Said, unit: str | None) -> Decimal | None:
    if said.unit == unit or said.unit is None or unit is None:
        return said.value
    try:
        return convert(said.value, said.unit, unit)
    except LuoshiError:
        return None


def _in_unit_step(said: Said, unit: str | None) -> Decimal:
    if said.unit == unit or said.unit is None or unit is None:
        return _step(said.value)
    return convert(_step(said.value), said.unit, unit)

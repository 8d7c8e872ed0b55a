"""Parts of a target and whether they add up: only where the thing is additive, which its concept says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from luoshi.errors import LuoshiError
from luoshi.ledger.records import IndicatorView, TargetPartView, TargetView
from luoshi.vocabulary.concepts import known
from luoshi.vocabulary.period import Period

if TYPE_CHECKING:
    from luoshi.ledger.planning import Share

Outcome = Literal["agrees", "differs", "not_additive", "path_agrees", "path_differs", "path_open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartsCheck:
    """Whether the parts of a target go with it.

    Attributes:
        outcome: ``agrees`` or ``differs`` for a sum; ``not_additive`` for a rate, a rank or an average;
            of yearly expectations on the way to a level ``path_agrees`` or ``path_differs`` for the year of
            the target, ``path_open`` while that year is not among them.
        total: The sum, or the value expected of the target's own year.
        difference: ``total`` less the target.
    """

    division: str
    outcome: Outcome
    total: Decimal | None = None
    difference: Decimal | None = None


def additive(indicator: IndicatorView) -> bool:
    """Whether parts of a place add up to it: levels of a concept that statistics add."""
    concept = known(indicator.concept)
    return bool(concept and concept.additive and indicator.measure == "level")


def check(
    indicator: IndicatorView, aim: TargetView, division: str, parts: Sequence[tuple[str, Decimal]]
) -> PartsCheck:
    """Return whether parts go with a target.

    Args:
        indicator: Whose target it is.
        aim: The target.
        division: ``year``, ``place`` or ``unit``.
        parts: Name and value of each; names of years are years.
    """
    if division == "year" and not (additive(indicator) and _spans_years(aim)):
        return _path(aim, division, parts)
    if not additive(indicator) or aim.value is None:
        return PartsCheck(division=division, outcome="not_additive")
    total = sum((value for _, value in parts), Decimal(0))
    return _compared(division, total, aim.value, "agrees", "differs")


def _spans_years(aim: TargetView) -> bool:
    period = Period.parse(aim.period)
    return aim.kind == "cumulative_total" or period.end.year - period.start.year > 1


def _path(aim: TargetView, division: str, parts: Sequence[tuple[str, Decimal]]) -> PartsCheck:
    last = [value for name, value in parts if name == aim.period]
    if not last or aim.value is None:
        return PartsCheck(division=division, outcome="path_open")
    return _compared(division, last[-1], aim.value, "path_agrees", "path_differs")


def _compared(division: str, total: Decimal, aim: Decimal, same: Outcome, other: Outcome) -> PartsCheck:
    difference = total - aim
    outcome = other if difference else same
    return PartsCheck(division=division, outcome=outcome, total=total, difference=difference)


def check_sum(
    indicator: IndicatorView,
    aim: TargetView,
    division: str,
    shares: Sequence[Share],
    held: Iterable[Mapping[str, Any]],
) -> None:
    """Raise ``parts-differ`` when an additive target is not the sum of its parts, old and new ones."""
    known_parts = {row["name"]: Decimal(row["value"]) for row in held}
    known_parts |= {one.name: one.value for one in shares}
    found = check(indicator, aim, division, list(known_parts.items()))
    if found.outcome in ("differs", "path_differs"):
        raise LuoshiError(
            "parts-differ",
            indicator=indicator.name,
            total=found.total,
            target=aim.value,
            unit=indicator.unit or "",
        )


def checks(indicator: IndicatorView, parts: Iterable[TargetPartView]) -> dict[tuple[str, str], PartsCheck]:
    """Return for each target and division that has parts whether they go together."""
    groups: dict[tuple[str, str], list[tuple[str, Decimal]]] = {}
    for one in parts:
        groups.setdefault((one.target_id, one.division), []).append((one.name, one.value))
    aims = {one.id: one for one in indicator.targets}
    return {
        (key, division): check(indicator, aims[key], division, some)
        for (key, division), some in groups.items()
        if key in aims
    }

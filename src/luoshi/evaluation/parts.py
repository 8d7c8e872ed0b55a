"""Parts of targets beside what was published: a year's expectation with the year's figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from luoshi.evaluation.rules.case import covers, is_scored
from luoshi.evaluation.rules.choice import per_period
from luoshi.evaluation.run import Dossier
from luoshi.ledger.dividing import PartsCheck, checks
from luoshi.ledger.records import TargetPartView, TargetView
from luoshi.vocabulary.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A part with the figure for it, in the indicator's unit; ``None`` where none was published."""

    part: TargetPartView
    actual: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """A target divided in one way, and whether the parts go with it."""

    target: TargetView
    check: PartsCheck
    parts: tuple[Beside, ...]


def divided(dossier: Dossier, parts: Iterable[TargetPartView]) -> tuple[Divided, ...]:
    """Return the divisions of an indicator's targets, in the order of the targets."""
    some = list(parts)
    found = checks(dossier.indicator, some)
    years = _years(dossier)
    return tuple(
        Divided(
            target=aim,
            check=found[aim.id, division],
            parts=tuple(
                Beside(part=one, actual=years.get(one.period) if division == "year" else None)
                for one in some
                if (one.target_id, one.division) == (aim.id, division)
            ),
        )
        for aim in dossier.indicator.targets
        for division in ("year", "place", "unit")
        if (aim.id, division) in found
    )


def _years(dossier: Dossier) -> dict[str, Decimal]:
    """Return the figure taken for each year, by its text; none without a target to measure it by."""
    if not dossier.targets:
        return {}
    target = dossier.targets[0]
    usable = [
        one
        for one in dossier.inputs.values()
        if is_scored(one) and one.unit == target.unit and covers(one, target)
    ]
    return {
        Period.year(choice.period.start.year).iso(): choice.taken.value
        for choice in per_period(usable)
        if choice.period.frequency == "A"
    }

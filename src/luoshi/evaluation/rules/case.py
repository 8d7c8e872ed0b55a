"""A case to judge: one target, the figures there are, the day it is judged on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from luoshi.evaluation.model import ObservationInput, Reason, TargetInput
from luoshi.evaluation.rules.parameters import Parameters
from luoshi.vocabulary.period import Period

SCORED_MATCHES = frozenset({"same", "derived"})
SCORED_TRUST = frozenset({"A", "B", "C"})
NEAR_MATCHES = frozenset({"proxy", "candidate"})
RELATIVE_UNITS = frozenset({"%", "％", "‰", "个百分点", "百分点"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a rule looks at.

    Attributes:
        at: 评估基准日. Figures about a time after it are not looked at.
        cuts: Years that do not go on from the ones before, by what the figures show. They change no verdict.
    """

    target: TargetInput
    observations: tuple[ObservationInput, ...]
    at: date
    parameters: Parameters
    cuts: tuple[int, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether the target's period has ended by the evaluation date."""
        return self.target.period.last_day <= self.at

    def seen(self, period: Period) -> bool:
        """Whether a period lies after the baseline, within the target's reach, and is over."""
        baseline = self.target.baseline_period
        after = baseline is None or period.end > baseline.end
        return after and period.end <= self.target.period.end and period.last_day <= self.at

    def goes_on(self, before: Period, after: Period) -> bool:
        """Whether the figures show no break between two periods."""
        return not any(before.last_day.year < year <= after.last_day.year for year in self.cuts)

    def scored(self) -> tuple[ObservationInput, ...]:
        """Return the figures that may be judged: same or derived, trust A to C, no forecast, dated."""
        return tuple(
            o for o in self.observations if is_scored(o) and o.period and o.period.last_day <= self.at
        )


def is_sound(observation: ObservationInput) -> bool:
    """Whether a figure is dated, no forecast and from a source that can be named."""
    dated = observation.period is not None
    return dated and observation.trust in SCORED_TRUST and observation.status != "F"


def is_scored(observation: ObservationInput) -> bool:
    """Whether a figure may be judged at all."""
    return is_sound(observation) and observation.match in SCORED_MATCHES


def covers(observation: ObservationInput, target: TargetInput) -> bool:
    """Whether a figure is of the kind the target asks for: a whole period like its own, or a stock.

    Eight months of a yearly flow are a neighbouring figure, never a point of the path.
    """
    if observation.period is None:
        return False
    if "point" in (observation.period.nature, target.period.nature):
        return True
    return observation.period.frequency == target.period.frequency


def stands_for(period: Period, target: Period) -> bool:
    """Whether a figure's period is the target's very period; for a stock its end is."""
    if "point" in (period.nature, target.nature):
        return period.end == target.end
    return (period.start, period.end) == (target.start, target.end)


def missing(case: Case) -> Reason:
    """Say why nothing can be judged when no figure of the right kind is there."""
    reasons: list[Reason] = []
    for observation in case.observations:
        if observation.period and is_sound(observation) and case.seen(observation.period):
            reasons.append(_near(observation))
    order: tuple[Reason, ...] = ("insufficient_data", "doubtful_reading", "near_definition_only")
    return next((reason for reason in order if reason in reasons), "no_published_data")


def _near(observation: ObservationInput) -> Reason:
    if observation.match == "input":
        return "insufficient_data"
    if observation.match == "doubtful":
        return "doubtful_reading"
    if observation.match in NEAR_MATCHES or observation.match in SCORED_MATCHES:
        return "near_definition_only"
    return "no_published_data"


def direction(target: TargetInput) -> tuple[int | None, str]:
    """Return +1 (more is better), -1 or ``None``, and what says so.

    The comparator says it first, then the concept, then the plan itself by setting the target above
    or below its baseline. A direction nobody stated is not assumed.
    """
    if target.kind == "rank":
        return -1, "rank"
    if target.comparator in ("ge", "gt"):
        return 1, "comparator"
    if target.comparator in ("le", "lt"):
        return -1, "comparator"
    if target.higher_is_better is not None:
        return (1 if target.higher_is_better else -1), "concept"
    if target.value is not None and target.baseline is not None and target.value != target.baseline:
        return (1 if target.value > target.baseline else -1), "baseline"
    return None, "unknown"


def band(case: Case) -> Decimal:
    """Return the half-width of 左右 in the target's unit; zero for any other comparator."""
    target = case.target
    if target.comparator != "approx" or target.value is None:
        return Decimal(0)
    if target.approx_band is not None:
        return target.approx_band
    return abs(target.value) * case.parameters.approx_band


def is_relative(unit: str | None) -> bool:
    """Whether a unit is per cent or the like, so that changes in it are points."""
    return unit in RELATIVE_UNITS

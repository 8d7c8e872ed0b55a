"""The rule pack ``time-path`` (时序进度): one rule for each kind of target.

Described in docs/method.md; the four grades are those of the mid-term assessment of the
national 14th Five-Year Plan (December 2023).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal

from luoshi.evaluation.model import ObservationInput, Result, TargetInput, Verdict
from luoshi.evaluation.rules import breaks
from luoshi.evaluation.rules.case import Case, covers, direction, missing, stands_for
from luoshi.evaluation.rules.choice import Choice, per_period
from luoshi.evaluation.rules.finding import found, not_assessed
from luoshi.evaluation.rules.level import judge_level
from luoshi.evaluation.rules.parameters import Parameters
from luoshi.evaluation.rules.spans import judge_change, judge_each_year, judge_growth, judge_total


def judge(
    target: TargetInput,
    observations: Iterable[ObservationInput],
    *,
    at: date,
    parameters: Parameters,
    cuts: Collection[int] = (),
) -> Result:
    """Judge one target against the figures of its indicator.

    Args:
        target: The target, its baseline and what is known of its direction.
        observations: Every figure of the indicator in the target's unit, those that may not be judged
            among them: they say why nothing can be.
        at: 评估基准日.
        parameters: A version of the pack's parameters.
        cuts: Years at which the figures break; no rate of past years is taken across one.
    """
    ordered = tuple(sorted(observations, key=lambda observation: observation.id))
    case = Case(target=target, observations=ordered, at=at, parameters=parameters, cuts=tuple(sorted(cuts)))
    return RULES[target.kind](case)


def judge_within(case: Case) -> Result:
    """Judge a target to keep within two bounds; a missing one leaves that side open."""
    target, rule = case.target, case.target.kind
    if target.value is None and target.upper is None:
        return not_assessed(case, "not_quantified", rule=rule)
    actual = _latest(case)
    if actual is None:
        return not_assessed(case, missing(case), rule=rule)
    value = actual.taken.value
    below = target.value is not None and value < target.value
    above = target.upper is not None and value > target.upper
    edge = target.value if below else target.upper if above else None
    gap = edge - value if edge is not None else Decimal(0)
    steps = {"met": edge is None}
    if case.ended and not stands_for(actual.period, target.period):
        return not_assessed(case, "awaiting_publication", rule=rule, actual=actual, gap=gap, steps=steps)
    verdict, because = _kept(case, edge is None)
    return found(case, verdict, rule=rule, because=because, actual=actual, gap=gap, steps=steps)


def judge_direction(case: Case) -> Result:
    """Judge a target that only names a direction (稳步提高), from the plan's own baseline."""
    target, rule = case.target, case.target.kind
    sign = direction(target)[0]
    if target.baseline is None or sign is None:
        return not_assessed(case, "not_quantified", rule=rule)
    actual = _latest(case)
    if actual is None:
        return not_assessed(case, missing(case), rule=rule)
    if breaks.changed(_series(case), target.baseline_period, actual):
        return not_assessed(case, "definition_changed", rule=rule, actual=actual)
    change = actual.taken.value - target.baseline
    steps = {"direction": "up" if sign > 0 else "down", "change": change, "met": change * sign > 0}
    if case.ended and not stands_for(actual.period, target.period):
        return not_assessed(case, "awaiting_publication", rule=rule, actual=actual, steps=steps)
    verdict, because = _kept(case, change * sign > 0)
    return found(case, verdict, rule=rule, because=because, actual=actual, steps=steps)


def _kept(case: Case, met: bool) -> tuple[Verdict, str]:
    if case.ended:
        return ("reached", "met_at_end") if met else ("not_reached", "unmet_at_end")
    return ("on_track", "kept") if met else ("behind", "not_kept")


def _series(case: Case) -> tuple[Choice, ...]:
    return per_period([o for o in case.scored() if covers(o, case.target)])


def _latest(case: Case) -> Choice | None:
    seen = [choice for choice in _series(case) if case.seen(choice.period)]
    return seen[-1] if seen else None


def judge_relative(case: Case) -> Result:
    """与经济增长同步: needs the other indicator's series, which is not among the inputs."""
    return not_assessed(case, "insufficient_data", rule=case.target.kind, because="other_series_needed")


def judge_milestone(case: Case) -> Result:
    """An event: it is confirmed by a fact, not by a figure."""
    return not_assessed(case, "not_quantified", rule=case.target.kind, because="confirmed_by_fact")


def judge_set_annually(case: Case) -> Result:
    """The plan leaves the value to each year."""
    return not_assessed(case, "not_quantified", rule=case.target.kind, because="set_each_year")


RULES: Mapping[str, Callable[[Case], Result]] = {
    "level": judge_level,
    "rank": judge_level,
    "average_growth": judge_growth,
    "cumulative_change": judge_change,
    "cumulative_total": judge_total,
    "floor_each_year": judge_each_year,
    "ceiling_each_year": judge_each_year,
    "keep_within": judge_within,
    "relative": judge_relative,
    "direction_only": judge_direction,
    "milestone": judge_milestone,
    "set_annually": judge_set_annually,
}
"""One rule for each kind of ``model.TargetKind``."""

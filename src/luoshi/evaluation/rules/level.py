"""Targets that are a level at a date: completion, pace and grade along the time path (时序进度)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from luoshi.evaluation.model import ObservationInput, Result, Verdict
from luoshi.evaluation.rules import breaks, rates
from luoshi.evaluation.rules.case import Case, band, covers, direction, missing, stands_for
from luoshi.evaluation.rules.choice import Choice, per_period
from luoshi.evaluation.rules.exact import decimal, elapsed_share, significant
from luoshi.evaluation.rules.finding import found, not_assessed

_BOUNDS = {"gt": 1, "ge": 1, "lt": -1, "le": -1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a figure stands between baseline and target.

    Attributes:
        plain: Why no percentage is shown: ``not_beyond_baseline``, ``small_distance`` or ``None``.
        completion, elapsed, pace: Exact shares; ``None`` where they cannot be, or must not be, formed.
    """

    met: bool
    plain: str | None
    completion: Fraction | None
    elapsed: Fraction | None
    pace: Fraction | None


def judge_level(case: Case) -> Result:
    """Judge a target that is a level at the end of its period."""
    rule = case.target.kind
    if case.target.value is None:
        return not_assessed(case, "not_quantified", rule=rule)
    series = per_period([o for o in case.scored() if covers(o, case.target)])
    after = [choice for choice in series if case.seen(choice.period)]
    if not after:
        return not_assessed(case, missing(case), rule=rule)
    actual = after[-1]
    gap = case.target.value - actual.taken.value
    if breaks.changed(series, case.target.baseline_period, actual):
        names = sorted(breaks.definitions_at(series, case.target.baseline_period or actual.period))
        steps = {"definition_then": "; ".join(names), "definition_now": actual.taken.definition}
        return not_assessed(case, "definition_changed", rule=rule, actual=actual, steps=steps)
    if direction(case.target)[0] is None and not _equal(case, actual.taken):
        because = "direction_unknown"
        return not_assessed(case, "insufficient_data", rule=rule, because=because, actual=actual, gap=gap)
    return _standing_result(case, series, actual, gap)


def _standing_result(case: Case, series: tuple[Choice, ...], actual: Choice, gap: Decimal) -> Result:
    rule = case.target.kind
    standing = stand(case, actual.taken)
    final = case.ended and stands_for(actual.period, case.target.period)
    figures: dict[str, Any] = {
        "completion": None if standing.completion is None else decimal(standing.completion),
        "gap": gap,
        "steps": _steps(case, standing),
    }
    if case.ended and not final:
        return not_assessed(case, "awaiting_publication", rule=rule, actual=actual, **figures)
    verdict, because = grade(case, actual.taken)
    rivals = {grade(case, figure)[0] for figure in actual.tied}
    if rivals - {verdict}:
        return not_assessed(case, "disagreement", rule=rule, actual=actual, **figures)
    if verdict != _other_end(case, actual.taken, verdict):
        because = "only_a_bound"
        return not_assessed(case, "insufficient_data", rule=rule, because=because, actual=actual, **figures)
    if verdict == "not_assessed":
        return not_assessed(case, "insufficient_data", rule=rule, because=because, actual=actual, **figures)
    pace = None if final or standing.pace is None else decimal(standing.pace)
    needed = rates.of_path(case, series, actual, final=final, met=standing.met)
    figures |= needed.figures() | {"pace": pace}
    figures["steps"] |= needed.steps()
    return found(case, verdict, rule=rule, because=because, actual=actual, **figures)


def _steps(case: Case, standing: Standing) -> dict[str, object]:
    sign, said_by = direction(case.target)
    return {
        "direction": {1: "up", -1: "down", None: "unknown"}[sign],
        "direction_from": said_by,
        "band": band(case) or None,
        "met": standing.met,
        "no_percentage": standing.plain,
        "completion": standing.completion,
        "elapsed": None if case.ended else standing.elapsed,
        "pace": None if case.ended else standing.pace,
    }


def stand(case: Case, figure: ObservationInput) -> Standing:
    """Place a figure between baseline and target; shares are exact fractions."""
    target = case.target
    plain = why_plain(case)
    completion = elapsed = pace = None
    if target.baseline is not None and target.value is not None and plain is None:
        whole = Fraction(target.value) - Fraction(target.baseline)
        completion = (Fraction(figure.value) - Fraction(target.baseline)) / whole
    if completion is not None and target.baseline_period is not None and figure.period is not None:
        elapsed = elapsed_share(target.baseline_period, figure.period, target.period)
        pace = completion / elapsed
    return Standing(met=is_met(case, figure), plain=plain, completion=completion, elapsed=elapsed, pace=pace)


def why_plain(case: Case) -> str | None:
    """Say why a percentage would mislead, if it would (docs/method.md)."""
    target = case.target
    if target.baseline is None or target.value is None:
        return None
    sign = direction(target)[0]
    distance = target.value - target.baseline
    if sign is None or distance * sign <= 0:
        return "not_beyond_baseline"
    if abs(distance) < case.parameters.small_distance * abs(target.baseline):
        return "small_distance"
    return None


def is_met(case: Case, figure: ObservationInput) -> bool:
    """Whether a figure meets the target's words; the better side of a band counts as met."""
    target = case.target
    if target.value is None:
        return False
    sign = direction(target)[0]
    if sign is None:
        return _equal(case, figure)
    lead = (figure.value - target.value) * sign
    if target.comparator in ("gt", "lt"):
        beyond = _BOUNDS.get(figure.comparator) == sign and figure.comparator in ("gt", "lt")
        return lead > 0 or (lead == 0 and beyond)
    return lead + band(case) >= 0


def _equal(case: Case, figure: ObservationInput) -> bool:
    value = case.target.value
    return value is not None and abs(figure.value - value) <= band(case)


def grade(case: Case, figure: ObservationInput) -> tuple[Verdict, str]:
    """Return the verdict on a figure and the step that decided it."""
    standing = stand(case, figure)
    if case.ended:
        return ("reached", "met_at_end") if standing.met else ("not_reached", "unmet_at_end")
    if standing.plain is not None:
        return _plain_grade(case, figure, standing)
    if standing.met:
        return "reached_early", "met_before_end"
    if standing.pace is None:
        return "not_assessed", "no_baseline"
    pace = significant(standing.pace)
    if pace >= case.parameters.ahead:
        return "ahead", "pace"
    if pace >= case.parameters.on_track:
        return "on_track", "pace"
    return "behind", "moving_away" if standing.pace < 0 else "pace"


def _plain_grade(case: Case, figure: ObservationInput, standing: Standing) -> tuple[Verdict, str]:
    """Grade without a percentage: met, near and not moved away, or moved away."""
    if standing.plain == "not_beyond_baseline":
        return ("on_track", "kept") if standing.met else ("behind", "not_kept")
    if standing.met:
        return "reached_early", "met_before_end"
    sign, baseline = direction(case.target)[0] or 1, case.target.baseline or Decimal(0)
    away = (figure.value - baseline) * sign < 0
    return ("behind", "moving_away") if away else ("on_track", "near_target")


def _other_end(case: Case, figure: ObservationInput, verdict: Verdict) -> Verdict:
    """Return the verdict at the far end of a published bound (突破, 不足); an exact figure has none."""
    side = _BOUNDS.get(figure.comparator)
    if side is None:
        return verdict
    target = case.target
    reach = sum((abs(v) for v in (target.value, target.baseline, figure.value) if v is not None), Decimal(1))
    return grade(case, replace(figure, value=figure.value + side * reach * 1_000_000))[0]

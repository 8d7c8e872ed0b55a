"""What a rule hands back: a result whose explanation still lacks its inputs and its sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from luoshi.evaluation.model import Reason, Result, Verdict
from luoshi.evaluation.rules.case import Case
from luoshi.evaluation.rules.choice import Choice
from luoshi.evaluation.rules.exact import SIGNIFICANT, decimal

BEST: tuple[Verdict, ...] = ("reached", "reached_early", "ahead", "on_track", "behind", "not_reached")
"""From best to worst."""


def found(
    case: Case,
    verdict: Verdict,
    *,
    rule: str,
    because: str,
    reason: Reason | None = None,
    actual: Choice | None = None,
    choices: Sequence[Choice] = (),
    steps: Mapping[str, object] | None = None,
    **figures: Any,
) -> Result:
    """Return a result.

    Args:
        case: What was looked at.
        verdict: The verdict.
        rule: Name of the rule within the pack.
        because: Code of the step that decided; ``words`` has it in both languages.
        reason: Why it was not assessed.
        actual: The figure it rests on, if it is one published figure.
        choices: Every choice among figures that entered.
        steps: Intermediate figures.
        figures: ``value``, ``period``, ``completion``, ``pace``, ``gap``, rates.
    """
    if actual is not None:
        figures.setdefault("value", actual.taken.value)
        figures.setdefault("period", actual.period)
        figures.setdefault("observation_id", actual.taken.id)
        choices = choices or (actual,)
    return Result(
        target_id=case.target.id,
        indicator_id=case.target.indicator_id,
        target_period=case.target.period,
        verdict=verdict,
        reason=reason,
        explanation={
            "rule": rule,
            "because": because,
            "version": case.parameters.version,
            "at": case.at.isoformat(),
            "ended": case.ended,
            "thresholds": case.parameters.thresholds(),
            "steps": {name: _text(value) for name, value in (steps or {}).items() if value is not None},
            "choice": [choice.record() for choice in choices],
        },
        **figures,
    )


def not_assessed(case: Case, reason: Reason, *, rule: str, because: str | None = None, **more: Any) -> Result:
    """Return 暂不评价 with its reason."""
    return found(case, "not_assessed", rule=rule, because=because or reason, reason=reason, **more)


def _text(value: object) -> object:
    """Return a step as an explanation holds it: shares as decimals of twelve significant digits."""
    if isinstance(value, Fraction):
        value = SIGNIFICANT.plus(decimal(value))
    if isinstance(value, Decimal):
        return format(value, "f")
    return value if isinstance(value, bool) else str(value)

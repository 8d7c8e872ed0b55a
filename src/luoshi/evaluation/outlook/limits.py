"""Natural limits of an indicator, where its name and figures leave no doubt."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.outlook.outlook import Limits

SHARES = ("率", "比重", "占比", "比例", "覆盖面")
"""Endings of names of shares; a growth (增长率) is none."""


def limits_of(name: str, target: TargetInput, observations: Iterable[ObservationInput]) -> Limits:
    """Return the limits of a level: nothing counted falls below zero, no share rises above 100 %.

    Args:
        name: Of the indicator.
        target: Its target.
        observations: Its figures; one that lies beyond a limit shows that it is none.
    """
    if target.measure != "level":
        return None, None
    known = [one.value for one in observations] + [
        v for v in (target.value, target.baseline) if v is not None
    ]
    low = None if any(value < 0 for value in known) else 0.0
    share = target.unit == "%" and name.endswith(SHARES) and "增" not in name
    high = 100.0 if share and all(value <= Decimal(100) for value in known) else None
    return low, high

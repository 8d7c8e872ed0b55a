"""Short ways to write targets, figures and judgements in the tests of this room."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.evaluation.model import ObservationInput, Result, TargetInput
from luoshi.evaluation.parameters import load
from luoshi.evaluation.rules.time_path import judge
from luoshi.vocabulary.period import Period

END_2025 = date(2025, 12, 31)


def number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def target(
    value: Any, baseline: Any = None, *, base: int | None = 2020, year: Any = 2025, **more: Any
) -> TargetInput:
    if "upper" in more:
        more["upper"] = number(more["upper"])
    more.setdefault("higher_is_better", True)
    return TargetInput(
        id="t",
        indicator_id="i",
        kind=more.pop("kind", "level"),
        period=Period.parse(str(year)),
        value=number(value),
        baseline=number(baseline),
        baseline_period=None if base is None else Period.year(base),
        **more,
    )


def figure(period: Any, value: Any, **more: Any) -> ObservationInput:
    text = str(value)
    return ObservationInput(
        id=more.pop("id", f"{period}={value}"),
        period=None if period is None else Period.parse(str(period), more.pop("nature", "span")),
        value=Decimal(text),
        digits=max(0, -int(Decimal(text).as_tuple().exponent)),
        **more,
    )


def judged(aim: TargetInput, *figures: ObservationInput, at: date = END_2025) -> Result:
    return judge(aim, figures, at=at, parameters=load())


def outcome(aim: TargetInput, *figures: ObservationInput, at: date = END_2025) -> tuple[str, str | None]:
    result = judged(aim, *figures, at=at)
    return result.verdict, result.reason

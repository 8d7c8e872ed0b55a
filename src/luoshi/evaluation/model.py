"""What goes into a judgement and what comes out. Pure data, vocabulary only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from luoshi.vocabulary.period import Period
from luoshi.vocabulary.words import Attribute, Basis, Comparator, Measure

TargetKind = Literal[
    "level",
    "average_growth",
    "cumulative_change",
    "cumulative_total",
    "floor_each_year",
    "ceiling_each_year",
    "keep_within",
    "rank",
    "relative",
    "direction_only",
    "milestone",
    "set_annually",
]

Verdict = Literal[
    "reached",
    "not_reached",
    "reached_early",
    "ahead",
    "on_track",
    "behind",
    "not_assessed",
]
"""已达到, 未达到, 提前实现, 快于预期, 基本符合预期, 滞后于预期, 暂不评价."""

Reason = Literal[
    "no_published_data",
    "awaiting_publication",
    "definition_changed",
    "near_definition_only",
    "insufficient_data",
    "not_quantified",
    "disagreement",
    "doubtful_reading",
]
"""未见公开数据, 数据待公布, 口径变化, 仅有近似口径, 数据不足以计算, 目标未量化, 数据不一致, 阅读存疑."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetInput:
    """A target as a rule sees it."""

    id: str
    indicator_id: str
    kind: TargetKind
    period: Period
    value: Decimal | None
    upper: Decimal | None = None
    comparator: Comparator = "eq"
    unit: str | None = None
    measure: Measure = "level"
    basis: Basis | None = None
    higher_is_better: bool | None = None
    attribute: Attribute = "unmarked"
    approx_band: Decimal | None = None
    baseline: Decimal | None = None
    baseline_period: Period | None = None
    baseline_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationInput:
    """An observation as a rule sees it.

    Attributes:
        match: ``same`` or ``derived`` may be scored; ``input``, ``proxy``, ``decoy``, ``context`` never.
        status: SDMX observation status; ``F`` (forecast) is never scored.
        definition: Text that marks the statistic; two different texts in one series are a break.
        published_by: Last day of the interval in which it was published (``None`` unknown).
        digits: Number of decimals as published.
        decided: A person chose this one.
    """

    id: str
    period: Period | None
    value: Decimal
    comparator: Comparator = "eq"
    unit: str | None = None
    match: str = "same"
    status: str = "A"
    trust: str = "C"
    definition: str | None = None
    published_by: date | None = None
    recorded: int | None = None
    digits: int = 0
    final: bool = True
    decided: bool = False
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A verdict and everything needed to defend it.

    Attributes:
        value, period: The actual it rests on (also given for ``awaiting_publication``: the latest one).
        completion: (y - y0) / (T - y0), rounded to nothing; ``None`` where a percentage would mislead.
        pace: completion ÷ share of time elapsed (r), only while the target's period is running.
        required_rate, recent_rate: Change or growth per year needed from now, and had recently, with
            ``rate_kind`` ``percent`` or ``absolute``.
        gap: T - y in the target's unit.
        explanation: Inputs with fact ids, rule and version, parameters, intermediate figures, thresholds,
            choice among figures, and the sentence in both languages under ``zh`` and ``en``.
    """

    target_id: str
    indicator_id: str
    target_period: Period
    verdict: Verdict
    reason: Reason | None = None
    value: Decimal | None = None
    period: Period | None = None
    observation_id: str | None = None
    completion: Decimal | None = None
    pace: Decimal | None = None
    gap: Decimal | None = None
    required_rate: Decimal | None = None
    recent_rate: Decimal | None = None
    rate_kind: Literal["percent", "absolute"] | None = None
    explanation: dict[str, Any] = field(default_factory=dict)

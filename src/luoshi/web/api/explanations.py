"""Shapes of the record behind a verdict: enough to compute it again."""

from __future__ import annotations

from datetime import date
from typing import Literal

from luoshi.evaluation.model import TargetKind
from luoshi.vocabulary.words import Attribute, Basis, Comparator, Measure
from luoshi.web.api.base import Answer, Exact, Form


class SpanOfTime(Form):
    """A period as the rules see it."""

    text: str
    frequency: str
    nature: str


class RuleTarget(Form):
    """A target as the rules see it."""

    id: str
    indicator_id: str
    kind: TargetKind
    period: SpanOfTime
    value: Exact | None
    upper: Exact | None
    comparator: Comparator
    unit: str | None
    measure: Measure
    basis: Basis | None
    higher_is_better: bool | None
    attribute: Attribute
    approx_band: Exact | None
    baseline: Exact | None
    baseline_period: SpanOfTime | None
    baseline_id: str | None


class RuleFigure(Form):
    """A figure as the rules see it."""

    id: str
    period: SpanOfTime | None
    value: Exact
    comparator: Comparator
    unit: str | None
    match: str
    status: str
    trust: str
    definition: str | None
    published_by: date | None
    recorded: int | None
    digits: int
    final: bool
    decided: bool
    name: str | None


class RuleInputs(Form):
    """Everything a rule was given."""

    target: RuleTarget
    observations: list[RuleFigure]
    cuts: dict[str, str]


class Other(Form):
    """A figure that was not taken for its period."""

    id: str
    value: Exact
    reason: str | None = None


class Taken(Form):
    """Which figure was taken for a period, and by which criterion."""

    period: str
    taken: str
    criterion: str
    others: list[Other]
    tied: list[str]


class DerivedInput(Form):
    """A figure that entered a formula."""

    id: str
    kind: Literal["observation", "statement"]
    concept: str
    name: str
    period: str
    value: Exact
    unit: str | None
    entered: Exact
    entered_unit: str
    definition: str | None


class DerivedFigure(Form):
    """What follows by formula from other figures, with its chain; never a verdict."""

    formula: str
    version: str
    zh: str
    en: str
    part: str | None
    value: Exact
    shown: Exact
    unit: str | None
    period: str
    met: bool | None
    definition_differs: bool
    definition_broken: bool
    formula_at_baseline: Exact | None
    baseline: Exact | None
    inputs: list[DerivedInput]


class Explanation(Form):
    """How a verdict came about."""

    rule: str
    because: str
    version: str
    at: date
    ended: bool
    thresholds: dict[str, str]
    steps: dict[str, str | bool]
    choice: list[Taken]
    inputs: RuleInputs
    derived: list[DerivedFigure]
    zh: str
    en: str


class TargetExplanation(Form):
    """The record behind the verdict on one target."""

    indicator: str
    target: str
    target_period: str
    rate_kind: Literal["percent", "absolute"] | None
    record: Explanation


class Explanations(Answer):
    """The records behind the verdicts of an indicator."""

    item: list[TargetExplanation]

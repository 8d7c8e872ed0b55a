"""Shapes of what people inside look at: a plan rolled up, what if, and places side by side."""

from __future__ import annotations

from datetime import date
from typing import Literal

from luoshi.evaluation.comparing import Apart
from luoshi.evaluation.outlook.outlook import Chance, NoOutlook
from luoshi.evaluation.rollup.run import Name
from luoshi.evaluation.whatif import Kind, No
from luoshi.web.api.base import Answer, BothWords, Exact, Form, Listing
from luoshi.web.api.explanations import RuleInputs
from luoshi.web.api.plans import Tally
from luoshi.web.api.sources import Source


class RollUp(Form):
    """A plan rolled up without any average: counts, and the binding indicators with the worst verdict."""

    total: int
    assessed: int
    verdicts: list[Tally]
    reasons: list[Tally]
    binding: int
    worst: list[str]
    words: BothWords


class Weight(Form):
    """The share of an indicator in a composite; all of them add up to 1."""

    indicator: str
    share: Exact


class Composite(Form):
    """A composite of a plan with what it might as well have been."""

    composite: Name
    words: BothWords
    value: Exact | None
    low: Exact | None
    high: Exact | None
    used: int
    left_out: list[str]
    stated: Literal["equal", "given", "entropy"]
    weights: list[Weight]
    seed: int
    draws: int
    version: str


class Step(Form):
    """A year on the way and where it leads."""

    year: int
    value: Exact


class WhatIf(Form):
    """Which yearly rate from now reaches a target, and where a rate leads."""

    target: str
    target_period: str
    target_value: Exact | None
    unit: str | None
    reason: No | None
    rate_in: Kind | None
    start_year: int | None
    start_value: Exact | None
    needed: Exact | None
    recent: Exact | None
    best: Exact | None
    best_years: list[int]
    rate: Exact | None
    value: Exact | None
    reaches: bool | None
    met_in: int | None
    words: BothWords
    steps: list[Step]


class Standing(Form):
    """A place on one figure: its rank, or why it cannot be compared."""

    place: str
    place_name: str
    concept: str
    period: str
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    value: Exact | None
    unit: str | None
    definition: str | None
    apart: Apart | None
    words: BothWords | None
    source: Source | None


class Outlook(Form):
    """What may be expected of a running target; internal."""

    indicator: str
    target: str
    target_period: str
    target_value: Exact | None
    unit: str | None
    reason: NoOutlook | None
    chance: Chance | None
    probability: str | None
    point: Exact | None
    low_80: Exact | None
    high_80: Exact | None
    low_95: Exact | None
    high_95: Exact | None
    window: list[int]
    limits: BothWords | None
    words: BothWords
    version: str


class Looked(Form):
    """A figure that an outlook rests on; ``share`` is that of the first months in its year."""

    year: int
    value: Exact
    id: str | None
    share: float | None = None


class SoFar(Form):
    """What the running year has so far."""

    value: Exact
    ids: list[str]


class Ends(Form):
    """Natural limits, with the rule they come from and what was published beyond them."""

    low: Exact | None
    high: Exact | None
    rule: str | None
    passed: list[str]
    version: str


class OutlookInputs(RuleInputs):
    """Everything an outlook was given."""

    limits: Ends


class Since(Form):
    """The break that the figures looked at begin after."""

    year: int
    kind: str


class OutlookRecord(Form):
    """How an outlook came about: enough to compute it again."""

    version: str
    at: date
    inputs: OutlookInputs
    reason: NoOutlook | None
    thresholds: dict[str, float]
    zh: str
    en: str
    window: tuple[Looked, ...] = ()
    target_year: int | None = None
    years: int | None = None
    goal: float | None = None
    scale: float | None = None
    methods: dict[str, float] | None = None
    point: float | None = None
    low: list[float | None] | None = None
    high: list[float | None] | None = None
    learned_from: int | None = None
    probability: float | None = None
    shown: str | None = None
    chance: Chance | None = None
    since: Since | None = None
    months: int | None = None
    so_far: SoFar | None = None
    share: float | None = None
    errors: list[float] | None = None


class OutlookExplanation(Form):
    """The record behind the outlook on one target; internal."""

    indicator: str
    target: str
    target_period: str
    record: OutlookRecord


class OutlookExplanations(Answer):
    """The records behind the outlooks of an indicator."""

    item: list[OutlookExplanation]


class OneRollUp(Answer):
    """A plan rolled up."""

    item: RollUp


class Composites(Listing):
    """A stretch of the composites asked for."""

    items: list[Composite]


class WhatIfs(Listing):
    """A stretch of an indicator's targets with what would have to happen."""

    items: list[WhatIf]


class Outlooks(Listing):
    """A stretch of the outlooks on running targets."""

    items: list[Outlook]


class Standings(Listing):
    """A stretch of places on one figure."""

    items: list[Standing]

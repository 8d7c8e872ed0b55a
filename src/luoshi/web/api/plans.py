"""Shapes of plans: indicators with their verdicts, observations, actions, gaps and disagreements."""

from __future__ import annotations

from datetime import date
from typing import Literal

from luoshi.evaluation.model import Reason, TargetKind, Verdict
from luoshi.vocabulary.words import Attribute, Basis, Comparator, Direction, Evidence, Measure
from luoshi.web.api.base import Answer, BothWords, Exact, Form, Listing
from luoshi.web.api.sources import Publication, Source, Words


class Place(Form):
    """A place that publishes plans or is measured."""

    slug: str
    name: str
    code: str | None


class Successor(Form):
    """The plan that took another's place."""

    title: str | None
    date: str | None


class Plan(Form):
    """A plan."""

    place: str
    place_name: str
    plan: str
    title: str
    issuer: str | None
    document: str
    published: Publication | None
    succeeded_by: Successor | None
    page: str


class Tally(Form):
    """How many indicators have a verdict, or a reason for having none."""

    code: str
    words: BothWords
    number: int


class GradeTally(Form):
    """How many indicators have a grade of a method that was chosen for them."""

    method: str
    grade: str
    words: BothWords
    number: int


class Attention(Form):
    """An indicator that needs attention."""

    indicator: str
    owner: str | None
    sentence: BothWords


class Box(Form):
    """A box of the plan (专栏) with what stands in it."""

    box: str
    title: str
    chapter: str | None
    actions: int
    answered: int
    achievements: int
    indicators: list[str]


class Related(Form):
    """A plan above or below a plan."""

    kind: Literal["higher", "lower"]
    title: str
    issuer: str | None
    published: Publication | None
    plan: str | None


class PlanSummary(Form):
    """A plan at a glance, as its first page shows it."""

    plan: Plan
    phase: date | None
    cutoff: date | None
    sentence: BothWords
    total: int
    assessed: int
    verdicts: list[Tally]
    reasons: list[Tally]
    grades: list[GradeTally]
    attention: list[Attention]
    due: list[str]
    gaps: list[str]
    boxes: list[Box]


class Target(Form):
    """A target, or the baseline, as the plan has it."""

    id: str
    period: str
    value: Exact | None
    upper: Exact | None
    comparator: Comparator
    kind: TargetKind | Literal["baseline"]
    strength: str | None
    written: str | None
    doubts: list[str]
    source: Source


class Result(Form):
    """The verdict on one target."""

    target: str
    target_period: str
    verdict: Verdict
    reason: Reason | None
    value: Exact | None
    period: str | None
    observation: str | None
    gap: Exact | None
    completion: Exact | None
    pace: Exact | None
    required_rate: Exact | None
    recent_rate: Exact | None
    rate_kind: Literal["percent", "absolute"] | None
    sentence: BothWords


class Latest(Form):
    """The figure shown as the latest."""

    value: Exact
    period: str
    observation: str | None
    judged: bool
    evidence: Evidence | None


class Point(Form):
    """A figure taken for its period, in the indicator's unit."""

    period: str
    value: Exact
    observation: str
    breaks: bool


class Expected(Form):
    """What is expected of a year, a place or a unit on the way to a target."""

    target: str
    target_period: str
    division: Literal["year", "place", "unit"]
    name: str
    period: str
    value: Exact
    comparator: Comparator
    actual: Exact | None
    check: Literal["agrees", "differs", "not_additive", "path_agrees", "path_differs", "path_open"]
    source: Source


class ChosenMethod(Form):
    """The method that judges an indicator, who chose it, and what it says of the leading target."""

    name: str
    version: str
    words: BothWords
    chosen_by: str | None
    entry: int | None
    because: str | None
    grade: str | None
    grade_words: BothWords | None
    sentence: BothWords | None


class Indicator(Form):
    """An indicator of a plan with the verdict that leads the display and all it rests on."""

    indicator: str
    number: int | None
    name: str
    name_en: str | None
    domain: str | None
    unit: str | None
    unit_en: str | None
    measure: Measure
    basis: Basis | None
    direction: Direction | None
    attribute: Attribute
    concept: str | None
    higher_is_better: bool | None
    origin: Literal["table", "prose"]
    owner: str | None
    baseline: Target | None
    target: Target | None
    result: Result | None
    latest: Latest | None
    targets: list[Target]
    results: list[Result]
    method: ChosenMethod
    series: list[Point]
    page: str


class PlanRow(Form):
    """One target with its verdict in one line: what ``luoshi evaluate`` prints."""

    plan_no: int | None
    indicator: str
    unit: str | None
    target_period: str
    kind: TargetKind
    attribute: Attribute
    baseline: Exact | None
    baseline_period: str | None
    comparator: Comparator
    target: Exact | None
    value: Exact | None
    period: str | None
    gap: Exact | None
    completion: Exact | None
    pace: Exact | None
    required_rate: Exact | None
    recent_rate: Exact | None
    rate_kind: Literal["percent", "absolute"] | None
    verdict: Verdict
    reason: Reason | None
    method: str
    grade: str | None
    grade_word: str | None
    evidence: Evidence | None
    source: str | None
    target_source: str | None
    sentence: str


class Subtask(Form):
    """A part of a task that its document lists under it; settled as a task is, under its own address."""

    action: str
    number: int
    name: str | None
    text: str
    strength: str | None
    task_class: str | None
    deadline: str | None
    areas: list[str]
    lead: list[str]
    responsible: list[str]
    helping: list[str]
    lead_basis: str | None
    indicators: list[str]
    settled: list[str]
    words: Words


class Action(Form):
    """A special action of a plan, an item of its sections or a row of its task tables."""

    action: str
    form: str
    box: str
    box_title: str
    chapter: str | None
    number: int
    name: str
    text: str
    strength: str | None
    task_class: str | None
    deadline: str | None
    areas: list[str]
    lead: list[str]
    responsible: list[str]
    helping: list[str]
    lead_basis: str | None
    indicators: list[str]
    settled: list[str]
    doubts: list[str]
    achievements: int
    subtasks: list[Subtask]
    words: Words


class Gap(Form):
    """An indicator that could not be judged, and why."""

    indicator: str
    number: int | None
    name: str
    target_period: str | None
    reason: Reason
    words: BothWords
    due: bool


class Places(Listing):
    """A stretch of the list of places."""

    items: list[Place]


class Plans(Listing):
    """A stretch of the list of plans."""

    items: list[Plan]


class OnePlan(Answer):
    """One plan at a glance."""

    item: PlanSummary


class Indicators(Listing):
    """A stretch of the indicators of a plan, in its order."""

    items: list[Indicator]


class OneIndicator(Answer):
    """One indicator."""

    item: Indicator


class PlanRows(Listing):
    """A stretch of the table of verdicts."""

    items: list[PlanRow]


class Actions(Listing):
    """A stretch of the special actions of a plan."""

    items: list[Action]


class Gaps(Listing):
    """A stretch of what could not be judged."""

    items: list[Gap]


class Relations(Listing):
    """A stretch of the plans above and below a plan."""

    items: list[Related]


class Parts(Listing):
    """A stretch of the parts of an indicator's targets."""

    items: list[Expected]

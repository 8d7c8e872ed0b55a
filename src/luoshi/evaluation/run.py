"""From the ledger to results: one for each target that is judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from luoshi.errors import LuoshiError
from luoshi.evaluation.chosen import choice_for, chosen_sides, method_of
from luoshi.evaluation.deriving import Derived, derive, formula_of, needed
from luoshi.evaluation.explain import explained
from luoshi.evaluation.inputs import (
    candidate_input,
    judged_targets,
    observation_input,
    plan_base,
    target_input,
)
from luoshi.evaluation.integrity.beside import Told, lifted, told_in_sentences, told_of
from luoshi.evaluation.integrity.cuts import NO_CUTS, Cuts, cuts_of
from luoshi.evaluation.model import ObservationInput, Result, TargetInput
from luoshi.evaluation.parameters import load
from luoshi.evaluation.peers import NEEDING, Peers, with_peers
from luoshi.evaluation.rules.packs.course import Beside
from luoshi.evaluation.rules.parameters import Parameters
from luoshi.evaluation.side_by_side import Side, beside_of
from luoshi.ledger import views
from luoshi.ledger.disagreeing.fact import Fact
from luoshi.ledger.records import (
    ConceptFigure,
    Cut,
    Disagreement,
    IndicatorView,
    ObservationView,
    PlanView,
    StatementView,
)
from luoshi.ledger.store import Ledger
from luoshi.ledger.views.choices import MethodChoice
from luoshi.vocabulary.period import Period

ZONE = ZoneInfo("Asia/Shanghai")
"""Dates of a ledger belong to this zone."""


Levels = Mapping[str, Sequence[ConceptFigure]]
"""Figures by concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A statement proposed for an indicator, with the trust of its document and the grounds."""

    statement: StatementView
    trust: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All there is about one indicator as of a cut, and its results.

    Attributes:
        observations: Its figures in the order of their periods, undated ones first.
        candidates: Statements proposed for it, not taken.
        targets: The targets that are judged, as the rules see them, in the order of their periods.
        inputs: The figures as the rules see them, by id.
        results: One for each of ``targets``.
        derived: What follows by formula from figures of other indicators, by target; never a verdict.
        choice: Who chose the method it is judged by; ``None``: nobody, so that the time path judges.
        sides: What the chosen method says of each target, by its id; empty for the time path.
        peers: Figures of other places by the target they are held against; looked for by ``with_peers``.
        cuts: Years at which its figures break, by what the detectors say; nothing is trended across one.
    """

    indicator: IndicatorView
    observations: tuple[ObservationView, ...]
    candidates: tuple[StatementView, ...]
    targets: tuple[TargetInput, ...]
    inputs: Mapping[str, ObservationInput]
    results: tuple[Result, ...]
    derived: Mapping[str, tuple[Derived, ...]] = field(default_factory=dict)
    choice: MethodChoice | None = None
    sides: Mapping[str, Side] = field(default_factory=dict)
    peers: Peers = field(default_factory=dict)
    cuts: Cuts = field(default_factory=dict)

    def beside(self, target: TargetInput) -> Beside:
        """Return what methods need of the indicator beside its figures."""
        peers = self.peers.get(target.id, ())
        name, concept = self.indicator.name, self.indicator.concept
        return beside_of(name, target, self.inputs.values(), concept, peers, self.cuts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A plan judged as of a cut.

    Attributes:
        told: Growths that sentences tell of its place, against which the levels are held.
    """

    plan: PlanView
    at: date
    cut: Cut
    parameters: Parameters
    dossiers: tuple[Dossier, ...]
    told: Told = field(default_factory=dict)


def today(ledger: Ledger) -> date:
    """Return the date in the ledger's zone by the ledger's clock."""
    return ledger.clock().astimezone(ZONE).date()


def evaluate(ledger: Ledger, plan: PlanView, cut: Cut = views.NOW) -> list[Result]:
    """Judge every target of a plan, in the plan's order and then by period.

    Raises:
        LuoshiError: ``recorded-before-first-entry`` when the ledger held nothing at ``cut.recorded_by``.
    """
    return [result for dossier in assess(ledger, plan, cut).dossiers for result in dossier.results]


def assess(ledger: Ledger, plan: PlanView, cut: Cut = views.NOW) -> Assessment:
    """Judge every target of a plan and keep what each result rests on."""
    at = cut.at or today(ledger)
    parameters = load()
    indicators = views.indicators(ledger, plan.id, cut=cut)
    question = _Question(
        plan=plan,
        base=plan_base(indicators),
        at=at,
        cut=cut,
        parameters=parameters,
        levels=views.concept_figures(ledger, needed(indicators), plan.place, cut=cut),
        choices=views.method_choices(ledger, plan.id, cut=cut),
        indicators=indicators,
        told=told_in_sentences(ledger, plan.place, cut),
        lifted=lifted(ledger, plan, {one.id for one in indicators}, cut),
    )
    dossiers = tuple(_dossier(ledger, one, question) for one in indicators)
    return Assessment(
        plan=plan,
        at=at,
        cut=replace(cut, at=at),
        parameters=parameters,
        dossiers=dossiers,
        told=question.told,
    )


def judged_again(
    ledger: Ledger, before: Assessment, indicators: Sequence[IndicatorView]
) -> dict[str, Dossier]:
    """Judge some indicators of a plan anew whose targets are as they were, by the indicator's id."""
    if not indicators:
        return {}
    plan, cut = before.plan, before.cut
    every = tuple(one.indicator for one in before.dossiers)
    question = _Question(
        plan=plan,
        base=plan_base(every),
        at=before.at,
        cut=cut,
        parameters=before.parameters,
        levels=views.concept_figures(ledger, needed(indicators), plan.place, cut=cut),
        choices=views.method_choices(ledger, plan.id, cut=cut),
        indicators=every,
        told=before.told,
        lifted=lifted(ledger, plan, {one.id for one in indicators}, cut),
    )
    return {one.id: _dossier(ledger, one, question) for one in indicators}


def by_time_path(assessment: Assessment) -> Assessment:
    """Return an assessment as if nobody had chosen another method."""
    own = tuple(replace(one, choice=None, sides={}) for one in assessment.dossiers)
    return replace(assessment, dossiers=own)


def assess_indicator(ledger: Ledger, indicator: IndicatorView, cut: Cut = views.NOW) -> Dossier:
    """Judge the targets of one indicator."""
    plan = next(one for one in views.plans(ledger, cut=cut) if one.id == indicator.plan_id)
    every = views.indicators(ledger, indicator.plan_id, cut=cut)
    question = _Question(
        plan=plan,
        base=plan_base(every),
        at=cut.at or today(ledger),
        cut=cut,
        parameters=load(),
        levels=views.concept_figures(ledger, needed([indicator]), plan.place, cut=cut),
        choices=views.method_choices(ledger, plan.id, cut=cut),
        indicators=every,
        told=told_in_sentences(ledger, plan.place, cut),
        lifted=lifted(ledger, plan, {indicator.id}, cut),
    )
    return _dossier(ledger, indicator, question)


def only_plan(ledger: Ledger, slug: str | None = None, cut: Cut = views.NOW) -> PlanView:
    """Return the plan a slug names, or the only one there is.

    Targets in a report make it a plan, too; without a slug a document whose kind is ``plan`` comes first,
    then one with an indicator table.

    Raises:
        LuoshiError: ``plan-missing`` without any plan; ``ambiguous`` with more than one and no slug.
    """
    if slug is not None:
        return views.plan(ledger, slug, cut=cut)
    plans = views.plans(ledger, cut=cut)
    if not plans:
        raise LuoshiError("plan-missing")
    kinds = {document.key: document.kind for document in views.documents(ledger, cut=cut)}
    plans = tuple(one for one in plans if kinds.get(one.document_key) == "plan") or plans
    if len(plans) > 1:
        plans = tuple(one for one in plans if _has_table(ledger, one, cut)) or plans
    if len(plans) > 1:
        raise LuoshiError("ambiguous", what="plan", choices="、".join(one.slug for one in plans))
    return plans[0]


def _has_table(ledger: Ledger, plan: PlanView, cut: Cut) -> bool:
    return any(one.origin == "table" for one in views.indicators(ledger, plan.id, cut=cut))


def dossier_of(
    indicator: IndicatorView,
    observations: Sequence[ObservationView],
    candidates: Sequence[Candidate] = (),
    *,
    base: Period | None,
    at: date,
    parameters: Parameters,
    document: str | None = None,
    levels: Levels | None = None,
    choice: MethodChoice | None = None,
    home: str | None = None,
    told: Sequence[Fact] = (),
    lifted: Sequence[Disagreement] = (),
) -> Dossier:
    """Judge the targets of an indicator against what was published of it.

    Args:
        indicator: The indicator.
        observations: Its figures.
        candidates: Statements proposed for it.
        base: The plan's baseline period.
        at: 评估基准日.
        parameters: Of the rules.
        document: Key of the plan's document, whose own targets come first.
        levels: Figures by concept, for what follows by formula.
        choice: Of the method, where somebody chose one.
        home: The place of the plan; without it no breaks are looked for.
        told: Growths of its concept that are told elsewhere.
        lifted: Breaks that a person accepts as one series.
    """
    inputs = {view.id: observation_input(view, indicator) for view in observations}
    inputs |= _as_inputs(candidates)
    targets = tuple(target_input(indicator, one, base) for one in judged_targets(indicator, document))
    formula = formula_of(indicator) if levels else None
    derived = {
        one.id: derive(formula, one, levels or {}, at=at, parameters=parameters) if formula else ()
        for one in targets
    }
    cuts = cuts_of(indicator, home, observations, told, lifted) if home else NO_CUTS
    results = tuple(
        explained(
            target, inputs.values(), at=at, parameters=parameters, derived=derived[target.id], cuts=cuts
        )
        for target in targets
    )
    return Dossier(
        indicator=indicator,
        observations=tuple(observations),
        candidates=tuple(one.statement for one in candidates),
        targets=targets,
        inputs=inputs,
        results=results,
        derived=derived,
        choice=choice,
        sides=chosen_sides(choice, indicator, targets, results, inputs.values(), cuts=cuts),
        cuts=cuts,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What all indicators of a plan are judged by."""

    plan: PlanView
    base: Period | None
    at: date
    cut: Cut
    parameters: Parameters
    levels: Levels
    choices: tuple[MethodChoice, ...] = ()
    indicators: Sequence[IndicatorView] = ()
    told: Told = field(default_factory=dict)
    lifted: Mapping[str, tuple[Disagreement, ...]] = field(default_factory=dict)


def _dossier(ledger: Ledger, indicator: IndicatorView, question: _Question) -> Dossier:
    made = dossier_of(
        indicator,
        views.observations(ledger, indicator.id, cut=question.cut),
        _candidates(ledger, indicator, question.cut),
        base=question.base,
        at=question.at,
        parameters=question.parameters,
        document=question.plan.document_key,
        levels=question.levels,
        choice=choice_for(question.choices, indicator.id),
        home=question.plan.place,
        told=told_of(
            ledger, indicator, question.indicators, question.told, question.plan.place, question.cut
        ),
        lifted=question.lifted.get(indicator.id, ()),
    )
    if method_of(made.choice) in NEEDING:
        return with_peers(ledger, made, question.plan.place, question.at, question.cut)
    return made


def candidate_inputs(ledger: Ledger, indicator: IndicatorView, cut: Cut) -> dict[str, ObservationInput]:
    """Return the statements proposed for an indicator as the rules see them, by id."""
    return _as_inputs(_candidates(ledger, indicator, cut))


def _as_inputs(candidates: Iterable[Candidate]) -> dict[str, ObservationInput]:
    return {one.statement.id: candidate_input(one.statement, one.trust, one.reason) for one in candidates}


def _candidates(ledger: Ledger, indicator: IndicatorView, cut: Cut) -> list[Candidate]:
    """Return the statements of what happened that are proposed."""
    proposed = [link for link in views.links(ledger, indicator.id, cut=cut) if not link.accepted]
    if not proposed:
        return []
    trust = {document.key: document.trust for document in views.documents(ledger, cut=cut)}
    read = [(views.statement(ledger, link.statement_id, cut=cut), link.reason) for link in proposed]
    return [
        Candidate(statement=one, trust=trust.get(one.anchor.document_key or "", "D"), reason=reason)
        for one, reason in read
        if one.kind == "actual"
    ]

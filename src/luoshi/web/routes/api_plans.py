"""The API's endpoints about plans."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from luoshi.errors import LuoshiError
from luoshi.evaluation.model import Reason, Verdict
from luoshi.evaluation.parts import Beside, Divided
from luoshi.evaluation.rows import Row
from luoshi.evaluation.tables import records
from luoshi.ledger import views
from luoshi.ledger.records import ActionView, LinkView, ObservationView
from luoshi.web import status
from luoshi.web.api import (
    changing,
    differing,
    disagreeing,
    explanations,
    figures,
    looking_back,
    making_changes,
    making_differing,
    making_disagreements,
    making_plans,
    making_then,
    plans,
)
from luoshi.web.api.answering import TROUBLES, Call, ForList, ForOne, lists, refuse_unknown
from luoshi.web.facts import PlanFacts
from luoshi.web.times import day_of

router = APIRouter(
    prefix="/api/v1", tags=["plans"], dependencies=[Depends(refuse_unknown)], responses=dict(TROUBLES)
)

PLAN = "/plans/{place}/{plan}"


@router.get("/places", **lists(plans.Places))
def places(call: ForList) -> Response:
    """Places that publish plans or are measured."""
    return call.many(
        plans.Places, views.places(call.ledger, cut=call.times.cut), making_plans.place, "places"
    )


@router.get("/plans", **lists(plans.Plans))
def all_plans(call: ForList) -> Response:
    """Plans of the ledger."""
    return call.many(
        plans.Plans, call.desk.plans(call.times), partial(making_plans.plan, times=call.times), "plans"
    )


@router.get(PLAN, response_model=plans.OnePlan)
def plan(call: ForOne, place: str, plan: str) -> Response:
    """Return a plan at a glance."""
    return call.one(plans.OnePlan, making_plans.summary(facts_of(call, place, plan), call.times))


@router.get(f"{PLAN}/indicators", **lists(plans.Indicators))
def indicators(
    call: ForList,
    place: str,
    plan: str,
    verdict: Verdict | None = None,
    reason: Reason | None = None,
    domain: str | None = None,
    origin: Literal["table", "prose"] | None = None,
) -> Response:
    """Return indicators with baseline, targets, verdict, latest value and series."""
    facts = facts_of(call, place, plan)
    rows = [
        row
        for row in facts.everything()
        if verdict in (None, status.verdict_of(row))
        and reason in (None, status.reason_of(row))
        and domain in (None, row.indicator.domain)
        and origin in (None, row.indicator.origin)
    ]
    make = partial(making_plans.indicator, facts=facts, times=call.times)
    return call.many(plans.Indicators, rows, make, f"indicators-{place}-{plan}")


@router.get(f"{PLAN}/indicators/{{indicator}}", response_model=plans.OneIndicator)
def indicator(call: ForOne, place: str, plan: str, indicator: str) -> Response:
    """Return one indicator."""
    facts = facts_of(call, place, plan)
    found = making_plans.indicator(facts.row(indicator), facts, call.times)
    return call.one(plans.OneIndicator, found)


@router.get(f"{PLAN}/indicators/{{indicator}}/explanation", response_model=explanations.Explanations)
def explanation(call: ForOne, place: str, plan: str, indicator: str) -> Response:
    """Return the record behind each verdict of an indicator."""
    facts = facts_of(call, place, plan)
    dossier = facts.dossier(facts.row(indicator).indicator.id)
    return call.one(explanations.Explanations, making_plans.explanations(dossier))


@router.get(f"{PLAN}/indicators/{{indicator}}/then", **lists(looking_back.LookedBacks))
def then(call: ForList, place: str, plan: str, indicator: str, on: date | None = None) -> Response:
    """Return how targets were judged on a day, how with today's data, and what changed it."""
    facts = call.desk.indicator(place, plan, indicator, call.times)
    day = day_of("on", on.isoformat()) if on else None
    found = call.desk.then(facts, day or call.times.at, call.times)
    return call.many(
        looking_back.LookedBacks, found, making_then.looked_back, f"then-{place}-{plan}-{indicator}"
    )


@router.get(f"{PLAN}/indicators/{{indicator}}/history", **lists(changing.Changes))
def history(call: ForList, place: str, plan: str, indicator: str) -> Response:
    """Return every change to an indicator, oldest first."""
    found = facts_of(call, place, plan).row(indicator).indicator
    changes = views.history(call.ledger, found.id, cut=call.times.cut)
    make = partial(making_changes.change, times=call.times)
    return call.many(changing.Changes, changes, make, f"history-{place}-{plan}-{indicator}")


@router.get(f"{PLAN}/indicators/{{indicator}}/parts", **lists(plans.Parts))
def parts(call: ForList, place: str, plan: str, indicator: str) -> Response:
    """Return what is expected of years, places and units on the way to an indicator's targets."""
    groups = call.desk.indicator(place, plan, indicator, call.times).parts
    found = [(group, one) for group in groups for one in group.parts]

    def make(pair: tuple[Divided, Beside]) -> plans.Expected:
        return making_changes.expected(*pair, call.times)

    return call.many(plans.Parts, found, make, f"parts-{place}-{plan}-{indicator}")


@router.get(f"{PLAN}/history", **lists(changing.Changes))
def plan_history(call: ForList, place: str, plan: str) -> Response:
    """Return every change to what is known of a plan: title, successor, related plans, publicity."""
    changes = views.plan_history(call.ledger, facts_of(call, place, plan).plan.id, cut=call.times.cut)
    make = partial(making_changes.change, times=call.times)
    return call.many(changing.Changes, changes, make, f"history-{place}-{plan}")


@router.get(f"{PLAN}/relations", **lists(plans.Relations))
def relations(call: ForList, place: str, plan: str) -> Response:
    """Return the plans above and below a plan."""
    found = views.relations(call.ledger, facts_of(call, place, plan).plan.id, cut=call.times.cut)
    return call.many(plans.Relations, found, making_changes.related, f"relations-{place}-{plan}")


@router.get("/corrections", **lists(changing.Corrections))
def corrections(call: ForList) -> Response:
    """Return everything that was put right, the newest first."""
    make = partial(making_changes.correction, times=call.times)
    return call.many(changing.Corrections, call.desk.corrections(call.times), make, "corrections")


@router.get("/totals", **lists(changing.Totals))
def totals(call: ForList) -> Response:
    """Return every total that has parts, beside their sum."""
    return call.many(changing.Totals, call.desk.totals(call.times), making_changes.total, "totals")


@router.get(f"{PLAN}/results", **lists(plans.PlanRows))
def results(call: ForList, place: str, plan: str, language: Literal["zh", "en"] = "zh") -> Response:
    """Return one line for each target: the table of ``luoshi evaluate``."""
    rows = records(facts_of(call, place, plan).summary.assessment, language)
    return call.many(plans.PlanRows, rows, plans.PlanRow.model_validate, f"results-{place}-{plan}")


@router.get(f"{PLAN}/observations", **lists(figures.Observations))
def observations(
    call: ForList,
    place: str,
    plan: str,
    indicator: str | None = None,
    match: str | None = None,
    chosen: bool | None = None,
) -> Response:
    """Return the figures of a plan's indicators, those that were not used among them."""
    facts = facts_of(call, place, plan)
    rows = facts.everything() if indicator is None else [facts.row(indicator)]
    found = [
        (view, row)
        for row in rows
        for view in facts.dossier(row.indicator.id).observations
        if match in (None, view.match) and chosen in (None, view.id in row.chosen)
    ]

    def make(pair: tuple[ObservationView, Row]) -> figures.Observation:
        return making_plans.observation(*pair, call.times)

    return call.many(figures.Observations, found, make, f"observations-{place}-{plan}")


@router.get(f"{PLAN}/actions", **lists(plans.Actions))
def actions(
    call: ForList,
    place: str,
    plan: str,
    box: str | None = None,
    form: Literal["special", "item", "row"] | None = None,
) -> Response:
    """Return the special actions, items and rows of task tables of a plan."""
    facts = facts_of(call, place, plan)
    achievements = views.achievements(call.ledger, facts.plan.id, cut=call.times.cut)
    answered = Counter(action for one in achievements for action, _, _ in one.actions)
    targets = views.words_of_targets((row.indicator for row in facts.everything()), facts.plan)

    def make(view: ActionView) -> plans.Action:
        return making_plans.action(view, answered[view.id], targets, call.times)

    found = [one for one in facts.tasks if box in (None, one.box) and form in (None, one.terms.form)]
    return call.many(plans.Actions, found, make, f"actions-{place}-{plan}")


@router.get(f"{PLAN}/diff", **lists(differing.Difference))
def diff(call: ForList, place: str, plan: str, old: str) -> Response:
    """Return what became of the targets and tasks of another plan, or of an earlier edition, in a plan."""
    found = call.desk.difference(facts_of(call, place, plan).plan, old, call.times)
    return call.many(differing.Difference, found.changes, making_differing.differs, f"diff-{place}-{plan}")


@router.get(f"{PLAN}/disagreements", **lists(disagreeing.Disagreements))
def disagreements(call: ForList, place: str, plan: str) -> Response:
    """Return where sources do not go together."""
    facts = facts_of(call, place, plan)
    slugs = {row.indicator.id: row.indicator.slug for row in facts.everything()}
    make = partial(making_disagreements.disagreement, slugs=slugs, times=call.times)
    return call.many(disagreeing.Disagreements, facts.disagreements, make, f"disagreements-{place}-{plan}")


@router.get(f"{PLAN}/gaps", **lists(plans.Gaps))
def gaps(call: ForList, place: str, plan: str) -> Response:
    """Return what could not be judged, and why."""
    found = list(making_plans.gaps(facts_of(call, place, plan).summary))
    return call.many(plans.Gaps, found, lambda gap: gap, f"gaps-{place}-{plan}")


@router.get(f"{PLAN}/links", **lists(figures.Links))
def links(
    call: ForList,
    place: str,
    plan: str,
    indicator: str | None = None,
    accepted: Annotated[bool | None, Query()] = None,
) -> Response:
    """Return which statements were taken, or are only proposed, as figures of indicators."""
    facts = facts_of(call, place, plan)
    rows = facts.everything() if indicator is None else [facts.row(indicator)]
    found = [
        (link, row.indicator.slug)
        for row in rows
        for link in views.links(call.ledger, row.indicator.id, cut=call.times.cut)
        if accepted in (None, link.accepted)
    ]

    def make(pair: tuple[LinkView, str]) -> figures.Link:
        return making_plans.link(*pair)

    return call.many(figures.Links, found, make, f"links-{place}-{plan}")


def facts_of(call: Call, place: str, plan: str) -> PlanFacts:
    """Return a judged plan; raises ``not-found``."""
    try:
        return call.desk.plan(place, plan, call.times)
    except LuoshiError as error:
        if error.problem.code == "not-found":
            raise LuoshiError("not-found", what=f"{place}/{plan}") from error
        raise

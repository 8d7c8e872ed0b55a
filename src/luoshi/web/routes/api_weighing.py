"""The API's endpoints that people inside look at; a published copy has none of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import StringConstraints
from starlette.responses import Response

from luoshi.errors import LuoshiError
from luoshi.evaluation.comparing import Standing
from luoshi.evaluation.outlook.run import of_dossier
from luoshi.evaluation.places import asked
from luoshi.evaluation.rollup import run
from luoshi.evaluation.summary import Summary
from luoshi.evaluation.whatif import BEST_YEARS, MOST_RATE, Path, WhatIf
from luoshi.evaluation.whatif import what_if as what_if_of
from luoshi.web.api import making_weighing, weighing
from luoshi.web.api.answering import TROUBLES, ForList, ForOne, lists, refuse_unknown
from luoshi.web.routes.api_plans import PLAN, facts_of

router = APIRouter(
    prefix="/api/v1", tags=["inside"], dependencies=[Depends(refuse_unknown)], responses=dict(TROUBLES)
)

MOST_DRAWS = 10_000
LARGEST_SEED = 2**31

Weight = Annotated[str, StringConstraints(pattern=r"^[^:]{1,80}:[0-9]{1,9}(\.[0-9]{1,9})?$")]
"""An indicator's slug, a colon and what it weighs."""


@router.get(f"{PLAN}/rollup", response_model=weighing.OneRollUp)
def rollup(call: ForOne, place: str, plan: str) -> Response:
    """Return a plan rolled up without any average."""
    summary = facts_of(call, place, plan).summary
    return call.one(weighing.OneRollUp, making_weighing.rolled_up(run.rolled_up(summary), summary))


@router.get(f"{PLAN}/composites", **lists(weighing.Composites))
def composites(
    call: ForList,
    place: str,
    plan: str,
    composite: Annotated[list[run.Name] | None, Query(max_length=4)] = None,
    weight: Annotated[list[Weight] | None, Query(max_length=500)] = None,
    seed: Annotated[int, Query(ge=0, le=LARGEST_SEED)] = run.SEED,
    draws: Annotated[int, Query(ge=100, le=MOST_DRAWS)] = run.DRAWS,
) -> Response:
    """Return the composites of a plan that are asked for by name."""
    summary = facts_of(call, place, plan).summary
    names = tuple(dict.fromkeys(composite or ()))
    found = run.rolled_up(summary, names, _weights(weight or (), summary), seed=seed, draws=draws)
    return call.many(
        weighing.Composites, found.composites, making_weighing.composite, f"composites-{place}-{plan}"
    )


def _weights(written: Sequence[str], summary: Summary) -> Mapping[str, float] | None:
    known = {row.indicator.slug for row in summary.rows}
    found: dict[str, float] = {}
    for one in written:
        slug, _, number = one.rpartition(":")
        if slug not in known:
            raise LuoshiError("not-found", what=slug)
        found[slug] = float(number)
    return found or None


@router.get(f"{PLAN}/indicators/{{indicator}}/whatif", **lists(weighing.WhatIfs))
def whatif(
    call: ForList,
    place: str,
    plan: str,
    indicator: str,
    rate: Annotated[Decimal | None, Query(ge=-MOST_RATE, le=MOST_RATE)] = None,
    best_years: Annotated[int, Query(ge=1, le=20)] = BEST_YEARS,
) -> Response:
    """Return which yearly rate from now reaches each target of an indicator, and where a rate leads."""
    facts = facts_of(call, place, plan)
    dossier = facts.dossier(facts.row(indicator).indicator.id)
    made = [
        what_if_of(
            target, dossier.inputs.values(), at=call.times.at, best_years=best_years, cuts=dossier.cuts
        )
        for target in dossier.targets
    ]
    found = [(one, _path(one, rate)) for one in made]

    def make(pair: tuple[WhatIf, Path | None]) -> weighing.WhatIf:
        return making_weighing.what_if(*pair)

    return call.many(weighing.WhatIfs, found, make, f"whatif-{place}-{plan}-{indicator}")


@router.get(f"{PLAN}/outlook", **lists(weighing.Outlooks))
def outlooks(call: ForList, place: str, plan: str) -> Response:
    """Return the outlook on each target of a plan, or why there is none; for those inside only."""
    dossiers = facts_of(call, place, plan).summary.assessment.dossiers
    found = [made for one in dossiers for made in of_dossier(one, call.times.at, ended=True)]
    return call.many(weighing.Outlooks, found, making_weighing.outlook, f"outlook-{place}-{plan}")


@router.get(f"{PLAN}/indicators/{{indicator}}/outlook", **lists(weighing.Outlooks))
def outlook(call: ForList, place: str, plan: str, indicator: str) -> Response:
    """Return the outlook on each target of an indicator, or why there is none; for those inside only."""
    facts = facts_of(call, place, plan)
    dossier = facts.dossier(facts.row(indicator).indicator.id)
    found = of_dossier(dossier, call.times.at, ended=True)
    return call.many(weighing.Outlooks, found, making_weighing.outlook, f"outlook-{place}-{plan}-{indicator}")


@router.get(
    f"{PLAN}/indicators/{{indicator}}/outlook/explanation", response_model=weighing.OutlookExplanations
)
def outlook_explanation(call: ForOne, place: str, plan: str, indicator: str) -> Response:
    """Return the record behind each outlook of an indicator; for those inside only."""
    facts = facts_of(call, place, plan)
    found = of_dossier(facts.dossier(facts.row(indicator).indicator.id), call.times.at, ended=True)
    made = [making_weighing.outlook_explanation(one) for one in found]
    return call.one(weighing.OutlookExplanations, made)


def _path(found: WhatIf, rate: Decimal | None) -> Path | None:
    """Return where the rate given, else that of the best years, leads."""
    taken = rate if rate is not None else found.best
    return found.at(taken) if found.reason is None and taken is not None else None


@router.get("/compare", **lists(weighing.Standings))
def compare(
    call: ForList,
    concept: str,
    period: str,
    place: Annotated[list[str] | None, Query(max_length=100)] = None,
) -> Response:
    """Return the places of the ledger on one figure of one period, definition and official source."""
    of = asked(call.ledger, concept, replace(call.times.cut, at=call.times.at), place or ())
    found = of.on(period)

    def make(one: Standing) -> weighing.Standing:
        return making_weighing.standing(one, of, found, call.times)

    return call.many(weighing.Standings, found.standings, make, "compare")

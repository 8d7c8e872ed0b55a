"""From the ledger's records of changes to the shapes of the API."""

from __future__ import annotations

from typing import Any, cast

from luoshi.evaluation.parts import Beside, Divided
from luoshi.ledger import records
from luoshi.ledger.totals import TotalCheck
from luoshi.web.api import changing, plans
from luoshi.web.api.making_sources import publication, source
from luoshi.web.times import Times


def change(one: records.Revision, times: Times, *, named: bool = True) -> changing.Change:
    """Return a change; who made it is left out unless ``named``."""
    return changing.Change(
        entry=one.entry.number,
        recorded=one.entry.recorded,
        actor=one.entry.actor if named else None,
        change=cast(Any, one.change),
        what=cast(Any, one.role or one.what),
        said_before=one.said_before,
        said_after=one.said_after,
        name=one.name,
        unit=one.unit,
        period=one.period,
        before=one.before,
        after=one.after,
        source=source(one.source, times) if one.source else None,
        reason=one.reason,
    )


def related(one: records.PlanRelationView) -> plans.Related:
    """Return a plan above or below another one."""
    return plans.Related(
        kind=one.kind,
        title=one.title,
        issuer=one.issuer,
        published=publication(one.published),
        plan=f"{one.place_slug}/{one.plan_slug}" if one.plan_slug else None,
    )


def expected(group: Divided, one: Beside, times: Times) -> plans.Expected:
    """Return a part of a target beside what was published."""
    return plans.Expected(
        target=group.target.id,
        target_period=group.target.period,
        division=one.part.division,
        name=one.part.name,
        period=one.part.period,
        value=one.part.value,
        comparator=one.part.comparator,
        actual=one.actual,
        check=group.check.outcome,
        source=source(one.part.citation, times),
    )


def total(one: TotalCheck) -> changing.Total:
    """Return a total with its parts."""
    return changing.Total(
        name=one.name,
        place=one.place,
        period=one.period,
        unit=one.unit,
        dimension=one.dimension,
        parts=[changing.Part(name=name, value=value) for name, value in one.parts],
        sum=one.sum,
        total=one.total,
        outcome=one.outcome,
    )


def correction(one: records.Correction, times: Times) -> changing.Correction:
    """Return a correction and where its indicator's history is shown."""
    of_plan = f"{one.place_slug}/{one.plan_slug}" if one.plan_slug else None
    address = f"{of_plan}/{one.slug}" if of_plan and one.slug else None
    return changing.Correction(
        place=one.place,
        indicator=address,
        change=change(one.revision, times, named=False),
        page=f"/{address}/history{times.query()}" if address else None,
    )

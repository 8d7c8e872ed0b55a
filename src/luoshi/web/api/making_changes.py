"""From the ledger's records of changes to the shapes of the API."""

from __future__ import annotations

from typing import Any, cast

from luoshi.ledger import records
from luoshi.web.api import plans
from luoshi.web.api.making_sources import source
from luoshi.web.times import Times


def change(one: records.Revision, times: Times, *, named: bool = True) -> plans.Change:
    """Return a change; who made it is left out unless ``named``."""
    return plans.Change(
        entry=one.entry.number,
        recorded=one.entry.recorded,
        actor=one.entry.actor if named else None,
        change=cast(Any, one.change),
        what=cast(Any, one.role or one.what),
        name=one.name,
        unit=one.unit,
        period=one.period,
        before=one.before,
        after=one.after,
        source=source(one.source, times) if one.source else None,
        reason=one.reason,
    )


def correction(one: records.Correction, times: Times) -> plans.Correction:
    """Return a correction and where its indicator's history is shown."""
    of_plan = f"{one.place_slug}/{one.plan_slug}" if one.plan_slug else None
    address = f"{of_plan}/{one.slug}" if of_plan and one.slug else None
    return plans.Correction(
        place=one.place,
        indicator=address,
        change=change(one.revision, times, named=False),
        page=f"/{address}/history{times.query()}" if address else None,
    )

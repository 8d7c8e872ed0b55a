"""Everything published through this ledger that was put right later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, Table, select, true

from luoshi.ledger.cuts import NOW, known
from luoshi.ledger.records import Correction, Cut, Revision
from luoshi.ledger.schema import (
    indicator,
    indicator_detail,
    indicator_series,
    observation,
    place,
    plan,
    plan_detail,
    plan_relation,
    release,
    restoration,
    retraction,
    series,
    target,
    target_part,
)
from luoshi.ledger.views.calling import owners_of
from luoshi.ledger.views.history import Dated, revisions_of
from luoshi.ledger.views.reading import View, view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

CORRECTED: Mapping[str, Table] = {
    table.name: table
    for table in (
        observation,
        target,
        target_part,
        indicator_detail,
        plan_detail,
        plan_relation,
        release,
    )
}
"""The tables whose corrections are listed: figures, targets and their parts, the wording of indicators and
plans, plans above and below, and who may see a source."""


def corrections(ledger: Ledger, *, cut: Cut = NOW) -> tuple[Correction, ...]:
    """Return what was revised, retracted or brought back, the newest first.

    A revision published after the cut is not listed, for it was not known then.
    """
    with view(ledger, cut) as seen:
        rows: dict[str, tuple[str, RowMapping]] = {}
        changes: list[Dated] = []
        for name, table in CORRECTED.items():
            changes += _revised(seen, name, table, rows)
        changes += _gone(seen, rows)
        found = revisions_of(seen, rows, changes)
        return tuple(reversed(_placed(seen, found, rows)))


def _revised(seen: View, name: str, table: Table, rows: dict[str, tuple[str, RowMapping]]) -> Iterator[Dated]:
    """Yield what took another row's place; what is first said of who may see a source counts as well."""
    corrects = true() if table is release else table.c.supersedes.isnot(None)
    question = select(table).where(corrects, table.c.entry <= seen.bounds.entry, known(table, seen.bounds))
    newer = seen.rows(question)
    rows.update((row["id"], (name, row)) for row in newer)
    earlier = seen.some(select(table), table.c.id, (row["supersedes"] for row in newer))
    rows.update((row["id"], (name, row)) for row in earlier if row["id"] not in rows)
    for row in newer:
        yield row["entry"], row["position"], ("revised" if row["supersedes"] else "added", row["id"], None)


def _gone(seen: View, rows: dict[str, tuple[str, RowMapping]]) -> Iterator[Dated]:
    """Yield what was retracted and what was brought back."""
    question = select(retraction).where(
        retraction.c.what.in_(CORRECTED), retraction.c.entry <= seen.bounds.entry
    )
    taken = {row["id"]: row for row in seen.rows(question)}
    for name, table in CORRECTED.items():
        ids = [row["row_id"] for row in taken.values() if row["what"] == name and row["row_id"] not in rows]
        rows.update((row["id"], (name, row)) for row in seen.some(select(table), table.c.id, ids))
    for row in taken.values():
        yield row["entry"], row["position"], ("retracted", row["row_id"], row["reason"])
    back = select(restoration).where(restoration.c.entry <= seen.bounds.entry)
    for row in seen.some(back, restoration.c.retraction_id, taken):
        identity = taken[row["retraction_id"]]["row_id"]
        yield row["entry"], row["position"], ("restored", identity, row["reason"])


def _placed(
    seen: View, revisions: Iterable[Revision], rows: Mapping[str, tuple[str, RowMapping]]
) -> list[Correction]:
    """Return revisions with the indicator, plan and place they belong to."""
    found = list(revisions)
    owners = {one.row_id: rows[one.row_id][1] for one in found}
    linked = _linked(seen, (row.get("series_id") for row in owners.values()))
    linked |= owners_of(seen, (row for row in owners.values() if row.get("target_id")))
    of_row = {
        key: row.get("indicator_id") or linked.get(row.get("series_id") or row.get("target_id") or "")
        for key, row in owners.items()
    }
    indicators = _indicators(seen, of_row.values())
    plans = _plans(seen, [row.get("plan_id") for row in owners.values()])
    places = _places(seen, (row.get("series_id") for row in owners.values()))
    made = []
    for one in found:
        row = owners[one.row_id]
        about: dict[str, Any] = {"place": places.get(row.get("series_id") or "")}
        about |= plans.get(row.get("plan_id") or "", {})
        about |= indicators.get(of_row[one.row_id] or "", {})
        made.append(Correction(revision=one, **about))
    return made


def _linked(seen: View, ids: Iterable[str | None]) -> dict[str, str]:
    """Return the indicator that a series was first taken for."""
    question = (
        select(indicator_series.c.series_id, indicator_series.c.indicator_id)
        .where(indicator_series.c.accepted == 1, indicator_series.c.entry <= seen.bounds.entry)
        .order_by(indicator_series.c.entry.desc(), indicator_series.c.position.desc())
    )
    found = seen.some(question, indicator_series.c.series_id, ids)
    return {row["series_id"]: row["indicator_id"] for row in found}


def _indicators(seen: View, ids: Iterable[str | None]) -> dict[str, dict[str, Any]]:
    question = (
        select(indicator.c.id, indicator.c.slug, indicator.c.plan_id, indicator_detail.c.name)
        .join(indicator_detail, indicator_detail.c.indicator_id == indicator.c.id)
        .where(indicator_detail.c.entry <= seen.bounds.entry)
        .order_by(indicator_detail.c.entry, indicator_detail.c.position)
    )
    rows = {row["id"]: row for row in seen.some(question, indicator.c.id, ids)}
    plans = _plans(seen, [row["plan_id"] for row in rows.values()])
    return {
        key: {
            "indicator_id": key,
            "slug": row["slug"],
            "indicator_name": row["name"],
            **plans[row["plan_id"]],
        }
        for key, row in rows.items()
    }


def _plans(seen: View, ids: Iterable[str | None]) -> dict[str, dict[str, Any]]:
    question = select(plan.c.id, plan.c.slug, place.c.name, place.c.slug.label("place_slug")).join(
        place, place.c.id == plan.c.place_id
    )
    return {
        row["id"]: {"plan_slug": row["slug"], "place": row["name"], "place_slug": row["place_slug"]}
        for row in seen.some(question, plan.c.id, ids)
    }


def _places(seen: View, ids: Iterable[str | None]) -> dict[str, str]:
    question = select(series.c.id, place.c.name).join(place, place.c.id == series.c.place_id)
    return {row["id"]: row["name"] for row in seen.some(question, series.c.id, ids)}

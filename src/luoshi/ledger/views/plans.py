"""Places, plans and their indicators with baselines and targets."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, RowMapping, select

from luoshi.errors import LuoshiError
from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.records import Cut, IndicatorView, PlaceView, PlanView, TargetView
from luoshi.ledger.schema import document, indicator_detail, place, plan_detail, target
from luoshi.ledger.schema import indicator as indicator_table
from luoshi.ledger.schema import plan as plan_table
from luoshi.ledger.views.citations import citations
from luoshi.ledger.views.reading import View, anchored, decimal, published, view, words

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


def places(ledger: Ledger, *, cut: Cut = NOW) -> tuple[PlaceView, ...]:
    """Return every place, in the order of their slugs."""
    with view(ledger, cut) as seen:
        rows = seen.rows(select(place).where(stands(place, seen.bounds)).order_by(place.c.slug))
    return tuple(
        PlaceView(
            id=row["id"], slug=row["slug"], name=row["name"], code=row["code"], parent_id=row["parent_id"]
        )
        for row in rows
    )


def plans(ledger: Ledger, *, cut: Cut = NOW) -> tuple[PlanView, ...]:
    """Return every plan, in the order of their slugs."""
    with view(ledger, cut) as seen:
        return _plans(seen)


def plan(ledger: Ledger, slug: str, *, cut: Cut = NOW) -> PlanView:
    """Return the plan with a slug; raises ``not-found``."""
    with view(ledger, cut) as seen:
        for found in _plans(seen, plan_table.c.slug == slug):
            return found
    raise LuoshiError("not-found", what=slug)


def indicators(ledger: Ledger, plan_id: str, *, cut: Cut = NOW) -> tuple[IndicatorView, ...]:
    """Return the indicators of a plan, in the plan's order."""
    with view(ledger, cut) as seen:
        return _indicators(seen, indicator_table.c.plan_id == plan_id)


def indicator(
    ledger: Ledger, reference: str | int, *, plan_id: str | None = None, cut: Cut = NOW
) -> IndicatorView:
    """Return the indicator that a slug, an id, a number, a name or a part of a name means.

    Raises:
        LuoshiError: ``not-found``; ``ambiguous`` with the slugs and names it may mean.
    """
    wanted = str(reference).strip()
    with view(ledger, cut) as seen:
        for meaning in _meanings(wanted):
            condition = meaning if plan_id is None else meaning & (indicator_table.c.plan_id == plan_id)
            found = _indicators(seen, condition)
            if len(found) == 1:
                return found[0]
            if found:
                raise LuoshiError("ambiguous", what=wanted, choices=_choices(seen, found[:10]))
    raise LuoshiError("not-found", what=wanted)


def _meanings(wanted: str) -> Iterator[ColumnElement[bool]]:
    """Return what a reference may mean, the narrowest meaning first."""
    own = indicator_detail.c
    plan_slug, _, slug = wanted.rpartition("/")
    of_plan = select(plan_table.c.id).where(plan_table.c.slug == plan_slug)
    yield indicator_table.c.id == wanted
    if plan_slug:
        yield (indicator_table.c.slug == slug) & indicator_table.c.plan_id.in_(of_plan)
    yield indicator_table.c.slug == wanted
    if wanted.isascii() and wanted.isdigit() and len(wanted) < 10:
        yield own.number == int(wanted)
    yield own.name == wanted
    yield own.concept_id == wanted
    if wanted:
        yield own.name.contains(wanted, autoescape=True)


def _choices(seen: View, found: Sequence[IndicatorView]) -> str:
    slugs = {one.id: one.slug for one in _plans(seen)}
    return "、".join(f"{slugs.get(one.plan_id, '')}/{one.slug} {one.name}" for one in found)


def _plans(seen: View, condition: ColumnElement[bool] | None = None) -> tuple[PlanView, ...]:
    question = (
        select(
            plan_detail,
            plan_table.c.slug,
            place.c.name.label("place"),
            place.c.slug.label("place_slug"),
            document.c.key,
        )
        .join(plan_table, plan_table.c.id == plan_detail.c.plan_id)
        .join(place, place.c.id == plan_table.c.place_id)
        .join(document, document.c.id == plan_table.c.document_id)
        .where(stands(plan_table, seen.bounds), stands(plan_detail, seen.bounds))
        .order_by(plan_table.c.slug)
    )
    rows = seen.rows(question if condition is None else question.where(condition))
    return tuple(
        PlanView(
            id=row["plan_id"],
            slug=row["slug"],
            place=row["place"],
            place_slug=row["place_slug"],
            title=row["title"],
            issuer=row["issuer"],
            document_key=row["key"],
            published=published(row),
            succeeded_by=_successor(row["succeeded_by"], seen),
        )
        for row in rows
    )


def _successor(cell: str | None, seen: View) -> dict[str, Any] | None:
    """Return the plan that took another's place, ``None`` where that was not known within the cut."""
    if cell is None:
        return None
    found: dict[str, Any] = json.loads(cell)
    day = str(found.get("date") or "")
    unknown = seen.bounds.published is not None and day > seen.bounds.published
    return None if unknown else found


def _indicators(seen: View, condition: ColumnElement[bool] | None) -> tuple[IndicatorView, ...]:
    question = (
        select(indicator_detail, indicator_table.c.plan_id, indicator_table.c.slug)
        .join(indicator_table, indicator_table.c.id == indicator_detail.c.indicator_id)
        .where(stands(indicator_table, seen.bounds), stands(indicator_detail, seen.bounds))
        .order_by(indicator_table.c.plan_id, indicator_detail.c.rank, indicator_table.c.slug)
    )
    rows = seen.rows(question if condition is None else question.where(condition))
    targets = _targets(seen, [row["indicator_id"] for row in rows])
    marks = anchored(seen, (row["anchor_id"] for row in rows))
    return tuple(_indicator(row, targets.get(row["indicator_id"], []), marks) for row in rows)


def _indicator(
    row: RowMapping, targets: list[tuple[str, TargetView]], marks: dict[str, Any]
) -> IndicatorView:
    mark = marks.get(row["anchor_id"])
    higher = row["higher_is_better"]
    return IndicatorView(
        id=row["indicator_id"],
        plan_id=row["plan_id"],
        slug=row["slug"],
        number=row["number"],
        name=row["name"],
        domain=row["domain"],
        unit=row["unit"],
        measure=row["measure"],
        basis=row["basis"],
        attribute=row["attribute"],
        concept=row["concept_id"],
        higher_is_better=None if higher is None else bool(higher),
        origin=row["origin"],
        baseline=next((found for role, found in targets if role == "baseline"), None),
        targets=tuple(found for role, found in targets if role == "target"),
        direction=row["direction"],
        owner=row["owner"],
        anchor=mark.anchor if mark else None,
        doubts=words(row["doubts"]),
        more=json.loads(row["more"]) if row["more"] else {},
    )


def _targets(seen: View, indicators: list[str]) -> dict[str, list[tuple[str, TargetView]]]:
    question = (
        select(target)
        .where(stands(target, seen.bounds))
        .order_by(target.c.period_end, target.c.period_start, target.c.entry, target.c.position)
    )
    rows = list(seen.some(question, target.c.indicator_id, indicators))
    sources = citations(seen, rows)
    found: dict[str, list[tuple[str, TargetView]]] = {}
    for row in rows:
        view = TargetView(
            id=row["id"],
            indicator_id=row["indicator_id"],
            period=row["period"],
            value=decimal(row["value"]),
            upper=decimal(row["upper"]),
            comparator=row["comparator"],
            kind=row["kind"],
            citation=sources[row["id"]],
            strength=row["strength"],
            written=row["written"],
            doubts=words(row["doubts"]),
            statement_id=row["reading_id"],
        )
        found.setdefault(row["indicator_id"], []).append((row["role"], view))
    return found

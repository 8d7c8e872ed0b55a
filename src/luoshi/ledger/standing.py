"""The indicators that stand in a ledger, as linking sees them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import Connection, RowMapping, select

from luoshi.ledger.columns_of import read_period
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.drafting import IndicatorDraft, TargetDraft
from luoshi.ledger.linking import Subject
from luoshi.ledger.schema import (
    anchor,
    document,
    edition,
    indicator,
    indicator_detail,
    place,
    plan,
    target,
)
from luoshi.vocabulary.concepts import known
from luoshi.vocabulary.period import Period


def standing_indicators(connection: Connection, *, without: Iterable[str] = ()) -> list[IndicatorDraft]:
    """Return the indicators of the plans in a ledger, but those of some documents (by key)."""
    bounds = resolve(connection, NOW)
    question = (
        select(indicator_detail, indicator.c.slug, indicator.c.plan_id, place.c.name.label("place"))
        .join(indicator, indicator.c.id == indicator_detail.c.indicator_id)
        .join(plan, plan.c.id == indicator.c.plan_id)
        .join(place, place.c.id == plan.c.place_id)
        .join(document, document.c.id == plan.c.document_id)
        .where(stands(indicator_detail, bounds), stands(indicator, bounds), stands(plan, bounds))
        .where(document.c.key.not_in(list(without)))
        .order_by(indicator_detail.c.entry, indicator_detail.c.position)
    )
    found = {row["indicator_id"]: _draft(row) for row in connection.execute(question).mappings()}
    for target_draft in _targets(connection):
        if target_draft.indicator in found:
            found[target_draft.indicator].targets.append(target_draft)
    return list(found.values())


def _draft(row: RowMapping) -> IndicatorDraft:
    subject = Subject(
        key=row["indicator_id"],
        group=row["plan_id"],
        name=row["name"],
        concept=known(row["concept_id"]),
        unit=row["unit"],
        measure=row["measure"],
        direction=row["direction"],
        basis=row["basis"],
        place=json.loads(row["more"] or "{}").get("place") or row["place"],
    )
    return IndicatorDraft(
        id=row["indicator_id"],
        slug=row["slug"],
        subject=subject,
        origin=row["origin"],
        start=0,
        end=0,
        number=row["number"],
    )


def _targets(connection: Connection) -> list[TargetDraft]:
    bounds = resolve(connection, NOW)
    question = (
        select(target, document.c.key)
        .join(anchor, anchor.c.id == target.c.anchor_id)
        .join(edition, edition.c.id == anchor.c.edition_id)
        .join(document, document.c.id == edition.c.document_id)
        .where(stands(target, bounds))
        .order_by(target.c.entry, target.c.position)
    )
    made = []
    for row in connection.execute(question).mappings():
        period = read_period(row["period"], row["nature"])
        if period is not None:
            made.append(_target(row, period))
    return made


def _target(row: RowMapping, period: Period) -> TargetDraft:
    return TargetDraft(
        document=row["key"],
        indicator=row["indicator_id"],
        role=row["role"],
        period=period,
        value=None if row["value"] is None else Decimal(row["value"]),
        upper=None if row["upper"] is None else Decimal(row["upper"]),
        comparator=row["comparator"],
        kind=row["kind"],
        written=row["written"] or "",
        start=0,
        end=0,
    )

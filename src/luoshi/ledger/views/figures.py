"""Figures of an indicator and why they were taken for it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, Select, select

from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.records import Cut, LinkView, ObservationView
from luoshi.ledger.schema import (
    definition,
    indicator,
    indicator_link,
    indicator_series,
    observation,
    place,
    reading,
    series,
)
from luoshi.ledger.views.citations import citations
from luoshi.ledger.views.reading import View, view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


def observations(
    ledger: Ledger, indicator_id: str, *, proposed: bool = False, cut: Cut = NOW
) -> tuple[ObservationView, ...]:
    """Return the figures of an indicator in the order of their periods, undated ones first.

    Args:
        ledger: To read.
        indicator_id: The indicator.
        proposed: Also those of series that are only proposed for review.
        cut: In time.
    """
    with view(ledger, cut) as seen:
        question = (
            _figures()
            .add_columns(indicator_series.c.score, indicator_series.c.reason)
            .join(indicator_series, indicator_series.c.series_id == series.c.id)
            .where(
                indicator_series.c.indicator_id == indicator_id,
                stands(indicator_series, seen.bounds),
                stands(observation, seen.bounds),
            )
        )
        if not proposed:
            question = question.where(indicator_series.c.accepted == 1)
        return _views(seen, seen.rows(question))


def observations_of_plans(
    ledger: Ledger, plan_ids: Sequence[str], *, cut: Cut = NOW
) -> dict[str, list[ObservationView]]:
    """Return the figures that were taken for the indicators of plans, by indicator, in one question."""
    with view(ledger, cut) as seen:
        question = (
            _figures()
            .add_columns(indicator_series.c.score, indicator_series.c.reason, indicator_series.c.indicator_id)
            .join(indicator_series, indicator_series.c.series_id == series.c.id)
            .join(indicator, indicator.c.id == indicator_series.c.indicator_id)
            .where(
                indicator_series.c.accepted == 1,
                stands(indicator_series, seen.bounds),
                stands(observation, seen.bounds),
            )
        )
        rows = list(seen.some(question, indicator.c.plan_id, plan_ids))
        views = _views(seen, rows)
    found: dict[str, list[ObservationView]] = {}
    for row, one in zip(rows, views, strict=True):
        found.setdefault(row["indicator_id"], []).append(one)
    return found


def links(ledger: Ledger, indicator_id: str, *, cut: Cut = NOW) -> tuple[LinkView, ...]:
    """Return the statements taken or proposed as being about an indicator, best first."""
    with view(ledger, cut) as seen:
        question = (
            select(indicator_link)
            .join(reading, reading.c.id == indicator_link.c.reading_id)
            .where(
                indicator_link.c.indicator_id == indicator_id,
                stands(indicator_link, seen.bounds),
                stands(reading, seen.bounds),
            )
            .order_by(indicator_link.c.accepted.desc(), indicator_link.c.entry, indicator_link.c.position)
        )
        rows = seen.rows(question)
    found = [
        LinkView(
            statement_id=row["reading_id"],
            indicator_id=row["indicator_id"],
            score=float(row["score"]),
            reason=row["reason"],
            accepted=bool(row["accepted"]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda link: (not link.accepted, -link.score)))


def _figures() -> Select[Any]:
    return (
        select(
            observation,
            definition.c.concept_id,
            definition.c.name,
            definition.c.text.label("definition"),
            definition.c.price_basis,
            series.c.unit,
            place.c.name.label("place"),
        )
        .join(series, series.c.id == observation.c.series_id)
        .join(definition, definition.c.id == series.c.definition_id)
        .outerjoin(place, place.c.id == series.c.place_id)
        .order_by(
            observation.c.period_start.nulls_first(),
            observation.c.period_end,
            observation.c.entry,
            observation.c.position,
        )
    )


def _views(seen: View, rows: Sequence[RowMapping]) -> tuple[ObservationView, ...]:
    sources = citations(seen, rows)
    return tuple(
        ObservationView(
            id=row["id"],
            series_id=row["series_id"],
            concept=row["concept_id"],
            name=row["name"],
            place=row["place"],
            period=row["period"],
            value=Decimal(row["value"]),
            comparator=row["comparator"],
            unit=row["unit"],
            status=row["status"],
            definition=row["definition"] or None,
            match=row["match"],
            citation=sources[row["id"]],
            recorded=row["entry"],
            statement_id=row["reading_id"],
            link_score=float(row["score"]),
            link_reason=row["reason"],
            nature=row["nature"],
            written=row["written"],
            stage=row["stage"],
            origin=row["origin"],
            note=row["note"],
            price_basis=row["price_basis"],
        )
        for row in rows
    )

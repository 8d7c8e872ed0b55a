"""Figures of concepts, whatever indicator they belong to: what a formula may be filled with."""

from __future__ import annotations

import json
from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping, select

from luoshi.ledger.columns_of import nature_of
from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.records import Citation, ConceptFigure, Cut
from luoshi.ledger.schema import definition, observation, place, reading, series
from luoshi.ledger.views.citations import citations
from luoshi.ledger.views.documents import standing_readings
from luoshi.ledger.views.reading import View, anchored, view
from luoshi.vocabulary.concepts import known

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

OWN = {"beside", "match"}
"""Dimensions that tell how a series was collected, not a part of the place."""

ENTERING = ("same", "derived", "input")
"""Figures that are what they say; neighbours and decoys never enter a formula."""


def concept_figures(
    ledger: Ledger, concepts: Collection[str], place_name: str, *, cut: Cut = NOW
) -> dict[str, tuple[ConceptFigure, ...]]:
    """Return the levels of some concepts for a place, by concept, oldest first.

    Imported and submitted figures, and what documents state as having happened.
    """
    wanted = sorted(set(concepts))
    if not wanted:
        return {}
    with view(ledger, cut) as seen:
        observed = [one for _, one in _observed(seen, wanted, place_name)]
        found = [*observed, *_stated(seen, wanted, place_name)]
    return {key: tuple(sorted((one for one in found if one.concept == key), key=_order)) for key in wanted}


def observed_by_place(
    ledger: Ledger, concept: str, *, period: str | None = None, cut: Cut = NOW
) -> dict[str, tuple[ConceptFigure, ...]]:
    """Return the published levels of a concept by the name of the place, oldest first; none without.

    Args:
        ledger: Where figures are.
        concept: Its id.
        period: The only one wanted, as the ledger writes it.
        cut: In time.
    """
    found: dict[str, list[ConceptFigure]] = {}
    with view(ledger, cut) as seen:
        for name, one in _observed(seen, [concept], None, period):
            found.setdefault(name, []).append(one)
    return {name: tuple(sorted(figures, key=_order)) for name, figures in sorted(found.items())}


def _order(one: ConceptFigure) -> tuple[str, int, str]:
    return one.period, one.recorded, one.id


def _observed(
    seen: View, concepts: list[str], place_name: str | None, period: str | None = None
) -> list[tuple[str, ConceptFigure]]:
    """Return the figures of concepts with the name of their place; of every place without a name."""
    question = (
        select(
            observation,
            definition.c.concept_id,
            definition.c.name,
            definition.c.text.label("definition"),
            series.c.unit,
            series.c.dimensions,
            place.c.name.label("place_name"),
        )
        .join(series, series.c.id == observation.c.series_id)
        .join(definition, definition.c.id == series.c.definition_id)
        .join(place, place.c.id == series.c.place_id)
        .where(
            observation.c.match.in_(ENTERING),
            observation.c.period.isnot(None),
            stands(observation, seen.bounds),
        )
    )
    if period is not None:
        question = question.where(observation.c.period == period)
    found = seen.some(question, observation.c.series_id, _levels(seen, concepts, place_name))
    rows = [row for row in found if json.loads(row["dimensions"]).keys() <= OWN]
    sources = citations(seen, rows)
    return [(row["place_name"], _observation(row, sources[row["id"]])) for row in rows]


def _levels(seen: View, concepts: list[str], place_name: str | None) -> list[str]:
    """Return the series of levels of concepts: few, where the figures of a ledger may be very many."""
    question = (
        select(series.c.id)
        .join(definition, definition.c.id == series.c.definition_id)
        .join(place, place.c.id == series.c.place_id)
        .where(definition.c.concept_id.in_(concepts), definition.c.measure == "level")
    )
    if place_name is not None:
        question = question.where(place.c.name == place_name)
    return [row["id"] for row in seen.rows(question)]


def _observation(row: RowMapping, source: Citation) -> ConceptFigure:
    return ConceptFigure(
        id=row["id"],
        kind="observation",
        concept=row["concept_id"],
        name=row["name"],
        period=row["period"],
        nature=row["nature"],
        value=Decimal(row["value"]),
        comparator=row["comparator"],
        unit=row["unit"],
        status=row["status"],
        stage=row["stage"],
        definition=row["definition"] or None,
        citation=source,
        recorded=row["entry"],
    )


def _stated(seen: View, concepts: list[str], place_name: str) -> list[ConceptFigure]:
    """Return what documents state of the concepts under one of their names."""
    names = {name: key for key in concepts for name in _names(key)}
    condition = (
        (reading.c.kind == "statement")
        & (reading.c.fact == "actual")
        & (reading.c.measure == "level")
        & (reading.c.region == place_name)
        & reading.c.indicator.in_(sorted(names))
    )
    rows = [row for row in seen.rows(standing_readings(seen.bounds, condition)) if row["period"]]
    marks = anchored(seen, (row["anchor_id"] for row in rows))
    return [_statement(row, names[row["indicator"]], marks[row["anchor_id"]].citation) for row in rows]


def _statement(row: RowMapping, key: str, citation: Citation) -> ConceptFigure:
    return ConceptFigure(
        id=row["id"],
        kind="statement",
        concept=key,
        name=row["indicator"],
        period=row["period"],
        nature=nature_of(known(key), "level"),
        value=Decimal(row["value"]),
        comparator=row["comparator"],
        unit=row["unit"],
        status="A",
        stage=None,
        definition=None,
        citation=citation,
        recorded=row["entry"],
        confidence=float(row["confidence"]),
    )


def _names(key: str) -> tuple[str, ...]:
    found = known(key)
    return (found.name, *found.aliases) if found else ()

"""The dated figures that the ledger holds of many indicators, read in one question."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import RowMapping, Select, and_, select

from luoshi.collection.knowing import SUBMISSION, Held, subjects
from luoshi.collection.periods import read
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.records import Cut
from luoshi.ledger.schema import (
    anchor,
    citation,
    definition,
    description,
    edition,
    indicator_series,
    observation,
    place,
    series,
)
from luoshi.ledger.touching import last_touch

if TYPE_CHECKING:
    from luoshi.ledger.cuts import Bounds
    from luoshi.ledger.store import Ledger

_AT_ONCE = 500


def figures_of(ledger: Ledger, indicator_ids: Iterable[str], cut: Cut = NOW) -> dict[str, tuple[Held, ...]]:
    """Return the dated figures of the same or a derived definition that stand, by indicator."""
    found: dict[str, list[Held]] = defaultdict(list)
    wanted = list(dict.fromkeys(indicator_ids))
    with ledger.reading() as connection:
        bounds = resolve(connection, cut)
        for some in _batches(wanted):
            for row in connection.execute(_question(bounds, some)).mappings():
                found[row["indicator_id"]].append(_held(row))
    return {key: tuple(held) for key, held in found.items()}


def figures_now(ledger: Ledger) -> Mapping[str, tuple[Held, ...]]:
    """Return the figures of all indicators, kept until an entry brings more than what is reported."""
    touch, kept = last_touch(ledger), _NOW.get(ledger)
    if kept is None or kept[0] != touch:
        ids = sorted({one.view.id for one in subjects(ledger).values()})
        kept = _NOW[ledger] = touch, figures_of(ledger, ids)
    return kept[1]


_NOW: WeakKeyDictionary[Ledger, tuple[int, Mapping[str, tuple[Held, ...]]]] = WeakKeyDictionary()


def _batches(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _question(bounds: Bounds, indicator_ids: Sequence[str]) -> Select[Any]:
    named = and_(description.c.edition_id == edition.c.id, stands(description, bounds))
    return (
        select(
            observation.c.id,
            observation.c.period,
            observation.c.nature,
            observation.c.value,
            observation.c.stage,
            observation.c.origin,
            observation.c.comparator,
            observation.c.status,
            indicator_series.c.indicator_id,
            definition.c.text.label("definition"),
            series.c.dimensions,
            series.c.unit,
            place.c.name.label("place"),
            citation.c.title.label("cited_title"),
            citation.c.publisher,
            citation.c.source,
            citation.c.trust.label("cited_trust"),
            description.c.title,
            description.c.trust,
        )
        .join(series, series.c.id == observation.c.series_id)
        .join(indicator_series, indicator_series.c.series_id == series.c.id)
        .join(definition, definition.c.id == series.c.definition_id)
        .outerjoin(place, place.c.id == series.c.place_id)
        .outerjoin(citation, citation.c.id == observation.c.citation_id)
        .outerjoin(anchor, anchor.c.id == observation.c.anchor_id)
        .outerjoin(edition, edition.c.id == anchor.c.edition_id)
        .outerjoin(description, named)
        .where(
            indicator_series.c.indicator_id.in_(indicator_ids),
            indicator_series.c.accepted == 1,
            observation.c.period.isnot(None),
            observation.c.match.in_(("same", "derived")),
            stands(indicator_series, bounds),
            stands(observation, bounds),
        )
        .order_by(observation.c.period_start, observation.c.entry, observation.c.position)
    )


def _held(row: RowMapping) -> Held:
    origin: str = row["origin"] or ""
    return Held(
        id=row["id"],
        place=row["place"],
        period=read(row["period"], row["nature"] or "span"),
        value=Decimal(row["value"]),
        unit=row["unit"],
        stage=row["stage"],
        definition=row["definition"] or "",
        dimensions=json.loads(row["dimensions"] or "{}"),
        reported=origin.startswith(SUBMISSION),
        source=row["cited_title"] or row["title"] or row["publisher"] or row["source"] or "",
        trust=row["cited_trust"] or row["trust"] or "X",
        settled=_settled(row),
    )


def _settled(row: RowMapping) -> bool:
    exact = row["comparator"] in ("eq", "approx")
    return exact and row["status"] != "F" and row["stage"] != "预计"

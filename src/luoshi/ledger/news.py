"""What later entries brought, where it is nothing but figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, select, union

from luoshi.ledger.schema import (
    definition,
    indicator_series,
    observation,
    place,
    restoration,
    retraction,
    series,
)
from luoshi.ledger.touching import FIGURES, last_entries
from luoshi.ledger.views.reading import batches

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_FOLLOWED = FIGURES | {"place", "restoration", "retraction"}
"""Tables whose new rows can be followed to what depends on them; a new place only has new figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What depends on new, revised and retracted figures.

    Attributes:
        indicators: Ids of the indicators that have them.
        levels: Concepts and names of places of which there is another level, for formulas.
    """

    indicators: frozenset[str]
    levels: frozenset[tuple[str, str]]


def news(ledger: Ledger, after: int) -> News | None:
    """Return what depends on the entries after a number, ``None`` where they brought more than figures."""
    with ledger.reading() as connection:
        changed = {name for name, entry in last_entries(connection) if entry > after}
        if not changed <= _FOLLOWED:
            return None
        touched = set(connection.execute(_figures(after)).scalars())
        if changed & {"restoration", "retraction"}:
            taken = _taken(connection, after)
            if taken is None:
                return None
            touched |= taken
        return News(indicators=_indicators(connection, after, touched), levels=_levels(connection, touched))


def _figures(after: int) -> Any:
    """Return the question for the series of new figures, and of those that they revise."""
    before = observation.alias("before")
    return union(
        select(observation.c.series_id).where(observation.c.entry > after),
        select(before.c.series_id)
        .join(observation, observation.c.supersedes == before.c.id)
        .where(observation.c.entry > after),
    )


def _taken(connection: Connection, after: int) -> set[str] | None:
    """Return the series of figures taken back or restored, ``None`` where anything else was."""
    back = select(restoration.c.retraction_id).where(restoration.c.entry > after)
    question = select(retraction.c.what, retraction.c.row_id).where(
        (retraction.c.entry > after) | retraction.c.id.in_(back)
    )
    rows = connection.execute(question).all()
    if any(row.what != "observation" for row in rows):
        return None
    return _of(
        connection, observation, observation.c.series_id, observation.c.id, (one.row_id for one in rows)
    )


def _of(connection: Connection, table: Table, wanted: Any, key: Any, ids: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for some in batches(ids):
        found.update(connection.execute(select(wanted).select_from(table).where(key.in_(some))).scalars())
    return found


def _indicators(connection: Connection, after: int, touched: set[str]) -> frozenset[str]:
    """Return the indicators that have, or had, one of some series or a new one."""
    tie, before = indicator_series, indicator_series.alias("before")
    new = union(
        select(tie.c.indicator_id).where(tie.c.entry > after),
        select(before.c.indicator_id).join(tie, tie.c.supersedes == before.c.id).where(tie.c.entry > after),
    )
    found = set(connection.execute(new).scalars())
    return frozenset(found | _of(connection, tie, tie.c.indicator_id, tie.c.series_id, touched))


def _levels(connection: Connection, touched: set[str]) -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for some in batches(touched):
        question = (
            select(definition.c.concept_id, place.c.name)
            .join(series, series.c.definition_id == definition.c.id)
            .join(place, place.c.id == series.c.place_id)
            .where(series.c.id.in_(some), definition.c.concept_id.isnot(None))
        )
        found.update((row[0], row[1]) for row in connection.execute(question))
    return frozenset(found)

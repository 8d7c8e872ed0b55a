"""Parts of a total: figures with dimensions, or of places within a place, summed and compared with it.

Only what statistics add is summed, which its concept says: levels of an additive concept, never a rate, a
rank or an average.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import select

from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.records import Cut
from luoshi.ledger.schema import definition, observation, place, series
from luoshi.ledger.views.concepts import ENTERING, OWN
from luoshi.ledger.views.reading import view
from luoshi.vocabulary.concepts import known

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

Outcome = Literal["above", "below", "agrees", "not_additive"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalCheck:
    """A total and the sum of its parts along one dimension.

    Attributes:
        dimension: Name of the dimension; ``place`` for the places within a place.
        parts: Name and value of each part.
        total: ``None`` where no total was published.
        rows: Ids of the figures, the total first.
        outcome: ``agrees`` within the rounding of the parts; ``below`` where parts are missing or less,
            ``above`` where they exceed the total; ``not_additive`` where nothing may be summed.
    """

    name: str
    place: str | None
    period: str
    unit: str | None
    dimension: str
    parts: tuple[tuple[str, Decimal], ...]
    sum: Decimal | None
    total: Decimal
    outcome: Outcome
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    id: str
    concept: str | None
    measure: str
    definition: str
    name: str
    place: str | None
    parent: str | None
    unit: str | None
    period: str
    dimensions: dict[str, str]
    value: Decimal

    @property
    def thing(self) -> tuple[str, str | None, str]:
        """What is measured, in which unit, when."""
        return self.definition, self.unit, self.period


def totals(ledger: Ledger, *, cut: Cut = NOW) -> tuple[TotalCheck, ...]:
    """Return every total that has parts, with what the parts come to, in the order of names and periods."""
    found = _figures(ledger, cut)
    wholes = {(one.thing, one.place): one for one in found if not one.dimensions}
    checks = [*_along_dimensions(found, wholes), *_along_places(found, wholes)]
    return tuple(sorted(checks, key=lambda one: (one.name, one.place or "", one.period, one.dimension)))


Wholes = dict[tuple[tuple[str, str | None, str], str | None], _Figure]


def _along_dimensions(figures: Iterable[_Figure], wholes: Wholes) -> Iterator[TotalCheck]:
    groups: dict[Any, list[tuple[str, _Figure]]] = {}
    for one in figures:
        if len(one.dimensions) == 1:
            ((name, value),) = one.dimensions.items()
            groups.setdefault((one.thing, one.place, name), []).append((value, one))
    for (thing, where, name), parts in groups.items():
        if whole := wholes.get((thing, where)):
            yield _check(whole, name, parts)


def _along_places(figures: Iterable[_Figure], wholes: Wholes) -> Iterator[TotalCheck]:
    groups: dict[Any, list[_Figure]] = {}
    for one in figures:
        if one.parent and not one.dimensions:
            groups.setdefault((one.thing, one.parent), []).append(one)
    for (thing, parent), parts in groups.items():
        if whole := wholes.get((thing, parent)):
            yield _check(whole, "place", [(one.place or "", one) for one in parts])


def _check(whole: _Figure, dimension: str, found: list[tuple[str, _Figure]]) -> TotalCheck:
    parts = [(name, one.value) for name, one in found]
    concept = known(whole.concept)
    summed = None
    outcome: Outcome = "not_additive"
    if concept is not None and concept.additive and whole.measure == "level":
        summed = sum((value for _, value in parts), Decimal(0))
        outcome = _outcome(summed, whole.value, [value for _, value in parts])
    return TotalCheck(
        name=whole.name,
        place=whole.place,
        period=whole.period,
        unit=whole.unit,
        dimension=dimension,
        parts=tuple(sorted(parts, key=lambda pair: pair[0])),
        sum=summed,
        total=whole.value,
        outcome=outcome,
        rows=(whole.id, *(one.id for _, one in sorted(found, key=lambda pair: pair[0]))),
    )


def _outcome(summed: Decimal, total: Decimal, parts: list[Decimal]) -> Outcome:
    """Compare within half a unit of the last digit of each of the parts and of the total."""
    slack = sum((_half(value) for value in (*parts, total)), Decimal(0))
    if abs(summed - total) <= slack:
        return "agrees"
    return "above" if summed > total else "below"


def _half(value: Decimal) -> Decimal:
    return Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)


def _figures(ledger: Ledger, cut: Cut) -> list[_Figure]:
    """Return the figures that stand; of several for one thing the one recorded last."""
    own, above = place, place.alias()
    question = (
        select(
            observation.c.id,
            observation.c.value,
            observation.c.period,
            series.c.dimensions,
            series.c.unit,
            definition.c.id.label("definition"),
            definition.c.concept_id,
            definition.c.measure,
            definition.c.name,
            own.c.name.label("place"),
            above.c.name.label("parent"),
        )
        .join(series, series.c.id == observation.c.series_id)
        .join(definition, definition.c.id == series.c.definition_id)
        .outerjoin(own, own.c.id == series.c.place_id)
        .outerjoin(above, above.c.id == own.c.parent_id)
        .where(
            observation.c.match.in_(ENTERING),
            observation.c.comparator == "eq",
            observation.c.period.isnot(None),
        )
        .order_by(observation.c.entry, observation.c.position)
    )
    with view(ledger, cut) as seen:
        rows = seen.rows(question.where(stands(observation, seen.bounds)))
    made: dict[Any, _Figure] = {}
    for row in rows:
        dimensions = {key: one for key, one in json.loads(row["dimensions"]).items() if key not in OWN}
        figure = _Figure(
            id=row["id"],
            concept=row["concept_id"],
            measure=row["measure"],
            definition=row["definition"],
            name=row["name"],
            place=row["place"],
            parent=row["parent"],
            unit=row["unit"],
            period=row["period"],
            dimensions=dimensions,
            value=Decimal(row["value"]),
        )
        made[figure.thing, figure.place, tuple(sorted(dimensions.items()))] = figure
    return list(made.values())

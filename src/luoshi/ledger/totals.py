"""Parts of a total: figures with dimensions, or of places within a place, summed and compared with it.

Only what statistics add is summed, which its concept says: levels of an additive concept, never a rate, a
rank or an average.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, Self, get_args
from weakref import WeakKeyDictionary

from sqlalchemy import RowMapping, Select, select

from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.records import Cut
from luoshi.ledger.schema import definition, observation, place, series
from luoshi.ledger.touching import touches_of
from luoshi.ledger.views.concepts import ENTERING, OWN
from luoshi.ledger.views.reading import View, view
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
class _Series:
    """A series as its figures are compared; its dimensions are those that cut a total into parts."""

    id: str
    concept: str | None
    measure: str
    definition: str
    name: str
    place: str | None
    parent: str | None
    unit: str | None
    dimensions: dict[str, str]

    @classmethod
    def of(cls, row: RowMapping) -> Self:
        every = json.loads(row["dimensions"])
        return cls(**{**row, "dimensions": {key: one for key, one in every.items() if key not in OWN}})

    @property
    def whole_of(self) -> tuple[str, str | None, str | None] | None:
        """Definition, unit and place of the total it is a part of; ``None`` where it cannot be one."""
        if len(self.dimensions) == 1:
            return self.definition, self.unit, self.place
        return (self.definition, self.unit, self.parent) if self.parent and not self.dimensions else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figure:
    """A figure with what it is of."""

    id: str
    of: _Series
    period: str
    value: Decimal

    @property
    def thing(self) -> tuple[str, str | None, str]:
        """What is measured, in which unit, when."""
        return self.of.definition, self.of.unit, self.period


def totals(ledger: Ledger, *, cut: Cut = NOW) -> tuple[TotalCheck, ...]:
    """Return every total that has parts, with what the parts come to, in the order of names and periods."""
    found = _figures(ledger, cut)
    wholes = {(one.thing, one.of.place): one for one in found if not one.of.dimensions}
    checks = [*_along_dimensions(found, wholes), *_along_places(found, wholes)]
    return tuple(sorted(checks, key=lambda one: (one.name, one.place or "", one.period, one.dimension)))


Wholes = dict[tuple[tuple[str, str | None, str], str | None], _Figure]


def _along_dimensions(figures: Iterable[_Figure], wholes: Wholes) -> Iterator[TotalCheck]:
    groups: dict[Any, list[tuple[str, _Figure]]] = {}
    for one in figures:
        if len(one.of.dimensions) == 1:
            ((name, value),) = one.of.dimensions.items()
            groups.setdefault((one.thing, one.of.place, name), []).append((value, one))
    for (thing, where, name), parts in groups.items():
        if whole := wholes.get((thing, where)):
            yield _check(whole, name, parts)


def _along_places(figures: Iterable[_Figure], wholes: Wholes) -> Iterator[TotalCheck]:
    groups: dict[Any, list[_Figure]] = {}
    for one in figures:
        if one.of.parent and not one.of.dimensions:
            groups.setdefault((one.thing, one.of.parent), []).append(one)
    for (thing, parent), parts in groups.items():
        if whole := wholes.get((thing, parent)):
            yield _check(whole, "place", [(one.of.place or "", one) for one in parts])


def _check(whole: _Figure, dimension: str, found: list[tuple[str, _Figure]]) -> TotalCheck:
    parts = [(name, one.value) for name, one in found]
    concept = known(whole.of.concept)
    summed = None
    outcome: Outcome = "not_additive"
    if concept is not None and concept.additive and whole.of.measure == "level":
        summed = sum((value for _, value in parts), Decimal(0))
        outcome = _outcome(summed, whole.value, [value for _, value in parts])
    return TotalCheck(
        name=whole.of.name,
        place=whole.of.place,
        period=whole.period,
        unit=whole.of.unit,
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
    """Return the totals and the parts that stand; of several figures for one thing the one recorded last."""
    with view(ledger, cut) as seen:
        kept = _kept(ledger, seen)
        question = select(
            observation.c.id,
            observation.c.series_id,
            observation.c.value,
            observation.c.period,
            observation.c.entry,
            observation.c.position,
        ).where(
            observation.c.match.in_(ENTERING),
            observation.c.comparator == "eq",
            observation.c.period.isnot(None),
            stands(observation, seen.bounds),
        )
        rows = list(seen.some(question, observation.c.series_id, kept))
    rows.sort(key=lambda row: (row["entry"], row["position"]))
    made: dict[Any, _Figure] = {}
    for row in rows:
        own = kept[row["series_id"]]
        figure = _Figure(id=row["id"], of=own, period=row["period"], value=Decimal(row["value"]))
        made[figure.thing, own.place, tuple(sorted(own.dimensions.items()))] = figure
    return list(made.values())


_KEPT: WeakKeyDictionary[Ledger, tuple[str, dict[str, _Series]]] = WeakKeyDictionary()


def _kept(ledger: Ledger, seen: View) -> dict[str, _Series]:
    """Return the series that are compared: the same for every cut until facts are written."""
    state = touches_of(ledger).now().facts
    found = _KEPT.get(ledger)
    if found is None or found[0] != state:
        every = (_Series.of(row) for row in seen.rows(_series()))
        found = _KEPT[ledger] = state, {one.id: one for one in _compared(every)}
    return found[1]


def _series() -> Select[Any]:
    own, above = place, place.alias()
    return (
        select(
            series.c.id,
            series.c.dimensions,
            series.c.unit,
            definition.c.id.label("definition"),
            definition.c.concept_id.label("concept"),
            definition.c.measure,
            definition.c.name,
            own.c.name.label("place"),
            above.c.name.label("parent"),
        )
        .join(definition, definition.c.id == series.c.definition_id)
        .outerjoin(own, own.c.id == series.c.place_id)
        .outerjoin(above, above.c.id == own.c.parent_id)
    )


def _compared(every: Iterable[_Series]) -> Iterator[_Series]:
    """Yield the series that are a part of another, and those that have parts; the rest is not even read."""
    found = list(every)
    wholes = {(one.definition, one.unit, one.place) for one in found if not one.dimensions}
    asked = {one.whole_of for one in found} & wholes
    for one in found:
        is_whole = not one.dimensions and (one.definition, one.unit, one.place) in asked
        if is_whole or one.whole_of in asked:
            yield one

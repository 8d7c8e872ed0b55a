"""Parts and their total: what adds up is compared, with what the ledger holds of the same figure already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from luoshi.collection.knowing import Held, Known, Subject, held_key
from luoshi.collection.model import FigureKey, Understood
from luoshi.collection.showing import number
from luoshi.errors import LuoshiError
from luoshi.vocabulary.units import convert


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """Parts that come to more than their total.

    Attributes:
        figure: Where it is told: the total where that is handed in, else the first of the parts.
        detail: The words to fill in.
    """

    figure: Understood
    detail: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _One:
    """A total or a part: its value, and the row it was handed in with."""

    value: Decimal
    row: Understood | None = None


Whole = tuple[str, str | None, str, str]
"""Indicator, place, period and definition."""


def above(rows: Sequence[tuple[Understood, Subject]], known: Known, tolerance: Decimal) -> Iterator[Above]:
    """Yield the totals that parts by one dimension exceed by more than a share.

    A figure that is handed in stands before the one that is held. Of several that are held the largest total
    and the smallest part are taken, so that two sources that differ are not laid at a reporter's door.

    Args:
        rows: What is handed in; only what adds up is looked at.
        known: What the ledger holds.
        tolerance: Share of the total that is left to rounding.
    """
    subjects = {figure.indicator_id: subject for figure, subject in rows if subject.additive}
    every: dict[Whole, dict[FigureKey, _One]] = {
        figure.key[:4]: {} for figure, _ in rows if figure.indicator_id in subjects
    }
    for identity, subject in subjects.items():
        _add_held(every, known, identity, subject.view.unit)
    for figure, _ in rows:
        if figure.indicator_id in subjects:
            every[figure.key[:4]][figure.key] = _One(value=figure.value, row=figure)
    for whole, some in every.items():
        total = some.get((*whole, ()))
        if total is not None:
            yield from _compared(total, some, subjects[whole[0]], tolerance)


def _add_held(
    every: Mapping[Whole, dict[FigureKey, _One]], known: Known, identity: str, unit: str | None
) -> None:
    """Add what the ledger holds of an indicator, as far as something of the same whole is handed in."""
    for one in known.held.get(identity, ()):
        key = held_key(identity, known.places.get(one.place or ""), one)
        found = every.get(key[:4])
        value = _in_unit(one, unit)
        if found is None or value is None or not one.settled:
            continue
        before = found.get(key)
        better = min if key[4] else max
        found[key] = _One(value=value if before is None else better(before.value, value))


def _in_unit(held: Held, unit: str | None) -> Decimal | None:
    if held.unit == unit:
        return held.value
    try:
        return convert(held.value, held.unit, unit) if held.unit and unit else None
    except LuoshiError:
        return None


def _compared(
    total: _One, every: Mapping[FigureKey, _One], subject: Subject, tolerance: Decimal
) -> Iterator[Above]:
    for dimension, parts in _by_dimension(every).items():
        at = total.row or next((one.row for one in parts if one.row), None)
        summed = sum((one.value for one in parts), Decimal(0))
        if at is not None and summed - total.value > abs(total.value) * tolerance:
            detail = {
                "indicator": subject.view.name,
                "period": at.period.iso(),
                "dimension": dimension,
                "sum": number(summed, subject.view.unit),
                "total": number(total.value, subject.view.unit),
            }
            yield Above(figure=at, detail=detail)


def _by_dimension(every: Mapping[FigureKey, _One]) -> dict[str, list[_One]]:
    """Return the parts by the one dimension that sets them apart."""
    found: dict[str, list[_One]] = {}
    for key, one in _sorted(every.items()):
        if len(key[4]) == 1:
            found.setdefault(key[4][0][0], []).append(one)
    return found


def _sorted(some: Iterable[tuple[FigureKey, _One]]) -> list[tuple[FigureKey, _One]]:
    """Return what was handed in first, in its order."""
    return sorted(some, key=lambda pair: pair[1].row.position if pair[1].row else 1 << 30)

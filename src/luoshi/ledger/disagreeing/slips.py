"""A unit taken for another: a value that is 10, 100, 1 000, 10 000 … times what it should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from luoshi.ledger.disagreeing.comparing import in_unit, plain
from luoshi.ledger.disagreeing.fact import Fact, Found
from luoshi.ledger.disagreeing.parameters import Parameters

_NEAREST = 2
"""Years on either side that a value is held against."""


def power_between(one: Decimal, other: Decimal, powers: Sequence[int], tolerance: Decimal) -> Decimal | None:
    """Return the power of ten that lies between two numbers, ``None`` where none does.

    Args:
        one: A number.
        other: Another one, in the same unit.
        powers: Exponents that are asked about.
        tolerance: How far the quotient may lie from the power, as a share of it.
    """
    if not one or not other or (one > 0) != (other > 0):
        return None
    quotient = max(one / other, other / one)
    for power in powers:
        times = Decimal(10) ** power
        if abs(quotient / times - 1) <= tolerance:
            return times
    return None


def slips(series: dict[int, Fact], known: Parameters) -> Iterator[Found]:
    """Yield years of a series whose value lies a power of ten beside that of both neighbours.

    Args:
        series: The best level of each year, one series of one definition and unit dimension.
        known: Powers and tolerance.
    """
    for year, fact in series.items():
        before = _near(series, year, range(-1, -_NEAREST - 1, -1))
        after = _near(series, year, range(1, _NEAREST + 1))
        if before is None or after is None:
            continue
        powers = {_power(fact, other, known) for other in (before, after)}
        if len(powers) == 1 and (times := powers.pop()) is not None:
            numbers = {
                "value": plain(fact.number),
                "before": plain(before.number),
                "after": plain(after.number),
                "times": plain(times),
                "year": str(year),
                "unit": fact.unit or "",
            }
            yield Found(
                kind="unit_slip",
                rule="slip_neighbours",
                left=fact,
                right=before,
                more=(after,),
                numbers=numbers,
            )


def slipped(before: Fact, fact: Fact, times: str) -> Found:
    """Return as a finding that a series goes on a power of ten apart from the year before.

    Args:
        before: The last level that fits what was before.
        fact: The first that lies apart.
        times: The power of ten, as it is told.
    """
    numbers = {
        "value": plain(fact.number),
        "before": plain(before.number),
        "before_year": str(before.year),
        "times": times,
        "year": str(fact.year),
        "unit": fact.unit or "",
        "before_unit": before.unit or "",
    }
    return Found(kind="unit_slip", rule="slip_since", left=fact, right=before, numbers=numbers)


def _near(series: dict[int, Fact], year: int, steps: Iterable[int]) -> Fact | None:
    return next((series[year + step] for step in steps if year + step in series), None)


def _power(fact: Fact, other: Fact, known: Parameters) -> Decimal | None:
    value = in_unit(other, fact.unit)
    if value is None:
        return None
    return power_between(fact.number, value, known.powers, known.neighbours)

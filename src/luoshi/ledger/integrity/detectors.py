"""The five detectors. Each is a pure function of a series; together they tell a thing once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import log10, prod, sqrt
from statistics import median

from luoshi.ledger.integrity.model import Flag, Yearly, number, parameters, usual


def detect(series: Yearly) -> tuple[Flag, ...]:
    """Return what a series shows, in the order of its years.

    A slip of the unit is set right before steps are looked at, so that it is told once; of a year whose
    growth contradicts its levels and whose step stands out, the growth is told.
    """
    slips = tuple(unit_slips(series))
    mended = replace(series, values=_mended(series, slips))
    growths = tuple(contradicted_growths(mended))
    told = {flag.first for flag in growths}
    shifts = tuple(flag for flag in level_shifts(mended) if flag.first not in told)
    lines = tuple(interpolated(mended))
    within = {year for flag in lines for year in range(flag.first, flag.last + 1)}
    repeats = tuple(flag for flag in repeated(mended) if flag.first not in within)
    return tuple(
        sorted((*slips, *growths, *shifts, *lines, *repeats), key=lambda flag: (flag.first, flag.kind))
    )


def unit_slips(series: Yearly) -> Iterator[Flag]:
    """Yield years, or all years from one on, that lie a power of ten beside what was before.

    A shift by more than a power of ten within a year is a unit taken for another far more often than
    the matter itself.
    """
    known = parameters()["slip"]
    values = {year: value for year, value in sorted(series.values.items()) if value > 0}
    years = list(values)
    if len(years) < 3 or len(values) < len(series.values):
        return
    steps = {after: log10(values[after] / values[before]) for before, after in pairwise(years)}
    if median(abs(step) for step in steps.values()) > known["calm"]:
        return
    open_since: tuple[int, int] | None = None
    for year, step in steps.items():
        power = round(step)
        if (
            abs(power) not in known["powers"]
            or abs(step - power) > known["tolerance"]
            or year in series.breaks
        ):
            continue
        if open_since is not None and power == -open_since[1]:
            yield _slip(values, open_since[0], years[years.index(year) - 1], open_since[1])
            open_since = None
        elif open_since is None:
            open_since = (year, power)
    if open_since is not None:
        yield _slip(values, open_since[0], years[-1], open_since[1])


def _slip(values: dict[int, Decimal], first: int, last: int, power: int) -> Flag:
    years = list(values)
    before = years[years.index(first) - 1]
    numbers = {
        "before_year": str(before),
        "before": format(values[before], "f"),
        "first": str(first),
        "value": format(values[first], "f"),
        "last": str(last),
        "times": format(10 ** abs(power), ","),
        "power": str(power),
    }
    return Flag(kind="unit_slip", first=first, last=last, numbers=numbers)


def _mended(series: Yearly, slips: tuple[Flag, ...]) -> dict[int, Decimal]:
    values = dict(series.values)
    for flag in slips:
        for year in values:
            if flag.first <= year <= flag.last:
                values[year] = values[year].scaleb(-int(flag.numbers["power"]))
    return values


def level_shifts(series: Yearly) -> Iterator[Flag]:
    """Yield steps that lie far beyond what the steps around them have in common.

    The usual step is the middle one of the nearest others, the usual deviation the middle size of theirs
    from the same (a Hampel identifier on yearly steps; Hampel 1974). Series of few years are only asked
    about large steps.
    """
    known = parameters()["shift"]
    steps = series.steps()
    points = series.percent or min(series.values.values(), default=Decimal(0)) <= 0
    beyond = {year: step - _around(steps, year, known["nearest"]) for year, step in steps.items()}
    floor, least = ("points_floor", "points_least") if points else ("floor", "least")
    for year, one in beyond.items():
        others = [other for at, other in beyond.items() if at != year]
        deviation = usual(others, known[floor])
        few = len(others) + 1 < known["enough"]
        limit = max(known[least], known["times"] * deviation)
        if few:
            limit = max(
                known["points_least"] if points else known["few_least"], known["times"] * known[floor]
            )
        if abs(one) >= limit:
            yield _shift(series, year, one, deviation, points)


def _around(steps: dict[int, float], year: int, nearest: int) -> float:
    others = sorted((at for at in steps if at != year), key=lambda at: (abs(at - year), at))[:nearest]
    return median(steps[at] for at in others) if others else 0.0


def _shift(series: Yearly, year: int, beyond: float, deviation: float, points: bool) -> Flag:
    before, after = series.values[year - 1], series.values[year]
    change = after - before if points else (after / before - 1) * 100
    usual_step = series.steps()[year] - beyond
    numbers = {
        "before_year": str(year - 1),
        "before": format(before, "f"),
        "first": str(year),
        "value": format(after, "f"),
        "change": number(change),
        "unit": "个百分点" if points else "%",
        "unit_en": " points" if points else " %",
        "usual": number(usual_step if points else (2.718281828459045**usual_step - 1) * 100),
        "times": number(abs(beyond) / deviation, 0),
    }
    return Flag(kind="level_shift", first=year, last=year, numbers=numbers, defined=year in series.breaks)


def repeated(series: Yearly) -> Iterator[Flag]:
    """Yield years whose figure is that of the year before to the last digit.

    Only where chance would hardly give it: the figures are written much finer than they move.
    """
    years = sorted(series.values)
    one = _chance_of_none(series)
    if one is None:
        return
    run: list[int] = []
    for year in [*years, years[-1] + 2]:
        if year in series.values and series.values.get(year - 1) == series.values[year]:
            run.append(year)
            continue
        if run and len(years) * one ** len(run) <= parameters()["chance"]["most"]:
            yield _repeat(series, run)
        run = []


def _chance_of_none(series: Yearly) -> float | None:
    """Return how often a figure would be that of the year before by chance; ``None``: too few to say.

    The density at nought of Student's t with five degrees of freedom about the middle move, times the unit
    that the figures are rounded to.
    """
    values = series.values
    moves = [float(values[year] - values[year - 1]) for year in values if year - 1 in values]
    moving = [move for move in moves if move]
    if len(moving) < 3:
        return None
    middle = median(moving)
    size = usual([move - middle for move in moving], series.resolution)
    return min(1.0, 0.38 * series.resolution / size * (1 + (middle / size) ** 2 / 5) ** -3)


def _repeat(series: Yearly, run: list[int]) -> Flag:
    numbers = {
        "before_year": str(run[0] - 1),
        "first": str(run[0]),
        "last": str(run[-1]),
        "value": format(series.values[run[0]], "f"),
    }
    return Flag(kind="repeated", first=run[0], last=run[-1], numbers=numbers)


def interpolated(series: Yearly) -> Iterator[Flag]:
    """Yield stretches of years that lie on one straight line, or grow by one rate, to the last digit.

    Only where chance would hardly give it: the line is long and fine beside the noise of the rest.
    """
    lines = tuple(_lines(series, geometric=False))
    yield from lines
    if min(series.values.values(), default=Decimal(0)) > 0 and not series.percent:
        straight = {year for flag in lines for year in range(flag.first, flag.last + 1)}
        for flag in _lines(series, geometric=True):
            if flag.first not in straight and flag.last not in straight:
                yield flag


def _lines(series: Yearly, *, geometric: bool) -> Iterator[Flag]:
    off = _off_the_line(series, geometric)
    if len(off) < 2:
        return
    units = series.units()
    on_line = {year for year, size in off.items() if size <= _rounding(units, year)}
    fine = {year for year in on_line if _moves(series, year, units[year])}
    for run in _runs(sorted(fine)):
        if _unlikely(series, off, run, units):
            yield _line(series, run, geometric)


def _runs(years: list[int]) -> Iterator[list[int]]:
    """Yield stretches of years that follow each other."""
    run: list[int] = []
    for year in years:
        if run and year != run[-1] + 1:
            yield run
            run = []
        run.append(year)
    if run:
        yield run


def _rounding(units: dict[int, float], year: int) -> float:
    """Return how far a figure may lie from the middle of its neighbours where all three are rounded."""
    return 1.01 * (units[year] / 2 + (units[year - 1] + units[year + 1]) / 4)


def _off_the_line(series: Yearly, geometric: bool) -> dict[int, float]:
    """Return how far each year lies from the middle of its neighbours."""
    values = {year: float(value) for year, value in series.values.items()}
    found = {}
    for year, value in values.items():
        if year - 1 in values and year + 1 in values:
            before, after = values[year - 1], values[year + 1]
            found[year] = abs(value - (sqrt(before * after) if geometric else (before + after) / 2))
    return found


def _moves(series: Yearly, year: int, unit: float) -> bool:
    """Whether a step is fine enough written for a line to mean anything."""
    step = abs(float(series.values[year] - series.values[year - 1]))
    return bool(step > parameters()["chance"]["fine"] * unit)


def _unlikely(series: Yearly, off: dict[int, float], run: list[int], units: dict[int, float]) -> bool:
    known = parameters()["chance"]
    if len(run) < known["line"]:
        return False
    level = median(abs(float(series.values[year])) for year in run)
    rest = [size for year, size in off.items() if year not in run]
    noise = max(1.4826 * median(rest) if len(rest) > 2 else 0.0, known["noise"] * level)
    if not noise:
        return False
    chances = (min(1.0, 2.02 * units[year] / (2.5 * noise)) for year in run)
    return bool(len(off) * prod(chances) <= known["most"])


def _line(series: Yearly, run: list[int], geometric: bool) -> Flag:
    first, last = run[0] - 1, run[-1] + 1
    start, end = series.values[first], series.values[last]
    each = (
        (float(end / start) ** (1 / (last - first)) - 1) * 100
        if geometric
        else (end - start) / (last - first)
    )
    numbers = {
        "first": str(first),
        "value": format(start, "f"),
        "last": str(last),
        "end": format(end, "f"),
        "step": number(each, 2) + (" %" if geometric else ""),
        "years": str(last - first + 1),
    }
    return Flag(kind="interpolated", first=first, last=last, numbers=numbers)


def contradicted_growths(series: Yearly) -> Iterator[Flag]:
    """Yield years whose published growth is not the one that their levels give.

    Where growth is at constant prices the middle difference of the series, the change of prices, is taken
    off first if there are enough growths to read it from.
    """
    known = parameters()["growth"]
    if series.percent:
        return
    apart = {
        year: float((series.values[year] / series.values[year - 1] - 1) * 100 - growth)
        for year, growth in sorted(series.growths.items())
        if series.values.get(year) is not None
        and series.values.get(year - 1, Decimal(0)) > 0
        and year not in series.breaks
    }
    prices = median(apart.values()) if series.real and len(apart) >= known["enough"] else 0.0
    for year, difference in apart.items():
        rounding = 50 * series.resolution * sum(1 / float(series.values[at]) for at in (year - 1, year))
        written = 0.5 * 10.0 ** int(series.growths[year].as_tuple().exponent)
        tolerance = (known["real"] if series.real else known["nominal"]) + rounding + written
        if abs(difference - prices) > tolerance:
            yield _contradiction(series, year, difference, tolerance)


def _contradiction(series: Yearly, year: int, difference: float, tolerance: float) -> Flag:
    growth = series.growths[year]
    numbers = {
        "before_year": str(year - 1),
        "before": format(series.values[year - 1], "f"),
        "first": str(year),
        "value": format(series.values[year], "f"),
        "growth": format(growth, "f").replace("-", "−"),
        "given": number(float(growth) + difference),
        "difference": number(abs(difference)),
        "tolerance": number(tolerance),
    }
    return Flag(kind="growth", first=year, last=year, numbers=numbers)

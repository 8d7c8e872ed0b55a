"""A yearly series as the detectors see it, and what they find."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import resources
from math import log
from statistics import median
from typing import Any, Literal

FlagKind = Literal["level_shift", "unit_slip", "repeated", "interpolated", "growth"]


BREAKS: frozenset[FlagKind] = frozenset({"level_shift", "unit_slip", "growth"})
"""What sets the years before apart. A repeated figure or a straight line does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """Levels of one thing by year, of one definition and unit, as published.

    Attributes:
        values: The level of each year.
        growths: Published growth over the year before, per cent, by year.
        percent: The levels are shares or rates, so that steps are percentage points.
        real: The growths are at constant prices, the levels at current ones.
        breaks: Years from which on the definition is known to be another one. A step into them is told with
            that, and nothing is computed across it.
    """

    values: Mapping[int, Decimal]
    growths: Mapping[int, Decimal] = field(default_factory=dict)
    percent: bool = False
    real: bool = False
    breaks: frozenset[int] = frozenset()

    def steps(self) -> dict[int, float]:
        """Return the step into each year that has the year before: a logarithm, or points of a share."""
        points = self.percent or min(self.values.values(), default=Decimal(0)) <= 0
        found = {}
        for year, value in sorted(self.values.items()):
            before = self.values.get(year - 1)
            if before is None:
                continue
            found[year] = float(value - before) if points else log(value / before)
        return found

    @property
    def resolution(self) -> float:
        """The unit that values are rounded to: the largest power of ten that four in five are whole of."""
        places = sorted((_exponent(value) for value in self.values.values()), reverse=True)
        return 10.0 ** places[len(places) * 4 // 5] if places else 1.0

    def units(self) -> dict[int, float]:
        """Return the unit that the figure of each year is rounded to.

        Figures written with as many significant digits have a coarser unit from one power of ten on to the
        next: the unit is that which all figures of one power of ten are whole of, at most ten times coarser
        for each power than below.
        """
        by_size: dict[int, list[int]] = {}
        for value in self.values.values():
            by_size.setdefault(value.adjusted(), []).append(_exponent(value))
        found: dict[int, int] = {}
        for size in sorted(by_size):
            own, below = min(by_size[size]), max((one for one in found if one < size), default=None)
            if below is None:
                found[size] = own
            else:
                found[size] = min(own, found[below] + (size - below if len(by_size[size]) > 1 else 0))
        return {year: 10.0 ** found[value.adjusted()] for year, value in self.values.items()}


def _exponent(value: Decimal) -> int:
    """Return the power of ten of the last digit that is not nought."""
    return int(value.normalize().as_tuple().exponent) if value else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something a series shows that its matter seldom does. It says what, never why.

    Attributes:
        first: First year concerned; of a step the later one.
        last: Last year concerned.
        numbers: What it rests on, as texts for its sentence.
        defined: Whether the definition is known to have changed in its first year.
    """

    kind: FlagKind
    first: int
    last: int
    numbers: Mapping[str, str]
    defined: bool = False


@cache
def parameters() -> dict[str, Any]:
    """Return the parameters of the detectors."""
    file = resources.files("luoshi.ledger.integrity").joinpath("data/integrity-1.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


def usual(deviations: list[float], floor: float) -> float:
    """Return the usual size of deviations, robust against a few large ones (median × 1.4826)."""
    return max(1.4826 * median(abs(one) for one in deviations), floor) if deviations else floor


def number(value: Decimal | float, places: int = 1) -> str:
    """Return a number as a sentence shows it."""
    return f"{float(value):,.{places}f}".replace("-", "−")

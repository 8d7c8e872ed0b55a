"""Point forecasts of short yearly series: five simple methods and their median.

The median of simple methods is hard to beat on short series and never far off: Theta and damped trend
lead the M3 and M4 competitions (Makridakis & Hibon 2000; Makridakis et al. 2020), carrying the last value
on is the null model that official series rarely allow to beat.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from statistics import median

Series = Sequence[float]

LOG_DAMPING = 0.85
_ALPHAS = tuple(step / 20 for step in range(1, 21))
_BETAS = (0.05, 0.1, 0.2, 0.4, 0.6)
_PHIS = (0.8, 0.9, 0.98)


def naive(values: Series, years: int) -> list[float]:
    """Carry the last value on."""
    return [values[-1]] * years


def drift(values: Series, years: int) -> list[float]:
    """Carry the mean change on."""
    step = (values[-1] - values[0]) / (len(values) - 1)
    return [values[-1] + step * year for year in range(1, years + 1)]


def theta(values: Series, years: int) -> list[float]:
    """Theta (Assimakopoulos & Nikolopoulos 2000): smoothed level plus half the slope of the straight line."""
    alpha = min(_ALPHAS, key=lambda one: _smooth(values, one)[1])
    level = _smooth(values, alpha)[0]
    half = slope(values) / 2
    lag = (1 - (1 - alpha) ** len(values)) / alpha
    return [level + half * (year - 1 + lag) for year in range(1, years + 1)]


def damped_log_drift(values: Series, years: int) -> list[float]:
    """Carry the mean growth on, each year 0.85 of the one before; the mean change where it has none."""
    steps = [LOG_DAMPING**year for year in range(1, years + 1)]
    sums = [math.fsum(steps[: year + 1]) for year in range(years)]
    if min(values) > 0:
        growth = math.log(values[-1] / values[0]) / (len(values) - 1)
        return [values[-1] * math.exp(growth * one) for one in sums]
    change = (values[-1] - values[0]) / (len(values) - 1)
    return [values[-1] + change * one for one in sums]


def damped_holt(values: Series, years: int) -> list[float]:
    """Holt's method with a damped trend (Gardner & McKenzie 1985), parameters by least squared error."""
    best = min(
        ((a, b, p) for a in _ALPHAS[1::3] for b in _BETAS for p in _PHIS), key=lambda o: _holt(values, *o)[2]
    )
    level, trend, _ = _holt(values, *best)
    phi = best[2]
    sums = [math.fsum(phi**k for k in range(1, year + 1)) for year in range(1, years + 1)]
    return [level + trend * one for one in sums]


METHODS: Mapping[str, Callable[[Series, int], list[float]]] = {
    "naive": naive,
    "drift": drift,
    "theta": theta,
    "damped_log_drift": damped_log_drift,
    "damped_holt": damped_holt,
}


def combined(values: Series, years: int) -> list[float]:
    """Return the median of the methods for each year ahead."""
    each = [method(values, years) for method in METHODS.values()]
    return [median(one) for one in zip(*each, strict=True)]


def slope(values: Series) -> float:
    """Return the least-squares change a year."""
    middle = (len(values) - 1) / 2
    spread = math.fsum((index - middle) ** 2 for index in range(len(values)))
    return math.fsum((index - middle) * value for index, value in enumerate(values)) / spread


def scale(values: Series) -> float:
    """Return the mean size of a yearly change, in whose units errors are measured; 0 where nothing moves."""
    return math.fsum(abs(after - before) for before, after in pairwise(values)) / (len(values) - 1)


def _smooth(values: Series, alpha: float) -> tuple[float, float]:
    """Return the last level and the sum of squared one-step errors of simple smoothing."""
    level, errors = values[0], 0.0
    for value in values[1:]:
        error = value - level
        errors += error * error
        level += alpha * error
    return level, errors


def _holt(values: Series, alpha: float, beta: float, phi: float) -> tuple[float, float, float]:
    """Return level, trend and the sum of squared one-step errors."""
    level, trend, errors = values[0], values[1] - values[0], 0.0
    for value in values[1:]:
        expected = level + phi * trend
        error = value - expected
        errors += error * error
        level, trend = expected + alpha * error, phi * trend + alpha * beta * error
    return level, trend, errors

"""Forecasts of statsforecast's AutoETS and Theta, run by its own Python: JSON in, JSON out."""

from __future__ import annotations

import json
import sys
import warnings

import numpy
from statsforecast.models import AutoETS, Theta

LEVELS = [80, 95]


def main() -> None:
    """Read windows and years ahead, write points and intervals by model."""
    warnings.simplefilter("ignore")
    asked = json.load(sys.stdin)
    out = {name: [answer(name, *one) for one in asked] for name in ("AutoETS", "Theta")}
    json.dump(out, sys.stdout)


def answer(name: str, window: list[float], years: int) -> dict[str, list[float]]:
    """Return one forecast; where the model gives up the last value, without an interval."""
    values = numpy.array(window, dtype=float)
    model = AutoETS(season_length=1) if name == "AutoETS" else Theta(season_length=1)
    try:
        made = model.forecast(y=values, h=years, level=LEVELS)
        found = {key: [float(v) for v in made[key]] for key in made if key != "fitted"}
    except Exception:
        found = {}
    if not found or not all(numpy.isfinite(found["mean"])):
        found = {"mean": [window[-1]] * years}
    return found


if __name__ == "__main__":
    main()

"""Learn the table of errors: ``python -m benchmarks.outlook.tables > NEW.csv``.

A new table gets a new version beside ``src/luoshi/evaluation/data/outlook-1.csv``, which never changes.

From every series of the learning half, forecasts are made from each of its last twelve possible origins; the
size of each error, over the mean size of a yearly change of the window, goes into the row of its number of
points and years ahead. A quantile is the conformal one: the ceil((n + 1) p)-th smallest of n.
"""

from __future__ import annotations

import csv
import math
import sys
from collections import defaultdict
from collections.abc import Sequence

from benchmarks.outlook.series import Yearly, yearly
from luoshi.evaluation.outlook.points import combined, scale

POINTS = range(4, 12)
FURTHEST = 10
ORIGINS = 12
LEVELS = [step / 20 for step in range(1, 20)] + [0.975, 0.99]


def main() -> None:
    """Write the table."""
    found: dict[tuple[int, int], list[float]] = defaultdict(list)
    for one in yearly():
        if not one.held_out:
            for key, error in errors(one):
                found[key].append(error)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["points", "years", "errors", *(f"{level:g}" for level in LEVELS)])
    for (points, years), sizes in sorted(found.items()):
        ordered = sorted(sizes)
        row = [f"{quantile(ordered, level):.4f}" for level in LEVELS]
        writer.writerow([points, years, len(ordered), *row])


def errors(one: Yearly) -> list[tuple[tuple[int, int], float]]:
    """Return the sizes of errors of a series by points and years ahead."""
    values = one.known + one.asked
    out: list[tuple[tuple[int, int], float]] = []
    for points in POINTS:
        for origin in range(max(points, len(values) - ORIGINS), len(values)):
            window = values[origin - points : origin]
            size = scale(window)
            ahead = min(FURTHEST, len(values) - origin)
            if size:
                expected = combined(window, ahead)
                out += [
                    ((points, year + 1), abs(values[origin + year] - expected[year]) / size)
                    for year in range(ahead)
                ]
    return out


def quantile(ordered: Sequence[float], level: float) -> float:
    """Return the conformal quantile of sorted errors."""
    return ordered[min(len(ordered), math.ceil((len(ordered) + 1) * level)) - 1]


if __name__ == "__main__":
    main()

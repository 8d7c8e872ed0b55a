"""From values to positions, and round numbers for an axis."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight mapping of ``[low, high]`` to ``[start, end]``; equal ends map to the middle."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the position of a value, rounded to a tenth of a pixel."""
        if self.high == self.low:
            return round((self.start + self.end) / 2, 1)
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """Return about ``wanted`` round numbers (1, 2, 2.5 or 5 times a power of ten) that span both ends."""
    if high <= low:
        pad = abs(low) * 0.1 or 1.0
        low, high = low - pad, high + pad
    step = _round_step((high - low) / max(wanted - 1, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [round(n * step, 10) for n in range(first, last + 1)]


def _round_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough * 0.999)


def year_ticks(first: float, last: float, room: int) -> list[int]:
    """Return whole years between two ends, at most ``room`` of them, always with a steady step."""
    start, end = math.ceil(first - 0.01), math.floor(last + 0.01)
    step = next((s for s in (1, 2, 5, 10, 20, 50) if (end - start) / s < room), 100)
    if step == 1:
        return list(range(start, end + 1))
    return list(range(start + (-start) % step, end + 1, step))

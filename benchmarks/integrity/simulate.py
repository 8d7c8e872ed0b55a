"""Yearly series with and without breaks, from a seed. The ranges were fixed before the detectors were tuned.

A clean series: 10 to 20 years from a level between 10 and 100,000, written with four to six significant
digits; a yearly growth between -3 % and 13 % that drifts slowly and changes its middle once in a third of the
series; noise of 0.5 % to 2.5 % a year with heavy tails (Student's t, five degrees of freedom); in half of
the series a published growth at constant prices, the change of prices between 0 % and 3 % on average with a
deviation of 0.3 to 1.2 points.

Breaks, one to a series, never in the first two years or the last:

- level shift: all figures from a year on are 20 % to 60 % above, or 17 % to 40 % below;
- unit slip: one year, or all from a year on, times or over 10, 100, 1,000 or 10,000;
- repeated: one to three years carry the figure of the year before;
- interpolated: three to five years lie on the straight line, or grow by the one rate, between their
  neighbours;
- growth: one published growth is six to twenty points beside the one of its levels.

Tuned on seeds 1 to 3, reported on seeds 101 to 105.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from decimal import Decimal

from luoshi.ledger.integrity.detectors import detect
from luoshi.ledger.integrity.model import FlagKind, Yearly

KINDS: tuple[FlagKind, ...] = ("level_shift", "unit_slip", "repeated", "interpolated", "growth")
HELD_OUT = (101, 102, 103, 104, 105)


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A series, what was done to it (nothing: ``None``) and in which years."""

    series: Yearly
    kind: FlagKind | None
    first: int = 0
    last: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many of the breaks of each kind were found, and in how many clean series something was told.

    Attributes:
        alarms: Clean series in which anything was told, of how many.
        told: Clean series in which each kind was told.
    """

    found: dict[FlagKind, tuple[int, int]]
    alarms: tuple[int, int]
    told: dict[FlagKind, int]

    @property
    def recall(self) -> float:
        """Share of all breaks that were found with their kind and year."""
        return sum(one for one, _ in self.found.values()) / sum(all_ for _, all_ in self.found.values())

    @property
    def false_alarms(self) -> float:
        """Share of clean series in which something was told."""
        return self.alarms[0] / self.alarms[1]


def measure(seed: int, each: int) -> Score:
    """Return the score on ``each`` broken series of every kind and five times as many clean ones."""
    chance = random.Random(seed)
    found = {}
    for kind in KINDS:
        made = [broken(chance, kind) for _ in range(each)]
        found[kind] = (sum(_is_found(one) for one in made), each)
    clean = [broken(chance, None) for _ in range(5 * each)]
    kinds = [{flag.kind for flag in detect(one.series)} for one in clean]
    told = {kind: sum(kind in some for some in kinds) for kind in KINDS}
    return Score(found=found, alarms=(sum(map(bool, kinds)), len(clean)), told=told)


def _is_found(made: Broken) -> bool:
    """A step must be told at its year; of a stretch at least half of its years."""
    for flag in detect(made.series):
        both = min(flag.last, made.last) - max(flag.first, made.first) + 1
        if flag.kind == made.kind and flag.first == made.first and made.kind != "interpolated":
            return True
        if flag.kind == made.kind == "interpolated" and 2 * both >= made.last - made.first + 1:
            return True
    return False


def broken(chance: random.Random, kind: FlagKind | None) -> Broken:
    """Return a series with a break of a kind, or a clean one."""
    length = chance.randint(10, 20)
    years = list(range(2024 - length, 2024))
    levels, growths = _grown(chance, length)
    digits = chance.randint(4, 6)
    place = chance.randint(2, length - 2)
    first = last = years[place]
    said = growths if kind == "growth" or chance.random() < 0.5 else {}
    if kind == "level_shift":
        by = chance.uniform(1.2, 1.6) if chance.random() < 0.5 else chance.uniform(0.6, 0.83)
        levels = [level * by if at >= place else level for at, level in enumerate(levels)]
        said = {}
    elif kind == "growth":
        said[place] += chance.choice([-1, 1]) * chance.uniform(6, 20)
    elif kind == "interpolated":
        first, last = _interpolate(chance, levels, years)
        said = {}
    values = [_written(level, digits) for level in levels]
    if kind == "unit_slip":
        power = chance.choice([-4, -3, -2, -1, 1, 2, 3, 4])
        last = years[place] if chance.random() < 0.5 else years[-1]
        values = [v.scaleb(power) if first <= y <= last else v for y, v in zip(years, values, strict=True)]
        said = {}
    elif kind == "repeated":
        last = years[min(place + chance.randint(0, 2), length - 1)]
        values = [values[place - 1] if first <= y <= last else v for y, v in zip(years, values, strict=True)]
        said = {}
    series = Yearly(
        values=dict(zip(years, values, strict=True)),
        growths={years[at]: Decimal(f"{growth:.1f}") for at, growth in said.items()},
        real=True,
    )
    return Broken(series=series, kind=kind, first=first, last=last)


def _grown(chance: random.Random, length: int) -> tuple[list[float], dict[int, float]]:
    """Return levels and the growth at constant prices of every year after the first."""
    level = 10 ** chance.uniform(1, 5)
    middle, drift, noise = chance.uniform(-0.03, 0.13), 0.0, chance.uniform(0.005, 0.025)
    prices, moving = chance.uniform(0, 3), chance.uniform(0.3, 1.2)
    turn = chance.randint(1, length) if chance.random() < 1 / 3 else length + 1
    levels, growths = [level], {}
    for at in range(1, length):
        if at == turn:
            middle = chance.uniform(-0.03, 0.13)
        drift = 0.7 * drift + chance.gauss(0, 0.005)
        growth = middle + drift + noise * _heavy(chance)
        levels.append(levels[-1] * math.exp(growth))
        growths[at] = (math.exp(growth) - 1) * 100 - chance.gauss(prices, moving)
    return levels, growths


def _heavy(chance: random.Random) -> float:
    """Return a draw of Student's t with five degrees of freedom, scaled to a deviation of one."""
    square = sum(chance.gauss(0, 1) ** 2 for _ in range(5)) / 5
    return chance.gauss(0, 1) / math.sqrt(square) * math.sqrt(3 / 5)


def _interpolate(chance: random.Random, levels: list[float], years: list[int]) -> tuple[int, int]:
    inner = chance.randint(3, 5)
    start = chance.randint(1, len(levels) - inner - 2)
    end = start + inner + 1
    geometric = chance.random() < 0.5
    low, high = levels[start], levels[end]
    for at in range(start + 1, end):
        share = (at - start) / (end - start)
        levels[at] = low * (high / low) ** share if geometric else low + (high - low) * share
    return years[start], years[end]


def _written(level: float, digits: int) -> Decimal:
    places = digits - 1 - math.floor(math.log10(level))
    return Decimal(repr(round(level, places))).quantize(Decimal(1).scaleb(-places))

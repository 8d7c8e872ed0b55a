"""The versioned tables of past errors, and the numbers the outlook turns on."""

from __future__ import annotations

import csv
import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

DEFAULT = "outlook-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Numbers of a version.

    Attributes:
        least_points, most_points: Figures needed, and figures looked at.
        furthest: Years ahead after which nothing is said.
        likely, unlikely: Least probability of 预计可达到, and below which it is 预计难以达到.
        lowest, highest: Ends of the probabilities that are said at all.
        step: To which a shown probability is rounded.
    """

    version: str
    least_points: int
    most_points: int
    furthest: int
    likely: float
    unlikely: float
    lowest: float
    highest: float
    step: float

    def thresholds(self) -> dict[str, float]:
        """Return what the outlook compares with, for a record."""
        return {
            "likely": self.likely,
            "unlikely": self.unlikely,
            "lowest": self.lowest,
            "highest": self.highest,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Errors:
    """How far forecasts from so many points were off so many years ahead, in units of the yearly change.

    Attributes:
        count: Errors the row was learned from.
        levels, sizes: Quantiles of the size of errors; equal length, both rising.
    """

    count: int
    levels: tuple[float, ...]
    sizes: tuple[float, ...]

    def size(self, level: float) -> float:
        """Return the error that a share of forecasts stayed within."""
        return self.sizes[self.levels.index(level)]

    def share_within(self, size: float) -> float:
        """Return the share of forecasts whose error was at most so large, between quantiles on a line."""
        if size >= self.sizes[-1]:
            return self.levels[-1]
        index = bisect_right(self.sizes, size)
        low, high = ((0.0, 0.0) if index == 0 else (self.sizes[index - 1], self.levels[index - 1])), index
        width = self.sizes[high] - low[0]
        return low[1] + (self.levels[high] - low[1]) * ((size - low[0]) / width if width else 0.0)

    def chance_above(self, distance: float) -> float:
        """Return the probability of ending at least so far above the point; errors go both ways alike."""
        within = self.share_within(abs(distance))
        return (1 - within) / 2 if distance > 0 else (1 + within) / 2


@cache
def settings(version: str = DEFAULT) -> Settings:
    """Read the numbers of a version; a version is never changed once results rest on it."""
    return Settings(**tomllib.loads(_text(f"{version}.toml")))


@cache
def errors(version: str = DEFAULT) -> Mapping[tuple[int, int], Errors]:
    """Read the table of a version, by points and years ahead."""
    head, *rows = csv.reader(_text(f"{version}.csv").splitlines())
    levels = tuple(float(name) for name in head[3:])
    return {(int(row[0]), int(row[1])): _errors(levels, row) for row in rows}


def _errors(levels: tuple[float, ...], row: Sequence[str]) -> Errors:
    return Errors(count=int(row[2]), levels=levels, sizes=tuple(float(size) for size in row[3:]))


def _text(name: str) -> str:
    folder: Any = resources.files("luoshi.evaluation")
    text: str = folder.joinpath("data", name).read_text(encoding="utf-8")
    return text

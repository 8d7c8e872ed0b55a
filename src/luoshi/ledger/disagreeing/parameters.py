"""The parameters of the detectors; ``data/parameters.toml`` gives each with its reason."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Concepts that are part of another one; ``apart``: they exclude one another."""

    whole: str
    parts: tuple[str, ...]
    apart: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """A ratio and the counts it follows from: ``ratio = count ÷ per × times``.

    Attributes:
        per: Concept below the line; ``None`` where it is the number of days of the year.
    """

    ratio: str
    ratio_unit: str
    count: str
    count_unit: str
    per: str | None
    per_unit: str | None
    times: Decimal
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter that documents of different years name differently."""

    key: str
    name: str
    name_en: str
    words: tuple[str, ...]
    without: tuple[str, ...]
    units: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Everything the detectors take for granted.

    Attributes:
        nominal, real: Percentage points a growth may differ from its levels; ``real`` for the concepts of
            ``real_concepts``, whose growth is at constant prices.
        step, steps: Share of the earlier level from which on a step is a jump; by concept.
        median_times: How many times the middle step a jump must be.
        points: Percentage points from which on a step of a share is a jump.
        powers: Powers of ten of a unit slip.
        same_fact, neighbours: How near a quotient lies to a power of ten, as a share of it.
        ratio: Share by which a ratio may differ from the quotient of its counts.
        factor: How many times below an earlier target a later figure is of another count.
    """

    nominal: Decimal
    real: Decimal
    real_concepts: frozenset[str]
    step: Decimal
    steps: dict[str, Decimal]
    median_times: Decimal
    points: Decimal
    powers: tuple[int, ...]
    same_fact: Decimal
    neighbours: Decimal
    ratio: Decimal
    factor: Decimal
    parts: tuple[Parts, ...]
    ratios: tuple[Ratio, ...]
    matters: tuple[Matter, ...]


@cache
def parameters() -> Parameters:
    """Return the parameters that come with Luoshi."""
    source = resources.files("luoshi.ledger.disagreeing").joinpath("data/parameters.toml")
    return read(tomllib.loads(source.read_text(encoding="utf-8")))


def read(data: dict[str, Any]) -> Parameters:
    """Return the parameters of a file of that form."""
    growths, jumps, slips = data["growths"], data["jumps"], data["slips"]
    return Parameters(
        nominal=Decimal(growths["nominal"]),
        real=Decimal(growths["real"]),
        real_concepts=frozenset(growths["real_concepts"]),
        step=Decimal(jumps["step"]),
        steps={one["id"]: Decimal(one["step"]) for one in jumps["concept"]},
        median_times=Decimal(jumps["median_times"]),
        points=Decimal(jumps["points"]),
        powers=tuple(slips["powers"]),
        same_fact=Decimal(slips["same_fact"]),
        neighbours=Decimal(slips["neighbours"]),
        ratio=Decimal(data["ratios"]["tolerance"]),
        factor=Decimal(data["matters"]["factor"]),
        parts=tuple(_parts(one) for one in data["parts"]),
        ratios=tuple(_ratio(one) for one in data["ratios"]["of"]),
        matters=tuple(_matter(one) for one in data["matters"]["of"]),
    )


def _parts(one: dict[str, Any]) -> Parts:
    return Parts(whole=one["whole"], parts=tuple(one["parts"]), apart=one["apart"], reason=one["reason"])


def _ratio(one: dict[str, Any]) -> Ratio:
    return Ratio(
        ratio=one["ratio"],
        ratio_unit=one["ratio_unit"],
        count=one["count"],
        count_unit=one["count_unit"],
        per=one.get("per"),
        per_unit=one.get("per_unit"),
        times=Decimal(one["times"]),
        reason=one["reason"],
    )


def _matter(one: dict[str, Any]) -> Matter:
    return Matter(
        key=one["key"],
        name=one["name"],
        name_en=one["name_en"],
        words=tuple(one["words"]),
        without=tuple(one["without"]),
        units=frozenset(one["units"]),
        reason=one["reason"],
    )

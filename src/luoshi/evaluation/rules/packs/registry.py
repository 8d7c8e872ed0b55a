"""The packs by name and version, their data, and the one way in which they judge."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

from luoshi.evaluation.rules.packs import dns, escap, eurostat, oecd, sdsn, statcan, unsd_chart
from luoshi.evaluation.rules.packs.course import Course
from luoshi.evaluation.rules.packs.pack import Grade, Pack
from luoshi.evaluation.rules.packs.rating import NOT_AVAILABLE, Rating, Unavailable

RULES: Mapping[str, Callable[[Course, Pack], Rating]] = {
    "statcan": statcan.rate,
    "dns": dns.rate,
    "unsd-chart": unsd_chart.rate,
    "eurostat": eurostat.rate,
    "escap": escap.rate,
    "sdsn": sdsn.rate,
    "oecd": oecd.rate,
}
"""In the order in which they are shown."""

VERSIONS: Mapping[str, tuple[str, ...]] = {
    "statcan": ("statcan-2.4",),
    "dns": ("dns-2021",),
    "unsd-chart": ("unsd-chart-2023",),
    "eurostat": ("eurostat-style-1",),
    "escap": ("escap-style-1",),
    "sdsn": ("sdsn-style-1",),
    "oecd": ("oecd-style-1",),
}
"""Versions of each pack, the one in force last. Records name theirs, so none is ever removed."""


def names() -> tuple[str, ...]:
    """Return the packs beside ``time-path``, in the order in which they are shown."""
    return tuple(RULES)


@cache
def load(name: str, version: str | None = None) -> Pack:
    """Return a pack; without a version the one in force.

    Raises:
        KeyError: For a name or version that does not exist.
    """
    wanted = version or VERSIONS[name][-1]
    if wanted not in VERSIONS[name]:
        raise KeyError(wanted)
    data = tomllib.loads(_file(f"{wanted}.toml"))
    none = Grade(code=NOT_AVAILABLE, zh="暂不评价", en="not available", tone="none")
    grades = {code: Grade(code=code, **texts) for code, texts in data["grades"].items()}
    return Pack(
        name=data["name"],
        version=data["version"],
        kinds=frozenset(data["kinds"]),
        numbers={key: Decimal(value) for key, value in data["numbers"].items()},
        grades=grades | {NOT_AVAILABLE: none},
        words={key: data[key] for key in ("title", "about", "source", "why", "sentences")},
    )


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """Return why a pack may not judge, by code and language."""
    return tomllib.loads(_file("reasons.toml"))


def rate(course: Course, pack: Pack) -> Rating:
    """Let a pack judge a course; where it cannot, the rating says why."""
    try:
        return RULES[pack.name](course, pack)
    except Unavailable as unavailable:
        return unavailable.rating()


def _file(name: str) -> str:
    folder: Any = resources.files("luoshi.evaluation")
    text: str = folder.joinpath("data", "packs", name).read_text(encoding="utf-8")
    return text

"""Places of administration: provinces, prefectures and counties, and named areas by their endings.

``data/places.csv`` holds code, name and level after GB/T 2260 (counties as of the 2014 revision with a
few later changes, provinces and prefectures as of 2023). Development zones, new areas and metropolitan
areas are in no code list; ``AREA_ENDINGS`` names them.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

Level = Literal["province", "prefecture", "county"]

AREA_ENDINGS = (
    "经济技术开发区", "高新技术产业开发区", "经济开发区", "高新区", "开发区", "自贸试验区", "自由贸易试验区",
    "综合保税区", "保税区", "临空经济区", "经济区", "示范区", "新区", "新城", "科技城", "科学城", "都市圈",
    "城市群", "经济带", "大湾区", "三角洲", "流域", "半岛",
)  # fmt: skip
"""Endings of named areas that are not administrative divisions, longest first where one holds another."""

_ENDINGS = (
    "特别行政区",
    "维吾尔自治区",
    "壮族自治区",
    "回族自治区",
    "自治区",
    "省",
    "市",
    "地区",
    "盟",
    "新区",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A division of the state: GB/T 2260 code (6 digits), official name and level."""

    code: str
    name: str
    level: Level

    @property
    def short(self) -> str:
        """The name without its ending (``沈阳``), or the whole name where nothing would be left."""
        for ending in _ENDINGS:
            if self.name.endswith(ending) and len(self.name) - len(ending) >= 2:
                return self.name[: -len(ending)]
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of the country that the first digit of every code names (GB/T 2260)."""

    digit: str
    zh: str
    en: str


@cache
def regions() -> dict[str, Region]:
    """Return the regions by the first digit of codes, in its order; from ``data/regions.csv``."""
    path = resources.files("luoshi.vocabulary").joinpath("data/regions.csv")
    with path.open(encoding="utf-8") as lines:
        return {row["digit"]: Region(**row) for row in csv.DictReader(lines)}


@cache
def areas() -> tuple[Area, ...]:
    """Return all divisions in the order of their codes."""
    path = resources.files("luoshi.vocabulary").joinpath("data/places.csv")
    with path.open(encoding="utf-8") as lines:
        return tuple(_area(row) for row in csv.DictReader(lines))


def _area(row: dict[str, str]) -> Area:
    level: Level = row["level"]  # type: ignore[assignment]
    return Area(code=row["code"], name=row["name"], level=level)


@cache
def by_name() -> dict[str, tuple[Area, ...]]:
    """Return the divisions by official and by short name (several may share one)."""
    found: dict[str, list[Area]] = {}
    for area in areas():
        names = {area.name} if area.level == "county" else {area.name, area.short}
        for name in names:
            found.setdefault(name, []).append(area)
    return {name: tuple(those) for name, those in found.items()}


def official_name(name: str) -> str:
    """Return the official name of a division by any of its names (北京 is 北京市).

    A name that several divisions of one rank share, or that no list has, stays as it is. Of a province and a
    city of one short name (吉林) it stays, too.
    """
    found = {area.name for area in by_name().get(name.strip(), ()) if area.level != "county"}
    return found.pop() if len(found) == 1 else name.strip()


def code_of(name: str, within: str | None = None) -> str | None:
    """Return the code of a division by its name, ``None`` where several have it or no list does.

    Args:
        name: Official or short.
        within: Code of the prefecture or province it lies in, for names that several divisions share.
    """
    found = by_name().get(name.strip(), ())
    if within is not None:
        near = within.rstrip("0")
        found = tuple(area for area in found if area.code.startswith(near) and area.code != within)
    else:
        found = tuple(area for area in found if area.level != "county") or found
    official = tuple(area for area in found if area.name == name.strip())
    codes = {area.code for area in official or found}
    return codes.pop() if len(codes) == 1 else None


def area_of_code(code: str) -> Area | None:
    """Return the division with a code, or ``None``."""
    return _by_code().get(code)


@cache
def _by_code() -> dict[str, Area]:
    return {area.code: area for area in areas()}


@lru_cache(maxsize=512)
def counties_of(code: str) -> tuple[Area, ...]:
    """Return the counties and districts of a prefecture (its code ends in ``00``)."""
    return tuple(area for area in areas() if area.level == "county" and area.code[:4] == code[:4])

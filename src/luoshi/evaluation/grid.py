"""Where places stand in a grid of tiles: by the order of their codes, which is the order of the country.

The first digit of a code of GB/T 2260 names a part of the country, the first two a province, four a
prefecture. That order is an open fact; a position on a plane is none that
could be shown without a map, so none is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luoshi.evaluation.comparing import Standing
from luoshi.ledger.records import PlaceView
from luoshi.vocabulary.places import Region, code_of, regions


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Places of one part of the country, in the order of their codes.

    Attributes:
        region: ``None`` of places whose code nobody knows, or where all lie in one province.
        coded: Whether their codes are known.
    """

    region: Region | None
    coded: bool
    standings: tuple[Standing, ...]


def grid(standings: Iterable[Standing], places: Mapping[str, PlaceView]) -> tuple[Group, ...]:
    """Return ranked places by where they are.

    Args:
        standings: Places compared; those without a rank are left out.
        places: What the ledger knows of them, by official name.
    """
    ranked = [one for one in standings if one.rank is not None]
    codes = {one.place: _code(one.place, places) for one in ranked}
    known = sorted((one for one in ranked if codes[one.place]), key=lambda one: (codes[one.place], one.place))
    rest = tuple(sorted((one for one in ranked if not codes[one.place]), key=lambda one: one.place))
    found = _groups(known, {name: code for name, code in codes.items() if code})
    return (*found, *([Group(region=None, coded=False, standings=rest)] if rest else []))


def _groups(known: list[Standing], codes: Mapping[str, str]) -> list[Group]:
    if len({codes[one.place][:2] for one in known}) <= 1:
        return [Group(region=None, coded=True, standings=tuple(known))] if known else []
    return [
        Group(region=region, coded=True, standings=some)
        for digit, region in regions().items()
        if (some := tuple(one for one in known if codes[one.place].startswith(digit)))
    ]


def _code(name: str, places: Mapping[str, PlaceView]) -> str | None:
    """Return a place's own code, else the one its name has in the list, within the place above it."""
    own = places.get(name)
    if own is None or own.code is not None:
        return own.code if own else code_of(name)
    above = next((one for one in places.values() if one.id == own.parent_id), None)
    within = (above.code or code_of(above.name)) if above else None
    return code_of(name, within) or code_of(name)

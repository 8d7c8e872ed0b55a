"""Indicator concepts of Chinese statistical and planning practice.

The concepts live in ``data/concepts.csv``. A concept has one official name, other names for the same
thing (``aliases``), names that mean it only when something else agrees (``loose``) and names that look
like it and never mean it (``never``). ``related`` concepts are tied to it by a formula; they are other
things and are never linked. An unknown concept has no assumed direction.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Literal, get_args

from luoshi.errors import LuoshiError
from luoshi.vocabulary.phrases import normalise, variants
from luoshi.vocabulary.units import find_unit

Preference = Literal["higher", "lower", "none"]
ConceptNature = Literal["stock", "flow", "rate", "average", "rank"]
Dimension = Literal[
    "money",
    "count",
    "person",
    "percent",
    "percent_point",
    "fold",
    "number",
    "area",
    "length",
    "mass",
    "volume",
    "energy",
    "power",
    "time",
    "traffic",
    "rank",
    "index",
    "compound",
]
"""What a unit measures, as coarse as a link needs it; ``compound`` is a quotient such as 公里/平方公里."""

NameKind = Literal["name", "alias", "loose"]

_FAMILIES: dict[str, Dimension] = {
    "people": "person",
    "visits": "person",
    "percentage-point": "percent_point",
    "score": "index",
}
_KINDS: dict[str, Dimension] = {
    "ratio": "percent",
    "fold": "fold",
    "count": "count",
    "money": "money",
    "time": "time",
    "traffic": "traffic",
    "rank": "rank",
    "compound": "compound",
}
_PLAIN: dict[str, Dimension] = {name: name for name in get_args(Dimension)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """An indicator as statistics define it.

    Attributes:
        id: Stable key.
        name, name_en: Official names.
        aliases: Other names of the same thing.
        loose: Names that need something else to agree before they mean it.
        dimensions: What its units may measure, the usual one first.
        unit: Usual unit, ``None`` where it has none (a rank).
        preference: ``higher`` or ``lower`` is better, ``none`` where practice has no side.
        nature: ``stock`` (at a moment), ``flow`` (over a period), ``rate``, ``average`` or ``rank``.
        additive: Whether the parts of a place add up to the place.
        band: Half-width in the concept's unit within which 左右 counts as met; ``None``: the general rule.
        domain: Field of statistics.
        source: Where the definition stands.
        formula: How it follows from other figures, in words.
        related: Ids of concepts the formula ties it to.
        never: Names that look like it and mean something else.
    """

    id: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    loose: tuple[str, ...]
    dimensions: tuple[Dimension, ...]
    unit: str | None
    preference: Preference
    nature: ConceptNature
    additive: bool
    band: Decimal | None
    domain: str
    source: str
    formula: str | None
    related: tuple[str, ...]
    never: tuple[str, ...]

    @property
    def higher_is_better(self) -> bool | None:
        """Return the direction, ``None`` where none may be assumed."""
        return None if self.preference == "none" else self.preference == "higher"

    def measured_in(self, unit: str | None) -> bool | None:
        """Return whether a unit as written can carry it, ``None`` when the unit is missing or unknown."""
        dimension = dimension_of(unit)
        return None if dimension is None else dimension in self.dimensions

    def names(self) -> Iterator[tuple[NameKind, str]]:
        """Yield every name with what it is worth."""
        yield "name", self.name
        yield from (("alias", name) for name in self.aliases)
        yield from (("loose", name) for name in self.loose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A concept and what the name that led to it is worth."""

    concept: Concept
    kind: NameKind


@cache
def dimension_of(unit: str | None) -> Dimension | None:
    """Return what a unit as written measures, ``None`` when it is missing or unknown."""
    found = None if unit is None else find_unit(unit)
    if found is None:
        return None
    name = _FAMILIES.get(found.dimension) or (None if found.dimension == "number" else _KINDS.get(found.kind))
    return name or _PLAIN.get(found.dimension)


@cache
def concepts() -> tuple[Concept, ...]:
    """Return every concept in the order of the data file."""
    text = resources.files("luoshi.vocabulary").joinpath("data/concepts.csv").read_text(encoding="utf-8")
    return tuple(_read(row) for row in csv.DictReader(text.splitlines()))


def concept(key: str) -> Concept:
    """Return a concept by its id; raises ``not-found``."""
    found = _by_id().get(key)
    if found is None:
        raise LuoshiError("not-found", what=key)
    return found


def known(key: str | None) -> Concept | None:
    """Return a concept by its id, ``None`` without one."""
    return None if key is None else _by_id().get(key)


def find(name: str) -> Concept | None:
    """Return the concept a name means by itself: its official name or an alias, never a loose name."""
    naming = look_up(name)
    return naming.concept if naming and naming.kind != "loose" else None


def look_up(name: str) -> Naming | None:
    """Return the concept of a name with what the name is worth, loose names included."""
    return _index().get(normalise(name))


def candidates(phrase: str) -> tuple[Concept, ...]:
    """Return the concepts whose name stands somewhere in a phrase, the longest name first."""
    words = normalise(phrase)
    hits = [(len(name), naming.concept) for name, naming in _index().items() if name in words]
    hits.sort(key=lambda hit: (-hit[0], hit[1].id))
    return tuple(dict.fromkeys(found for _, found in hits))


def _read(row: dict[str, str]) -> Concept:
    return Concept(
        id=row["id"],
        name=row["name"],
        name_en=row["name_en"],
        aliases=_list(row["aliases"]),
        loose=_list(row["loose"]),
        dimensions=_list(row["dimension"]),  # type: ignore[arg-type]
        unit=row["unit"] or None,
        preference=row["direction"],  # type: ignore[arg-type]
        nature=row["nature"],  # type: ignore[arg-type]
        additive=row["additive"] == "yes",
        band=Decimal(row["band"]) if row["band"] else None,
        domain=row["domain"],
        source=row["source"],
        formula=row["formula"] or None,
        related=_list(row["related"]),
        never=_list(row["never"]),
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def _by_id() -> dict[str, Concept]:
    return {entry.id: entry for entry in concepts()}


@cache
def _index() -> dict[str, Naming]:
    """Every normalised name; what is printed wins over a variant, an earlier kind over a later one."""
    printed: dict[str, Naming] = {}
    varied: dict[str, Naming] = {}
    for kind in get_args(NameKind):
        for entry in concepts():
            for name in (text for name_kind, text in entry.names() if name_kind == kind):
                naming = Naming(concept=entry, kind=kind)
                printed.setdefault(normalise(name), naming)
                for variant in variants(name, entry.dimensions[0]):
                    varied.setdefault(variant, naming)
    return varied | printed

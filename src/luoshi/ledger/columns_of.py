"""Columns that several tables share, filled from value objects; ids of series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from luoshi.errors import LuoshiError
from luoshi.ledger.canonical import canonical
from luoshi.ledger.identity import named
from luoshi.ledger.rows import Row
from luoshi.vocabulary.concepts import Concept
from luoshi.vocabulary.period import Nature, Period
from luoshi.vocabulary.words import Basis, Comparator, Direction, Measure

_MIRRORED: Mapping[Comparator, Comparator] = {
    "eq": "eq",
    "approx": "approx",
    "ge": "le",
    "gt": "lt",
    "le": "ge",
    "lt": "gt",
}


def period_columns(period: Period | None) -> dict[str, Any]:
    """Return the columns of a period, empty when it is not known."""
    if period is None:
        return {}
    return {
        "period": period.iso(),
        "period_start": period.start,
        "period_end": period.end,
        "frequency": period.frequency,
        "nature": period.nature,
    }


def published_columns(text: str | None) -> dict[str, Any]:
    """Return the columns of a publication date as coarse as it was given; raises ``date-unknown``."""
    if not text:
        return {}
    try:
        known = Period.parse(text)
    except LuoshiError as error:
        raise LuoshiError("date-unknown", text=text) from error
    return {"published_text": text, "published_first": known.start, "published_last": known.last_day}


def read_period(text: str | None, nature: Nature = "span") -> Period | None:
    """Return the period of a text, ``None`` when there is none or it is not understood."""
    if not text:
        return None
    try:
        return Period.parse(text, nature)
    except LuoshiError:
        return None


def nature_of(concept: Concept | None, measure: Measure) -> Nature:
    """Return the nature of a concept's periods: a stock is taken at the end of its period."""
    return "point" if concept and concept.nature == "stock" and measure == "level" else "span"


def signed(
    value: Decimal, comparator: Comparator, measure: Measure, direction: Direction | None
) -> tuple[Decimal, Comparator]:
    """Return a number with the sign of its direction: 下降 15% 以上 is −15 or less."""
    if direction != "down" or measure not in ("growth", "change") or value <= 0:
        return value, comparator
    return -value, _MIRRORED[comparator]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesKey:
    """What makes a series: a definition, a place and a unit.

    Attributes:
        concept: ``None`` when unknown.
        name: As its source calls it.
        definition: What sets the statistic apart; empty for the usual one.
        dimensions: What further tells the series apart.
        price_basis: 现价, 不变价, 可比口径 …
    """

    concept: Concept | None
    name: str
    measure: Measure
    basis: Basis | None
    place_id: str | None
    unit: str | None
    definition: str = ""
    dimensions: Mapping[str, str] = field(default_factory=dict)
    price_basis: str | None = None

    @property
    def definition_id(self) -> str:
        """The id of its definition."""
        concept = self.concept.id if self.concept else None
        return named(
            "definition",
            concept,
            self.name,
            self.definition,
            None,
            self.price_basis,
            self.measure,
            self.basis,
        )

    @property
    def id(self) -> str:
        """The id of the series."""
        dimensions = canonical(dict(self.dimensions))
        return named("series", self.definition_id, self.place_id, dimensions, self.unit)

    def rows(self) -> list[Row]:
        """Return the rows of concept, definition and series."""
        made = [concept_row(self.concept)] if self.concept else []
        definition = {
            "id": self.definition_id,
            "concept_id": self.concept.id if self.concept else None,
            "name": self.name,
            "text": self.definition,
            "price_basis": self.price_basis,
            "measure": self.measure,
            "basis": self.basis,
        }
        made.append(Row(table="definition", values=definition))
        values: dict[str, Any] = {
            "id": self.id,
            "definition_id": self.definition_id,
            "place_id": self.place_id,
            "dimensions": dict(self.dimensions),
            "unit": self.unit,
        }
        return [*made, Row(table="series", values=values)]


def concept_row(concept: Concept) -> Row:
    """Return the row of a concept."""
    return Row(table="concept", values={"id": concept.id, "name": concept.name})

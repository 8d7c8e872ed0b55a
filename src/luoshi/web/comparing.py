"""Places side by side for the page: how many are shown at once, what is folded, and the years behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.comparing import Comparison, Standing
from luoshi.evaluation.places import Asked
from luoshi.evaluation.trends import HUNDRED, Trend, Trends, indexed
from luoshi.web import format as write
from luoshi.web.charts import multiples

AT_ONCE = 24
"""How many places are shown before the others are folded, and how many lines are drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Small:
    """One of the small charts: a place and what it shows, in words as well."""

    place: str
    first: str
    last: str
    drawing: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiples:
    """Small charts of one scale.

    Attributes:
        years: First and last year of any line.
        base: The year that is a hundred; ``None`` where levels are drawn.
        behind: All the lines once, used behind each.
    """

    years: tuple[int, int]
    base: int | None
    behind: Markup
    charts: tuple[Small, ...]


def multiples_of(of: Asked, found: Comparison, language: Language, *, as_index: bool) -> Multiples | None:
    """Return the first places by rank through the years, ``None`` where fewer than two have a line.

    Args:
        of: What is compared.
        found: On a period, by rank.
        language: Of the labels.
        as_index: Whether a common year is a hundred, where there is one.
    """
    names = [one.place for one in found.standings if one.rank is not None][:AT_ONCE]
    if len(names) < 2:
        return None
    levels = of.through(found.period, names)
    drawn = (indexed(levels) if as_index else None) or levels
    if len(drawn.places) < 2 or drawn.years[0] == drawn.years[1]:
        return None
    lines = [_runs(one) for one in drawn.places]
    frame = multiples.frame_of(lines, HUNDRED if drawn.base is not None else None)
    charts = tuple(_small(one, drawn, frame, language) for one in drawn.places)
    return Multiples(
        years=drawn.years, base=drawn.base, behind=multiples.every(lines, frame, "behind"), charts=charts
    )


def _runs(one: Trend) -> list[list[tuple[int, Decimal]]]:
    return [[(point.year, point.value) for point in run] for run in one.runs]


def _small(one: Trend, drawn: Trends, frame: multiples.Frame, language: Language) -> Small:
    first, last = one.points[0], one.points[-1]

    def written(value: Decimal) -> str:
        return write.rounded(value, 1, language) + (drawn.unit or "")

    ends = [f"{point.year}: {written(point.value)}" for point in (first, last)]
    label = f"{one.place} {ends[0]} → {ends[1]}"
    return Small(
        place=one.place,
        first=ends[0],
        last=ends[1],
        drawing=multiples.one(_runs(one), frame, "behind", label),
    )


def folded(others: Sequence[Standing], language: Language) -> list[tuple[str, list[str]]]:
    """Return the places that cannot be compared by reason, the most frequent reason last."""
    found: dict[str, list[str]] = {}
    for one in others:
        if one.apart is not None:
            found.setdefault(words.text("apart", one.apart, language), []).append(one.place)
    return sorted(found.items(), key=lambda pair: len(pair[1]))

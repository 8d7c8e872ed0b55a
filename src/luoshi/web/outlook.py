"""The outlook for the pages of those inside: in words, in figures, and drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from markupsafe import Markup

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.outlook.run import Prospect, of_dossier, records, short
from luoshi.evaluation.run import Dossier
from luoshi.web.charts.prospect import prospect

LIKE = {"likely": "on_track", "effort": "behind", "unlikely": "not_reached"}
"""The verdict whose colour and symbol a word of the outlook borrows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A target's outlook as a page shows it.

    Attributes:
        line: The row that ``luoshi outlook`` writes.
        point, low, high: In words with the unit; ``low`` and ``high`` of 80 and of 95 in a hundred.
        drawing: Empty where nothing is said.
    """

    of: Prospect
    line: dict[str, Any]
    point: str = ""
    low: tuple[str, str] = ("", "")
    high: tuple[str, str] = ("", "")
    drawing: Markup = field(default_factory=Markup)

    @property
    def said(self) -> bool:
        """Whether there is an outlook."""
        return self.of.outlook.reason is None

    @property
    def like(self) -> str:
        """The verdict whose colour and symbol it borrows."""
        return LIKE.get(str(self.of.outlook.chance), "not_assessed")

    @property
    def years(self) -> tuple[int, int]:
        """First and last year of the figures looked at."""
        window = self.of.outlook.record["window"]
        return window[0]["year"], window[-1]["year"]

    @property
    def methods(self) -> dict[str, Any]:
        """What each method gives for the target's year; the months so far need none."""
        methods = self.of.outlook.record.get("methods", {})
        return {name: short(value) for name, value in methods.items()}


def ahead(found: Iterable[Prospect], language: Language) -> tuple[Ahead, ...]:
    """Return outlooks as a page shows them."""
    some = list(found)
    return tuple(_ahead(*pair, language) for pair in zip(some, records(some, language), strict=True))


def of_indicator(dossier: Dossier, at: date, language: Language) -> tuple[Ahead, ...]:
    """Return the outlooks on the running targets of an indicator."""
    return ahead(of_dossier(dossier, at), language)


def tallied(found: Sequence[Ahead]) -> dict[str, int]:
    """Return how many targets have which word, or no outlook for which reason."""
    return dict(Counter(one.line["word"] or one.line["reason"] for one in found))


def _ahead(one: Prospect, line: dict[str, Any], language: Language) -> Ahead:
    if one.outlook.reason is not None:
        return Ahead(of=one, line=line)

    def written(key: str) -> str:
        value = line[key]
        return "" if value is None else words.quantity(Decimal(repr(value)), one.target.unit, language)

    return Ahead(
        of=one,
        line=line,
        point=written("point"),
        low=(written("low_80"), written("low_95")),
        high=(written("high_80"), written("high_95")),
        drawing=prospect(one.outlook, line["sentence"]),
    )

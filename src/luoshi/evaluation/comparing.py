"""Places side by side on one figure: only like with like, and a rank no surer than its digits.

Figures go together when they are of one concept, period, unit and definition, from one official source. What
does not is not comparable (不可比), with the reason. Ranks are standard competition ranks: equal values
share one, and the next ones are skipped. A printed figure stands for everything that rounds to it, so each
rank comes with the ranks it takes when every figure is drawn anew from its last digit.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from luoshi.errors import Language, LuoshiError
from luoshi.evaluation import words
from luoshi.evaluation.inputs import decimals, in_unit
from luoshi.ledger.records import ConceptFigure
from luoshi.vocabulary.concepts import known
from luoshi.vocabulary.period import Period

Apart = Literal["no_figure", "unofficial", "forecast", "bound", "unit", "definition", "source", "several"]

OFFICIAL = frozenset({"A", "B"})
"""An official page, or an exact copy of an official figure."""
DRAWS = 2000
SEED = 20251231
LOW, HIGH = 0.05, 0.95


SWITCH = "LUOSHI_COMPARISON"
"""``off`` in this variable of the surroundings switches comparisons of places off."""


def refuse_if_off() -> None:
    """Raise ``comparison-off`` where the operator switched comparisons off."""
    if os.environ.get(SWITCH, "").strip().lower() == "off":
        raise LuoshiError("comparison-off", setting=SWITCH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A place in a comparison.

    Attributes:
        value: In the unit of the comparison.
        apart: Why it cannot be compared; without a rank then.
        rank: Competition rank, from 1.
        low, high: Ranks between which nine of ten draws lie.
    """

    place: str
    figure: ConceptFigure | None
    value: Decimal | None = None
    apart: Apart | None = None
    rank: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Places on one figure, by rank, those that cannot be compared last by name."""

    concept: str
    period: str
    unit: str | None
    more_first: bool
    standings: tuple[Standing, ...]


def compared(
    by_place: Mapping[str, Sequence[ConceptFigure]],
    concept: str,
    period: str,
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Comparison:
    """Compare places on a concept and period.

    Args:
        by_place: Every figure of the concept, by the place's name.
        concept: Its id; where less is better the least comes first.
        period: ISO 8601.
        draws: How often ranks are drawn anew.
        seed: Of the draws.
    """
    found = known(concept)
    of = Period.parse(period).iso()
    taken = {place: _taken(figures, of) for place, figures in by_place.items()}
    sound = {place: one for place, (one, apart) in taken.items() if one is not None and apart is None}
    kind = _most([(one.definition, one.citation.publisher or one.citation.source) for one in sound.values()])
    unit = (found.unit if found else None) or _most([one.unit for one in sound.values()])
    first = [_placed(place, *taken[place], kind, unit) for place in sorted(taken)]
    more_first = found is None or found.higher_is_better is not False
    alike = [one for one in first if one.apart is None and one.value is not None]
    ranked = _ranked(alike, more_first, draws, random.Random(f"{seed}:{concept}:{of}"))  # noqa: S311
    return Comparison(
        concept=concept,
        period=of,
        unit=unit,
        more_first=more_first,
        standings=(*ranked, *(one for one in first if one.apart is not None)),
    )


def _taken(figures: Sequence[ConceptFigure], period: str) -> tuple[ConceptFigure | None, Apart | None]:
    """Return the figure of a place for a period: the better source, then the later entry."""
    own = [one for one in figures if one.period == period and one.kind == "observation"]
    if not own:
        return None, "no_figure"
    official = [one for one in own if one.citation.trust in OFFICIAL]
    if not official:
        return own[-1], "unofficial"
    best = max(official, key=lambda one: (-ord(one.citation.trust), one.recorded, one.id))
    if best.status == "F":
        return best, "forecast"
    if best.comparator not in ("eq", "approx"):
        return best, "bound"
    rivals = {
        one.value for one in official if one.citation.trust == best.citation.trust and one.unit == best.unit
    }
    return best, "several" if len(rivals) > 1 else None


def _most(values: Sequence[Any]) -> Any:
    counted = Counter(values)
    return min(counted, key=lambda one: (-counted[one], str(one))) if counted else None


def _placed(
    place: str, figure: ConceptFigure | None, apart: Apart | None, kind: Any, unit: str | None
) -> Standing:
    if figure is None or apart is not None:
        return Standing(place=place, figure=figure, apart=apart)
    definition, source = kind
    value, fits = in_unit(figure.value, figure.unit, unit)
    if not fits:
        apart = "unit"
    elif figure.definition != definition:
        apart = "definition"
    elif (figure.citation.publisher or figure.citation.source) != source:
        apart = "source"
    return Standing(place=place, figure=figure, value=value, apart=apart)


def _ranked(alike: Sequence[Standing], more_first: bool, draws: int, rng: random.Random) -> list[Standing]:
    sign = -1 if more_first else 1
    values = [sign * one.value for one in alike if one.value is not None]
    halves = [float(Decimal(1).scaleb(-decimals(one.value)) / 2) for one in alike if one.value is not None]
    drawn: list[list[int]] = [[] for _ in alike]
    for _ in range(draws):
        moved = [float(v) + rng.uniform(-half, half) for v, half in zip(values, halves, strict=True)]
        order = sorted(range(len(moved)), key=moved.__getitem__)
        for rank, index in enumerate(order, start=1):
            drawn[index].append(rank)
    ranked = [
        Standing(
            place=one.place,
            figure=one.figure,
            value=one.value,
            rank=1 + sum(other < value for other in values),
            low=_quantile(ranks, LOW),
            high=_quantile(ranks, HIGH),
        )
        for one, value, ranks in zip(alike, values, drawn, strict=True)
    ]
    return sorted(ranked, key=lambda one: (one.rank or 0, one.place))


def _quantile(ranks: Sequence[int], level: float) -> int | None:
    return sorted(ranks)[round(level * (len(ranks) - 1))] if ranks else None


def records(found: Comparison, language: Language) -> list[dict[str, Any]]:
    """Return a row for each place."""
    return [
        {
            "rank": one.rank,
            "rank_low": one.low,
            "rank_high": one.high,
            "place": one.place,
            "period": found.period,
            "value": one.value,
            "unit": found.unit,
            "definition": one.figure.definition if one.figure else None,
            "source": (one.figure.citation.publisher or one.figure.citation.source) if one.figure else None,
            "apart": one.apart,
            "reason": words.text("apart", one.apart, language) if one.apart else None,
        }
        for one in found.standings
    ]

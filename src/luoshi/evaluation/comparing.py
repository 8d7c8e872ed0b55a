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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from luoshi.errors import Language, LuoshiError
from luoshi.evaluation import words
from luoshi.evaluation.inputs import decimals, in_unit
from luoshi.ledger.records import ConceptFigure
from luoshi.vocabulary.concepts import known
from luoshi.vocabulary.period import Period

Apart = Literal[
    "no_figure", "not_over", "unofficial", "forecast", "bound", "unit", "definition", "source", "several"
]

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
    at: date | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Comparison:
    """Compare places on a concept and period.

    Args:
        by_place: Every figure of the concept, by the place's name.
        concept: Its id; where less is better the least comes first.
        period: ISO 8601.
        at: 评估基准日; a period that is not over by then has no figures yet.
        draws: How often ranks are drawn anew.
        seed: Of the draws.
    """
    found = placed(by_place, concept, period, at=at)
    alike = [one for one in found.standings if one.apart is None and one.value is not None]
    rng = random.Random(f"{seed}:{concept}:{found.period}")  # noqa: S311
    ranked = _ranked(alike, found.more_first, draws, rng)
    return replace(found, standings=(*ranked, *(one for one in found.standings if one.apart is not None)))


def placed(
    by_place: Mapping[str, Sequence[ConceptFigure]], concept: str, period: str, *, at: date | None = None
) -> Comparison:
    """Say which places can be compared on a period, without ranks, by name; see ``compared``."""
    found = known(concept)
    asked = Period.parse(period)
    of, over = asked.iso(), at is None or asked.last_day <= at
    taken = {place: _taken(figures, of) if over else _NOT_OVER for place, figures in by_place.items()}
    sound = {place: one for place, (one, apart) in taken.items() if one is not None and apart is None}
    kind = _most([(one.definition, origin(one)) for one in sound.values()])
    unit = (found.unit if found else None) or _most([one.unit for one in sound.values()])
    return Comparison(
        concept=concept,
        period=of,
        unit=unit,
        more_first=found is None or found.higher_is_better is not False,
        standings=tuple(_placed(place, *taken[place], kind, unit) for place in sorted(taken)),
    )


def origin(figure: ConceptFigure) -> str | None:
    """Return who published a figure, else where it stands."""
    return figure.citation.publisher or figure.citation.source


_NOT_OVER: tuple[ConceptFigure | None, Apart | None] = (None, "not_over")


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
    elif origin(figure) != source:
        apart = "source"
    return Standing(place=place, figure=figure, value=value, apart=apart)


def _ranked(alike: Sequence[Standing], more_first: bool, draws: int, rng: random.Random) -> list[Standing]:
    sign = -1 if more_first else 1
    values = [sign * one.value for one in alike if one.value is not None]
    order = sorted(range(len(values)), key=lambda index: (values[index], alike[index].place))
    ranked: list[Standing] = []
    rank = 0
    for group in _close([(values[index], _half(values[index])) for index in order]):
        members = [order[at] for at in group]
        drawn = _drawn([values[index] for index in members], draws, rng)
        for at, index, (low, high) in zip(group, members, drawn, strict=True):
            rank = rank if at and values[index] == values[order[at - 1]] else at + 1
            one, before = alike[index], group[0]
            ranked.append(
                Standing(
                    place=one.place,
                    figure=one.figure,
                    value=one.value,
                    rank=rank,
                    low=before + low,
                    high=before + high,
                )
            )
    return ranked


def _half(value: Decimal) -> Decimal:
    """Return half of the last digit: how far off the true value may be."""
    return Decimal(1).scaleb(-decimals(value)) / 2


def _close(sorted_values: Sequence[tuple[Decimal, Decimal]]) -> Iterator[list[int]]:
    """Yield runs of neighbours, by their places in order, that may change ranks: others never meet."""
    run: list[int] = []
    end = Decimal(0)
    for index, (value, half) in enumerate(sorted_values):
        if run and value - half >= end:
            yield run
            run = []
        end = value + half if not run else max(end, value + half)
        run.append(index)
    if run:
        yield run


def _drawn(values: Sequence[Decimal], draws: int, rng: random.Random) -> list[tuple[int, int]]:
    """Return the ranks, from 1, between which nine of ten draws of each value lie."""
    if len(values) == 1:
        return [(1, 1)]
    spread = [(float(value), float(_half(value))) for value in values]
    found: list[list[int]] = [[] for _ in values]
    for _ in range(draws):
        moved = [value + rng.uniform(-half, half) for value, half in spread]
        for rank, index in enumerate(sorted(range(len(moved)), key=moved.__getitem__), start=1):
            found[index].append(rank)
    return [(_quantile(ranks, LOW), _quantile(ranks, HIGH)) for ranks in found]


def _quantile(ranks: Sequence[int], level: float) -> int:
    return sorted(ranks)[round(level * (len(ranks) - 1))]


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
            "source": origin(one.figure) if one.figure else None,
            "apart": one.apart,
            "reason": words.text("apart", one.apart, language) if one.apart else None,
        }
        for one in found.standings
    ]

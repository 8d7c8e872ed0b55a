"""A plan rolled up: counts, the worst binding indicator, and composites that somebody asked for by name.

Composites use only indicators whose share of the distance was computed; those without one are named, never
counted as nothing done. Each comes with an interval: what it might as well have been with other weights,
another scale, or without some of its indicators.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.rollup.composites import Table, efficacy_of, entropy_weights, held, topsis, weighted
from luoshi.evaluation.rows import Row
from luoshi.evaluation.rules.finding import BEST
from luoshi.evaluation.summary import Counts, Summary

Name = Literal["weighted", "efficacy", "entropy", "topsis"]
NAMES: tuple[Name, ...] = ("weighted", "efficacy", "entropy", "topsis")

VERSION = "rollup-1"
DRAWS = 2000
SEED = 20251231
LEFT_OUT = 0.1
"""Chance that a draw leaves an indicator out."""
FACTOR = 2.0
"""A draw multiplies each weight by something between a half and this, evenly on a log scale."""
MOST = (1.0, 1.2)
"""Ends at which a draw holds a share: overshoot counts nothing, or up to a fifth."""
LOW, HIGH = 0.05, 0.95
LEAST = 2
"""Indicators a composite needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Composite:
    """A composite of a plan.

    Attributes:
        value: 0 to 100; ``None`` with fewer than two indicators.
        low, high: Between which nine of ten draws lie.
        weights: Share of each indicator used, by its slug; they add up to 1.
        left_out: Slugs of indicators without a share of the distance.
        stated: Who set the weights: ``equal``, ``given`` or ``entropy``.
    """

    name: Name
    value: float | None
    low: float | None
    high: float | None
    weights: Mapping[str, float]
    left_out: tuple[str, ...]
    stated: str
    seed: int
    draws: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """A plan rolled up.

    Attributes:
        worst: The binding indicators with the worst verdict, ``()`` where none was assessed.
        composites: Those asked for; none unless somebody does.
    """

    counts: Counts
    worst: tuple[Row, ...]
    binding: int
    composites: tuple[Composite, ...]


def rolled_up(
    summary: Summary,
    names: Sequence[Name] = (),
    weights: Mapping[str, float] | None = None,
    *,
    seed: int = SEED,
    draws: int = DRAWS,
) -> RollUp:
    """Roll a plan up.

    Args:
        summary: The plan at a glance; its leading phase is rolled up.
        names: Composites to form.
        weights: By slug, above nothing; equal ones unless given. What is not named weighs nothing.
        seed: Of the draws.
        draws: How many.
    """
    binding = [row for row in summary.rows if row.indicator.attribute == "binding"]
    return RollUp(
        counts=summary.counts,
        worst=_worst(binding),
        binding=len(binding),
        composites=tuple(composite(name, summary.rows, weights, seed=seed, draws=draws) for name in names),
    )


def _worst(binding: Sequence[Row]) -> tuple[Row, ...]:
    known = [row for row in binding if row.result and row.result.verdict in BEST]
    if not known:
        return ()
    least = max(BEST.index(row.result.verdict) for row in known if row.result)
    return tuple(row for row in known if row.result and BEST.index(row.result.verdict) == least)


def composite(
    name: Name,
    rows: Sequence[Row],
    given: Mapping[str, float] | None = None,
    *,
    seed: int = SEED,
    draws: int = DRAWS,
) -> Composite:
    """Form one composite with its interval; the same seed gives the same interval."""
    every = {row.indicator.slug: _share(row) for row in rows}
    shares = {slug: share for slug, share in every.items() if share is not None}
    start = {slug: given.get(slug, 0.0) if given else 1.0 for slug in shares}
    used = [slug for slug, weight in start.items() if weight > 0]
    left = tuple(row.indicator.slug for row in rows if row.indicator.slug not in used)
    stated = "entropy" if name == "entropy" else "given" if given else "equal"
    if len(used) < LEAST:
        return Composite(
            name=name,
            value=None,
            low=None,
            high=None,
            weights={},
            left_out=left,
            stated=stated,
            seed=seed,
            draws=0,
        )
    values, own = [shares[slug] for slug in used], [start[slug] for slug in used]
    if name == "entropy":
        own = entropy_weights(_table(values))
    drawn = sorted(_drawn(name, values, own, random.Random(f"{seed}:{name}"), draws))  # noqa: S311
    total = math.fsum(own)
    return Composite(
        name=name,
        value=_rounded(score(name, values, own)),
        low=_rounded(drawn[int(LOW * (len(drawn) - 1))]),
        high=_rounded(drawn[math.ceil(HIGH * (len(drawn) - 1))]),
        weights={slug: _rounded(weight / total) for slug, weight in zip(used, own, strict=True)},
        left_out=left,
        stated=stated,
        seed=seed,
        draws=draws,
    )


def _share(row: Row) -> float | None:
    """Return the share of the distance; what was not assessed has none here."""
    result = row.result
    if result is None or result.verdict == "not_assessed" or result.completion is None:
        return None
    return float(result.completion)


def _table(shares: Sequence[float], most: float = 1.0) -> Table:
    """Return baseline, present and target as rows of shares."""
    return [[0.0] * len(shares), [held(one, most) for one in shares], [1.0] * len(shares)]


def score(
    name: Name, shares: Sequence[float], weights: Sequence[float], *, most: float = 1.0, ratio: bool = True
) -> float:
    """Return a composite, 0 to 100."""
    rules: Mapping[Name, Callable[[], float]] = {
        "weighted": lambda: 100 * weighted([held(one, most) / most for one in shares], weights),
        "efficacy": lambda: efficacy_of([held(one, most) for one in shares], weights),
        "entropy": lambda: 100 * weighted([held(one, most) / most for one in shares], weights),
        "topsis": lambda: 100 * topsis(_table(shares, most), weights, ratio=ratio)[1],
    }
    return rules[name]()


def _drawn(
    name: Name, shares: Sequence[float], weights: Sequence[float], rng: random.Random, draws: int
) -> list[float]:
    found = []
    for _ in range(draws):
        kept = [index for index in range(len(shares)) if rng.random() >= LEFT_OUT]
        if len(kept) < LEAST:
            kept = rng.sample(range(len(shares)), LEAST)
        other = [weights[index] * FACTOR ** rng.uniform(-1, 1) for index in kept]
        if math.fsum(other) <= 0:
            other = [1.0] * len(kept)
        most, ratio = rng.choice(MOST), rng.random() < 0.5
        found.append(score(name, [shares[index] for index in kept], other, most=most, ratio=ratio))
    return found


def _rounded(value: float) -> float:
    return round(value, 6)


def records(found: RollUp, language: Language) -> list[dict[str, Any]]:
    """Return a row for each composite."""
    return [
        {
            "composite": one.name,
            "name": words.text("composite", one.name, language),
            "value": None if one.value is None else round(one.value, 1),
            "low": None if one.low is None else round(one.low, 1),
            "high": None if one.high is None else round(one.high, 1),
            "used": len(one.weights),
            "left_out": len(one.left_out),
            "weights": words.text("composite", f"weights_{one.stated}", language),
            "shares": dict(one.weights),
            "seed": one.seed,
            "draws": one.draws,
            "version": VERSION,
        }
        for one in found.composites
    ]


def worst_words(found: RollUp, language: Language) -> str:
    """Return the worst binding indicators in words."""
    if not found.binding:
        return words.text("composite", "no_binding", language)
    if not found.worst:
        return words.text("composite", "binding_unknown", language, count=found.binding)
    names = [row.name(language) for row in found.worst]
    return words.text(
        "composite",
        "worst",
        language,
        word=found.worst[0].status(language).word,
        names=("、" if language == "zh" else ", ").join(names),
        count=found.binding,
    )

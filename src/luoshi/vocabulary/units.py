"""Units of planning documents: measure words, money, physical and traffic units, and their compounds.

The symbols live in ``data/units.csv``: symbol, dimension, factor to the dimension's base, English gloss,
kind and the characters before which it is no unit. 万 and 亿 before a symbol multiply it (``亿元`` = 10⁸
yuan); ``A/B`` divides (``公里/平方公里``). Percent and percentage point are different dimensions. Every
measure word is a dimension of its own: ten 户 of companies are not ten 个 of projects.

Sources of factors: GB 3100–1993 (SI units), GB/T 2589–2020 (1 kg of standard coal = 29.3076 MJ).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Literal

from luoshi.errors import LuoshiError
from luoshi.vocabulary.numerals import multiplier

UnitKind = Literal[
    "count", "money", "ratio", "point", "fold", "physical", "time", "traffic", "rank", "score", "compound"
]

_PREFIX = re.compile(r"(万亿|亿|万|千)(.*)")
_PREFIX_GLOSS = {"千": "thousand", "万": "10 thousand", "亿": "100 million", "万亿": "trillion"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A unit as written and what it measures.

    Attributes:
        symbol: As written, for instance ``亿元``.
        dimension: What it measures; units of one dimension convert into each other.
        factor: How many of the dimension's base unit it is, ``None`` where that is not fixed (番, 工作日).
        gloss: In English, for instance ``100 million yuan``.
        kind: Family of the unit, which the grammar's rules turn on.
        not_before: Characters that make another word of it: 人 before 口 is no unit.
    """

    symbol: str
    dimension: str
    factor: Decimal | None
    gloss: str
    kind: UnitKind
    not_before: str = ""


@cache
def symbols() -> dict[str, Unit]:
    """Return every symbol of the data file."""
    path = resources.files("luoshi.vocabulary").joinpath("data/units.csv")
    with path.open(encoding="utf-8") as lines:
        return {row["symbol"]: _row(row) for row in csv.DictReader(lines)}


def _row(row: dict[str, str]) -> Unit:
    kind: UnitKind = row["kind"]  # type: ignore[assignment]
    factor = Decimal(row["factor"]) if row["factor"] else None
    return Unit(
        symbol=row["symbol"],
        dimension=row["dimension"],
        factor=factor,
        gloss=row["gloss"],
        kind=kind,
        not_before=row["not_before"],
    )


@cache
def find_unit(text: str) -> Unit | None:
    """Return the unit a text names, or ``None``; spaces in it do not matter."""
    plain = "".join(text.split())
    if known := symbols().get(plain):
        return known
    if prefix := _PREFIX.fullmatch(plain):
        return _multiplied(plain, prefix[1], prefix[2])
    upper, slash, lower = plain.partition("/")
    if slash:
        return _divided(plain, find_unit(upper), find_unit(lower))
    return None


def read_unit(text: str) -> Unit:
    """Return the unit a text names; raises ``unit-unknown``."""
    unit = find_unit(text)
    if unit is None:
        raise LuoshiError("unit-unknown", text=text)
    return unit


def convert(value: Decimal, source: str, target: str) -> Decimal:
    """Return a value given in one unit in another.

    Args:
        value: In ``source`` units.
        source: Unit as written, for instance ``亿元``.
        target: Unit wanted, for instance ``万元``.

    Raises:
        LuoshiError: ``unit-unknown``; ``units-differ`` when they do not measure the same thing or when
            a factor is not fixed.
    """
    first, second = read_unit(source), read_unit(target)
    if first.symbol == second.symbol:
        return value
    if first.dimension != second.dimension or first.factor is None or second.factor is None:
        raise LuoshiError("units-differ", source=source, target=target)
    return value * first.factor / second.factor


def _multiplied(symbol: str, prefix: str, rest: str) -> Unit | None:
    times = Decimal(multiplier(prefix))
    gloss = _PREFIX_GLOSS[prefix]
    if not rest:
        return Unit(symbol=symbol, dimension="number", factor=times, gloss=gloss, kind="count")
    base = find_unit(rest)
    if base is None:
        return None
    factor = None if base.factor is None else times * base.factor
    return Unit(
        symbol=symbol, dimension=base.dimension, factor=factor, gloss=f"{gloss} {base.gloss}", kind=base.kind
    )


def _divided(symbol: str, upper: Unit | None, lower: Unit | None) -> Unit | None:
    if upper is None or lower is None:
        return None
    factor = None if upper.factor is None or lower.factor is None else upper.factor / lower.factor
    return Unit(
        symbol=symbol,
        dimension=f"{upper.dimension}/{lower.dimension}",
        factor=factor,
        gloss=f"{upper.gloss} per {lower.gloss}",
        kind="compound",
    )

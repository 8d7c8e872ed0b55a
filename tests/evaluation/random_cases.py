"""Random cases of every kind of target, with the edge cases of docs/edge-cases.md among them."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from luoshi.evaluation.model import ObservationInput, TargetInput, TargetKind
from luoshi.evaluation.rules.time_path import RULES
from luoshi.vocabulary.period import Nature, Period

Case = tuple[TargetInput, list[ObservationInput]]

STRETCHES = ("2021/2025", "2025", "2023", "2021/2023", "2022/2025", "2021-07/2025-06")
OVER_YEARS = frozenset(
    {"average_growth", "cumulative_change", "cumulative_total", "floor_each_year", "ceiling_each_year"}
)
GROWTHS = frozenset({"average_growth", "cumulative_change"})
DEFINITIONS: tuple[tuple[str | None, ...], ...] = (
    (None,),
    (None,),
    ("first",),
    ("first", None),
    ("first", "second"),
    ("first", "second", None),
)


def cases(seed: int, count: int) -> list[Case]:
    """Return random cases; half of them calm, so that most rules come to a verdict."""
    chance = random.Random(seed)
    kinds = [*list(RULES)[:6], *RULES, *RULES]
    return [_case(chance, chance.choice(kinds), number, number % 2 == 0) for number in range(count)]


def _case(chance: random.Random, kind: TargetKind, number: int, calm: bool) -> Case:
    known = [_number(chance) for _ in range(4)]
    unit = _unit(chance, kind)
    target = _target(chance, kind, f"{number:06d}", known, unit, calm)
    return target, _figures(chance, target, known, calm)


def _unit(chance: random.Random, kind: TargetKind) -> str | None:
    if kind in GROWTHS or chance.random() < 0.3:
        return chance.choice(["%", "个百分点"])
    return chance.choice(["亿元", None])


def _number(chance: random.Random) -> Decimal:
    """Return zero, negative, very large and ordinary numbers with up to three decimals."""
    if chance.random() < 0.08:
        return Decimal(0)
    least = -200 if chance.random() < 0.15 else 1
    value = Decimal(chance.randint(least, 2000)).scaleb(-chance.choice([0, 1, 2, 3]))
    return value * 1_000_000 if chance.random() < 0.02 else value


def _period(chance: random.Random) -> Period:
    year = chance.choice(range(2018, 2027))
    nature: Nature = chance.choice(["span", "span", "span", "point", "ytd"])
    month = chance.randint(1, 6)
    text = chance.choice(
        [
            *[f"{year}"] * 6,
            f"{year}-{chance.choice(['01', '03', '06', '12'])}",
            f"{year}-Q{chance.randint(1, 4)}",
            f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
            f"{year}/{year + chance.randint(1, 4)}",
            f"{year}-{month:02d}/{year}-{month + chance.randint(1, 6):02d}",
        ]
    )
    return Period.parse(text, nature)


def _target(
    chance: random.Random, kind: TargetKind, number: str, known: list[Decimal], unit: str | None, calm: bool
) -> TargetInput:
    year = Period.year(chance.choice([2022, 2023, 2025]), chance.choice(["span", "span", "point"]))
    wild = chance.random() < 0.1
    period = (
        _period(chance) if wild else Period.parse(chance.choice(STRETCHES)) if kind in OVER_YEARS else year
    )
    value = _pick(chance, known) if calm or chance.random() > 0.05 else None
    if kind in GROWTHS and value is not None:
        value = (value / 40).quantize(Decimal("0.001"))
    upper = value + abs(_number(chance)) if kind == "keep_within" and value is not None else None
    base = Period.year(chance.choice([2015, 2019, 2020, 2020, 2020]))
    return TargetInput(
        id=f"t{number}",
        indicator_id=f"i{number}",
        kind=kind,
        period=period,
        value=value,
        upper=upper if chance.random() < 0.8 else None,
        comparator=chance.choice(["eq", "eq", "ge", "gt", "le", "lt", "approx"]),
        unit=unit,
        higher_is_better=chance.choice([True, True, False, None]),
        approx_band=chance.choice([None, None, Decimal("0.2")]),
        baseline=_pick(chance, known) if calm or chance.random() > 0.2 else None,
        baseline_period=base if calm or chance.random() > 0.2 else chance.choice([None, _period(chance)]),
    )


def _pick(chance: random.Random, known: list[Decimal]) -> Decimal:
    return chance.choice(known) if chance.random() < 0.4 else _number(chance)


def _figures(
    chance: random.Random, target: TargetInput, known: list[Decimal], calm: bool
) -> list[ObservationInput]:
    definitions = DEFINITIONS[0] if calm else chance.choice(DEFINITIONS)
    made: list[ObservationInput] = []
    for place in range(chance.choice([0, 1, 2, 4, 6, 9])):
        period = _figure_period(chance, target, place, calm)
        if made and chance.random() < 0.12:
            period = made[-1].period
        made.append(_figure(chance, target, place, period, known, definitions, calm))
    return made


def _figure_period(chance: random.Random, target: TargetInput, place: int, calm: bool) -> Period | None:
    if target.kind in GROWTHS and chance.random() < 0.3:
        return Period.parse(f"2021/{chance.randint(2022, 2025)}")
    if calm or chance.random() < 0.6:
        return Period.year(2020 + place, "span" if calm else chance.choice(["span", "point"]))
    return None if chance.random() < 0.05 else _period(chance)


def _figure(
    chance: random.Random,
    target: TargetInput,
    place: int,
    period: Period | None,
    known: list[Decimal],
    definitions: tuple[str | None, ...],
    calm: bool,
) -> ObservationInput:
    unit, value = target.unit, _on_the_way(chance, target) if calm else None
    value = _pick(chance, known) if value is None else value
    if target.kind in GROWTHS:
        unit = chance.choice(["%", "亿元", "亿元", None])
        value = (value / 40).quantize(Decimal("0.001")) if unit == "%" else value
    value = Decimal(format(value, "f"))
    often = 30 if calm else 8
    return ObservationInput(
        id=f"o{target.id}-{chance.randint(0, 999):03d}-{place}",
        period=period,
        value=value,
        comparator=chance.choice([*["eq"] * often, "gt", "ge", "lt", "le", "approx"]),
        unit=unit,
        match=chance.choice(
            [*["same"] * often, "derived", "input", "proxy", "candidate", "doubtful", "decoy"]
        ),
        status=chance.choice([*["A"] * often, "F", "E"]),
        trust=chance.choice([*"A" * often, "B", "C", "D", "X"]),
        definition=chance.choice(definitions),
        published_by=None if calm else chance.choice([None, date(2024, 1, 1), date(2025, 3, 1)]),
        digits=max(0, -int(value.as_tuple().exponent)),
        final=calm or chance.random() < 0.85,
        decided=chance.random() < 0.02,
    )


def _on_the_way(chance: random.Random, target: TargetInput) -> Decimal | None:
    """Return a value that lies on the path, on a threshold of the pace, or beside it."""
    if target.value is None or target.baseline is None or chance.random() < 0.2:
        return None
    distance = target.value - target.baseline
    share = chance.choice(["0.18", "0.2", "0.22", "0.54", "0.6", "0.66", "0.72", "0.8", "0.88", "0.9", "1"])
    value = target.baseline + distance * Decimal(share)
    return value if chance.random() < 0.6 else value.quantize(Decimal("0.1"))

"""The edge cases every method must answer, each as a target with its figures; see docs/edge-cases.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from cases import figure, target

from luoshi.evaluation.explain import explained
from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.packs import judged
from luoshi.evaluation.parameters import load
from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.rules.packs.course import Beside

AT = date(2023, 12, 31)
PEERS = tuple(Decimal(value) for value in range(10, 60, 4))
METHODS = ("time-path", *registry.names())


@dataclass(frozen=True, kw_only=True)
class Case:
    aim: TargetInput
    figures: tuple[ObservationInput, ...]
    at: date = AT
    beside: Beside = field(default_factory=lambda: Beside(peers=PEERS))

    def answer(self, method: str) -> str:
        """The grade, or the reason why there is none."""
        if method == "time-path":
            result = explained(self.aim, self.figures, at=self.at, parameters=load())
            return result.reason or result.verdict
        found = judged(method, self.aim, self.figures, at=self.at, beside=self.beside)
        return found.reason or found.grade


def series(*values: Any, first: int = 2021, **more: Any) -> tuple[ObservationInput, ...]:
    return tuple(figure(first + index, value, **more) for index, value in enumerate(values))


def _broken() -> tuple[ObservationInput, ...]:
    old = series(38, 40, 42, 44, first=2018, definition="old")
    return (*old, *series(60, 62, first=2022, definition="new"))


def _months() -> tuple[ObservationInput, ...]:
    spans = ("2023-01/2023-02", "2023-03", "2023-04")
    return tuple(figure(period, value) for period, value in zip(spans, (7, 4, 4), strict=True))


def _fiscal() -> tuple[ObservationInput, ...]:
    return tuple(figure(f"{year}-04/{year + 1}-03", 40 + year - 2020) for year in range(2020, 2023))


def _twice() -> tuple[ObservationInput, ...]:
    first = figure(2023, 44, id="provisional", final=False, published_by=date(2024, 1, 20))
    last = figure(2023, 47, id="revised", published_by=date(2024, 5, 20))
    return (*series(42, 44), first, last)


def _late() -> tuple[ObservationInput, ...]:
    return (*series(42, 44, 46), figure(2024, 48, published_by=date(2025, 5, 20)))


def case(aim: TargetInput, figures: Sequence[ObservationInput], **more: Any) -> Case:
    return Case(aim=aim, figures=tuple(figures), **more)


CASES: dict[str, Callable[[], Case]] = {
    "zero base": lambda: case(target(50, 0), series(10, 20, 30)),
    "zero target": lambda: case(target(0, 40, higher_is_better=False), series(32, 24, 16)),
    "base meets the target, then slips": lambda: case(target(40, 45), series(44, 42, 39)),
    "target equals base": lambda: case(target(40, 40), series(40, 41, 39)),
    "overshoot": lambda: case(target(50, 40), series(45, 52, 60)),
    "percentage, so changes are points": lambda: case(target(50, 40, unit="%"), series(42, 44, 46)),
    "growth rate": lambda: case(target(8, 5, measure="growth", unit="%"), series(5.5, 6, 6.8)),
    "sign change": lambda: case(target(20, -10), series(-4, 2, 8)),
    "single point": lambda: case(target(50, None, base=None), series(46, first=2023)),
    "only the baseline": lambda: case(target(50, 40), ()),
    "gaps": lambda: case(target(50, 40), (figure(2023, 46),)),
    "years such as 2015-16": lambda: case(target(50, 40), _fiscal()),
    "provisional and revised": lambda: case(target(50, 40), _twice()),
    "break in the series": lambda: case(target(70, 42), _broken()),
    "base year other than the plan's start": lambda: case(
        target(50, 38, base=2019), series(40, 42, 44, 46, first=2020)
    ),
    "target year past": lambda: case(target(50, 40, year=2023), series(42, 44, 47)),
    "newest figure before the base": lambda: case(target(50, 40), series(36, 38, first=2018)),
    "months, January and February together": lambda: case(target(50, 40), _months()),
    "natural limit": lambda: case(
        target(None, 97, kind="direction_only", unit="%"),
        series(97.2, 97.4, 97.6),
        beside=Beside(limit=Decimal(100), peers=PEERS),
    ),
    "band": lambda: case(target(30, 44, kind="keep_within", upper=40), series(43, 42, 41)),
    "discontinued": lambda: case(target(50, 40, year=2030), series(42, 43), at=date(2029, 12, 31)),
    "target before its revision": lambda: case(target(50, 40), series(42, 44, 46)),
    "target after its revision": lambda: case(target(60, 40), series(42, 44, 46)),
    "yes or no": lambda: case(target(1, 0), series(0, 0, 1)),
    "rank": lambda: case(target(20, 25, kind="rank", comparator="le"), series(24, 23, 22)),
    "time counts from the end of the base year": lambda: case(
        target(50, 40, base=2022), (figure(2023, "43.4"),)
    ),
    "published a year later": lambda: case(target(50, 40), _late(), at=date(2024, 12, 31)),
    "no direction stated": lambda: case(target(40, 40, higher_is_better=None), series(42, 44)),
    "no number": lambda: case(target(None, 40), series(42, 44, 46)),
    "direction only": lambda: case(target(None, 40, kind="direction_only"), series(42, 44, 46)),
    "average growth": lambda: case(
        target(6, None, kind="average_growth", unit="%"), series(5, 6, 7, unit="%")
    ),
    "floor in every year": lambda: case(
        target(40, None, kind="floor_each_year", year="2021/2025"), series(42, 41, 43, 44, first=2020)
    ),
    "no peers": lambda: case(target(50, 40), series(42, 44, 46), beside=Beside()),
}

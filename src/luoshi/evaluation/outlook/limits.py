"""Natural limits of an indicator: which rule of ``data/limits-1.toml`` fits it, and why."""

from __future__ import annotations

import tomllib
from calendar import isleap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Literal

from luoshi.errors import Language
from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.vocabulary.concepts import dimension_of, known

DEFAULT = "limits-1"
DAYS = "days_of_year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Ends beyond which an indicator cannot lie, in its unit.

    Attributes:
        low, high: ``None`` where there is none.
        rule: Name of the rule that gives them, ``None`` where no rule fits.
        passed: Ends that the rule gives and a figure lies beyond, so that they are none.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    rule: str | None = None
    passed: tuple[Literal["low", "high"], ...] = ()

    def held(self, value: float) -> float:
        """Return a value, or the end it lies beyond."""
        value = value if self.low is None else max(value, float(self.low))
        return value if self.high is None else min(value, float(self.high))

    def why(self, language: Language) -> str:
        """Return the reason for the ends, empty where no rule fits."""
        return "" if self.rule is None else str(_rules()[self.rule][language])

    def frozen(self) -> dict[str, Any]:
        """Return them as a record holds them."""
        return {
            "low": None if self.low is None else format(self.low, "f"),
            "high": None if self.high is None else format(self.high, "f"),
            "rule": self.rule,
            "passed": list(self.passed),
            "version": DEFAULT,
        }


OPEN = Limits()


def thawed(record: Mapping[str, Any]) -> Limits:
    """Return limits from a record."""
    low, high = (None if record[end] is None else Decimal(record[end]) for end in ("low", "high"))
    return Limits(low=low, high=high, rule=record["rule"], passed=tuple(record["passed"]))


def limits_of(
    name: str, target: TargetInput, observations: Iterable[ObservationInput], concept: str | None = None
) -> Limits:
    """Return the limits of a level; other measures have none.

    Args:
        name: Of the indicator.
        target: Its target.
        observations: Its figures; one that lies beyond an end shows that it is none.
        concept: Id of its concept, where it has one.
    """
    if target.measure not in ("level", "rank"):
        return OPEN
    rule = next((one for one in _rules().values() if _fits(one, name, target.unit, concept)), None)
    if rule is None:
        return OPEN
    stated = Limits(low=_end(rule.get("low"), target), high=_end(rule.get("high"), target), rule=rule["name"])
    values = [one.value for one in observations if one.match in ("same", "derived")]
    return _without_passed(stated, [*values, *_own(target)])


def _own(target: TargetInput) -> list[Decimal]:
    return [value for value in (target.value, target.baseline) if value is not None]


def _without_passed(limits: Limits, values: list[Decimal]) -> Limits:
    if limits.low is not None and any(value < limits.low for value in values):
        limits = replace(limits, low=None, passed=(*limits.passed, "low"))
    if limits.high is not None and any(value > limits.high for value in values):
        limits = replace(limits, high=None, passed=(*limits.passed, "high"))
    return limits


def _end(stated: Any, target: TargetInput) -> Decimal | None:
    if stated == DAYS:
        return Decimal(366 if isleap(target.period.last_day.year) else 365)
    return None if stated is None else Decimal(str(stated))


def _fits(rule: Mapping[str, Any], name: str, unit: str | None, concept: str | None) -> bool:
    meant = known(concept)
    measured = dimension_of(unit) if unit else None
    tests = {
        "concepts": concept in rule.get("concepts", ()),
        "natures": meant is not None and meant.nature in rule.get("natures", ()),
        "units": unit in rule.get("units", ()),
        "measures": measured in rule.get("measures", ()),
        "words": any(word in name for word in rule.get("words", ())),
        "endings": name.endswith(tuple(rule.get("endings", ()))),
        "without": not any(word in name for word in rule.get("without", ())),
    }
    return all(held for condition, held in tests.items() if condition in rule)


@cache
def _rules() -> Mapping[str, Mapping[str, Any]]:
    file = resources.files("luoshi.evaluation").joinpath(f"data/{DEFAULT}.toml")
    return {one["name"]: one for one in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]}

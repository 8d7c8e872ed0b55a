"""An outlook in words, from its record."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.integrity.words import kind
from luoshi.evaluation.model import TargetInput
from luoshi.evaluation.outlook.limits import thawed
from luoshi.evaluation.rules.exact import half_up


def sentence(target: TargetInput, record: Mapping[str, Any], language: Language) -> str:
    """Return the sentence of an outlook, with its reason where nothing is said."""
    if "months" in record:
        return _within_year(target, record, language)
    if record["reason"] is not None:
        return words.text(
            "outlook", "none", language, reason=words.text("no_outlook", record["reason"], language)
        )

    def written(value: float) -> str:
        return words.quantity(_short(value), target.unit, language)

    told = words.text(
        "outlook",
        "sentence",
        language,
        values={
            "year": str(record["target_year"]),
            "points": len(record["window"]),
            "point": written(record["point"]),
            "low": written(record["low"][0]),
            "high": written(record["high"][0]),
            "target": written(record["goal"]),
            "probability": record["shown"],
            "chance": words.text("chance", record["chance"], language),
        },
    )
    return told + _since(record["since"], language)


def _within_year(target: TargetInput, record: Mapping[str, Any], language: Language) -> str:
    """Return what the months so far come to, with an interval where enough years tell one."""

    def written(value: float) -> str:
        return words.quantity(_short(value), target.unit, language)

    values = {
        "year": str(record["target_year"]),
        "month": str(record["months"]),
        "so_far": written(float(record["so_far"]["value"])),
        "years": str(len(record["window"])),
        "share": f"{_short(record['share'] * 100)}%",
        "point": written(record["point"]),
        "target": written(record["goal"]),
    }
    if record["reason"] is not None:
        return words.text("outlook", "months_point", language, values=values)
    values |= {
        "low": written(record["low"][0]),
        "high": written(record["high"][0]),
        "probability": record["shown"],
        "chance": words.text("chance", record["chance"], language),
    }
    return words.text("outlook", "months", language, values=values)


def limit(record: Mapping[str, Any], unit: str | None, language: Language) -> str:
    """Return the natural limits an outlook keeps to and why they are ones; empty where there are none."""
    limits = thawed(record["inputs"]["limits"])
    if limits.rule is None:
        return ""
    both = {"low": limits.low, "high": limits.high}
    ends = {name: words.quantity(end, unit, language) for name, end in both.items() if end is not None}
    why = {"why": limits.why(language)}
    told = words.text("outlook", "limit_" + ("_".join(ends) or "none"), language, values=ends | why)
    passed = [words.text("outlook", f"passed_{end}", language) for end in limits.passed]
    return told + "".join(passed)


def _since(cut: Mapping[str, Any] | None, language: Language) -> str:
    if cut is None:
        return ""
    found = kind(cut["kind"], language)
    return words.text("outlook", "since", language, values={"year": str(cut["year"]), "kind": found})


def _short(value: float) -> Decimal:
    """Round for display: four digits, never more than two decimals."""
    number = Decimal(repr(value))
    places = min(max(3 - number.adjusted(), 0), 2) if number else 0
    rounded = half_up(number, places)
    return rounded.to_integral_value() if rounded == rounded.to_integral_value() else rounded.normalize()

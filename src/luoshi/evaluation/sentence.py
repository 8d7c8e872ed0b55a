"""The sentence of a verdict, with its numbers and never with a cause."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.model import ObservationInput, Result, TargetInput
from luoshi.evaluation.rules.exact import half_up
from luoshi.vocabulary.period import Period

_BARE = frozenset(
    {
        "no_published_data",
        "near_definition_only",
        "insufficient_data",
        "not_quantified",
        "doubtful_reading",
        "single_years",
        "span_unknown",
        "other_series_needed",
        "confirmed_by_fact",
        "set_each_year",
    }
)
"""Steps that decide before any figure is taken."""


def sentence(target: TargetInput, result: Result, taken: ObservationInput | None, language: Language) -> str:
    """Return a verdict in words.

    Args:
        target: What was promised.
        result: What was found; its ``explanation`` holds the steps.
        taken: The published figure it rests on, if it is one.
        language: ``zh`` or ``en``.
    """
    because = str(result.explanation["because"])
    values = _values(target, result, language)
    binding = target.attribute == "binding"
    decided = words.text("because", because, language, binding=binding, values=values)
    if result.verdict == "not_assessed":
        rest = [] if because in _BARE else _figures(target, result, taken, language)
        lead = words.text("part", "not_assessed", language, words=decided)
        return _joined([lead, *rest], language)
    fact = _fact(target, result, taken, language)
    aim = words.text("part", "target", language, values=values) if "target" in values else None
    first = _joined([part for part in (fact, aim, decided) if part], language, stop=False, comma=True)
    return _joined([first, *_progress(target, result, language), *_rates(target, result, language)], language)


def _figures(
    target: TargetInput, result: Result, taken: ObservationInput | None, language: Language
) -> list[str]:
    if result.value is None:
        return []
    fact = _fact(target, result, taken, language)
    return [words.text("part", "latest", language, fact=fact), *_progress(target, result, language)]


def _values(target: TargetInput, result: Result, language: Language) -> dict[str, str]:
    values = {
        "target_period": words.period(target.period, language),
        "grade": words.status(result.verdict, language, target.attribute).word,
        "since": _since(target, language),
        "period": words.period(result.period, language) if result.period else "",
        "gap": _difference(target, _trimmed(result.gap or Decimal(0)), language),
    }
    if target.value is not None:
        value = words.quantity(target.value, target.unit, language)
        values["target"] = words.text("comparator", target.comparator, language, value=value)
    return values


def _since(target: TargetInput, language: Language) -> str:
    if target.baseline_period is None:
        return ""
    day = target.baseline_period.end
    return words.text("part", "since", language, period=words.period(Period.year(day.year), language))


def _fact(target: TargetInput, result: Result, taken: ObservationInput | None, language: Language) -> str:
    assert result.value is not None
    assert result.period is not None
    kind = target.kind if target.kind in words.codes("fact") else "level"
    value = result.value if taken is not None else _short(result.value)
    unit = None if kind == "rank" else target.unit
    written = words.quantity(value, unit, language) + words.gloss(unit, language)
    if taken is not None and taken.comparator != "eq":
        written = words.text("bound", taken.comparator, language, value=written)
    return words.text("fact", kind, language, value=written, period=words.period(result.period, language))


def _difference(target: TargetInput, value: Decimal, language: Language) -> str:
    if target.kind == "rank":
        return words.text("part", "places", language, value=words.number(abs(value), language))
    return words.difference(value, target.unit, language)


def _progress(target: TargetInput, result: Result, language: Language) -> list[str]:
    parts = []
    if result.completion is not None and target.baseline is not None and target.baseline_period is not None:
        share = words.number(half_up(abs(result.completion) * 100, 1), language)
        side = "away" if result.completion < 0 else result.explanation["steps"].get("direction", "up")
        baseline = words.quantity(target.baseline, target.unit, language)
        since = words.period(target.baseline_period, language)
        values = {"baseline": baseline, "baseline_period": since, "completion": share}
        parts.append(words.text("part", f"completion_{side}", language, values=values))
    steps: Mapping[str, Any] = result.explanation["steps"]
    if result.pace is not None and "elapsed" in steps:
        elapsed = _percent(Decimal(steps["elapsed"]), language)
        pace = words.number(half_up(result.pace, 2), language)
        parts.append(words.text("part", "pace", language, elapsed=elapsed, pace=pace))
    return parts


def _rates(target: TargetInput, result: Result, language: Language) -> list[str]:
    if result.required_rate is None:
        return []
    required = _rate(target, result.required_rate, result.rate_kind, language)
    if result.recent_rate is None:
        return [words.text("part", "rates_running_alone", language, required=required)]
    recent = _rate(target, result.recent_rate, result.rate_kind, language)
    if language == "zh" and result.required_rate >= 0 <= result.recent_rate:
        recent = recent.removeprefix("年均增长").removeprefix("年均提高")
    part = "rates_final" if result.explanation["ended"] else "rates_running"
    return [words.text("part", part, language, required=required, recent=recent)]


def _rate(target: TargetInput, rate: Decimal, kind: str | None, language: Language) -> str:
    side = "up" if rate >= 0 else "down"
    if kind == "percent":
        size = words.number(half_up(abs(rate), 1))
        return words.text("rate", f"percent_{side}", language, value=size)
    size = _difference(target, _short(rate), language)
    return words.text("rate", f"absolute_{side}", language, value=size)


def _percent(share: Decimal, language: Language) -> str:
    return words.number(half_up(share * 100, 1), language)


def _short(value: Decimal) -> Decimal:
    """Round a computed figure for display: two decimals."""
    return _trimmed(half_up(value, 2))


def _trimmed(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _joined(parts: list[str], language: Language, *, stop: bool = True, comma: bool = False) -> str:
    if language == "zh":
        return ("，" if comma else "；").join(parts) + ("。" if stop else "")
    words_ = (", " if comma else "; ").join(parts)
    return words_ + ("." if stop else "")

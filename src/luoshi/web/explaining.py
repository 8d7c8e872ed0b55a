"""The record behind a verdict, in words a person can check."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from luoshi.errors import Language
from luoshi.evaluation.model import Result
from luoshi.web import format as write
from luoshi.web.facts import IndicatorFacts
from luoshi.web.i18n import catalogue, words

SHARES = frozenset({"completion", "elapsed"})
RATIOS = frozenset({"pace"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One figure on the way to a verdict."""

    name: str
    value: str


def rule_word(result: Result, language: Language) -> str:
    """Return the name of the rule that was used."""
    return _known(f"indicator.kind_{result.explanation.get('rule', '')}", language)


def steps(result: Result, language: Language) -> tuple[Step, ...]:
    """Return the intermediate figures of a verdict in the order in which they were formed."""
    found: dict[str, Any] = {
        "because": result.explanation.get("because"),
        **result.explanation.get("steps", {}),
    }
    return tuple(
        Step(name=_known(f"steps.{name}", language), value=_written(name, value, language))
        for name, value in found.items()
        if value is not None
    )


def choices(result: Result, facts: IndicatorFacts, language: Language) -> tuple[str, ...]:
    """Say for each period with several figures which was taken and by which criterion."""
    figures = {figure.id: figure for figure in facts.figures}
    lines = []
    for choice in result.explanation.get("choice", ()):
        taken = figures.get(choice["taken"])
        if taken is None or not choice["others"]:
            continue
        lines.append(
            words(
                language,
                "steps.choice",
                period=write.period(choice["period"], language),
                taken=write.number(taken.value, language),
                others=words(language, "common.comma").join(
                    write.number(Decimal(other["value"]), language) for other in choice["others"]
                ),
                criterion=_known(f"steps.by_{choice['criterion']}", language),
            )
        )
    return tuple(lines)


def _known(key: str, language: Language) -> str:
    """Return the words of a code, the bare code where a newer rule uses one that has no words yet."""
    return words(language, key) if key in catalogue() else key.partition(".")[2]


def _written(name: str, value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return words(language, "steps.yes" if value else "steps.no")
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return (
            _known(f"steps.{name}_{value}", language)
            if f"steps.{name}_{value}" in catalogue()
            else str(value)
        )
    if name in SHARES:
        return write.percent(amount, language)
    return write.rounded(amount, 2, language) if name in RATIOS else write.number(amount, language)

"""The record behind a verdict, in words a person can check."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.chains import headline
from luoshi.evaluation.deriving import Derived
from luoshi.evaluation.model import Result, TargetInput
from luoshi.evaluation.run import Dossier
from luoshi.web import format as write

SHARES = frozenset({"completion", "elapsed"})
ROUNDED = frozenset({"pace", "required_rate", "recent_rate", "ratio", "goal"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One figure on the way to a verdict."""

    name: str
    value: str


def steps(result: Result, language: Language) -> tuple[Step, ...]:
    """Return the intermediate figures of a verdict in the order in which they were formed."""
    return tuple(
        Step(name=label(name, language), value=_written(name, value, language))
        for name, value in result.explanation["steps"].items()
        if value is not None
    )


def choices(result: Result, dossier: Dossier, language: Language) -> tuple[str, ...]:
    """Say for each period with several figures which was taken and by which criterion."""
    return tuple(
        words.text(
            "choice",
            "line",
            language,
            period=write.period(choice["period"], language),
            taken=write.number(dossier.inputs[choice["taken"]].value, language),
            others=("、" if language == "zh" else ", ").join(
                write.number(Decimal(other["value"]), language) for other in choice["others"]
            ),
            criterion=words.text("criterion", choice["criterion"], language),
        )
        for choice in result.explanation["choice"]
        if choice["others"]
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What follows by formula, in words: its headline, its formula, and the figures it rests on."""

    headline: str
    formula: str
    figure: Derived


def derived(dossier: Dossier, target: TargetInput | None, language: Language) -> tuple[Told, ...]:
    """Return what follows by formula for a target."""
    if target is None:
        return ()
    return tuple(
        Told(headline=headline(one, target, language), formula=one.formula.words(language), figure=one)
        for one in dossier.derived.get(target.id, ())
    )


def label(name: str, language: Language) -> str:
    """Return the name of a step, its code where the words are older than the rules."""
    return words.text("step", name, language) if name in words.codes("step") else name


def _written(name: str, value: Any, language: Language) -> str:
    if isinstance(value, bool):
        return words.text("answer", "yes" if value else "no", language)
    text = str(value)
    if text in words.codes("answer"):
        return words.text("answer", text, language)
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return text
    if name in SHARES:
        return write.percent(amount, language)
    if name.endswith(("_from", "_period")):
        return write.period(text, language)
    return write.rounded(amount, 2, language) if name in ROUNDED else write.number(amount, language)

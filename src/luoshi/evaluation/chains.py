"""The chain of a derived figure as an explanation holds it, and how it is computed again from that alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.deriving import PLACES, Derived, Link, evaluate, exact_digits
from luoshi.evaluation.formulas import load
from luoshi.evaluation.inputs import in_unit
from luoshi.evaluation.model import TargetInput
from luoshi.evaluation.rules.exact import half_up
from luoshi.vocabulary.concepts import known
from luoshi.vocabulary.period import Period


def record(one: Derived) -> dict[str, Any]:
    """Return a derived figure as JSON: every input with its id, its words and the value that entered."""
    return {
        "formula": one.formula.id,
        "version": one.version,
        "zh": one.formula.zh,
        "en": one.formula.en,
        "part": one.part,
        "value": format(one.value, "f"),
        "shown": format(one.shown, "f"),
        "unit": one.unit,
        "period": one.period.iso(),
        "met": one.met,
        "definition_differs": one.differs,
        "definition_broken": one.broken,
        "formula_at_baseline": None if one.same is None else format(one.same, "f"),
        "baseline": None if one.baseline is None else format(one.baseline, "f"),
        "inputs": [_link(link) for link in one.chain],
    }


def _link(link: Link) -> dict[str, Any]:
    figure = link.figure
    return {
        "id": figure.id,
        "kind": figure.kind,
        "concept": figure.concept,
        "name": figure.name,
        "period": link.period.iso(),
        "value": format(figure.value, "f"),
        "unit": figure.unit,
        "entered": format(link.entered, "f"),
        "entered_unit": link.unit,
        "definition": figure.definition,
    }


def again(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the record with its value computed anew from the inputs and the formula it names."""
    formula = load(told["version"]).with_id(told["formula"])
    values = [Fraction(Decimal(one["entered"])) for one in told["inputs"]]
    periods = [Period.parse(one["period"]) for one in told["inputs"]]
    if formula.kind == "average_growth":
        stretch = Period(start=periods[0].end, end=periods[-1].end)
    else:
        values, stretch = _grouped(told, values), periods[0]
    value = evaluate(formula, values, stretch)
    factor, _ = in_unit(Decimal(1), formula.unit, told["unit"])
    return {**told, "value": None if value is None else format(exact_digits(value * Fraction(factor)), "f")}


def _grouped(told: Mapping[str, Any], values: list[Fraction]) -> list[Fraction]:
    """Return one value for each input of the formula; a mean has two figures of one concept."""
    groups: dict[str, list[Fraction]] = {}
    for one, value in zip(told["inputs"], values, strict=True):
        groups.setdefault(one["concept"], []).append(value)
    return [sum(group, Fraction(0)) / len(group) for group in groups.values()]


def headline(one: Derived, target: TargetInput, language: Language) -> str:
    """Return a derived figure in one line: value, whether it meets the target, and any difference."""
    value = words.quantity(one.shown, one.unit, language)
    name = part_name(one, language)
    parts = [f"{words.period(one.period, language)} {value}"]
    if one.met is not None and target.value is not None:
        goal = words.quantity(target.value, target.unit, language)
        aim = words.text("bound_target", target.comparator, language, value=goal)
        parts.append(words.text("derived", "met" if one.met else "unmet", language, target=aim))
    parts += notes(one, language)
    said = ("，" if language == "zh" else ", ").join(parts)
    return f"{name}：{said}" if name and language == "zh" else f"{name}: {said}" if name else said


def notes(one: Derived, language: Language) -> Iterator[str]:
    """Yield what sets a derived figure apart from the plan's own."""
    if one.differs and one.same is not None and one.baseline is not None:
        yield words.text(
            "derived",
            "differs",
            language,
            same=words.quantity(half_up(one.same, PLACES), one.unit, language),
            baseline=words.quantity(one.baseline, one.unit, language),
        )
    if one.broken:
        yield words.text("derived", "broken", language)


def lines(some: Iterable[Derived], target: TargetInput, language: Language) -> list[str]:
    """Return derived figures with their chains as text for a terminal."""
    made: list[str] = []
    for one in some:
        made = made or [words.text("derived", "title", language)]
        made.append(f"  {headline(one, target, language)}")
        formula, *inputs = formula_lines(one, language)
        made.append(f"    {formula} | {one.version} | {one.formula.id} | {one.formula.source}")
        made += [f"    {line}" for line in inputs]
    return made


def formula_lines(one: Derived, language: Language) -> list[str]:
    """Return the formula of a derived figure and a line for each figure that entered it."""
    formula = words.text("derived", "formula", language, words=one.formula.words(language))
    return [formula, *(_input(link, language) for link in one.chain)]


def _input(link: Link, language: Language) -> str:
    figure = link.figure
    value = words.quantity(figure.value, figure.unit, language)
    if figure.unit != link.unit:
        value += f" = {words.quantity(plain(link.entered), link.unit, language)}"
    parts = [figure.name, words.period(link.period, language), value, figure.definition or ""]
    source = figure.citation
    named = [source.publisher or "", f"《{source.title}》" if source.title else ""]
    parts += [source.trust, " ".join(part for part in named if part) or source.source or "—"]
    return " | ".join(part for part in parts if part)


def plain(value: Decimal) -> Decimal:
    """Return a converted value without trailing noughts."""
    return Decimal(format(value.normalize(), "f"))


def part_name(one: Derived, language: Language) -> str | None:
    """Return the name of the part a figure is about, ``None`` where it is about the whole."""
    concept = known(one.part)
    if concept is None:
        return None
    return concept.name_en if language == "en" else concept.name

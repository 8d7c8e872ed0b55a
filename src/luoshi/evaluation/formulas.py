"""The formulas by which one figure follows from others: data, with units that are checked when read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, Literal, get_args

from luoshi.errors import Language, LuoshiError
from luoshi.vocabulary.concepts import concept
from luoshi.vocabulary.units import read_unit
from luoshi.vocabulary.words import Basis, Measure

DEFAULT = "formulas-1"
ANY = "*"

FormulaKind = Literal["ratio", "days", "average_growth", "sum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A figure that a formula needs.

    Attributes:
        concept: What it measures.
        unit: The unit it enters in.
        mean: Whether the mean of the ends of the year and of the year before enters.
    """

    concept: str
    unit: str
    mean: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """How a concept follows from others.

    Attributes:
        gives: Id of the concept, ``*`` for any.
        measure, basis: Of what follows.
        unit: Of what follows.
        inputs: In the order the kind asks for; none where the concept's own levels enter.
        zh, en: The formula in words.
        source: Where it stands.
    """

    id: str
    gives: str
    kind: FormulaKind
    unit: str
    inputs: tuple[Input, ...]
    zh: str
    en: str
    source: str
    measure: Measure = "level"
    basis: Basis | None = None

    def words(self, language: Language) -> str:
        """Return the formula in words."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulas:
    """A version of the formulas.

    Attributes:
        baseline_tolerance: Relative difference up to which a formula counts as giving a plan's baseline.
    """

    version: str
    baseline_tolerance: Decimal
    formulas: tuple[Formula, ...]

    def of(self, key: str | None, measure: Measure, basis: Basis | None) -> Formula | None:
        """Return the formula for a concept measured in a way, its own before one for any concept."""
        fitting = [one for one in self.formulas if (one.measure, one.basis) == (measure, basis)]
        own = (one for one in fitting if key is not None and one.gives in (key, ANY))
        return next(own, None)

    def with_id(self, key: str) -> Formula:
        """Return a formula by its id; raises ``not-found``."""
        for one in self.formulas:
            if one.id == key:
                return one
        raise LuoshiError("not-found", what=key)


@cache
def load(version: str = DEFAULT) -> Formulas:
    """Read the formulas of a version.

    Raises:
        LuoshiError: ``not-found`` for an unknown concept, ``unit-unknown`` and ``units-differ`` for units
            that do not go together.
    """
    text = resources.files("luoshi.evaluation").joinpath("data", f"{version}.toml").read_text("utf-8")
    return read(text)


def read(text: str) -> Formulas:
    """Read formulas from TOML; raises what ``load`` raises."""
    data = tomllib.loads(text)
    found = tuple(_formula(row) for row in data["formula"])
    for one in found:
        _check(one)
    return Formulas(
        version=data["version"], baseline_tolerance=Decimal(data["baseline_tolerance"]), formulas=found
    )


def _formula(row: dict[str, Any]) -> Formula:
    inputs = tuple(Input(**one) for one in row.pop("inputs"))
    return Formula(inputs=inputs, **row)


def _check(one: Formula) -> None:
    if one.kind not in get_args(FormulaKind):
        raise LuoshiError("not-found", what=one.kind)
    for key in [one.gives, *(part.concept for part in one.inputs)]:
        if key != ANY:
            concept(key)
    units = [read_unit(part.unit).dimension for part in one.inputs]
    if one.kind == "ratio" and one.unit == "%":
        _same(units, one)
    if one.kind == "ratio" and one.unit != "%":
        _same([units[0], read_unit(one.unit).dimension], one)
    if one.kind == "days":
        _same([*units, "time"], one)
    if one.kind == "sum":
        _same([*units, read_unit(one.unit).dimension], one)


def _same(dimensions: Iterable[str], one: Formula) -> None:
    if len(set(dimensions)) > 1:
        raise LuoshiError("units-differ", source=one.inputs[0].unit, target=one.unit)

"""Whether two numbers can both be right: rounding, units, bounds and definitions considered."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from luoshi.errors import LuoshiError
from luoshi.ledger.records import Citation
from luoshi.vocabulary.units import convert
from luoshi.vocabulary.words import Comparator

_APPROXIMATE = Decimal("0.05")
_SIDES = (frozenset({"ge", "gt"}), frozenset({"le", "lt"}))
"""Two bounds on one side never exclude each other: 突破90万户 and, later in the year, 突破100万户."""


class Number(Protocol):
    """A number that a source gives for something."""

    @property
    def number(self) -> Decimal:
        """The value."""

    @property
    def comparator(self) -> Comparator:
        """How it bounds the truth."""

    @property
    def unit(self) -> str | None:
        """As written; numbers in units of one dimension are compared after conversion."""

    @property
    def definition(self) -> str | None:
        """What sets the statistic apart, ``None`` when the source does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A number with its source.

    Attributes:
        own: Whether it is the plan's own (its baseline, its target).
    """

    value: Decimal
    comparator: Comparator
    unit: str | None
    citation: Citation
    definition: str | None = None
    own: bool = False

    @property
    def number(self) -> Decimal:
        """The value."""
        return self.value


def go_together(one: Number, other: Number) -> bool:
    """Return whether two numbers can both be right."""
    if one.definition and other.definition and one.definition != other.definition:
        return True
    value = in_unit(other, one.unit)
    if value is None or any(one.comparator in side and other.comparator in side for side in _SIDES):
        return True
    if "approx" in (one.comparator, other.comparator):
        return abs(one.number - value) <= _APPROXIMATE * max(abs(one.number), abs(value))
    bounds = _within(one.number, value, other.comparator) and _within(value, one.number, one.comparator)
    exact = one.comparator == other.comparator == "eq"
    return equal(one, other) or (not exact and bounds)


def _within(value: Decimal, bound: Decimal, comparator: Comparator) -> bool:
    """Whether a value keeps to what another source says of it (突破 5000)."""
    return {
        "gt": value >= bound,
        "ge": value >= bound,
        "lt": value <= bound,
        "le": value <= bound,
    }.get(comparator, True)


def equal(one: Number, other: Number) -> bool:
    """Whether two numbers are equal once written as coarsely as the coarser of them."""
    value = in_unit(other, one.unit)
    if value is None:
        return False
    coarse = max(step(one.number), _step_in(other, one.unit))
    return _rounded(one.number, coarse) == _rounded(value, coarse)


def _rounded(value: Decimal, coarse: Decimal) -> Decimal:
    return (value / coarse).quantize(Decimal(1), rounding=ROUND_HALF_UP)


def step(value: Decimal) -> Decimal:
    """Return the value of the last digit of a number as written."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def in_unit(said: Number, unit: str | None) -> Decimal | None:
    """Return a number in another unit, ``None`` where the two measure different things."""
    if said.unit == unit or said.unit is None or unit is None:
        return said.number
    try:
        return convert(said.number, said.unit, unit)
    except LuoshiError:
        return None


def _step_in(said: Number, unit: str | None) -> Decimal:
    if said.unit == unit or said.unit is None or unit is None:
        return step(said.number)
    return convert(step(said.number), said.unit, unit)


def plain(value: Decimal, places: int | None = None) -> str:
    """Return a number in plain notation without needless noughts, half-up at some decimal places."""
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

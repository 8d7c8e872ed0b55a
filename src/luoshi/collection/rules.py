"""The rules of the checks, from ``data/rules.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from luoshi.collection.model import Severity
from luoshi.errors import LuoshiError, codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One check.

    Attributes:
        name: Stable; findings name it.
        kind: What is checked; the functions are in ``checks``.
        finds: Code of the catalogue of errors.
        units, natures, measures: What it applies to; empty for everything.
        except_units: What it does not apply to.
        names: It applies where the indicator's name holds one of these words; empty for every name.
        least, most: Ends of a range, included, in the indicator's unit.
        ratio: Greatest change as a share of the value before.
        points: Greatest change in percentage points.
        powers: Factors of a slip of the unit.
        tolerance: Share by which two numbers may differ and still be taken as equal.
        early_stages: Stages that may be reported before a period has ended.
        source: Where the rule comes from.
    """

    name: str
    kind: str
    severity: Severity
    finds: str
    units: tuple[str, ...] = ()
    except_units: tuple[str, ...] = ()
    natures: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    ratio: Decimal | None = None
    points: Decimal | None = None
    powers: tuple[Decimal, ...] = ()
    tolerance: Decimal = Decimal(0)
    early_stages: tuple[str, ...] = ()
    source: str = field(default="")

    def applies(self, name: str, unit: str | None, nature: str | None, measure: str) -> bool:
        """Return whether it applies to an indicator."""
        return (
            (not self.units or unit in self.units)
            and unit not in self.except_units
            and (not self.natures or nature in self.natures)
            and (not self.measures or measure in self.measures)
            and (not self.names or any(word in name for word in self.names))
        )


@cache
def shipped() -> tuple[Rule, ...]:
    """Return the rules that come with Luoshi."""
    text = resources.files("luoshi.collection").joinpath("data/rules.toml").read_text(encoding="utf-8")
    return parse(text)


def read(path: Path) -> tuple[Rule, ...]:
    """Return the rules of a file of one's own; raises ``rules-invalid``."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise LuoshiError("rules-invalid", file=path.name, reason=str(error)) from error


def parse(text: str) -> tuple[Rule, ...]:
    """Return the rules of a TOML text."""
    return tuple(_rule(one) for one in tomllib.loads(text)["rule"])


_DECIMALS = {"least", "most", "ratio", "points", "tolerance"}
_KNOWN = {one.name for one in fields(Rule)}


def _rule(given: dict[str, Any]) -> Rule:
    if strange := given.keys() - _KNOWN:
        raise ValueError(f"{given.get('name')}: {', '.join(sorted(strange))}")
    if given["finds"] not in codes() or given["severity"] not in ("refuse", "explain", "notice"):
        raise ValueError(f"{given['name']}: {given['finds']}, {given['severity']}")
    values = {name: _value(name, value) for name, value in given.items()}
    return Rule(**values)


def _value(name: str, value: Any) -> Any:
    if name in _DECIMALS:
        return Decimal(value)
    if name == "powers":
        return tuple(Decimal(one) for one in value)
    return tuple(value) if isinstance(value, list) else value

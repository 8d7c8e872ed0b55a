"""The words of indicator tables: what headers, units, names and labels say (``indicator_table.toml``)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, cast

from luoshi.vocabulary.units import find_unit
from luoshi.vocabulary.words import Basis, Direction, Measure

_BRACKET = re.compile(r"[（(]([^（）()]*)[)）]$")
_SPACE = re.compile(r"(?<![A-Za-z])\s+|\s+(?![A-Za-z])")
_FOOTNOTE = re.compile(r"(?<![*＊①②③④⑤⑥⑦⑧⑨⑩])[*＊①②③④⑤⑥⑦⑧⑨⑩]+$")
_WIDE = str.maketrans("（）：，％", "():,%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the name of an indicator says of its figures."""

    rule: str
    measure: Measure
    direction: Direction | None = None
    basis: Basis | None = None


@cache
def words() -> dict[str, Any]:
    """Return the data file."""
    text = (
        resources.files("luoshi.statements").joinpath("data/indicator_table.toml").read_text(encoding="utf-8")
    )
    return tomllib.loads(text)


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the data file, compiled."""
    return re.compile(words()[section][name])


def tidy(text: str) -> str:
    """Return a cell's words on one line: no spaces but those between Latin words, narrow brackets."""
    return _SPACE.sub("", text.strip()).translate(_WIDE)


def is_unit(text: str) -> bool:
    """Say whether a text is a unit: ``%``, ``亿元``, ``公里/平方公里``, ``件/万人``."""
    plain = tidy(text).replace("／", "/").replace("/每", "/")
    return find_unit(plain) is not None or plain in words()["units"]["also"]


def split_name(text: str) -> tuple[str, str | None]:
    """Return an indicator's name and the unit in its last brackets, if that is a unit.

    ``数字文化产业园区(基地)(个)`` gives ``数字文化产业园区(基地)`` and ``个``.
    """
    name = _FOOTNOTE.sub("", tidy(text))
    match = _BRACKET.search(name)
    if match and is_unit(match[1]):
        return name[: match.start()], match[1]
    return name, None


def meaning(name: str, unit: str | None) -> Meaning:
    """Return what a name says of its figures, by the first rule of the data file that applies.

    Args:
        name: Without the unit's brackets.
        unit: As printed; percent and points count as percent, no unit as either.
    """
    percent = None if unit is None else unit in ("%", "％", "个百分点", "百分点", "‰")
    for rule in words()["meanings"]:
        wanted = rule.get("percent")
        if (wanted is None or percent is None or wanted == percent) and re.search(rule["pattern"], name):
            return Meaning(
                rule=rule["name"],
                measure=cast(Measure, rule["measure"]),
                direction=cast("Direction | None", rule.get("direction")),
                basis=cast("Basis | None", rule.get("basis")),
            )
    return Meaning(rule="level", measure="level")


def attribute(text: str) -> str | None:
    """Return ``binding`` or ``expected`` for a cell that says so, else ``None``."""
    for name in ("binding", "expected"):
        if pattern("attributes", name).fullmatch(tidy(text)):
            return name
    return None


def themes(text: str, of: str) -> frozenset[str]:
    """Return what a text is about: ``of`` is ``label`` (a domain) or ``indicator`` (a name)."""
    return frozenset(theme["name"] for theme in words()["themes"] if re.search(theme[of], text))

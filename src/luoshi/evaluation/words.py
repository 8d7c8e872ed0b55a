"""Words of verdicts, reasons and sentences in Chinese and English; the texts are in ``data/words.toml``."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import resources

from luoshi.errors import Language
from luoshi.evaluation.model import Reason, Verdict
from luoshi.evaluation.rules.case import is_relative
from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.rules.packs.pack import Tone
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.units import find_unit
from luoshi.vocabulary.words import Attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A verdict as shown: a shape, a word and a colour, so that none of them carries it alone.

    Attributes:
        colour: ``good``, ``fair``, ``bad`` or ``none``.
    """

    shape: str
    word: str
    colour: str


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    source = resources.files("luoshi.evaluation").joinpath("data/words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def text(
    group: str,
    code: str,
    language: Language,
    *,
    binding: bool = False,
    values: Mapping[str, object] | None = None,
    **more: object,
) -> str:
    """Return a text of the file with its names filled in from ``values`` and ``more``."""
    entry = _texts()[group][code]
    chosen = entry.get(f"{language}_binding", entry[language]) if binding else entry[language]
    return chosen.format(**(values or {}), **more)


def codes(group: str) -> tuple[str, ...]:
    """Return the codes of a group, in the order they are shown."""
    return tuple(_texts()[group])


def status(verdict: Verdict, language: Language, attribute: Attribute = "unmarked") -> Status:
    """Return how a verdict is shown; 未完成 is said of a binding target only."""
    entry = _texts()["verdict"][verdict]
    word = text("verdict", verdict, language, binding=attribute == "binding")
    return Status(shape=entry["shape"], word=word, colour=entry["colour"])


def reason(code: Reason, language: Language) -> str:
    """Return why something was not assessed."""
    return text("reason", code, language)


_SHAPES: Mapping[Tone, tuple[str, str]] = {
    "good": ("●", "good"),
    "fair": ("■", "fair"),
    "bad": ("▼", "bad"),
    "none": ("○", "none"),
}


def grade(tone: Tone, word: str) -> Status:
    """Return how a grade of another method is shown: its own word, shape and colour by the side it is on."""
    shape, colour = _SHAPES[tone]
    return Status(shape=shape, word=word, colour=colour)


def pack_reason(code: str | None, language: Language) -> str:
    """Return why another method does not judge, empty where it does."""
    return registry.reasons()[code][language] if code else ""


def number(value: Decimal, language: Language = "zh") -> str:
    """Return a number as written, with the digits it has; English groups thousands."""
    return format(value, ",f" if language == "en" else "f").replace("-", "−" if language == "en" else "-")


def quantity(value: Decimal, unit: str | None, language: Language = "zh") -> str:
    """Return a number with its unit as written: ``9100.3亿元``, ``42.88%``."""
    written = number(value, language)
    if not unit:
        return written
    return f"{written} {unit}" if language == "en" else f"{written}{unit}"


def gloss(unit: str | None, language: Language) -> str:
    """Return what a unit means in English, in brackets; nothing in Chinese or for per cent."""
    known = find_unit(unit) if unit and language == "en" else None
    return f" ({known.gloss})" if known and not is_relative(unit) else ""


def difference(value: Decimal, unit: str | None, language: Language = "zh") -> str:
    """Return a difference without its sign; between percentages it is in points."""
    size = abs(value)
    if is_relative(unit) and unit != "‰":
        points = "个百分点" if language == "zh" else " points"
        return f"{number(size, language)}{points}"
    return quantity(size, unit, language)


def period(of: Period, language: Language = "zh") -> str:
    """Return a period in words: 2025年, 2025年8月, 2021—2025年."""
    iso = of.iso()
    if language == "en":
        return iso.replace("/", "–")
    first, _, last = iso.partition("/")
    if not last:
        return _chinese(first)
    if len(first) == len(last) == 4:
        return f"{first}—{last}年"
    return f"{_chinese(first)}—{_chinese(last)}"


def _chinese(iso: str) -> str:
    marks = ("年", "月", "日")
    parts = iso.split("-")
    head = f"{parts[0]}年"
    return head + "".join(f"{int(part)}{mark}" for part, mark in zip(parts[1:], marks[1:], strict=False))


def day(of: date, language: Language = "zh") -> str:
    """Return a day in words: 2025年12月31日."""
    return _chinese(of.isoformat()) if language == "zh" else of.isoformat()


def columns(text_: str) -> int:
    """Return how many half-width columns a text takes; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text_)

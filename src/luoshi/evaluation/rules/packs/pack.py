"""A pack as its data file describes it: name, version, thresholds, grades, words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

Tone = Literal["good", "fair", "bad", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade in the pack's own words.

    Attributes:
        tone: On which side it falls when packs are compared: ``good`` the target is in reach, ``fair``
            progress that does not suffice, ``bad`` none or the wrong way, ``none`` no side.
    """

    code: str
    zh: str
    en: str
    tone: Tone

    def word(self, language: str) -> str:
        """Return the grade in words."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A method with its numbers.

    Attributes:
        name: Short name, as in ``--method``.
        version: Named in every record; a version is never changed once results rest on it.
        kinds: Target kinds it takes.
        numbers: Thresholds and constants.
        grades: By code, best first.
        words: Texts by group, code and language.
    """

    name: str
    version: str
    kinds: frozenset[str]
    numbers: Mapping[str, Decimal]
    grades: Mapping[str, Grade]
    words: Mapping[str, Mapping[str, Any]]

    def number(self, name: str) -> Decimal:
        """Return a threshold or constant."""
        return self.numbers[name]

    def text(self, name: str, language: str) -> str:
        """Return one of the pack's own texts: ``title``, ``about`` or ``source``."""
        return str(self.words[name][language])

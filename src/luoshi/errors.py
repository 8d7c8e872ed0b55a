"""What can go wrong, in Chinese and English, with a place and a way out.

The texts live in ``errors.toml``: one table per code with ``zh``, ``en`` (what was wrong) and
``do_zh``, ``do_en`` (what to do). ``{names}`` in them are filled from the problem's ``detail``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a problem is: every part is optional, counted from 1, as a person would count."""

    file: str | None = None
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | int | None = None
    character: int | None = None

    def words(self, language: Language = "zh") -> str:
        """Return the place in words, for instance ``data.csv，第 3 行，period 列``."""
        names = _PLACE_WORDS[language]
        parts = [names[name].format(value) for name in names if (value := getattr(self, name)) is not None]
        return ("，" if language == "zh" else ", ").join(parts)


_PLACE_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "file": "{}",
        "page": "第 {} 页",
        "sheet": "工作表 {}",
        "row": "第 {} 行",
        "column": "{} 列",
        "character": "第 {} 个字符",
    },
    "en": {
        "file": "{}",
        "page": "page {}",
        "sheet": "sheet {}",
        "row": "row {}",
        "column": "column {}",
        "character": "character {}",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that went wrong: a code of the catalogue, its place and the words to fill in."""

    code: str
    place: Place = Place()
    detail: Mapping[str, object] = field(default_factory=dict)

    def what(self, language: Language = "zh") -> str:
        """Return what was wrong, in words."""
        return _catalogue()[self.code][language].format(**self.detail)

    def remedy(self, language: Language = "zh") -> str:
        """Return what the reader can do about it."""
        return _catalogue()[self.code][f"do_{language}"].format(**self.detail)

    def words(self, language: Language = "zh") -> str:
        """Return the whole message: code, place, what was wrong, what to do."""
        where = self.place.words(language)
        lead = f"[{self.code}] {where}" if where else f"[{self.code}]"
        colon, stop = ("：", "。") if language == "zh" else (": ", ". ")
        return f"{lead}{colon}{self.what(language)}{stop}{self.remedy(language)}{stop.strip()}"


class LuoshiError(Exception):
    """A problem that stops what was asked; the command line and the pages show its words."""

    def __init__(self, code: str, place: Place | None = None, **detail: object) -> None:
        self.problem = Problem(code=code, place=place or Place(), detail=detail)
        super().__init__(code)

    def __str__(self) -> str:
        return self.problem.words("en")


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    text = resources.files("luoshi").joinpath("errors.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def codes() -> tuple[str, ...]:
    """Return every code of the catalogue."""
    return tuple(_catalogue())

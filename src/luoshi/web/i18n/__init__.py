"""The words of the pages in Chinese and English, kept in the TOML files beside this module.

A key is ``<file>.<entry>``; an entry has ``zh`` and ``en``. Names in braces are filled in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from luoshi.errors import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")
HTML_LANGUAGE: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return every entry by its full key."""
    entries: dict[str, dict[str, str]] = {}
    for file in resources.files(__package__).iterdir():
        if file.name.endswith(".toml"):
            words = tomllib.loads(file.read_text(encoding="utf-8"))
            entries.update(
                {f"{file.name.removesuffix('.toml')}.{key}": entry for key, entry in words.items()}
            )
    return entries


def words(language: Language, key: str, /, **fill: object) -> str:
    """Return an entry in a language; raises ``KeyError`` for an unknown key."""
    text = catalogue()[key][language]
    return text.format(**fill) if fill else text


def choose(asked: str | None, kept: str | None, accepted: str | None) -> Language:
    """Return the language of a page: the one asked for, else the one kept, else the browser's first."""
    wished = next((code for wish in (asked, kept) for code in LANGUAGES if wish == code), None)
    return wished or _accepted(accepted or "")


def _accepted(header: str) -> Language:
    """Read ``Accept-Language``: the known language with the highest weight, Chinese in doubt."""
    weighed = [(_weight(part), part.strip().lower()) for part in header.split(",")]
    for weight, tag in sorted(weighed, key=lambda pair: -pair[0]):
        for code in LANGUAGES:
            if weight > 0 and tag.startswith(code):
                return code
    return "zh"


def _weight(part: str) -> float:
    """Return the weight of one language of the header, 1 where none is given."""
    _, _, weight = part.partition(";q=")
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0

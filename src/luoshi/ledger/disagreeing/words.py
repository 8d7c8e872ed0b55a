"""Kinds, states and explanations of disagreements in both languages; the texts are in ``words.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Literal

from luoshi.errors import Language
from luoshi.ledger.records import Disagreement

Group = Literal["kind", "state", "rule"]


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    source = resources.files("luoshi.ledger.disagreeing").joinpath("data/words.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def word(group: Group, code: str, language: Language) -> str:
    """Return a kind or a state in words."""
    return _texts()[group][code][language]


def codes(group: Group) -> tuple[str, ...]:
    """Return the codes of a group in the order they are shown."""
    return tuple(_texts()[group])


def explanation(one: Disagreement, language: Language) -> str:
    """Return why two things do not go together, with the numbers."""
    return " ".join(word("rule", one.rule, language).format_map(one.numbers).split())

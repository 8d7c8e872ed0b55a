"""Flags in words."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from luoshi.errors import Language
from luoshi.ledger.integrity.model import Flag, FlagKind


def kind(code: FlagKind, language: Language) -> str:
    """Return the name of a kind of flag."""
    return str(_words()["kind"][code][language])


def evidence(flag: Flag, language: Language) -> str:
    """Return what a flag rests on, in one sentence."""
    told = str(_words()[flag.kind][language]).format(**flag.numbers)
    return told + str(_words()["defined"][language]) if flag.defined else told


@cache
def _words() -> dict[str, Any]:
    file = resources.files("luoshi.evaluation.integrity").joinpath("data/words.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))

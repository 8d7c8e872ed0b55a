"""Numbers that are words, names, ordinals or short forms: the rules of ``data/numerals.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from luoshi.statements.lexicon import data_text

_LOOK_BACK = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRule:
    """An entry of ``data/numerals.toml``; its keys are explained there."""

    name: str
    number: re.Pattern[str] | None
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    spelled: bool | None
    examples: tuple[str, ...]

    def holds(self, text: str, start: int, end: int, first: int, last: int) -> bool:
        """Tell whether the rule accounts for the number ``text[start:end]`` of the block ``first:last``.

        ``left`` also sees the line feed before the block.
        """
        if self.spelled is not None and self.spelled == text[start].isdecimal():
            return False
        if self.number is not None and not self.number.fullmatch(text, start, end):
            return False
        if self.right is not None and not self.right.match(text, end, last):
            return False
        return (
            self.left is None
            or self.left.search(text, max(first - 1, start - _LOOK_BACK, 0), start) is not None
        )


@cache
def number_rules() -> tuple[NumberRule, ...]:
    """Return the rules in the order of their data file."""
    return tuple(_rule(entry) for entry in tomllib.loads(data_text("numerals.toml"))["rule"])


def _rule(entry: dict[str, Any]) -> NumberRule:
    left, right, number = entry.get("left"), entry.get("right"), entry.get("number")
    return NumberRule(
        name=entry["name"],
        number=re.compile(number) if number else None,
        left=re.compile(rf"(?:{left})\Z") if left else None,
        right=re.compile(right) if right else None,
        spelled=True if entry.get("words") else False if entry.get("digits") else None,
        examples=tuple(entry["examples"]),
    )


def rule_of(text: str, start: int, end: int, first: int, last: int) -> str | None:
    """Return the name of the first rule that accounts for a number, ``None`` where none does.

    Args:
        text: Clean text.
        start: Where the number begins.
        end: The offset after it.
        first: Where its block begins.
        last: The offset after the block.
    """
    for rule in number_rules():
        if rule.holds(text, start, end, first, last):
            return rule.name
    return None

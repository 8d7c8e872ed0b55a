"""How a verdict looks: a symbol of our own beside its word and its colour, never one of them alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.model import Reason, Verdict
from luoshi.evaluation.rows import Row
from luoshi.evaluation.rules.packs.pack import Tone
from luoshi.evaluation.side_by_side import TIME_PATH, Side
from luoshi.vocabulary.words import Attribute

VERDICTS: tuple[Verdict, ...] = (
    "reached",
    "reached_early",
    "ahead",
    "on_track",
    "behind",
    "not_reached",
    "not_assessed",
)
"""In the order in which symbols stand beside each other."""


def verdict_of(row: Row) -> Verdict:
    """Return the verdict that leads; an indicator without a target is not assessed."""
    return row.result.verdict if row.result else "not_assessed"


def reason_of(row: Row) -> Reason | None:
    """Return why it was not assessed, ``None`` where it was."""
    return row.result.reason if row.result else "not_quantified"


def verdict_word(verdict: Verdict, language: Language, attribute: Attribute = "unmarked") -> str:
    """Return the word of a verdict; a binding target that was missed is 未完成."""
    word = words.status(verdict, language, attribute).word
    return word[:1].upper() + word[1:]


def reason_word(reason: Reason | None, language: Language) -> str:
    """Return the word of a reason for not judging, empty without one."""
    return words.reason(reason, language) if reason else ""


def tone(verdict: Verdict) -> str:
    """Return the class of a verdict's colour."""
    return f"tone-{verdict.replace('_', '-')}"


_LIKE: Mapping[Tone, Verdict] = {
    "good": "reached",
    "fair": "on_track",
    "bad": "behind",
    "none": "not_assessed",
}
"""The verdict whose colour and symbol a grade of another method borrows; its word is its own."""


def row_tone(row: Row) -> str:
    """Return the class of the colour of what stands of an indicator, by the method that counts."""
    return tone(_LIKE[row.side.tone] if row.side else verdict_of(row))


def side_tone(side: Side) -> str:
    """Return the class of the colour of what a method says; the time path's verdicts have their own."""
    return tone(_verdict(side))


def side_symbol(side: Side) -> str:
    """Return the symbol of what a method says."""
    own = side.method == TIME_PATH
    return symbol(_verdict(side), cast("Reason | None", side.reason) if own else None)


def _verdict(side: Side) -> Verdict:
    return cast(Verdict, side.grade) if side.method == TIME_PATH else _LIKE[side.tone]


def row_key(row: Row) -> str:
    """Return the code of what stands of an indicator: a verdict, or method and grade."""
    return f"{row.side.method}:{row.side.grade}" if row.side else verdict_of(row)


def row_symbol(row: Row) -> str:
    """Return the symbol of what stands of an indicator, by the method that counts."""
    return symbol(_LIKE[row.side.tone]) if row.side else symbol(verdict_of(row), reason_of(row))


def symbol(verdict: Verdict, reason: Reason | None = None) -> str:
    """Return the symbol of ``static/icons.svg`` for a verdict; data still to come has a clock."""
    if verdict == "not_assessed" and reason == "awaiting_publication":
        return "awaiting"
    return verdict.replace("_", "-")

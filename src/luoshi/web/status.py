"""How a verdict looks: a symbol of our own beside its word and its colour, never one of them alone."""

from __future__ import annotations

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.model import Reason, Verdict
from luoshi.evaluation.rows import Row
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


def symbol(verdict: Verdict, reason: Reason | None = None) -> str:
    """Return the symbol of ``static/icons.svg`` for a verdict; data still to come has a clock."""
    if verdict == "not_assessed" and reason == "awaiting_publication":
        return "awaiting"
    return verdict.replace("_", "-")

"""How a verdict looks: a shape and a tone beside its word, never colour alone."""

from __future__ import annotations

from luoshi.errors import Language
from luoshi.evaluation.model import Reason, Verdict
from luoshi.vocabulary.words import Attribute
from luoshi.web.i18n import words

VERDICTS: tuple[Verdict, ...] = (
    "reached",
    "reached_early",
    "ahead",
    "on_track",
    "behind",
    "not_reached",
    "not_assessed",
)
"""In the order in which counts are given."""

REASONS: tuple[Reason, ...] = (
    "no_published_data",
    "awaiting_publication",
    "definition_changed",
    "near_definition_only",
    "insufficient_data",
    "not_quantified",
    "disagreement",
    "doubtful_reading",
)


def verdict_word(verdict: Verdict, language: Language, attribute: Attribute = "unmarked") -> str:
    """Return the word of a verdict; a binding target that was missed is 未完成, any other 未达到."""
    if verdict == "not_reached" and attribute == "binding":
        return words(language, "status.not_reached_binding")
    return words(language, f"status.{verdict}")


def reason_word(reason: Reason | None, language: Language) -> str:
    """Return the word of a reason for not judging, empty without one."""
    return words(language, f"status.{reason}") if reason else ""


def icon(verdict: Verdict, reason: Reason | None = None) -> str:
    """Return the symbol of ``static/icons.svg`` for a verdict; data still to come has a clock."""
    if verdict == "not_assessed" and reason == "awaiting_publication":
        return "awaiting"
    return verdict.replace("_", "-")

"""Which period a statement is about, whether it is said, planned or expected, and of which place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from luoshi.statements.lexicon import cues, words_pattern
from luoshi.statements.time_model import Mention, Published, backwards, begun, ends_after
from luoshi.vocabulary.words import Kind

_CARRIED = ("frame", "deadline", "now", "since", "whole-year")
_ACROSS_BLOCKS = re.compile(r"\d{4}(?:/\d{4})?")
_LOOKS_BACK = re.compile(r"以来|年来|过去[一二两三四五六七八九十\d]*年|近[一二两三四五六七八九十\d]+年")
_COMPARING = re.compile(r"同比|[比较]上年")
_YEAR_IN_TITLE = re.compile(r"(?<![到至争取])(?<![\d—\-－])((?:19|20)\d{2})(?![\d—\-－])(?!年?\s?[—\-－])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a document as a whole says about time.

    Attributes:
        kind: ``plan``, ``report``, ``digest`` or ``bulletin``.
        base_year: Year from which a plan sets out.
        first_year: The first year a plan's title is for, the last one that another title names.
        default: Period of what has no words of time (a bulletin's year; the years a plan's opening names).
    """

    published: Published
    kind: str
    base_year: int | None = None
    default: str | None = None
    aim: str | None = None
    first_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A period with how it was found."""

    period: str | None
    role: str
    doubts: tuple[str, ...] = ()


def document_kind(kind: str | None, title: str) -> str:
    """Return the family of a document by its declared kind, else by the last word of its title that says it.

    A title says at its end what it is the title of: ``…规划实施情况的报告``, ``关于印发《…报告》的通知``.
    """
    declared = {
        "plan": "plan",
        "report": "report",
        "bulletin": "bulletin",
        "action-plan-digest": "digest",
        "plan-summary": "digest",
    }
    if kind in declared:
        return declared[kind]
    ends = {
        name: max(title.rfind(word) + len(word) for word in words if word in title)
        for name, words in cues()["document"].items()
        if any(word in title for word in words)
    }
    return max(ends, key=ends.__getitem__, default="report")


def nearest(mentions: Sequence[Mention], start: int, at: int) -> Mention | None:
    """Return the last mention between two offsets that says when."""
    said = (*_CARRIED, "from", "title")
    return next((m for m in backwards(mentions, start, at) if m.role in said), None)


def carried(mentions: Sequence[Mention], start: int, at: int) -> Mention | None:
    """Return the last mention between two offsets whose time reaches over later sentences."""
    found = (m for m in backwards(mentions, start, at) if m.role in _CARRIED and m.period is not None)
    return next(found, None)


def carried_over(mentions: Sequence[Mention], start: int, at: int, aims: bool) -> Mention | None:
    """Return the mention of earlier sentences that still holds.

    One that heads its sentence wins over those inside. 目前 holds on only from the head of a sentence and
    not for what is aimed at.
    """
    best = None
    for mention in backwards(mentions, start, at):
        if best is not None and _reaches_its_end(mention, best):
            return best
        if mention.role not in _CARRIED or mention.period is None:
            continue
        if mention.role == "now" and (aims or not mention.leads):
            continue
        if mention.role == "frame" and not (mention.leads or mention.opens):
            continue
        if mention.leads:
            return mention
        best = best or mention
    return best


def _reaches_its_end(frame: Mention, deadline: Mention) -> bool:
    """未来五年…，到2025年达到…；…: what follows is for the year in which the years named first end."""
    years = frame.period or ""
    return deadline.role == "deadline" and "/" in years and years.rpartition("/")[2] == deadline.period


def across_blocks(mentions: list[Mention], aims: bool) -> tuple[str | None, bool]:
    """Return the period a block hands on to the next, and whether the next may look further back.

    Only a year or longer that heads a sentence is handed on; a deadline or a moment ends the search,
    unless the later block is governed by it (``aims``).
    """
    for mention in reversed(mentions):
        if aims and mention.role == "deadline" and mention.period:
            return mention.period, False
        if mention.role in ("frame", "whole-year") and mention.leads and mention.period:
            return (mention.period, False) if _ACROSS_BLOCKS.fullmatch(mention.period) else (None, False)
        if mention.role in ("deadline", "since", "now"):
            return None, False
        if mention.role == "whole-year" and mention.period:
            return mention.period, False
    return None, True


def year_in_title(title: str) -> str | None:
    """Return the single year a heading names (数说2024)."""
    years = set(_YEAR_IN_TITLE.findall(title))
    return years.pop() if len(years) == 1 else None


def kind_of(words: str, when: When, context: Context, section: str, aims: bool) -> tuple[Kind, bool]:
    """Return the kind of a statement and whether words of the sentence gave it.

    Args:
        words: The sentence up to and with the number.
        when: Its period.
        context: The document.
        section: Titles of the headings above, joined.
        aims: The section states a deadline.
    """
    target = words_pattern("target").search(words) is not None
    if words_pattern("forecast").search(words) and "预期" not in words and "预计目标" not in words:
        return "forecast", True
    if when.role in ("now", "since"):
        return "actual", True
    if when.period is not None and when.role != "base-year":
        if context.published.year is None:
            return _undated(words, when, context, target, section, aims)
        return _dated(words, when, context, target, section)
    if target:
        return "target", True
    if words_pattern("actual").search(_COMPARING.sub("", words) if context.kind == "plan" else words):
        return "actual", True
    return _by_section(context, section, aims), False


def _going_on(words: str, when: When, context: Context, target: bool, section: str) -> bool:
    """Tell whether a period that has not ended is told of, not planned for."""
    period = when.period or ""
    looks_back = words_pattern("baseline_section").search(section) is not None
    told = when.role == "frame" or (when.role == "whole-year" and looks_back)
    if target or not told or not begun(period, context.published):
        return False
    if _LOOKS_BACK.search(words):
        return True
    planned = words_pattern("target_section").search(section) or _later_years(period, context.published)
    return context.kind in ("report", "bulletin") and not planned


def _later_years(period: str, published: Published) -> bool:
    """Tell whether a period runs into years after the one in which the document came out."""
    return published.year is not None and int(period.rpartition("/")[2][:4]) > published.year


def _dated(words: str, when: When, context: Context, target: bool, section: str) -> tuple[Kind, bool]:
    period = when.period or ""
    if ends_after(period, context.published):
        return ("actual" if _going_on(words, when, context, target, section) else "target"), True
    year = context.published.year
    if year is not None and int(period.rpartition("/")[2][:4]) < year:
        return "actual", True
    if when.role == "deadline":
        return "target" if target or (context.kind == "plan" and "截至" not in words) else "actual", True
    published = context.published.year
    this_year = published is not None and str(published) in period.rpartition("/")[2]
    return ("target" if target and this_year else "actual"), True


def _undated(
    words: str, when: When, context: Context, target: bool, section: str, aims: bool
) -> tuple[Kind, bool]:
    """Judge a period of a document that nobody knows the date of: by its words, its title, its section."""
    ends = int((when.period or "").rpartition("/")[2][:4])
    if context.first_year is not None and ends < context.first_year:
        return "actual", True
    if target:
        return "target", True
    if words_pattern("actual").search(words):
        return "actual", True
    if when.role == "deadline":
        return ("actual" if "截至" in words else "target"), True
    return _by_section(context, section, aims), False


def _by_section(context: Context, section: str, aims: bool) -> Kind:
    if words_pattern("baseline_section").search(section):
        return "actual"
    if context.kind == "plan" or words_pattern("target_section").search(section):
        return "target"
    return "target" if context.kind == "digest" and aims else "actual"

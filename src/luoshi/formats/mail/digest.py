"""One letter for a post: everything it has to report, the returned first, then the overdue."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from email.message import EmailMessage
from functools import cache
from importlib import resources
from typing import Literal

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.vocabulary.period import Period

State = Literal["returned", "correction", "overdue", "due"]
STATES: tuple[State, ...] = ("returned", "correction", "overdue", "due")

AHEAD = (5, 1, 0)
"""Working days before the day at which a figure is reminded of."""
EVERY = 3
"""Once overdue, every so many working days."""
LANGUAGES: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}
RULE = "=" * 24
MOST_ITEMS = 100
"""Figures listed in one letter; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A figure to report.

    Attributes:
        period: ISO text.
        reason: Why it was returned, or sent for correction.
        told: What does not go together, by language.
        basis: 依据.
        working_days: From today to its last day; negative once it is past.
    """

    indicator: str
    period: str
    due: date
    state: State
    working_days: int
    basis: str = ""
    reason: str = ""
    told: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A letter to whoever holds a post.

    Attributes:
        mail: Address; it belongs to a person and is written nowhere else.
        address: Where to report: the queue, or a link that works once.
        until: Until when that link works; ``None`` for the queue.
    """

    post: str
    organisation: str
    mail: str
    items: tuple[Item, ...]
    address: str = ""
    until: datetime | None = None

    def of(self, state: State) -> tuple[Item, ...]:
        """Return the items of a state, the earliest first."""
        return tuple(sorted((one for one in self.items if one.state == state), key=lambda one: one.due))


def is_due_today(item: Item) -> bool:
    """Say whether an item is reminded of today.

    Five and one working days before its day and on it; every third working day after it; a returned figure
    every day; one sent for correction on the day and every third working day after. A letter goes out when
    any of its items is, and lists all of them.
    """
    if item.state == "returned":
        return True
    if item.state == "correction" and item.working_days >= 0:
        return True
    if item.working_days >= 0:
        return item.working_days in AHEAD
    return -item.working_days % EVERY == 0 or item.working_days == -1


def letter(digest: Digest, sender: str, first: Language = "zh") -> EmailMessage:
    """Return the letter as a message of plain text in both languages, one after the other.

    Args:
        digest: What it says, to whom.
        sender: Address it comes from.
        first: The language that comes first.
    """
    languages = (first, *(one for one in LANGUAGES if one != first))
    texts = ["\n".join(_lines(digest, one)) for one in languages]
    message = EmailMessage()
    message["Subject"] = " / ".join(_subject(digest, one) for one in languages)
    message["From"] = sender
    message["To"] = digest.mail
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"\n\n{RULE}\n\n".join(texts) + "\n", charset="utf-8")
    message["Content-Language"] = ", ".join(LANGUAGES[one] for one in languages)
    return message


def _subject(digest: Digest, language: Language) -> str:
    counts = {state: len(digest.of(state)) for state in STATES}
    kind = next((state for state in STATES if counts[state]), "due")
    subject = say(f"subject_{kind}", language, post=digest.post, count=len(digest.items), **_plain(counts))
    return " ".join(subject.split())


def _plain(counts: Mapping[State, int]) -> dict[str, int]:
    return {name: counts[name] for name in ("returned", "correction", "overdue")}


def _lines(digest: Digest, language: Language) -> list[str]:
    lines = [say("greeting", language, organisation=digest.organisation, post=digest.post), ""]
    for state in STATES:
        items = digest.of(state)
        if items:
            lines += [say(state, language, count=len(items)), *_items(items, language), ""]
    if digest.address:
        lines.append(say("open", language, address=digest.address))
    if digest.until:
        lines.append(say("once", language, until=f"{digest.until:%Y-%m-%d %H:%M}"))
    return [*lines, say("unchanged", language), "", "-- ", say("foot", language)]


def _items(items: Sequence[Item], language: Language) -> list[str]:
    lines = []
    for number, item in enumerate(items[:MOST_ITEMS], start=1):
        period = words.period(Period.parse(item.period), language)
        due = words.day(item.due, language)
        key = "told_item" if item.state == "correction" else "item"
        lines.append(say(key, language, number=number, indicator=item.indicator, period=period, due=due))
        if item.state == "correction":
            lines.append(say("told", language, text=item.told[language]))
            lines.append(say("asked", language, text=" ".join(item.reason.split())))
        elif item.reason:
            lines.append(say("reason", language, text=" ".join(item.reason.split())))
        if item.basis:
            lines.append(say("basis", language, text=item.basis))
    if len(items) > MOST_ITEMS:
        lines.append("…")
    return lines


def say(key: str, language: Language, **fill: object) -> str:
    """Return words of a letter."""
    return _texts()[key][language].format(**fill)


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("luoshi.formats.mail").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)

"""What kind of task an action is: measured by a number, checked once it is done, or never finished.

The class (可量化, 可验收, 持续推进) is proposed from the words, for a person to settle; the words it rests on
come with it. The list is ``data/duties.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from luoshi.statements.lexicon import data_text
from luoshi.statements.model import Action, Statement

Key = Literal["measured", "checkable", "continuing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskClass:
    """The class proposed for a task.

    Attributes:
        key: ``measured`` (可量化), ``checkable`` (可验收) or ``continuing`` (持续推进).
        title: In Chinese.
        words: What it rests on: the numbers, or the word of the text; empty for ``continuing``.
    """

    key: Key
    title: str
    words: tuple[str, ...] = ()


@cache
def _classes() -> tuple[tuple[Key, str, re.Pattern[str]], ...]:
    entries = tomllib.loads(data_text("duties.toml"))["class"]
    return tuple((entry["key"], entry["title"], re.compile(entry["pattern"])) for entry in entries)


def class_of(action: Action, statements: Iterable[Statement] = ()) -> TaskClass:
    """Return the class proposed for an action.

    Args:
        action: A special action or a measure.
        statements: The document's statements; its own are those inside the action's span.
    """
    numbers = tuple(
        statement.text
        for statement in statements
        if action.start <= statement.start < action.end and statement.kind == "target"
    )
    if numbers:
        return TaskClass(key="measured", title="可量化", words=numbers)
    words = f"{action.name}。{action.text}"
    for key, title, pattern in _classes():
        if pattern.pattern and (match := pattern.search(words)):
            return TaskClass(key=key, title=title, words=(match[0],))
    return TaskClass(key="continuing", title="持续推进")

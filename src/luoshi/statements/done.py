"""Events nobody listed: a thing with a name of its own, then a word that says it is over and done.

What events are called is an open list, so ``achievements.toml`` can never hold all of them. This reads the
form instead; its words are in ``data/done.toml``. It is asked only where no rule has found an event.

Example: 县域内首座220千伏变电站送电; “最多跑一次”改革写入省级地方性法规.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from luoshi.statements.lexicon import alternation, data_text

_SHORTEST, _LONGEST = 4, 120
_MADE_A_NOUN = re.compile(r"的[^的]{0,4}\Z")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(data_text("done.toml"))


@cache
def _form() -> re.Pattern[str]:
    data = _data()
    over, onto = (alternation(data[name], plain=False) for name in ("over", "onto"))
    return re.compile(rf"(?:{data['adverbs']})*(?:{over}\Z|{onto}(?=[^，。；]{{2,22}}\Z))")


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(_data()[name])


def done_event(words: str) -> re.Match[str] | None:
    """Return where a clause says that something is done, ``None`` if it says no such thing.

    Args:
        words: A clause with the titles of papers blanked.
    """
    stripped = words.rstrip(' ”"')
    if len(stripped) > _LONGEST or _pattern("vague").search(stripped):
        return None
    for match in _form().finditer(stripped):
        thing = stripped[: match.start()].strip()
        told = not _MADE_A_NOUN.search(thing) and "的" not in stripped[match.end() :]
        if told and len(thing) >= _SHORTEST and (_says_enough(match[0]) or _pattern("named").search(thing)):
            return match
    return None


def _says_enough(words: str) -> bool:
    """Tell whether a word of the end of something needs no thing with a name of its own before it."""
    data = _data()
    return words.endswith(tuple(data["over"])) and not words.endswith(tuple(data["soft"]))


def examples() -> tuple[list[str], list[str]]:
    """Return clauses that tell an event and clauses that do not, as the data file gives them."""
    return _data()["examples"], _data()["leaves"]

"""Words of a search: each Chinese character is a term, each run of letters or digits is one.

A query is a phrase of such terms, so that one, two and many characters are found alike, anywhere in a
text, without a dictionary.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TERM = re.compile(
    r"[0-9]+|[^\W\d_\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
    r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LONGEST_QUERY = 200


def fold(text: str) -> str:
    """Return a text with width and case folded, character by character, so that offsets stay."""
    return "".join(_folded(character) for character in text)


@lru_cache(maxsize=20_000)
def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).casefold()
    return plain if len(plain) == 1 else character


def spaced(text: str) -> str:
    """Return the terms of a text with spaces between them, as they are indexed."""
    return " ".join(_TERM.findall(fold(text)))


def phrases(query: str) -> tuple[tuple[str, ...], ...]:
    """Return the phrases of a query, all of which must be found; its spaces part them."""
    found = (tuple(_TERM.findall(piece)) for piece in fold(query[:_LONGEST_QUERY]).split())
    return tuple(phrase for phrase in found if phrase)


def match(phrases: tuple[tuple[str, ...], ...]) -> str:
    """Return the expression for FTS5; a last term of letters or digits may begin a longer one."""
    return " AND ".join(_quoted(phrase) for phrase in phrases)


def _quoted(phrase: tuple[str, ...]) -> str:
    open_ended = phrase[-1].isascii()
    return f'"{" ".join(phrase)}"' + ("*" if open_ended else "")


def marks(text: str, phrases: tuple[tuple[str, ...], ...]) -> tuple[tuple[int, int], ...]:
    """Return where the phrases stand in a text, in order, without overlaps."""
    folded = fold(text)
    spans = sorted(
        (found.start(), found.end())
        for phrase in phrases
        for found in re.finditer(r"[\W_]*".join(re.escape(term) for term in phrase), folded)
    )
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return tuple(apart)

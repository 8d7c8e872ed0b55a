"""How alike two texts are, and what says that they are not the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from luoshi.ledger.differing.rules import rules
from luoshi.vocabulary.phrases import normalise

_NUMBERS = re.compile(
    r"[0-9]+(?:\.[0-9]+)?|[A-Z]+|[一二三四五六七八九十百千]+(?=[期号环批类级代产]|阶段)|第[一二三四五六七八九十]+"
)
_NUMERALS = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@lru_cache(maxsize=1 << 14)
def bare(text: str) -> str:
    """Return a text without spaces and punctuation, its width folded."""
    return re.sub(r"[^\w%]", "", normalise(text))


@lru_cache(maxsize=1 << 14)
def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1)) if len(text) > 1 else Counter([text])


def alike(one: str, other: str) -> float:
    """Return the share of neighbouring pairs of characters two texts have in common, 0 to 1 (Dice 1945)."""
    first, second = _pairs(bare(one)), _pairs(bare(other))
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def without_numbers(text: str) -> str:
    """Return a text without its digits: what is left when a figure is changed."""
    return _NUMERALS.sub("", bare(text))


def excluded(one: str, other: str) -> bool:
    """Return whether two names cannot be of the same thing: other numbers (二期, 3号), or words apart."""
    first, second = normalise(one), normalise(other)
    if sorted(_NUMBERS.findall(first)) != sorted(_NUMBERS.findall(second)):
        return True
    return any(_other(first, second, group) for group in rules().apart)


def _other(first: str, second: str, group: Sequence[str]) -> bool:
    found = _among(first, group), _among(second, group)
    return bool(found[0]) and bool(found[1]) and found[0] != found[1]


def _among(text: str, group: Sequence[str]) -> set[str]:
    """Return the words of a group that a text holds, the longer taken before those within them."""
    found = set()
    for word in group:
        if word in text:
            found.add(word)
            text = text.replace(word, " ")
    return found


class Near:
    """Texts that can be asked for those that share enough pairs with another one to be worth comparing."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_pair: dict[str, list[int]] = {}
        self._sizes: list[int] = []
        for position, text in enumerate(texts):
            pairs = _pairs(bare(text))
            self._sizes.append(len(pairs))
            for pair in pairs:
                self._by_pair.setdefault(pair, []).append(position)

    def to(self, text: str, share: float) -> list[int]:
        """Return the texts that have at least a share of a text's pairs, or of whose pairs it has that."""
        own = _pairs(bare(text))
        found = Counter(position for pair in own for position in self._by_pair.get(pair, ()))
        return sorted(at for at, count in found.items() if count >= share * min(len(own), self._sizes[at]))

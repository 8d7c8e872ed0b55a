"""Sentences and clauses of a block of clean text."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from luoshi.statements.quantity import Quantity

_SENTENCE_STOP = re.compile(r"[。！？!?\n；;]+[”’\"」』）)]?|…+")
_CLAUSE_STOP = re.compile(r"[，；。！？!?\n;]|,(?!\d{3}(?!\d))|[:：](?!\s?[↑↓▲▼]?\s?\d)|…+|——")
_OPEN, _CLOSE = "（(", "）)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Consecutive stretches of a block, each without its closing mark."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def index(self, offset: int) -> int:
        """Return the number of the stretch that holds an offset."""
        return max(0, bisect_right(self.starts, offset) - 1)


def grouped(spans: Spans, quantities: list[Quantity]) -> dict[int, list[Quantity]]:
    """Return the numbers of each stretch by its index, in one pass."""
    found: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        found.setdefault(spans.index(quantity.number_start), []).append(quantity)
    return found


def sentences(text: str, start: int, end: int) -> Spans:
    """Return the sentences of a block; a semicolon ends one as well."""
    return _split(_SENTENCE_STOP, text, start, end)


def clauses(text: str, start: int, end: int) -> Spans:
    """Return the clauses of a stretch; commas inside brackets do not end one."""
    return _split(_CLAUSE_STOP, text, start, end)


def _split(pattern: re.Pattern[str], text: str, start: int, end: int) -> Spans:
    starts, ends = [start], []
    for match in pattern.finditer(text, start, end):
        if _inside_brackets(text, starts[-1], match.start()):
            continue
        ends.append(match.start())
        starts.append(match.end())
    ends.append(end)
    return Spans(starts=tuple(starts), ends=tuple(ends))


def _inside_brackets(text: str, start: int, at: int) -> bool:
    opened = max(text.rfind(mark, start, at) for mark in _OPEN)
    return opened >= 0 and all(text.find(mark, opened, at) < 0 for mark in _CLOSE)

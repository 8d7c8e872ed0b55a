"""What became of every number in a document: nothing numeric is silently ignored."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from luoshi.documents.model import Block, Document, Source
from luoshi.statements.extract import survey
from luoshi.statements.model import SetAside, Survey
from luoshi.statements.passages import set_aside

_NUMBER = re.compile(r"\d+(?:\.\d+)?")

NOT_UNDERSTOOD = "not-understood"
_UNREAD = {"heading": "in-heading", "caption": "in-caption", "table": "in-table"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The numbers of a document by what became of them.

    Attributes:
        statements: How many statements were read.
        set_aside: Numbers that are none, each with the rule that says so: a guard of the grammar
            (a year, a name …), ``numbering`` of headings and items, or where it stands: ``in-heading``,
            ``in-caption``, ``in-table``, ``in-passage`` (speeches, instructions, military matters:
            not read).
        open: Numbers that no rule accounts for, with the rule ``not-understood``.
    """

    statements: int
    set_aside: tuple[SetAside, ...]
    open: tuple[SetAside, ...]


def coverage(document: Document, source: Source, found: Survey | None = None) -> Coverage:
    """Account for every number of a document. Offsets are raw.

    Args:
        document: What was read.
        source: What is known about it.
        found: The survey of the document, where it has been made already.
    """
    found = found or survey(document, source)
    spans = _Spans([(s.start, s.end) for s in found.statements] + [(a.start, a.end) for a in found.set_aside])
    passages = _Spans([(passage.start, passage.end) for passage in set_aside(document)])
    rest = [
        _numbered(document, start, end, _where(block, start, end, passages))
        for block in document.blocks
        for start, end in _numbers(document, block)
        if not spans.touch(*document.raw_span(start, end))
    ]
    return Coverage(
        statements=len(found.statements),
        set_aside=(
            *_with_labels(document, found.set_aside),
            *(one for one in rest if one.rule != NOT_UNDERSTOOD),
        ),
        open=tuple(one for one in rest if one.rule == NOT_UNDERSTOOD),
    )


def _with_labels(document: Document, found: Iterable[SetAside]) -> Iterable[SetAside]:
    """Yield what was set aside, the numbers of headings and items under a rule of their own."""
    labels = _Spans(
        [
            document.raw_span(one.start, min(one.start + len(one.number) + 1, one.end))
            for one in document.outline
            if one.number
        ]
    )
    for one in found:
        yield replace(one, rule="numbering") if labels.touch(one.start, one.end) else one


def _numbers(document: Document, block: Block) -> Iterable[tuple[int, int]]:
    return (match.span() for match in _NUMBER.finditer(document.text, block.start, block.end))


def _numbered(document: Document, start: int, end: int, rule: str) -> SetAside:
    raw_start, raw_end = document.raw_span(start, end)
    return SetAside(start=raw_start, end=raw_end, text=document.raw[raw_start:raw_end], rule=rule)


def _where(block: Block, start: int, end: int, passages: _Spans) -> str:
    if passages.touch(start, end):
        return "in-passage"
    return {"heading": "in-heading", "caption": "in-caption", "table": "in-table"}.get(
        block.kind, NOT_UNDERSTOOD
    )


class _Spans:
    """Spans that can be asked whether one of them touches another."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]
        self._reach = max((end - start for start, end in self._spans), default=0)

    def touch(self, start: int, end: int) -> bool:
        """Say whether any of the spans shares a character with another span."""
        last = bisect_right(self._starts, end - 1)
        for index in range(last - 1, -1, -1):
            begin, finish = self._spans[index]
            if begin + self._reach <= start:
                return False
            if begin < end and start < finish:
                return True
        return False

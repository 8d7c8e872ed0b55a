"""What became of every number in a document: nothing numeric is silently ignored.

Numbers are those of ``numerals``: in digits and in Chinese numerals. Each is in exactly one of three classes:
it became a statement, a named rule set it aside, or it was not understood.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal

from luoshi.documents.model import Block, Cell, Document, Source
from luoshi.statements.extract import survey
from luoshi.statements.guards import masks
from luoshi.statements.model import Survey
from luoshi.statements.number_rules import rule_of
from luoshi.statements.numerals import numerals
from luoshi.statements.passages import passage_over, set_aside
from luoshi.statements.time_model import Published
from luoshi.statements.times import find_mentions
from luoshi.vocabulary.places import areas

Outcome = Literal["statement", "set-aside", "open"]

OUTCOMES: tuple[Outcome, ...] = ("statement", "set-aside", "open")
NOT_UNDERSTOOD = "not-understood"
PAGE_FURNITURE = "page-furniture"
TAKEN_OUT = "taken-out"
_YEARS = range(1900, 2101)
_NUMBER_COLUMNS = 1
"""The last column, from 0, in which a number alone in its cell numbers its row."""

_Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number of a document and what became of it. Offsets are raw.

    Attributes:
        rule: Of a statement, the grammar rule that found it; of a number set aside, the rule that says what
            it is: a guard of the grammar (``guards.toml``), a rule of ``numerals.toml``, of
            ``passages.toml``, ``numbering`` of headings and items, ``in-heading``, ``in-caption``,
            ``table-number``, ``page-furniture`` (words of the file that are no part of its text) or
            ``taken-out`` (a reading that a person rejected, or that a ledger does not hold). Of one that is
            open, ``not-understood``.
    """

    start: int
    end: int
    text: str
    outcome: Outcome
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The numbers of a document, in the order of the text, each with what became of it."""

    numerals: tuple[Numeral, ...]

    def of(self, outcome: Outcome) -> tuple[Numeral, ...]:
        """Return the numbers of one class."""
        return tuple(one for one in self.numerals if one.outcome == outcome)

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many numbers there are of each class; they add up to all."""
        found = Counter(one.outcome for one in self.numerals)
        return {outcome: found[outcome] for outcome in OUTCOMES}


def coverage(
    document: Document,
    source: Source,
    found: Survey | None = None,
    said: Iterable[tuple[int, int]] | None = None,
) -> Coverage:
    """Account for every number of a document.

    Args:
        document: What was read.
        source: What is known about it.
        found: The survey of the document, where it has been made already.
        said: Raw spans of the statements that are held, where people have decided on them; by default those
            of the survey.
    """
    found = found or survey(document, source)
    account = _Account(document, source, found, said)
    inside = list(account.of_blocks())
    made = [*inside, *account.of_furniture(inside)]
    return Coverage(numerals=tuple(sorted(made, key=lambda one: (one.start, one.end))))


class _Account:
    """Accounts for the numbers of one document."""

    def __init__(
        self, document: Document, source: Source, found: Survey, said: Iterable[tuple[int, int]] | None
    ) -> None:
        self._document = document
        self._published = Published.parse(source.published)
        read = [(one.start, one.end, one.rule) for one in found.statements]
        rules = {(start, end): rule for start, end, rule in read}
        held = None if said is None else [(start, end, rules.get((start, end), "")) for start, end in said]
        self._statements = _Spans(read if held is None else held)
        self._taken_out = _Spans([] if held is None else read)
        self._aside = _Spans([(one.start, one.end, one.rule) for one in found.set_aside])
        self._passages = set_aside(document)
        self._labels = _Spans(list(_labels(document)))

    def of_blocks(self) -> Iterator[Numeral]:
        for block in self._document.blocks:
            names = _Names(self._document, block, self._published)
            for start, end in numerals(self._document.text, block.start, block.end):
                raw = self._document.raw_span(start, end)
                yield self._made(raw, *self._judged(raw, (start, end), names))

    def _made(self, raw: tuple[int, int], outcome: Outcome, rule: str) -> Numeral:
        words = self._document.raw[raw[0] : raw[1]]
        return Numeral(start=raw[0], end=raw[1], text=words, outcome=outcome, rule=rule)

    def _judged(self, raw: tuple[int, int], span: tuple[int, int], names: _Names) -> tuple[Outcome, str]:
        if (rule := self._statements.touching(*raw)) is not None:
            return "statement", rule
        if self._labels.touching(*span) is not None:
            return "set-aside", "numbering"
        if (rule := self._aside.touching(*raw)) is not None:
            return "set-aside", rule
        if passage := passage_over(self._passages, *span):
            return "set-aside", passage.rule
        if self._taken_out.touching(*raw) is not None:
            return "set-aside", TAKEN_OUT
        rule = names.rule(*span)
        return ("open", NOT_UNDERSTOOD) if rule is None else ("set-aside", rule)

    def of_furniture(self, found: Iterable[Numeral]) -> Iterator[Numeral]:
        """Yield the numbers of the file that are in no block: page numbers, running heads, marks."""
        raw, inside = self._document.raw, self._inside()
        for one in found:
            inside[one.start : one.end] = b"\x01" * (one.end - one.start)
        for start, end in numerals(raw):
            for outside in _runs_outside(inside, start, end):
                for span in numerals(raw, *outside):
                    yield self._made(span, "set-aside", PAGE_FURNITURE)

    def _inside(self) -> bytearray:
        """Return for every raw character whether it is one of the text's."""
        held = bytearray(len(self._document.raw) + 1)
        offsets = self._document.raw_offsets
        for block in self._document.blocks:
            for clean in range(block.start, block.end):
                held[offsets[clean]] = 1
        return held


def _runs_outside(inside: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a raw span of which nothing is in the text."""
    at = start
    for held, run in groupby(inside[start:end]):
        length = sum(1 for _ in run)
        if not held:
            yield at, at + length
        at += length


def _labels(document: Document) -> Iterator[_Span]:
    """Yield the clean spans of the printed numbers of headings and items."""
    for one in document.outline:
        if one.number and (at := document.text.find(one.number, one.start, one.end)) >= 0:
            yield at, at + len(one.number), "numbering"


_WORTH = re.compile(r"\s?分\s?[)）]")


class _Names:
    """What a number of one block is that the grammar of quantities did not take up."""

    def __init__(self, document: Document, block: Block, published: Published) -> None:
        self._text = document.text
        self._block = block
        self._published = published
        self._table = None if block.table is None else document.tables[block.table]
        self._named: _Spans | None = None

    def rule(self, start: int, end: int) -> str | None:
        """Return the name of the rule that says what a number is, ``None`` where none does."""
        if self._table is not None and (rule := _in_cell(self._table.cells, self._text, start, end)):
            return rule
        if self._named is None:
            self._named = _Spans(list(self._spans()))
        first, last = self._block.start, self._block.end
        return (
            self._named.touching(start, end)
            or rule_of(self._text, start, end, first, last)
            or self._in_furniture(end)
        )

    def _in_furniture(self, end: int) -> str | None:
        """Return the rule for a number of a heading or caption, none for what a heading is worth (35分)."""
        if self._block.kind == "heading" and _WORTH.match(self._text, end, self._block.end):
            return None
        return {"heading": "in-heading", "caption": "in-caption"}.get(self._block.kind)

    def _spans(self) -> Iterator[_Span]:
        first, last = self._block.start, self._block.end
        yield from masks(self._text, first, last)
        for match in _places().finditer(self._text, first, last):
            yield match.start(), match.end(), "place-name"
        for mention in find_mentions(self._text, first, last, self._published, None):
            yield mention.start, mention.end, "time"


def _in_cell(cells: Sequence[Cell], text: str, start: int, end: int) -> str | None:
    """Return what a number is that fills its cell: a year, or the number of a row."""
    at = bisect_right(cells, start, key=lambda cell: cell.start) - 1
    if at < 0 or not text[start:end].isdecimal():
        return None
    cell = cells[at]
    rest = text[cell.start : start] + text[end : cell.end]
    if int(text[start:end]) in _YEARS and rest.strip() in ("", "年", "年年"):
        return "time"
    return "table-number" if not rest.strip(" .．、（）()") and cell.column <= _NUMBER_COLUMNS else None


@cache
def _places() -> re.Pattern[str]:
    """Return the places of administration whose names hold a number: prefectures also by their short name."""
    names = {one.name for one in areas()} | {one.short for one in areas() if one.level != "county"}
    held = sorted((name for name in names if any(numerals(name))), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, held)))


class _Spans:
    """Spans with the rule of each, that can be asked which of them touches another."""

    def __init__(self, spans: Sequence[_Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _, _ in self._spans]
        self._reach = max((end - start for start, end, _ in self._spans), default=0)

    def touching(self, start: int, end: int) -> str | None:
        """Return the rule of a span that shares a character with another, ``None`` where none does."""
        first = bisect_left(self._starts, start - self._reach)
        for begin, finish, rule in self._spans[first : bisect_left(self._starts, end)]:
            if start < finish and begin < end:
                return rule
        return None

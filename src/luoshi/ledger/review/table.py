"""Decisions that come back in a table: every one of them recorded as one entry, or none."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from luoshi.errors import LuoshiError
from luoshi.ledger.reasons import LONGEST_REASON
from luoshi.ledger.records import Entry
from luoshi.ledger.review.deciding import Part, rows_for, rows_to_add
from luoshi.ledger.review.fields import fields_of
from luoshi.ledger.review.standing import standing
from luoshi.ledger.rows import Row

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

DECISIONS = ("accept", "correct", "reject", "merge", "split", "add", "place")

Line = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file of decisions did: how many of each, and the entry; ``None`` when there was none."""

    counts: Mapping[str, int]
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """One decision of the table: a row, or of a split all rows with one id."""

    number: int
    decision: str
    lines: list[Line] = field(default_factory=list)


def load(ledger: Ledger, lines: Iterable[str], *, reason: str, actor: str) -> Imported:
    """Record the decisions of a table, all of them as one entry or none.

    Args:
        ledger: Open for writing.
        lines: CSV with the columns ``id`` and ``decision`` at least; a row without a decision says nothing.
            Cells that differ are read anew with ``correct``, ``merge`` (the other readings stand in
            ``with``) and ``split`` (one row for each part, all with the same ``id``); ``add`` is a row
            without ``id``; ``place`` puts an orphan at ``start`` and ``end``.
        reason: For rows that give none.
        actor: Who decides.

    Raises:
        LuoshiError: ``review-row`` with the number of the row and what is wrong in it.
    """
    rows: list[Row] = []
    decided = list(_decided(csv.DictReader(lines)))
    with ledger.reading() as connection:
        for one in decided:
            try:
                rows += _rows(connection, one, reason, actor)
            except LuoshiError as error:
                raise LuoshiError("review-row", row=one.number, reason=str(error)) from error
    entry = ledger.append(rows, actor=actor, reason=reason or "批量审核 / reviewed") if rows else None
    counts = {word: sum(one.decision == word for one in decided) for word in DECISIONS}
    return Imported(counts=counts, entry=entry)


def _decided(lines: Iterable[Line]) -> Iterable[_Decided]:
    """Return the decisions of a table; raises ``review-row`` for a reading that is decided twice."""
    found: list[_Decided] = []
    splits: dict[str, _Decided] = {}
    used: set[str] = set()
    for number, line in enumerate(lines, 2):
        decision, key = _cell(line, "decision"), _cell(line, "id")
        if not decision:
            continue
        if decision == "split" and key in splits:
            splits[key].lines.append(line)
            continue
        found.append(_Decided(number=number, decision=decision, lines=[line]))
        for named in (key, *_cell(line, "with").split()):
            if named and named in used:
                twice = str(LuoshiError("review-twice", what=named))
                raise LuoshiError("review-row", row=number, reason=twice)
            used.add(named)
        if decision == "split":
            splits[key] = found[-1]
    return found


def _rows(connection: Connection, one: _Decided, reason: str, actor: str) -> list[Row]:
    make = _MAKE.get(one.decision)
    if make is None:
        raise LuoshiError("review-field", field="decision", text=one.decision)
    why = (_cell(one.lines[0], "reason") or reason)[:LONGEST_REASON]
    if one.decision in ("correct", "reject", "merge", "split") and not why:
        raise LuoshiError("decision-without-reason")
    return make(connection, one, why, actor)


def _accept(connection: Connection, one: _Decided, why: str, actor: str) -> list[Row]:
    part = ("accepted", Part(fields={}))
    return rows_for(connection, [_cell(one.lines[0], "id")], [part], reason=why, actor=actor)


def _correct(connection: Connection, one: _Decided, why: str, actor: str) -> list[Row]:
    identity = _cell(one.lines[0], "id")
    part = _changed(connection, identity, one.lines[0])
    return rows_for(connection, [identity], [("corrected", part)], reason=why, actor=actor)


def _reject(connection: Connection, one: _Decided, why: str, actor: str) -> list[Row]:
    return rows_for(connection, [_cell(one.lines[0], "id")], [], reason=why, actor=actor)


def _merge(connection: Connection, one: _Decided, why: str, actor: str) -> list[Row]:
    line = one.lines[0]
    identity, others = _cell(line, "id"), _cell(line, "with").split()
    if not others:
        raise LuoshiError("review-merge")
    part = _changed(connection, identity, line)
    return rows_for(connection, [identity, *others], [("merged", part)], reason=why, actor=actor)


def _split(connection: Connection, one: _Decided, why: str, actor: str) -> list[Row]:
    if len(one.lines) < 2:
        raise LuoshiError("review-split")
    identity = _cell(one.lines[0], "id")
    parts = [("split", _changed(connection, identity, line)) for line in one.lines]
    return rows_for(connection, [identity], parts, reason=why, actor=actor)


def _add(connection: Connection, one: _Decided, why: str, actor: str) -> list[Row]:
    line = one.lines[0]
    kind = _cell(line, "kind")
    if kind not in ("statement", "achievement") or _cell(line, "id"):
        name = "id" if _cell(line, "id") else "kind"
        raise LuoshiError("review-field", field=name, text=_cell(line, name))
    fields = {name: text for name in fields_of(kind) if (text := _cell(line, name))}
    span = _span(line) or (0, 0)
    document = _cell(line, "document")
    return rows_to_add(connection, document, span, fields, kind=kind, reason=why, actor=actor)


def _place(connection: Connection, one: _Decided, why: str, actor: str) -> list[Row]:
    line = one.lines[0]
    part = Part(span=_span(line) or (0, 0), fields={})
    placed = [("placed", part)]
    return rows_for(connection, [_cell(line, "id")], placed, reason=why, actor=actor, move=True)


_MAKE: Mapping[str, Callable[[Connection, _Decided, str, str], list[Row]]] = {
    "accept": _accept,
    "correct": _correct,
    "reject": _reject,
    "merge": _merge,
    "split": _split,
    "add": _add,
    "place": _place,
}


def _changed(connection: Connection, identity: str, line: Line) -> Part:
    """Return what a row says otherwise than the reading that stands."""
    one = standing(connection, identity)
    fields = {}
    for name in fields_of(one.kind):
        given, now = line.get(name), one.values.get(name)
        text = "" if now is None else f"{now:f}" if isinstance(now, Decimal) else str(now)
        if given is not None and given.strip() != text:
            fields[name] = given
    span = _span(line)
    own = (one.words["start"], one.words["end"])
    return Part(span=None if span == own else span, fields=fields)


def _span(line: Line) -> tuple[int, int] | None:
    start, end = _cell(line, "start"), _cell(line, "end")
    return (int(start), int(end)) if start.isdecimal() and end.isdecimal() else None


def _cell(line: Line, name: str) -> str:
    return (line.get(name) or "").strip()

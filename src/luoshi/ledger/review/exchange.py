"""Review by file: the queue as a table that comes back with decisions, and reviewed statements as gold."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.records import Entry, StatementView
from luoshi.ledger.review.deciding import LONGEST_REASON, Part, rows_for
from luoshi.ledger.review.fields import ACHIEVEMENT, STATEMENT, fields_of
from luoshi.ledger.review.queue import Item, State, queue
from luoshi.ledger.review.standing import standing
from luoshi.ledger.rows import Row

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

FIELDS = tuple(dict.fromkeys((*STATEMENT, *ACHIEVEMENT)))
HEAD = ("id", "kind", "document", "state", "start", "end", "quote", "before", "after", "section")
TAIL = ("doubts", "confidence", "decision", "reason")
COLUMNS = (*HEAD, *FIELDS, *TAIL)
"""Columns of the table; ``decision`` (accept, correct, reject) and ``reason`` are for the reviewer."""

DECISIONS = ("accept", "correct", "reject")
REVIEWED: tuple[State, ...] = ("accepted", "corrected", "merged", "split", "placed", "added")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a file of decisions did: how many of each, and the entry; ``None`` when there was none."""

    accepted: int = 0
    corrected: int = 0
    rejected: int = 0
    entry: Entry | None = None


def record(one: Item) -> dict[str, Any]:
    """Return an item as a row of the table."""
    return {
        "id": one.id,
        "kind": one.kind,
        "document": one.document,
        "state": one.state,
        "start": one.start,
        "end": one.end,
        "quote": one.quote,
        "before": one.before,
        "after": one.after,
        "section": one.section,
        **dict(one.fields),
        "doubts": list(one.doubts),
        "confidence": one.confidence,
        "decision": "",
        "reason": one.judged.reason if one.judged else "",
    }


def gold(ledger: Ledger, document: str | None = None, *, every: bool = False) -> Iterator[dict[str, Any]]:
    """Yield reviewed statements in the interchange format that ``score`` reads.

    Args:
        ledger: Where they are.
        document: Key of the only document.
        every: Also what nobody has reviewed, as it stands.
    """
    reviewed = {one.id for one in queue(ledger, kind="statement", states=REVIEWED, every=True)}
    files = {one.key: (one.file, one.edition_id) for one in views.documents(ledger)}
    for one in views.statements(ledger, document):
        file, edition = files.get(one.anchor.document_key or "", ("", ""))
        if one.anchor.edition_id == edition and (every or one.id in reviewed):
            yield _gold(one, file)


def _gold(one: StatementView, file: str) -> dict[str, Any]:
    return {
        "doc": file,
        "start": one.anchor.start,
        "end": one.anchor.end,
        "text": one.anchor.quote,
        "value": _number(one.value),
        "upper": _number(one.upper),
        "unit": one.unit,
        "comparator": one.comparator,
        "measure": one.measure,
        "direction": one.direction,
        "basis": one.basis,
        "indicator": one.indicator,
        "region": one.region,
        "period": one.period,
        "kind": one.kind,
        "section": one.section,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def load(ledger: Ledger, lines: Iterable[str], *, reason: str, actor: str) -> Imported:
    """Record the decisions of a table, all of them as one entry or none.

    Args:
        ledger: Open for writing.
        lines: CSV with the columns ``id`` and ``decision`` at least; a row without a decision says nothing.
            With ``correct`` the cells that differ are read anew.
        reason: For rows that give none.
        actor: Who decides.

    Raises:
        LuoshiError: ``review-row`` with the number of the row and what is wrong in it.
    """
    rows: list[Row] = []
    counts = dict.fromkeys(DECISIONS, 0)
    with ledger.reading() as connection:
        for number, row in enumerate(csv.DictReader(lines), 2):
            decision = (row.get("decision") or "").strip()
            if decision:
                try:
                    rows += _rows(connection, row, decision, reason, actor)
                except LuoshiError as error:
                    raise LuoshiError("review-row", row=number, reason=str(error)) from error
                counts[decision] += 1
    entry = ledger.append(rows, actor=actor, reason=reason or "批量审核 / reviewed") if rows else None
    return Imported(
        accepted=counts["accept"], corrected=counts["correct"], rejected=counts["reject"], entry=entry
    )


def _rows(
    connection: Connection, row: Mapping[str, str | None], decision: str, reason: str, actor: str
) -> list[Row]:
    if decision not in DECISIONS:
        raise LuoshiError("review-field", field="decision", text=decision)
    identity = (row.get("id") or "").strip()
    why = ((row.get("reason") or "").strip() or reason)[:LONGEST_REASON]
    if decision != "accept" and not why:
        raise LuoshiError("decision-without-reason")
    if decision == "reject":
        return rows_for(connection, [identity], [], reason=why, actor=actor)
    part = _changed(connection, identity, row) if decision == "correct" else Part(fields={})
    word = "accepted" if decision == "accept" else "corrected"
    return rows_for(connection, [identity], [(word, part)], reason=why, actor=actor)


def _changed(connection: Connection, identity: str, row: Mapping[str, str | None]) -> Part:
    """Return what a row says otherwise than the reading that stands."""
    one = standing(connection, identity)
    fields = {}
    for name in fields_of(one.kind):
        given, now = row.get(name), one.values.get(name)
        text = "" if now is None else f"{now:f}" if isinstance(now, Decimal) else str(now)
        if given is not None and given.strip() != text:
            fields[name] = given
    start, end = (row.get("start") or "").strip(), (row.get("end") or "").strip()
    if not (start.isdigit() and end.isdigit()):
        return Part(fields=fields)
    span = (int(start), int(end))
    own = (one.words["start"], one.words["end"])
    return Part(span=None if span == own else span, fields=fields)

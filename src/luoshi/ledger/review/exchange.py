"""Review by file: the queue as a table to be filled in, and reviewed statements as gold."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from luoshi.ledger import views
from luoshi.ledger.records import StatementView
from luoshi.ledger.review.fields import ACHIEVEMENT, STATEMENT
from luoshi.ledger.review.queue import Item, State, queue

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

FIELDS = tuple(dict.fromkeys((*STATEMENT, *ACHIEVEMENT)))
HEAD = ("id", "kind", "document", "state", "start", "end", "quote", "before", "after", "section")
TAIL = ("doubts", "confidence", "decision", "with", "reason")
COLUMNS = (*HEAD, *FIELDS, *TAIL)
"""Columns of the table; ``decision``, ``with`` (what to merge with) and ``reason`` are for the reviewer."""

REVIEWED: tuple[State, ...] = ("accepted", "corrected", "merged", "split", "placed", "added")


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
        "with": "",
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

"""Finding words in documents, statements and indicators: one, two or many Chinese characters, or Latin."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import select

from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.records import Cut, Hit
from luoshi.ledger.schema import indicator_detail
from luoshi.ledger.searching.index import index_of
from luoshi.ledger.searching.terms import marks, match, phrases
from luoshi.ledger.views.documents import current_editions, standing_statements
from luoshi.ledger.views.reading import View, view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

KINDS = ("indicator", "statement", "document")
"""What can be found, in the order in which it is shown."""

_LEAD = 30
_SNIPPET = 120
_AT_ONCE = 200
_FOUND = """
SELECT item.* FROM words JOIN item ON item.id = words.rowid
WHERE words MATCH ? AND item.kind = ? ORDER BY bm25(words, 8.0, 1.0), item.id
"""


def search(
    ledger: Ledger, query: str, limit: int = 20, cut: Cut = NOW, *, kinds: Sequence[str] = KINDS
) -> list[Hit]:
    """Return what stands as of a cut and holds every word of a query, best first within each kind.

    Args:
        ledger: To search.
        query: Words parted by spaces; each is found as it is written, width and case aside.
        limit: Most hits of each kind.
        cut: In time.
        kinds: Some of ``KINDS``.
    """
    wanted = phrases(query)
    if not wanted:
        return []
    with view(ledger, cut) as seen, index_of(ledger).at(ledger) as index:
        return [
            _hit(row, title, wanted)
            for kind in KINDS
            if kind in kinds
            for row, title in islice(_once(_standing(seen, _found(index, match(wanted), kind), kind)), limit)
        ]


def refresh(ledger: Ledger) -> None:
    """Bring the index up to the ledger's last entry, so that the first search does not wait."""
    with index_of(ledger).at(ledger):
        pass


def _found(index: sqlite3.Connection, expression: str, kind: str) -> Iterator[list[sqlite3.Row]]:
    cursor = index.execute(_FOUND, (expression, kind))
    while rows := cursor.fetchmany(_AT_ONCE):
        yield rows


def _standing(
    seen: View, batches: Iterator[list[sqlite3.Row]], kind: str
) -> Iterator[tuple[sqlite3.Row, str]]:
    """Leave out what does not stand as of the cut; give titles as they stand."""
    for rows in batches:
        if kind == "document":
            titles = current_editions(seen, {row["document_key"] for row in rows})
        else:
            find = _standing_wordings if kind == "indicator" else standing_statements
            kept = find(seen, [row["row_id"] for row in rows])
            titles = {row["row_id"]: row["title"] for row in rows if row["row_id"] in kept}
        yield from ((row, titles[row["row_id"]]) for row in rows if row["row_id"] in titles)


def _once(found: Iterator[tuple[sqlite3.Row, str]]) -> Iterator[tuple[sqlite3.Row, str]]:
    """Leave out what reads like a hit before it: figures of one name in one sentence or table row."""
    shown: set[tuple[str, ...]] = set()
    for row, title in found:
        reads = (title, row["text"], row["edition_id"] or row["owner_id"])
        if reads not in shown:
            shown.add(reads)
            yield row, title


def _standing_wordings(seen: View, ids: Sequence[str]) -> set[str]:
    wording = indicator_detail.c
    question = select(wording.id).where(stands(indicator_detail, seen.bounds))
    return {row["id"] for row in seen.some(question, wording.id, ids)}


def _hit(row: sqlite3.Row, title: str, wanted: tuple[tuple[str, ...], ...]) -> Hit:
    text = row["text"]
    places = marks(text, wanted)
    first = max(0, places[0][0] - _LEAD) if places else 0
    last = min(len(text), first + _SNIPPET)
    lead, tail = "…" if first else "", "…" if last < len(text) else ""
    shift = len(lead) - first
    return Hit(
        kind=row["kind"],
        title=title,
        snippet=f"{lead}{text[first:last]}{tail}",
        marks=tuple((start + shift, end + shift) for start, end in places if end <= last),
        document_key=row["document_key"],
        edition_id=row["edition_id"],
        start=row["start"],
        end=row["end"],
        statement_id=row["row_id"] if row["kind"] == "statement" else None,
        indicator_id=row["owner_id"],
        plan_id=row["plan_id"],
    )

"""What all views share: one transaction and its bounds, cells turned back into values, sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, select

from luoshi.ledger.cuts import Bounds, resolve, stands
from luoshi.ledger.records import Anchor, Citation, Cut, Published
from luoshi.ledger.schema import anchor, description, document, edition
from luoshi.ledger.schema.planning import PUBLICITIES

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_AT_ONCE = 500
"""Most ids that are asked for in one question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """An open transaction and the bounds of the question."""

    connection: Connection
    bounds: Bounds

    def rows(self, question: Any) -> list[RowMapping]:
        """Return the rows of a question."""
        return list(self.connection.execute(question).mappings())

    def some(self, question: Any, column: Any, ids: Iterable[str | None]) -> Iterator[RowMapping]:
        """Return the rows of a question whose column is one of some ids."""
        for asked in batches(one for one in ids if one is not None):
            yield from self.connection.execute(question.where(column.in_(asked))).mappings()


def batches(ids: Iterable[str]) -> Iterator[list[str]]:
    """Return ids, each once, in lists that are short enough for one question."""
    asked = list(dict.fromkeys(ids))
    for start in range(0, len(asked), _AT_ONCE):
        yield asked[start : start + _AT_ONCE]


@contextmanager
def view(ledger: Ledger, cut: Cut) -> Iterator[View]:
    """Open a transaction that answers as of a cut."""
    with ledger.reading() as connection:
        yield View(connection=connection, bounds=resolve(connection, cut))


def decimal(cell: str | None) -> Decimal | None:
    """Return the number a cell holds."""
    return None if cell is None else Decimal(cell)


def words(cell: str | None) -> tuple[str, ...]:
    """Return the list of words a cell holds."""
    return tuple(json.loads(cell)) if cell else ()


def published(row: Mapping[Any, Any]) -> Published | None:
    """Return when a row says its source came out."""
    if row["published_first"] is None:
        return None
    return Published(
        text=row["published_text"],
        first=date.fromisoformat(row["published_first"]),
        last=date.fromisoformat(row["published_last"]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """An anchor with what is known about its document."""

    anchor: Anchor
    citation: Citation


def anchored(view: View, ids: Iterable[str | None]) -> dict[str, Words]:
    """Return anchors and their sources by id."""
    question = (
        select(
            anchor.c.id,
            anchor.c.edition_id,
            anchor.c.start,
            anchor.c.end,
            anchor.c.quote,
            anchor.c.locator,
            anchor.c.before,
            anchor.c.after,
            document.c.key,
            *_described(),
        )
        .join(edition, edition.c.id == anchor.c.edition_id)
        .join(document, document.c.id == edition.c.document_id)
        .outerjoin(description, (description.c.edition_id == edition.c.id) & stands(description, view.bounds))
    )
    return {row["id"]: _words(row) for row in view.some(question, anchor.c.id, ids)}


def _release(cell: str | None) -> dict[str, Any]:
    """Return what ``sources.yaml`` says of who may see a document; what cannot be read says nothing."""
    meta = json.loads(cell) if cell else {}
    publicity, day = str(meta.get("publicity") or ""), None
    with suppress(ValueError):
        day = date.fromisoformat(str(meta.get("released") or ""))
    return {"publicity": publicity if publicity in PUBLICITIES else None, "released": day}


def _described() -> tuple[Any, ...]:
    return (
        description.c.title,
        description.c.issuer,
        description.c.published_text,
        description.c.published_first,
        description.c.published_last,
        description.c.trust,
        description.c.evidence,
        description.c.nature,
        description.c.meta,
        description.c.url,
    )


def _words(row: RowMapping) -> Words:
    found = Anchor(
        id=row["id"],
        edition_id=row["edition_id"],
        document_key=row["key"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        locator=json.loads(row["locator"]),
        before=row["before"] or "",
        after=row["after"] or "",
    )
    return Words(
        anchor=found,
        citation=Citation(
            publisher=row["issuer"],
            title=row["title"],
            published=published(row),
            source=row["url"],
            locator=None,
            quote=row["quote"],
            trust=row["trust"] or "X",
            evidence=row["evidence"] or "cited",
            anchor=found,
            nature=row["nature"],
            **_release(row["meta"]),
        ),
    )

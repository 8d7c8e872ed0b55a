"""Documents, their originals and the statements read in them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, RowMapping, Select, func, select

from luoshi.errors import LuoshiError
from luoshi.ledger.cuts import NOW, Bounds, stands
from luoshi.ledger.records import Cut, DocumentView, StatementView
from luoshi.ledger.schema import anchor, blob, description, edition, place, reading
from luoshi.ledger.schema import document as document_table
from luoshi.ledger.views.reading import View, Words, anchored, batches, decimal, published, view, words

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


def documents(ledger: Ledger, *, cut: Cut = NOW) -> tuple[DocumentView, ...]:
    """Return every document with its current edition, in the order of their keys."""
    with view(ledger, cut) as seen:
        return _documents(seen)


def document(ledger: Ledger, key: str, *, cut: Cut = NOW) -> DocumentView:
    """Return the document with a key; raises ``not-found``."""
    with view(ledger, cut) as seen:
        for found in _documents(seen, document_table.c.key == key):
            return found
    raise LuoshiError("not-found", what=key)


def original_bytes(ledger: Ledger, edition_id: str, *, cut: Cut = NOW) -> bytes:
    """Return the bytes of an edition as they came in; raises ``not-found``."""
    with view(ledger, cut) as seen:
        question = (
            select(blob.c.body)
            .join(edition, edition.c.sha256 == blob.c.id)
            .join(description, description.c.edition_id == edition.c.id)
            .where(edition.c.id == edition_id, stands(description, seen.bounds))
        )
        body: bytes | None = seen.connection.execute(question).scalar()
    if body is None:
        raise LuoshiError("not-found", what=edition_id)
    return body


def statements(
    ledger: Ledger, document_key: str | None = None, *, cut: Cut = NOW, measure: str | None = None
) -> tuple[StatementView, ...]:
    """Return the statements of a document, or of all, in the order of their words; of one measure only."""
    with view(ledger, cut) as seen:
        wanted = reading.c.kind == "statement"
        if measure is not None:
            wanted &= reading.c.measure == measure
        question = standing_readings(seen.bounds, wanted)
        if document_key is not None:
            question = question.where(document_table.c.key == document_key)
        return _statements(seen, seen.rows(question))


def statement(ledger: Ledger, identity: str, *, cut: Cut = NOW) -> StatementView:
    """Return the statement with an id; raises ``not-found``."""
    with view(ledger, cut) as seen:
        beside = select(reading.c.anchor_id).where(reading.c.id == identity)
        question = standing_readings(
            seen.bounds, (reading.c.kind == "statement") & reading.c.anchor_id.in_(beside)
        )
        for found in _statements(seen, seen.rows(question)):
            if found.id == identity:
                return found
    raise LuoshiError("not-found", what=identity)


def statements_with(ledger: Ledger, ids: Iterable[str], *, cut: Cut = NOW) -> dict[str, StatementView]:
    """Return statements by their ids; one that does not stand as of the cut is left out."""
    wanted = set(ids)
    found: list[StatementView] = []
    with view(ledger, cut) as seen:
        for some in batches(wanted):
            beside = select(reading.c.anchor_id).where(reading.c.id.in_(some))
            condition = (reading.c.kind == "statement") & reading.c.anchor_id.in_(beside)
            found += _statements(seen, seen.rows(standing_readings(seen.bounds, condition)))
    return {one.id: one for one in found if one.id in wanted}


def standing_statements(seen: View, ids: Sequence[str]) -> set[str]:
    """Return which of some readings stand as the statements of their words."""
    found: set[str] = set()
    for some in batches(ids):
        beside = select(reading.c.anchor_id).where(reading.c.id.in_(some))
        condition = (reading.c.kind == "statement") & reading.c.anchor_id.in_(beside)
        found.update(row["id"] for row in seen.rows(standing_readings(seen.bounds, condition)))
    return found.intersection(ids)


def current_editions(seen: View, keys: Iterable[str]) -> dict[str, str]:
    """Return titles of documents by the id of their current edition, and of what is said about it."""
    found: dict[str, str] = {}
    for some in batches(keys):
        for row in _editions(seen, document_table.c.key.in_(some))[0].values():
            found |= dict.fromkeys((row["edition_id"], row["id"]), row["title"])
    return found


def standing_readings(bounds: Bounds, condition: ColumnElement[bool]) -> Select[Any]:
    """Return the question for the readings that stand: one per anchor, a person's before a machine's."""
    better = (reading.c.by_person.desc(), reading.c.entry.desc(), reading.c.position.desc())
    order = func.row_number().over(partition_by=(reading.c.anchor_id, reading.c.kind), order_by=better)
    ranked = select(reading, order.label("place")).where(condition, stands(reading, bounds)).subquery()
    return (
        select(ranked)
        .join(anchor, anchor.c.id == ranked.c.anchor_id)
        .join(edition, edition.c.id == anchor.c.edition_id)
        .join(document_table, document_table.c.id == edition.c.document_id)
        .where(ranked.c.place == 1)
        .order_by(document_table.c.key, edition.c.entry, anchor.c.start, anchor.c.end, anchor.c.ordinal)
    )


def _statements(seen: View, rows: list[RowMapping]) -> tuple[StatementView, ...]:
    places = anchored(seen, (row["anchor_id"] for row in rows))
    return tuple(_statement(row, places[row["anchor_id"]]) for row in rows)


def _statement(row: RowMapping, place: Words) -> StatementView:
    value = decimal(row["value"])
    if value is None:
        raise LuoshiError("ledger-broken", reason=f"statement {row['id']} has no value")
    return StatementView(
        id=row["id"],
        anchor=place.anchor,
        author=row["author"],
        value=value,
        upper=decimal(row["upper"]),
        unit=row["unit"],
        comparator=row["comparator"],
        measure=row["measure"],
        direction=row["direction"],
        basis=row["basis"],
        indicator=row["indicator"],
        region=row["region"],
        period=row["period"],
        kind=row["fact"],
        section=row["section"],
        doubts=words(row["doubts"]),
        confidence=float(row["confidence"]),
        rule=row["rule"],
        row=row["table_row"],
    )


def _editions(
    seen: View, condition: ColumnElement[bool] | None
) -> tuple[dict[str, RowMapping], Counter[str]]:
    """Return the current edition of each document, and how many editions each has."""
    question = (
        select(
            document_table.c.id.label("document_id"),
            document_table.c.key,
            edition.c.sha256,
            edition.c.media_type,
            place.c.name.label("place"),
            description,
        )
        .join(edition, edition.c.document_id == document_table.c.id)
        .join(description, description.c.edition_id == edition.c.id)
        .outerjoin(place, place.c.id == description.c.place_id)
        .where(
            stands(document_table, seen.bounds),
            stands(edition, seen.bounds),
            stands(description, seen.bounds),
        )
        .order_by(document_table.c.key, description.c.entry, description.c.position)
    )
    rows = seen.rows(question if condition is None else question.where(condition))
    return {row["document_id"]: row for row in rows}, Counter(row["document_id"] for row in rows)


def _documents(seen: View, condition: ColumnElement[bool] | None = None) -> tuple[DocumentView, ...]:
    current, editions = _editions(seen, condition)
    numbers = _statement_numbers(seen, [row["edition_id"] for row in current.values()])
    return tuple(
        _document(row, editions[identity], numbers.get(row["edition_id"], 0))
        for identity, row in current.items()
    )


def _statement_numbers(seen: View, editions: list[str]) -> dict[str, int]:
    counted = func.count(reading.c.anchor_id.distinct()).label("number")
    question = (
        select(anchor.c.edition_id, counted)
        .join(reading, reading.c.anchor_id == anchor.c.id)
        .where(reading.c.kind == "statement", stands(reading, seen.bounds))
        .group_by(anchor.c.edition_id)
    )
    return {row["edition_id"]: row["number"] for row in seen.some(question, anchor.c.edition_id, editions)}


def _document(row: RowMapping, editions: int, statements: int) -> DocumentView:
    return DocumentView(
        id=row["document_id"],
        key=row["key"],
        title=row["title"],
        file=row["file"],
        issuer=row["issuer"],
        kind=row["kind"],
        place=row["place"],
        published=published(row),
        trust=row["trust"],
        nature=row["nature"],
        evidence=row["evidence"],
        url=row["url"],
        edition_id=row["edition_id"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        editions=editions,
        cites=tuple(json.loads(row["cites"])) if row["cites"] else (),
        statements=statements,
    )

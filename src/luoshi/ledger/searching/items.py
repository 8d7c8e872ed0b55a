"""What can be found: indicators, statements, and the titles and paragraphs of documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from luoshi.ledger.layers import kept_layer
from luoshi.ledger.schema import (
    anchor,
    blob,
    description,
    document,
    edition,
    indicator,
    indicator_detail,
    reading,
)
from luoshi.ledger.searching.texts import Readable, readable
from luoshi.vocabulary.concepts import known


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that can be found.

    Attributes:
        row_id: The row that must stand for the item to be shown.
        also: Words that are searched but not shown.
        owner_id: The indicator of a wording.
    """

    kind: str
    row_id: str
    title: str
    text: str
    also: str = ""
    document_key: str | None = None
    edition_id: str | None = None
    start: int | None = None
    end: int | None = None
    owner_id: str | None = None
    plan_id: str | None = None


def items(connection: Connection, after: int) -> Iterator[Item]:
    """Return what the entries after a number brought."""
    texts = _Texts(connection)
    yield from _indicators(connection, after)
    yield from _documents(connection, after, texts)
    yield from _statements(connection, after, texts)


class _Texts:
    """The texts of editions; the last one is kept, since questions come edition by edition."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kept: tuple[str, Readable | None] = ("", None)

    def of(self, edition_id: str) -> Readable | None:
        if self._kept[0] != edition_id:
            question = (
                select(blob.c.body, description.c.file, edition.c.sha256)
                .join(edition, edition.c.sha256 == blob.c.id)
                .join(description, description.c.edition_id == edition.c.id)
                .where(edition.c.id == edition_id)
                .limit(1)
            )
            row = self._connection.execute(question).one()
            layer = kept_layer(self._connection, row.sha256)
            self._kept = (edition_id, readable(row.body, row.file, layer))
        return self._kept[1]


def _rows(connection: Connection, question: Select[Any]) -> Iterator[RowMapping]:
    yield from connection.execute(question).mappings().fetchall()


def _indicators(connection: Connection, after: int) -> Iterator[Item]:
    question = (
        select(indicator_detail, indicator.c.plan_id)
        .join(indicator, indicator.c.id == indicator_detail.c.indicator_id)
        .where(indicator_detail.c.entry > after)
        .order_by(indicator_detail.c.entry, indicator_detail.c.position)
    )
    for row in _rows(connection, question):
        concept = known(row["concept_id"])
        names = (concept.name, concept.name_en, *concept.aliases) if concept else ()
        yield Item(
            kind="indicator",
            row_id=row["id"],
            title=row["name"],
            text=" · ".join(part for part in (row["name"], row["unit"], row["domain"]) if part),
            also=" / ".join(names),
            owner_id=row["indicator_id"],
            plan_id=row["plan_id"],
        )


def _documents(connection: Connection, after: int, texts: _Texts) -> Iterator[Item]:
    question = (
        select(description, document.c.key)
        .join(edition, edition.c.id == description.c.edition_id)
        .join(document, document.c.id == edition.c.document_id)
        .where(description.c.entry > after)
        .order_by(description.c.entry, description.c.position)
    )
    for row in _rows(connection, question):
        yield Item(
            kind="document",
            row_id=row["id"],
            title=row["title"],
            text=" · ".join(part for part in (row["title"], row["issuer"]) if part),
            document_key=row["key"],
            edition_id=row["edition_id"],
        )
        if row["supersedes"] is None:
            yield from _paragraphs(row["key"], row["edition_id"], texts)


def _paragraphs(key: str, edition_id: str, texts: _Texts) -> Iterator[Item]:
    text = texts.of(edition_id)
    for part in text.paragraphs() if text else ():
        yield Item(
            kind="document",
            row_id=edition_id,
            title="",
            text=part.words,
            document_key=key,
            edition_id=edition_id,
            start=part.start,
            end=part.end,
        )


def _statements(connection: Connection, after: int, texts: _Texts) -> Iterator[Item]:
    question = (
        select(
            reading.c.id,
            reading.c.indicator,
            reading.c.region,
            anchor.c.edition_id,
            anchor.c.start,
            anchor.c.end,
            anchor.c.quote,
            document.c.key,
        )
        .join(anchor, anchor.c.id == reading.c.anchor_id)
        .join(edition, edition.c.id == anchor.c.edition_id)
        .join(document, document.c.id == edition.c.document_id)
        .where(reading.c.entry > after, reading.c.kind == "statement")
        .order_by(anchor.c.edition_id, anchor.c.start, func.length(reading.c.id), reading.c.id)
    )
    for row in _rows(connection, question):
        text = texts.of(row["edition_id"])
        sentence = text.sentence(row["start"]) if text else ""
        yield Item(
            kind="statement",
            row_id=row["id"],
            title=row["indicator"] or row["quote"],
            text=sentence or " ".join(part for part in (row["indicator"], row["quote"]) if part),
            also=row["region"] or "",
            document_key=row["key"],
            edition_id=row["edition_id"],
            start=row["start"],
            end=row["end"],
        )

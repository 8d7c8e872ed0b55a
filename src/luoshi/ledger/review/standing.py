"""The readings that stand, as rows with their words, and what of them was decided by persons."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from luoshi.errors import LuoshiError
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.schema import anchor, description, document, edition, metadata, reading
from luoshi.ledger.views.documents import standing_readings

KINDS = ("statement", "achievement")
"""Kinds of readings that are reviewed."""

_DECODE: dict[str, Callable[[Any], Any]] = {"json": json.loads, "boolean": bool, "decimal": Decimal}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A reading that stands, with where its words are.

    Attributes:
        values: Columns of its row as Python values.
        words: The row of its anchor.
    """

    id: str
    values: Mapping[str, Any]
    words: Mapping[str, Any]
    document: str

    @property
    def kind(self) -> str:
        """``statement`` or ``achievement``."""
        return str(self.values["kind"])

    @property
    def by_person(self) -> bool:
        """Whether a person read it so."""
        return bool(self.values["by_person"])


def standing(connection: Connection, identity: str) -> Standing:
    """Return the reading with an id if it is the one that stands for its words; raises ``not-found``."""
    bounds = resolve(connection, NOW)
    beside = select(reading.c.anchor_id).where(reading.c.id == identity)
    question = standing_readings(bounds, reading.c.anchor_id.in_(beside) & reading.c.kind.in_(KINDS))
    rows = [row for row in connection.execute(question).mappings() if row["id"] == identity]
    if not rows:
        raise LuoshiError("not-found", what=identity)
    return made(connection, rows)[0]


def made(connection: Connection, rows: Iterable[RowMapping]) -> list[Standing]:
    """Return rows of readings with their words."""
    wanted = list(rows)
    ids = sorted({row["anchor_id"] for row in wanted})
    words: dict[str, RowMapping] = {}
    for start in range(0, len(ids), 500):
        question = (
            select(anchor, document.c.key.label("document_key"))
            .join(edition, edition.c.id == anchor.c.edition_id)
            .join(document, document.c.id == edition.c.document_id)
            .where(anchor.c.id.in_(ids[start : start + 500]))
        )
        words |= {row["id"]: row for row in connection.execute(question).mappings()}
    return [
        Standing(
            id=row["id"],
            values=values_of(row),
            words=dict(words[row["anchor_id"]]),
            document=words[row["anchor_id"]]["document_key"],
        )
        for row in wanted
    ]


def values_of(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the cells of a row of ``reading`` as Python values, the empty ones left out."""
    values: dict[str, Any] = {}
    for column in metadata.tables["reading"].columns:
        kind, cell = column.info.get("kind"), row[column.name]
        if kind is not None and cell is not None:
            values[column.name] = _DECODE.get(kind, _itself)(cell)
    return values


def _itself(cell: Any) -> Any:
    return cell


def current_editions(connection: Connection) -> dict[str, str]:
    """Return the current edition of each document, by the document's key."""
    bounds = resolve(connection, NOW)
    question = (
        select(document.c.key, edition.c.id)
        .join(edition, edition.c.document_id == document.c.id)
        .join(description, description.c.edition_id == edition.c.id)
        .where(stands(description, bounds), stands(document, bounds))
        .order_by(description.c.entry, description.c.position)
    )
    return dict(connection.execute(question).all())


def machine_below(connection: Connection, one: Standing) -> list[str]:
    """Return every standing reading of the same words and kind, the one that is shown included."""
    bounds = resolve(connection, NOW)
    question = select(reading.c.id).where(
        reading.c.anchor_id == one.words["id"], reading.c.kind == one.kind, stands(reading, bounds)
    )
    return list(connection.execute(question).scalars())

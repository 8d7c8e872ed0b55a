"""The readings of an edition as continuations of those of the edition before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection

from luoshi.ledger.editions import Edition
from luoshi.ledger.persons import words_of
from luoshi.ledger.reanchoring import match_spans, span_of_row
from luoshi.ledger.reconciling import Held, Wanted
from luoshi.ledger.rows import Row


def continued(edition: Edition, there: Held, connection: Connection) -> list[Wanted]:
    """Return the wanted readings, each with the machine's reading of the same words whose place it takes.

    Words are the same by quote and by the words around them. Readings that stand under their own anchor
    already need nobody's place.
    """
    wanted = edition.readings
    last = {place: _last(fact, there) for place, fact in enumerate(wanted)}
    own = {key for key in last.values() if key is not None}
    old = [key for key in there.standing() if key not in own and not there.rows[key]["by_person"]]
    if not old:
        return wanted
    places = [place for place, key in last.items() if key is None or key in there.superseded]
    words = words_of(connection, there)
    spans = {key: span_of_row(there.rows[key], words[key]) for key in old}
    found = match_spans([edition.spans[place] for place in places], spans)
    taken = {places[position]: key for position, key in found.items()}
    return [
        replace(fact, replaces=taken[place]) if place in taken else fact for place, fact in enumerate(wanted)
    ]


def _last(fact: Wanted, there: Held) -> str | None:
    *_, last = (None, *_versions(fact, there))
    return last


def _versions(fact: Wanted, there: Held) -> Iterator[str]:
    version = 1
    while (key := fact.id(version)) in there.rows:
        yield key
        version += 1


def roots(there: Held, rows: list[Row]) -> dict[str, str]:
    """Return for each reading the first of the chain it continues."""
    before: dict[str, Any] = {key: row["supersedes"] for key, row in there.rows.items()}
    before |= {row.values["id"]: row.values.get("supersedes") for row in rows if row.table == "reading"}
    return {key: _first(key, before) for key in before}


def _first(key: str, before: Mapping[str, Any]) -> str:
    while (earlier := before.get(key)) is not None:
        key = str(earlier)
    return key

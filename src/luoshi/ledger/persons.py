"""What persons read in a document: it outranks the machine's reading and moves on to new editions."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from luoshi.ledger.contents import Contents
from luoshi.ledger.editions import Edition
from luoshi.ledger.identity import anchor_id, reading_id
from luoshi.ledger.reanchoring import find_words, match_spans, span_of_row
from luoshi.ledger.reconciling import Held, by_person
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import anchor, metadata
from luoshi.ledger.scopes import brought
from luoshi.statements.model import Achievement, Statement

_READ = (
    "value",
    "upper",
    "unit",
    "comparator",
    "measure",
    "direction",
    "basis",
    "indicator",
    "region",
    "period",
)


_HAPPENED = ("subject", "event", "region", "period")


@dataclass(slots=True)
class Corrected:
    """A document as persons have it read.

    Attributes:
        contents: With the statements as they stand: a person's before the machine's.
        readings: For positions of corrected statements the id of the person's reading.
        achievements: The same for achievements.
        refused: Positions among the edition's readings that a person rejected.
        moved: Rows that bring persons' readings to this edition.
        orphans: Words of persons' readings that are not found in this edition.
    """

    contents: Contents
    readings: dict[int, str] = field(default_factory=dict)
    achievements: dict[int, str] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)
    moved: list[Row] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)


def corrected(connection: Connection, contents: Contents, edition: Edition) -> Corrected:
    """Return a document with what persons read in it, in this edition or in an earlier one."""
    there = brought(connection, edition.document_id, "reading")
    mine = [key for key in there.standing() if there.rows[key]["by_person"]]
    gone = [key for key, by in there.retracted.items() if by_person(by) and not there.rows[key]["by_person"]]
    done = Corrected(contents)
    if not mine and not gone:
        return done
    words = words_of(connection, there)
    _refuse(gone, there, words, edition, done)
    for key in mine:
        _take(key, there, words[key], edition, done)
    return done


def _refuse(
    gone: Sequence[str],
    there: Held,
    words: Mapping[str, Mapping[str, Any]],
    edition: Edition,
    done: Corrected,
) -> None:
    """Leave out what a person rejected, here or at the same words of an earlier edition."""
    anchors = {fact.values["anchor_id"]: place for place, fact in enumerate(edition.readings)}
    here = {key: anchors.get(str(there.rows[key]["anchor_id"])) for key in gone}
    done.refused = {place for place in here.values() if place is not None}
    elsewhere = {
        key: span_of_row(there.rows[key], words[key])
        for key in gone
        if here[key] is None and words[key]["edition_id"] != edition.id
    }
    left = [place for place in range(len(edition.spans)) if place not in done.refused]
    found = match_spans([edition.spans[place] for place in left], elsewhere)
    done.refused |= {left[position] for position in found}
    count = len(done.contents.statements)
    statements, achievements = list(done.contents.statements), list(done.contents.achievements)
    for place in done.refused:
        if place < count:
            statements[place] = replace(statements[place], indicator=None, kind="forecast")
        elif place < count + len(achievements):
            achievements[place - count] = replace(achievements[place - count], subject="", text="")
    done.contents = replace(done.contents, statements=tuple(statements), achievements=tuple(achievements))


def _take(key: str, there: Held, words: Mapping[str, Any], edition: Edition, done: Corrected) -> None:
    row = there.rows[key]
    start, end, identity = words["start"], words["end"], key
    if words["edition_id"] != edition.id:
        found = find_words(done.contents.document.raw, words["quote"], words["before"], words["after"])
        if found is None:
            done.orphans.append(words["quote"])
            return
        start, end = found, found + len(words["quote"])
        mark = edition.anchor(start, end, ordinal=words["ordinal"])
        version = 1 + max(
            (_version(one) for one in there.rows.values() if _same_hand(one, mark, row)), default=0
        )
        identity = reading_id(mark, str(row["author"]), version)
        done.moved.append(_moved(key, row, mark, (identity, version)))
    mark = anchor_id(edition.id, start, end, words["ordinal"])
    if row["kind"] == "statement":
        _correct(start, end, mark, row, identity, edition, done)
    elif row["kind"] == "achievement":
        _correct_achievement(start, end, mark, row, identity, edition, done)


def _version(row: Mapping[str, Any]) -> int:
    return int(row["version"])


def _same_hand(one: Mapping[str, Any], mark: str, row: Mapping[str, Any]) -> bool:
    return bool(one["anchor_id"] == mark and one["author"] == row["author"])


def _correct(
    start: int,
    end: int,
    mark: str,
    row: Mapping[str, Any],
    identity: str,
    edition: Edition,
    done: Corrected,
) -> None:
    statements = list(done.contents.statements)
    read = len(edition.contents.statements)
    anchors = [fact.values["anchor_id"] for fact in edition.readings[:read]]
    if mark in anchors:
        position = anchors.index(mark)
        statements[position] = replace(statements[position], **_fields(row))
    else:
        position = len(statements)
        raw = done.contents.document.raw
        where: dict[str, Any] = {"doc": done.contents.source.file, "start": start, "end": end}
        statements.append(Statement(**where, text=raw[start:end], locator={}, **_fields(row)))
    done.contents = replace(done.contents, statements=tuple(statements))
    done.readings[position] = identity


def _correct_achievement(
    start: int,
    end: int,
    mark: str,
    row: Mapping[str, Any],
    identity: str,
    edition: Edition,
    done: Corrected,
) -> None:
    achievements = list(done.contents.achievements)
    first, read = len(edition.contents.statements), len(edition.contents.achievements)
    anchors = [fact.values["anchor_id"] for fact in edition.readings[first : first + read]]
    said = {name: row[name] for name in _HAPPENED}
    if mark in anchors:
        position = anchors.index(mark)
        achievements[position] = replace(achievements[position], **said, confidence=1.0)
    else:
        position = len(achievements)
        words = done.contents.document.raw[start:end]
        achievements.append(Achievement(**said, text=str(row["text"] or words), start=start, end=end))
    done.contents = replace(done.contents, achievements=tuple(achievements))
    done.achievements[position] = identity


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in ("value", "upper")}
    plain = {name: row[name] for name in _READ if name not in numbers}
    return {**plain, **numbers, "kind": row["fact"], "doubts": (), "confidence": 1.0}


def _moved(key: str, row: Mapping[str, Any], mark: str, identity: tuple[str, int]) -> Row:
    """Return a person's reading under another anchor, in place of the one under the old."""
    decode: dict[str, Callable[[Any], Any]] = {"json": json.loads, "boolean": bool, "decimal": Decimal}
    values: dict[str, Any] = {}
    for column in metadata.tables["reading"].columns:
        kind, cell = column.info.get("kind"), row[column.name]
        if kind is not None and cell is not None:
            values[column.name] = decode.get(kind, _itself)(cell)
    values |= {"id": identity[0], "anchor_id": mark, "version": identity[1], "supersedes": key}
    return Row(table="reading", values=values)


def _itself(cell: Any) -> Any:
    return cell


def words_of(connection: Connection, there: Held) -> dict[str, Mapping[str, Any]]:
    """Return the anchors of readings, by reading."""
    wanted = sorted({str(row["anchor_id"]) for row in there.rows.values()})
    found: dict[str, Mapping[str, Any]] = {}
    for some in _slices(wanted, 500):
        question = select(anchor).where(anchor.c.id.in_(some))
        found |= {row["id"]: row for row in connection.execute(question).mappings()}
    return {key: found[str(row["anchor_id"])] for key, row in there.rows.items()}


def _slices(some: Sequence[str], size: int) -> list[Sequence[str]]:
    return [some[start : start + size] for start in range(0, len(some), size)]

"""From what should stand to the rows that must be added so that it does.

Everything is append-only. A fact keeps its subject (an indicator's detail, a figure of a series for a
period) while what is said about it changes: its versions have ids made from subject and number, a changed
one supersedes the last, one that is no longer there is retracted with the reason. What a person entered
(UUIDv7) is never superseded or retracted here. When nothing changed there is nothing to add.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from luoshi.ledger.columns import ENCODERS, Cell
from luoshi.ledger.identity import named
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import metadata, restoration, retraction

_NEVER_COMPARED = frozenset({"id", "supersedes", "version", "origin"})
"""Columns that may differ between two rows that say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A fact that should stand.

    Attributes:
        table: Of rows that may supersede one another.
        subject: What the fact is about; its versions' ids are made from it.
        values: Columns but ``id`` and ``supersedes``.
        replaces: A row of another subject whose place the first version takes.
        identify: Makes the id of the nth version; by default from table and subject.
        numbered: The column that keeps the number of the version, if any.
        renew: Add a new version even when nothing changed.
    """

    table: str
    subject: tuple[str | int | None, ...]
    values: Mapping[str, Any]
    replaces: str | None = None
    identify: Callable[[int], str] | None = None
    numbered: str | None = None
    renew: bool = False

    def id(self, version: int) -> str:
        """Return the id of a version, counted from 1."""
        if self.identify is not None:
            return self.identify(version)
        return named(self.table, *self.subject, version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Rows of one table that the ledger holds.

    Attributes:
        rows: Their cells by id, standing or not.
        superseded: By id, the row that took its place.
        retracted: Ids retracted and not restored, with the id of the retraction.
        times: How often ids were retracted so far.
    """

    table: str
    rows: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    superseded: Mapping[str, str] = field(default_factory=dict)
    retracted: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, int] = field(default_factory=dict)

    def standing(self) -> Iterator[str]:
        """Yield the ids of the rows that stand, in the order they came."""
        return (key for key in self.rows if key not in self.superseded and key not in self.retracted)

    def is_persons(self, key: str) -> bool:
        """Return whether a row was entered by a person, or continues such a row elsewhere."""
        row = self.rows.get(key, {})
        if by_person(key) or row.get("by_person"):
            return True
        before = row.get("supersedes")
        return before is not None and self.is_persons(str(before))

    def latest(self, key: str) -> str:
        """Return the last of the rows that took a row's place one after another."""
        while (later := self.superseded.get(key)) is not None:
            key = later
        return key


@dataclass(slots=True)
class Changes:
    """Rows to add, and what they come to.

    Attributes:
        ids: For each wanted fact, in order, the row that stands for it afterwards; ``None`` where a
            person retracted it.
    """

    rows: list[Row] = field(default_factory=list)
    ids: list[str | None] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    kept: int = 0
    retracted: int = 0

    def extend(self, other: Changes) -> None:
        """Take over the rows and numbers of others, not their ids."""
        self.rows += other.rows
        self.added += other.added
        self.changed += other.changed
        self.kept += other.kept
        self.retracted += other.retracted


def held(connection: Connection, table: str, condition: Any) -> Held:
    """Return the rows of a table that fulfil a condition, with what took their place."""
    found = metadata.tables[table]
    question = select(found).where(condition).order_by(found.c.entry, found.c.position)
    rows = {row["id"]: dict(row) for row in connection.execute(question).mappings()}
    later = {row["supersedes"]: key for key, row in rows.items() if row.get("supersedes")}
    retracted: dict[str, str] = {}
    times: Counter[str] = Counter()
    for row_id, retraction_id, restored in connection.execute(_retractions(found, condition)):
        times[row_id] += 1
        if restored is None:
            retracted[row_id] = retraction_id
    return Held(table=table, rows=rows, superseded=later, retracted=retracted, times=times)


def _retractions(table: Table, condition: Any) -> Any:
    return (
        select(retraction.c.row_id, retraction.c.id, restoration.c.id)
        .join(table, table.c.id == retraction.c.row_id)
        .outerjoin(restoration, restoration.c.retraction_id == retraction.c.id)
        .where(condition)
        .order_by(retraction.c.entry, retraction.c.position)
    )


def by_person(key: str) -> bool:
    """Return whether a row was entered by a person: what is read has an id made from what it is."""
    return UUID(key).version == 7


def merged(one: Held, other: Held) -> Held:
    """Return two lots of rows of one table as one."""
    return Held(
        table=one.table,
        rows={**one.rows, **other.rows},
        superseded={**one.superseded, **other.superseded},
        retracted={**one.retracted, **other.retracted},
        times={**one.times, **other.times},
    )


def versions_of(connection: Connection, table: str, wanted: Iterable[Wanted]) -> Held:
    """Return every version of the wanted facts, and what took their place, by whomever."""
    column, found = metadata.tables[table].c, Held(table=table)
    version, asked = 1, list(wanted)
    while asked:
        ids = [fact.id(version) for fact in asked]
        found = merged(found, held(connection, table, column.id.in_(ids)))
        asked = [fact for fact, key in zip(asked, ids, strict=True) if key in found.rows]
        version += 1
    last = [key for key in found.rows if key not in found.superseded]
    while last:
        more = held(connection, table, column.supersedes.in_(last))
        found = merged(found, more)
        last = list(more.rows)
    return found


def everything(key: str) -> bool:
    """Whether a row that nobody wants may be retracted: any may."""
    return True


def nothing(key: str) -> bool:
    """Whether a row that nobody wants may be retracted: none may."""
    return False


def reconcile(
    wanted: Iterable[Wanted],
    there: Held,
    *,
    reason: str,
    retract: Callable[[str], bool] = everything,
) -> Changes:
    """Return the rows that make the wanted facts stand.

    Args:
        wanted: Facts of one table.
        there: What the ledger holds of the same scope.
        reason: Why what is not wanted any more is retracted.
        retract: Which standing rows of the scope are retracted when nobody wants them; a person's never
            are.
    """
    changes = Changes()
    settled: set[str] = set()
    for fact in wanted:
        _settle(fact, there, changes, settled)
    for key in there.standing():
        if key not in settled and retract(key) and not there.is_persons(key):
            changes.rows.append(retracting(there, key, reason))
            changes.retracted += 1
    return changes


def _settle(fact: Wanted, there: Held, changes: Changes, settled: set[str]) -> None:
    version, last = 1, None
    while (key := fact.id(version)) in there.rows:
        version, last = version + 1, key
    kept, standing = _left_alone(fact, there, last)
    if kept:
        settled.update(filter(None, (standing,)))
        changes.ids.append(standing)
        changes.kept += 1
        return
    before = last if last is not None and last not in there.superseded else fact.replaces
    if before is not None:
        settled.add(before)
    changes.rows.append(_version(fact, version, key, before))
    changes.ids.append(key)
    changes.changed += before is not None
    changes.added += before is None


def _left_alone(fact: Wanted, there: Held, last: str | None) -> tuple[bool, str | None]:
    """Return whether nothing is to be added for a fact, and the row that stands for it then."""
    if last is None:
        return False, None
    if last in there.superseded:
        latest = there.latest(last)
        return there.is_persons(latest), latest
    if (retraction_id := there.retracted.get(last)) is not None:
        return by_person(retraction_id), None
    return not fact.renew and _same(fact, there.rows[last]), last


def _version(fact: Wanted, version: int, key: str, before: str | None) -> Row:
    values = dict(fact.values)
    if fact.numbered:
        values[fact.numbered] = version
    return Row(table=fact.table, values={"id": key, **values, "supersedes": before})


def _same(fact: Wanted, row: Mapping[str, Cell]) -> bool:
    for column in metadata.tables[fact.table].columns:
        kind = column.info.get("kind", "outside")
        if kind == "outside" or column.name in _NEVER_COMPARED:
            continue
        value = fact.values.get(column.name)
        if (None if value is None else ENCODERS[kind](value)) != row[column.name]:
            return False
    return True


def settle_fixed(rows: Iterable[Row], there: Held, *, reason: str) -> Changes:
    """Return what makes things stand whose rows never change: a plan's indicators, its actions.

    Args:
        rows: Of one table; the things that should stand.
        there: What the ledger holds of the same scope.
        reason: Why others are retracted.
    """
    changes = Changes()
    wanted = {row.values["id"]: row for row in rows}
    for key, row in wanted.items():
        if key not in there.rows:
            changes.rows.append(row)
            changes.added += 1
        elif (retraction_id := there.retracted.get(key)) is not None and not by_person(retraction_id):
            changes.rows.append(restoring(retraction_id, reason))
            changes.changed += 1
    for key in there.standing():
        if key not in wanted and not by_person(key):
            changes.rows.append(retracting(there, key, reason))
            changes.retracted += 1
    return changes


def retracting(there: Held, key: str, reason: str, *, identity: str | None = None) -> Row:
    """Return the row that retracts another one; ``identity`` is given when a person does it."""
    identity = identity or named("retraction", there.table, key, there.times.get(key, 0))
    values = {"id": identity, "what": there.table, "row_id": key, "reason": reason}
    return Row(table="retraction", values=values)


def restoring(retraction_id: str, reason: str) -> Row:
    """Return the row that takes a retraction back."""
    values = {"id": named("restoration", retraction_id), "retraction_id": retraction_id, "reason": reason}
    return Row(table="restoration", values=values)

"""Setting up who reports: units, posts, duties and schedules are written here, and only here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

from sqlalchemy import Connection, select

from luoshi.collection.checking import today_of
from luoshi.collection.files import files
from luoshi.collection.register import Duty, Register, Role, register
from luoshi.errors import LuoshiError
from luoshi.ledger import schema, views
from luoshi.ledger.cuts import NOW
from luoshi.ledger.identity import entered, named
from luoshi.ledger.records import Cut, Entry
from luoshi.ledger.rows import Row
from luoshi.vocabulary.words import Trust

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_KEY = re.compile(r"[\w.-]{1,60}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganisation:
    """A unit as somebody enters it; keys name the unit above and the place."""

    key: str
    name: str
    level: int | None = None
    parent: str | None = None
    place: str | None = None
    trust: str = "B"
    nature: str | None = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPost:
    """A post as somebody enters it; ``key`` is ``unit/post``."""

    key: str
    name: str
    valid_from: date
    valid_to: date | None = None
    department: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDuty:
    """A duty as somebody enters it; ``indicator`` empty for every one."""

    post: str
    role: Role
    indicator: str | None
    valid_from: date
    valid_to: date | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSchedule:
    """A schedule as somebody enters it."""

    indicator: str
    frequency: str
    due_days: int
    basis: str
    valid_from: date
    grace_days: int = 0
    valid_to: date | None = None


New = NewOrganisation | NewPost | NewDuty | NewSchedule


def appoint(ledger: Ledger, *wanted: New, actor: str, reason: str = "设置填报分工 / assign") -> Entry | None:
    """Write units, posts, duties and schedules; what stands already in the same words adds nothing.

    A unit, a post or a schedule that exists is revised, a duty of the same post, indicator and role too.

    Returns:
        The journal's entry, ``None`` when nothing changed.

    Raises:
        LuoshiError: ``not-found``, ``ambiguous``, ``key-invalid``, ``duty-taken``, ``organisation-ring``,
            ``schedule-invalid``, ``ledger-conflict`` and what ``Ledger.append`` raises.
    """
    with ledger.reading() as connection:
        writing = _Writing(ledger, connection)
        for one in wanted:
            writing.add(one)
        writing.settle()
    if not writing.rows:
        return None
    return ledger.append(writing.rows, actor=actor, reason=reason, check=writing.still_free)


def end_duty(ledger: Ledger, duty_id: str, last_day: date, *, actor: str, reason: str) -> Entry:
    """End a duty; raises ``not-found``, ``reason-missing``."""
    if not reason.strip():
        raise LuoshiError("reason-missing")
    with ledger.reading() as connection:
        duty = next((one for one in register(connection).duties if one.id == duty_id), None)
    if duty is None:
        raise LuoshiError("not-found", what=duty_id)
    values = {
        **_duty_values(duty.post_id, duty.indicator_id, duty.role, duty.valid_from, last_day, duty.basis),
        "id": entered(),
        "supersedes": duty.id,
    }
    return ledger.append([Row(table="duty", values=values)], actor=actor, reason=reason)


class _Writing:
    """Rows of one appointment, gathered against the register."""

    def __init__(self, ledger: Ledger, connection: Connection) -> None:
        self.ledger = ledger
        self.rows: list[Row] = []
        self.register = register(connection)
        self.entry = connection.execute(select(schema.journal_head.c.number)).scalar() or 0
        self.places = {one.name: one.id for one in views.places(ledger)}
        self.units = {one.key: one.id for one in self.register.organisations.values()}
        self.units |= {one.name: one.id for one in self.register.organisations.values()}
        self.parents = {one.id: one.parent_id for one in self.register.organisations.values()}
        self.posts = {one.key: one.id for one in self.register.posts.values()}
        self.unit_of = {one.id: one.organisation_id for one in self.register.posts.values()}
        self.duties = list(self.register.duties)

    def add(self, one: New) -> None:
        """Add the rows of one thing."""
        kinds: Mapping[type, Callable[[Any], None]] = {
            NewOrganisation: self._organisation,
            NewPost: self._post,
            NewDuty: self._duty,
            NewSchedule: self._schedule,
        }
        kinds[type(one)](one)

    def still_free(self, connection: Connection) -> None:
        """Refuse when somebody has written to the ledger's register since it was read."""
        for name in ("organisation_detail", "post_detail", "duty", "schedule"):
            table = schema.metadata.tables[name]
            if connection.execute(select(table.c.id).where(table.c.entry > self.entry).limit(1)).first():
                raise LuoshiError("ledger-conflict")

    def settle(self) -> None:
        """Refuse a ring of units and a figure that two posts would report."""
        for start in self.parents:
            seen, here = {start}, self.parents[start]
            while here is not None:
                if here in seen:
                    raise LuoshiError("organisation-ring", name=self._name(start))
                seen.add(here)
                here = self.parents.get(here)
        self._reported_once()

    def _name(self, unit: str) -> str:
        return next((key for key, one in self.units.items() if one == unit), unit)

    def _reported_once(self) -> None:
        """One figure is asked of one post: for each place at a time."""
        reporting = [one for one in self.duties if one.role == "reports"]
        for first in reporting:
            for second in reporting:
                same = first.indicator_id == second.indicator_id and self._place(first) == self._place(second)
                if first.id < second.id and same and _overlap(first, second):
                    indicator = views.indicator(self.ledger, first.indicator_id or "")
                    raise LuoshiError("duty-taken", indicator=indicator.name, post=self._post_key(first))

    def _place(self, duty: Duty) -> str | None:
        unit = self.unit_of[duty.post_id]
        for row in self.rows:
            if row.table == "organisation_detail" and row.values["organisation_id"] == unit:
                place: str | None = row.values["place_id"]
                return place
        return self.register.organisations[unit].place_id

    def _post_key(self, duty: Duty) -> str:
        return next(key for key, one in self.posts.items() if one == duty.post_id)

    def _organisation(self, one: NewOrganisation) -> None:
        _check_key(one.key)
        if one.trust not in get_args(Trust):
            raise LuoshiError("not-found", what=one.trust)
        known = one.key in self.units
        identity = self.units[one.key] if known else named("organisation", one.key)
        if not known:
            self.rows.append(Row(table="organisation", values={"id": identity, "key": one.key}))
        self.units |= {one.key: identity, one.name: identity}
        parent = self._find(self.units, one.parent)
        self.parents[identity] = parent
        values = {
            "organisation_id": identity,
            "name": one.name,
            "level": one.level,
            "parent_id": parent,
            "place_id": self._find(self.places, one.place),
            "trust": one.trust,
            "nature": one.nature,
        }
        before = self.register.organisations.get(identity)
        self._write("organisation_detail", values, before, before.row if before else None)

    def _post(self, one: NewPost) -> None:
        unit_key, _, key = one.key.rpartition("/")
        _check_key(key)
        unit = self._find(self.units, unit_key or None)
        if unit is None:
            raise LuoshiError("not-found", what=one.key)
        identity = self.posts.get(one.key) or named("post", unit, key)
        if one.key not in self.posts:
            values = {"id": identity, "organisation_id": unit, "key": key}
            self.rows.append(Row(table="post", values=values))
        self.posts[one.key] = identity
        self.unit_of[identity] = unit
        before = self.register.posts.get(identity)
        said = {
            "post_id": identity,
            "name": one.name,
            "department": one.department,
            "kind": one.kind,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
        }
        self._write("post_detail", said, before, before.row if before else None)

    def _duty(self, one: NewDuty) -> None:
        post = self._find(self.posts, one.post)
        indicator = views.indicator(self.ledger, one.indicator).id if one.indicator else None
        if post is None or (one.role == "reports" and indicator is None):
            raise LuoshiError("not-found", what=one.indicator or one.post)
        values = _duty_values(post, indicator, one.role, one.valid_from, one.valid_to, one.basis)
        same = (
            duty
            for duty in self.register.duties
            if (duty.post_id, duty.indicator_id, duty.role) == (post, indicator, one.role)
            and duty.valid_to is None
        )
        before = next(same, None)
        identity = self._write("duty", values, before, before.id if before else None)
        self.duties = [duty for duty in self.duties if before is None or duty.id != before.id]
        self.duties.append(Duty(id=identity, **values))

    def _schedule(self, one: NewSchedule) -> None:
        if (
            one.frequency not in ("A", "S", "Q", "M")
            or one.due_days < 1
            or one.grace_days < 0
            or not one.basis
        ):
            raise LuoshiError("schedule-invalid", indicator=one.indicator)
        indicator = views.indicator(self.ledger, one.indicator).id
        values = {
            "indicator_id": indicator,
            "frequency": one.frequency,
            "due_days": one.due_days,
            "grace_days": one.grace_days,
            "basis": one.basis,
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
        }
        before = next(
            (
                known
                for known in self.register.schedules
                if (known.indicator_id, known.frequency) == (indicator, one.frequency)
            ),
            None,
        )
        self._write("schedule", values, before, before.id if before else None)

    def _write(self, table: str, values: dict[str, Any], before: object, replaces: str | None) -> str:
        """Add a row unless it says what stands already; return the id of what says it."""
        same = all(getattr(before, name, value) == value for name, value in values.items())
        if replaces is not None and same:
            return replaces
        identity = entered()
        self.rows.append(Row(table=table, values={"id": identity, **values, "supersedes": replaces}))
        return identity

    def _find(self, known: Mapping[str, str], name: str | None) -> str | None:
        if not name:
            return None
        if name not in known:
            raise LuoshiError("not-found", what=name)
        return known[name]


def _duty_values(
    post: str, indicator: str | None, role: Role, first: date, last: date | None, basis: str | None
) -> dict[str, Any]:
    return {
        "post_id": post,
        "indicator_id": indicator,
        "role": role,
        "valid_from": first,
        "valid_to": last,
        "basis": basis,
    }


def _overlap(first: Duty, second: Duty) -> bool:
    return (second.valid_to is None or first.valid_from <= second.valid_to) and (
        first.valid_to is None or second.valid_from <= first.valid_to
    )


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise LuoshiError("key-invalid", text=key)


def registered(ledger: Ledger, cut: Cut = NOW) -> Register:
    """Return the register of a ledger as it stands, or as the ledger held it."""
    if cut == NOW:
        return files(ledger, today_of(ledger)).register
    with ledger.reading() as connection:
        return register(connection, cut)

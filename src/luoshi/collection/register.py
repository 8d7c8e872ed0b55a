"""The register of units, posts, duties and schedules, as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, Table, select

from luoshi.collection.states import Level
from luoshi.errors import LuoshiError
from luoshi.ledger import schema
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.records import Cut
from luoshi.vocabulary.calendar import Deadline, nth_working_day
from luoshi.vocabulary.period import Period

Role = Literal["reports", "checks", "approves"]

_DECIDING: tuple[Literal["checks", "approves"], ...] = ("checks", "approves")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A unit.

    Attributes:
        level: 1 province, 2 city, 3 district or county, 4 below; ``None`` when not said.
        parent_id: The unit above, which approves after it.
        place_id: The place its figures are about.
        trust, nature: Of the figures it reports.
    """

    id: str
    key: str
    name: str
    level: int | None
    parent_id: str | None
    place_id: str | None
    trust: str
    nature: str | None
    row: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post (岗位); ``key`` is ``unit/post``."""

    id: str
    key: str
    organisation_id: str
    name: str
    department: str | None
    kind: str | None
    valid_from: date
    valid_to: date | None
    row: str

    def exists(self, day: date) -> bool:
        """Return whether the post exists on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What a post does for an indicator, or for every one."""

    id: str
    post_id: str
    indicator_id: str | None
    role: Role
    valid_from: date
    valid_to: date | None
    basis: str | None

    def holds(self, day: date) -> bool:
        """Return whether the duty holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often an indicator is reported, and when it is due.

    Attributes:
        due_days: Due on this working day after the period.
        grace_days: Working days of grace after that.
        basis: What asking rests on (依据).
        valid_from: Periods that end before it are not asked.
        valid_to: Periods that begin after it are not asked.
    """

    id: str
    indicator_id: str
    frequency: Literal["A", "S", "Q", "M"]
    due_days: int
    grace_days: int
    basis: str
    valid_from: date
    valid_to: date | None

    def asks(self, period: Period) -> bool:
        """Return whether a figure for a period is asked for."""
        return (
            period.frequency == self.frequency
            and period.last_day >= self.valid_from
            and (self.valid_to is None or period.start <= self.valid_to)
        )

    def due(self, period: Period) -> Deadline:
        """Return the day on which a figure for a period is due."""
        return nth_working_day(self.due_days, period.last_day)

    def last_day(self, period: Period) -> Deadline:
        """Return the last day to report a figure for a period, grace included."""
        return nth_working_day(self.due_days + self.grace_days, period.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everything that is assigned: small enough to be held at once."""

    organisations: Mapping[str, Organisation]
    posts: Mapping[str, Post]
    duties: Sequence[Duty]
    schedules: Sequence[Schedule]

    def organisation(self, key: str) -> Organisation:
        """Return the unit with a key, an id or a name; raises ``not-found``."""
        for one in self.organisations.values():
            if key in (one.key, one.id, one.name):
                return one
        raise LuoshiError("not-found", what=key)

    def post(self, key: str) -> Post:
        """Return the post with a key (``unit/post``) or an id; raises ``not-found``."""
        for one in self.posts.values():
            if key in (one.key, one.id):
                return one
        raise LuoshiError("not-found", what=key)

    def unit_of(self, post_id: str) -> Organisation:
        """Return the unit of a post."""
        return self.organisations[self.posts[post_id].organisation_id]

    def of(self, role: Role, indicator_id: str, day: date) -> list[Duty]:
        """Return the duties of a role for an indicator on a day; those for it alone first."""
        found = [
            one
            for one in self.duties
            if one.role == role
            and one.indicator_id in (None, indicator_id)
            and one.holds(day)
            and self.posts[one.post_id].exists(day)
        ]
        return sorted(found, key=lambda one: (one.indicator_id is None, one.valid_from))

    def upward(self, organisation_id: str) -> Iterator[Organisation]:
        """Yield a unit and those above it; a ring is walked once."""
        seen: set[str] = set()
        here: str | None = organisation_id
        while here is not None and here not in seen:
            seen.add(here)
            yield self.organisations[here]
            here = self.organisations[here].parent_id

    def levels(self, organisation_id: str, indicator_ids: Iterable[str], day: date) -> tuple[Level, ...]:
        """Return the levels that a submission of a unit has to pass, in order.

        Each unit on the way up checks and approves where a post of it has that duty for any of the
        indicators.
        """
        wanted = tuple(indicator_ids)
        found = []
        for unit in self.upward(organisation_id):
            for role in _DECIDING:
                if any(self._units(role, one, day) & {unit.id} for one in wanted):
                    found.append(Level(organisation_id=unit.id, role=role))
        return tuple(found)

    def _units(self, role: Role, indicator_id: str, day: date) -> set[str]:
        return {self.posts[one.post_id].organisation_id for one in self.of(role, indicator_id, day)}

    def may(self, post_id: str, level: Level, indicator_ids: Iterable[str], day: date) -> bool:
        """Return whether a post may pass a level for all of some indicators.

        Where several posts of a unit share the indicators among them, each answers for all of a
        submission that holds one of its own.
        """
        post = self.posts.get(post_id)
        if post is None or post.organisation_id != level.organisation_id:
            return False
        return any(duty.post_id == post_id for one in indicator_ids for duty in self.of(level.role, one, day))


def register(connection: Connection, cut: Cut = NOW) -> Register:
    """Return the register as it stands, or as this ledger held it."""
    return Register(
        organisations={one.id: one for one in _organisations(connection, cut)},
        posts={one.id: one for one in _posts(connection, cut)},
        duties=tuple(_duties(connection, cut)),
        schedules=tuple(_schedules(connection, cut)),
    )


def _standing(connection: Connection, cut: Cut, table: Table, joined: Table | None = None) -> Iterator[Any]:
    bounds = resolve(connection, cut)
    question = select(table).where(stands(table, bounds)).order_by(table.c.entry, table.c.position)
    if joined is not None:
        key = table.c[f"{joined.name}_id"]
        question = question.add_columns(
            *(column.label(f"thing_{column.name}") for column in joined.columns)
        ).join(joined, joined.c.id == key)
    yield from connection.execute(question).mappings()


def _organisations(connection: Connection, cut: Cut) -> Iterator[Organisation]:
    for row in _standing(connection, cut, schema.organisation_detail, schema.organisation):
        yield Organisation(
            id=row["organisation_id"],
            key=row["thing_key"],
            name=row["name"],
            level=row["level"],
            parent_id=row["parent_id"],
            place_id=row["place_id"],
            trust=row["trust"],
            nature=row["nature"],
            row=row["id"],
        )


def _posts(connection: Connection, cut: Cut) -> Iterator[Post]:
    units = select(schema.organisation.c.id, schema.organisation.c.key)
    keys = {row.id: row.key for row in connection.execute(units)}
    for row in _standing(connection, cut, schema.post_detail, schema.post):
        yield Post(
            id=row["post_id"],
            key=f"{keys[row['thing_organisation_id']]}/{row['thing_key']}",
            organisation_id=row["thing_organisation_id"],
            name=row["name"],
            department=row["department"],
            kind=row["kind"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            row=row["id"],
        )


def _duties(connection: Connection, cut: Cut) -> Iterator[Duty]:
    for row in _standing(connection, cut, schema.duty):
        yield Duty(
            id=row["id"],
            post_id=row["post_id"],
            indicator_id=row["indicator_id"],
            role=row["role"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            basis=row["basis"],
        )


def _schedules(connection: Connection, cut: Cut) -> Iterator[Schedule]:
    for row in _standing(connection, cut, schema.schedule):
        yield Schedule(
            id=row["id"],
            indicator_id=row["indicator_id"],
            frequency=row["frequency"],
            due_days=row["due_days"],
            grace_days=row["grace_days"],
            basis=row["basis"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )


def _day(cell: str | None) -> date | None:
    return None if cell is None else date.fromisoformat(cell)

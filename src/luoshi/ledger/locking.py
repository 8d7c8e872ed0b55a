"""Closed periods (封存) and the figures that lie in them.

A closed period binds what people bring in: reporting and files of figures refuse it until it is reopened with
a reason. What a city publishes later cannot be refused, for the ledger tells what was published: a figure
that a build reads in a newly published document is taken, and listed beside the closed period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, select

from luoshi.errors import Place, Problem
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.records import Cut
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import (
    indicator,
    indicator_detail,
    indicator_series,
    observation,
    period_lock,
    retraction,
)
from luoshi.ledger.views.reading import View, view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

REPORTED = "submission/"
"""How the origin of a figure that was reported here begins."""

CHANGED = ("value", "comparator", "status", "stage", "period", "match", "series_id")
"""The columns without a change in which a revised row says the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A decision to close a period, or to open it again; days as ISO texts, the end not included."""

    plan_id: str
    indicator_id: str | None
    start: str
    end: str
    closed: bool
    reason: str
    entry: int

    def covers(self, owner: Owner, start: str, end: str) -> bool:
        """Return whether a figure of an indicator for a period falls under it."""
        return (
            self.plan_id == owner.plan_id
            and self.indicator_id in (None, owner.indicator_id)
            and self.start <= start
            and end <= self.end
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """An indicator that has a series."""

    indicator_id: str
    plan_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Locks:
    """Every decision on periods, oldest first, with the indicators of the series it may touch."""

    decisions: Sequence[Lock]
    owners: dict[str, list[Owner]] = field(default_factory=dict)

    def own(self, series_id: str, indicator_id: str, plan_id: str, name: str) -> None:
        """Note that an indicator has a series, which may be new."""
        owner = Owner(indicator_id=indicator_id, plan_id=plan_id, name=name)
        if self.decisions and owner not in self.owners.setdefault(series_id, []):
            self.owners[series_id].append(owner)

    def closing(self, owner: Owner, start: str, end: str, before: int | None = None) -> Lock | None:
        """Return the decision that keeps a figure closed, or kept it closed before an entry."""
        for one in reversed(self.decisions):
            if (before is None or one.entry < before) and one.covers(owner, start, end):
                return one if one.closed else None
        return None

    def hit(self, row: Mapping[str, Any], before: int | None = None) -> tuple[Owner, Lock] | None:
        """Return the indicator and the decision under which a figure is closed."""
        if row["period_start"] is None:
            return None
        start, end = str(row["period_start"]), str(row["period_end"])
        for owner in self.owners.get(row["series_id"], ()):
            if lock := self.closing(owner, start, end, before):
                return owner, lock
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A figure that came into a closed period, or left it, without being reported.

    Attributes:
        what: ``added`` or ``retracted``.
        lock: Entry of the decision that had closed the period.
    """

    what: str
    indicator: str
    plan_id: str
    period: str
    value: Decimal
    entry: int
    lock: int


def locks_of(connection: Connection, cut: Cut = NOW) -> Locks:
    """Return the decisions on periods as of a cut."""
    bounds = resolve(connection, cut)
    question = select(period_lock).where(stands(period_lock, bounds))
    rows = list(connection.execute(question.order_by(period_lock.c.entry, period_lock.c.position)).mappings())
    decisions = [
        Lock(
            plan_id=row["plan_id"],
            indicator_id=row["indicator_id"],
            start=row["period_start"],
            end=row["period_end"],
            closed=bool(row["closed"]),
            reason=row["reason"],
            entry=row["entry"],
        )
        for row in rows
    ]
    return Locks(decisions=decisions, owners=_owners(connection, cut, decisions) if decisions else {})


def _owners(connection: Connection, cut: Cut, decisions: Sequence[Lock]) -> dict[str, list[Owner]]:
    bounds = resolve(connection, cut)
    question = (
        select(
            indicator_series.c.series_id,
            indicator_series.c.indicator_id,
            indicator.c.plan_id,
            indicator_detail.c.name,
        )
        .join(indicator, indicator.c.id == indicator_series.c.indicator_id)
        .join(indicator_detail, indicator_detail.c.indicator_id == indicator.c.id)
        .where(
            indicator.c.plan_id.in_({one.plan_id for one in decisions}),
            indicator_series.c.accepted == 1,
            stands(indicator_series, bounds),
            stands(indicator_detail, bounds),
        )
    )
    found: dict[str, list[Owner]] = defaultdict(list)
    for row in connection.execute(question).mappings():
        owner = Owner(indicator_id=row["indicator_id"], plan_id=row["plan_id"], name=row["name"])
        found[row["series_id"]].append(owner)
    return found


def refused(locks: Locks, rows: Sequence[Row], before: Mapping[str, Any], file: str) -> Iterator[Problem]:
    """Yield a problem for each figure of a file that would change a closed period.

    Args:
        locks: The decisions.
        rows: New rows: figures, and retractions of figures.
        before: The figures there were, by id.
        file: Its name.
    """
    if not locks.decisions:
        return
    for row in rows:
        if row.table == "observation":
            same = _same(before.get(row.values.get("supersedes") or ""), row.values)
            found, origin = None if same else locks.hit(row.values), str(row.values["origin"])
            period = row.values["period"]
        elif row.table == "retraction" and row.values["row_id"] in before:
            old = before[row.values["row_id"]]
            found, origin, period = locks.hit(old), str(old["origin"]), old["period"]
        else:
            continue
        if found is not None:
            owner, lock = found
            number = origin.rpartition("#")[2]
            yield Problem(
                code="figure-period-closed",
                place=Place(file=file, row=int(number) if number.isdigit() else None),
                detail={"indicator": owner.name, "period": period, "reason": lock.reason},
            )


def _same(before: Mapping[str, Any] | None, now: Mapping[str, Any]) -> bool:
    """Return whether a revision leaves the figure itself as it was."""
    return before is not None and all(str(before[name]) == str(now[name]) for name in CHANGED)


def arrivals(ledger: Ledger, cut: Cut = NOW) -> tuple[Arrival, ...]:
    """Return the figures that came into closed periods, or left them, the newest first."""
    with view(ledger, cut) as seen:
        locks = locks_of(seen.connection, cut)
        if not locks.decisions:
            return ()
        found = [*_added(seen, locks), *_left(seen, locks)]
    return tuple(sorted(found, key=lambda one: -one.entry))


def _added(seen: View, locks: Locks) -> Iterator[Arrival]:
    first = min(one.entry for one in locks.decisions)
    question = select(observation).where(
        observation.c.entry > first, observation.c.entry <= seen.bounds.entry
    )
    for row in seen.some(question, observation.c.series_id, locks.owners):
        if not (row["origin"] or "").startswith(REPORTED):
            yield from _arrival("added", row, row["entry"], locks)


def _left(seen: View, locks: Locks) -> Iterator[Arrival]:
    first = min(one.entry for one in locks.decisions)
    question = (
        select(observation, retraction.c.entry.label("gone"))
        .join(retraction, retraction.c.row_id == observation.c.id)
        .where(retraction.c.entry > first, retraction.c.entry <= seen.bounds.entry)
    )
    for row in seen.some(question, observation.c.series_id, locks.owners):
        yield from _arrival("retracted", row, row["gone"], locks)


def _arrival(what: str, row: RowMapping, entry: int, locks: Locks) -> Iterator[Arrival]:
    if hit := locks.hit(dict(row), before=entry):
        owner, lock = hit
        yield Arrival(
            what=what,
            indicator=owner.name,
            plan_id=owner.plan_id,
            period=row["period"],
            value=Decimal(row["value"]),
            entry=entry,
            lock=lock.entry,
        )

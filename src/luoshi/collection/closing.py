"""Closing a period (封存) and reopening it, always with a reason, always visible in the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from luoshi.collection.knowing import Closing
from luoshi.collection.periods import read
from luoshi.collection.states import Actor
from luoshi.errors import LuoshiError
from luoshi.ledger import schema, views
from luoshi.ledger.columns import instant_of
from luoshi.ledger.columns_of import period_columns
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.identity import entered
from luoshi.ledger.records import Cut, Entry
from luoshi.ledger.rows import Row
from luoshi.vocabulary.period import Period

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision on a period, with who took it and when."""

    closing: Closing
    account: str
    recorded: datetime


def close(
    ledger: Ledger, plan: str, period: str, *, actor: Actor, reason: str, indicator: str | None = None
) -> Entry:
    """Close a period of a plan, or of one of its indicators: what lies in it can no longer be written.

    Raises:
        LuoshiError: ``not-found``, ``period-unknown``, ``reason-missing``, ``period-closed-already``.
    """
    return _decide(ledger, plan, period, indicator, closed=True, actor=actor, reason=reason)


def reopen(
    ledger: Ledger, plan: str, period: str, *, actor: Actor, reason: str, indicator: str | None = None
) -> Entry:
    """Open a closed period again, visibly and with a reason.

    Raises:
        LuoshiError: ``not-found``, ``period-unknown``, ``reason-missing``, ``period-open``.
    """
    return _decide(ledger, plan, period, indicator, closed=False, actor=actor, reason=reason)


def _decide(
    ledger: Ledger,
    plan: str,
    period: str,
    indicator: str | None,
    *,
    closed: bool,
    actor: Actor,
    reason: str,
) -> Entry:
    if not reason.strip():
        raise LuoshiError("reason-missing")
    found = views.plan(ledger, plan)
    one = views.indicator(ledger, indicator, plan_id=found.id) if indicator else None
    span = read(period)
    values = {
        "id": entered(),
        "plan_id": found.id,
        "indicator_id": one.id if one else None,
        **period_columns(span),
        "closed": closed,
        "account": actor.account,
        "reason": reason.strip(),
    }

    def undecided(connection: Connection) -> None:
        last = _last(connection, found.id, one.id if one else None, span)
        if closed and last is not None and last.closed:
            raise LuoshiError("period-closed-already", period=span.iso(), reason=last.reason)
        if not closed and (last is None or not last.closed):
            raise LuoshiError("period-open", period=span.iso())

    word = "封存" if closed else "重新开放"
    return ledger.append(
        [Row(table="period_lock", values=values)],
        actor=actor.account,
        reason=f"{word} / {'close' if closed else 'reopen'} {span.iso()}: {reason.strip()}",
        check=undecided,
    )


def _last(connection: Connection, plan_id: str, indicator_id: str | None, span: Period) -> Closing | None:
    """Return the last decision under which the whole of a scope falls."""
    for one in reversed(closings(connection)):
        whole = one.period.start <= span.start and span.end <= one.period.end
        if one.plan_id == plan_id and one.indicator_id in (None, indicator_id) and whole:
            return one
    return None


def closings(connection: Connection, cut: Cut = NOW) -> tuple[Closing, ...]:
    """Return every decision, oldest first."""
    return tuple(one.closing for one in _decisions(connection, cut))


def decisions(ledger: Ledger, cut: Cut = NOW) -> tuple[Decision, ...]:
    """Return every decision with who took it and when, oldest first."""
    with ledger.reading() as connection:
        return tuple(_decisions(connection, cut))


def _decisions(connection: Connection, cut: Cut) -> Iterator[Decision]:
    table, journal = schema.period_lock, schema.journal
    question = (
        select(table, journal.c.recorded.label("recorded_at"))
        .join(journal, journal.c.number == table.c.entry)
        .where(stands(table, resolve(connection, cut)))
        .order_by(table.c.entry, table.c.position)
    )
    for row in connection.execute(question).mappings():
        closing = Closing(
            plan_id=row["plan_id"],
            indicator_id=row["indicator_id"],
            period=Period.parse(row["period"], row["nature"]),
            closed=bool(row["closed"]),
            reason=row["reason"],
        )
        yield Decision(closing=closing, account=row["account"], recorded=instant_of(row["recorded_at"]))

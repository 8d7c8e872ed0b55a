"""Who holds a post, and from when to when. The post itself is a fact of the ledger; its holder is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, or_, select, update

from luoshi.access.audit import note
from luoshi.access.schema import account, holding
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError
from luoshi.ledger.identity import entered

ZONE = ZoneInfo("Asia/Shanghai")
"""Where a day of a span begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A person's time in a post; ``until`` is the first day it is no longer theirs."""

    id: str
    post_id: str
    account_id: str
    since: date
    until: date | None


def hold(
    store: AccessStore, post_id: str, account_id: str, since: date, until: date | None = None, *, by: str
) -> Holding:
    """Give a post to a person for a span.

    Raises:
        LuoshiError: ``post-held`` where somebody else holds it in that span; ``account-unknown``;
            ``holding-span`` where it ends before it begins.
    """
    if until is not None and until <= since:
        raise LuoshiError("holding-span", since=since, until=until)
    with store.writing() as connection:
        _check_account(connection, account_id)
        overlap = or_(holding.c.until.is_(None), holding.c.until > since.isoformat())
        question = select(holding).where(holding.c.post_id == post_id, overlap)
        if until is not None:
            question = question.where(holding.c.since < until.isoformat())
        if connection.execute(question).first():
            raise LuoshiError("post-held", post=post_id)
        return _begin(store, connection, post_id, account_id, since, until, by)


def hand_over(store: AccessStore, post_id: str, to: str, day: date, *, by: str) -> Holding:
    """Pass a post on in one step: whoever holds it does so up to ``day``, and ``to`` from then on.

    Raises:
        LuoshiError: ``post-vacant`` where nobody holds it on that day; ``account-unknown``.
    """
    with store.writing() as connection:
        _check_account(connection, to)
        running = (holding.c.post_id == post_id) & holding.c.until.is_(None)
        row = connection.execute(select(holding).where(running, holding.c.since < day.isoformat())).first()
        if row is None:
            raise LuoshiError("post-vacant", post=post_id)
        connection.execute(update(holding).where(holding.c.id == row.id).values(until=day.isoformat()))
        note(store, connection, by, "post-left", row.account_id, post=post_id, until=day.isoformat())
        return _begin(store, connection, post_id, to, day, None, by)


def leave(store: AccessStore, post_id: str, day: date, *, by: str) -> None:
    """End a holding without a successor: the post is vacant from ``day`` on; raises ``post-vacant``."""
    with store.writing() as connection:
        running = (holding.c.post_id == post_id) & holding.c.until.is_(None)
        row = connection.execute(select(holding).where(running)).first()
        if row is None or row.since > day.isoformat():
            raise LuoshiError("post-vacant", post=post_id)
        connection.execute(update(holding).where(holding.c.id == row.id).values(until=day.isoformat()))
        note(store, connection, by, "post-left", row.account_id, post=post_id, until=day.isoformat())


def holdings(store: AccessStore) -> tuple[Holding, ...]:
    """Return every holding there is or was, by post and beginning."""
    with store.reading() as connection:
        rows = connection.execute(select(holding).order_by(holding.c.post_id, holding.c.since)).all()
    return tuple(
        Holding(
            id=row.id,
            post_id=row.post_id,
            account_id=row.account_id,
            since=date.fromisoformat(row.since),
            until=date.fromisoformat(row.until) if row.until else None,
        )
        for row in rows
    )


def holder(store: AccessStore, post_id: str, day: date) -> str | None:
    """Return the id of the account that holds a post on a day, ``None`` while it is vacant."""
    return next(
        (
            one.account_id
            for one in holdings(store)
            if one.post_id == post_id and one.since <= day and (one.until is None or day < one.until)
        ),
        None,
    )


def held_on(connection: Connection, account_id: str, moment: datetime) -> frozenset[str]:
    """Return the ids of the posts an account holds on the day of a moment."""
    day = moment.astimezone(ZONE).date().isoformat()
    question = select(holding.c.post_id).where(
        holding.c.account_id == account_id,
        holding.c.since <= day,
        or_(holding.c.until.is_(None), holding.c.until > day),
    )
    return frozenset(connection.execute(question).scalars())


def _check_account(connection: Connection, account_id: str) -> None:
    there = select(account.c.id).where(account.c.id == account_id, account.c.erased.is_(None))
    if connection.execute(there).first() is None:
        raise LuoshiError("account-unknown", name=account_id)


def _begin(
    store: AccessStore,
    connection: Connection,
    post_id: str,
    account_id: str,
    since: date,
    until: date | None,
    by: str,
) -> Holding:
    own = entered()
    values = {"id": own, "post_id": post_id, "account_id": account_id, "since": since.isoformat()}
    connection.execute(insert(holding).values(**values, until=until.isoformat() if until else None))
    note(store, connection, by, "post-taken", account_id, post=post_id, since=since.isoformat())
    return Holding(id=own, post_id=post_id, account_id=account_id, since=since, until=until)

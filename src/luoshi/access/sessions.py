"""Sessions: a random secret in a cookie, its sha256 in the store, an end in any case."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from luoshi.access.accounts import roles_of
from luoshi.access.audit import note
from luoshi.access.model import Caller, KnownCaller, Role
from luoshi.access.posts import held_on
from luoshi.access.schema import account, session
from luoshi.access.secrets_kept import kept, new_secret
from luoshi.access.store import AccessStore
from luoshi.ledger.columns import instant_of, instant_text

IDLE = timedelta(minutes=30)
"""A session ends when nothing was asked for so long."""

LONGEST = timedelta(hours=12)
"""A session ends after so long in any case."""

_NOTED_EVERY = timedelta(minutes=1)


def start(store: AccessStore, connection: Connection, account_id: str, *, how: str) -> str:
    """Begin a session and return its secret; those that have ended are cleared away."""
    secret, now = new_secret(), store.clock()
    ended = (session.c.created < instant_text(now - LONGEST)) | (session.c.seen < instant_text(now - IDLE))
    connection.execute(delete(session).where(ended))
    moment = instant_text(now)
    connection.execute(
        insert(session).values(id=kept(secret), account_id=account_id, created=moment, seen=moment)
    )
    note(store, connection, account_id, "sign-in", account_id, how=how)
    return secret


def caller_of(store: AccessStore, secret: str) -> Caller | None:
    """Return whose session a secret is, ``None`` where it is unknown or has ended."""
    known = known_caller(store, secret)
    return known.caller if known else None


def known_caller(store: AccessStore, secret: str) -> KnownCaller | None:
    """Return whose session a secret is and how long that holds; now and then note that it is used."""
    now = store.clock()
    with store.reading() as connection:
        question = (
            select(session, account.c.name)
            .join(account, account.c.id == session.c.account_id)
            .where(session.c.id == kept(secret), account.c.disabled == 0)
        )
        row = connection.execute(question).first()
        if row is None or _ended(instant_of(row.created), instant_of(row.seen), now):
            return None
        caller = Caller(
            account_id=row.account_id,
            name=row.name,
            roles=roles_of(connection, row.account_id) | {Role.PUBLIC},
            posts=held_on(connection, row.account_id, now),
        )
    seen = instant_of(row.seen)
    if now - seen > _NOTED_EVERY:
        with store.writing(lasting=False) as connection:  # fifty readers a minute must not wait for the disk
            moment = instant_text(now)
            connection.execute(update(session).where(session.c.id == kept(secret)).values(seen=moment))
        seen = now
    return KnownCaller(caller=caller, until=min(seen + _NOTED_EVERY, instant_of(row.created) + LONGEST))


def end(store: AccessStore, secret: str) -> None:
    """End a session; nothing happens where it has ended already."""
    with store.writing() as connection:
        where = session.c.id == kept(secret)
        owner = connection.execute(select(session.c.account_id).where(where)).scalar()
        if owner:
            connection.execute(delete(session).where(where))
            note(store, connection, owner, "sign-out", owner)


def _ended(created: datetime, seen: datetime, now: datetime) -> bool:
    return now - created > LONGEST or now - seen > IDLE

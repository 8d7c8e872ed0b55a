"""Tokens for programs: limited to some indicators, and never without an end."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from luoshi.access.accounts import roles_of
from luoshi.access.audit import note
from luoshi.access.model import BUSINESS, Caller, KnownCaller, Role
from luoshi.access.posts import held_on
from luoshi.access.schema import account, token
from luoshi.access.secrets_kept import kept, new_secret
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError
from luoshi.ledger.columns import instant_of, instant_text
from luoshi.ledger.identity import entered

PREFIX = "luoshi_"
"""What every token begins with, so that it is recognised where it should not be."""

LONGEST = timedelta(days=366)

_AT_MOST = timedelta(minutes=1)
"""How long a token is believed without being looked up again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token as its owner may see it: all but its secret."""

    id: str
    account_id: str
    label: str
    indicators: tuple[str, ...]
    expires: datetime
    revoked: datetime | None


def issue(
    store: AccessStore,
    account_id: str,
    label: str,
    indicators: Iterable[str],
    expires: datetime,
    *,
    by: str,
) -> tuple[Token, str]:
    """Make a token and return it with its secret, which is shown this once.

    Raises:
        LuoshiError: ``token-scope`` without any indicator; ``token-span`` where it ends in the past or later
            than a year from now; ``account-unknown``.
    """
    only = tuple(sorted(set(indicators)))
    now = store.clock()
    if not only:
        raise LuoshiError("token-scope")
    if not now < expires <= now + LONGEST:
        raise LuoshiError("token-span", days=LONGEST.days)
    own, secret = entered(), PREFIX + new_secret()
    with store.writing() as connection:
        there = select(account.c.id).where(account.c.id == account_id, account.c.disabled == 0)
        if connection.execute(there).first() is None:
            raise LuoshiError("account-unknown", name=account_id)
        connection.execute(
            insert(token).values(
                id=own,
                hash=kept(secret),
                account_id=account_id,
                label=label,
                indicators=json.dumps(only, ensure_ascii=False),
                created=instant_text(now),
                expires=instant_text(expires),
            )
        )
        note(store, connection, by, "token-issued", account_id, token=own)
    return Token(
        id=own, account_id=account_id, label=label, indicators=only, expires=expires, revoked=None
    ), secret


def revoke(store: AccessStore, token_id: str, *, by: str, account_id: str | None = None) -> None:
    """Make a token useless; raises ``token-unknown``; ``account_id`` limits it to an account's own."""
    where = token.c.id == token_id
    if account_id is not None:
        where &= token.c.account_id == account_id
    with store.writing() as connection:
        row = connection.execute(select(token).where(where, token.c.revoked.is_(None))).first()
        if row is None:
            raise LuoshiError("token-unknown", token=token_id)
        connection.execute(update(token).where(where).values(revoked=instant_text(store.clock())))
        note(store, connection, by, "token-revoked", row.account_id, token=token_id)


def tokens(store: AccessStore, account_id: str) -> tuple[Token, ...]:
    """Return the tokens of an account, in the order in which they were made."""
    with store.reading() as connection:
        rows = connection.execute(
            select(token).where(token.c.account_id == account_id).order_by(token.c.id)
        ).all()
    return tuple(
        Token(
            id=row.id,
            account_id=row.account_id,
            label=row.label,
            indicators=tuple(json.loads(row.indicators)),
            expires=instant_of(row.expires),
            revoked=instant_of(row.revoked) if row.revoked else None,
        )
        for row in rows
    )


def caller_of(store: AccessStore, secret: str) -> Caller | None:
    """Return who calls with a token, ``None`` where it is unknown, revoked or too old.

    A token never has more than the business roles its owner has now.
    """
    known = known_caller(store, secret)
    return known.caller if known else None


def known_caller(store: AccessStore, secret: str) -> KnownCaller | None:
    """Return who calls with a token, and how long that holds."""
    now = store.clock()
    with store.reading() as connection:
        question = (
            select(token, account.c.name)
            .join(account, account.c.id == token.c.account_id)
            .where(token.c.hash == kept(secret), token.c.revoked.is_(None), account.c.disabled == 0)
            .where(token.c.expires > instant_text(now))
        )
        row = connection.execute(question).first()
        if row is None:
            return None
        caller = Caller(
            account_id=row.account_id,
            name=row.name,
            roles=(roles_of(connection, row.account_id) & BUSINESS) | {Role.PUBLIC},
            posts=held_on(connection, row.account_id, now),
            indicators=frozenset(json.loads(row.indicators)),
            by_token=True,
        )
    return KnownCaller(caller=caller, until=min(instant_of(row.expires), now + _AT_MOST))

"""Accounts: made, found, given roles, closed, erased."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from luoshi.access.audit import note
from luoshi.access.model import ADMINISTRATION, Account, Role
from luoshi.access.schema import account, grant, holding, once, session, token
from luoshi.access.secrets_kept import kept, new_code
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError
from luoshi.ledger.canonical import canonical
from luoshi.ledger.columns import instant_of, instant_text
from luoshi.ledger.identity import entered

CODE_LASTS = timedelta(hours=24)
"""How long a code for setting a password works."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")


def add(
    store: AccessStore,
    name: str,
    *,
    by: str,
    shown_name: str = "",
    mail: str | None = None,
    roles: Iterable[Role] = (),
    external: bool = False,
) -> tuple[Account, str]:
    """Make an account and return it with the code by which its holder sets a password.

    Args:
        store: The access store.
        name: What the holder signs in with: small letters, digits and ``. _ @ -``.
        by: Id of the account that makes it, or ``local``.
        shown_name: How pages call the holder; the name where it is empty.
        mail: For reminders.
        roles: What the account may be.
        external: Whether its holder signs in at the organisation's own provider instead of with a password.

    Raises:
        LuoshiError: ``account-name``, ``account-exists``, ``roles-apart``, ``first-account``.
    """
    wanted = checked(roles)
    if not _NAME.fullmatch(name):
        raise LuoshiError("account-name", name=name)
    if not store.has_accounts() and Role.SECURITY_ADMIN not in wanted:
        raise LuoshiError("first-account")
    own, code = entered(), new_code()
    with store.writing() as connection:
        if connection.execute(select(account.c.id).where(account.c.name == name)).first():
            raise LuoshiError("account-exists", name=name)
        record = {"name": name, "shown_name": shown_name or name, "mail": mail, "salt": secrets.token_hex(16)}
        now = instant_text(store.clock())
        connection.execute(insert(account).values(id=own, **record, external=int(external), created=now))
        note(store, connection, by, "account-made", own, record=commitment(record))
        _grant(store, connection, own, wanted, by)
        _put_code(store, connection, own, code)
    return get(store, own), code


def checked(roles: Iterable[Role]) -> frozenset[Role]:
    """Return roles as a set; raises ``roles-apart`` for those that nobody may have together."""
    wanted = frozenset(roles) - {Role.PUBLIC}
    if wanted & ADMINISTRATION and len(wanted) > 1:
        raise LuoshiError("roles-apart", roles=", ".join(sorted(wanted)))
    return wanted


def commitment(record: dict[str, Any]) -> str:
    """Return the salted hash of a person's record, all that stays of it once it is erased."""
    words = {key: record[key] for key in ("name", "shown_name", "mail", "salt")}
    return hashlib.sha256(canonical(words).encode()).hexdigest()


def get(store: AccessStore, account_id: str) -> Account:
    """Return an account by its id; raises ``account-unknown``."""
    return _one(store, account.c.id == account_id, account_id)


def named(store: AccessStore, name: str) -> Account:
    """Return an account by its name; raises ``account-unknown``."""
    return _one(store, account.c.name == name, name)


def every(store: AccessStore) -> tuple[Account, ...]:
    """Return all accounts that are not erased, by name."""
    with store.reading() as connection:
        question = select(account).where(account.c.erased.is_(None)).order_by(account.c.name)
        rows = connection.execute(question).all()
        granted = connection.execute(select(grant.c.account_id, grant.c.role)).all()
    roles: dict[str, set[Role]] = {}
    for owner, role in granted:
        roles.setdefault(owner, set()).add(Role(role))
    return tuple(view(row, roles.get(row.id, set())) for row in rows)


def shown_names(store: AccessStore) -> dict[str, str]:
    """Return how pages call the holder of each account id; erased ones are left out."""
    return {one.id: one.shown_name for one in every(store)}


def set_roles(store: AccessStore, account_id: str, roles: Iterable[Role], *, by: str) -> Account:
    """Give an account these roles instead of those it has.

    Raises:
        LuoshiError: ``roles-apart``; ``own-roles`` where somebody changes their own; ``last-security-admin``
            where nobody would be left who can grant roles.
    """
    wanted = checked(roles)
    if by == account_id:
        raise LuoshiError("own-roles")
    with store.writing() as connection:
        _there(connection, account_id)
        had = roles_of(connection, account_id)
        if Role.SECURITY_ADMIN in had - wanted:
            _refuse_last(connection, account_id)
        gone = [str(role) for role in had - wanted]
        connection.execute(delete(grant).where(grant.c.account_id == account_id, grant.c.role.in_(gone)))
        for role in sorted(gone):
            note(store, connection, by, "role-taken", account_id, role=role)
        _grant(store, connection, account_id, wanted - had, by)
    return get(store, account_id)


def disable(store: AccessStore, account_id: str, disabled: bool, *, by: str) -> None:
    """Close an account, which ends its sessions and tokens, or open it again."""
    if by == account_id:
        raise LuoshiError("own-roles")
    with store.writing() as connection:
        _there(connection, account_id)
        if disabled and Role.SECURITY_ADMIN in roles_of(connection, account_id):
            _refuse_last(connection, account_id)
        values = {"disabled": int(disabled), "failures": 0, "locked_until": None}
        connection.execute(update(account).where(account.c.id == account_id).values(**values))
        if disabled:
            end_everything(connection, account_id)
        note(store, connection, by, "account-closed" if disabled else "account-opened", account_id)


def unlock(store: AccessStore, account_id: str, *, by: str) -> None:
    """Let somebody sign in again who was locked out."""
    with store.writing() as connection:
        _there(connection, account_id)
        connection.execute(
            update(account).where(account.c.id == account_id).values(failures=0, locked_until=None)
        )
        note(store, connection, by, "account-unlocked", account_id)


def reset(store: AccessStore, account_id: str, *, by: str) -> str:
    """Take password and second factor away, end all sessions, and return a code for setting a new one."""
    code = new_code()
    with store.writing() as connection:
        _there(connection, account_id)
        nothing: dict[str, Any] = dict.fromkeys(("password", "totp", "totp_pending", "locked_until"))
        connection.execute(update(account).where(account.c.id == account_id).values(**nothing, failures=0))
        end_everything(connection, account_id)
        connection.execute(delete(once).where(once.c.account_id == account_id))
        _put_code(store, connection, account_id, code)
        note(store, connection, by, "account-reset", account_id)
    return code


def erase(store: AccessStore, account_id: str, *, by: str) -> str:
    """Erase what is known of a person and return the salted hash that stays in the log.

    The id stays, so that what the account did can still be told apart; nothing leads from it to a person.
    """
    if by == account_id:
        raise LuoshiError("own-roles")
    with store.writing() as connection:
        row = _there(connection, account_id)
        if Role.SECURITY_ADMIN in roles_of(connection, account_id):
            _refuse_last(connection, account_id)
        stays = commitment(dict(row._mapping))
        end_everything(connection, account_id)
        for table in (grant, once):
            connection.execute(delete(table).where(table.c.account_id == account_id))
        now = store.clock()
        today = now.date().isoformat()
        running = (holding.c.account_id == account_id) & (holding.c.until.is_(None))
        connection.execute(update(holding).where(running, holding.c.since <= today).values(until=today))
        emptied: dict[str, Any] = dict.fromkeys(
            ("mail", "salt", "password", "totp", "totp_pending", "issuer", "subject", "locked_until")
        )
        connection.execute(
            update(account)
            .where(account.c.id == account_id)
            .values(**emptied, name=account_id, shown_name="", disabled=1, erased=instant_text(now))
        )
        connection.execute(delete(token).where(token.c.account_id == account_id))
        note(store, connection, by, "account-erased", account_id, record=stays)
    return stays


def view(row: Row[Any], roles: Iterable[Role]) -> Account:
    """Return a row of the table as others may see it."""
    return Account(
        id=row.id,
        name=row.name,
        shown_name=row.shown_name,
        mail=row.mail,
        roles=frozenset(roles),
        totp=row.totp is not None,
        locked_until=instant_of(row.locked_until) if row.locked_until else None,
        disabled=bool(row.disabled),
    )


def roles_of(connection: Connection, account_id: str) -> frozenset[Role]:
    """Return the roles an account has now."""
    found = connection.execute(select(grant.c.role).where(grant.c.account_id == account_id)).scalars()
    return frozenset(Role(role) for role in found)


def end_everything(connection: Connection, account_id: str) -> None:
    """End the sessions of an account and remove its tokens."""
    connection.execute(delete(session).where(session.c.account_id == account_id))
    connection.execute(delete(token).where(token.c.account_id == account_id))


def _one(store: AccessStore, condition: Any, what: str) -> Account:
    with store.reading() as connection:
        row = connection.execute(select(account).where(condition, account.c.erased.is_(None))).first()
        if row is None:
            raise LuoshiError("account-unknown", name=what)
        return view(row, roles_of(connection, row.id))


def _there(connection: Connection, account_id: str) -> Row[Any]:
    row = connection.execute(
        select(account).where(account.c.id == account_id, account.c.erased.is_(None))
    ).first()
    if row is None:
        raise LuoshiError("account-unknown", name=account_id)
    return row


def _grant(
    store: AccessStore, connection: Connection, account_id: str, roles: Iterable[Role], by: str
) -> None:
    now = instant_text(store.clock())
    for role in sorted(roles):
        values = {"account_id": account_id, "role": str(role), "granted": now, "granted_by": by}
        connection.execute(insert(grant).values(**values))
        note(store, connection, by, "role-granted", account_id, role=str(role))


def _refuse_last(connection: Connection, account_id: str) -> None:
    others = (
        select(grant.c.account_id)
        .join(account, account.c.id == grant.c.account_id)
        .where(grant.c.role == str(Role.SECURITY_ADMIN), grant.c.account_id != account_id)
        .where(account.c.disabled == 0)
    )
    if connection.execute(others.limit(1)).first() is None:
        raise LuoshiError("last-security-admin")


def _put_code(store: AccessStore, connection: Connection, account_id: str, code: str) -> None:
    expires = instant_text(store.clock() + CODE_LASTS)
    values = {"id": kept(code), "account_id": account_id, "purpose": "password", "expires": expires}
    connection.execute(insert(once).values(**values))

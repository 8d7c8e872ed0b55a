"""Signing in: a password, where it is set up a second factor, and no more than a few attempts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from luoshi.access import passwords, totp
from luoshi.access.accounts import end_everything
from luoshi.access.audit import note
from luoshi.access.schema import account, once
from luoshi.access.secrets_kept import kept
from luoshi.access.sessions import start
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError
from luoshi.ledger.columns import instant_of, instant_text

ATTEMPTS = 5
"""Failures in a row after which an account is locked."""

LOCKED = timedelta(minutes=15)


def sign_in(store: AccessStore, name: str, password: str, code: str = "") -> str:
    """Return the secret of a new session.

    Raises:
        LuoshiError: ``sign-in-refused``, the same whatever was wrong; ``account-locked`` only after the
            right password, so that nobody learns from it which names exist.
    """
    with store.reading() as connection:
        row = _row(connection, name)
    right = passwords.matches(row.password if row else None, password)
    if row is None or row.disabled or row.external:
        raise LuoshiError("sign-in-refused")
    with store.writing() as connection:
        row = _row(connection, name)
        if row is None:
            raise LuoshiError("sign-in-refused")
        locked = row.locked_until is not None and instant_of(row.locked_until) > store.clock()
        if not locked and right and _second(store, connection, row, code):
            connection.execute(
                update(account).where(account.c.id == row.id).values(failures=0, locked_until=None)
            )
            return start(store, connection, row.id, how="password")
        if not locked:
            _count(store, connection, row)
    raise LuoshiError("account-locked" if locked and right else "sign-in-refused")


def set_password(store: AccessStore, code: str, password: str) -> str:
    """Set a password with the code that ``add`` or ``reset`` gave; return the account's name.

    Raises:
        LuoshiError: ``code-unknown`` (wrong, used, or too old), ``password-weak``.
    """
    with store.reading() as connection:
        _by_code(store, connection, code)
    with store.writing() as connection:
        row = _by_code(store, connection, code)
        passwords.check_new(password, row.name)
        connection.execute(delete(once).where(once.c.id == kept(code)))
        _put(connection, row.id, password)
        note(store, connection, row.id, "password-set", row.id)
    name: str = row.name
    return name


def change_password(store: AccessStore, account_id: str, old: str, new: str) -> str:
    """Change a password, end every session and token, and return the secret of a new session.

    Raises:
        LuoshiError: ``old-password-wrong``, ``password-weak``.
    """
    with store.reading() as connection:
        row = connection.execute(select(account).where(account.c.id == account_id)).one()
    if not passwords.matches(row.password, old):
        with store.writing() as connection:
            _count(store, connection, row)
        raise LuoshiError("old-password-wrong")
    passwords.check_new(new, row.name)
    with store.writing() as connection:
        _put(connection, account_id, new)
        note(store, connection, account_id, "password-changed", account_id)
        return start(store, connection, account_id, how="password")


def _row(connection: Connection, name: str) -> Row[Any] | None:
    return connection.execute(
        select(account).where(account.c.name == name, account.c.erased.is_(None))
    ).first()


def _put(connection: Connection, account_id: str, password: str) -> None:
    values = {"password": passwords.hashed(password), "failures": 0, "locked_until": None}
    connection.execute(update(account).where(account.c.id == account_id).values(**values))
    end_everything(connection, account_id)


def _by_code(store: AccessStore, connection: Connection, code: str) -> Row[Any]:
    now = instant_text(store.clock())
    question = (
        select(account)
        .join(once, once.c.account_id == account.c.id)
        .where(once.c.id == kept(code), once.c.purpose == "password", once.c.expires > now)
        .where(account.c.disabled == 0)
    )
    row = connection.execute(question).first()
    if row is None:
        raise LuoshiError("code-unknown")
    return row


def _second(store: AccessStore, connection: Connection, row: Row[Any], code: str) -> bool:
    """Say whether the second factor is right; an account without one needs none."""
    if row.totp is None:
        return True
    return totp.accepts(store, connection, row, code) or totp.recovers(store, connection, row.id, code)


def _count(store: AccessStore, connection: Connection, row: Row[Any]) -> None:
    failures = row.failures + 1
    locked = failures >= ATTEMPTS
    values: dict[str, Any] = {"failures": 0 if locked else failures}
    if locked:
        values["locked_until"] = instant_text(store.clock() + LOCKED)
    connection.execute(update(account).where(account.c.id == row.id).values(**values))
    note(store, connection, row.id, "account-locked" if locked else "sign-in-refused", row.id)

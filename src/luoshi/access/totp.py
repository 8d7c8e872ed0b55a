"""The second factor: codes that change every 30 seconds (RFC 6238), and codes for when the device is lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from luoshi.access.audit import note
from luoshi.access.schema import account, once
from luoshi.access.secrets_kept import kept, new_code
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError

ISSUER = "Luoshi"
RECOVERY_CODES = 8
_STEP = 30


def begin(store: AccessStore, account_id: str) -> tuple[str, str]:
    """Return a new key, not in force yet, and the address that an authenticator reads.

    Raises:
        LuoshiError: ``access-key-missing``, ``access-key-other``, ``access-key-invalid``.
    """
    import pyotp

    key = pyotp.random_base32()
    with store.writing() as connection:
        row = connection.execute(select(account).where(account.c.id == account_id)).one()
        next(_opened(store, connection), None)  # what others have opens: no second key beside a lost one
        sealed = store.seal.close(key, account_id)
        connection.execute(update(account).where(account.c.id == account_id).values(totp_pending=sealed))
    return key, pyotp.TOTP(key).provisioning_uri(name=row.name, issuer_name=ISSUER)


def confirm(store: AccessStore, account_id: str, code: str) -> tuple[str, ...]:
    """Put the new key in force once a code of it was given; return the codes for when the device is lost.

    Raises:
        LuoshiError: ``code-unknown``; ``access-key-missing``, ``access-key-other``, ``access-key-invalid``.
    """
    codes = tuple(new_code() for _ in range(RECOVERY_CODES))
    with store.writing() as connection:
        row = connection.execute(select(account).where(account.c.id == account_id)).one()
        step = _step_of(store, row.id, row.totp_pending, code, after=0)
        if step is None:
            raise LuoshiError("code-unknown")
        values = {"totp": row.totp_pending, "totp_pending": None, "totp_step": step}
        connection.execute(update(account).where(account.c.id == account_id).values(**values))
        _forget_recovery(connection, account_id)
        for one in codes:
            connection.execute(insert(once).values(id=kept(one), account_id=account_id, purpose="recovery"))
        note(store, connection, account_id, "second-factor-on", account_id)
    return codes


def remove(store: AccessStore, account_id: str, code: str) -> None:
    """Take the second factor away; raises ``code-unknown`` unless a code of it is given."""
    with store.writing() as connection:
        row = connection.execute(select(account).where(account.c.id == account_id)).one()
        if not (accepts(store, connection, row, code) or recovers(store, connection, account_id, code)):
            raise LuoshiError("code-unknown")
        nothing: dict[str, Any] = {"totp": None, "totp_pending": None}
        connection.execute(update(account).where(account.c.id == account_id).values(**nothing))
        _forget_recovery(connection, account_id)
        note(store, connection, account_id, "second-factor-off", account_id)


def accepts(store: AccessStore, connection: Connection, row: Row[Any], code: str) -> bool:
    """Say whether a code is right and was not used before; it cannot be used again.

    Raises:
        LuoshiError: ``access-key-missing``, ``access-key-other``, ``access-key-invalid``.
    """
    step = _step_of(store, row.id, row.totp, code, after=row.totp_step)
    if step is None:
        return False
    connection.execute(update(account).where(account.c.id == row.id).values(totp_step=step))
    return True


def recovers(store: AccessStore, connection: Connection, account_id: str, code: str) -> bool:
    """Say whether a code is one for when the device is lost; it cannot be used again."""
    where = (once.c.id == kept(code)) & (once.c.account_id == account_id) & (once.c.purpose == "recovery")
    if not connection.execute(delete(once).where(where)).rowcount:
        return False
    note(store, connection, account_id, "recovery-code-used", account_id)
    return True


def picture(address: str) -> str:
    """Return the square code of an address as SVG, without anything a page's policy refuses."""
    import segno

    drawn = io.BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", scale=4, xmldecl=False, svgns=True, omitsize=True, nl=False
    )
    return drawn.getvalue().decode()


def _step_of(store: AccessStore, account_id: str, sealed: str | None, code: str, *, after: int) -> int | None:
    """Return the step of 30 seconds a code is of: the present one, the one before or after it."""
    import pyotp

    given = code.replace(" ", "").strip()
    if sealed is None or not (given.isascii() and given.isdigit()):
        return None
    now = int(store.clock().timestamp()) // _STEP
    steps = (step for step in (now, now - 1, now + 1) if step > after)
    made = pyotp.TOTP(store.seal.open(sealed, account_id))
    return next((s for s in steps if pyotp.utils.strings_equal(made.at(s * _STEP), given)), None)


def check_keys(store: AccessStore) -> int:
    """Return how many second factors are in force, once the key of each was opened.

    Raises:
        LuoshiError: ``access-key-missing``, ``access-key-other``, ``access-key-invalid``.
    """
    with store.reading() as connection:
        return sum(1 for _ in _opened(store, connection))


def _opened(store: AccessStore, connection: Connection) -> Iterator[str]:
    there = select(account.c.id, account.c.totp).where(account.c.totp.isnot(None)).order_by(account.c.id)
    for owner, sealed in connection.execute(there):
        yield store.seal.open(sealed, owner)


def _forget_recovery(connection: Connection, account_id: str) -> None:
    mine = (once.c.account_id == account_id) & (once.c.purpose == "recovery")
    connection.execute(delete(once).where(mine))

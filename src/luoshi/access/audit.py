"""The log of the access store: what was done to accounts, chained by hash.

An entry names accounts by id only; erasing a person's record leaves the log as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, desc, insert, select, text

from luoshi.access.schema import audit
from luoshi.access.store import AccessStore
from luoshi.ledger.canonical import canonical
from luoshi.ledger.columns import instant_of, instant_text

NOTHING = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """An entry of the log.

    Attributes:
        actor: Id of the account that acted, or ``local`` for a command at the machine.
        act: What was done, for instance ``sign-in`` or ``role-granted``.
        subject: Id of the account or post it was done to.
    """

    number: int
    recorded: datetime
    actor: str
    act: str
    subject: str
    detail: Mapping[str, Any]
    hash: str


def note(
    store: AccessStore, connection: Connection, actor: str, act: str, subject: str, **detail: str | int
) -> None:
    """Add an entry within the transaction of what it tells about."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(8234509)"))
    last = connection.execute(select(audit).order_by(desc(audit.c.number)).limit(1)).first()
    entry: dict[str, Any] = {
        "number": last.number + 1 if last else 1,
        "recorded": max(instant_text(store.clock()), last.recorded if last else ""),
        "actor": actor,
        "act": act,
        "subject": subject,
        "detail": canonical(detail),
        "previous": last.hash if last else NOTHING,
    }
    connection.execute(insert(audit).values(**entry, hash=_hash(entry)))


def noted(store: AccessStore, *, before: int | None = None, limit: int = 100) -> tuple[Noted, ...]:
    """Return entries, the newest first; ``before`` a number for the next ones."""
    question = select(audit).order_by(desc(audit.c.number)).limit(limit)
    if before is not None:
        question = question.where(audit.c.number < before)
    with store.reading() as connection:
        rows = connection.execute(question).all()
    return tuple(
        Noted(
            number=row.number,
            recorded=instant_of(row.recorded),
            actor=row.actor,
            act=row.act,
            subject=row.subject,
            detail=json.loads(row.detail),
            hash=row.hash,
        )
        for row in rows
    )


def broken_at(store: AccessStore) -> int | None:
    """Return the number of the first entry that does not follow from those before, ``None`` if all do."""
    previous, expected = NOTHING, 1
    with store.reading() as connection:
        for row in connection.execute(select(audit).order_by(audit.c.number)):
            entry = dict(row._mapping)
            given = entry.pop("hash")
            if entry["number"] != expected or entry["previous"] != previous or _hash(entry) != given:
                return expected
            previous, expected = given, expected + 1
    return None


def _hash(entry: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(dict(entry)).encode()).hexdigest()

"""Taking a source back: everything it brought stops standing, with the reason; and undoing that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from luoshi.errors import LuoshiError
from luoshi.ledger.identity import document_id, entered
from luoshi.ledger.reconciling import Held, by_person, held, restoring, retracting
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import document, observation, restoration, retraction
from luoshi.ledger.scopes import conditions

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Retracted:
    """What was taken back, or brought back.

    Attributes:
        source: Key of the document, or name of the file of observations.
        facts: Number of rows by table.
        entry: Number of the journal entry, ``None`` when there was nothing to do.
    """

    source: str
    facts: dict[str, int]
    entry: int | None


def retract(ledger: Ledger, source: str, reason: str, *, actor: str = "luoshi retract") -> Retracted:
    """Retract everything that a source brought: readings, plan, targets, figures, links.

    A build leaves the source out from then on, until ``restore`` brings it back.

    Args:
        ledger: Open for writing.
        source: Key of a document, or name of an imported file of observations.
        reason: Why, in words.
        actor: Who does it.

    Raises:
        LuoshiError: ``not-found``; what ``Ledger.append`` raises.
    """
    with ledger.reading() as connection:
        lots = _lots(connection, source)
    rows = [retracting(lot, key, reason, identity=entered()) for lot in lots for key in lot.standing()]
    facts = {lot.table: count for lot in lots if (count := sum(1 for _ in lot.standing()))}
    entry = (
        ledger.append(rows, actor=actor, reason=f"撤回 / retracted: {source} — {reason}") if rows else None
    )
    return Retracted(source=source, facts=facts, entry=entry.number if entry else None)


def restore(ledger: Ledger, source: str, reason: str, *, actor: str = "luoshi retract") -> Retracted:
    """Bring back a source that was retracted, with everything that was retracted together with it.

    Raises:
        LuoshiError: ``not-found`` when the source is unknown or stands; what ``Ledger.append`` raises.
    """
    with ledger.reading() as connection:
        lots = _lots(connection, source)
        gone = [key for lot in lots for key in lot.retracted.values() if by_person(key)]
        together = _same_entry(connection, gone)
    if not together:
        raise LuoshiError("not-found", what=source)
    rows: list[Row] = [restoring(key, reason) for key in together]
    facts = {lot.table: n for lot in lots if (n := sum(k in together for k in lot.retracted.values()))}
    entry = ledger.append(rows, actor=actor, reason=f"恢复 / restored: {source} — {reason}")
    return Retracted(source=source, facts=facts, entry=entry.number)


def _lots(connection: Connection, source: str) -> list[Held]:
    """Return what a source brought, table by table; raises ``not-found``."""
    identity = document_id(source)
    if connection.execute(select(document.c.id).where(document.c.id == identity)).scalar():
        return [held(connection, table, condition) for table, condition in conditions(identity).items()]
    imported = held(connection, "observation", observation.c.origin.startswith(f"{source}#", autoescape=True))
    if not imported.rows:
        raise LuoshiError("not-found", what=source)
    return [imported]


def _same_entry(connection: Connection, retractions: list[str]) -> set[str]:
    """Return those of some retractions that the last of their entries brought."""
    if not retractions:
        return set()
    question = (
        select(retraction.c.id, retraction.c.entry)
        .outerjoin(restoration, restoration.c.retraction_id == retraction.c.id)
        .where(restoration.c.id.is_(None))
    )
    entries = {key: number for key, number in connection.execute(question) if key in set(retractions)}
    last = max(entries.values(), default=0)
    return {key for key, number in entries.items() if number == last}

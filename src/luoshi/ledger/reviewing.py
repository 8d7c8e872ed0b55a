"""What a person decides about a link: a statement is, or is not, about an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, Table, select

from luoshi.errors import LuoshiError
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.identity import entered
from luoshi.ledger.records import Entry
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import indicator_link, indicator_series, observation

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


def decide(
    ledger: Ledger, indicator_id: str, statement_id: str, *, accepted: bool, reason: str, actor: str
) -> Entry:
    """Take or refuse a statement as being about an indicator; no build changes that any more.

    A figure read from the statement is taken or refused together with its series: another name of an
    indicator is the same decision for every figure under that name.

    Args:
        ledger: Open for writing.
        indicator_id: The indicator.
        statement_id: The reading, as ``views.links`` names it.
        accepted: Taken or refused.
        reason: Why, in the person's words.
        actor: Who decides.

    Raises:
        LuoshiError: ``not-found`` when no such link stands; ``ledger-conflict`` when somebody else decided
            at the same time; what ``Ledger.append`` raises.
    """
    with ledger.reading() as connection:
        link = _standing(
            connection, indicator_link, indicator_id, indicator_link.c.reading_id == statement_id
        )
        if link is None:
            raise LuoshiError("not-found", what=f"{indicator_id} ← {statement_id}")
        rows = [_decided("indicator_link", link, accepted, reason, reading_id=statement_id)]
        for series in _series(connection, statement_id):
            join = _standing(
                connection, indicator_series, indicator_id, indicator_series.c.series_id == series
            )
            if join is not None:
                rows.append(_decided("indicator_series", join, accepted, reason, series_id=series))
    return ledger.append(rows, actor=actor, reason=reason)


def _standing(connection: Connection, table: Table, indicator_id: str, condition: Any) -> RowMapping | None:
    bounds = resolve(connection, NOW)
    question = select(table).where(table.c.indicator_id == indicator_id, condition, stands(table, bounds))
    return connection.execute(question).mappings().first()


def _series(connection: Connection, statement_id: str) -> list[str]:
    bounds = resolve(connection, NOW)
    question = select(observation.c.series_id).where(
        observation.c.reading_id == statement_id, stands(observation, bounds)
    )
    return list(connection.execute(question).scalars())


def _decided(table: str, row: RowMapping, accepted: bool, reason: str, **subject: str) -> Row:
    values = {
        "id": entered(),
        "indicator_id": row["indicator_id"],
        **subject,
        "score": 1.0 if accepted else 0.0,
        "reason": reason,
        "accepted": accepted,
        "supersedes": row["id"],
    }
    return Row(table=table, values=values)

"""Which series hold the figures of which indicator."""

from __future__ import annotations

from sqlalchemy import Connection

from luoshi.ledger.reconciling import Changes, Wanted, held, nothing, reconcile
from luoshi.ledger.schema import indicator_series

Joins = dict[tuple[str, str], Wanted]
"""Wanted joins by indicator and series."""


def join_series(
    joins: Joins, indicator: str, series: str, *, score: float, reason: str, accepted: bool
) -> None:
    """Note that a series holds figures of an indicator; of several grounds the best is kept."""
    before = joins.get((indicator, series))
    if before is not None and before.values["score"] >= score:
        return
    values = {
        "indicator_id": indicator,
        "series_id": series,
        "score": score,
        "reason": reason,
        "accepted": accepted,
    }
    joins[(indicator, series)] = Wanted(table="indicator_series", subject=(indicator, series), values=values)


def settle_series(connection: Connection, joins: Joins) -> Changes:
    """Return what joins series to indicators; what is taken already stays taken.

    Several sources may bring figures of one series, so none of them can take the join back; a person can.
    """
    indicators = sorted({indicator for indicator, _ in joins})
    there = held(connection, "indicator_series", indicator_series.c.indicator_id.in_(indicators))
    taken = {
        (row["indicator_id"], row["series_id"]): bool(row["accepted"])
        for row in (there.rows[key] for key in there.standing())
    }
    new = [
        fact
        for pair, fact in joins.items()
        if pair not in taken or (fact.values["accepted"] and not taken[pair])
    ]
    return reconcile(new, there, reason="", retract=nothing)

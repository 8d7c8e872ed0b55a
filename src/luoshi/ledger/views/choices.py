"""By which method people want a plan and its indicators judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.journal import Sealed
from luoshi.ledger.records import Cut, Entry
from luoshi.ledger.schema import journal, method_choice
from luoshi.ledger.views.reading import view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodChoice:
    """A choice that stands.

    Attributes:
        indicator_id: Whose method it is; ``None``: the whole plan's.
        method: Name of the method; ``None``: a choice was taken back.
        entry: Who chose it, when and why.
    """

    indicator_id: str | None
    method: str | None
    entry: Entry


def method_choices(ledger: Ledger, plan_id: str, *, cut: Cut = NOW) -> tuple[MethodChoice, ...]:
    """Return the choices that stand for a plan and its indicators, in the order in which they were made."""
    with view(ledger, cut) as seen:
        question = (
            select(method_choice.c.indicator_id, method_choice.c.method, journal)
            .join(journal, journal.c.number == method_choice.c.entry)
            .where(method_choice.c.plan_id == plan_id, stands(method_choice, seen.bounds))
            .order_by(method_choice.c.entry, method_choice.c.position)
        )
        rows = seen.rows(question)
    names = Sealed.__dataclass_fields__
    return tuple(
        MethodChoice(
            indicator_id=row["indicator_id"],
            method=row["method"],
            entry=Sealed(**{name: row[name] for name in names}).entry(),
        )
        for row in rows
    )

"""By which published method a plan or an indicator is judged: chosen by a person, with who, why and an entry.

An indicator's own choice comes before the plan's; where nobody chose, the time path judges. Which methods
there are is the evaluation's business: here a method is a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.identity import entered, named
from luoshi.ledger.records import Entry, IndicatorView, PlanView
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import method_choice
from luoshi.ledger.views.reading import view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


def choose_method(
    ledger: Ledger,
    plan: PlanView,
    method: str | None,
    *,
    actor: str,
    reason: str,
    indicator: IndicatorView | None = None,
) -> Entry:
    """Record by which method a plan, or one of its indicators, is judged from now on.

    Args:
        ledger: Open for writing.
        plan: The plan.
        method: Name of the method; ``None`` takes the choice back.
        actor: Who chooses.
        reason: Why.
        indicator: Only for this one; ``None``: for the whole plan.

    Raises:
        LuoshiError: ``ledger-conflict`` when somebody else chose meanwhile; what ``append`` raises.
    """
    one = indicator.id if indicator else None
    table = method_choice
    own = table.c.indicator_id.is_(None) if one is None else table.c.indicator_id == one
    with view(ledger, NOW) as seen:
        held = seen.rows(
            select(table.c.id).where(table.c.plan_id == plan.id, own, stands(table, seen.bounds))
        )
    values = {
        "id": entered() if held else named("method_choice", plan.id, one),
        "plan_id": plan.id,
        "indicator_id": one,
        "method": method,
        "supersedes": held[0]["id"] if held else None,
    }
    about = f"{plan.slug} {indicator.name}" if indicator else plan.slug
    said = f"评价方法 / method: {about} — {method or '—'} — {reason}"
    return ledger.append([Row(table="method_choice", values=values)], actor=actor, reason=said)

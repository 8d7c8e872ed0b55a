"""What a person settles about a task: its class, who leads it, its deadline, how strongly it is promised.

What was read stays beside it. A decision belongs to the task, not to its words, so that it survives every
build and stands for the same task of a new edition.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from luoshi.errors import LuoshiError
from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.identity import entered
from luoshi.ledger.reasons import refuse_reason
from luoshi.ledger.records import ActionView, Entry, PlanView
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import action_settled, journal
from luoshi.ledger.schema.tasks import CLASSES, SETTLED
from luoshi.ledger.unmarked import refuse_marked_reason
from luoshi.ledger.views.reading import view
from luoshi.vocabulary.period import Period

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

STRENGTHS = ("确保", "达到", "力争", "争取", "探索")
LONGEST_UNIT = 60
MOST_UNITS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledTerm:
    """A decision about a task with who, when and why.

    Attributes:
        what: ``task_class``, ``lead``, ``deadline`` or ``strength``.
        value: What it is; ``None``: none.
    """

    id: str
    action_id: str
    what: str
    value: Any
    reason: str
    actor: str
    recorded: datetime
    number: int


def settle(
    ledger: Ledger,
    task: ActionView,
    values: Mapping[str, Any],
    *,
    reason: str,
    actor: str,
    seen: Mapping[str, str] | None = None,
) -> Entry:
    """Record what a person settles about a task, as one entry.

    Args:
        ledger: Open for writing.
        task: The task.
        values: By ``task_class``, ``lead`` (units), ``deadline`` (ISO text) or ``strength``; ``None``: it
            has none.
        reason: Why, in the person's words.
        actor: Who settles it.
        seen: Ids of the decisions that stood when the person looked, by what; ``None``: whatever stands.

    Raises:
        LuoshiError: ``decision-without-reason``, ``decision-reason-long``, ``term-invalid``; ``classified``;
            ``ledger-conflict`` when somebody else decided since the person looked, or at the same time.
    """
    refuse_reason(reason)
    if not values:
        raise LuoshiError("term-invalid", what="—", value="—")
    checked = {what: _checked(what, value) for what, value in values.items()}
    before = {one.what: one.id for one in settled_terms(ledger, task.plan_id) if one.action_id == task.id}
    if seen is not None and any(seen.get(what, "") != before.get(what, "") for what in checked):
        raise LuoshiError("ledger-conflict")
    rows = [
        Row(
            table="action_settled",
            values={
                "id": entered(),
                "action_id": task.id,
                "what": what,
                "value": value,
                "reason": reason.strip(),
                "supersedes": before.get(what),
            },
        )
        for what, value in checked.items()
    ]
    return ledger.append(rows, actor=actor, reason=reason.strip())


def unsettle(ledger: Ledger, task: ActionView, what: str, *, reason: str, actor: str) -> Entry:
    """Take a decision about a task back, so that what was read stands again; raises ``not-found``."""
    refuse_reason(reason)
    standing = [
        one for one in settled_terms(ledger, task.plan_id) if (one.action_id, one.what) == (task.id, what)
    ]
    if not standing:
        raise LuoshiError("not-found", what=f"{task.slug} {what}")
    values = {"id": entered(), "what": "action_settled", "row_id": standing[0].id, "reason": reason.strip()}
    return ledger.append([Row(table="retraction", values=values)], actor=actor, reason=reason.strip())


def settled_terms(ledger: Ledger, plan_id: str, cut: Any = NOW) -> tuple[SettledTerm, ...]:
    """Return the decisions about a plan's tasks that stand, oldest first."""
    from luoshi.ledger.schema import action

    table = action_settled
    with view(ledger, cut) as seen:
        own = select(action.c.id).where(action.c.plan_id == plan_id)
        question = (
            select(table, journal.c.actor, journal.c.recorded)
            .join(journal, journal.c.number == table.c.entry)
            .where(table.c.action_id.in_(own), stands(table, seen.bounds))
            .order_by(table.c.entry, table.c.position)
        )
        rows = seen.rows(question)
    return tuple(
        SettledTerm(
            id=row["id"],
            action_id=row["action_id"],
            what=row["what"],
            value=json.loads(row["value"]) if row["value"] else None,
            reason=row["reason"],
            actor=row["actor"],
            recorded=datetime.fromisoformat(row["recorded"]),
            number=row["entry"],
        )
        for row in rows
    )


def task_named(ledger: Ledger, plan: PlanView, slug: str) -> ActionView:
    """Return the task of a plan, or the part of one, with a slug or an id; raises ``not-found``."""
    from luoshi.ledger import views

    for task in views.actions(ledger, plan.id, forms=views.FORMS):
        for one in (task, *(part for part in task.parts if part.slug)):
            if slug in (one.slug, one.id):
                return one
    raise LuoshiError("not-found", what=slug)


def _checked(what: str, value: Any) -> Any:
    """Return a value as it is kept; raises ``term-invalid`` for one that cannot be."""
    if what == "lead":
        return _units(value)
    if value is None and what in ("deadline", "strength"):
        return None
    fits = {
        "task_class": lambda: value in CLASSES,
        "strength": lambda: value in STRENGTHS,
        "deadline": lambda: _is_period(value),
    }
    if what not in SETTLED or not fits[what]():
        raise LuoshiError("term-invalid", what=what, value=str(value))
    return value


def _units(value: Any) -> list[str] | None:
    units = [str(unit).strip() for unit in value or () if str(unit).strip()]
    if len(units) > MOST_UNITS or any(len(unit) > LONGEST_UNIT for unit in units):
        raise LuoshiError("term-invalid", what="lead", value="、".join(units)[:LONGEST_UNIT])
    for unit in units:
        refuse_marked_reason(unit)
    return units or None


def _is_period(value: Any) -> bool:
    try:
        Period.parse(str(value))
    except LuoshiError:
        return False
    return True

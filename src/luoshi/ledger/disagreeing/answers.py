"""What a person decides about a disagreement: explained, accepted, or sent for correction.

A decision belongs to the disagreement with the inputs it has; a disagreement whose inputs change is
another one, open again, and shows the decision about the former state.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping, select

from luoshi.errors import LuoshiError
from luoshi.ledger.cuts import stands
from luoshi.ledger.identity import entered
from luoshi.ledger.reasons import refuse_reason
from luoshi.ledger.records import Cut, Decided, Decision, Disagreement, Entry, Side
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import disagreement_answer, journal
from luoshi.ledger.views.reading import view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_SHORTEST_ID = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The decisions that stand, by the disagreement and by what it is about."""

    exact: dict[str, Decided]
    former: dict[str, Decided]

    @classmethod
    def of(cls, ledger: Ledger, *, cut: Cut) -> Answers:
        """Return the decisions of a ledger as of a cut."""
        answer = disagreement_answer
        with view(ledger, cut) as seen:
            question = (
                select(answer, journal.c.actor, journal.c.recorded, journal.c.number.label("entry_number"))
                .join(journal, journal.c.number == answer.c.entry)
                .where(stands(answer, seen.bounds))
                .order_by(answer.c.entry, answer.c.position)
            )
            rows = seen.rows(question)
        return cls(
            exact={row["disagreement"]: _decided(row, kept=True) for row in rows},
            former={row["about"]: _decided(row, kept=False) for row in rows},
        )

    def beside(self, one: Disagreement) -> Disagreement:
        """Return a disagreement with its state and the decision about it."""
        if (decided := self.exact.get(one.id)) is not None:
            return replace(one, state=decided.decision, decided=decided)
        return replace(one, decided=self.former.get(one.about))


def _decided(row: RowMapping, *, kept: bool) -> Decided:
    return Decided(
        id=row["id"],
        disagreement=row["disagreement"],
        decision=row["decision"],
        reason=row["reason"],
        actor=row["actor"],
        recorded=datetime.fromisoformat(row["recorded"]),
        number=row["entry_number"],
        kept=kept,
    )


def accepted_of(ledger: Ledger, *, cut: Cut) -> set[str]:
    """Return the indicators of which somebody accepted a disagreement, in whatever state it is now."""
    answer = disagreement_answer
    with view(ledger, cut) as seen:
        question = select(answer.c.indicator_id).where(
            answer.c.decision == "accepted", answer.c.indicator_id.isnot(None), stands(answer, seen.bounds)
        )
        return {row["indicator_id"] for row in seen.rows(question)}


def answer(
    ledger: Ledger,
    disagreement: str,
    decision: Decision,
    *,
    reason: str,
    actor: str,
    seen: str | None = None,
) -> tuple[Disagreement, Entry]:
    """Record what a person decides about a disagreement that there is now.

    Args:
        ledger: Open for writing.
        disagreement: Its id, or enough of its beginning to be the only one.
        decision: What is decided; it takes the place of an earlier decision.
        reason: Why, in the person's words.
        actor: Who decides.
        seen: Id of the decision that stood when the person looked, empty where there was none; ``None``:
            whatever stands now.

    Raises:
        LuoshiError: ``not-found`` when there is no such disagreement now; ``decision-without-reason``,
            ``decision-reason-long``; ``ledger-conflict`` when somebody else decided since the person looked,
            or at the same time; what ``Ledger.append`` raises.
    """
    refuse_reason(reason)
    one = pick(ledger, disagreement)
    before = one.decided if one.decided is not None and one.decided.kept else None
    if seen is not None and seen != (before.id if before else ""):
        raise LuoshiError("ledger-conflict")
    values = {
        "id": entered(),
        "disagreement": one.id,
        "about": one.about,
        "kind": one.kind,
        "indicator_id": one.indicator_id,
        "decision": decision,
        "reason": reason.strip(),
        "inputs": [_input(side) for side in one.sides],
        "supersedes": before.id if before else None,
    }
    entry = ledger.append(
        [Row(table="disagreement_answer", values=values)], actor=actor, reason=reason.strip()
    )
    return replace(one, state=decision), entry


def pick(ledger: Ledger, disagreement: str) -> Disagreement:
    """Return the disagreement with an id, or with an id that begins so; raises ``not-found``."""
    from luoshi.ledger.disagreements import disagreements

    found = [one for one in disagreements(ledger) if one.id == disagreement]
    if not found and len(disagreement) >= _SHORTEST_ID:
        found = [one for one in disagreements(ledger) if one.id.startswith(disagreement)]
    if len(found) != 1:
        raise LuoshiError("not-found", what=disagreement)
    return found[0]


def _input(side: Side) -> dict[str, str | None]:
    return {
        "fact": side.fact_id,
        "what": side.what,
        "value": None if side.value is None else f"{side.value:f}",
        "unit": side.unit,
        "period": side.period,
    }

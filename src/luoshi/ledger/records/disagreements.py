"""Things the sources say that do not go together, and what was decided about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from luoshi.ledger.records.sources import Citation
from luoshi.vocabulary.words import Comparator

DisagreementKind = Literal[
    "two_values", "two_targets", "growth_levels", "parts_whole", "ratio_count", "unit_slip", "jump"
]
Decision = Literal["explained", "accepted", "correction"]
DisagreementState = Literal["open", "explained", "accepted", "correction"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one source says in a disagreement.

    Attributes:
        fact_id: Of the row it stands in.
        what: ``baseline``, ``target``, ``observation``, ``statement`` or ``pledge``.
        value: ``None`` for a pledge without a number.
        words: Of a pledge: what it says.
    """

    fact_id: str
    what: str
    name: str
    value: Decimal | None
    unit: str | None
    comparator: Comparator
    period: str | None
    citation: Citation
    definition: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What a person decided about a disagreement.

    Attributes:
        id: Of the decision's row.
        disagreement: Identity of the disagreement as it was then.
        number: Of the journal entry.
        kept: Whether it still stands for the disagreement; ``False`` when its inputs have changed since.
    """

    id: str
    disagreement: str
    decision: Decision
    reason: str
    actor: str
    recorded: datetime
    number: int
    kept: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two things the sources say that do not go together, both quoted.

    Attributes:
        id: Made from its kind and its inputs: another value is another disagreement.
        about: What it is about beside its inputs' values.
        rule: Names the sentence that explains it.
        indicator_id: ``None`` where it is about no indicator of a plan.
        plan_id: The plan it is listed under.
        period: As text; empty where unknown.
        left_value, right_value: In ``unit``; ``None`` for a pledge without a number.
        sides: Both sides and whatever else it rests on, the quoted two first.
        numbers: What the explaining sentence is filled with.
        state: ``open`` until a person decides, and again once an input changes.
        decided: The decision that stands, or the one that stood for an earlier state of the inputs.
    """

    kind: DisagreementKind
    indicator_id: str | None
    period: str
    left: Citation
    right: Citation
    left_value: Decimal | None
    right_value: Decimal | None
    unit: str | None
    id: str = ""
    about: str = ""
    rule: str = ""
    plan_id: str | None = None
    sides: tuple[Side, ...] = ()
    numbers: dict[str, str] = field(default_factory=dict)
    state: DisagreementState = "open"
    decided: Decided | None = None

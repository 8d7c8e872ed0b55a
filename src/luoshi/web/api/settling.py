"""What a program settles about a task, and what it is told."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from luoshi.ledger.confirming import LONGEST_UNIT, MOST_UNITS
from luoshi.ledger.reasons import LONGEST_REASON
from luoshi.web.api.base import Form

Unit = Annotated[str, Field(min_length=1, max_length=LONGEST_UNIT)]


class Settling(Form):
    """A call that settles what was proposed about a task: what is left out is not settled.

    ``null``, or no unit, says that there is none; ``undo`` takes one decision back instead.
    """

    task_class: Literal["measured", "checkable", "continuing"] | None = None
    lead: Annotated[list[Unit], Field(max_length=MOST_UNITS)] | None = None
    deadline: Annotated[str, Field(max_length=40)] | None = None
    strength: Literal["确保", "达到", "力争", "争取", "探索"] | None = None
    undo: Literal["task_class", "lead", "deadline", "strength"] | None = None
    reason: Annotated[str, Field(min_length=1, max_length=LONGEST_REASON)]


class TaskSettled(Form):
    """What stands of a task after it was settled."""

    entry: int
    action: str
    task_class: str | None
    lead: list[str]
    lead_basis: str | None
    deadline: str | None
    strength: str | None
    settled: list[str]

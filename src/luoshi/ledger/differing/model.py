"""What two plans say, and how they differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from luoshi.vocabulary.words import Basis, Comparator, Measure

What = Literal["target", "baseline", "task"]
Kind = Literal["changed", "redated", "added", "dropped", "moved", "same"]
Rule = Literal["same-concept", "same-name", "like-name", "like-sentence", "same-text", "like-text"]
Relation = Literal["versions", "levels"]

KINDS: tuple[Kind, ...] = ("redated", "changed", "added", "dropped", "moved", "same")
"""What may have become of a target or a task, in the order in which it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words of a document and where they stand.

    Attributes:
        document: Key of the document in its ledger, else the file's name.
        start, end: Raw span of the words.
        sentence: The sentence or table row around them, in clean words.
    """

    document: str
    start: int
    end: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A baseline or a target of an indicator.

    Attributes:
        role: ``baseline`` or ``target``.
        period: ISO text, ``None`` where its words give none.
        kind: Of the target: ``level``, ``average_growth`` …
        written: As its words put it.
    """

    role: Literal["baseline", "target"]
    period: str | None
    value: Decimal | None
    upper: Decimal | None
    unit: str | None
    comparator: Comparator
    kind: str
    strength: str | None
    written: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """An indicator with its baseline and targets.

    Attributes:
        concept: Id of its concept, ``None`` where it is unknown.
        region: The place it is about; ``None``: that of the whole plan.
        slug: In addresses of its ledger.
    """

    name: str
    concept: str | None
    unit: str | None
    measure: Measure
    basis: Basis | None
    region: str | None
    attribute: str
    aims: tuple[Aim, ...]
    slug: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A special action, an item or a row of a task table.

    Attributes:
        form: ``special``, ``item`` or ``row``.
        box: Where it stands: box or section.
        slug: In addresses of its ledger.
    """

    name: str
    text: str
    form: str
    box: str
    deadline: str | None
    strength: str | None
    lead: tuple[str, ...]
    place: Place
    slug: str | None = None

    @property
    def words(self) -> str:
        """Its name and its text."""
        return f"{self.name}。{self.text}" if self.text else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two plans.

    Attributes:
        key: Slug of the plan in its ledger, else the file's name.
        region: The place it is about, ``None`` where that is not known.
    """

    key: str
    title: str
    region: str | None
    measured: tuple[Measured, ...]
    tasks: tuple[Task, ...]
    place_slug: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What of a target or a task is not the same: its old and its new form as text."""

    name: Literal[
        "name", "value", "comparator", "unit", "kind", "strength", "attribute", "period", "text", "deadline",
        "lead", "box",
    ]  # fmt: skip
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why it is doubtful that two things are the same.

    Attributes:
        code: ``act``: what is to be done with what is counted differs, as ``old`` and ``new`` say.
    """

    code: Literal["act"]
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of a target or a task.

    Attributes:
        name: The indicator's or the task's, as the newer plan has it.
        rule, score: Why the two were taken to be the same and how alike they are, 0 to 1; ``None`` where
            only one plan has it.
        fields: What is not the same.
        doubt: Why it is doubtful that the two are the same, ``None`` where nothing speaks against it.
    """

    what: What
    kind: Kind
    name: str
    old: Aim | Task | None
    new: Aim | Task | None
    fields: tuple[Field, ...] = ()
    rule: Rule | None = None
    score: float | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How two plans differ, target by target and task by task.

    Attributes:
        relation: ``versions`` of one place, or plans of two ``levels`` (places).
    """

    old: Side
    new: Side
    relation: Relation
    changes: tuple[Change, ...]

    def counts(self) -> dict[What, dict[Kind, int]]:
        """Return how many targets, baselines and tasks there are of each kind."""
        found = Counter((one.what, one.kind) for one in self.changes)
        return {what: {kind: found[what, kind] for kind in KINDS} for what in ("target", "baseline", "task")}

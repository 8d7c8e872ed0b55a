"""What the reading of a sentence passes around: a number with its words, and what it was read as."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from luoshi.statements.lexicon import tail_of
from luoshi.statements.quantity import Quantity
from luoshi.statements.time_model import Mention
from luoshi.vocabulary.words import Basis, Comparator, Direction, Measure

_SEPARATOR = re.compile(r"^\s*(?:[、，,]|以及|和|及|与|或)\s*")

_JOINT_END = re.compile(r"(?:、|以及|和|及|与)\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a sentence says with one number; ``Statement`` adds when, where and how sure.

    Attributes:
        noun: The name alone, for what the next clause leaves out.
        window: Clean offset where the clause begins.
        left_start: Clean offset where the words before the number begin.
        period: Period that the clause's own list gives this number (2024年、2025年…分别达).
    """

    quantity: Quantity
    rule: str
    measure: Measure = "level"
    direction: Direction | None = None
    basis: Basis | None = None
    comparator: Comparator = "eq"
    indicator: str | None = None
    noun: str = ""
    window: int = 0
    left_start: int = 0
    left: str = ""
    period: Mention | None = None
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class State:
    """What earlier clauses of a sentence leave for the later ones."""

    topic: str = ""
    topics: list[str] = field(default_factory=list)
    changing: Direction | None = None
    verb: str = ""
    prefix: str = ""
    theme: str = ""
    silent_clause: str = ""
    whole_clause: str = ""
    named: list[str] = field(default_factory=list)
    aiming: bool = False
    compared: bool = False
    times: list[Mention] = field(default_factory=list)
    rule: str = ""
    last: Reading | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A number in its clause with the words on both sides."""

    quantity: Quantity
    left: str
    right: str
    first: bool
    joined: bool
    base: bool
    compared: bool = False
    raw_left: str
    left_start: int


def left_of(gap: str) -> str:
    """Return what of the words between two numbers belongs to the second."""
    match = _SEPARATOR.match(gap)
    if match:
        return gap[match.end() :]
    if _JOINT_END.search(gap):
        return ""
    return gap[gap.rfind("、") + 1 :] if "、" in gap else gap


def right_of(gap: str) -> str:
    """Return what of the words between two numbers belongs to the first."""
    if _SEPARATOR.match(gap):
        return ""
    if joint := _JOINT_END.search(gap):
        return gap[: joint.start()]
    if "、" in gap:
        return gap[: gap.rfind("、")]
    tail = tail_of(gap)
    return tail.rest if tail.verb else gap

"""Shapes of what became of targets and tasks between two versions or levels of a plan."""

from __future__ import annotations

from luoshi.ledger.differing.model import Kind, Rule, What
from luoshi.vocabulary.words import Comparator
from luoshi.web.api.base import BothWords, Exact, Form, Listing


class Said(Form):
    """What one of the two plans says: a target with its value, or a task with its deadline."""

    document: str
    start: int
    end: int
    sentence: str
    period: str | None
    written: str | None
    value: Exact | None
    upper: Exact | None
    unit: str | None
    comparator: Comparator | None
    strength: str | None
    task: str | None


class Unlike(Form):
    """A part of a target or task that is not the same."""

    field: str
    old: str | None
    new: str | None


class Differs(Form):
    """What became of a target or a task."""

    what: What
    change: Kind
    name: str
    unlike: list[Unlike]
    words: BothWords
    rule: Rule | None
    likeness: Exact | None
    doubt: BothWords | None
    old: Said | None
    new: Said | None


class Difference(Listing):
    """A stretch of what became of targets and tasks."""

    items: list[Differs]

"""The pages that the head of every page links to."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.ledger.records import PlanView


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the head: an address and the key of its words."""

    path: str
    words: str


OF_A_PLAN: tuple[Entry, ...] = (
    Entry("", "cockpit.title"),
    Entry("/actions", "actions.title"),
)
"""Pages about a plan, below its address."""

MENU: tuple[Entry, ...] = (
    Entry("/demonstrations", "demonstrations.title"),
    Entry("/documents", "documents.title"),
    Entry("/quality", "quality.title"),
    Entry("/method", "method.title"),
)
"""Pages about the whole ledger."""


def base_of(plan: PlanView) -> str:
    """Return the address of a plan's first page, without the times."""
    return f"/{plan.place_slug}/{plan.slug}"


def menu(base: str | None) -> tuple[Entry, ...]:
    """Return the links of the head; ``base`` is the address of the plan they speak of."""
    if base is None:
        return MENU
    return (*(Entry(base + entry.path, entry.words) for entry in OF_A_PLAN), *MENU)

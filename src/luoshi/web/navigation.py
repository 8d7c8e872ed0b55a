"""The pages that the head of every page links to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the head: an address and the key of its words."""

    path: str
    words: str


MENU: tuple[Entry, ...] = (
    Entry("/documents", "documents.title"),
    Entry("/demonstrations", "demonstrations.title"),
)
"""Pages beside the cockpit, which the name at the left leads to."""

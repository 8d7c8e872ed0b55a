"""Where in a document's outline a stretch of text stands."""

from __future__ import annotations

from luoshi.documents.model import Document, Heading


def headings_above(document: Document, offset: int) -> list[Heading]:
    """Return the headings that govern a clean offset, the nearest first."""
    heading = document.heading_at(offset)
    chain: list[Heading] = []
    while heading is not None and len(chain) < 12:
        chain.append(heading)
        heading = None if heading.parent is None else document.outline[heading.parent]
    return chain


def section_title(document: Document, offset: int) -> str | None:
    """Return the nearest heading as printed, ``None`` above the first."""
    heading = document.heading_at(offset)
    return None if heading is None else document.text[heading.start : heading.end]

"""Where a person finds a stretch of clean text in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luoshi.documents.model import Document


def locate(document: Document, start: int, end: int) -> dict[str, Any]:
    """Return the paragraph (from 1) and the characters within it (from 1, inclusive)."""
    for number, block in enumerate(document.blocks, 1):
        if block.start <= start < block.end:
            return {"paragraph": number, "characters": [start - block.start + 1, end - block.start]}
    return {"characters": [start + 1, end]}

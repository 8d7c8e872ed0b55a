"""A file of any kind becomes a Document: raw and cleaned text, outline, tables, locators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luoshi.documents.reading import read, read_bytes, read_text

__all__ = ["read", "read_bytes", "read_text"]


def __getattr__(name: str) -> Any:
    """Import the readers only when one is asked for; the model is needed far more often."""
    if name in __all__:
        from luoshi.documents import reading

        return getattr(reading, name)
    raise AttributeError(name)

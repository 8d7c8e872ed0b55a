"""A file of any kind becomes a Document: raw and cleaned text, outline, tables, locators."""

from luoshi.documents.reading import read, read_bytes, read_text

__all__ = ["read", "read_bytes", "read_text"]

"""Canonical JSON (RFC 8785) of data without fractions, in which the journal is hashed."""

from __future__ import annotations

from typing import Any

import msgspec


def _as_plain(value: Any) -> str:
    """Return text of a kind of its own (a name of SQLAlchemy) as plain text."""
    if isinstance(value, str):
        return str(value)
    raise TypeError(f"{value!r} has no canonical form")


_ENCODER = msgspec.json.Encoder(order="sorted", enc_hook=_as_plain)


def canonical(value: Any) -> str:
    """Return the canonical form of JSON data that holds no fractions and whose keys are plain ASCII.

    Raises:
        UnicodeEncodeError: for text with half a character (a lone surrogate).
    """
    return canonical_bytes(value).decode()


def canonical_bytes(value: Any) -> bytes:
    """Return the canonical form in UTF-8.

    For such data msgspec's sorted form is the same text as that of ``rfc8785``, at a fiftieth of the time;
    the tests prove it.
    """
    return _ENCODER.encode(value)

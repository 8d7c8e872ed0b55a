"""Identity: what is read has an id made from what it is, what people enter a new one.

A UUIDv5 is the same wherever and whenever it is made from the same parts, so that building a folder twice
adds nothing twice. A UUIDv7 is new and sorts by time.
"""

from __future__ import annotations

from functools import cache
from uuid import NAMESPACE_URL, UUID, uuid5

from luoshi.ledger.canonical import canonical

_ROOT = uuid5(NAMESPACE_URL, "urn:luoshi:ledger")


def named(kind: str, *parts: str | int | None) -> str:
    """Return the UUIDv5 of a kind of thing with these parts; different parts never collide."""
    return str(uuid5(_namespace(kind), canonical(list(parts))))


@cache
def _namespace(kind: str) -> UUID:
    return uuid5(_ROOT, kind)


def entered() -> str:
    """Return a new UUIDv7 for what a person enters."""
    from uuid_utils import uuid7

    return str(uuid7())


def place_id(code: str | None, name: str) -> str:
    """Return the id of a place: by its administrative code where it has one, else by its name."""
    return named("place", code, None if code else name)


def document_id(key: str) -> str:
    """Return the id of a document with this stable key."""
    return named("document", key)


def edition_id(document: str, sha256: str) -> str:
    """Return the id of the state of a document that has these bytes."""
    return named("edition", document, sha256)


def anchor_id(edition: str, start: int, end: int, ordinal: int = 0) -> str:
    """Return the UUIDv5 under the edition of raw start, raw end and ordinal."""
    return str(uuid5(UUID(edition), f"{start}-{end}-{ordinal}"))


def reading_id(anchor: str, author: str, version: int = 1) -> str:
    """Return the id of an author's nth reading of an anchor."""
    return named("reading", anchor, author, version)


def version_id(table: str, subject: str, version: int = 1) -> str:
    """Return the id of the nth row of a table that tells about a subject (``plan_detail`` of a plan)."""
    return named(table, subject, version)

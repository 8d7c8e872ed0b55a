"""Identity: what is read has an id made from what it is, what people enter a new one.

A UUIDv5 is the same wherever and whenever it is made from the same parts, so that building a folder twice
adds nothing twice. A UUIDv7 is new and sorts by time.
"""

from __future__ import annotations

import hashlib
from functools import cache
from uuid import NAMESPACE_URL, UUID, uuid5

from luoshi.ledger.canonical import canonical_bytes

_ROOT = uuid5(NAMESPACE_URL, "urn:luoshi:ledger")


def named(kind: str, *parts: str | int | None) -> str:
    """Return the UUIDv5 of a kind of thing with these parts; different parts never collide.

    Written out (RFC 9562, section 5.5) because it takes half the time of ``uuid.uuid5``.
    """
    digest = bytearray(hashlib.sha1(_namespace(kind) + canonical_bytes(parts)).digest()[:16])  # noqa: S324
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@cache
def _namespace(kind: str) -> bytes:
    return uuid5(_ROOT, kind).bytes


def part_slug(task: str, number: int) -> str:
    """Return the short name, in addresses, of a part of a task."""
    return f"{task}.{number}"


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

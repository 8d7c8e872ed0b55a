"""Signed closings: what stands in the journal so far is signed with a key that is kept elsewhere.

A closing is an entry without rows. Its reason holds number and hash of the last entry before it, the public
key and the signature (Ed25519, RFC 8032) over both. Whoever rewrites the journal can make all hashes fit
again, but not the signatures.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection

from luoshi.errors import LuoshiError, Problem
from luoshi.ledger import journal
from luoshi.ledger.canonical import canonical
from luoshi.ledger.records import Entry

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_MARK = "封账 / closed: "
_PURPOSE = b"luoshi closing 1\n"
_RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw
_PEM = serialization.Encoding.PEM


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A signature over the journal up to an entry.

    Attributes:
        number: The last entry that it covers.
        hash: That entry's.
        key: The public key, hexadecimal.
        signature: Hexadecimal.
    """

    number: int
    hash: str
    key: str
    signature: str

    def is_signed(self) -> bool:
        """Return whether the signature is the key's."""
        try:
            public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key))
            public.verify(bytes.fromhex(self.signature), _signed(self.number, self.hash))
        except (InvalidSignature, ValueError):
            return False
        return True


def _signed(number: int, digest: str) -> bytes:
    return _PURPOSE + canonical({"hash": digest, "number": number}).encode()


def new_key(path: Path) -> Path:
    """Make a pair of keys: the private one in a file that only its owner reads, the public one beside it.

    Returns:
        The file of the public key, ``NAME.pub``.

    Raises:
        LuoshiError: ``file-exists``.
    """
    public_path = path.with_name(path.name + ".pub")
    for file in (path, public_path):
        if file.exists():
            raise LuoshiError("file-exists", path=str(file))
    key = Ed25519PrivateKey.generate()
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as private:
        private.write(key.private_bytes(_PEM, *plain))
    info = serialization.PublicFormat.SubjectPublicKeyInfo
    public_path.write_bytes(key.public_key().public_bytes(_PEM, info))
    return public_path


def public_key(path: Path) -> str:
    """Return the public key of a file, hexadecimal; raises ``key-unusable``."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise LuoshiError("key-unusable", path=str(path)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise LuoshiError("key-unusable", path=str(path))
    return key.public_bytes(*_RAW).hex()


def _private_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (OSError, ValueError, TypeError) as error:
        raise LuoshiError("key-unusable", path=str(path)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise LuoshiError("key-unusable", path=str(path))
    return key


def close(ledger: Ledger, key_file: Path, *, actor: str) -> Entry | None:
    """Sign the journal as it stands; ``None`` when there is nothing to sign.

    Raises:
        LuoshiError: ``key-unusable``, and what ``Ledger.append`` raises.
    """
    key = _private_key(key_file)
    last = ledger.head()
    if last is None:
        return None
    said = {
        "hash": last.hash,
        "key": key.public_key().public_bytes(*_RAW).hex(),
        "number": last.number,
        "signature": key.sign(_signed(last.number, last.hash)).hex(),
    }
    return ledger.append([], actor=actor, reason=_MARK + canonical(said))


def closings(connection: Connection) -> Iterator[tuple[int, Closing | None]]:
    """Yield the entries that close the journal, with what they say; ``None`` where that cannot be read."""
    for entry in journal.sealed(connection):
        if entry.rows or not entry.reason.startswith(_MARK):
            continue
        try:
            yield entry.number, Closing(**json.loads(entry.reason.removeprefix(_MARK)))
        except (ValueError, TypeError):
            yield entry.number, None


def problems(connection: Connection, key: str | None) -> Iterator[Problem]:
    """Find closings that do not hold, and that none is there by a key that should have closed the journal."""
    found = list(closings(connection))
    hashes = {entry.number: entry.hash for entry in journal.sealed(connection)} if found else {}
    for number, made in found:
        wrong = _wrong(number, made, hashes)
        if wrong:
            yield Problem(code="verify-closing", detail={"number": number, "what": wrong})
    if key is not None and not any(made and made.key == key for _, made in found):
        yield Problem(code="verify-closing-missing", detail={"key": key})


def _wrong(number: int, made: Closing | None, hashes: dict[int, str]) -> str | None:
    if made is None or made.number >= number:
        return "form"
    if hashes.get(made.number) != made.hash:
        return "hash"
    return None if made.is_signed() else "signature"


def last_closed(ledger: Ledger, key: str) -> tuple[int, int]:
    """Return how many closings a key signed, and the last entry they cover; zeros when there is none."""
    with ledger.reading() as connection:
        mine = [made.number for _, made in closings(connection) if made and made.key == key]
    return len(mine), max(mine, default=0)

"""Keys of second factors are kept sealed: AES-256-GCM (NIST SP 800-38D) with a key outside the access store.

Unlike a password such a key has to be read again, so that a hash will not do. What is sealed names the key
it was sealed with and is bound to its account: in the row of another account it does not open.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from luoshi.errors import LuoshiError

VARIABLE = "LUOSHI_KEY"
"""Names the file of the key."""

_MARK = "sealed"
_KEY_BYTES, _NONCE_BYTES = 32, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Where the key lies; it is read when something is sealed or opened, and made when first needed."""

    file: Path

    def close(self, secret: str, owner: str) -> str:
        """Return a secret sealed for its owner; makes the key where there is none.

        Raises:
            LuoshiError: ``access-key-invalid``, ``access-key-missing`` where none can be made.
        """
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = self._key() if self.file.exists() else self._new_key()
        nonce = secrets.token_bytes(_NONCE_BYTES)
        kept = nonce + AESGCM(key).encrypt(nonce, secret.encode(), owner.encode())
        return f"{_MARK}:{_name(key)}:{base64.b64encode(kept).decode()}"

    def open(self, kept: str, owner: str) -> str:
        """Return what was sealed for an owner.

        Raises:
            LuoshiError: ``access-key-missing``; ``access-key-other`` for another key than the one it was
                sealed with, or for what was changed or moved since; ``access-key-invalid``.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        key = self._key()
        name, _, text = kept.removeprefix(f"{_MARK}:").partition(":")
        if name != _name(key):
            raise LuoshiError("access-key-other", path=str(self.file))
        try:
            whole = base64.b64decode(text, validate=True)
            opened = AESGCM(key).decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], owner.encode())
        except (InvalidTag, ValueError) as error:
            raise LuoshiError("access-key-other", path=str(self.file)) from error
        return opened.decode()

    def _key(self) -> bytes:
        try:
            key = base64.b64decode(self.file.read_text(encoding="ascii").strip(), validate=True)
        except OSError as error:
            raise LuoshiError("access-key-missing", path=str(self.file)) from error
        except (binascii.Error, ValueError) as error:
            raise LuoshiError("access-key-invalid", path=str(self.file)) from error
        if len(key) != _KEY_BYTES:
            raise LuoshiError("access-key-invalid", path=str(self.file))
        return key

    def _new_key(self) -> bytes:
        """Make the key; of several who do so at the same time the first one's holds."""
        beside = self.file.with_name(f".{self.file.name}.{secrets.token_hex(8)}")
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as out:
                out.write(base64.b64encode(secrets.token_bytes(_KEY_BYTES)) + b"\n")
                out.flush()
                os.fsync(out.fileno())
            try:
                os.link(beside, self.file)
            except FileExistsError:
                pass
            finally:
                beside.unlink()
        except OSError as error:
            raise LuoshiError("access-key-missing", path=str(self.file)) from error
        return self._key()


def is_sealed(kept: str) -> bool:
    """Say whether a text is sealed; layouts before the second kept keys as they are."""
    return kept.startswith(f"{_MARK}:")


def key_file(store: Path | None) -> Path:
    """Return where the key is: what LUOSHI_KEY names, else beside the store's file, else the user's state."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if store is not None:
        return store.with_suffix(".key")
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "luoshi" / "access.key"


def _name(key: bytes) -> str:
    """Return what tells keys apart and gives nothing of them away."""
    return hashlib.sha256(b"luoshi access key\n" + key).hexdigest()[:16]

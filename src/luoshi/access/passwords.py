"""Passwords: what may be one, and how it is kept and checked.

Kept as argon2id with the parameters of RFC 9106 for little memory. What may be a password follows
NIST SP 800-63B, 5.1.1.2: length counts, rules about kinds of characters do not.
"""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from luoshi.errors import LuoshiError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST, MOST = 12, 128
"""Characters of a password."""

_FEWEST_DIFFERENT = 6
_AT_ONCE = BoundedSemaphore(4)
"""Each check takes 64 MiB; more at once than this wait for their turn."""


def check_new(password: str, name: str) -> None:
    """Raise ``password-weak`` for a password that is short, long, monotonous or made of the name."""
    if (
        not LEAST <= len(password) <= MOST
        or len(set(password)) < _FEWEST_DIFFERENT
        or name.casefold() in password.casefold()
    ):
        raise LuoshiError("password-weak", least=LEAST, most=MOST, different=_FEWEST_DIFFERENT)


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    with _AT_ONCE:
        return _hasher().hash(password)


def matches(kept: str | None, password: str) -> bool:
    """Say whether a password is the kept one; takes as long where there is none."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    if len(password) > MOST:
        return False
    with _AT_ONCE:
        try:
            return _hasher().verify(kept or _stand_in(), password) and kept is not None
        except (Argon2Error, InvalidHashError):
            return False


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher, profiles

    return PasswordHasher.from_parameters(profiles.RFC_9106_LOW_MEMORY)


@cache
def _stand_in() -> str:
    """Return the hash that is checked where an account does not exist."""
    return _hasher().hash("nobody has this password")

"""Secrets that a person or a program carries: made here, kept as their sha256 only."""

from __future__ import annotations

import hashlib
import secrets


def new_secret() -> str:
    """Return 256 random bits as text that fits an address."""
    return secrets.token_urlsafe(32)


def new_code() -> str:
    """Return 80 random bits as a code a person can copy: ``abcd-efgh-…`` without 0, 1, i, l and o."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    drawn = "".join(secrets.choice(letters) for _ in range(16))
    return "-".join(drawn[start : start + 4] for start in range(0, 16, 4))


def kept(secret: str) -> str:
    """Return what is kept of a secret; these have too many bits to be guessed from it."""
    return hashlib.sha256(secret.strip().encode()).hexdigest()

"""The reason that a person gives for a decision."""

from __future__ import annotations

from luoshi.errors import LuoshiError

LONGEST_REASON = 2000
"""Characters."""


def refuse_reason(reason: str) -> None:
    """Refuse no reason and one that is too long.

    Raises:
        LuoshiError: ``decision-without-reason``, ``decision-reason-long``.
    """
    if not reason.strip():
        raise LuoshiError("decision-without-reason")
    if len(reason) > LONGEST_REASON:
        raise LuoshiError("decision-reason-long", limit=LONGEST_REASON)

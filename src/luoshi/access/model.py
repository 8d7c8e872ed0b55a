"""Roles, accounts, and who is calling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self


class Role(StrEnum):
    """What an account may be; the first three are kept apart from each other and from business.

    The separation of system administration, security administration and audit (三员分立) follows
    GB/T 22239-2019, 8.1.5.
    """

    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDITOR = "auditor"
    PLANNER = "planner"
    REPORTER = "reporter"
    APPROVER = "approver"
    SUPERVISOR = "supervisor"
    ASSESSOR = "assessor"
    READER = "reader"
    PUBLIC = "public"


ADMINISTRATION: frozenset[Role] = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
"""No account holds two of these, nor one of them together with a role of business."""

BUSINESS: frozenset[Role] = frozenset(
    {Role.PLANNER, Role.REPORTER, Role.APPROVER, Role.SUPERVISOR, Role.ASSESSOR, Role.READER}
)
"""Roles that read the working ledger."""

EVERYBODY: frozenset[Role] = frozenset(Role)

LOCAL = "local"
"""Name of whoever sits at the machine that serves a ledger without accounts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as others may see it; never its password or its keys.

    Attributes:
        id: UUIDv7; the ledger names it as actor.
        name: What its holder signs in with.
        locked_until: No sign-in before this moment, ``None`` when it is not locked.
        disabled: Whether it may not be used at all.
    """

    id: str
    name: str
    shown_name: str
    mail: str | None = None
    roles: frozenset[Role] = frozenset()
    totp: bool = False
    locked_until: datetime | None = None
    disabled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who calls a route.

    Attributes:
        account_id: ``None`` for someone who has not signed in.
        name: Of the account, ``local`` at the machine itself, ``public`` for anybody.
        roles: What the caller may be, at this moment.
        posts: Ids of the posts the caller holds today.
        indicators: The only indicators and tasks a token may write, ``None`` without such a limit.
    """

    account_id: str | None
    name: str
    roles: frozenset[Role]
    posts: frozenset[str] = frozenset()
    indicators: frozenset[str] | None = None
    by_token: bool = False

    @classmethod
    def at_the_machine(cls) -> Self:
        """Return who uses a ledger without accounts on the machine that serves it."""
        return cls(account_id=None, name=LOCAL, roles=BUSINESS | {Role.AUDITOR})

    @classmethod
    def anybody(cls, *roles: Role) -> Self:
        """Return someone who has not signed in; ``roles`` beyond that of the public."""
        return cls(account_id=None, name="public", roles=frozenset({Role.PUBLIC, *roles}))

    @property
    def actor(self) -> str:
        """What the journal names as who wrote: the account's id, never a person's name."""
        return self.account_id or self.name

    def has(self, *roles: Role) -> bool:
        """Say whether the caller has one of these roles."""
        return not self.roles.isdisjoint(roles)

    def may_write(self, indicator: str) -> bool:
        """Say whether the caller's token, if any, covers an indicator."""
        return self.indicators is None or indicator in self.indicators


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCaller:
    """Who calls with a secret, and until when that holds if nothing is done to accounts meanwhile."""

    caller: Caller
    until: datetime

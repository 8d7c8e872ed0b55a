"""Who may call each route. A path that is not in this table is not served.

Without accounts nobody can be told apart: everybody reads, and a route that writes is open only while the
pages are served on the loopback interface. As soon as there are accounts, a caller needs a role for what the
working ledger holds.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from starlette.requests import Request

from luoshi.access import BUSINESS, Caller, Role
from luoshi.access.model import LOCAL
from luoshi.errors import LuoshiError


class Act(Enum):
    """What a route does to the ledger."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table: a path as its route declares it, its methods, what it does and for whom.

    Attributes:
        roles: A caller needs one of them.
    """

    path: str
    methods: frozenset[str] = frozenset({"GET"})
    act: Act = Act.READ
    roles: frozenset[Role] = BUSINESS


def reads(*paths: str, roles: frozenset[Role] = BUSINESS) -> tuple[Rule, ...]:
    """Return rules for paths that these roles may read."""
    return tuple(Rule(path=path, roles=roles) for path in paths)


def writes(*paths: str, roles: Iterable[Role], methods: Iterable[str] = ("POST",)) -> tuple[Rule, ...]:
    """Return rules for paths by which these roles change something."""
    return tuple(
        Rule(path=path, methods=frozenset(methods), act=Act.WRITE, roles=frozenset(roles)) for path in paths
    )


TABLE: tuple[Rule, ...] = reads(
    "/",
    "/healthz",
    "/plans",
    "/api/v1",
    "/api/v1/openapi.json",
    "/api/v1/places",
    "/api/v1/plans",
    "/api/v1/plans/{place}/{plan}",
    "/api/v1/plans/{place}/{plan}/indicators",
    "/api/v1/plans/{place}/{plan}/indicators/{indicator}",
    "/api/v1/plans/{place}/{plan}/indicators/{indicator}/explanation",
    "/api/v1/plans/{place}/{plan}/indicators/{indicator}/history",
    "/api/v1/plans/{place}/{plan}/results",
    "/api/v1/plans/{place}/{plan}/observations",
    "/api/v1/plans/{place}/{plan}/actions",
    "/api/v1/plans/{place}/{plan}/disagreements",
    "/api/v1/plans/{place}/{plan}/gaps",
    "/api/v1/plans/{place}/{plan}/links",
    "/api/v1/documents",
    "/api/v1/documents/{key}",
    "/api/v1/statements",
    "/api/v1/achievements",
    "/api/v1/promises",
    "/api/v1/search",
    "/api/v1/journal",
    "/api/v1/corrections",
    "/api/{path:path}",
    "/search",
    "/demonstrations",
    "/documents",
    "/method",
    "/quality",
    "/corrections",
    "/documents/{key}",
    "/documents/{key}/original",
    "/{place}/{plan}",
    "/{place}/{plan}/downloads/{file}",
    "/{place}/{plan}/actions",
    "/{place}/{plan}/{indicator}",
    "/{place}/{plan}/{indicator}/chart.json",
    "/{place}/{plan}/{indicator}/history",
)


def is_loopback(host: str) -> bool:
    """Say whether an address to listen on can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def rule_of(path: str, method: str) -> Rule | None:
    """Return the row of a route, ``None`` where the table does not know it."""
    return next((rule for rule in TABLE if rule.path == path and method in rule.methods), None)


def refuse_undeclared(routes: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Raise ``RuntimeError`` naming each route that the table does not know."""
    unknown = [
        f"{method} {path}"
        for path, methods in routes
        for method in sorted(methods)
        if rule_of(path, method) is None
    ]
    if unknown:
        raise RuntimeError(f"routes without a row in access.TABLE: {', '.join(unknown)}")


def current(request: Request) -> Caller:
    """Return who calls: found once for a request and kept with it."""
    if not hasattr(request.state, "caller"):
        local = request.app.state.may_write
        request.state.caller = Caller.at_the_machine() if local else Caller.anybody(Role.READER)
    caller: Caller = request.state.caller
    return caller


def guard(request: Request) -> None:
    """Refuse a call that the table does not allow; raises ``write-refused`` or ``role-missing``."""
    rule = rule_of(request.scope["route"].path, request.method)
    caller = current(request)
    if rule is None or (rule.act is Act.WRITE and caller.account_id is None and caller.name != LOCAL):
        raise LuoshiError("write-refused")
    if not caller.has(*rule.roles):
        raise LuoshiError("role-missing")

"""Who may call each route. A path that is not in this table is not served.

Until there are accounts nobody can be told apart, so a route that writes is open only while the pages are
served on the loopback interface: beyond it every writing route is refused.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from starlette.requests import Request

from luoshi.errors import LuoshiError


class Act(Enum):
    """What a route does to the ledger."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table: a path as its route declares it, its methods and what it does."""

    path: str
    methods: frozenset[str] = frozenset({"GET"})
    act: Act = Act.READ


def reads(*paths: str) -> tuple[Rule, ...]:
    """Return rules for paths that anybody may read."""
    return tuple(Rule(path=path) for path in paths)


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
    "/api/{path:path}",
    "/search",
    "/demonstrations",
    "/documents",
    "/method",
    "/quality",
    "/documents/{key}",
    "/documents/{key}/original",
    "/{place}/{plan}",
    "/{place}/{plan}/downloads/{file}",
    "/{place}/{plan}/actions",
    "/{place}/{plan}/{indicator}",
    "/{place}/{plan}/{indicator}/chart.json",
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


def guard(request: Request) -> None:
    """Refuse a call that the table does not allow; raises ``write-refused``."""
    rule = rule_of(request.scope["route"].path, request.method)
    if rule is None or (rule.act is Act.WRITE and not request.app.state.may_write):
        raise LuoshiError("write-refused")

"""Who may call each route. A path that is not in this table is not served.

Without accounts nobody can be told apart: everybody reads, and a route that writes is open only while the
pages are served on the loopback interface. As soon as there are accounts, a caller needs a role for what the
working ledger holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from starlette.requests import Request

from luoshi.access import BUSINESS, EVERYBODY, Caller, Role
from luoshi.access.model import LOCAL
from luoshi.errors import LuoshiError
from luoshi.web.gate import Gate, Mode


class Act(Enum):
    """What a route does to the ledger."""

    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One row of the table: a path as its route declares it, its methods, what it does and for whom.

    Attributes:
        roles: A caller needs one of them.
        signed_in: Whether a caller needs an account as well.
        released: Whether a published copy has it.
        inside: Whether a caller must be known: signed in, or at the machine that serves a ledger without
            accounts.
    """

    path: str
    methods: frozenset[str] = frozenset({"GET"})
    act: Act = Act.READ
    roles: frozenset[Role] = BUSINESS
    signed_in: bool = False
    released: bool = False
    inside: bool = False


def reads(
    *paths: str,
    roles: frozenset[Role] = BUSINESS,
    signed_in: bool = False,
    released: bool = False,
    inside: bool = False,
) -> tuple[Rule, ...]:
    """Return rules for paths that these roles may read."""
    made = Rule(path="", roles=roles, signed_in=signed_in, released=released, inside=inside)
    return tuple(replace(made, path=path) for path in paths)


def writes(
    *paths: str, roles: Iterable[Role], methods: Iterable[str] = ("POST",), signed_in: bool = False
) -> tuple[Rule, ...]:
    """Return rules for paths by which these roles change something."""
    own, allowed = frozenset(methods), frozenset(roles)
    return tuple(
        Rule(path=path, methods=own, act=Act.WRITE, roles=allowed, signed_in=signed_in) for path in paths
    )


RELEASED: tuple[Rule, ...] = reads(
    "/",
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
    "/api/v1/plans/{place}/{plan}/indicators/{indicator}/parts",
    "/api/v1/plans/{place}/{plan}/indicators/{indicator}/then",
    "/api/v1/plans/{place}/{plan}/history",
    "/api/v1/plans/{place}/{plan}/relations",
    "/api/v1/plans/{place}/{plan}/results",
    "/api/v1/plans/{place}/{plan}/observations",
    "/api/v1/plans/{place}/{plan}/actions",
    "/api/v1/plans/{place}/{plan}/diff",
    "/api/v1/plans/{place}/{plan}/disagreements",
    "/api/v1/plans/{place}/{plan}/gaps",
    "/api/v1/plans/{place}/{plan}/links",
    "/api/v1/documents",
    "/api/v1/documents/{key}",
    "/api/v1/documents/{key}/numbers",
    "/api/v1/statements",
    "/api/v1/achievements",
    "/api/v1/promises",
    "/api/v1/search",
    "/api/v1/journal",
    "/api/v1/corrections",
    "/api/v1/totals",
    "/api/{path:path}",
    "/search",
    "/demonstrations",
    "/projects",
    "/api/v1/projects",
    "/documents",
    "/method",
    "/quality",
    "/corrections",
    "/totals",
    "/documents/{key}",
    "/documents/{key}/original",
    "/documents/{key}/pages/{number}",
    "/documents/{key}/pages/{number}/picture",
    "/{place}/{plan}",
    "/{place}/{plan}/downloads/{file}",
    "/{place}/{plan}/actions",
    "/{place}/{plan}/actions/{task}",
    "/{place}/{plan}/disagreements",
    "/{place}/{plan}/diff",
    "/{place}/{plan}/{indicator}",
    "/{place}/{plan}/about",
    "/{place}/{plan}/{indicator}/chart.json",
    "/{place}/{plan}/{indicator}/history",
    released=True,
)
"""What reads the facts of a ledger; a published copy has it, too."""

OFFICES: frozenset[Role] = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})

PEOPLE: tuple[Rule, ...] = (
    *reads("/sign-in", "/sign-in/provider", "/sign-in/back", "/set-password", roles=EVERYBODY),
    *writes("/sign-in", "/set-password", roles=EVERYBODY),
    *reads("/account", roles=EVERYBODY, signed_in=True),
    *writes(
        "/sign-out",
        "/account/password",
        "/account/second-factor",
        "/account/second-factor/confirm",
        "/account/second-factor/remove",
        "/account/tokens",
        "/account/tokens/{token}/revoke",
        roles=EVERYBODY,
        signed_in=True,
    ),
    *reads("/people", "/people/{account}", roles=OFFICES, signed_in=True),
    *writes(
        "/people",
        "/people/{account}/close",
        "/people/{account}/open",
        "/people/{account}/reset",
        "/people/{account}/erase",
        roles={Role.SYSTEM_ADMIN},
        signed_in=True,
    ),
    *writes(
        "/people/{account}/roles",
        "/people/{account}/posts",
        "/people/{account}/handover",
        roles={Role.SECURITY_ADMIN},
        signed_in=True,
    ),
    *reads("/audit", "/audit/accounts", "/audit/{number}", roles=frozenset({Role.AUDITOR})),
)
"""Accounts and the operation log."""


REPORTING = frozenset({Role.PLANNER, Role.REPORTER, Role.APPROVER, Role.SUPERVISOR})
"""Who has to do with what units report."""

LOOKING_ON: tuple[Rule, ...] = reads(
    "/{place}/{plan}/rollup",
    "/compare",
    "/api/v1/compare",
    "/api/v1/plans/{place}/{plan}/rollup",
    "/api/v1/plans/{place}/{plan}/composites",
    "/api/v1/plans/{place}/{plan}/indicators/{indicator}/whatif",
    "/api/v1/plans/{place}/{plan}/indicators/{indicator}/reported",
)
"""What people inside look at; a published copy has none of it."""

OUTLOOK = "/{place}/{plan}/outlook"
LOOKING_AHEAD: tuple[Rule, ...] = reads(
    OUTLOOK,
    "/{place}/{plan}/outlook/paper",
    "/api/v1/plans/{place}/{plan}/outlook",
    "/api/v1/plans/{place}/{plan}/indicators/{indicator}/outlook",
    "/api/v1/plans/{place}/{plan}/indicators/{indicator}/outlook/explanation",
    inside=True,
)
"""The outlook, which is internal: nobody sees it who is not known."""

COLLECTING: tuple[Rule, ...] = (
    *reads(
        "/collect",
        "/collect/form",
        "/collect/workbook",
        "/collect/periods",
        "/collect/submissions/{identity}",
        "/collect/submissions/{identity}/evidence/{evidence}",
        roles=REPORTING,
    ),
    *writes("/collect/form", "/collect/upload", "/api/v1/submissions", roles={Role.REPORTER}),
    *writes(
        "/collect/submissions/{identity}", roles={Role.REPORTER, Role.APPROVER, Role.PLANNER, Role.SUPERVISOR}
    ),
    *writes("/collect/periods", roles={Role.PLANNER, Role.APPROVER}),
    *reads("/review", "/review/add", roles=frozenset({Role.PLANNER})),
    *writes("/review", roles={Role.PLANNER}),
    *reads("/projects/decisions", roles=frozenset({Role.PLANNER})),
    *writes("/projects", roles={Role.PLANNER}),
    *reads("/owners", "/gaps", "/gaps.csv"),
    *reads("/report/{secret}", roles=EVERYBODY),
    *writes("/report/{secret}", roles=EVERYBODY),
)
"""What units report, who decides on it, and what is missing."""

TABLE: tuple[Rule, ...] = (
    *reads("/healthz", roles=EVERYBODY, released=True),
    *PEOPLE,
    *RELEASED,
    *writes("/{place}/{plan}/disagreements", roles=(Role.PLANNER, Role.SUPERVISOR)),
    *writes(
        "/{place}/{plan}/actions/{task}",
        "/api/v1/plans/{place}/{plan}/actions/{task}",
        roles=(Role.PLANNER,),
    ),
    *COLLECTING,
    *LOOKING_ON,
    *LOOKING_AHEAD,
)


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
        request.state.caller = gate_of(request).caller(request)
    caller: Caller = request.state.caller
    return caller


def gate_of(request: Request) -> Gate:
    """Return the gate of the pages."""
    gate: Gate = request.app.state.gate
    return gate


def refusal(rule: Rule | None, caller: Caller, mode: Mode) -> str | None:
    """Return the code of why a call is refused, ``None`` where it is allowed."""
    if rule is None:
        return "write-refused"
    if mode is Mode.COPY:
        return None if rule.released else "not-released"
    if rule.act is Act.WRITE and mode is not Mode.ACCOUNTS and caller.name != LOCAL:
        return "write-refused"
    unknown = caller.account_id is None and caller.name != LOCAL
    needs_account = (rule.signed_in and caller.account_id is None) or (rule.inside and unknown)
    if caller.has(*rule.roles) and not needs_account:
        return None
    return "sign-in-needed" if mode is Mode.ACCOUNTS and caller.account_id is None else "role-missing"


def looks_ahead(request: Request) -> bool:
    """Say whether a caller may see the outlook, which no published copy and nobody unknown does."""
    return refusal(rule_of(OUTLOOK, "GET"), current(request), gate_of(request).mode()) is None


def may_send(request: Request, path: str) -> bool:
    """Say whether a caller may send the form of a path, so that it is shown to nobody else."""
    if request.app.state.read_only:
        return False
    return refusal(rule_of(path, "POST"), current(request), gate_of(request).mode()) is None


def guard(request: Request) -> None:
    """Refuse a call that the table does not allow; raises what ``refusal`` names."""
    rule = rule_of(request.scope["route"].path, request.method)
    code = refusal(rule, current(request), gate_of(request).mode())
    if code:
        raise LuoshiError(code)

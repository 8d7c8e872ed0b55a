"""The pages that the head of every page links to."""

from __future__ import annotations

from dataclasses import dataclass

from luoshi.access import BUSINESS, Caller, Role
from luoshi.ledger.records import PlanView
from luoshi.web.access import refusal, rule_of
from luoshi.web.gate import Mode


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the head: an address and the key of its words."""

    path: str
    words: str


OF_A_PLAN: tuple[Entry, ...] = (
    Entry("", "cockpit.title"),
    Entry("/actions", "actions.title"),
)
"""Pages about a plan, below its address."""

MENU: tuple[Entry, ...] = (
    Entry("/demonstrations", "demonstrations.title"),
    Entry("/projects", "projects.title"),
    Entry("/documents", "documents.title"),
    Entry("/quality", "quality.title"),
    Entry("/review", "review.title"),
    Entry("/method", "method.title"),
    Entry("/collect", "collect.title"),
)
"""Pages about the whole ledger; who may not call one does not see its link."""


def base_of(plan: PlanView) -> str:
    """Return the address of a plan's first page, without the times."""
    return f"/{plan.place_slug}/{plan.slug}"


def reads_facts(caller: Caller, mode: Mode) -> bool:
    """Say whether a caller may read what the ledger holds: no administrator may, nor anybody unknown."""
    return mode is not Mode.ACCOUNTS or caller.has(*BUSINESS)


def menu(base: str | None, caller: Caller, mode: Mode) -> tuple[Entry, ...]:
    """Return the links of the head; ``base`` is the address of the plan they speak of."""
    found: list[Entry] = []
    if reads_facts(caller, mode):
        found += [Entry(base + entry.path, entry.words) for entry in OF_A_PLAN] if base is not None else []
        found += [one for one in MENU if refusal(rule_of(one.path, "GET"), caller, mode) is None]
    if mode is Mode.ACCOUNTS and caller.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        found.append(Entry("/people", "people.title"))
    if mode is not Mode.COPY and caller.has(Role.AUDITOR):
        found.append(Entry("/audit", "people.audit"))
    if mode is Mode.ACCOUNTS and caller.has(Role.AUDITOR):
        found.append(Entry("/audit/accounts", "people.audit_accounts"))
    return tuple(found)

"""A ledger with accounts, one for each role, and browsers that are signed in with them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from luoshi.access import Role, accounts, sessions, signing_in
from luoshi.access.store import AccessStore
from luoshi.web.app import create_app
from luoshi.web.gate import SESSION, SESSION_SECURE
from tests.web.conftest import HERE, NOW

PASSWORD = "correct horse battery"
SITE = "https://ledger.example"
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
ROLES = tuple(role for role in Role if role is not Role.PUBLIC)


@dataclass(slots=True)
class Staffed:
    """A served ledger with its accounts.

    Attributes:
        ids: Id of the account of each role; its name is that of the role.
    """

    app: FastAPI
    store: AccessStore
    ids: dict[Role, str]

    def browser(self, role: Role | None = None, base: str = SITE) -> TestClient:
        """Return a browser that is signed in with a role, or not at all."""
        client = TestClient(self.app, base_url=base, headers={"accept-language": "zh-CN"})
        if role is not None:
            with self.store.writing() as connection:
                secret = sessions.start(self.store, connection, self.ids[role], how="password")
            client.cookies.set(SESSION_SECURE if base == SITE else SESSION, secret)
        return client


def staffed(
    ledger: Path,
    clock: Callable[[], datetime] = lambda: NOW,
    host: str = "0.0.0.0",
    roles: Collection[Role] = ROLES,
) -> Staffed:
    """Serve a ledger with an account for each of some roles, the security administrator's first."""
    store = AccessStore.open(ledger, create=True, clock=clock)
    assert store
    ids = {}
    for role in sorted({*roles, Role.SECURITY_ADMIN}, key=lambda one: one is not Role.SECURITY_ADMIN):
        made, code = accounts.add(store, str(role).replace("_", "."), by="local", roles=[role])
        signing_in.set_password(store, code, PASSWORD)
        ids[role] = made.id
    app = create_app(ledger, host=host, clock=clock)
    return Staffed(app=app, store=store, ids=ids)


__all__ = ["HERE", "PASSWORD", "QUICK", "ROLES", "SITE", "Staffed", "staffed"]

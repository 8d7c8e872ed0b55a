"""A city with units, posts, accounts and schedules, and browsers of its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from fastapi.testclient import TestClient

from luoshi.access import Role, accounts, posts, sessions, tokens
from luoshi.access.store import AccessStore
from luoshi.collection.appointing import appoint
from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.collection import office
from tests.ledger.folder import write_folder

NOW = datetime(2026, 2, 10, 4, 0, tzinfo=UTC)
HERE = "http://127.0.0.1:8000"
PEOPLE = {
    "zhang": (Role.REPORTER, "tjj/reporter"),
    "li": (Role.APPROVER, "tjj/checker"),
    "wang": (Role.APPROVER, "fgw/approver"),
    "zhao": (Role.READER, None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """A city's ledger and its accounts.

    Attributes:
        people: Ids of accounts by name.
    """

    path: Path
    store: AccessStore
    people: dict[str, str]

    def secret(self, name: str) -> str:
        """Sign somebody in and return the secret of the session."""
        with self.store.writing() as connection:
            return sessions.start(self.store, connection, self.people[name], how="test")

    def browser(self, name: str | None, **options: object) -> TestClient:
        """Return a browser in which somebody has signed in, or nobody."""
        app = create_app(self.path, clock=lambda: NOW)
        client = TestClient(app, base_url=HERE, headers={"accept-language": "zh-CN"}, **options)  # type: ignore[arg-type]
        if name:
            client.cookies.set("luoshi_session", self.secret(name), domain="127.0.0.1")
        return client

    def token(self, name: str, *indicators: str) -> dict[str, str]:
        """Return the header of a program with a token."""
        _, secret = tokens.issue(
            self.store, self.people[name], "test", indicators, NOW + timedelta(days=30), by=self.people[name]
        )
        return {"authorization": f"Bearer {secret}"}


def build_city(folder: Path) -> Path:
    """Build the ledger of the city and set up who reports what."""
    path = folder / "city.db"
    with Ledger.open(path, create=True, clock=NOW - timedelta(days=1)) as ledger:
        build(ledger, write_folder(folder / "documents"))
        appoint(ledger, *office.appointments(), actor="admin")
    return path


def open_bureau(path: Path) -> Bureau:
    """Make accounts for the people of the city."""
    store = AccessStore.open(path, create=True, clock=lambda: NOW)
    assert store is not None
    accounts.add(store, "root", by="local", roles=[Role.SECURITY_ADMIN])
    people = {}
    for name, (role, post) in PEOPLE.items():
        account, _ = accounts.add(store, name, by="local", roles=[role], mail=f"{name}@example.cn")
        people[name] = account.id
        if post:
            posts.hold(store, office.post_id(post), account.id, date(2025, 1, 1), by="local")
    return Bureau(path=path, store=store, people=people)

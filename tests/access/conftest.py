"""An access store with a clock that the tests move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from luoshi.access import Role, accounts, passwords, signing_in
from luoshi.access.store import AccessStore
from luoshi.ledger.store import Ledger
from tests.web.conftest import NOW, small_plan

PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def small_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a ledger with the small plan of the pages' tests."""
    path = tmp_path_factory.mktemp("small") / "ledger.db"
    with Ledger.open(path, create=True, clock=NOW) as ledger:
        ledger.append(small_plan(), actor="test", reason="a small plan")
    return path


@dataclass(slots=True)
class Clock:
    """Stands still until it is moved."""

    now: datetime = datetime(2026, 6, 1, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, span: timedelta) -> None:
        self.now += span


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep argon2 but let it take a millisecond; one test looks at the real parameters."""
    from argon2 import PasswordHasher

    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: quick)
    passwords._stand_in.cache_clear()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[AccessStore]:
    """A store with a security administrator called ``root``."""
    made = AccessStore.open(tmp_path / "luoshi.db", create=True, clock=clock)
    assert made
    accounts.add(made, "root", by="local", roles=[Role.SECURITY_ADMIN])
    yield made
    made.close()


def person(store: AccessStore, name: str, *roles: Role) -> str:
    """Make an account with a password and return its id."""
    made, code = accounts.add(store, name, by="local", roles=roles, shown_name=f"{name} 某")
    signing_in.set_password(store, code, PASSWORD)
    return made.id

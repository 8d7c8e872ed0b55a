"""Accounts in the schema ``access`` of a PostgreSQL database, and a copy published from there."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from threading import Thread

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from luoshi.access import Role, accounts, audit, posts, sessions, signing_in, tokens
from luoshi.access.publishing import publish
from luoshi.access.store import AccessStore
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.access.conftest import PASSWORD, Clock, person
from tests.postgres import Cluster
from tests.web.conftest import NOW, small_plan

pytestmark = pytest.mark.postgres


@pytest.fixture
def address(postgres: Cluster) -> str:
    return postgres.new()


def test_accounts_live_beside_the_ledger_in_a_schema_of_their_own(address: str, clock: Clock) -> None:
    assert AccessStore.open(address) is None
    store = AccessStore.open(address, create=True, clock=clock)
    assert store
    accounts.add(store, "root", by="local", roles=[Role.SECURITY_ADMIN])
    own = person(store, "wang.wu", Role.REPORTER)
    posts.hold(store, "post-1", own, date(2026, 1, 1), by="local")
    caller = sessions.caller_of(store, signing_in.sign_in(store, "wang.wu", PASSWORD))
    assert caller
    assert (caller.account_id, caller.posts) == (own, {"post-1"})
    _, secret = tokens.issue(store, own, "x", ["a/b/1"], clock.now + timedelta(days=1), by=own)
    assert tokens.caller_of(store, secret)
    accounts.erase(store, own, by="local")
    assert tokens.caller_of(store, secret) is None
    assert audit.broken_at(store) is None
    with store.reading() as connection:
        schemas = connection.execute(
            text("SELECT DISTINCT schemaname FROM pg_tables WHERE tablename IN ('account', 'session')")
        ).scalars()
        assert list(schemas) == ["access"]
    store.close()
    with Ledger.open(address) as ledger:
        assert ledger.head() is None, "the journal was told nothing"
        assert ledger.verify() == []


def test_the_log_stays_a_chain_when_many_write_at_once(address: str, clock: Clock) -> None:
    store = AccessStore.open(address, create=True, clock=clock)
    assert store
    accounts.add(store, "root", by="local", roles=[Role.SECURITY_ADMIN])

    def many(who: str) -> None:
        for number in range(5):
            accounts.add(store, f"{who}{number}", by="local", roles=[Role.READER])

    threads = [Thread(target=many, args=(who,)) for who in ("a.", "b.", "c.", "d.")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(accounts.every(store)) == 21
    assert audit.broken_at(store) is None
    assert len(audit.noted(store)) == 42
    store.close()


def test_the_first_account_closes_the_pages_and_a_copy_is_published(address: str, tmp_path: Path) -> None:
    with Ledger.open(address, clock=NOW) as ledger:
        ledger.append(small_plan(), actor="test", reason="a small plan")
        done = publish(ledger, tmp_path / "public.db", NOW.date())
    assert done.observations == 4
    store = AccessStore.open(address, create=True, clock=lambda: NOW)
    assert store
    accounts.add(store, "root", by="local", roles=[Role.SECURITY_ADMIN])
    with TestClient(create_app(address, clock=lambda: NOW), base_url="http://127.0.0.1") as client:
        assert client.get("/city/plan", follow_redirects=False).status_code == 303
    store.close()
    portal = TestClient(create_app(tmp_path / "public.db", published=True, clock=lambda: NOW))
    assert portal.get("/city/plan").status_code == 200

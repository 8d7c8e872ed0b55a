"""What people report and decide is seen by the next reader wherever it shows, kept answers or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from luoshi.access import Role, accounts, posts
from luoshi.collection.appointing import NewDuty, appoint
from luoshi.collection.closing import close
from luoshi.collection.deciding import approve, publish, send_back
from luoshi.collection.files import files
from luoshi.ledger import views
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from luoshi.web.desk import Desk
from tests.collection import office
from tests.collection.office import LI, TODAY, WANG
from tests.web.bureau import HERE, NOW, Bureau, build_city, open_bureau

READER = ("/owners", "/owners?flag=late", "/gaps", "/gaps.csv", "/api/v1/journal", "/quality")
APPROVER = ("/collect/periods", "/collect", "/gaps")


class Forgetful:
    """Stands in for what keeps answers, and keeps none."""

    def __init__(self, app: ASGIApp, routes: object) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


@pytest.fixture(scope="module")
def bureau(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureau]:
    made = open_bureau(build_city(tmp_path_factory.mktemp("reporting")))
    yield made
    made.store.close()


@pytest.fixture(scope="module")
def pair(bureau: Bureau) -> Iterator[tuple[TestClient, TestClient]]:
    """Pages that keep answers, and pages that keep nothing."""
    with pytest.MonkeyPatch.context() as patch:
        keeping = create_app(bureau.path, clock=lambda: NOW)
        patch.setattr("luoshi.web.app.Kept", Forgetful)
        forgetful = create_app(bureau.path, clock=lambda: NOW)
        with TestClient(keeping, base_url=HERE) as first, TestClient(forgetful, base_url=HERE) as second:
            yield first, second


def deeds(bureau: Bureau, ledger: Ledger) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield what people do, one thing after another."""

    def last() -> str:
        return list(files(ledger, TODAY).views)[-1]

    yield "hand in", lambda: office.hand_in(ledger)
    yield "check", lambda: approve(ledger, last(), actor=LI, today=TODAY)
    yield "return", lambda: send_back(ledger, last(), actor=WANG, reason="再核", today=TODAY)
    yield "hand in again", lambda: office.hand_in(ledger, office.figure(value="451.9"), submission_id=last())
    yield "check again", lambda: approve(ledger, last(), actor=LI, today=TODAY)
    yield "approve", lambda: approve(ledger, last(), actor=WANG, today=TODAY)
    yield "publish", lambda: publish(ledger, last(), actor=WANG, today=TODAY)
    yield "leave", lambda: posts.leave(bureau.store, office.ZHANG.post_id or "", date(2026, 2, 1), by="local")
    duty = NewDuty(post="tjj/reporter", role="reports", indicator="4", valid_from=office.SINCE)
    yield "appoint", lambda: appoint(ledger, duty, actor="admin")
    plan = views.plans(ledger)[0].slug
    yield "close", lambda: close(ledger, plan, "2024", actor=WANG, reason="年度结转")


def test_every_deed_is_seen_at_once_wherever_it_shows(
    bureau: Bureau, pair: tuple[TestClient, TestClient]
) -> None:
    keeping, forgetful = pair
    asked = [(bureau.secret("zhao"), READER), (bureau.secret("wang"), APPROVER)]
    seen: dict[str, set[bytes]] = {}

    def compare(after: str) -> None:
        forgetful.app.state.desk = Desk.open(bureau.path)  # type: ignore[attr-defined]
        for secret, addresses in asked:
            header = {"cookie": f"luoshi_session={secret}", "accept-language": "zh-CN"}
            for address in addresses:
                answer = keeping.get(address, headers=header)
                assert answer.status_code == 200, address
                assert answer.content == forgetful.get(address, headers=header).content, (after, address)
                seen.setdefault(address, set()).add(answer.content)

    compare("nothing")
    with Ledger.open(bureau.path, clock=lambda: NOW) as ledger:
        for name, deed in deeds(bureau, ledger):
            deed()
            compare(name)
    assert {one for one, answers in seen.items() if len(answers) == 1} <= {"/quality", "/owners?flag=late"}
    assert len(seen["/owners"]) > 2
    assert len(seen["/collect/periods"]) == 2


def test_a_role_that_was_taken_away_closes_what_is_kept(
    bureau: Bureau, pair: tuple[TestClient, TestClient]
) -> None:
    header = {"cookie": f"luoshi_session={bureau.secret('zhao')}"}
    assert pair[0].get("/gaps", headers=header).status_code == 200
    accounts.set_roles(bureau.store, bureau.people["zhao"], [Role.AUDITOR], by="local")
    assert pair[0].get("/gaps", headers=header).status_code == 403


def test_a_token_that_was_revoked_opens_nothing(bureau: Bureau, pair: tuple[TestClient, TestClient]) -> None:
    from luoshi.access import tokens

    header = bureau.token("zhang", "1")
    assert pair[0].get("/api/v1/journal", headers=header).status_code == 200
    (one,) = tokens.tokens(bureau.store, bureau.people["zhang"])
    tokens.revoke(bureau.store, one.id, by="local")
    assert pair[0].get("/api/v1/journal", headers=header).status_code == 401

"""What is worked out before anybody asks is what readers would have been given, and never out of date."""

from __future__ import annotations

import asyncio
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from luoshi.access import Role, accounts
from luoshi.web import readiness
from luoshi.web.app import create_app
from luoshi.web.desk import Desk
from luoshi.web.gate import Gate, Mode
from luoshi.web.keeping import KEPT
from luoshi.web.readiness import Ready, answers, callers, make_ready
from tests.web.conftest import HERE, NOW
from tests.web.people import Staffed, staffed
from tests.web.test_kept import asked_of, figure, write

PAGES = ("/city/plan", "/city/plan/1", "/city/plan/1/history", "/documents/plan", "/quality", "/gaps")


@dataclass
class Heard:
    """What is told while answers are worked out."""

    steps: list[int] = field(default_factory=list)
    ended: tuple[int, int] | None = None

    def step(self, every: int) -> None:
        self.steps.append(every)

    def end(self, ready: int, every: int) -> None:
        self.ended = ready, every


def prepared(app: Any, ready: Ready) -> tuple[int, int]:
    """Work out what is asked for first, apart from a loop that may run in this thread."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(lambda: asyncio.run(make_ready(app, ready))).result()


@pytest.fixture
def path(small_ledger: Path, tmp_path: Path) -> Path:
    """The file of a ledger that may be written."""
    return Path(shutil.copy(small_ledger, tmp_path / "ledger.db"))


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let little be worked out: what is about everything."""
    every = readiness.addresses
    monkeypatch.setattr(readiness, "addresses", lambda *given: islice(every(*given), 12))


def noted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows whenever a page is rendered or a plan looked up."""
    found: list[str] = []
    for name in ("plan", "plans", "documents", "text", "leading_plan"):
        monkeypatch.setattr(Desk, name, _noting(found, name, getattr(Desk, name)))
    return found


def _noting(found: list[str], name: str, method: Any) -> Any:
    def noting(self: Desk, *given: Any) -> Any:
        found.append(name)
        return method(self, *given)

    return noting


def test_nobody_waits_for_what_was_worked_out_before_and_all_get_what_is_theirs(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, heard = staffed(path, roles=(Role.READER, Role.PLANNER, Role.SYSTEM_ADMIN)), Heard()
    ready, every = prepared(site.app, Ready(within=600, told=heard))
    assert ready == every == len(heard.steps) > len(KEPT)
    assert heard.ended == (ready, every)
    readers = {role: site.browser(role) for role in (Role.READER, Role.PLANNER)}
    strangers = [site.browser(role) for role in (None, Role.SYSTEM_ADMIN)]
    asked = noted(monkeypatch)
    got = {}
    for role, browser in readers.items():
        for language in ("zh-CN", "en"):
            for page in PAGES:
                answer = browser.get(page, headers={"accept-language": language})
                assert (answer.status_code, answer.headers["content-language"]) == (200, language)
                got[role, page, language] = answer.content
    assert asked == []
    for browser in strangers:
        answer = browser.get("/city/plan/1", follow_redirects=False)
        assert answer.status_code in (303, 403), "the rights of others open nothing"
    monkeypatch.undo()
    plain = create_app(path, host="0.0.0.0", clock=lambda: NOW)
    for (role, page, language), content in got.items():
        if language == "en":
            readers[role].headers["accept-language"] = language
            assert asked_of(plain, readers[role], page).content == content, page
    _entries_and_rights_count_at_once(site, path, readers[Role.READER])


def _entries_and_rights_count_at_once(site: Staffed, path: Path, reader: TestClient) -> None:
    address = "/api/v1/plans/city/plan/observations"
    before = reader.get("/city/plan/1").content, reader.get(address).content
    write(path, figure("2023", "123.45"))
    after = reader.get("/city/plan/1").content, reader.get(address).content
    assert b"123.45" not in before[1]
    assert b"123.45" in after[1]
    assert before[0] != after[0]
    accounts.disable(site.store, site.ids[Role.READER], True, by="local")
    assert reader.get("/city/plan", follow_redirects=False).status_code == 303


@pytest.mark.usefixtures("few")
def test_it_ends_in_time_and_when_the_server_is_to_end(path: Path) -> None:
    app = create_app(path, clock=lambda: NOW)
    heard = Heard()
    assert prepared(app, Ready(within=1e-9, told=heard))[0] == 0
    assert heard.ended is not None
    assert heard.ended[0] == 0
    assert prepared(app, Ready(within=600, stopped=lambda: True))[0] == 0


def test_what_cannot_be_worked_out_beforehand_keeps_nobody_out(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("out of order")

    app, heard = create_app(path, clock=lambda: NOW), Heard()
    monkeypatch.setattr(readiness, "answers", broken)
    assert prepared(app, Ready(within=600, told=heard)) == (0, 0) == heard.ended
    assert "answers could not be worked out beforehand" in caplog.text
    assert TestClient(app, base_url=HERE).get("/city/plan").status_code == 200


@pytest.mark.parametrize(
    ("mode", "given", "seconds"),
    [
        (Mode.LOCAL, None, 0.0),
        (Mode.ACCOUNTS, None, readiness.WITHIN),
        (Mode.COPY, None, readiness.WITHIN),
        (Mode.LOCAL, 5.0, 5.0),
        (Mode.ACCOUNTS, 0.0, 0.0),
    ],
)
def test_one_person_at_the_machine_does_not_wait_for_answers_nobody_asked_for(
    mode: Mode, given: float | None, seconds: float
) -> None:
    assert Ready(within=given).seconds(mode) == seconds


def test_every_set_of_roles_is_asked_for_once_and_a_closed_account_for_none(path: Path) -> None:
    site = staffed(path, roles=(Role.READER, Role.PLANNER, Role.ASSESSOR))
    accounts.add(site.store, "second.reader", by="local", roles=[Role.READER])
    accounts.disable(site.store, site.ids[Role.ASSESSOR], True, by="local")
    found = [one.roles - {Role.PUBLIC} for one in callers(site.app.state.gate)]
    assert found[0] == {Role.READER}
    assert set(found) == {frozenset({one}) for one in (Role.READER, Role.PLANNER, Role.SECURITY_ADMIN)}
    assert len(found) == 3
    alone = Gate(path.with_name("other.db"), host="0.0.0.0", published=False, clock=lambda: NOW)
    assert [one.account_id for one in callers(alone)] == [None]


@pytest.mark.usefixtures("few")
def test_what_is_missing_is_worked_out_meanwhile_and_again_after_an_entry(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "LOOK_AGAIN", 0.01)
    monkeypatch.setattr(readiness, "PAUSE", 0.0)
    app = create_app(path, clock=lambda: NOW, ready=Ready(within=0))

    async def watch() -> list[int]:
        asked: list[int] = []

        async def counting(app: Any, one: Any) -> int:
            asked.append(await real(app, one))
            return asked[-1]

        monkeypatch.setattr(readiness, "ask", counting)
        async with app.router.lifespan_context(app):
            await _until(lambda: len(asked) >= every)
            before = len(asked)
            await asyncio.to_thread(write, path, figure("2023", "123.45"))
            await _until(lambda: len(asked) >= before + every)
        return asked

    real, every = readiness.ask, len(answers(app))
    with ThreadPoolExecutor(1) as apart:
        asked = apart.submit(lambda: asyncio.run(watch())).result()
    assert len(asked) >= 2 * every


async def _until(holds: Any) -> None:
    async with asyncio.timeout(30):
        while not holds():
            await asyncio.sleep(0.01)


@pytest.mark.usefixtures("few")
def test_a_page_has_no_reader_whose_limit_of_calls_is_used_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUOSHI_RATE", "1")
    app = create_app(path, clock=lambda: NOW)
    ready, every = prepared(app, Ready(within=600))
    assert ready == every > 2
    assert TestClient(app, base_url=HERE).get("/city/plan").status_code == 200

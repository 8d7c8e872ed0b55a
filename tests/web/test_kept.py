"""Answers from memory are those that would be worked out, for this reader, at this moment."""

from __future__ import annotations

import asyncio
import random
import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from luoshi.access import BUSINESS, Role, accounts
from luoshi.ledger.identity import entered, named
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger
from luoshi.web import access, forms, kept
from luoshi.web.app import create_app, declared
from luoshi.web.desk import Desk
from luoshi.web.keeping import KEPT
from luoshi.web.kept import Routes
from luoshi.web.page import COOKIE
from luoshi.web.times import read_times
from tests.ledger import city
from tests.web.conftest import HERE, NOW, row, year
from tests.web.people import SITE, staffed

FIRST = "/city/plan/1"
SAMPLE = {"place": "city", "plan": "plan", "indicator": "1", "key": "plan", "file": "results.csv"}
QUERIES = {"/search": "?q=地区", "/api/v1/search": "?q=地区"}
TIMES = "at=2024-06-01&published_by=2026-05-30"


@pytest.fixture
def path(small_ledger: Path, tmp_path: Path) -> Path:
    """The file of a ledger that may be written."""
    return Path(shutil.copy(small_ledger, tmp_path / "ledger.db"))


@pytest.fixture
def served(path: Path) -> Iterator[TestClient]:
    """A client of pages whose memory begins empty."""
    with TestClient(app_of(path), base_url=HERE, headers={"accept-language": "zh-CN"}) as made:
        yield made


def app_of(path: Path) -> FastAPI:
    return create_app(path, clock=lambda: NOW)


def fresh(path: Path, address: str, **headers: str) -> httpx.Response:
    """Return what an application that remembers nothing answers."""
    with TestClient(app_of(path), base_url=HERE, headers={"accept-language": "zh-CN"}) as client:
        return client.get(address, headers=headers)


def addresses() -> list[str]:
    """Return an address of each route whose answers are kept, and some with times."""
    found = [pattern.format(**SAMPLE) + QUERIES.get(pattern, "") for pattern in KEPT]
    return [*found, f"{FIRST}?{TIMES}", f"/api/v1/plans/city/plan/indicators?{TIMES}"]


def write(path: Path, *rows: Row) -> int:
    """Write to the ledger as another program does."""
    with Ledger.open(path, clock=NOW) as ledger:
        return ledger.append(rows, actor="somebody", reason="test").number


def figure(when: str, value: str, **more: Any) -> Row:
    return row(
        "observation",
        id=entered(),
        series_id=named("series", named("definition", "地区生产总值")),
        value=Decimal(value),
        comparator="eq",
        status="A",
        match="same",
        citation_id=named("citation", "bulletin"),
        **year(when),
        **more,
    )


def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that grows whenever a plan is looked up for an answer."""
    asked: list[str] = []
    plan = Desk.plan

    def noting(self: Desk, place: str, name: str, times: Any) -> Any:
        asked.append(name)
        return plan(self, place, name, times)

    monkeypatch.setattr(Desk, "plan", noting)
    return asked


def test_only_routes_that_read_facts_are_kept() -> None:
    rules = {pattern: access.rule_of(pattern, "GET") for pattern in KEPT}
    for pattern, rule in rules.items():
        assert rule is not None, pattern
        assert rule.act is access.Act.READ
        assert rule.roles <= BUSINESS
        assert not rule.signed_in
    known = Routes(declared(), mounted=("/static/",))
    for pattern in KEPT:
        assert known.kept(pattern.format(**SAMPLE)) == (rules[pattern], KEPT[pattern])
    for other in (
        "/static/css/site.css",
        "/collect/form",
        "/collect",
        "/healthz",
        "/collect/workbook",
        "/people/x",
        "/account",
    ):
        assert known.kept(other) is None, other


def test_what_was_answered_is_not_worked_out_again(
    served: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = worked_out(monkeypatch)
    first = served.get(FIRST)
    assert asked == ["plan"]
    again = served.get(FIRST)
    assert asked == ["plan"]
    assert (again.status_code, again.content) == (200, first.content)
    assert dict(again.headers) == dict(first.headers)


def test_from_memory_everybody_gets_what_would_be_worked_out_for_them(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every kept address, by readers of every kind and in both languages, in any order and twice."""
    site = staffed(path)
    readers: list[tuple[Role | None, str]] = [
        (role, language)
        for role in (None, Role.READER, Role.PLANNER, Role.REPORTER, Role.AUDITOR, Role.SYSTEM_ADMIN)
        for language in ("zh-CN", "en")
    ]
    browsers = {who: site.browser(who[0]) for who in readers}
    for (_, language), browser in browsers.items():
        browser.headers["accept-language"] = language
    some = [*random.Random(5).sample(addresses(), 9), "/city/plan/disagreements", FIRST]
    questions = [(who, address) for who in readers for address in some] * 2
    random.Random(7).shuffle(questions)
    got = [(who, address, browsers[who].get(address, follow_redirects=False)) for who, address in questions]
    monkeypatch.setattr(kept, "KEPT", {})
    forgetful = create_app(path, host="0.0.0.0", clock=lambda: NOW)
    plain = {(who, address): asked_of(forgetful, browsers[who], address) for who, address in set(questions)}
    for who, address, answer in got:
        expected = plain[who, address]
        assert answer.status_code == expected.status_code, (who, address)
        assert answer.content == expected.content, (who, address)
        assert answer.headers.get("cache-control") == expected.headers.get("cache-control")
        if who[0] in (None, Role.AUDITOR, Role.SYSTEM_ADMIN):
            assert answer.status_code in (303, 401, 403), "nobody else's rights open a page"


def asked_of(app: FastAPI, browser: TestClient, address: str) -> httpx.Response:
    other = TestClient(app, base_url=SITE)
    other.headers.update(browser.headers)
    other.cookies.update(browser.cookies)
    return other.get(address, follow_redirects=False)


def test_rights_that_were_taken_away_open_nothing_from_memory(path: Path) -> None:
    site = staffed(path)
    browser = site.browser(Role.READER)
    assert browser.get(FIRST).status_code == 200
    accounts.disable(site.store, site.ids[Role.READER], True, by="local")
    assert browser.get(FIRST, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("address", [FIRST, "/api/v1/plans/city/plan/observations", "/city/plan"])
def test_a_write_is_seen_by_the_next_reader(served: TestClient, path: Path, address: str) -> None:
    before = served.get(address)
    assert "123.45" not in before.text
    write(path, figure("2023", "123.45"))
    after = served.get(address)
    assert after.content != before.content
    assert after.content == fresh(path, address).content


def test_a_figure_that_is_put_right_or_taken_back_goes_at_once(served: TestClient, path: Path) -> None:
    address = "/api/v1/plans/city/plan/observations"
    wrong = figure("2023", "123.45")
    write(path, wrong)
    assert '"123.45"' in served.get(address).text
    write(path, figure("2023", "67.8", supersedes=wrong.values["id"]))
    assert ('"123.45"' in served.get(address).text, '"67.8"' in served.get(address).text) == (False, True)
    standing = served.get(address).json()["items"]
    right = next(one["id"] for one in standing if one["value"] == "67.8")
    gone = {"id": entered(), "what": "observation", "row_id": right, "reason": "x"}
    write(path, Row(table="retraction", values=gone))
    assert '"67.8"' not in served.get(address).text


def test_who_may_see_a_source_is_told_as_it_is_now(served: TestClient, path: Path) -> None:
    address = "/api/v1/plans/city/plan/observations"
    assert "不予公开" not in served.get(address).text
    values = {
        "id": entered(),
        "what": "citation",
        "row_id": named("citation", "bulletin"),
        "publicity": "不予公开",
        "released": date(2027, 1, 1),
    }
    write(path, Row(table="release", values=values))
    told = served.get(address)
    assert told.content == fresh(path, address).content
    assert "不予公开" in told.text


def test_each_question_about_time_has_its_own_answer(served: TestClient, path: Path) -> None:
    address = "/api/v1/plans/city/plan/results"
    queries = ("", "?at=2022-06-01", "?published_by=2026-05-01", "?published_by=2026-05-30", "?recorded_by=1")
    before = {query: served.get(address + query).content for query in queries}
    assert len(set(before.values())) == len(queries)
    write(path, figure("2023", "99.9"))
    for query in queries:
        answer = served.get(address + query)
        assert answer.content == fresh(path, address + query).content, query
        assert served.get(address + query).content == answer.content
    assert served.get(f"{address}?recorded_by=1").content == before["?recorded_by=1"]


def test_the_day_is_part_of_the_question(path: Path) -> None:
    moments = [NOW]
    app = create_app(path, clock=lambda: moments[0])
    with TestClient(app, base_url=HERE) as client:
        first = client.get("/api/v1/plans/city/plan/results").json()["question"]["at"]
        moments[0] = NOW.replace(year=2027)
        assert client.get("/api/v1/plans/city/plan/results").json()["question"]["at"] > first


def test_a_submission_leaves_what_is_known_but_the_last_entry_is_named(
    served: TestClient, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/api/v1/plans/city/plan/indicators"
    asked = worked_out(monkeypatch)
    first = served.get(address)
    number = write(path, *(one for one in city.reporting() if one.table == "organisation"))
    again = served.get(address)
    assert len(asked) == 1
    assert (first.json()["entry"], again.json()["entry"]) == (1, number)
    assert again.headers["luoshi-entry"] == str(number)
    assert again.headers["etag"] == first.headers["etag"]
    assert again.content == fresh(path, address).content
    assert again.headers["luoshi-entry-hash"] == fresh(path, address).headers["luoshi-entry-hash"]
    assert len(served.get("/api/v1/journal").json()["items"]) == number, "the journal is never out of date"


def test_what_a_browser_has_already_is_not_sent_again(served: TestClient, path: Path) -> None:
    tag = served.get(FIRST).headers["etag"]
    again = served.get(FIRST, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert "content-security-policy" in again.headers
    write(path, figure("2023", "123.45"))
    changed = served.get(FIRST, headers={"if-none-match": tag})
    assert (changed.status_code, changed.headers["etag"] == tag) == (200, False)


def test_a_page_kept_for_all_has_each_readers_own_key_of_forms(path: Path) -> None:
    site = staffed(path)
    keys = set()
    pages = []
    for _ in range(2):
        browser = site.browser(Role.PLANNER)
        text = browser.get("/city/plan/disagreements").text
        pages.append(text)
        keys.update(re.findall(rf'name="{forms.FIELD}" value="([^"]+)"', text))
    assert "gap-" not in "".join(pages)
    if keys:
        assert len(keys) == 2


def test_a_change_of_language_is_remembered_by_the_browser(served: TestClient) -> None:
    served.get(FIRST)
    english = served.get(f"{FIRST}?lang=en")
    assert english.cookies[COOKIE] == "en"
    assert '<html lang="en">' in english.text
    assert '<html lang="en">' in served.get(FIRST).text
    served.cookies.clear()
    assert '<html lang="zh-CN">' in served.get(FIRST).text


def test_a_part_for_htmx_is_not_the_page(served: TestClient) -> None:
    whole = served.get("/city/plan")
    part = served.get("/city/plan", headers={"hx-request": "true"})
    assert ("<html" in whole.text, "<html" in part.text) == (True, False)
    assert served.get("/city/plan").content == whole.content


def test_what_is_not_found_is_not_kept(served: TestClient, path: Path) -> None:
    assert served.get("/city/plan/9").status_code == 404
    assert served.get("/city/plan/9").status_code == 404


def test_of_many_who_ask_the_same_at_once_one_is_worked_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = worked_out(monkeypatch)
    app = app_of(path)

    async def ask() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
            return await asyncio.gather(*(client.get(FIRST) for _ in range(6)))

    with ThreadPoolExecutor(1) as apart:  # a browser of another test may have a loop running in this thread
        answers = apart.submit(lambda: asyncio.run(ask())).result()
    assert [answer.status_code for answer in answers] == [200] * 6
    assert {answer.content for answer in answers} == {answers[0].content}
    assert asked == ["plan"]


def test_a_plan_is_judged_once_for_all_who_ask_and_before_the_first_asks(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []
    judge = Desk._judge

    def slowly(self: Desk, plan: Any, cut: Any, head: Any) -> Any:
        judged.append(plan.slug)
        time.sleep(0.05)
        return judge(self, plan, cut, head)

    monkeypatch.setattr(Desk, "_judge", slowly)
    desk, times = Desk.open(path), read_times({}, NOW)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: desk.plan("city", "plan", times), range(4)))
    assert (judged, len({id(one.summary) for one in found})) == (["plan"], 1)
    other = Desk.open(path)
    other.prepare(times)
    other.plan("city", "plan", times)
    assert judged == ["plan"] * 2
    for one in (desk, other):
        one.ledger.close()


def test_memory_is_limited(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = worked_out(monkeypatch)
    monkeypatch.setattr("luoshi.web.kept.MOST_BYTES", 1)
    with TestClient(app_of(path), base_url=HERE) as client:
        for _ in range(2):
            assert client.get(FIRST).status_code == 200
    assert asked == ["plan", "plan"]

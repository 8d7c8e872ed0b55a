"""Signing in and out, one's own account, the administrators' and the auditor's pages."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyotp
import pytest
from lxml import html

from luoshi.access import Role, accounts, passwords, posts
from luoshi.collection.appointing import NewOrganisation, NewPost, appoint, registered
from luoshi.ledger import identity
from luoshi.ledger.store import Ledger
from luoshi.web.routes.sign_in import inside
from tests.web.conftest import NOW, row, year
from tests.web.forms import sent
from tests.web.people import PASSWORD, QUICK, Staffed, staffed

pytestmark = pytest.mark.sqlite


@pytest.fixture
def office(small_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Staffed]:
    monkeypatch.setattr(passwords, "_hasher", lambda: QUICK)
    path = Path(shutil.copy(small_ledger, tmp_path / "ledger.db"))
    with Ledger.open(path, clock=NOW) as ledger:
        old = identity.named("observation", "地区生产总值", "2025")
        series = identity.named("series", identity.named("definition", "地区生产总值"))
        values = {
            "id": identity.named("observation", "revised"),
            "series_id": series,
            "value": Decimal("91.5"),
            "comparator": "eq",
            "status": "A",
            "match": "same",
            "citation_id": identity.named("citation", "bulletin"),
            "quote": "<b>核实后</b>",
            "supersedes": old,
            **year("2025"),
        }
        ledger.append([row("observation", **values)], actor="reporter-1", reason="最终核实")
        gone = row(
            "retraction", id=identity.entered(), what="observation", row_id=values["id"], reason="录错"
        )
        ledger.append([gone], actor="local", reason="撤回")
    made = staffed(path)
    yield made
    made.store.close()


def words(text: str, selector: str = "main") -> str:
    return " ".join(html.fromstring(text).cssselect(selector)[0].text_content().split())


def test_signing_in_leads_back_to_where_one_wanted_to_go(office: Staffed) -> None:
    client = office.browser()
    asked = client.get("/city/plan/1?at=2025-12-31", follow_redirects=False)
    form = client.get(asked.headers["location"])
    target = html.fromstring(form.text).cssselect("input[name=target]")[0].get("value")
    done = sent(client, "/sign-in", {"name": "reader", "password": PASSWORD, "target": target})
    assert done.headers["location"] == "/city/plan/1?at=2025-12-31"
    assert "我的账号" in client.get("/city/plan").text


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.READER, "/"),
        (Role.AUDITOR, "/audit"),
        (Role.SYSTEM_ADMIN, "/people"),
        (Role.SECURITY_ADMIN, "/people"),
    ],
)
def test_everybody_begins_where_their_work_is(office: Staffed, role: Role, home: str) -> None:
    client = office.browser()
    done = sent(client, "/sign-in", {"name": str(role).replace("_", "."), "password": PASSWORD})
    assert done.headers["location"] == home
    assert client.get(home).status_code == 200


@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\nb", ""],
)
def test_nobody_is_led_to_another_site(target: str) -> None:
    assert inside(target) == ""


def test_a_wrong_password_is_told_in_words_and_keeps_the_name(office: Staffed) -> None:
    answer = sent(office.browser(), "/sign-in", {"name": "reader", "password": "wrong password"})
    assert answer.status_code == 401
    assert "登录名、密码或验证码不正确" in answer.text
    assert 'value="reader"' in answer.text
    assert "wrong password" not in answer.text


def test_signing_out_ends_the_session(office: Staffed) -> None:
    client = office.browser(Role.READER)
    kept = dict(client.cookies)
    assert sent(client, "/sign-out").headers["location"] == "/sign-in"
    again = office.browser()
    again.cookies.update(kept)
    assert again.get("/city/plan", follow_redirects=False).status_code == 303


def test_a_new_account_from_the_administrator_to_its_first_sign_in(office: Staffed) -> None:
    made = sent(office.browser(Role.SYSTEM_ADMIN), "/people", {"name": "wang.wu", "shown": "王五"})
    code = re.search(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}", made.text)
    assert code
    own = accounts.named(office.store, "wang.wu").id
    chief = office.browser(Role.SECURITY_ADMIN)
    assert sent(chief, f"/people/{own}/roles", {"role": ["reporter", "reader"]}).status_code == 303
    assert accounts.get(office.store, own).roles == {Role.REPORTER, Role.READER}
    apart = sent(chief, f"/people/{own}/roles", {"role": ["auditor", "reader"]})
    assert "不得由同一账号兼任" in apart.text
    person = office.browser()
    differ = {"code": code[0], "password": "a good new secret", "again": "another one"}
    assert "两次输入的密码不一致" in sent(person, "/set-password", differ).text
    done = sent(person, "/set-password", {**differ, "again": differ["password"]})
    assert done.headers["location"] == "/sign-in"
    entered = sent(person, "/sign-in", {"name": "wang.wu", "password": "a good new secret"})
    assert entered.headers["location"] == "/"
    assert person.get("/city/plan").status_code == 200


def test_nobody_gives_roles_to_themselves(office: Staffed) -> None:
    own = office.ids[Role.SECURITY_ADMIN]
    answer = sent(office.browser(Role.SECURITY_ADMIN), f"/people/{own}/roles", {"role": "planner"})
    assert "不能更改自己的账号" in answer.text
    assert accounts.get(office.store, own).roles == {Role.SECURITY_ADMIN}


def test_the_system_administrator_closes_opens_resets_and_erases(office: Staffed) -> None:
    chief, own = office.browser(Role.SYSTEM_ADMIN), office.ids[Role.REPORTER]
    reporter = office.browser(Role.REPORTER)
    assert reporter.get("/city/plan").status_code == 200
    sent(chief, f"/people/{own}/close")
    assert reporter.get("/city/plan", follow_redirects=False).status_code == 303
    assert "已停用" in chief.get(f"/people/{own}").text
    sent(chief, f"/people/{own}/open")
    assert "一次性设置码" in sent(chief, f"/people/{own}/reset").text
    assert "未清除" in sent(chief, f"/people/{own}/erase", {"sure": "x"}).text
    assert sent(chief, f"/people/{own}/erase", {"sure": "reporter"}).headers["location"] == "/people"
    assert chief.get(f"/people/{own}").status_code == 404


def test_a_post_is_given_and_handed_over_on_the_page(office: Staffed) -> None:
    chief = office.browser(Role.SECURITY_ADMIN)
    first, second = office.ids[Role.REPORTER], office.ids[Role.APPROVER]
    assert "还没有岗位" in chief.get(f"/people/{first}").text
    ledger = office.app.state.desk.ledger
    unit = NewOrganisation(key="tjj", name="某市统计局")
    new = NewPost(key="tjj/zonghe", name="综合统计岗", valid_from=date(2026, 1, 1))
    appoint(ledger, unit, new, actor="local")
    post = registered(ledger).post("tjj/zonghe").id
    assert f'value="{post}"' in chief.get(f"/people/{first}").text
    sent(chief, f"/people/{first}/posts", {"post": post, "since": "2026-01-01"})
    sent(chief, f"/people/{second}/handover", {"post": "tjj/zonghe", "day": "2026-06-01"})
    assert posts.holder(office.store, post, date(2026, 5, 31)) == first
    assert posts.holder(office.store, post, date(2026, 6, 1)) == second
    assert "某市统计局 · 综合统计岗" in words(chief.get(f"/people/{second}").text)
    assert "某市统计局 · 综合统计岗" in words(chief.get("/people").text)
    unread = sent(chief, f"/people/{second}/posts", {"post": post, "since": "x"})
    assert "无法识别的日期" in unread.text
    assert "没有找到" in sent(chief, f"/people/{second}/posts", {"post": "x", "since": "2026-01-01"}).text


def test_the_second_factor_is_set_up_on_ones_own_page(office: Staffed) -> None:
    client = office.browser(Role.READER)
    begun = sent(client, "/account/second-factor").text
    key = html.fromstring(begun).cssselect("code.secret")[0].text_content()
    assert html.fromstring(begun).cssselect(".square svg path")
    assert "验证码不正确" in sent(client, "/account/second-factor/confirm", {"code": "000000"}).text
    codes = sent(client, "/account/second-factor/confirm", {"code": pyotp.TOTP(key).at(NOW)}).text
    spare = re.findall(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}", codes)
    assert len(spare) == 8
    other = office.browser()
    refused = sent(other, "/sign-in", {"name": "reader", "password": PASSWORD})
    assert refused.status_code == 401
    done = sent(other, "/sign-in", {"name": "reader", "password": PASSWORD, "code": spare[0]})
    assert done.status_code == 303
    assert sent(other, "/account/second-factor/remove", {"code": spare[1]}).status_code == 303


def test_a_token_is_shown_once_and_revoked(office: Staffed) -> None:
    client = office.browser(Role.REPORTER)
    data = {"label": "系统对接", "indicators": "city/plan/1\ncity/plan/2", "until": "2026-08-01"}
    made = sent(client, "/account/tokens", data).text
    secret = re.search(r"luoshi_[\w-]{40,}", made)
    assert secret
    page = client.get("/account").text
    assert secret[0] not in page
    assert "系统对接" in page
    assert "须限定指标" in sent(client, "/account/tokens", {**data, "indicators": " "}).text
    revoke = re.search(r"/account/tokens/[^/\"]+/revoke", page)
    assert revoke
    assert sent(office.browser(Role.READER), revoke[0]).status_code == 404, "it is somebody else's"
    sent(client, revoke[0])
    assert "已撤销" in client.get("/account").text


def test_the_auditor_sees_who_wrote_what_when_before_and_after(office: Staffed) -> None:
    client = office.browser(Role.AUDITOR)
    listed = words(client.get("/audit").text)
    assert "最终核实" in listed
    assert "reporter-1" in listed
    entry = client.get("/audit/2").text
    table = {
        line.cssselect("th")[0].text_content(): [cell.text_content() for cell in line.cssselect("td")]
        for line in html.fromstring(entry).cssselect("tbody tr")
    }
    assert table["value"] == ["90", "91.5"]
    assert table["quote"] == ["全年 <90> 亿元", "<b>核实后</b>"]
    assert "<b>核实后" not in entry, "what was written is shown, not run"
    withdrawn = words(client.get("/audit/3").text)
    assert "撤回" in withdrawn
    assert "录错" in withdrawn
    assert client.get("/audit/99").status_code == 404
    assert client.get("/audit/accounts").text.count("新建账号") == 9
    assert "日志链完整" in client.get("/audit/accounts").text


def test_a_long_entry_is_shown_in_stretches(office: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    from luoshi.web.routes import audit

    monkeypatch.setattr(audit, "ROWS", 5)
    client = office.browser(Role.AUDITOR)
    first = client.get("/audit/1")
    assert len(html.fromstring(first.text).cssselect("section.written")) == 5
    following = html.fromstring(first.text).cssselect("main > p.lead-in a")[0].get("href")
    assert following == "/audit/1?offset=5"
    assert "第 6—10 行" in client.get(following).text


def test_pages_about_people_are_kept_by_no_store(office: Staffed) -> None:
    for role, path in ((Role.AUDITOR, "/audit"), (Role.SYSTEM_ADMIN, "/people"), (Role.READER, "/city/plan")):
        assert office.browser(role).get(path).headers["cache-control"] == "private, no-store"
    assert office.browser().get("/sign-in").headers["cache-control"] == "private, no-store"


def test_an_administrator_is_offered_nothing_of_business(office: Staffed) -> None:
    page = office.browser(Role.SYSTEM_ADMIN).get("/people").text
    for address in ('href="/documents"', 'href="/quality"', "/city/plan", 'action="/search"', "/api/v1"):
        assert address not in page
    assert 'href="/people"' in page


def test_a_ledger_without_accounts_says_how_to_make_the_first(client: object, app_over: object) -> None:
    from fastapi.testclient import TestClient

    assert isinstance(client, TestClient)
    assert "luoshi user add" in client.get("/sign-in").text
    assert "/sign-in" not in client.get("/city/plan").text

"""The pages about people in a real Chromium: nobody is shut out, and signing in works as a person does it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from luoshi.access import Role, passwords, sessions
from luoshi.web.gate import SESSION
from tests.browser import DESK, PHONE, Visit, Visitor, served, text_of
from tests.web.people import PASSWORD, QUICK, Staffed, staffed

pytestmark = [pytest.mark.browser, pytest.mark.sqlite, pytest.mark.xdist_group("browser")]

PAGES = (
    (None, "/sign-in"),
    (None, "/set-password"),
    (Role.REPORTER, "/account"),
    (Role.SYSTEM_ADMIN, "/people"),
    (Role.SYSTEM_ADMIN, "/people/{reporter}"),
    (Role.SECURITY_ADMIN, "/people/{reporter}"),
    (Role.AUDITOR, "/audit"),
    (Role.AUDITOR, "/audit/1"),
    (Role.AUDITOR, "/audit/accounts"),
)


@pytest.fixture(scope="module")
def office(small_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Staffed, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: QUICK)
        path = Path(shutil.copy(small_ledger, tmp_path_factory.mktemp("people") / "ledger.db"))
        made = staffed(path, host="127.0.0.1")
        with served(made.app) as site:
            yield made, site
        made.store.close()


def seen(
    visitor: Visitor,
    office: Staffed,
    site: str,
    role: Role | None,
    path: str,
    size: tuple[int, int],
    lang: str,
) -> Visit:
    visit = visitor("/healthz", size=size, language=lang)
    visit.complaints.clear()
    if role is not None:
        with office.store.writing() as connection:
            secret = sessions.start(office.store, connection, office.ids[role], how="password")
        visit.page.context.add_cookies([{"name": SESSION, "value": secret, "url": site}])
    visit.page.goto(site + path.format(reporter=office.ids[Role.REPORTER]))
    return visit


@pytest.mark.parametrize(("role", "path"), PAGES)
def test_nobody_is_shut_out(
    browser: Browser, office: tuple[Staffed, str], role: Role | None, path: str
) -> None:
    made, site = office
    visitor = Visitor(browser, site)
    for size, lang in ((DESK, "zh"), (PHONE, "en")):
        visit = seen(visitor, made, site, role, path, size, lang)
        assert visit.breaches() == []
        assert visit.overflow() <= 0
        assert [told for told in visit.complaints if "404" not in told] == []
        assert visit.page.locator("h1").count() == 1
    visitor.close()


def test_a_person_signs_in_looks_around_and_signs_out(browser: Browser, office: tuple[Staffed, str]) -> None:
    _, site = office
    visitor = Visitor(browser, site)
    page = visitor("/city/plan/1", language="zh").page
    assert "/sign-in?next=" in page.url
    page.get_by_label("登录名").fill("reader")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/city/plan/1")
    assert "地区生产总值" in text_of(page, "h1")
    page.get_by_role("link", name="我的账号").click()
    page.get_by_role("button", name="启用二次验证").click()
    assert page.get_by_role("img", name="供验证器扫描的二维码").locator("svg").is_visible()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(f"{site}/sign-in")
    page.goto(f"{site}/city/plan")
    assert "/sign-in?next=" in page.url
    visitor.close()

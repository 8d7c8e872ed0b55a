"""A reporter without an account gets a letter with a link, and hands in once."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient
from lxml import html

from luoshi.cli import main
from luoshi.web.app import create_app
from tests.web import bureau
from tests.web.bureau import HERE, NOW, Bureau
from tests.web.forms import sent


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bureau.build_city(tmp_path_factory.mktemp("city"))


@pytest.fixture
def office(city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bureau]:
    monkeypatch.setenv("LUOSHI_CLOCK", NOW.isoformat())
    monkeypatch.setenv("LUOSHI_LOG", str(tmp_path / "log"))
    copyfile(city, tmp_path / "city.db")
    opened = bureau.open_bureau(tmp_path / "city.db")
    yield opened
    opened.store.close()


class Box:
    def __init__(self) -> None:
        self.letters: list[tuple[str, str, str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append((str(parsed["To"]), str(parsed["Subject"]), str(parsed.get_content())))  # type: ignore[attr-defined]
        return "250 OK"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    taken = Box()
    controller = Controller(taken, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("LUOSHI_SMTP", f"smtp://127.0.0.1:{port}")
    monkeypatch.setenv("LUOSHI_MAIL_FROM", "luoshi@example.cn")
    yield taken
    controller.stop()


def remind(office: Bureau, *arguments: str, code: int = 0) -> Result:
    call = ["remind", *arguments, "--ledger", str(office.path), "--lang", "zh"]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == code, result.output
    return result


def test_whoever_holds_a_post_gets_one_letter_a_day(office: Bureau, box: Box) -> None:
    shown = remind(office, "--dry-run", "--address", "https://luoshi.example.cn").output
    assert "综合统计岗" in shown
    assert box.letters == []
    assert "已发出 1 封" in remind(office, "--address", "https://luoshi.example.cn").output
    ((to, subject, body),) = box.letters
    assert to == "zhang@example.cn"
    assert subject.startswith("数据报送催办：综合统计岗")
    assert "地区生产总值（2025年）　期限 2026年2月5日" in body
    assert "依据：《江川市规划监测办法》" in body
    assert "https://luoshi.example.cn/collect" in body
    assert "已发出 0 封" in remind(office).output
    assert len(box.letters) == 1


def link_of(office: Bureau, box: Box) -> str:
    remind(office, "--post", "tjj/reporter", "--to", "guest@example.cn", "--address", "https://l.example.cn")
    found = re.search(r"https://l\.example\.cn(/report/\S+)", box.letters[-1][2])
    assert found
    return found[1]


def test_a_link_opens_a_form_that_is_handed_in_once(office: Bureau, box: Box) -> None:
    path = link_of(office, box)
    guest = office.browser(None)
    page = guest.get(path)
    assert page.status_code == 200
    assert guest.get(path).status_code == 200
    (form,) = html.fromstring(page.text).cssselect("form.filling")
    given = {name: value or "" for name, value in form.form_values()}
    name = next(one for one in given if one.startswith("value-") and one.endswith(":2025"))
    bad = guest.post(path, data={**given, name: "约1", "act": "submit"})
    assert bad.status_code == 422
    tried = guest.post(path, data={**given, name: "452.8", "act": "check"})
    assert "检查通过" in tried.text
    done = guest.post(path, data={**given, name: "452.8", "act": "submit"})
    assert done.status_code == 200, done.text
    assert "已报送" in done.text
    receipt = html.fromstring(done.text).cssselect("table.changes")[0].text_content()
    assert "地区生产总值" in receipt
    assert "452.8" in receipt
    assert guest.get(path).status_code == 410
    assert guest.post(path, data={**given, name: "1", "act": "submit"}).status_code == 410
    identity = done.text.rpartition("编号：")[2].partition("<")[0]
    assert "452.8" in office.browser("li").get(f"/collect/submissions/{identity}").text


def test_a_link_corrects_what_was_returned(office: Bureau, box: Box) -> None:
    guest, path = office.browser(None), link_of(office, box)
    name, given = filled(guest, path)
    done = guest.post(path, data={**given, name: "452.8", "act": "submit"})
    identity = done.text.rpartition("编号：")[2].partition("<")[0]
    here = f"/collect/submissions/{identity}"
    assert sent(office.browser("li"), here, {"act": "return", "words": "小数位不符"}).status_code == 303
    again = link_of(office, box)
    assert "小数位不符" in guest.get(again).text
    name, given = filled(guest, again)
    assert (given[name], given["submission"]) == ("452.8", identity)
    assert guest.get(f"{again}?submission=new").status_code == 200
    done = guest.post(again, data={**given, name: "452.81", "act": "submit"})
    assert done.status_code == 200, done.text
    assert identity in done.text
    seen = office.browser("li").get(here).text
    assert "452.81" in seen
    assert "小数位不符" in seen
    assert guest.get(again).status_code == 410


def filled(guest: TestClient, path: str) -> tuple[str, dict[str, str]]:
    """Return the name of the field for 2025 and the fields of a form as they are."""
    (form,) = html.fromstring(guest.get(path).text).cssselect("form.filling")
    given = {name: value or "" for name, value in form.form_values()}
    return next(one for one in given if one.startswith("value-") and one.endswith(":2025")), given


def test_a_link_leads_nowhere_else(office: Bureau, box: Box) -> None:
    guest = office.browser(None)
    assert guest.get(link_of(office, box)).status_code == 200
    assert "/sign-in" in str(guest.get("/collect").url)
    assert guest.get("/report/unknown").status_code == 410


def test_a_link_that_is_too_old_says_so_in_words(
    office: Bureau, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = link_of(office, box)
    monkeypatch.setenv("LUOSHI_CLOCK", (NOW + timedelta(days=8)).isoformat())
    chinese = {"accept-language": "zh-CN"}
    with TestClient(create_app(office.path), base_url=HERE, headers=chinese) as late:
        answer = late.get(path)
        assert answer.status_code == 410
        assert "此链接不存在、已使用或已过期" in answer.text
        assert "请向发送链接的单位索取新的链接" in answer.text


def test_a_link_needs_post_mail_and_address(office: Bureau) -> None:
    assert "[remind-post-and-mail]" in remind(office, "--post", "tjj/reporter", code=1).output
    both = ("--post", "tjj/reporter", "--to", "a@example.cn")
    assert "[remind-address]" in remind(office, *both, code=1).output
    assert "[mail-not-set]" in remind(office, *both, "--address", "https://x", code=1).output

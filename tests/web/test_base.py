"""What holds for every answer: policy, language, times, refusal, failure, caching."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import luoshi.web
from luoshi.errors import LuoshiError
from luoshi.web import access
from luoshi.web.app import declared
from luoshi.web.gate import is_loopback
from luoshi.web.times import read_times
from tests.web.conftest import HERE
from tests.web.forms import sent

PLAN = "/city/plan"


def test_nothing_inline_and_nothing_foreign_is_allowed(client: TestClient) -> None:
    for path in (PLAN, "/nowhere", "/static/css/site.css", f"{PLAN}?at=never"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_no_template_carries_a_script_a_style_or_a_handler() -> None:
    for template in (Path(luoshi.web.__file__).parent / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), template.name
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), template.name


def test_the_language_is_the_browsers_until_the_reader_switches(client: TestClient) -> None:
    assert '<html lang="zh-CN">' in client.get(PLAN).text
    assert '<html lang="en">' in client.get(PLAN, headers={"accept-language": "en-GB,en"}).text
    assert '<html lang="en">' in client.get(f"{PLAN}?lang=en").text
    assert '<html lang="en">' in client.get(PLAN).text, "the switch is kept"


def test_every_page_offers_the_other_language_and_keeps_the_question(client: TestClient) -> None:
    text = client.get(f"{PLAN}?at=2025-12-31&verdict=behind").text
    assert 'href="/city/plan?at=2025-12-31&amp;verdict=behind&amp;lang=en"' in text


def test_links_carry_the_three_times_along(client: TestClient) -> None:
    text = client.get(f"{PLAN}?at=2025-12-31&published_by=2025-12-31").text
    assert '/city/plan/1?at=2025-12-31&amp;published_by=2025-12-31"' in text


@pytest.mark.parametrize("query", ["at=never", "published_by=2025-13-01", "recorded_by=soon"])
def test_a_date_that_cannot_be_read_is_told_in_words(client: TestClient, query: str) -> None:
    answer = client.get(f"{PLAN}?{query}")
    assert answer.status_code == 400
    assert "无法识别的日期" in answer.text
    assert query in answer.text


def test_a_time_of_recording_is_a_number_a_day_or_a_moment() -> None:
    from datetime import UTC, datetime

    now = datetime(2026, 6, 1, 17, tzinfo=UTC)
    assert read_times({"recorded_by": "3"}, now).cut.recorded_by == 3
    assert read_times({"recorded_by": "2026-05-22"}, now).cut.recorded_by == datetime(
        2026, 5, 22, 15, 59, 59, 999999, UTC
    )
    assert read_times({"recorded_by": "2026-05-22T08:00+08:00"}, now).cut.recorded_by == datetime(
        2026, 5, 22, tzinfo=UTC
    )
    assert read_times({}, now).today.isoformat() == "2026-06-02", "today is the ledger's, not the server's"


def test_what_is_not_there_is_told_in_both_languages(client: TestClient) -> None:
    answer = client.get("/city/other")
    assert answer.status_code == 404
    assert "没有找到 other" in answer.text
    assert "other was not found" in client.get("/city/other?lang=en").text


def test_a_failure_shows_a_reference_and_no_traceback(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr(client.app.state.desk, "plan", break_down)  # type: ignore[attr-defined]
    answer = client.get(PLAN)
    assert answer.status_code == 500
    reference = re.search("编号 ([0-9a-f]{8})", answer.text)
    assert reference
    assert reference[1] in caplog.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_words_of_a_source_are_escaped(client: TestClient) -> None:
    text = client.get(f"{PLAN}/1").text
    assert "全年 &lt;90&gt; 亿元" in text
    assert "<90>" not in text


def test_a_library_may_be_kept_for_ever_and_a_page_may_not(client: TestClient) -> None:
    text = client.get(PLAN).text
    library = re.search(r'src="(/static/vendor/htmx[^"]+)"', text)
    styles = re.search(r'href="(/static/css/site.css\?v=[^"]+)"', text)
    assert library
    assert styles
    for path in (library[1], styles[1]):
        assert "immutable" in client.get(path).headers["cache-control"]
    assert client.get(PLAN).headers["cache-control"] == "no-cache"
    assert client.get(PLAN).headers["content-encoding"] == "gzip"


def test_every_route_stands_in_the_table_of_access() -> None:
    served = {(path, method) for path, methods in declared() for method in methods}
    tabled = {(rule.path, method) for rule in access.TABLE for method in rule.methods}
    assert served == tabled
    with pytest.raises(RuntimeError, match="POST /new"):
        access.refuse_undeclared([("/new", ["POST"])])


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("localhost", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("10.1.2.3", False),
        ("x", False),
    ],
)
def test_only_this_machine_counts_as_loopback(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


def test_beyond_loopback_every_writing_route_is_refused(
    app_over: Callable[..., FastAPI], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = access.Rule(path="/note", methods=frozenset({"POST"}), act=access.Act.WRITE)
    monkeypatch.setattr(access, "TABLE", (*access.TABLE, rule))
    for host, status in (("127.0.0.1", 200), ("0.0.0.0", 403)):
        app = app_over(host=host)
        app.post("/note")(lambda: {})
        assert sent(TestClient(app, base_url=HERE), "/note").status_code == status


def test_pages_without_their_libraries_say_what_to_do(
    app_over: Callable[..., FastAPI], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from luoshi.web import assets

    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    assets.vendor.cache_clear()
    with pytest.raises(LuoshiError) as refused:
        app_over()
    assets.vendor.cache_clear()
    assert refused.value.problem.code == "front-end-missing"

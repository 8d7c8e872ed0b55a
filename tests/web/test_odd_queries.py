"""Whatever stands in the query of an address, nothing breaks: every route that reads, with odd words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from luoshi.web.app import PAGES, create_app
from luoshi.web.times import NAMES
from tests.web.conftest import HERE, NOW

SAMPLE = {
    "place": "city",
    "plan": "plan",
    "indicator": "1",
    "key": "plan",
    "file": "results.csv",
    "task": "1",
    "number": "1",
    "identity": "x",
    "evidence": "x",
    "secret": "x",
    "account": "x",
    "path": "nowhere",
}
EVERYWHERE = ("lang", "q", "post", "submission")
"""Words that many pages know, and that others must bear."""

ODD = (
    "",
    "%00",
    "%ff%fe",
    "-1",
    "9" * 400,
    "1e999",
    "nan",
    "2024-02-30",
    "%F0%9F%92%A3%E2%80%AE",
    quote("' OR 1=1 --\"<script>alert(1)</script>"),
    quote("{{7*7}}${7*7}%s{0}"),
    quote("../../etc/passwd"),
    quote("(" * 300 + "+*" + "NEAR"),
    quote("九" * 500),
    "1&{name}=2&{name}[]=3&{name}=",
)
EACH = 2
"""Addresses for each route; all odd words are tried on some."""


def routes() -> list[tuple[str, tuple[str, ...]]]:
    """Return the address of each route that reads, with the names its query may hold."""
    found = []
    for router in PAGES:
        for route in router.routes:
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()):
                own = [one.alias for one in route.dependant.query_params if one.alias not in NAMES]
                address = route.path.replace("{path:path}", "{path}").format(**SAMPLE)
                found.append((address, (*own, *EVERYWHERE)))
    return found


def asked() -> Iterator[str]:
    """Yield odd words for what a route asks, then for the times, which end an answer where they are wrong."""
    words = cycle(ODD)
    for address, names in routes():
        for some in (*[names] * EACH, NAMES):
            pairs = [f"{name}={next(words).replace('{name}', name)}" for name in dict.fromkeys(some)]
            yield f"{address}?{'&'.join(pairs)}"
        yield f"{address}?&&=&%&=%zz&{quote('键')}={quote('值')}"


@pytest.fixture
def browser(small_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A browser at the machine, which may ask for everything, as often as it likes."""
    monkeypatch.setenv("LUOSHI_RATE", "0")
    app = create_app(small_ledger, clock=lambda: NOW)
    return TestClient(app, base_url=HERE, raise_server_exceptions=False, follow_redirects=False)


def test_no_query_breaks_a_page_or_the_api(browser: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, logger="luoshi.web"):
        answers = {address: browser.get(address) for address in asked()}
    broken = {address[:160]: one.status_code for address, one in answers.items() if one.status_code >= 500}
    assert broken == {}
    assert [one.getMessage() for one in caplog.records] == []
    pages = [one.text for one in answers.values() if "text/html" in one.headers.get("content-type", "")]
    assert not any("<script>alert(1)" in one for one in pages), "what was asked is no code"
    assert len({one.status_code for one in answers.values()}) > 2, "some are answered, some refused"

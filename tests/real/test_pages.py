"""The pages over the real documents show the expected verdicts, row by row, and nothing too early."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import lxml.html
import pytest
from fastapi.testclient import TestClient

from luoshi.evaluation import words
from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app

pytestmark = pytest.mark.real

CLOCK = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def client(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("pages") / "luoshi.db"
    with Ledger.open(path, create=True, clock=CLOCK) as ledger:
        build(ledger, real / "documents", observations=[real / "data/shenyang_observations.csv"])
    with TestClient(create_app(path, clock=lambda: CLOCK), headers={"accept-language": "zh"}) as made:
        yield made


def page(client: TestClient, path: str) -> lxml.html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return lxml.html.fromstring(answer.text)


def text(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def lines(client: TestClient, query: str) -> dict[int, lxml.html.HtmlElement]:
    """Return the rows of the list of indicators by their number."""
    rows = page(client, f"/{query}").cssselect(".list tr:not(.domain)")
    return {int(text(row.cssselect(".no")[0])): row for row in rows if row.cssselect("td.no")}


def test_each_line_shows_the_expected_verdict(client: TestClient, real: Path) -> None:
    shown = lines(client, "?at=2025-12-31")
    with (real / "benchmarks/expected-verdicts.csv").open(encoding="utf-8", newline="") as file:
        expected = {int(row["plan_no"]): row for row in csv.DictReader(file)}
    assert set(shown) == set(expected) == set(range(1, 32))
    for number, row in expected.items():
        cell = shown[number].cssselect(".verdict-cell")[0]
        word = words.status(row["verdict"], "zh").word  # type: ignore[arg-type]
        assert text(cell).startswith(word), (number, text(cell))
        if row["reason"]:
            assert words.reason(row["reason"], "zh") in text(cell), number  # type: ignore[arg-type]
        if row["value"]:
            latest = shown[number].cssselect(".latest b")[0]
            assert Decimal(text(latest)) == Decimal(row["value"]), number
        if row["completion"]:
            share = (Decimal(row["completion"]) * 100).quantize(Decimal("0.1"))
            assert f"完成比例 {str(share).replace('-', '−')}%" in text(cell), number


def test_what_was_published_later_is_not_shown(client: TestClient) -> None:
    late = client.get("/?at=2025-12-31&published_by=2025-12-31")
    assert late.status_code == 200
    assert "2026年5月22日" not in late.text
    assert "9100.3" not in late.text


def test_the_first_page_tells_the_plan_what_came_after_and_where_sources_disagree(client: TestClient) -> None:
    cockpit = page(client, "/?at=2025-12-31")
    head = text(cockpit.cssselect("header.plan")[0])
    assert "沈阳建设国家中心城市行动纲要" in head
    assert "评估基准日2025年12月31日 数据截止日2026年5月22日" in head
    assert len(cockpit.cssselect(".attention li")) == 5
    assert len(cockpit.cssselect(".boxes > li")) == 9
    assert len(cockpit.xpath("//*[contains(text(), '本章无量化指标')]")) >= 1
    assert "进出口总额" in text(cockpit.cssselect(".disagreements")[0])


def test_a_chart_is_cut_where_the_statistic_changed(client: TestClient) -> None:
    base = client.get("/").url.path
    gdp = page(client, f"{base}/1")
    changed, found = gdp.cssselect(".breaks li")
    assert "口径变化" in text(changed)
    assert "2024" in text(found)
    assert "增速与水平不符" in text(found)
    foreign = page(client, f"{base}/24")
    assert len(foreign.cssselect(".breaks li")) == 4
    assert "口径变化" in text(foreign.cssselect(".finding")[0]) or "口径" in text(
        foreign.cssselect(".finding")[0]
    )


def test_every_target_leads_to_its_words_in_the_plan(client: TestClient) -> None:
    base = client.get("/").url.path
    for number in (1, 10, 19, 30):
        rows = page(client, f"{base}/{number}").cssselect(".promises tbody tr")
        assert len(rows) >= 2
        for row in rows:
            (link,) = row.cssselect(".source a.badge")
            value = text(row.cssselect("mark")[0])
            reader = page(client, str(link.get("href")).partition("#")[0])
            assert text(reader.cssselect("#words")[0]) in (value, value.replace(" ", ""))


def test_no_page_names_a_leader_beside_a_status_or_uses_a_word_it_must_not(client: TestClient) -> None:
    base = client.get("/").url.path
    for path in (base, *(f"{base}/{number}" for number in range(1, 32))):
        shown = text(page(client, path).cssselect("main")[0])
        assert "总书记" not in shown, path
        for word in ("造假", "注水", "虚增", "打脸", "烂尾"):
            assert word not in shown, path

"""The three times hold for what is asked, reported and closed."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi.testclient import TestClient
from lxml import html

from luoshi.collection.closing import close
from luoshi.collection.states import Actor
from luoshi.ledger import views
from luoshi.ledger.observations import import_observations
from luoshi.ledger.store import Ledger
from tests.collection.office import figure, published
from tests.web.bureau import Bureau


def text(client: TestClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return re.sub(r"\s+", " ", html.fromstring(answer.text).cssselect("main")[0].text_content())


GDP_2024 = """plan_no,indicator,region,period,value,unit,match,trust,title,published
1,地区生产总值,江川市,2024,440.1,亿元,same,B,江川统计年鉴2025,2025-03-01
"""


def asked_2024(client: TestClient, query: str = "") -> list[str]:
    """Return the indicators of which the queue asks the figure of 2024."""
    page = html.fromstring(client.get(f"/collect{query}").text)
    told = [" ".join(one.text_content().split()) for one in page.cssselect("ul.asked > li")]
    return [one.split()[0] for one in told if "江川市 · 2024年" in one]


def test_the_queue_is_that_of_the_day(office: Bureau) -> None:
    zhang = office.browser("zhang")
    now, then = text(zhang, "/collect"), text(zhang, "/collect?at=2025-02-10")
    assert "2025年" in now
    assert "江川市 · 2025年" not in then
    assert "江川市 · 2024年" in then
    assert "逾期" in now
    assert "逾期" not in then, "on that day 2024 was not late yet"


def test_what_was_not_published_yet_is_still_to_be_asked(office: Bureau, tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(GDP_2024, encoding="utf-8")
    with Ledger.open(office.path) as ledger:
        assert import_observations(ledger, tmp_path / "figures.csv", actor="test").problems == ()
    zhang = office.browser("zhang")
    assert "地区生产总值" not in asked_2024(zhang)
    assert "地区生产总值" in asked_2024(zhang, "?published_by=2025-02-28")


def test_the_queue_is_what_the_ledger_held(office: Bureau) -> None:
    zhang = office.browser("zhang")
    assert "不在任何填报或审核岗位上" in text(zhang, "/collect?recorded_by=1")
    with Ledger.open(office.path) as ledger:
        head = ledger.head()
        assert head
        published(ledger, figure(), figure(period="2024", value="430"))
    assert "地区生产总值" not in asked_2024(zhang)
    assert "地区生产总值" in asked_2024(zhang, f"?recorded_by={head.number}")
    for query in ("at=2020-01-01", "published_by=2000-01-01", "recorded_by=1"):
        for path in ("/collect", "/collect/periods", "/owners", "/gaps"):
            assert zhang.get(f"{path}?{query}").status_code == 200, (path, query)
    for wrong in ("at=never", "published_by=never", "recorded_by=²", "at=0001-01-01", "at=9999-12-31"):
        for path in ("/", "/collect", "/collect/periods", "/gaps"):
            assert zhang.get(f"{path}?{wrong}").status_code in (400, 422), (path, wrong)


def test_closed_periods_are_those_the_ledger_held(office: Bureau) -> None:
    with Ledger.open(office.path) as ledger:
        head = ledger.head()
        assert head
        (plan,) = views.plans(ledger)
        close(ledger, plan.slug, "2024", actor=Actor(account="sun"), reason="年度数据已定稿")
    zhang = office.browser("zhang")
    assert "年度数据已定稿" in text(zhang, "/collect/periods")
    assert "年度数据已定稿" not in text(zhang, f"/collect/periods?recorded_by={head.number}")
    for query in ("at=2020-01-01", "published_by=2000-01-01"):
        assert zhang.get(f"/collect/periods?{query}").status_code == 200

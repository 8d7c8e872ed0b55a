"""The page and the API of two versions of a plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from fastapi.testclient import TestClient

from luoshi.ledger.build import build
from luoshi.ledger.differing.marking import marked
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.ledger.differing.plans import PLAN, edited
from tests.ledger.differing.test_plans import LATER, SOURCES


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder: Path = tmp_path_factory.mktemp("diff")
    folder.joinpath("sources.yaml").write_text(SOURCES, encoding="utf-8")
    folder.joinpath("review.md").write_text(LATER, encoding="utf-8")
    with Ledger.open(folder / "ledger.db", create=True) as ledger:
        for text in (PLAN, edited(("350.5 | 500 |", "350.5 | 520 |"))):
            folder.joinpath("plan.md").write_text(text, encoding="utf-8")
            assert build(ledger, folder).complete
    with TestClient(create_app(folder / "ledger.db"), headers={"accept-language": "zh"}) as made:
        yield made


def page(client: TestClient, address: str) -> lxml.html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.text)


def test_what_can_be_compared_is_offered_earlier_editions_first(client: TestClient) -> None:
    values = [one.get("value") for one in page(client, "/linjiang/plan/diff").cssselect("#old option")]
    assert [value.partition("@")[0] for value in values] == ["plan", "review"]
    assert "@" in values[0]


def test_an_earlier_edition_beside_the_present_one(client: TestClient) -> None:
    [earlier, _] = page(client, "/linjiang/plan/diff").cssselect("#old option")
    [item] = page(client, f"/linjiang/plan/diff?old={earlier.get('value')}").cssselect(".changes > li")
    assert "数值由“500”改为“520”" in item.text_content()
    assert "同一指标概念" in item.text_content()
    assert [one.text_content() for one in item.cssselect("del, ins")] == ["去掉：500", "加入：520"]
    links = [one.get("href") for one in item.cssselect(".side a")]
    assert all(link.startswith("/documents/plan?words=") for link in links)


def test_another_plan_and_what_only_one_of_them_has(client: TestClient) -> None:
    found = page(client, "/linjiang/review/diff?old=plan&lang=en")
    kinds = {" ".join(one.text_content().split()) for one in found.cssselect(".changes .kind")}
    assert {"Targets · changed", "Targets · no longer listed", "Tasks · re-dated"} <= kinds
    only = page(client, "/linjiang/review/diff?old=plan&what=task&change=redated").cssselect(".changes h3")
    assert ["建设航空枢纽" in one.text_content() for one in only] == [True]


def test_the_api_tells_the_same(client: TestClient) -> None:
    items = client.get("/api/v1/plans/linjiang/review/diff?old=plan").json()["items"]
    gdp = next(one for one in items if one["name"] == "地区生产总值" and one["what"] == "target")
    assert (gdp["change"], gdp["old"]["value"], gdp["new"]["value"]) == ("changed", "520", "480")
    assert gdp["new"]["sentence"].startswith("到2025年，地区生产总值")
    assert client.get("/api/v1/plans/linjiang/review/diff?old=nothing").status_code == 404
    assert client.get("/api/v1/plans/linjiang/review/diff").status_code == 422
    table = client.get("/api/v1/plans/linjiang/review/diff?old=plan&format=csv").text
    assert "change,name,words_zh,words_en" in table.splitlines()[0]


def test_what_was_recorded_later_is_not_compared(client: TestClient) -> None:
    """A question about the ledger at entry 2 does not see a later edition, whatever is asked for."""
    items = client.get("/api/v1/plans/linjiang/plan/diff?old=plan@99&recorded_by=2").json()["items"]
    assert {one["change"] for one in items} == {"same"}


def test_single_characters_between_changes_are_part_of_them() -> None:
    left, right = marked("建成站点20个", "新建站点35个")
    assert [(part.words, part.side) for part in left] == [
        ("建成", "old"),
        ("站点", "both"),
        ("20", "old"),
        ("个", "both"),
    ]
    assert "".join(part.words for part in right) == "新建站点35个"

"""The pages of tasks and projects, and the API beside them."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
import pytest
from fastapi.testclient import TestClient

from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.ledger.test_tasks import PLAN, REPORT, SOURCES


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("tasks")
    folder.joinpath("plan.md").write_text(PLAN, encoding="utf-8")
    folder.joinpath("report.md").write_text(REPORT, encoding="utf-8")
    folder.joinpath("sources.yaml").write_text(SOURCES, encoding="utf-8")
    with Ledger.open(folder / "ledger.db", create=True) as ledger:
        build(ledger, folder)
    with TestClient(create_app(folder / "ledger.db"), headers={"accept-language": "zh"}) as made:
        yield made


def page(client: TestClient, path: str) -> lxml.html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.text)


def test_the_page_of_actions_says_who_leads_and_what_only_seems_so(client: TestClient) -> None:
    items = page(client, "/jiangchuan/plan/actions").cssselect(".deeds > li")
    words = [" ".join(item.text_content().split()) for item in items]
    assert "牵头单位 市交通局" in words[0]
    assert "推定牵头，待确认" not in words[0]
    assert "推定牵头，待确认" in words[1]
    assert "临江材料实验室二期主体工程封顶" in words[1]
    assert "可量化 建议" in words[2]
    only = page(client, "/jiangchuan/plan/actions?show=confirm").cssselect(".deeds > li")
    assert len(only) == 1


def test_a_box_counts_what_answers_the_items_of_its_chapter(client: TestClient) -> None:
    box = page(client, "/jiangchuan/plan").cssselect(".boxes li")[0]
    counts = dict(
        zip([e.text for e in box.cssselect("dt")], [e.text for e in box.cssselect("dd")], strict=True)
    )
    assert counts == {"专项行动": "1", "正文任务": "2", "已公开成效": "1", "指标": "0"}


def test_a_project_is_shown_as_one_history(client: TestClient) -> None:
    [project] = [
        one for one in page(client, "/projects").cssselect(".project") if "跑道" in one.text_content()
    ]
    stages = [" ".join(one.text_content().split()) for one in project.cssselect(".stage")]
    assert [one.split()[0] for one in stages] == ["建设", "开工"]
    assert all("推进中或列为目标" in one for one in stages)
    assert all(link.get("href", "").startswith("/documents/") for link in project.cssselect("a"))


def test_what_is_listed_under_a_task_stands_under_it(client: TestClient) -> None:
    [listed] = page(client, "/jiangchuan/plan/actions").cssselect(".deeds .subtasks")
    alone = page(client, "/jiangchuan/plan/actions/i-1-1-2").cssselect(".subtasks > li")
    words = [" ".join(one.text_content().split()) for one in alone]
    assert [" ".join(one.text_content().split()) for one in listed.cssselect(".subtasks > li")] == words
    assert words == [
        "力争2024年底前建成材料中试线 可验收 建议力度 力争时限 2024年 要素与认定",
        "探索科研经费包干 持续推进 建议力度 探索 要素与认定",
    ]
    assert client.get(alone[0].cssselect("a")[0].get("href")).status_code == 200
    own = page(client, alone[0].cssselect("a")[-1].get("href"))
    assert own.cssselect("h1")[0].text_content() == "力争2024年底前建成材料中试线"
    assert own.cssselect(".crumbs a")[-1].get("href") == "/jiangchuan/plan/actions/i-1-1-2"
    tasks = client.get("/api/v1/plans/jiangchuan/plan/actions").json()["items"]
    told = ("action", "text", "strength", "task_class", "deadline", "indicators", "settled")
    assert [tuple(one[name] for name in told) for one in tasks[1]["subtasks"]] == [
        ("i-1-1-2.1", "力争2024年底前建成材料中试线", "力争", "checkable", "2024", [], []),
        ("i-1-1-2.2", "探索科研经费包干", "探索", "continuing", None, [], []),
    ]


def test_the_api_tells_the_same(client: TestClient) -> None:
    tasks = client.get("/api/v1/plans/jiangchuan/plan/actions").json()["items"]
    assert [(one["action"], one["form"], one["lead"], one["lead_basis"]) for one in tasks] == [
        ("i-1-1-1", "item", ["市交通局"], "named"),
        ("i-1-1-2", "item", ["市科技局"], "presumed"),
        ("1-1", "special", [], None),
    ]
    only = client.get("/api/v1/plans/jiangchuan/plan/actions?form=special").json()["items"]
    assert [one["action"] for one in only] == ["1-1"]
    stages = [
        one["stage"] for one in client.get("/api/v1/projects").json()["items"] if "跑道" in one["mentioned"]
    ]
    assert stages == ["building", "starting"]


def test_the_reader_leads_from_a_passage_to_its_tasks_projects_and_what_it_answers(
    client: TestClient,
) -> None:
    links = [
        (" ".join(one.text_content().split()), one.cssselect("a")[0].get("href"))
        for one in page(client, "/documents/plan").cssselect(".belongs span")
        if one.cssselect("a")
    ]
    assert ("任务 建设航空枢纽", "/jiangchuan/plan/actions/i-1-1-1") in links
    assert ("任务 空港行动", "/jiangchuan/plan/actions/1-1") in links
    assert any(words.startswith("项目 ") and "跑道" in words for words, _ in links)
    assert all(client.get(path.partition("#")[0]).status_code == 200 for _, path in links)
    report = page(client, "/documents/report").text_content()
    assert "可作进展的任务 培育科技力量" in " ".join(report.split())

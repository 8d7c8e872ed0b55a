"""The page of projects: what persons join, part and drop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from fastapi.testclient import TestClient

from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from luoshi.web.app import create_app
from tests.ledger.test_projecting import EARLY, LATE, SOURCES
from tests.web.conftest import HERE
from tests.web.forms import sent


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("projects")
    for name, text in (("early.md", EARLY), ("late.md", LATE), ("sources.yaml", SOURCES)):
        folder.joinpath(name).write_text(text, encoding="utf-8")
    with Ledger.open(folder / "ledger.db", create=True) as made:
        build(made, folder)
    return folder / "ledger.db"


@pytest.fixture
def client(ledger: Path) -> Iterator[TestClient]:
    with TestClient(create_app(ledger), base_url=HERE, headers={"accept-language": "zh"}) as made:
        yield made


def shown(client: TestClient, name: str) -> lxml.html.HtmlElement | None:
    answer = client.get("/projects?show=all")
    assert answer.status_code == 200, answer.text
    found = lxml.html.fromstring(answer.text).cssselect(".project")
    return next((one for one in found if one.cssselect("h2")[0].text_content() == name), None)


def decided(client: TestClient, project: str, act: str, **more: str) -> str:
    one = shown(client, project)
    assert one is not None
    fields = dict(one.cssselect(".joining form")[0].form_values())
    answer = sent(client, "/projects", {**fields, "act": act, "reason": "核对工程名录", **more})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_projects_are_merged_split_dropped_and_taken_back(client: TestClient) -> None:
    back = decided(client, "河西大桥", "merge", name="江川河大桥")
    one = shown(client, "江川河大桥")
    assert one is not None
    assert back.endswith(f"#{one.get('id')}")
    assert "2 份文件，2 处；写法经人工认定" in one.text_content()
    assert shown(client, "河西大桥") is None
    [pick] = [
        box.get("value")
        for box in one.cssselect("[name=pick]")
        if box.getparent().text_content().strip().startswith("河西大桥")
    ]
    decided(client, "江川河大桥", "split", pick=pick)
    assert shown(client, "河西大桥") is not None
    decided(client, "东山隧道", "drop")
    assert shown(client, "东山隧道") is None
    told = lxml.html.fromstring(client.get("/projects/decisions").text)
    first = told.cssselect(".decisions > li")[0]
    assert "东山隧道 → 不是项目" in " ".join(first.text_content().split())
    assert "核对工程名录" in first.text_content()
    undo = dict(first.cssselect("form")[0].form_values())
    assert sent(client, "/projects", {**undo, "reason": "误删"}).status_code == 303
    assert shown(client, "东山隧道") is not None
    items = client.get("/api/v1/projects").json()["items"]
    assert {one["mentioned"] for one in items if one["decided"]} == {"江川河大桥", "河西大桥"}


def test_what_is_wrong_is_said(client: TestClient) -> None:
    fields = {"act": "merge", "project": "儿童医院", "name": "没有的项目", "reason": "并"}
    assert sent(client, "/projects", fields).status_code == 404
    assert sent(client, "/projects", {**fields, "name": "儿童医院"}).status_code == 400
    assert sent(client, "/projects", {**fields, "act": "split"}).status_code == 400
    assert sent(client, "/projects", {**fields, "act": "else"}).status_code == 404


def test_nobody_decides_where_nothing_may_be_written(ledger: Path) -> None:
    reading = TestClient(create_app(ledger, read_only=True), base_url=HERE)
    assert lxml.html.fromstring(reading.get("/projects").text).cssselect(".joining") == []

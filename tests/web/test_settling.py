"""What persons settle about tasks: on the task's page, by command, kept over builds and editions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import lxml.html
import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from luoshi.access import Role, tokens
from luoshi.cli import main
from luoshi.errors import LuoshiError
from luoshi.ledger import confirming, views
from luoshi.ledger.build import build
from luoshi.ledger.records import ActionView, TermsView
from luoshi.ledger.store import Ledger
from tests.ledger.test_tasks import PLAN, REPORT, SOURCES
from tests.web.conftest import HERE, NOW
from tests.web.forms import sent as send
from tests.web.people import staffed

PATH = "/jiangchuan/plan/actions/i-1-1-2"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("settling")
    made.joinpath("plan.md").write_text(PLAN, encoding="utf-8")
    made.joinpath("report.md").write_text(REPORT, encoding="utf-8")
    made.joinpath("sources.yaml").write_text(SOURCES, encoding="utf-8")
    return made


@pytest.fixture
def ledger(folder: Path, tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "ledger.db", create=True) as made:
        build(made, folder)
        yield made


def task(ledger: Ledger, slug: str = "i-1-1-2") -> ActionView:
    return confirming.task_named(ledger, views.plan(ledger, "plan"), slug)


def settle(ledger: Ledger, slug: str = "i-1-1-2", **values: object) -> TermsView:
    confirming.settle(ledger, task(ledger, slug), values, reason="分工方案", actor="张三")
    return task(ledger, slug).terms


def test_a_presumed_lead_is_confirmed_and_a_class_is_settled(ledger: Ledger) -> None:
    assert task(ledger).terms.to_confirm
    terms = settle(ledger, lead=["市科技局"], task_class="checkable", deadline="2025-06")
    assert (terms.lead, terms.basis, terms.task_class, terms.deadline) == (
        ("市科技局",),
        "settled",
        "checkable",
        "2025-06",
    )
    assert not terms.to_confirm
    kept = confirming.settled_terms(ledger, task(ledger).plan_id)
    assert {(one.what, one.actor, one.reason) for one in kept} == {
        (what, "张三", "分工方案") for what in ("lead", "task_class", "deadline")
    }
    assert len({one.number for one in kept}) == 1, "one entry for one decision"


def test_it_outlives_a_build_and_a_new_edition(ledger: Ledger, folder: Path, tmp_path: Path) -> None:
    settle(ledger, task_class="checkable", strength="力争")
    build(ledger, folder)
    assert (task(ledger).terms.task_class, task(ledger).strength) == ("checkable", "力争")
    later = tmp_path / "later"
    later.mkdir()
    for name, text in (
        ("plan.md", PLAN.replace("推进临江", "加快推进临江")),
        ("sources.yaml", SOURCES),
        ("report.md", REPORT),
    ):
        later.joinpath(name).write_text(text, encoding="utf-8")
    build(ledger, later)
    assert task(ledger).text.startswith("加快推进")
    assert task(ledger).terms.task_class == "checkable"


def test_a_part_of_a_task_is_settled_as_a_task_and_alone(
    ledger: Ledger, folder: Path, tmp_path: Path
) -> None:
    before = task(ledger)
    terms = settle(
        ledger, "i-1-1-2.2", task_class="checkable", lead=["市科技局"], deadline="2025", strength="争取"
    )
    assert (terms.task_class, terms.lead, terms.basis) == ("checkable", ("市科技局",), "settled")
    later = tmp_path / "later"
    later.mkdir()
    for name, text in (
        ("plan.md", PLAN.replace("经费包干。", "经费包干制。")),
        ("sources.yaml", SOURCES),
        ("report.md", REPORT),
    ):
        later.joinpath(name).write_text(text, encoding="utf-8")
    for source in (folder, later):
        build(ledger, source)
        part = task(ledger).parts[1]
        assert (part.terms.task_class, part.terms.deadline, part.strength) == ("checkable", "2025", "争取")
    assert part.text == "探索科研经费包干制"
    assert (task(ledger).terms.settled, task(ledger).terms.lead) == ({}, before.terms.lead)
    assert task(ledger).parts[0].terms.settled == {}
    confirming.unsettle(ledger, part, "strength", reason="有误", actor="李四")
    assert task(ledger, "i-1-1-2.2").strength == "探索"
    assert ledger.verify() == []


def test_a_decision_is_replaced_taken_back_and_never_lost(ledger: Ledger) -> None:
    before = task(ledger).terms.task_class
    settle(ledger, task_class="measured")
    assert settle(ledger, task_class="checkable").task_class == "checkable"
    confirming.unsettle(ledger, task(ledger), "task_class", reason="有误", actor="李四")
    assert task(ledger).terms.task_class == before
    assert task(ledger).terms.settled == {}
    with pytest.raises(LuoshiError) as caught:
        confirming.unsettle(ledger, task(ledger), "lead", reason="有误", actor="李四")
    assert caught.value.problem.code == "not-found"


def test_of_two_persons_at_once_the_second_is_told(ledger: Ledger) -> None:
    settle(ledger, task_class="measured")
    with pytest.raises(LuoshiError) as caught:
        confirming.settle(
            ledger,
            task(ledger),
            {"task_class": "checkable"},
            reason="x",
            actor="李四",
            seen={"task_class": ""},
        )
    assert caught.value.problem.code == "ledger-conflict"


REFUSED: tuple[tuple[dict[str, object], str, str], ...] = (
    ({"task_class": "easy"}, "x", "term-invalid"),
    ({"task_class": None}, "x", "term-invalid"),
    ({"deadline": "soon"}, "x", "term-invalid"),
    ({"strength": "尽量"}, "x", "term-invalid"),
    ({"lead": ["单位" * 40]}, "x", "term-invalid"),
    ({"owner": "x"}, "x", "term-invalid"),
    ({}, "x", "term-invalid"),
    ({"task_class": "measured"}, " ", "decision-without-reason"),
    ({"task_class": "measured"}, "x" * 2001, "decision-reason-long"),
    ({"task_class": "measured"}, "机密★5年", "classified"),
    ({"lead": ["机密★5年"]}, "x", "classified"),
)


def test_what_cannot_be_settled_is_refused(ledger: Ledger) -> None:
    one = task(ledger)
    for values, reason, code in REFUSED:
        with pytest.raises(LuoshiError) as caught:
            confirming.settle(ledger, one, values, reason=reason, actor="张三")
        assert caught.value.problem.code == code, values
    assert confirming.settled_terms(ledger, one.plan_id) == ()


def test_the_command_settles_shows_and_takes_back(folder: Path, tmp_path: Path) -> None:
    where = ["--ledger", str(tmp_path / "made.db"), "--lang", "zh"]

    def run(*arguments: str) -> str:
        told = CliRunner().invoke(main, [*arguments, *where])
        assert told.exit_code == 0, told.output
        return told.stdout

    run("build", str(folder))
    one = ["settle", "i-1-1-2", "--plan", "plan", "--actor", "张三"]
    assert "已认定：培育科技力量" in run(
        *one, "--confirm-lead", "--class", "checkable", "--reason", "分工方案"
    )
    rows = json.loads(run("tasks", "--plan", "plan", "--format", "json"))
    [row] = [row for row in rows if row["task"] == "i-1-1-2"]
    assert (row["class"], row["basis"], row["settled"]) == ("checkable", "settled", ["lead", "task_class"])
    assert {(one["what"], one["actor"], one["reason"]) for one in row["decisions"]} == {
        ("lead", "张三", "分工方案"),
        ("task_class", "张三", "分工方案"),
    }
    assert "已撤回" in run(*one, "--undo", "lead", "--reason", "有误")
    one[1] = "i-1-1-2.2"
    assert "已认定：探索科研经费包干" in run(*one, "--class", "checkable", "--reason", "以验收为准")
    rows = json.loads(run("tasks", "--plan", "plan", "--format", "json"))
    [part] = [part for row in rows for part in row["subtasks"] if part["task"] == "i-1-1-2.2"]
    assert (part["class"], part["settled"]) == ("checkable", ["task_class"])
    assert [one["reason"] for one in part["decisions"]] == ["以验收为准"]


def page(client: TestClient, path: str = PATH) -> lxml.html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return lxml.html.fromstring(answer.text)


def test_a_planner_settles_on_the_page_and_nobody_else(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "staffed.db"
    with Ledger.open(path, create=True) as made:
        build(made, folder)
    office = staffed(path)
    planner, reporter = office.browser(Role.PLANNER), office.browser(Role.REPORTER)
    assert page(planner).cssselect(".settling")
    assert not page(reporter).cssselect(".settling")
    sent = {"act": "settle", "confirm": "1", "task_class": "checkable", "reason": "市政府分工方案"}
    assert planner.post(PATH, data=sent).status_code == 403, "without the key of the form"
    assert send(reporter, PATH, sent).status_code == 403
    done = send(planner, PATH, sent)
    assert (done.status_code, done.headers["location"]) == (303, f"{PATH}#decisions")
    [lead, kind] = page(planner).cssselect(".decisions > li")
    assert "市科技局" in kind.text_content() + lead.text_content()
    assert "市政府分工方案" in lead.text_content()
    assert "planner" in lead.text_content()
    assert "推定牵头，待确认" not in page(planner, "/jiangchuan/plan/actions").text_content()
    assert "planner" not in page(reporter).cssselect(".decisions")[0].text_content()
    undo = {"act": "undo", "what": "lead", "reason": "有误"}
    assert send(planner, PATH, undo).status_code == 303
    assert len(page(planner).cssselect(".decisions > li")) == 1
    part = f"{PATH}.1"
    assert send(reporter, part, sent).status_code == 403
    assert send(planner, part, sent | {"strength": "确保"}).headers["location"] == f"{part}#decisions"
    assert len(page(planner, part).cssselect(".decisions > li")) == 2
    assert "确保" in page(planner).cssselect(".subtasks > li")[0].text_content()


def test_a_task_has_a_page_with_all_that_belongs_to_it(folder: Path, tmp_path: Path) -> None:
    from luoshi.web.app import create_app

    path = tmp_path / "shown.db"
    with Ledger.open(path, create=True) as made:
        build(made, folder)
    with TestClient(create_app(path), base_url=HERE, headers={"accept-language": "zh"}) as client:
        words = page(client).text_content()
        assert "临江材料实验室二期主体工程封顶" in words
        assert "江川机场二跑道" in page(client, "/jiangchuan/plan/actions/i-1-1-1").text_content()
        assert client.get("/jiangchuan/plan/actions/none").status_code == 404
        [link] = page(client, "/jiangchuan/plan/actions").cssselect(f'.deeds a[href="{PATH}"]')
        assert link.text_content() == "培育科技力量"


def test_a_program_settles_the_tasks_that_its_token_names_and_no_other(
    ledger: Ledger, tmp_path: Path
) -> None:
    people = staffed(tmp_path / "ledger.db", roles=[Role.PLANNER, Role.REPORTER])
    api = "/api/v1" + PATH.replace("/jiangchuan/plan", "/plans/jiangchuan/plan")

    def called(role: Role, scope: str, **body: object) -> tuple[int, dict[str, object]]:
        until = NOW + timedelta(days=9)
        _, secret = tokens.issue(people.store, people.ids[role], "t", [scope], until, by=people.ids[role])
        head = {"authorization": f"Bearer {secret}"}
        answer = people.browser().post(api, json={"reason": "分工方案", **body}, headers=head)
        return answer.status_code, answer.json()

    own = "jiangchuan/plan/actions/i-1-1-2"
    code, told = called(Role.PLANNER, own, lead=["市科技局"], deadline=None, task_class="checkable")
    assert (code, told["lead"], told["lead_basis"]) == (200, ["市科技局"], "settled")
    assert told["settled"] == ["deadline", "lead", "task_class"]
    assert task(ledger).terms.deadline is None
    kept = confirming.settled_terms(ledger, task(ledger).plan_id)
    assert {(one.actor, one.reason) for one in kept} == {(people.ids[Role.PLANNER], "分工方案")}
    code, told = called(Role.PLANNER, own, undo="lead")
    assert (code, told["lead_basis"]) == (200, "presumed")
    task_api, api = api, f"{api}.2"
    for scope in (own, f"{own}.2"):
        code, told = called(Role.PLANNER, scope, strength="争取")
        assert (code, told["action"], told["strength"]) == (200, "i-1-1-2.2", "争取")
    assert called(Role.PLANNER, f"{own}.1", strength="争取")[0] == 403
    api = task_api
    before = ledger.head()
    assert called(Role.PLANNER, f"{own}.2", strength="力争")[0] == 403, "a part does not cover its task"
    assert called(Role.PLANNER, "jiangchuan/plan/actions/1-1", strength="力争")[0] == 403
    assert called(Role.PLANNER, "jiangchuan/plan/1", strength="力争")[0] == 403
    assert called(Role.REPORTER, own, strength="力争")[0] == 403
    assert called(Role.PLANNER, own, strength="必须")[0] == 422
    assert called(Role.PLANNER, own)[0] == 422
    assert called(Role.PLANNER, own, deadline="明年")[0] == 422
    assert people.browser().post(api, json={"reason": "x", "strength": "力争"}).status_code == 401
    assert ledger.head() == before

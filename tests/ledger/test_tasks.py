"""What a plan sets and the projects documents name are in the ledger, with who, when and where."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from luoshi.ledger import views
from luoshi.ledger.build import build
from luoshi.ledger.records import ActionView
from luoshi.ledger.store import Ledger

PLAN = """# 江川市发展规划

## 一、建设枢纽

### （一）完善网络

1. 建设航空枢纽。加快推进江川机场二跑道建设，到2025年旅客吞吐量达到300万人次。
（牵头单位：市交通局；配合单位：市发展改革委）

2. 培育科技力量。推进临江材料实验室建设。
一是力争2024年底前建成材料中试线；二是探索科研经费包干。（市科技局、市发展改革委负责）

#### 专栏1 枢纽行动计划

专项行动1：空港行动。建成空港大通道，总投资20亿元。
"""
REPORT = """# 江川市工作情况

## 一、进展

临江材料实验室二期主体工程封顶。推动江川机场二跑道等项目尽早开工。
"""
SOURCES = """place: {name: 江川市, slug: jiangchuan}
documents:
  - {file: plan.md, title: 江川市发展规划, published: "2022-05", kind: plan}
  - {file: report.md, title: 江川市工作情况, published: "2025-01", kind: report}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.joinpath("plan.md").write_text(PLAN, encoding="utf-8")
    tmp_path.joinpath("report.md").write_text(REPORT, encoding="utf-8")
    tmp_path.joinpath("sources.yaml").write_text(SOURCES, encoding="utf-8")
    return tmp_path


@pytest.fixture
def ledger(folder: Path) -> Iterator[Ledger]:
    with Ledger.open(folder / "ledger.db", create=True) as made:
        build(made, folder)
        yield made


def tasks(ledger: Ledger) -> dict[str, ActionView]:
    plan = views.plan(ledger, "plan")
    return {one.slug: one for one in views.actions(ledger, plan.id, forms=views.FORMS)}


def test_special_actions_are_told_from_the_items_of_the_text(ledger: Ledger) -> None:
    assert [(slug, one.terms.form) for slug, one in tasks(ledger).items()] == [
        ("i-1-1-1", "item"),
        ("i-1-1-2", "item"),
        ("1-1", "special"),
    ]
    assert [one.slug for one in views.actions(ledger, views.plan(ledger, "plan").id)] == ["1-1"]


def test_units_deadline_and_class_are_kept_with_the_words_that_name_them(ledger: Ledger) -> None:
    first, second = tasks(ledger)["i-1-1-1"].terms, tasks(ledger)["i-1-1-2"].terms
    assert (first.lead, first.basis, first.helping) == (("市交通局",), "named", ("市发展改革委",))
    assert first.anchor
    assert first.anchor.quote.startswith("牵头单位：市交通局")
    assert (first.task_class, first.deadline) == ("measured", "2025")
    assert (second.lead, second.to_confirm) == (("市科技局",), True)


def test_what_is_listed_under_a_task_is_kept_with_it_and_withdrawn_with_its_words(
    ledger: Ledger, folder: Path
) -> None:
    def listed() -> list[tuple[int, str, str | None, str | None]]:
        parts = tasks(ledger)["i-1-1-2"].parts
        return [(one.number, one.text, one.strength, one.terms.deadline) for one in parts]

    assert listed() == [
        (1, "力争2024年底前建成材料中试线", "力争", "2024"),
        (2, "探索科研经费包干", "探索", None),
    ]
    first = tasks(ledger)["i-1-1-2"].parts[0]
    assert first.anchor.quote.startswith("力争2024年底前")
    assert (first.slug, first.part_of, first.terms.form) == ("i-1-1-2.1", "i-1-1-2", "item")
    assert (first.terms.task_class, first.terms.class_words) == ("checkable", ("建成",))
    assert tasks(ledger)["i-1-1-1"].parts == ()
    folder.joinpath("plan.md").write_text(PLAN.replace("；二是探索科研经费包干", ""), encoding="utf-8")
    build(ledger, folder)
    assert listed() == []
    assert ledger.verify() == []


def test_an_achievement_answers_an_item_with_its_source_sentence(ledger: Ledger) -> None:
    item = tasks(ledger)["i-1-1-2"]
    answers = [one for one in views.achievements(ledger) if item.id in {action for action, *_ in one.actions}]
    assert [one.text for one in answers] == ["临江材料实验室二期主体工程封顶"]
    assert answers[0].anchor.document_key == "report"


def test_a_project_in_two_documents_is_one_history(ledger: Ledger) -> None:
    runway = next(one for one in views.projects(ledger) if "跑道" in one.name)
    assert [
        (one.stage, one.reached, one.citation.published.text if one.citation.published else "")
        for one in runway.mentions
    ] == [("building", False, "2022-05"), ("starting", False, "2025-01")]
    assert runway.documents == 2
    assert all(one.anchor.quote and one.anchor.document_key for one in runway.mentions)


def test_reading_again_adds_nothing_and_what_vanished_is_withdrawn(ledger: Ledger, folder: Path) -> None:
    before = ledger.head()
    assert {one.status for one in build(ledger, folder).documents} == {"unchanged"}
    assert ledger.head() == before
    folder.joinpath("plan.md").write_text(PLAN.replace("加快推进江川机场二跑道建设，", ""), encoding="utf-8")
    build(ledger, folder)
    assert [one.documents for one in views.projects(ledger) if "跑道" in one.name] == [1]
    assert tasks(ledger)["i-1-1-1"].terms.lead == ("市交通局",)
    assert ledger.verify() == []

"""Tasks of plans: special actions, items and rows, with who, when, where."""

from __future__ import annotations

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.actions import read_actions
from luoshi.statements.extract import extract
from luoshi.statements.tasks import Task, places_in, read_tasks

PLAN = """# 沈阳市示范工作方案

## 一、发展基础

### （一）主要成绩

1. 过去建成一批项目。

## 二、主要任务

### （一）建设枢纽

1. 建设航空枢纽。到2025年旅客吞吐量达到3000万人次，力争2026年底前在浑南区启用新航站楼。
（牵头单位：市交通局；配合单位：市发展改革委）

2. 完善路网。持续优化沈北新区路网。（市交通局、市公安局按职责分工负责）

#### 专栏1 枢纽行动计划

专项行动1：空港建设行动。建成空港大通道。（市发展改革委、市交通局负责）

专项行动2：文明出行行动。弘扬文明风尚。
"""
TABLE = """# 沈阳市任务分工表

| 序号 | 重点任务 | 牵头单位 | 责任单位 | 完成时限 |
| --- | --- | --- | --- | --- |
| 1 | 出台人才新政 | 市人社局 | 市财政局、市教育局 | 2024年6月底前 |
| 2 | 弘扬企业家精神 |  | 市工商联、市工信局 | 持续推进 |
"""
SOURCE = Source(key="a", file="a.md", kind="plan", place="沈阳市", place_code="210100", published="2023-03")


def tasks(text: str) -> list[Task]:
    document = read_text(text, "a.md")
    return read_tasks(document, SOURCE, read_actions(document), extract(document, SOURCE))


def test_items_and_special_actions_are_tasks_and_what_is_past_is_none() -> None:
    assert [(one.form, one.action.number, one.action.name[:6]) for one in tasks(PLAN)] == [
        ("item", 1, "建设航空枢纽"),
        ("item", 2, "完善路网"),
        ("special", 1, "空港建设行动"),
        ("special", 2, "文明出行行动"),
    ]


def test_a_lead_is_named_presumed_or_nobody_s() -> None:
    named, shared, presumed, none = [one.duty for one in tasks(PLAN)]
    assert named
    assert (named.basis, named.lead, named.helping) == ("named", ("市交通局",), ("市发展改革委",))
    assert shared
    assert (shared.basis, shared.lead, shared.responsible) == (
        "shared",
        (),
        ("市交通局", "市公安局"),
    )
    assert presumed
    assert (presumed.basis, presumed.lead, presumed.to_confirm) == (
        "presumed",
        ("市发展改革委",),
        True,
    )
    assert none is None


def test_deadline_places_strength_and_class_come_from_a_task_s_own_words() -> None:
    first, second, third, fourth = tasks(PLAN)
    assert first.deadline
    assert first.deadline.startswith("2026")
    assert first.places == ("浑南区",)
    assert first.action.strength == "达到"
    assert [one.task_class.key for one in (first, second, third, fourth)] == [
        "measured",
        "continuing",
        "checkable",
        "continuing",
    ]
    assert third.task_class.words == ("建成",)


def test_rows_of_a_task_table_have_the_units_and_the_deadline_of_their_columns() -> None:
    first, second = tasks(TABLE)
    assert (first.form, first.action.number, first.action.name) == ("row", 1, "出台人才新政")
    assert first.duty
    assert (first.duty.lead, first.duty.responsible) == (
        ("市人社局",),
        ("市财政局", "市教育局"),
    )
    assert first.deadline
    assert first.deadline.startswith("2024-06")
    assert first.task_class.key == "checkable"
    assert second.duty
    assert second.duty.to_confirm
    assert second.deadline is None


def test_a_task_keeps_its_words() -> None:
    document = read_text(TABLE, "a.md")
    for one in tasks(TABLE):
        assert one.action.name in document.raw[one.action.start : one.action.end]


def test_a_year_before_the_plan_is_no_deadline() -> None:
    text = PLAN.replace("到2025年旅客吞吐量达到3000万人次，力争2026年底前", "到2020年已达标，")
    assert tasks(text)[0].deadline is None


def test_places_are_those_of_the_prefecture() -> None:
    assert places_in("推进浑南区与朝阳区合作", "210100") == ("浑南区",)
    assert places_in("推进浑南区", None) == ()


def test_numbers_right_below_a_section_in_words_are_items() -> None:
    text = "# 规划\n\n## 第一章 重点任务\n\n### 第一节 保护生态\n\n1. 治理排口。三季度前完成溯源。\n"
    text += "\n2. 修复岸线。到2025年恢复35公里。\n\n### 第二节 发展基础\n\n1. 过去建成一批项目。\n"
    first, second = tasks(text)
    assert (first.form, first.action.name, first.deadline) == ("item", "治理排口", "2023-07/2023-09")
    assert (second.action.name, second.deadline) == ("修复岸线", "2025")


def test_a_column_of_contents_and_goals_holds_tasks() -> None:
    text = (
        TABLE.replace("重点任务", "工作内容及目标")
        .replace("牵头单位", "主办单位")
        .replace("责任单位", "协办单位")
    )
    first, _ = tasks(text)
    assert first.action.name == "出台人才新政"
    assert first.duty
    assert (first.duty.lead, first.duty.helping) == (("市人社局",), ("市财政局", "市教育局"))

import re
from dataclasses import replace

import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Cell, Table
from luoshi.statements.actions import line_rules, read_actions, read_measures, strength

PLAN = """# 某市行动纲要

### 三、建设综合枢纽

### （一）构建枢纽网络

1. 打造航空枢纽。加快机场二跑道建设。
2. 完善物流网络。建设物流场站。

#### 专栏1 建设综合枢纽行动计划

专项行动1：大力发展中欧班列行动。重点提升运营水平，争创集结中心。

专项行动2：建设航空枢纽行动。重点提高机场基础运能。

专项计划3：探索跨境金融服务行动。畅通渠道，力争突破。

### 四、建设制造中心

#### 专栏2 建设制造中心行动计划

专项行动1：搭建军民产业平台行动。深化双向对接。
"""


def test_special_actions_of_boxes_with_their_chapter():
    actions = read_actions(read_text(PLAN, "plan.md"))
    assert [(a.box, a.number, a.name) for a in actions] == [
        ("专栏1", 1, "大力发展中欧班列行动"),
        ("专栏1", 2, "建设航空枢纽行动"),
        ("专栏1", 3, "探索跨境金融服务行动"),
        ("专栏2", 1, "搭建军民产业平台行动"),
    ]
    assert {a.box_title for a in actions} == {"建设综合枢纽行动计划", "建设制造中心行动计划"}
    assert [a.chapter for a in actions] == ["三、建设综合枢纽"] * 3 + ["四、建设制造中心"]
    assert actions[0].text == "重点提升运营水平，争创集结中心。"


def test_offsets_are_those_of_the_raw_text():
    document = read_text(PLAN, "plan.md")
    first = read_actions(document)[0]
    assert document.raw[first.start : first.end] == (
        "专项行动1：大力发展中欧班列行动。重点提升运营水平，争创集结中心。"
    )


def test_what_is_odd_about_an_action_is_said():
    actions = read_actions(read_text(PLAN, "plan.md"))
    assert [a.doubts for a in actions] == [(), (), ("label-differs",), ("military",)]


def test_a_missing_number_is_said():
    actions = read_actions(read_text(PLAN.replace("专项行动2", "专项行动4"), "plan.md"))
    assert [a.doubts for a in actions[:2]] == [(), ("number-out-of-order",)]


def test_strength_is_that_of_the_name_then_of_the_first_word():
    assert [a.strength for a in read_actions(read_text(PLAN, "plan.md"))] == ["争取", None, "探索", None]
    assert strength("推进建设行动", "确保完成，力争提前") == "确保"


@pytest.mark.parametrize("rule", line_rules(), ids=lambda rule: rule["name"])
def test_a_rule_for_lines_serves_its_examples(rule):
    for example in rule["examples"]:
        assert re.fullmatch(rule["pattern"], example), example


def test_a_box_of_bulleted_lines():
    text = (
        "# 某市规划\n\n第三章 交通\n\n专栏3 重大交通工程\n\n● 铁路：建设高速铁路。\n\n"
        "● 机场：扩建航站楼。\n\n第四章 能源\n"
    )
    actions = read_actions(read_text(text, "plan.md"))
    assert [(a.box, a.number, a.name, a.text) for a in actions] == [
        ("专栏3", 1, "铁路", "建设高速铁路。"),
        ("专栏3", 2, "机场", "扩建航站楼。"),
    ]


def test_a_box_of_numbered_lines_ends_where_the_count_breaks():
    text = (
        "# 某市规划\n\n## 三、交通\n\n专栏3 重大交通工程\n\n1. 铁路工程。建设高速铁路。\n\n"
        "2. 机场工程。扩建航站楼。\n\n4. 加强养护。完善制度。\n"
    )
    assert [a.name for a in read_actions(read_text(text, "plan.md"))] == ["铁路工程", "机场工程"]


def test_a_box_printed_as_a_table():
    document = read_text("# 某市规划\n\n甲\n", "plan.md")
    words = ["专栏5重点工程", "更新工程", "改造小区。"]
    cells = [
        Cell(row=row, column=column, text=text, start=0, end=1)
        for (row, column), text in zip([(0, 0), (1, 0), (1, 1)], words, strict=True)
    ]
    table = Table(
        index=0,
        caption=None,
        rows=((words[0], words[0]), (words[1], words[2])),
        cells=tuple(cells),
        start=0,
        end=1,
    )
    actions = read_actions(replace(document, tables=(table,)))
    assert [(a.box, a.box_title, a.name, a.text) for a in actions] == [
        ("专栏5", "重点工程", "更新工程", "改造小区。")
    ]


def test_a_plan_without_boxes_names_its_actions_in_headings():
    text = (
        "# 某市三年行动方案\n\n## 二、重点任务\n\n### （一）实施城市更新行动\n\n改造小区。\n\n"
        "### （二）加强组织领导\n\n压实责任。\n"
    )
    assert [(a.number, a.name, a.text) for a in read_actions(read_text(text, "plan.md"))] == [
        (1, "实施城市更新行动", "改造小区。")
    ]


def test_measures_are_the_items_of_sections():
    measures = read_measures(read_text(PLAN, "plan.md"))
    assert [(m.box, m.box_title, m.number, m.name, m.text) for m in measures] == [
        ("(一)", "构建枢纽网络", 1, "打造航空枢纽", "加快机场二跑道建设。"),
        ("(一)", "构建枢纽网络", 2, "完善物流网络", "建设物流场站。"),
    ]


def test_a_text_without_actions_has_none():
    assert read_actions(read_text("今年经济运行平稳。\n", "x.txt")) == []


def test_in_a_chapter_of_tasks_a_section_without_items_is_a_measure():
    text = (
        "# 某市三年行动方案\n\n## 一、发展基础\n\n（一）经济平稳。产值增长。\n\n"
        "## 二、重点任务和分工\n\n（一）改造老旧小区。一是完善管网。二是加装电梯。\n\n"
        "（二）建设口袋公园。\n\n1. 新建公园60个。\n\n2. 完善绿道。\n\n"
        "## 三、保障措施\n\n（一）加强组织领导。成立专班。\n"
    )
    assert [(m.box_title, m.number, m.name) for m in read_measures(read_text(text, "plan.md"))] == [
        ("重点任务和分工", 1, "改造老旧小区"),
        ("建设口袋公园", 1, "新建公园60个"),
        ("建设口袋公园", 2, "完善绿道"),
    ]


def test_a_plan_with_boxes_has_its_tasks_there():
    text = (
        "# 某市纲要\n\n## 三、重点任务\n\n### （一）轨道交通\n\n加快建设。\n\n"
        "专栏1 城建行动计划\n\n专项行动1：地铁建设行动。推进1号线。\n"
    )
    document = read_text(text, "plan.md")
    assert read_measures(document) == []
    assert [action.name for action in read_actions(document)] == ["地铁建设行动"]

"""What a document lists under a task: headings, bullets, marks that count, rows of a table."""

from __future__ import annotations

import pytest

from luoshi.documents import read_bytes, read_text
from luoshi.documents.model import Document, Source
from luoshi.statements.actions import read_actions
from luoshi.statements.extract import extract
from luoshi.statements.tasks import Task, read_tasks

SOURCE = Source(key="a", file="a.md", kind="plan", place="沈阳市", place_code="210100", published="2023-03")
HEAD = "# 沈阳市三年行动方案\n\n## 二、主要任务\n\n### （一）建设枢纽\n\n"
LISTED = (
    HEAD
    + """1. 建设航空枢纽。完善机场功能。

（1）扩建航站楼。力争2026年底前在浑南区启用新航站楼。（牵头单位：市交通局）

（2）加密航线。确保开通国际航线12条。（牵头单位：市口岸办）

2. 完善路网。持续优化路网结构。
"""
)
TABLE = """<html><body><h1>沈阳市任务分工表</h1><table>
<tr><th>序号</th><th>重点任务</th><th>具体举措</th><th>牵头单位</th><th>完成时限</th></tr>
<tr><td rowspan=2>1</td><td rowspan=2>优化人才服务</td>
<td>出台人才新政</td><td>市人社局</td><td>2024年6月底前</td></tr>
<tr><td>力争建设人才公寓1000套</td><td>市房产局</td><td>2025年底前</td></tr>
<tr><td>2</td><td>弘扬企业家精神</td><td>办好企业家日</td><td>市工商联</td><td>持续推进</td></tr>
</table></body></html>"""


def tasks(document: Document) -> list[Task]:
    return read_tasks(document, SOURCE, read_actions(document), extract(document, SOURCE))


def listed(text: str) -> list[tuple[str | None, str]]:
    first = tasks(read_text(HEAD + text, "a.md"))[0]
    return [(one.action.name or None, one.action.text) for one in first.parts]


def test_parts_have_their_own_text_strength_deadline_places_and_units() -> None:
    document = read_text(LISTED, "a.md")
    task, other = tasks(document)
    first, second = task.parts
    assert (first.action.number, first.action.name, first.action.text) == (
        1,
        "扩建航站楼",
        "力争2026年底前在浑南区启用新航站楼",
    )
    assert (first.action.strength, first.places, first.duty and first.duty.lead) == (
        "力争",
        ("浑南区",),
        ("市交通局",),
    )
    assert first.deadline
    assert first.deadline.startswith("2026")
    assert (second.action.strength, second.deadline, second.duty and second.duty.lead) == (
        "确保",
        None,
        ("市口岸办",),
    )
    assert task.duty is None
    assert other.parts == ()
    assert all(one.action.text in document.raw[one.action.start : one.action.end] for one in task.parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "1. 完善路网。抓好三项工作：一是打通断头路；二是新建公交场站；三是争取国家试点。持续优化路网。",
            [(None, "打通断头路"), (None, "新建公交场站"), (None, "争取国家试点")],
        ),
        ("1. 扩大开放。①办好展会；②探索建设保税区。", [(None, "办好展会"), (None, "探索建设保税区")]),
        (
            "1. 做强科技。\n- 组建实验室。到2025年建成5家。\n- 引进人才",
            [("组建实验室", "到2025年建成5家"), (None, "引进人才")],
        ),
        (
            "1. 建设通道。（1）公路工程：建成大通道。（2）物流工程：建设货运中心。",
            [("公路工程", "建成大通道"), ("物流工程", "建设货运中心")],
        ),
        (
            "1. 减轻负担。一要落实优惠；二要清理收费。（责任单位：市税务局）",
            [(None, "落实优惠"), (None, "清理收费")],
        ),
        ("1. 拓宽融资。第一，做大规模。第二，建成平台。", [(None, "做大规模"), (None, "建成平台")]),
        (
            "1. 拓宽融资。首先，设立基金；其次，新增上市企业；最后，持续对接。",
            [(None, "设立基金"), (None, "新增上市企业"), (None, "持续对接")],
        ),
        (
            "1. 畅通渠道。一方面，健全制度；另一方面，建好平台。",
            [(None, "健全制度"), (None, "建好平台")],
        ),
        (
            "1. 改造管网。重点抓好以下工作：更新管道（含阀门；接口）260公里；常态开展排查。\n"
            "（牵头单位：市住建局；责任单位：市水利局）",
            [(None, "更新管道（含阀门；接口）260公里"), (None, "常态开展排查")],
        ),
        (
            "1. 建设智慧城市。做到“两个一”：建成一个中心、编制一套标准。",
            [(None, "建成一个中心"), (None, "编制一套标准")],
        ),
        ("1. 建设智慧城市。重点发展：软件、硬件、服务。", []),
        (
            "1. 智能制造。实施标杆工程，建成工厂50家；实施诊断工程；实施赋能工程。",
            [(None, "实施标杆工程，建成工厂50家"), (None, "实施诊断工程"), (None, "实施赋能工程")],
        ),
        ("1. 保护历史文化。加强建筑修缮；活化传统街区。", []),
        (
            "1. 增加空间。\n\n——新建口袋公园90个。\n\n——贯通绿道。（市城管局负责）",
            [(None, "新建口袋公园90个"), (None, "贯通绿道")],
        ),
        (
            "1. 淘汰产能。分步推进：第一步，摸底；第二步，制定清单。",
            [(None, "摸底"), (None, "制定清单")],
        ),
        ("1. 治理排口。其一，完成溯源；其二，建立制度。", [(None, "完成溯源"), (None, "建立制度")]),
        ("1. 管理碳。a.摸清底数；b.建立账户。", [(None, "摸清底数"), (None, "建立账户")]),
        (
            "1. 清洁能源。做好“加减法”文章：做加法，新增光伏；做减法，压减散煤；做乘法，探索一体化。",
            [(None, "做加法，新增光伏"), (None, "做减法，压减散煤"), (None, "做乘法，探索一体化")],
        ),
        ("1. 弘扬精神。坚持一是一、二是二，要求一要二要都不行。", []),
        ("1. 优化审批。工作分为（一）减材料、（三）减时限。", []),
        ("1. 优化审批。一是减材料。", []),
        ("1. 优化审批。推进“放管服”改革，路网密度达到（1）级。", []),
    ],
)
def test_a_list_is_told_by_marks_that_count_from_one(text: str, parts: list[tuple[str | None, str]]) -> None:
    assert listed(text) == parts


def test_units_without_brackets_or_alone_in_brackets_belong_to_their_part() -> None:
    text = (
        "1. 做强加工业。\n（1）引进企业。争取签约项目6个。责任单位：市商务局、市工信局。\n"
        "（2）建设园区。6月底前完成规划编制。（市发展改革委）\n（3）办好展会（博览会）。"
    )
    first, second, third = tasks(read_text(HEAD + text, "a.md"))[0].parts
    assert (first.action.text, first.duty and first.duty.lead) == ("争取签约项目6个", ("市商务局",))
    assert first.duty
    assert (first.duty.basis, first.duty.responsible) == ("presumed", ("市工信局",))
    assert (second.action.text, second.deadline) == ("6月底前完成规划编制", "2023-06")
    assert second.duty
    assert (second.duty.lead, second.duty.basis) == (("市发展改革委",), "only")
    assert (third.action.text, third.duty) == ("办好展会（博览会）", None)


def test_numbers_below_a_special_action_are_its_parts_and_the_next_action_is_none() -> None:
    text = """# 沈阳市数字经济规划

## 第三章 重点行动

### 第一节 夯实底座

统筹建设。

#### 专栏1 数字底座行动计划

专项行动1：双千兆行动。
1. 新建5G基站1.2万个（市通信管理局牵头，市工信局配合）；
2. 推进光纤改造。

专项行动2：数据流通行动。探索授权运营。
"""
    first, second = tasks(read_text(text, "a.md"))
    assert [(one.action.text, one.duty and one.duty.lead) for one in first.parts] == [
        ("新建5G基站1.2万个", ("市通信管理局",)),
        ("推进光纤改造", None),
    ]
    assert (second.action.name, second.parts) == ("数据流通行动", ())


def test_units_behind_the_last_part_are_the_task_s() -> None:
    text = "1. 完善路网。一是打通断头路；二是新建公交场站。（市交通局、市公安局按职责分工负责）"
    [task] = tasks(read_text(HEAD + text, "a.md"))
    assert task.duty
    assert (task.duty.basis, task.duty.responsible) == ("shared", ("市交通局", "市公安局"))
    assert [(one.action.text, one.duty) for one in task.parts] == [
        ("打通断头路", None),
        ("新建公交场站", None),
    ]


def test_rows_below_a_merged_cell_are_parts_of_its_task() -> None:
    first, second = tasks(read_bytes(TABLE.encode(), "a.html"))
    assert (first.form, first.action.number, first.action.name) == ("row", 1, "优化人才服务")
    assert [(one.action.text, one.duty and one.duty.lead, one.deadline) for one in first.parts] == [
        ("出台人才新政", ("市人社局",), "2024-06"),
        ("力争建设人才公寓1000套", ("市房产局",), "2025"),
    ]
    assert first.parts[1].action.strength == "力争"
    assert (second.action.name, second.action.text, second.parts) == ("弘扬企业家精神", "办好企业家日", ())


def test_a_cell_left_empty_goes_on_with_the_task_above() -> None:
    text = """# 沈阳市任务分工表

| 重点任务 | 具体举措 | 牵头单位 |
| --- | --- | --- |
| 优化人才服务 | 出台人才新政 | 市人社局 |
|  | 建设人才公寓 | 市人社局 |
"""
    [task] = tasks(read_text(text, "a.md"))
    assert [one.action.text for one in task.parts] == ["出台人才新政", "建设人才公寓"]
    assert task.duty
    assert task.duty.lead == ("市人社局",)

"""Turns of phrase of other documents, each with the sentence that it was found in."""

import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.extract import survey


def read(text, kind="report", date="2024-01", title=""):
    source = Source(key="x", file="x.txt", title=title, published=date, kind=kind, place="澄州市")
    return survey(read_text(text, "x.txt"), source)


def one(text, words, **source):
    (found,) = [s for s in read(text, **source).statements if s.text == words]
    return found


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("全县自然增长率为-2.48‰。", "-2.48‰", {"value": "-2.48"}),
        ("优秀等次比例不超过参评单位的30%。", "30%", {"comparator": "le"}),
        ("每个县至少建设1个农民工返乡创业园。", "1个", {"comparator": "ge", "region": "澄州市"}),
        ("财政收入增长6%，力争8%。", "8%", {"measure": "growth", "basis": "yoy", "comparator": "ge"}),
        ("餐饮收入实现两位数增长，达到18.3%。", "18.3%", {"measure": "growth", "indicator": "餐饮收入"}),
        ("技术合同成交额较上年翻一番。", "翻一番", {"basis": "yoy", "value": "2"}),
        ("贷款期限三年以内。", "三年以内", {"value": "3", "unit": "年", "comparator": "le"}),
        ("第二产业对经济增长的贡献率为61.2%，拉动经济增长2个百分点。", "2个百分点", {"measure": "change"}),
        ("路灯亮灯率主干道不低于99%、次干道不低于97%。", "不低于97%", {"indicator": "路灯亮灯率次干道"}),
        ("恩格尔系数32.6%，其中城镇31.2%。", "31.2%", {"indicator": "恩格尔系数城镇"}),
        ("规上企业317家，比上年末净增21家。", "21家", {"measure": "change", "indicator": "规上企业"}),
        ("失业率5.1%，低于上年同期0.4个百分点。", "0.4个百分点", {"direction": "down"}),
        ("我县在全省排名第27位。", "第27位", {"region": "澄州市"}),
        ("应收账款平均回收期68.5天。", "68.5天", {"unit": "天"}),
        ("甲、乙类传染病发病率148.35/10万。", "148.35/10万", {"unit": "/10万"}),
        ("旅游总收入6769亿元，恢复到2019年的73.1%。", "73.1%", {"indicator": "旅游总收入恢复到"}),
    ],
)
def test_a_turn_of_phrase_is_read(text, words, expected):
    statement = one(text, words)
    for name, value in expected.items():
        got = getattr(statement, name)
        assert (str(got) if name == "value" else got) == value, (name, got)


def test_two_names_that_hold_joints_keep_apart():
    text = "信息传输、软件和信息技术服务业，租赁和商务服务业营业收入分别增长15.2%、12.6%。"
    names = [s.indicator for s in read(text).statements]
    assert names == ["信息传输、软件和信息技术服务业营业收入", "租赁和商务服务业营业收入"]


def test_the_same_stretch_of_last_year_moves_with_the_sentence():
    text = "上半年新设企业8642户，户均注册资本由上年同期的286万元降至214万元。"
    periods = {s.text: s.period for s in read(text, date="2025-07").statements}
    assert periods["286万元"] == "2024-01/2024-06"
    assert periods["214万元"] == "2025-01/2025-06"


@pytest.mark.parametrize(
    ("title", "date", "period"),
    [
        ("制造业三年行动方案（2025—2027年）", "2025-03", "2025/2027"),
        ("澄州市“十四五”服务业发展规划", "2021-09", "2021/2025"),
        ("2024年重点工作任务清单", "2024-01", "2024"),
    ],
)
def test_what_a_plan_leaves_undated_is_for_the_years_of_its_title(title, date, period):
    statement = one("建成标准厂房60万平方米。", "60万平方米", kind="plan", title=title, date=date)
    assert (statement.period, statement.kind) == (period, "target")
    assert "period-from-document" in statement.doubts


def test_three_years_together_in_a_plan_for_three_years():
    title = "制造业三年行动方案（2025—2027年）"
    text = "2026年底前覆盖率达到100%。三年累计推动500家以上企业开展改造。"
    assert one(text, "500家以上", kind="plan", title=title, date="2025-03").period == "2025/2027"


def test_a_month_by_which_something_is_due_lies_ahead():
    text = "12月底前建成充电桩300个。"
    assert one(text, "300个", kind="plan", date="2024-03").period == "2024-12"


def test_two_indicators_just_named_grow_one_after_the_other():
    text = "接待国内游客3420万人次，旅游收入300亿元，两项指标分别增长14.6%、18.9%。"
    names = {s.text: s.indicator for s in read(text).statements}
    assert (names["14.6%"], names["18.9%"]) == ("接待国内游客", "旅游收入")


def test_the_first_months_of_a_year_are_a_stretch():
    statement = one("前8个月，全省进出口2.36万亿元。", "2.36万亿元", date="2024-09-18")
    assert statement.period == "2024-01/2024-08"

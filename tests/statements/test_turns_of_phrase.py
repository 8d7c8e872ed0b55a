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
        ("零售总额1028亿元，降幅收窄至1.7%。", "1.7%", {"measure": "growth", "direction": "down"}),
        ("新开工项目37个，较上年多9个。", "9个", {"measure": "change", "direction": "up"}),
        ("高新技术企业由63家发展到412家。", "412家", {"indicator": "高新技术企业"}),
        ("供电煤耗降至306.5克/千瓦时。", "306.5克/千瓦时", {"unit": "克/千瓦时"}),
        ("制冷剂使用量削减一成。", "一成", {"measure": "growth", "direction": "down", "value": "1"}),
        ("农田灌溉水有效利用系数达到0.562。", "0.562", {"unit": None}),
        ("城市低保标准提高到每人每月640元。", "640元", {"measure": "level", "indicator": "城市低保标准"}),
        ("公众满意度居全省市州第二位。", "第二位", {"indicator": "公众满意度"}),
        ("清洁取暖率城区达到100%、县城达到98%。", "98%", {"indicator": "清洁取暖率县城"}),
        ("国控断面优良比例93.3%，省控断面不低于88%。", "不低于88%", {"indicator": "省控断面优良比例"}),
        ("新增公办学位1.8万个，每千人拥有托位1.9个。", "1.9个", {"measure": "level"}),
        ("用户停电时间压减至5小时以内。", "5小时以内", {"comparator": "le"}),
        ("筹集租赁住房2600套，基本建成1800套。", "1800套", {"indicator": "基本建成租赁住房"}),
        ("收入19428元，比2019年同期增长14.3%。", "14.3%", {"basis": "since", "indicator": "收入"}),
        ("生产资料价格上涨12.7%，拉动PPI上涨9.4个百分点。", "9.4个百分点", {"measure": "change"}),
        ("办理时限在法定时限基础上压缩80%。", "80%", {"indicator": "办理时限"}),
        ("经济总量连跨两个万亿元台阶，年均增长6.1%。", "6.1%", {"indicator": "经济总量"}),
        ("一是规上企业达到460家；二是加快转型。", "460家", {"indicator": "规上企业"}),
        ("一要抓项目；二要工业产值达到95亿元。", "95亿元", {"indicator": "工业产值"}),
        ("三要素指数达到95%。", "95%", {"indicator": "三要素指数"}),
        ("增加公办学位9.6万个。", "9.6万个", {"measure": "change", "indicator": "公办学位"}),
        ("研发强度3.9%，高出全市1.6个百分点。", "1.6个百分点", {"indicator": "研发强度高出全市"}),
        ("履约率、开工率分别提高4个、7个百分点。", "4个", {"unit": "个百分点", "measure": "change"}),
        ("孤儿集中、散居养育标准分别不低于每月1600元、1150元。", "1150元", {"comparator": "ge"}),
        ("营收超百亿元企业5家。", "5家", {"indicator": "营收超百亿元企业"}),
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


def test_the_year_just_past_opens_what_follows():
    text = (
        "“十三五”时期，生产总值年均增长6.9%。\n刚刚过去的2020年，生产总值增长2.9%；投资增长5.4%。\n"
        "全年接待游客3120万人次。"
    )
    periods = {s.text: (s.period, s.kind) for s in read(text, date="2021-02-03").statements}
    assert periods["5.4%"] == ("2020", "actual")
    assert periods["3120万人次"] == ("2020", "actual")


def test_what_a_report_of_february_plans_for_its_year_is_no_fact():
    text = "## 2021年重点工作\n今年的主要预期目标：生产总值增长7.5%左右；财政收入增长5%。"
    kinds = {s.text: (s.period, s.kind) for s in read(text, date="2021-02-03").statements}
    assert kinds["5%"] == ("2021", "target")


def test_what_follows_the_year_of_a_plans_end_is_for_that_year():
    text = "未来五年，生产总值年均增长6.5%以上，到2025年达到3900亿元；城镇化率达到62%。"
    found = {s.text: (s.period, s.kind) for s in read(text, date="2021-02-03").statements}
    assert found["62%"] == ("2025", "target")


def test_an_opening_with_a_colon_dates_the_items_of_its_list():
    text = "## 一、总体要求\n到2024年底，实现以下目标：\n1.入住率提高到60%；\n2.适老化改造累计完成4.5万户。"
    found = {s.text: (s.period, s.kind) for s in read(text, kind="plan", date="2022-05").statements}
    assert found == {"60%": ("2024", "target"), "4.5万户": ("2024", "target")}


def test_the_years_of_a_list_do_not_reach_over_the_next_sentence():
    text = "2022年、2023年分别建设床位5000张、8000张。补贴标准不低于200元。"
    title = "行动方案（2022—2024年）"
    found = {s.text: s.period for s in read(text, kind="plan", date="2022-05", title=title).statements}
    assert found == {"5000张": "2022", "8000张": "2023", "不低于200元": "2022/2024"}


def test_last_month_is_the_month_before_the_one_told_of():
    text = "6月份，猪肉价格由上月下降20.8%转为下降5.7%。"
    found = {s.text: s.period for s in read(text, date="2022-07").statements}
    assert found == {"20.8%": "2022-05", "5.7%": "2022-06"}


def test_several_levels_are_paired_with_the_rates_that_follow():
    text = "财政总收入38.5亿元，其中一般公共预算收入21.8亿元，同比分别增长5.3%和4.1%。"
    found = {s.text: s.indicator for s in read(text).statements}
    assert (found["5.3%"], found["4.1%"]) == ("财政总收入", "一般公共预算收入")


@pytest.mark.parametrize(
    ("text", "number", "rule"),
    [
        ("水质指标占40分。", "40分", "share-of-a-score"),
        ("满意度达90%以上的加2分。", "90%以上", "condition-of-a-score"),
        ("站点500米覆盖率达到95%。", "500米", "reach-of-a-rate"),
    ],
)
def test_what_only_looks_like_a_statement_is_set_aside(text, number, rule):
    assert {s.text: s.rule for s in read(text).set_aside}[number] == rule


def test_a_column_of_progress_holds_facts_and_one_of_goals_targets():
    text = (
        "| 序号 | 年度目标 | 进展情况 |\n| --- | --- | --- |\n"
        "| 1 | 新增规上工业企业20家 | 已新增规上工业企业14家 |\n"
        "| 2 | 建设高标准农田6.5万亩 | 建成高标准农田5.2万亩 |\n"
    )
    title = "2024年《政府工作报告》重点任务进展情况（截至9月底）"
    found = {s.text: (s.period, s.kind) for s in read(text, date="2024-10-15", title=title).statements}
    assert found["20家"] == ("2024", "target")
    assert found["5.2万亩"][1] == "actual"


def test_a_column_of_months_dates_its_figures_and_their_growth():
    text = (
        "主要指标（单位：万元）\n\n| 指标名称 | 1—9月累计 | 同比增长（%） |\n| --- | --- | --- |\n"
        "| 固定资产投资 | 486200 | 7.8 |\n| 公共预算收入 | 82640 | -3.1 |\n"
    )
    found = read(text, date="2024-10-15", title="2024年指标完成情况").statements
    assert {s.period for s in found} == {"2024-01/2024-09"}
    assert [(str(s.value), s.unit, s.direction) for s in found][-1] == ("3.1", "%", "down")

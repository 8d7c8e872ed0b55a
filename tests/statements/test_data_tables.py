from decimal import Decimal

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.extract import extract


def read(text, published="2020-04", kind="bulletin"):
    source = Source(key="x", file="x.md", published=published, kind=kind, place="澄州市")
    found = extract(read_text(text, "x.md"), source)
    return [
        (s.indicator, s.value, s.unit, s.measure, s.direction, s.period, s.kind)
        for s in found
        if s.rule == "data-table-cell"
    ]


BULLETIN = """# 澄州市2019年国民经济和社会发展统计公报

表1 2019年生产总值

| 指标 | 绝对数（亿元） | 比上年增长（%） |
| --- | --- | --- |
| 地区生产总值 | 617.50 | 5.2 |
| 其中：第一产业 | 37.11 | -2.6 |
"""


def test_headers_give_unit_and_growth_and_the_title_gives_the_year():
    assert read(BULLETIN) == [
        ("地区生产总值", Decimal("617.50"), "亿元", "level", None, "2019", "actual"),
        ("地区生产总值", Decimal("5.2"), "%", "growth", "up", "2019", "actual"),
        ("第一产业", Decimal("37.11"), "亿元", "level", None, "2019", "actual"),
        ("第一产业", Decimal("2.6"), "%", "growth", "down", "2019", "actual"),
    ]


def test_a_note_gives_the_unit_and_the_columns_give_the_years():
    text = """单位：万人

| 指标 | 2019年 | 2018年 |
| --- | --- | --- |
| 常住人口 | 61.2 | 65 |
| 户籍人口 | 43.0 | 44 |
"""
    found = read("# 澄州市人口发展情况\n\n" + text, kind="report")
    assert ("常住人口", Decimal("61.2"), "万人", "level", None, "2019", "actual") in found
    assert ("户籍人口", Decimal(44), "万人", "level", None, "2018", "actual") in found


def test_a_note_gives_the_unit_of_an_indicator_table_too():
    text = "单位：万人\n\n"
    text += "| 指标 | 2020年 | 2025年目标 |\n| --- | --- | --- |\n"
    text += "| 常住人口 | 61.2 | 65 |\n| 户籍人口 | 43.0 | 44 |\n"
    source = Source(key="x", file="x.md", published="2021-04", kind="plan", place="澄州市")
    found = extract(read_text("# 澄州市人口发展规划\n\n" + text, "x.md"), source)
    assert [(s.value, s.unit, s.period, s.kind) for s in found] == [
        (Decimal("61.2"), "万人", "2020", "actual"),
        (Decimal(65), "万人", "2025", "target"),
        (Decimal("43.0"), "万人", "2020", "actual"),
        (Decimal(44), "万人", "2025", "target"),
    ]


def test_a_table_of_tasks_is_left_alone():
    text = """| 序号 | 任务 | 责任单位 | 完成时限 |
| --- | --- | --- | --- |
| 1 | 建设公园 | 市城管局 | 12 |
| 2 | 改造道路 | 市交通局 | 6 |
"""
    assert read("# 任务分解\n\n" + text, kind="plan") == []


def test_an_offset_leads_to_the_words_of_the_cell():
    document = read_text(BULLETIN, "x.md")
    source = Source(key="x", file="x.md", published="2020-04", kind="bulletin", place="澄州市")
    for statement in extract(document, source):
        assert document.raw[statement.start : statement.end] == statement.text
        assert statement.locator.get("table") == 1


def test_a_column_of_units_a_noun_in_the_header_and_how_far_a_plan_was_carried_out():
    text = """| 指标 | 单位 | 2020年实际 | 2025年规划目标 | 2022年实际 | 完成率（%） | 评估结论 |
| --- | --- | --- | --- | --- | --- | --- |
| 蔬菜 | 万吨 | 310 | 350 | 328 | 93.7 | 符合进度 |
| 水产品 | 万吨 | 42 | 50 | 46 | 92.0 | 符合进度 |
"""
    found = read("# 澄州市规划中期评估报告\n\n" + text, published="2023-09", kind="report")
    assert found[:4] == [
        ("蔬菜", Decimal(310), "万吨", "level", None, "2020", "actual"),
        ("蔬菜", Decimal(350), "万吨", "level", None, "2025", "target"),
        ("蔬菜", Decimal(328), "万吨", "level", None, "2022", "actual"),
        ("蔬菜完成率", Decimal("93.7"), "%", "level", None, "2022", "actual"),
    ]
    products = "| 产品名称 | 单位 | 产量 |\n| --- | --- | --- |\n"
    products += "| 啤酒 | 万千升 | 8.7 |\n| 变压器 | 台 | 96 |\n"
    named = [row[0] for row in read("# 澄州市2019年统计公报\n\n" + products)]
    assert named == ["啤酒产量", "变压器产量"]


def test_a_rate_in_a_cell_of_amounts_keeps_its_own_unit():
    text = """# 澄州市“十四五”规划

| 指标 | 单位 | 2020年 | 2025年 | 年均增长 |
| --- | --- | --- | --- | --- |
| 地区生产总值 | 亿元 | 187 | 270 | 7%左右 |
| 粮食产量 | 万吨 | 25 | 26 | 1% |
"""
    source = Source(key="x", file="x.md", published="2021-04", kind="plan", place="澄州市")
    rate = next(s for s in extract(read_text(text, "x.md"), source) if s.text.startswith("7%"))
    assert (rate.unit, rate.measure, rate.basis) == ("%", "growth", "annual_average")


def test_in_a_table_of_places_the_columns_name_and_the_rows_are_the_places():
    text = """# 澄州市第七次人口普查公报

| 地区 | 常住人口（人） | 比重（%） | 比上年增长（%） |
| --- | --- | --- | --- |
| 全市 | 862417 | 100 | 3.1 |
| 云溪区 | 62417 | 27.6 | -2.2 |
"""
    source = Source(key="x", file="x.md", published="2021-06", kind="bulletin", place="澄州市")
    found = extract(read_text(text, "x.md"), source)
    assert [(s.indicator, s.region, s.measure) for s in found] == [
        ("常住人口", "澄州市", "level"),
        ("常住人口比重", "澄州市", "level"),
        ("常住人口", "澄州市", "growth"),
        ("常住人口", "云溪区", "level"),
        ("常住人口比重", "云溪区", "level"),
        ("常住人口", "云溪区", "growth"),
    ]

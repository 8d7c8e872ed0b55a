import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.achievements import event_rules, read_achievements

REPORT = Source(key="r", file="r.txt", kind="report", published="2025-01", place="某市")
PLAN = Source(key="p", file="p.txt", kind="plan", published="2022-05", place="某市")


def read(text, source=REPORT):
    return read_achievements(read_text(text, "r.md"), source)


@pytest.mark.parametrize("rule", event_rules(), ids=lambda rule: rule.name)
def test_a_rule_serves_its_examples_and_leaves_the_others_alone(rule):
    for example in rule.examples:
        assert rule.pattern.search(example), example
    for phrase in rule.leaves:
        assert not rule.pattern.search(phrase), phrase


def test_subject_event_period_and_place():
    found = read("去年四季度，甲产业制造基地开工建设。\n")
    assert [(a.subject, a.event, a.kind, a.period, a.region) for a in found] == [
        ("甲产业制造基地", "开工建设", "start", "2024-10/2024-12", "某市")
    ]


def test_what_was_issued_or_founded_stands_after_the_event():
    found = read("出台户籍新政策。某市组建创新创业孵化联盟。\n")
    assert [(a.subject, a.kind) for a in found] == [
        ("户籍新政策", "policy"),
        ("创新创业孵化联盟", "founding"),
    ]


def test_an_honour_without_a_subject_is_the_places_own():
    found = read("入选国家知识产权运营重点城市。\n")
    assert [(a.subject, a.event) for a in found] == [("某市", "入选国家知识产权运营重点城市")]


def test_a_missing_subject_is_that_of_the_clause_before():
    found = read("公司自主研发的耗材在技术上有所改进，填补了国内行业空白。\n")
    assert [a.subject for a in found] == ["公司自主研发的耗材"]


def test_counted_amounts_are_left_to_the_statements():
    assert read("351个项目竣工投产。109个重大技改项目开工建设。近万场活动成功举办。\n") == []


def test_numbers_in_names_do_not_count():
    found = read("3号线一期西段开通运营。第101台机器人在甲港交付。出台“26条”措施。成为15个标杆城市之一。\n")
    assert [a.kind for a in found] == ["opening", "product", "policy", "honour"]


def test_aims_and_hopes_are_not_achievements():
    assert read("今年，推动甲铁路竣工通车，实现乙线通车运营。项目预计十月投产达产。\n") == []
    assert read("建设产业园，争取晋升国家级。\n", PLAN) == []


def test_a_plan_is_read_where_it_looks_back():
    text = (
        "# 某市纲要\n\n## （三）发展基础\n\n成功进入国家卫生城市行列。\n\n"
        "## （四）战略步骤\n\n到2050年，成为国家标杆城市。\n"
    )
    assert [(a.subject, a.event) for a in read(text, PLAN)] == [("某市", "进入国家卫生城市行列")]


def test_an_event_made_a_noun_is_none():
    assert read("它的成功研制和下线，令人振奋。\n") == []


def test_offsets_are_raw_and_words_are_clean():
    text = "甲。\n\n乙研究中心  揭牌运行。\n"
    found = read(text)
    assert [text[a.start : a.end] for a in found] == ["乙研究中心  揭牌运行"]

"""Every number of a document is in one of three classes: a statement, set aside by a named rule, open."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.documents import read, read_text
from luoshi.documents.model import Document, Source
from luoshi.statements.coverage import NOT_UNDERSTOOD, TAKEN_OUT, Coverage, coverage
from luoshi.statements.extract import survey
from luoshi.statements.number_rules import NumberRule, number_rules, rule_of
from luoshi.statements.numerals import FORMAL, numerals

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "shenyang").glob("*-20*.md"))
SOURCE = Source(key="a", file="a.md", published="2024-01", place="某市")
PARTS = (
    "5G网络",
    "完成投资80亿元",
    "第3位",
    "编号A77",
    "共9",
    "2024年",
    "12345热线",
    "建设三个中心",
    "占比达到百分之五",
    "一半以上村庄",
    "新增就业十二万人",
    "产值翻一番",
    "数十家企业",
    "四分之一",
    "进一步统一",
    "“十四五”期间",
    "② 壹佰元整",
    "三亚",
    "1,234.5万元",
    "两位数增长",
)


def covered(text: str) -> Coverage:
    return coverage(read_text(text, "a.md"), SOURCE)


def accounts_for(document: Document, found: Coverage) -> None:
    """Assert that the classes part all numbers, and that no numeric character is left out."""
    assert sum(found.counts.values()) == len(found.numerals)
    spans = [(one.start, one.end) for one in found.numerals]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(one.text == document.raw[one.start : one.end] for one in found.numerals)
    assert all(one.rule and (one.rule == NOT_UNDERSTOOD) == (one.outcome == "open") for one in found.numerals)
    held = {at for start, end in spans for at in range(start, end)}
    left = [c for at, c in enumerate(document.raw) if c.isnumeric() and c not in FORMAL and at not in held]
    assert left == []


def test_a_number_is_read_or_set_aside_by_a_named_rule() -> None:
    found = covered("# 2023年情况\n\n2023年，全市新增就业12.5万人，地铁3号线通车。\n")
    assert [(one.text, one.outcome, one.rule) for one in found.numerals if one.outcome != "statement"] == [
        ("2023", "set-aside", "time"),
        ("2023", "set-aside", "time"),
        ("3", "set-aside", "line-or-station-number"),
    ]
    assert [one.text for one in found.of("statement")] == ["12.5万"]


def test_chinese_numerals_are_numbers_too() -> None:
    found = covered("森林覆盖率达到百分之五，一半以上的村庄通公交，进一步完善三环，冲刺万亿俱乐部。\n")
    assert {one.text: one.outcome for one in found.numerals} == {
        "百分之五": "statement",
        "一半": "statement",
        "一": "set-aside",
        "三": "set-aside",
        "万亿": "open",
    }


def test_the_number_of_an_item_is_numbering() -> None:
    found = covered("# 规划\n\n## 一、建设\n\n1. 打造航空枢纽。新增航线12条。\n\n（二）加强统筹\n")
    assert [one.text for one in found.of("set-aside") if one.rule == "numbering"] == ["一", "1", "二"]
    assert found.counts == {"statement": 1, "set-aside": 3, "open": 0}


def test_a_number_in_a_table_that_nothing_accounts_for_is_not_understood() -> None:
    found = covered("| 序号 | 项目 | 备注 |\n| --- | --- | --- |\n| 1 | 甲 | 77 |\n| 2 | 乙 | 2024 |\n")
    assert [(one.text, one.rule) for one in found.numerals] == [
        ("1", "table-number"),
        ("77", NOT_UNDERSTOOD),
        ("2", "table-number"),
        ("2024", "time"),
    ]


def test_page_numbers_are_accounted_for_as_furniture() -> None:
    found = covered("发展现代产业，\n\n— 4 —\n\n新增企业12家。\n")
    assert [one.text for one in found.numerals if one.rule == "page-furniture"] == ["4"]


def test_a_reading_that_a_person_rejected_is_said_to_be_taken_out() -> None:
    document = read_text("全市有企业12家、学校30所。\n", "a.md")
    found = survey(document, SOURCE)
    kept = [(one.start, one.end) for one in found.statements if one.value == 12]
    assert [(one.text, one.rule) for one in coverage(document, SOURCE, found, kept).of("set-aside")] == [
        ("30", TAKEN_OUT)
    ]


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6), st.sampled_from(["", "- ", "# ", "（一）"]))
def test_the_classes_part_the_numbers_of_any_text(parts: list[str], head: str) -> None:
    document = read_text(head + "，".join(parts) + "。\n", "a.md")
    accounts_for(document, coverage(document, SOURCE))


@given(
    st.text("第前近约超全市有达到增长年月日家个亿元%万三十一二百①Ⅲ½²12，。、\n|“”（）", max_size=60).map(
        "共".__add__
    )
)
def test_the_classes_part_the_numbers_of_any_characters(text: str) -> None:
    document = read_text(text, "a.md")
    accounts_for(document, coverage(document, SOURCE))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_classes_part_the_numbers_of_the_example_texts(path: Path) -> None:
    document = read(path)
    found = coverage(document, SOURCE)
    accounts_for(document, found)
    assert found.counts["statement"]
    assert found.counts["set-aside"]


@pytest.mark.parametrize("rule", number_rules(), ids=lambda rule: f"{rule.name}-{rule.examples[0]}")
def test_each_rule_accounts_for_its_examples(rule: NumberRule) -> None:
    for example in rule.examples:
        start, end = example.index("【"), example.index("】") - 1
        text = "\n" + example.replace("【", "").replace("】", "")
        assert (start + 1, end + 1) in set(numerals(text)), example
        assert rule_of(text, start + 1, end + 1, 1, len(text)) == rule.name, example


def test_a_character_of_formal_money_alone_is_a_word() -> None:
    assert [span for span in numerals("陆续组建队伍，收叁拾元整")] == [(8, 10)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("## 经济发展类（35分）\n\n加快发展。", "35"),
        ("五城区挺进全国“双百强”。", "五"),
        ("三大产业集群入选国家先进制造业集群。", "三"),
        ("到2025年，算力总规模达到3000PFLOPS。", "3000"),
        ("断面达标率保持100%，劣Ⅴ类断面比例为零。", "零"),
    ],
)
def test_a_number_that_says_something_is_not_set_aside_as_a_part_of_a_name(text: str, number: str) -> None:
    """What a heading is worth, and how many of a kind were admitted, is read or told as not understood."""
    [one] = [one for one in covered(text).numerals if one.text.startswith(number)]
    assert one.outcome != "set-aside"


def test_a_mark_at_the_foot_beside_a_numeral_is_accounted_for_alone() -> None:
    assert [(one.text, one.rule) for one in covered("共²Ⅲ").numerals] == [
        ("²", "page-furniture"),
        ("Ⅲ", "numbering"),
    ]

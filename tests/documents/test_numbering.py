"""Headings are told by their numbers."""

import pytest

from luoshi.documents.numbering import RULES, NumberRule, numeral, read_label


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_serves_its_example(rule: NumberRule) -> None:
    label = read_label(rule.example)
    assert label is not None
    assert label.rule is rule


@pytest.mark.parametrize(
    ("line", "printed", "ordinal"),
    [
        ("十二、强化实施保障", "十二", 12),
        ("(四)战略步骤。", "(四)", 4),
        ("1. 自身优势。枢纽地位明显", "1", 1),
        ("专栏 6 引领都市圈", "专栏6", 6),
        ("专项计划6:培育民营经济发展主体行动。", "专项计划6", 6),
        ("第十章 保障措施", "第十章", 10),
    ],
)
def test_the_number_is_kept_as_printed(line: str, printed: str, ordinal: int) -> None:
    label = read_label(line)
    assert label is not None
    assert (label.printed, label.ordinal) == (printed, ordinal)


@pytest.mark.parametrize(
    "line",
    [
        "1.5万个项目开工",
        "一二三产业融合",
        "2020年，沈阳市",
        "一是战略机遇全面叠加。",
        "图书馆建设",
        "专项行动计划",
    ],
)
def test_a_number_in_a_sentence_is_no_label(line: str) -> None:
    assert read_label(line) is None


@pytest.mark.parametrize(
    ("text", "value"), [("十", 10), ("十九", 19), ("二十", 20), ("三十五", 35), ("一百零", None)]
)
def test_numerals(text: str, value: int | None) -> None:
    assert numeral(text) == value

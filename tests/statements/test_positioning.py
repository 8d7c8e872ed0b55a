"""What a place is meant to be, read from its plan."""

from __future__ import annotations

from luoshi.documents import read_text
from luoshi.statements.model import POSITIONING
from luoshi.statements.positioning import read_positions

PLAN = """# 某市发展纲要

## 二、总体要求

### （一）指导思想

以高质量发展为主题。

### （二）功能定位

- 1. 区域综合枢纽。发挥区位优势，打造门户枢纽。
- 2. 先进制造中心。做好改造升级，建设装备制造业基地。

### （三）主要目标

到2025年，地区生产总值达到100亿元。
"""


def said(text: str) -> list[str]:
    return [one.text for one in read_positions(read_text(text, "plan.md"))]


def test_the_points_of_the_section_are_the_positions() -> None:
    assert said(PLAN) == ["区域综合枢纽", "先进制造中心"]


def test_a_position_is_found_again_in_the_words_of_the_document() -> None:
    document = read_text(PLAN, "plan.md")
    for one in read_positions(document):
        assert document.raw[one.start : one.end].startswith(one.text)
        assert (one.topic, one.section) == (POSITIONING, "（二）功能定位")


def test_without_points_its_sentences_are() -> None:
    text = "# 某市规划\n\n## 一、城市定位\n\n区域中心城市；国家历史文化名城。\n\n## 二、目标\n\n略。\n"
    assert said(text) == ["区域中心城市", "国家历史文化名城"]


def test_other_sections_and_guiding_thought_give_none() -> None:
    assert (
        said("# 某市规划\n\n## 一、指导思想\n\n1. 坚持以人为本。\n\n## 二、职能定位调整\n\n略有调整。\n")
        == []
    )

from array import array
from itertools import pairwise

import pytest

from luoshi.documents.model import Block, Document, Heading
from luoshi.statements.model import Passage
from luoshi.statements.passages import passage_over, passage_rules, set_aside


def document(*lines: str, headings: dict[int, str] | None = None) -> Document:
    """A document whose blocks are the lines; ``headings`` says which of them are headings."""
    headings = headings or {}
    text = "\n".join(lines)
    blocks, outline, at = [], [], 0
    for number, line in enumerate(lines):
        kind = "heading" if number in headings else "paragraph"
        blocks.append(Block(kind=kind, start=at, end=at + len(line)))
        at += len(line) + 1
    places = [*sorted(headings), len(lines)]
    for index, (number, following) in enumerate(pairwise(places)):
        body_end = blocks[following].start if following < len(lines) else len(text)
        outline.append(
            Heading(
                index=index,
                kind="section",
                number=None,
                title=headings[number],
                start=blocks[number].start,
                end=blocks[number].end,
                parent=None,
                body_end=body_end,
            )
        )
    return Document(
        name="x.txt",
        media_type="text/plain",
        sha256="0" * 64,
        raw=text,
        text=text,
        raw_offsets=array("l", range(len(text) + 1)),
        blocks=tuple(blocks),
        outline=tuple(outline),
        tables=(),
    )


def words(*lines: str, headings: dict[int, str] | None = None) -> list[str]:
    doc = document(*lines, headings=headings)
    return [doc.text[p.start : p.end] for p in set_aside(doc)]


@pytest.mark.parametrize("rule", passage_rules(), ids=lambda rule: rule.name)
def test_a_rule_serves_its_examples_and_leaves_the_others_alone(rule):
    for example in rule.examples:
        assert rule.pattern.search(example), example
    for phrase in rule.leaves:
        assert not rule.pattern.search(phrase), phrase


def test_a_section_of_guiding_thought_is_set_aside_whole():
    lines = ("（一）指导思想", "以高质量发展为主题。", "（二）基本原则", "坚持创新引领。")
    found = set_aside(document(*lines, headings={0: "指导思想", 2: "基本原则"}))
    assert [(p.reason, p.start, p.end) for p in found] == [("guidance", 0, len(lines[0]) + len(lines[1]) + 2)]


def test_what_a_leader_said_is_set_aside_to_the_end_of_the_speech():
    assert words("总书记在座谈会上强调，发展是硬道理。要把住底线。全市经营主体达到100万户。") == [
        "总书记在座谈会上强调，发展是硬道理。要把住底线。"
    ]


def test_a_quotation_is_not_cut():
    assert words("总书记指出：“东北有条件。前景广阔。”沈阳正在努力。") == [
        "总书记指出：“东北有条件。前景广阔。”"
    ]


def test_words_of_orientation_leave_the_figures_of_their_sentence():
    assert words("全市深入贯彻总书记重要讲话精神，地区生产总值增长5.2%。") == [
        "全市深入贯彻总书记重要讲话精神，"
    ]


def test_a_local_official_by_post_and_name():
    assert words("市委书记某某某强调，项目要早开工。今年开工项目3000个。") == [
        "市委书记某某某强调，项目要早开工。"
    ]


def test_military_matters_are_kept_and_marked():
    doc = document("推动军工科研设施开放。新增科技领军人才100人。")
    assert [(p.reason, doc.text[p.start : p.end]) for p in set_aside(doc)] == [
        ("military", "推动军工科研设施开放。")
    ]


def test_an_action_on_military_matters_is_set_aside_whole():
    line = "专项行动10:搭建军民产业协调发展平台行动。深化双向对接。设立投资基金。"
    assert words("专项行动9:实施科技攻关行动。支持科研院所。", line) == [line]


def test_a_text_without_such_passages_has_none():
    assert words("全市新增科技领军人才100人。", "世界冬季城市市长会议成功举办。") == []


def test_the_passage_over_a_span_is_found():
    first = Passage(start=10, end=20, reason="leader", rule="a")
    second = Passage(start=30, end=40, reason="military", rule="b")
    passages = (first, second)
    assert passage_over(passages, 0, 10) is None
    assert passage_over(passages, 5, 11) is first
    assert passage_over(passages, 19, 25) is first
    assert passage_over(passages, 20, 30) is None
    assert passage_over(passages, 25, 60) is second
    assert passage_over((), 0, 5) is None

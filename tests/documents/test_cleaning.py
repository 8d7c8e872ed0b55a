"""Clean text is the raw text without the page, and leads back to it."""

import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Document


def blocks(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def clean(raw: str) -> str:
    return read_text(raw, "a.md").text


def raw_words(document: Document, words: str) -> str:
    at = document.text.index(words)
    start, end = document.raw_span(at, at + len(words))
    return document.raw[start:end]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("沈阳是东北地 区的中心 城市。", "沈阳是东北地区的中心城市。"),
        ("一般公共预算收入736. 1亿元。", "一般公共预算收入736.1亿元。"),
        ("规划 4 条城际铁路，占 GDP 比重 5 % 。", "规划4条城际铁路，占GDP比重5%。"),
        ("２０２０年，增长５．５％。", "2020年，增长5.5%。"),
        ('加快"一枢 纽、四中心"建设,投资1,000户。', "加快“一枢纽、四中心”建设，投资1,000户。"),
        ("惠企资金**126亿元**。", "惠企资金126亿元。"),
        ("- 267**个老旧小区、**132**条背街小巷等改造。", "267个老旧小区、132条背街小巷等改造。"),
        ("**目标** 到2025年达到37%。", "目标 到2025年达到37%。"),
        ("比例为1:3,其中:重点项目。", "比例为1:3，其中：重点项目。"),
        ("Smart city, phase 2.", "Smart city, phase 2."),
        ("前　言\n\n沈阳是中心城市。", "前言\n沈阳是中心城市。"),
    ],
)
def test_gaps_width_and_emphasis(raw: str, expected: str) -> None:
    assert clean(raw) == expected


@pytest.mark.parametrize(
    "mark", ["**—** 5 **—**", "-37", "-61 -", "*—* 77 *—*", "— 72 —", "第 3 页 共 9 页", "12/80"]
)
def test_a_page_mark_between_two_halves_of_a_sentence_is_dropped(mark: str) -> None:
    document = read_text(
        f"就是要打通生产、分配、流通各个环节，建设国家中心城\n\n{mark}\n\n市，加快形成循环。", "a.md"
    )
    assert blocks(document) == ["就是要打通生产、分配、流通各个环节，建设国家中心城市，加快形成循环。"]


@pytest.mark.parametrize("tail", ["—4—", " 72 —"])
def test_a_page_mark_at_the_end_of_a_line_is_dropped(tail: str) -> None:
    document = read_text(f"有关部门出台了《推进东北地区等老{tail}\n\n工业基地振兴方案》等政策。", "a.md")
    assert document.text == "有关部门出台了《推进东北地区等老工业基地振兴方案》等政策。"


def test_a_paragraph_goes_on_after_the_picture_that_cuts_it() -> None:
    raw = (
        "# 强链主\n\n## 抢赛道\n\n推进传统产业焕新提质,强化数\n\n\n\n地铁3号线开通运营。\n\n宣传部供图\n\n"
        "字赋能,大力推进设备换芯。\n\n第二段。"
    )
    document = read_text(raw, "a.md")
    kinds = [block.kind for block in document.blocks]
    assert blocks(document)[2] == "推进传统产业焕新提质，强化数字赋能，大力推进设备换芯。"
    assert kinds == ["heading", "heading", "paragraph", "caption", "caption", "paragraph"]


def test_a_list_mark_in_the_middle_of_a_sentence_after_a_page_mark_is_an_artefact() -> None:
    raw = (
        "推进国际科技合作基地建设,完善创新体系(中德国际智能创新\n\n**—** 69 **—**\n\n- 园)建设,促进协同发展。"
    )
    assert "智能创新园）建设" in clean(raw)


def test_lines_with_hard_ends_are_joined_into_paragraphs() -> None:
    lines = [
        "沈阳市深入推进国企改革三年行动，全面提升国有经济的竞争力、创新",
        "力、控制力、影响力和抗风险能力，完善企业困难和问题协调解决机制",
    ]
    raw = "\n".join([*lines * 3, "，让民营经济创造活力竞相迸发。", "　　切实保障和改善民生。"])
    document = read_text(raw, "a.txt")
    assert len(document.blocks) == 2
    assert blocks(document)[1] == "切实保障和改善民生。"


def test_ideographic_spaces_in_a_long_line_stand_for_line_ends() -> None:
    raw = "　　".join(
        [
            "阔步新征程",
            "着眼“十四五”，立足新发展阶段，贯彻新发展理念，构建新发展格局，推动全面振兴。",
            "立足新发展阶段，加快建设“创新沈阳”",
            "完善城市创新体系。",
        ]
    )
    titles = [heading.title for heading in read_text(raw, "a.txt").outline]
    assert titles == ["阔步新征程", "立足新发展阶段，加快建设“创新沈阳”"]


def test_notes_and_what_refers_to_them_do_not_run_into_figures() -> None:
    raw = (
        "全年地区生产总值[2]9027.1亿元，按国发[2014]28号计算。\n\n注释：\n\n[1]初步统计数。\n\n[2]不变价格。"
    )
    assert "全年地区生产总值9027.1亿元，按国发[2014]28号" in clean(raw)


HEAD = """\
政府工作报告
——2025年1月10日在市第十七届人民代表大会第四次会议上
市长　　王某某

各位代表：
一、2024年工作回顾
全年地区生产总值增长5.2%。
"""


def test_who_spoke_and_where_are_no_headings() -> None:
    document = read_text(HEAD, "a.txt")
    assert [heading.title for heading in document.outline] == ["政府工作报告", "2024年工作回顾"]


def test_a_title_on_two_lines_is_one() -> None:
    title = "沈阳市国民经济和社会发展第十四个五年规划\n和二〇三五年远景目标纲要"
    raw = f"{title}\n\n目　　录\n第一章　总则………3\n\n第一章　总则\n\n正文。"
    titles = [heading.title for heading in read_text(raw, "a.txt").outline]
    assert titles == [title.replace("\n", ""), "总则"]


def test_the_tree_of_a_plan_in_chapters_and_sections() -> None:
    lines = "# 规划;第一章　环境;第一节　基础;一、实力增强;正文。;第二节　形势;专栏1　主要指标;正文。"
    raw = lines.replace(";", "\n\n")
    outline = read_text(raw, "a.md").outline
    assert [(h.kind, h.number, h.parent) for h in outline] == [
        ("title", None, None),
        ("chapter", "第一章", 0),
        ("section", "第一节", 1),
        ("item", "一", 2),
        ("section", "第二节", 1),
        ("box", "专栏1", 4),
    ]


def test_a_numbered_line_that_states_a_figure_is_an_item() -> None:
    document = read_text("主要任务\n\n1. 开工亿元以上项目100个。\n2. 优化营商环境。\n正文在此。", "a.txt")
    assert [block.kind for block in document.blocks] == ["heading", "item", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("raw", "clean_words", "raw_is"),
    [
        ("收入736. 1 亿\n\n**—** 9 **—**\n\n元,增长。", "736.1亿元", "736. 1 亿\n\n**—** 9 **—**\n\n元"),
        ("- 新落地项目**1109**个,开工。", "1109个", "1109**个"),
        ("\ufeff增长５．５％。", "5.5%", "５．５％"),
        ("增长5.5%\r\n\r\n下降3%。", "下降3%", "下降3%"),
    ],
)
def test_clean_spans_lead_back_to_the_raw_words(raw: str, clean_words: str, raw_is: str) -> None:
    assert raw_words(read_text(raw, "a.md"), clean_words) == raw_is


def test_a_locator_counts_paragraphs_and_characters_from_one() -> None:
    document = read_text("# 标题\n\n总量突破1万亿元。", "a.md")
    at = document.text.index("1万")
    assert document.locator(at, at + 4) == {"paragraph": 2, "characters": [5, 8]}

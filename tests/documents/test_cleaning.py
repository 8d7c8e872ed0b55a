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
        ('办好"一会 展、三论坛"活动,客商1,000户。', "办好“一会展、三论坛”活动，客商1,000户。"),
        ("补助资金**35亿元**。", "补助资金35亿元。"),
        ("- 36**处旧厂房、**8**条河道的整治。", "36处旧厂房、8条河道的整治。"),
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
        f"把货场、仓库、码头连成一片，方便车船接驳的港口新\n\n{mark}\n\n城，两年内建成。", "a.md"
    )
    assert blocks(document) == ["把货场、仓库、码头连成一片，方便车船接驳的港口新城，两年内建成。"]


@pytest.mark.parametrize("tail", ["—4—", " 72 —"])
def test_a_page_mark_at_the_end_of_a_line_is_dropped(tail: str) -> None:
    document = read_text(f"有关部门印发了《支持南部山区各乡{tail}\n\n镇修路方案》等文件。", "a.md")
    assert document.text == "有关部门印发了《支持南部山区各乡镇修路方案》等文件。"


def test_a_paragraph_goes_on_after_the_picture_that_cuts_it() -> None:
    raw = (
        "# 江川会展\n\n## 新展馆\n\n把老厂房改成展馆,用好数\n\n\n\n新展馆正门。\n\n宣传部供图\n\n"
        "字技术,换掉旧设备。\n\n第二段。"
    )
    document = read_text(raw, "a.md")
    kinds = [block.kind for block in document.blocks]
    assert blocks(document)[2] == "把老厂房改成展馆，用好数字技术，换掉旧设备。"
    assert kinds == ["heading", "heading", "paragraph", "caption", "caption", "paragraph"]


def test_a_list_mark_in_the_middle_of_a_sentence_after_a_page_mark_is_an_artefact() -> None:
    raw = "扩建港口货场和仓库,改造旧码头(东港综合物流示范\n\n**—** 69 **—**\n\n- 区)道路,方便车船接驳。"
    assert "物流示范区）道路" in clean(raw)


def test_lines_with_hard_ends_are_joined_into_paragraphs() -> None:
    lines = [
        "江川市把河道整治排进全年日程，先清淤再修堤最后种树，沿河的六个乡",
        "镇各管一段，每月初向市里报送进度和花销，进度落后的由市里派人到场",
    ]
    raw = "\n".join([*lines * 3, "，直到赶上为止。", "　　另一段从这里开始。"])
    document = read_text(raw, "a.txt")
    assert len(document.blocks) == 2
    assert blocks(document)[1] == "另一段从这里开始。"


def test_ideographic_spaces_in_a_long_line_stand_for_line_ends() -> None:
    raw = "　　".join(
        [
            "阔步新征程",
            "江川的会展从一个小展馆做起，十年间换过三处场地，如今全年有展，四季都有客商。",
            "开门迎客，做强“会展江川”",
            "完善城市创新体系。",
        ]
    )
    titles = [heading.title for heading in read_text(raw, "a.txt").outline]
    assert titles == ["阔步新征程", "开门迎客，做强“会展江川”"]


def test_notes_and_what_refers_to_them_do_not_run_into_figures() -> None:
    raw = (
        "全年地区生产总值[2]9027.1亿元，按国发[2014]28号计算。\n\n注释：\n\n[1]初步统计数。\n\n[2]不变价格。"
    )
    assert "全年地区生产总值9027.1亿元，按国发[2014]28号" in clean(raw)


HEAD = """\
政府工作报告
——2025年1月10日在江川市人民代表大会第二次会议上
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


def test_short_headings_over_long_paragraphs_are_no_sign_of_wrapped_lines():
    body = "全区实现地区生产总值412亿元，同比增长7.6%，占全市比重提升至14.5%，税收收入48.7亿元。"
    titles = ["一、发展概况", "二、产业基础", "三、营商环境", "四、发展目标"]
    lines = "\n".join(f"{title}\n2024年，{body}" for title in titles)
    document = read_text(f"# 白鹭湖新区情况简介\n{body}\n{lines}\n", "a.md")
    assert [h.title for h in document.outline if h.kind == "chapter"] == [title[2:] for title in titles]

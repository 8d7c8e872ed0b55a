"""Web pages keep what was published and lose what the site put around it."""

import pytest

from luoshi.documents import read_bytes
from luoshi.documents.model import Document
from luoshi.errors import LuoshiError


def page(body: str, head: str = "") -> Document:
    text = f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>"
    return read_bytes(text.encode(), "a.html")


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_headings_paragraphs_and_lists_are_kept_in_order() -> None:
    document = page(
        "<h1>统计公报</h1><h2>一、综合</h2><p>　　生产总值<b>9027. 1</b>亿元，\n增长5.2%。</p>"
        "<ul><li>粮食400万吨</li><li>肉类30万吨</li></ul>"
    )
    assert blocks(document) == [
        ("heading", "统计公报"),
        ("heading", "一、综合"),
        ("paragraph", "生产总值9027.1亿元，增长5.2%。"),
        ("item", "粮食400万吨"),
        ("item", "肉类30万吨"),
    ]
    assert [(heading.kind, heading.number) for heading in document.outline] == [
        ("title", None),
        ("chapter", "一"),
    ]


def test_menus_scripts_controls_and_the_foot_are_dropped() -> None:
    document = page(
        "<div class='top-nav'><a>首页</a></div><script>var x=1</script><nav>政务公开</nav>"
        "<ul><li><a>要闻</a></li><li><a>公告</a></li><li><a>政策</a></li></ul>"
        "<div class='main'><h1>关于某事的通知</h1><p>【字体：大 中 小】 打印 关闭</p><p>增长5%。</p></div>"
        "<p style='display:none'>隐藏</p><footer>联系我们</footer>"
        "<p>主办：沈阳市人民政府</p><p>辽ICP备05000000号 网站标识码：2101000001</p>"
    )
    assert blocks(document) == [("heading", "关于某事的通知"), ("paragraph", "增长5%。")]


def test_a_wrapper_with_a_misleading_name_is_not_dropped() -> None:
    document = page("<div id='page-menu'><p>地区生产总值增长5.5%，财政收入增长6%。</p></div>")
    assert document.text == "地区生产总值增长5.5%，财政收入增长6%。"


def test_line_breaks_with_indents_are_paragraphs() -> None:
    document = page("<div>　　第一段。<br>　　第二段，它在<br>中间换行。<br>　　第三段。</div>")
    assert [text for _, text in blocks(document)] == ["第一段。", "第二段，它在中间换行。", "第三段。"]


def test_merged_cells_of_a_table_are_spread() -> None:
    document = page(
        "<p>表1 主要指标</p><table><tr><th rowspan=2>指标</th><th colspan=2>年份</th></tr>"
        "<tr><th>2024年</th><th>2025年</th></tr>"
        "<tr><td>地区<br>生产总值</td><td>8 500</td><td>9027. 1</td></tr></table>"
    )
    (table,) = document.tables
    assert table.caption == "表1 主要指标"
    assert table.rows == (
        ("指标", "年份", "年份"),
        ("指标", "2024年", "2025年"),
        ("地区生产总值", "8500", "9027.1"),
    )
    cell = table.cell(2, 2)
    assert cell is not None
    assert document.raw[slice(*document.raw_span(cell.start, cell.end))] == "9027. 1"
    assert document.locator(cell.start, cell.end) == {"table": 1, "row": 3, "column": 3}


def test_cells_in_a_tag_that_nobody_knows_are_cells_and_a_row_without_any_is_none() -> None:
    document = page(
        "<table><tr><thx span=2><td>指标</td><td>2025年</td></thx></tr><tr></tr>"
        "<tr><td rowspan=3>人口</td><td>907</td></tr><tr></tr><tr><td>908</td></tr></table>"
    )
    assert document.tables[0].rows == (("指标", "2025年"), ("人口", "907"), ("人口", "908"))
    assert "\n\n" not in document.text


def test_a_table_that_only_places_things_is_read_as_text() -> None:
    document = page("<table><tr><td><h2>一、综合</h2><p>增长5%。</p></td></tr></table>")
    assert blocks(document) == [("heading", "一、综合"), ("paragraph", "增长5%。")]
    assert not document.tables


def test_spans_beyond_reason_do_no_harm() -> None:
    document = page(
        "<table><tr><td rowspan=99999 colspan=99999>甲</td><td colspan=x>乙</td></tr>"
        "<tr><td>丙</td><td>丁</td></tr></table>"
    )
    assert {cell.text for cell in document.tables[0].cells} == {"甲", "乙", "丙", "丁"}


def test_a_page_whose_tags_of_type_are_never_closed_loses_no_words() -> None:
    document = page("<p>前文。</p>" + "<p><font>人口907万人。" * 600 + "</p><p>后文。</p>")
    assert document.text.count("907") == 600
    assert document.text.endswith("后文。")


@pytest.mark.parametrize("tags", ["<div>", "<ul><li>", "<table><tr><td>", "<x>"])
@pytest.mark.parametrize("times", [400, 100_000])
def test_a_page_nested_without_end_is_refused_and_not_read_in_part(tags: str, times: int) -> None:
    with pytest.raises(LuoshiError) as caught:
        page(f"<p>前文。</p>{tags * times}人口907万人。")
    assert caught.value.problem.code == "file-unreadable"

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import town
from docx import Document

from luoshi.evaluation.run import only_plan
from luoshi.evaluation.summary import Summary, summarise
from luoshi.formats.word import brief, write_brief
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger

AT = Cut(at=date(2025, 12, 31))


@pytest.fixture(scope="module")
def summary(ledger: Ledger) -> Summary:
    return summarise(ledger, only_plan(ledger), AT)


def text_of(content: bytes) -> str:
    made = Document(BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    footer = [paragraph.text for paragraph in made.sections[0].footer.paragraphs]
    return "\n".join([*(paragraph.text for paragraph in made.paragraphs), *cells, *footer])


def test_the_brief_has_the_counts_lines_gaps_and_sources_of_the_summary(summary: Summary) -> None:
    told = text_of(brief(summary))
    assert summary.sentence("zh") in told
    for line in summary.attention:
        assert line.row.indicator.name in told
        assert line.gap("zh") in told
    assert "已到期，未见公开结果2项：空气质量优良天数比率、居民满意度。" in told
    assert "仅有近似口径1项：路网密度。" in told
    assert "青川市统计局 《统计公报》 2026-05-20（3项）" in told


def test_it_is_marked_as_unreviewed_and_unofficial(summary: Summary) -> None:
    told = text_of(brief(summary))
    assert told.startswith("系统汇总，未经审核")
    assert "依据公开资料测算，非官方评估结论" in told
    assert "评估基准日：2025年12月31日" in told


def test_no_cause_is_written_but_room_is_left_for_it(summary: Summary) -> None:
    table = Document(BytesIO(brief(summary))).tables[-1]
    assert table.rows[0].cells[-1].text.startswith("原因")
    assert {row.cells[-1].text for row in table.rows[1:]} == {""}
    assert {row.cells[-2].text for row in table.rows[1:]} == {"待明确"}


def test_the_same_summary_gives_the_same_bytes(summary: Summary, ledger: Ledger, tmp_path: Path) -> None:
    written = write_brief(ledger, only_plan(ledger), AT, tmp_path / "brief.docx")
    assert written.read_bytes() == brief(summary)


def test_without_figures_it_says_so(ledger: Ledger) -> None:
    told = text_of(brief(summarise(ledger, only_plan(ledger), Cut(at=date(2025, 12, 31), recorded_by=1))))
    assert "没有未达到或滞后于预期的指标。" in told
    assert "尚无可用于评价的公开数据。" in told
    assert "数据截止日：无可用数据" in told


def crowded(path: Path) -> Summary:
    """Return a plan of sixty indicators with long names, most of which cannot be judged."""
    name = "战略性新兴产业和未来产业增加值占地区生产总值比重第{}项"
    rows = [*town.plan(title="青川市国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要")]
    for n in range(1, 61):
        rows += town.indicator(
            n, name.format(n), "亿元", baseline=100, targets={2025: 200 if n % 9 else None}
        )
        if n % 5 == 0:
            rows += town.figure(n, "2025", f"{100 + n}.25", f"2026-05-{n % 28 + 1:02}")
        elif n % 5 == 1:
            rows += town.figure(n, "2025", "1", "2026", match="proxy")
        elif n % 5 == 2:
            rows += town.figure(n, "2025", "1", "2026", match="input")
        elif n % 5 == 3:
            rows += town.figure(n, "2024", "150", "2025")
    with Ledger.open(path, create=True) as made:
        made.append(rows, actor="test", reason="plan")
        return summarise(made, only_plan(made), AT)


@pytest.mark.office
@pytest.mark.parametrize("full", [False, True])
def test_libreoffice_opens_it_on_one_page(
    summary: Summary, as_pdf: Callable[[bytes, str], Path], tmp_path: Path, full: bool
) -> None:
    shown = crowded(tmp_path / "luoshi.db") if full else summary
    pages = pypdfium2.PdfDocument(as_pdf(brief(shown), "brief.docx"))
    assert len(pages) == 1
    assert round(pages[0].get_height()) == 842
    told = pages[0].get_textpage().get_text_range()
    for words in ("落实情况简报", "需要关注", "数据缺口", "数据来源", "系统汇总，未经审核"):
        assert words in told

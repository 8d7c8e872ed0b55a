"""A document that nobody dated is dated by what it prints of itself, and by nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from luoshi.documents import read_text
from luoshi.documents.dating import FROM_TEXT, dated, printed_date
from luoshi.documents.model import Source

SAID = "2024年，地区生产总值增长6.2%。"


def printed(*lines: str) -> date | None:
    found = printed_date(read_text("\n\n".join(lines) + "\n", "a.md"))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (("# 公报", "发布时间：2025-03-20 来源：市统计局 字体：[大 中 小]", SAID), date(2025, 3, 20)),
        (
            ("# 工作报告", "——2025年1月10日在临江市人民代表大会第四次会议上", "市长 张三", SAID),
            date(2025, 1, 10),
        ),
        (("# 决定", "（2025年1月8日临江市第十七届人民代表大会第四次会议通过）", SAID), date(2025, 1, 8)),
        (("# 公报", "临江市统计局", "2025年3月20日", SAID), date(2025, 3, 20)),
        (("# 通知", SAID, "临江市人民政府", "2025年3月1日", "（此件公开发布）"), date(2025, 3, 1)),
        (("# 通知", SAID, "临江市人民政府办公室", "二〇二五年十一月二十一日"), date(2025, 11, 21)),
        (("# 通知", SAID, "临江市人民政府办公室2025年3月5日印发"), None),
        (("# 通知", SAID, "临江市人民政府办公室", "2025年3月5日印发"), date(2025, 3, 5)),
    ],
)
def test_the_date_stands_in_a_line_of_its_own(lines: tuple[str, ...], day: date | None) -> None:
    assert printed(*lines) == day


@pytest.mark.parametrize(
    "words",
    [
        "2024年12月30日，全市召开会议。",
        "自2025年1月1日起施行。",
        "2025年2月30日",
        "有效期至2027年12月31日",
        "2025年1月10日在临江市召开会议，部署工作。",
    ],
)
def test_a_date_in_a_sentence_or_one_that_is_none_dates_nothing(words: str) -> None:
    assert printed("# 方案", words, SAID) is None


def test_a_line_with_the_date_is_no_heading_and_runs_into_no_sentence() -> None:
    document = read_text(f"# 公报\n\n发布日期：2025-03-20\n\n临江市统计局\n2025年3月20日\n\n{SAID}\n", "a.md")
    kinds = {document.text[b.start : b.end]: b.kind for b in document.blocks}
    assert kinds["发布日期：2025-03-20"] == kinds["2025年3月20日"] == "caption"
    assert kinds[SAID] == "paragraph"


def test_a_date_that_opens_the_entry_of_a_chronicle_stays_where_it_is() -> None:
    document = read_text(
        "# 大事记\n\n## 上半年\n\n2024年3月5日\n\n开发区揭牌。\n\n2024年4月8日\n\n大桥通车。\n", "a.md"
    )
    assert "caption" not in {block.kind for block in document.blocks}


def test_a_known_date_is_kept_and_a_printed_one_is_told_with_its_words() -> None:
    document = read_text(f"# 公报\n\n（2025年3月20日）\n\n{SAID}\n", "a.md")
    known = Source(key="a", file="a.md", published="2025")
    assert dated(known, document) is known
    found = dated(Source(key="a", file="a.md"), document)
    assert (found.published, found.extra[FROM_TEXT]) == ("2025-03-20", "（2025年3月20日）")

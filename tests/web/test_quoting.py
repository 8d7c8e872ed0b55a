"""A figure is shown among its own words, and never among those of another sentence."""

from __future__ import annotations

from luoshi.ledger.records import Anchor
from luoshi.web.quoting import quoted


def anchor(before: str, quote: str, after: str) -> Anchor:
    return Anchor(
        id="a",
        edition_id="e",
        document_key="d",
        start=0,
        end=1,
        quote=quote,
        before=before,
        after=after,
    )


def test_broken_lines_and_gaps_are_closed() -> None:
    shown = quoted(anchor("科技创新平台达 \n到", "1167 个", ",其中国 家重点实验室"))
    assert (shown.before, shown.words, shown.after) == ("科技创新平台达到", "1167 个", ",其中国家重点实验室")
    assert shown.cut_before
    assert shown.cut_after


def test_what_another_sentence_says_is_not_shown() -> None:
    shown = quoted(anchor("会议指出要加快。全年总量达到", "90亿元", "，增长5%。下一句"))
    assert (shown.before, shown.after) == ("全年总量达到", "，增长5%。")
    assert not shown.cut_before
    assert not shown.cut_after


def test_a_paragraph_ends_a_sentence_too() -> None:
    shown = quoted(anchor("标题\n\n总量", "90", "亿元\n\n另一段"))
    assert (shown.before, shown.after) == ("总量", "亿元")


def test_words_without_neighbours_stand_alone() -> None:
    shown = quoted(anchor("", "90", ""))
    assert (shown.before, shown.words, shown.after, shown.cut_before, shown.cut_after) == (
        "",
        "90",
        "",
        False,
        False,
    )

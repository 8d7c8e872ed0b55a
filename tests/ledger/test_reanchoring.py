"""The same words in another edition: by quote and by the words around them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger.editions import CONTEXT, Span
from luoshi.ledger.reanchoring import find_words, match_spans

RAW = "甲区增长5%，乙区增长5%，丙区增长7%。"


def spans(raw: str, quote: str) -> list[Span]:
    found, place = [], raw.find(quote)
    while place >= 0:
        end = place + len(quote)
        words = {"before": raw[max(0, place - CONTEXT) : place], "after": raw[end : end + CONTEXT]}
        found.append(Span(kind="statement", quote=quote, start=place, **words))
        place = raw.find(quote, place + 1)
    return found


def test_words_are_told_apart_by_what_stands_around_them() -> None:
    old = {str(place): span for place, span in enumerate(spans(RAW, "5%"))}
    new = spans("前言。" + RAW.replace("甲区增长5%，", ""), "5%")
    assert match_spans(new, old) == {0: "1"}


def test_without_other_clues_the_order_decides() -> None:
    old = {
        name: Span(kind="s", quote="5%", before="", after="", start=place) for place, name in enumerate("ab")
    }
    new = [Span(kind="s", quote="5%", before="新", after="新", start=9) for _ in range(3)]
    assert match_spans(new, old) == {0: "a", 1: "b"}


def test_another_kind_of_reading_is_another_thing() -> None:
    (one,) = spans("增长7%", "7%")
    other = Span(kind="promise", quote=one.quote, before=one.before, after=one.after, start=one.start)
    assert match_spans([one], {"x": other}) == {}


def test_a_quote_is_found_where_its_surroundings_fit() -> None:
    assert find_words(RAW, "5%", "乙区增长", "，丙区") == RAW.index("5%", 8)
    assert find_words(RAW, "7%", None, None) == RAW.index("7%")
    assert find_words(RAW, "9%", "乙区", "") is None
    assert find_words("5% 5%", "5%", None, None) is None


@given(st.text("甲乙5%，", min_size=1, max_size=40), st.data())
def test_a_text_matches_itself_word_for_word(raw: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw) - 1))
    quote = raw[start : data.draw(st.integers(start + 1, len(raw)))]
    own = spans(raw, quote)
    assert match_spans(own, {str(place): span for place, span in enumerate(own)}) == {
        place: str(place) for place in range(len(own))
    }

import pytest

from luoshi.documents import read_text
from luoshi.documents.model import Source
from luoshi.statements.achievements import read_achievements
from luoshi.statements.done import done_event, examples

REPORT = Source(key="r", file="r.txt", kind="report", published="2025-01", place="某市")


@pytest.mark.parametrize("words", examples()[0])
def test_a_named_thing_that_is_over_and_done_is_an_event(words):
    assert done_event(words)


@pytest.mark.parametrize("words", examples()[1])
def test_what_is_vague_or_still_going_on_is_none(words):
    assert done_event(words) is None


def test_an_event_no_rule_names_is_read_with_its_subject():
    (found,) = read_achievements(read_text("去年，县域内首座220千伏变电站送电。\n", "r.md"), REPORT)
    assert (found.subject, found.event, found.period) == ("县域内首座220千伏变电站", "送电", "2024")


def test_an_aim_in_the_same_words_is_none():
    assert read_achievements(read_text("推动县域内首座220千伏变电站送电。\n", "r.md"), REPORT) == []


def test_a_clause_without_end_is_no_event():
    assert done_event("首座变电站" + "成功" * 100 + "送电") is None

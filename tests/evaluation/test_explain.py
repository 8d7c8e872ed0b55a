import json
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from cases import END_2025, figure, target
from hypothesis import given
from hypothesis import strategies as st

from luoshi.evaluation import words
from luoshi.evaluation.explain import explained, recompute
from luoshi.evaluation.model import ObservationInput, Result, TargetInput, TargetKind
from luoshi.evaluation.parameters import load

BEFORE = date(2024, 12, 31)
CAUSES = ("因为", "由于", "原因", "because", "due to", "caused")


def told(aim: TargetInput, *figures: ObservationInput, at: date = END_2025) -> Result:
    return explained(aim, figures, at=at, parameters=load())


def test_the_sentence_says_what_was_needed_and_what_there_was() -> None:
    # Shenyang: 6571.6 (plan), 9100.3 (bulletin of 2026-05-22), target 10000.
    record = told(target(10000, "6571.6", unit="亿元"), figure(2025, "9100.3", unit="亿元")).explanation
    assert record["zh"] == (
        "2025年为9100.3亿元，2025年目标10000亿元，未达到预期目标，差899.7亿元；"
        "以2020年基期值6571.6亿元起算，完成应增量的73.8%；需年均增长8.8%，实际为6.7%。"
    )
    assert "needed +8.8 % a year; had +6.7 %" in record["en"]


def test_english_glosses_a_unit_as_written_once() -> None:
    told_ = told(target(10000, "6571.6", unit="亿元"), figure(2025, "9100.3", unit="亿元")).explanation["en"]
    assert told_.startswith("9,100.3 亿元 (100 million yuan) in 2025, target 10,000 亿元 for 2025")
    assert told_.count("million yuan") == 1


def test_a_running_target_says_what_it_still_needs() -> None:
    record = told(
        target(20000, "6571.6", year=2035, unit="亿元"), figure(2025, "9100.3", unit="亿元")
    ).explanation
    assert "还需年均增长8.2%，近年为6.7%" in record["zh"]
    assert "needs +8.2 % a year; had +6.7 %" in record["en"]
    assert "时间已过33.3%，进度比0.56" in record["zh"]


def test_a_fall_is_called_a_fall() -> None:
    record = told(target(50, 31, comparator="ge", unit="个"), figure(2025, 21, unit="个")).explanation
    assert "实际为年均下降7.5%" in record["zh"]
    assert "反向变动，相当于应变动量的52.6%" in record["zh"]


def test_unfinished_is_said_of_a_binding_target_only() -> None:
    expected = told(target(10, 5), figure(2025, 9)).explanation["zh"]
    binding = told(target(10, 5, attribute="binding"), figure(2025, 9)).explanation["zh"]
    assert "未达到预期目标" in expected
    assert "未完成" not in expected
    assert "未完成" in binding


def test_points_between_percentages_and_places_between_ranks() -> None:
    share = told(target(41, 26, unit="%"), figure(2025, 38, unit="%")).explanation["zh"]
    assert "差3个百分点" in share
    rank = told(target(20, 25, kind="rank", comparator="le"), figure(2025, 22)).explanation["zh"]
    assert "2025年列第22位" in rank
    assert "差2位" in rank


def test_a_record_keeps_every_input_with_its_id_and_names_its_version() -> None:
    figures = [figure(2025, 9, id="a"), figure(2025, 8, id="b", trust="D"), figure(2024, 7, id="c")]
    record = told(target(10, 5), *figures).explanation
    assert [one["id"] for one in record["inputs"]["observations"]] == ["a", "b", "c"]
    assert record["inputs"]["target"]["id"] == "t"
    assert record["version"] == "time-path-1"
    assert record["thresholds"]["ahead"] == "1.10"
    assert record["choice"] == [
        {"period": "2025", "taken": "a", "criterion": "only", "others": [], "tied": []}
    ]


aims = st.builds(
    target,
    st.none() | st.decimals(-50, 50, places=1),
    st.none() | st.decimals(-50, 50, places=1),
    kind=st.sampled_from(get_args(TargetKind)),
    comparator=st.sampled_from(["eq", "ge", "gt", "le", "lt", "approx"]),
    base=st.sampled_from([2020, None]),
    unit=st.sampled_from(["%", "亿元", None]),
    higher_is_better=st.sampled_from([True, False, None]),
    attribute=st.sampled_from(["binding", "expected", "unmarked"]),
)
figures = st.lists(
    st.builds(
        figure,
        st.sampled_from([None, 2019, 2020, 2021, 2022, 2023, 2024, 2025, "2021/2025", "2025-01/2025-08"]),
        st.decimals(-50, 50, places=1),
        id=st.uuids().map(str),
        unit=st.sampled_from(["%", "亿元", None]),
        match=st.sampled_from(["same", "same", "derived", "input", "proxy", "candidate", "doubtful"]),
        trust=st.sampled_from("ABCDX"),
        status=st.sampled_from("AEF"),
        comparator=st.sampled_from(["eq", "eq", "gt", "lt", "approx"]),
        definition=st.sampled_from([None, None, "old", "new"]),
        published_by=st.none() | st.just(date(2025, 5, 1)),
        decided=st.booleans(),
    ),
    max_size=8,
)


@given(aims, figures, st.sampled_from([END_2025, BEFORE]))
def test_every_result_follows_again_from_its_record(aim: TargetInput, some: list, at: date) -> None:
    result = told(aim, *some, at=at)
    assert recompute(json.loads(json.dumps(result.explanation, ensure_ascii=False))) == result


@given(aims, figures, st.sampled_from([END_2025, BEFORE]))
def test_every_result_has_a_whole_sentence_and_no_cause(aim: TargetInput, some: list, at: date) -> None:
    record = told(aim, *some, at=at).explanation
    for sentence, stop in ((record["zh"], "。"), (record["en"], ".")):
        assert sentence.endswith(stop)
        assert not any(mark in sentence for mark in ("{", "None", "  "))
        assert not any(cause in sentence for cause in CAUSES)
    assert set(record["steps"]) <= set(words.codes("step"))


@given(aims, figures)
def test_a_reason_stands_exactly_where_nothing_is_judged(aim: TargetInput, some: list) -> None:
    result = told(aim, *some)
    assert (result.verdict == "not_assessed") == (result.reason is not None)
    assert result.pace is None or not result.explanation["ended"]
    if result.reason == "definition_changed":
        assert result.completion is result.pace is result.recent_rate is None


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2025", "2025年", "2025"),
        ("2025-08", "2025年8月", "2025-08"),
        ("2021/2025", "2021—2025年", "2021–2025"),
        ("2025-01/2025-08", "2025年1月—2025年8月", "2025-01–2025-08"),
    ],
)
def test_periods_in_words(text: str, chinese: str, english: str) -> None:
    of = figure(text, 1).period
    assert (words.period(of, "zh"), words.period(of, "en")) == (chinese, english)


def test_numbers_keep_the_digits_they_were_published_with() -> None:
    assert words.quantity(Decimal("20039.0"), "万吨") == "20039.0万吨"
    assert words.quantity(Decimal("20039.0"), "万吨", "en") == "20,039.0 万吨"

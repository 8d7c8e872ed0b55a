"""Every answer of every pack follows again from its record alone, after a journey through JSON."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.packs import judged, recompute
from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.rules.packs.course import Beside
from luoshi.vocabulary.period import Period

NUMBERS = st.decimals(-1000, 1000, places=2, allow_nan=False)
KINDS = st.sampled_from(
    ["level", "keep_within", "floor_each_year", "direction_only", "average_growth", "rank"]
)


@st.composite
def series(draw: st.DrawFn) -> list[ObservationInput]:
    years = draw(st.lists(st.integers(2012, 2025), unique=True, max_size=10))
    words = st.sampled_from([None, "旧", "新"])
    return [
        ObservationInput(
            id=str(year),
            period=Period.parse(str(year)),
            value=draw(NUMBERS),
            unit="亿元",
            definition=draw(words),
            published_by=draw(st.sampled_from([None, date(2026, 3, 1)])),
        )
        for year in years
    ]


@st.composite
def aims(draw: st.DrawFn) -> TargetInput:
    value = draw(st.none() | NUMBERS)
    return TargetInput(
        id="t",
        indicator_id="i",
        kind=draw(KINDS),
        period=Period.parse(str(draw(st.integers(2024, 2035)))),
        value=value,
        upper=None if value is None else draw(st.none() | st.just(value + 10)),
        unit="亿元",
        comparator=draw(st.sampled_from(["eq", "ge", "le", "approx"])),
        higher_is_better=draw(st.sampled_from([None, True, False])),
        baseline=draw(st.none() | NUMBERS),
        baseline_period=draw(st.sampled_from([None, Period.parse("2015"), Period.parse("2020")])),
        baseline_id="b",
    )


@pytest.mark.parametrize("name", registry.names())
@settings(max_examples=40)
@given(target=aims(), figures=series(), peers=st.lists(NUMBERS, max_size=6))
def test_it_follows_again_from_its_record(
    name: str, target: TargetInput, figures: list[ObservationInput], peers: list[Decimal]
) -> None:
    beside = Beside(peers=tuple(peers), limit=Decimal(100))
    first = judged(name, target, figures, at=date(2025, 12, 31), beside=beside)
    assert recompute(json.loads(json.dumps(first.record))) == first

"""A plan rolled up: nothing is composed unasked, nothing missing counts as nought, draws are repeatable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import town

from luoshi.evaluation.rollup.run import NAMES, rolled_up, worst_words
from luoshi.evaluation.run import assess, only_plan
from luoshi.evaluation.summary import Summary, summary_of
from luoshi.ledger.records import Cut


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Summary]:
    path: Path = tmp_path_factory.mktemp("rolled") / "luoshi.db"
    with town.ledger(path) as made:
        yield summary_of(assess(made, only_plan(made), Cut(at=date(2025, 12, 31))))


def test_no_composite_is_formed_unasked(summary: Summary) -> None:
    found = rolled_up(summary)
    assert found.composites == ()
    assert found.counts == summary.counts


def test_what_has_no_share_is_named_and_not_counted_as_nothing(summary: Summary) -> None:
    # 货运量 100 → 160 of 200: .6; 旅客吞吐量 50 → 40 of 80: away, held at 0. The distance of 绿化覆盖率 is
    # 2.5 % of its baseline, so that no share is formed; the others have no figure.
    (one,) = rolled_up(summary, ["weighted"]).composites
    assert (one.value, set(one.weights.values())) == (30.0, {0.5})
    assert len(one.weights) + len(one.left_out) == len(summary.rows) == 6


def test_given_weights_are_stated_and_used(summary: Summary) -> None:
    slugs = [row.indicator.slug for row in summary.rows]
    (one,) = rolled_up(summary, ["weighted"], {slugs[0]: 3, slugs[1]: 1}).composites
    assert (one.value, one.stated) == (45.0, "given")
    assert one.weights == {slugs[0]: 0.75, slugs[1]: 0.25}
    (two,) = rolled_up(summary, ["weighted"], {slugs[0]: 3}).composites
    assert two.value is None


def test_the_interval_holds_the_value_and_the_same_seed_gives_it_again(summary: Summary) -> None:
    first = rolled_up(summary, NAMES, draws=300).composites
    assert rolled_up(summary, NAMES, draws=300).composites == first
    for one in first:
        assert one.value is not None
        assert one.low is not None
        assert one.high is not None
        assert 0 <= one.low <= one.value <= one.high <= 100, one.name
    other = rolled_up(summary, NAMES, draws=300, seed=1).composites
    assert [one.value for one in other] == [one.value for one in first]
    assert any(one.low != two.low for one, two in zip(first, other, strict=True))


def test_the_worst_binding_indicator_is_named_or_why_there_is_none(summary: Summary) -> None:
    assert worst_words(rolled_up(summary), "zh") == "约束性指标1项，均暂不评价。"

import random
from datetime import date

import pytest
from cases import figure
from hypothesis import given
from hypothesis import strategies as st

from luoshi.evaluation.rules.choice import agree, choose, per_period


@pytest.mark.parametrize(
    ("better", "worse", "criterion"),
    [
        ({"decided": True, "trust": "C"}, {"trust": "A"}, "decided"),
        ({"trust": "B"}, {"trust": "A", "comparator": "gt"}, "exact"),
        ({"trust": "B"}, {"trust": "A", "status": "E"}, "final"),
        ({"trust": "B"}, {"trust": "A", "final": False}, "final"),
        ({"trust": "A"}, {"trust": "B", "published_by": date(2026, 1, 1)}, "trust"),
        ({"published_by": date(2025, 1, 2)}, {"published_by": date(2025, 1, 1), "digits": 4}, "published"),
        ({"published_by": date(2025, 1, 2)}, {}, "published"),
    ],
)
def test_criteria_in_their_order(better: dict, worse: dict, criterion: str) -> None:
    digits = worse.pop("digits", None)
    first = figure(2022, "1406.5" if digits is None else "1406", id="z", **better)
    second = figure(2022, "1445.0" if digits is None else "1445.0000", id="a", **worse)
    choice = choose([second, first])
    assert (choice.taken.id, choice.criterion) == ("z", criterion)
    assert choice.others == (second,)


def test_more_digits_decide_last() -> None:
    choice = choose([figure(2020, 907, id="a"), figure(2020, "907.0093", id="b")])
    assert (choice.taken.id, choice.criterion, choice.tied) == ("b", "digits", ())


def test_a_tie_keeps_the_rivals_that_differ_beyond_rounding() -> None:
    choice = choose([figure(2020, 907, id="a"), figure(2020, 907, id="b"), figure(2020, 915, id="c")])
    assert (choice.criterion, [rival.id for rival in choice.tied]) == ("tie", ["c"])


def test_figures_agree_when_the_coarser_one_is_the_finer_rounded() -> None:
    assert agree(figure(2022, "713.7"), figure(2022, "713.6722"))
    assert not agree(figure(2022, "1445"), figure(2022, "1406.56"))


def test_a_year_end_stock_and_the_same_day_are_one_period() -> None:
    choices = per_period([figure("2025", 5, nature="point"), figure("2025-12-31", 5, nature="point", id="b")])
    assert len(choices) == 1


figures = st.lists(
    st.builds(
        figure,
        st.sampled_from([2021, 2022]),
        st.integers(1, 5),
        id=st.uuids().map(str),
        trust=st.sampled_from("ABC"),
        status=st.sampled_from("AE"),
        decided=st.booleans(),
        published_by=st.none() | st.dates(date(2022, 1, 1), date(2022, 1, 9)),
    ),
    min_size=1,
    max_size=8,
)


@given(figures, st.randoms(use_true_random=False))
def test_the_order_in_which_figures_come_does_not_matter(some: list, shuffler: random.Random) -> None:
    other = list(some)
    shuffler.shuffle(other)
    assert per_period(some) == per_period(other)


@given(figures)
def test_no_figure_is_lost(some: list) -> None:
    kept = [f.id for choice in per_period(some) for f in (choice.taken, *choice.others)]
    assert sorted(kept) == sorted(f.id for f in some)

"""Only like is compared with like, equal values share a rank, and rounding makes ranks unsure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from luoshi.evaluation.comparing import Comparison, compared
from luoshi.ledger.records import Citation, ConceptFigure, Published

SOURCE = Citation(
    publisher="国家统计局",
    title="城市统计",
    published=Published(text="2018", first=date(2018, 1, 1), last=date(2018, 12, 31)),
    source=None,
    locator=None,
    quote=None,
    trust="A",
    evidence="cited",
)


def figure(value: str, **more: Any) -> ConceptFigure:
    own: dict[str, Any] = {
        "id": value,
        "kind": "observation",
        "concept": "gdp",
        "name": "地区生产总值",
        "period": "2017",
        "nature": "span",
        "value": Decimal(value),
        "comparator": "eq",
        "unit": "亿元",
        "status": "A",
        "stage": None,
        "definition": None,
        "citation": SOURCE,
        "recorded": 1,
    }
    return ConceptFigure(**(own | more))


def of(**places: ConceptFigure) -> Comparison:
    return compared({name: [one] for name, one in places.items()}, "gdp", "2017")


def test_equal_values_share_a_rank_and_the_next_is_skipped() -> None:
    found = of(a=figure("100"), b=figure("90"), c=figure("90"), d=figure("80"))
    assert [(one.place, one.rank) for one in found.standings] == [("a", 1), ("b", 2), ("c", 2), ("d", 4)]


def test_a_rank_is_no_surer_than_the_digits() -> None:
    # 90 and 90.2: the coarse one stands for 89.5 to 90.5, so that either may lead; 100 leads surely.
    found = {one.place: one for one in of(a=figure("100"), b=figure("90"), c=figure("90.2")).standings}
    assert (found["a"].low, found["a"].high) == (1, 1)
    assert [(found[name].low, found[name].high) for name in "bc"] == [(2, 3), (2, 3)]
    assert of(a=figure("100"), b=figure("90"), c=figure("90.2")) == of(
        c=figure("90.2"), b=figure("90"), a=figure("100")
    )


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (figure("95", definition="含折算"), "definition"),
        (figure("95", citation=replace(SOURCE, publisher="某市统计局")), "source"),
        (figure("95", citation=replace(SOURCE, trust="C")), "unofficial"),
        (figure("95", status="F"), "forecast"),
        (figure("95", comparator="gt"), "bound"),
        (figure("95", unit="万人"), "unit"),
        (figure("95", period="2016"), "no_figure"),
    ],
)
def test_what_is_not_alike_has_a_reason_and_no_rank(other: ConceptFigure, reason: str) -> None:
    found = of(a=figure("100"), b=figure("90"), z=other).standings
    assert [(one.place, one.rank) for one in found] == [("a", 1), ("b", 2), ("z", None)]
    assert found[-1].apart == reason


def test_units_are_converted_before_they_are_ranked() -> None:
    found = of(a=figure("100"), b=figure("2000000", unit="万元")).standings
    assert [(one.place, one.value) for one in found] == [("b", Decimal(200)), ("a", Decimal(100))]


def test_figures_of_equal_standing_that_disagree_are_not_chosen_between() -> None:
    found = compared({"a": [figure("100"), figure("101")], "b": [figure("90")]}, "gdp", "2017")
    assert [(one.place, one.apart) for one in found.standings] == [("b", None), ("a", "several")]

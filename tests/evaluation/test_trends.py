"""Places through the years: joined only where figures are alike and show no break."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.evaluation.trends import Trends, indexed, periods, trends, usual_period
from luoshi.ledger.records import Citation, ConceptFigure

COPY = Citation(
    publisher="国家统计局",
    title=None,
    published=None,
    source=None,
    locator=None,
    quote=None,
    trust="B",
    evidence="cited",
)
YEARS = range(2010, 2018)


def figure(year: int, value: str, **more: Any) -> ConceptFigure:
    own: dict[str, Any] = {
        "id": f"{year}={value}",
        "kind": "observation",
        "concept": "gdp",
        "name": "地区生产总值",
        "period": str(year),
        "nature": "span",
        "value": Decimal(value),
        "comparator": "eq",
        "unit": "亿元",
        "status": "A",
        "stage": None,
        "definition": None,
        "citation": COPY,
        "recorded": 1,
    }
    return ConceptFigure(**(own | more))


def growing(start: int, *, gap: int | None = None, fall: int | None = None) -> list[ConceptFigure]:
    """Return ten per cent a year; without the year of the gap, and three tenths lower from the fall on."""
    found, value = [], float(start)
    for year in YEARS:
        value *= 0.7 if year == fall else 1.1
        if year != gap:
            found.append(figure(year, f"{value:.2f}"))
    return found


def seen(**places: list[ConceptFigure]) -> Trends:
    return trends(places, "gdp", "2017", list(places))


def stretches(found: Trends) -> list[list[tuple[int, int]]]:
    return [[(run[0].year, run[-1].year) for run in one.runs] for one in found.places]


def test_a_line_stops_at_a_gap_and_at_a_break_that_the_figures_show() -> None:
    found = seen(a=growing(100), b=growing(50, gap=2013), c=growing(80, fall=2014))
    assert stretches(found) == [
        [(2010, 2017)],
        [(2010, 2012), (2014, 2017)],
        [(2010, 2013), (2014, 2017)],
    ]
    assert found.years == (2010, 2017)
    assert found.unit == "亿元"


def test_what_is_of_another_definition_in_a_year_is_left_out_and_counted() -> None:
    other = [*growing(60)[:-1], figure(2017, "130", definition="新口径")]
    found = seen(a=growing(100), b=growing(50), c=other)
    assert stretches(found)[2] == [(2010, 2016)]
    assert found.places[2].apart == {"definition": 1}


def test_a_place_without_figures_has_no_line() -> None:
    assert [one.place for one in seen(a=growing(100), b=[]).places] == ["a"]


def test_the_same_stretch_of_every_year_is_shown() -> None:
    halves = [figure(year, "5", period=f"{year}-01/{year}-06") for year in YEARS]
    assert stretches(seen(a=[*growing(100), *halves])) == [[(2010, 2017)]]


def test_a_common_year_is_a_hundred_and_nothing_is_carried_across_a_break() -> None:
    found = indexed(seen(a=growing(100), b=growing(80, fall=2014)))
    assert found is not None
    assert found.base == 2014
    assert found.unit is None
    assert [round(one.points[-1].value, 1) for one in found.places] == [Decimal("133.1")] * 2
    assert indexed(seen(a=growing(100), b=growing(80, fall=2017))) is None


def test_the_usual_period_is_over_and_has_most_places() -> None:
    by_place = {"a": growing(100), "b": growing(50)[:-1]}
    assert periods(by_place)["2017"] == 1
    assert usual_period(by_place, date(2018, 1, 1)) == "2016"
    assert usual_period({}, date(2018, 1, 1)) is None

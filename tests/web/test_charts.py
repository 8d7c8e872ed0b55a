"""What a chart joins, where it is cut, and that it can be read without being seen."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from luoshi.vocabulary.period import Period
from luoshi.web.charts.large import NARROW, large
from luoshi.web.charts.model import Chart, Mark, Point
from luoshi.web.charts.scale import Scale, ticks, year_ticks
from luoshi.web.charts.small import small

SVG = "{http://www.w3.org/2000/svg}"


def point(year: int, value: int, definition: str | None = None, **more: bool) -> Point:
    return Point(
        period=Period.year(year),
        value=Decimal(value),
        label=f"{year} {value}<",
        href=f"#y{year}",
        definition=definition,
        **more,
    )


def mark(year: int, value: int) -> Mark:
    return Mark(period=Period.year(year), value=Decimal(value), label=f"{year}")


def chart(
    *points: Point, baseline: Mark | None = None, targets: tuple[Mark, ...] = (), **more: bool
) -> Chart:
    return Chart(
        title="总量 & 其他",
        description="说明",
        unit="亿元",
        points=points,
        baseline=baseline,
        targets=targets,
        **more,  # type: ignore[arg-type]
    )


def tree_of(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(f'<svg xmlns="{SVG[1:-1]}"{picture[4:]}')


def test_a_line_never_crosses_a_change_of_definition() -> None:
    drawn = chart(point(2019, 1, "旧"), point(2020, 2, "旧"), point(2021, 9, "新"), point(2022, 9, "新"))
    assert [[p.period.iso() for p in run] for run in drawn.segments] == [["2019", "2020"], ["2021", "2022"]]
    assert drawn.gaps == ()


def test_a_line_never_crosses_a_break_that_the_figures_show() -> None:
    drawn = chart(point(2020, 9), point(2021, 8), point(2022, 2, cut=True), point(2023, 3))
    assert [[p.period.iso() for p in run] for run in drawn.segments] == [["2020", "2021"], ["2022", "2023"]]
    assert drawn.gaps == ()


def test_a_year_without_a_figure_is_a_gap_not_a_line() -> None:
    drawn = chart(point(2020, 1), point(2022, 2), point(2023, 3))
    assert [len(run) for run in drawn.segments] == [1, 2]
    assert [(a.period.iso(), b.period.iso()) for a, b in drawn.gaps] == [("2020", "2022")]


def test_another_figure_for_the_same_period_is_shown_but_not_joined() -> None:
    drawn = chart(point(2020, 1), point(2020, 5, minor=True), point(2021, 2))
    assert [[p.value for p in run] for run in drawn.segments] == [[1, 2]]


def test_the_baseline_begins_the_line_where_no_figure_of_its_year_was_published() -> None:
    drawn = chart(point(2021, 2), baseline=mark(2020, 1), targets=(mark(2025, 9),))
    assert [p.period.iso() for p in drawn.segments[0]] == ["2020", "2021"]
    assert drawn.path == (((2020.0, Decimal(1)), (2025.0, Decimal(9))),)


def test_a_target_rate_is_a_level_path() -> None:
    span = Mark(period=Period.parse("2021/2025"), value=Decimal(6), label="")
    assert chart(targets=(span,), level=True).path == (((2020.0, Decimal(6)), (2025.0, Decimal(6))),)


def test_a_drawing_is_sound_says_what_it_shows_and_links_every_figure() -> None:
    drawn = chart(point(2021, 2), point(2022, 4), baseline=mark(2020, 1), targets=(mark(2025, 9),))
    for picture in (small(drawn, "s"), large(drawn, "l", "zh"), large(drawn, "n", "en", NARROW)):
        assert "style=" not in picture
        tree = tree_of(picture)
        named = tree.get("aria-labelledby", "").split()
        assert {tree.find(f"{SVG}title").get("id"), tree.find(f"{SVG}desc").get("id")} == set(named)  # type: ignore[union-attr]
        links = {link.get("href") for link in tree.iter(f"{SVG}a")}
        assert links == {"#y2021", "#y2022"}


def test_a_label_at_the_first_year_begins_beside_the_axis_and_does_not_run_into_its_figures() -> None:
    drawn = chart(point(2022, 9), baseline=mark(2020, 123456), targets=(mark(2035, 200000),))
    tree = tree_of(large(drawn, "n", "zh", NARROW))
    labels = {label.get("class"): label for label in tree.iter(f"{SVG}text")}
    baseline, target = labels["baseline-label"], labels["target-label"]
    assert baseline.get("text-anchor") is None
    assert NARROW.left - 10 < float(baseline.get("x", "")) < NARROW.left + 30
    assert target.get("text-anchor") == "end"
    assert float(target.get("x", "")) <= NARROW.width


def test_an_indicator_without_a_number_draws_nothing() -> None:
    assert small(chart(), "s") == ""
    assert large(chart(), "l", "zh") == ""


published = st.decimals(-(10**9), 10**9, places=4).map(float)


@given(published, published)
def test_ticks_are_even_and_span_what_they_are_for(left: float, right: float) -> None:
    low, high = sorted((left, right))
    marks = ticks(low, high)
    span = marks[-1] - marks[0]
    slack = span * 1e-6 + max(abs(low), abs(high)) * 1e-15
    assert marks[0] <= low + slack
    assert marks[-1] >= high - slack
    assert 2 <= len(marks) <= 8


@given(st.integers(1950, 2050), st.integers(0, 60), st.integers(2, 20))
def test_years_on_an_axis_fit_the_room(start: int, span: int, room: int) -> None:
    years = year_ticks(start, start + span, room)
    assert len(years) <= room
    assert all(start <= year <= start + span for year in years)


def test_equal_ends_map_to_the_middle() -> None:
    assert Scale(5, 5, 0, 100)(5) == 50

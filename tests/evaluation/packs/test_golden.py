"""Published results and worked figures, each with where it stands."""

from decimal import Decimal
from typing import Any

import pytest

from luoshi.evaluation.rules.packs import dns, escap, oecd, sdsn, statcan
from luoshi.evaluation.rules.packs.course import Beside, Course, course
from luoshi.evaluation.rules.packs.rating import NOT_AVAILABLE, Rating
from luoshi.evaluation.rules.packs.registry import load, rate


def rated(name: str, *values: tuple[int, Any], direction: int | None = 1, **more: Any) -> Rating:
    return rate(course(values, direction=direction, **more), load(name))


# Statistics Canada, Canadian Indicator Framework, indicator_calculation_components.yml (Open Licence).
CANADA = [
    # indicator, base, now, target, value, score, status
    ("1-1-1", -1, (2015, 14.5), (2023, 10.4), (2030, 7.25), 0.9010899547, 2.1506954374, "moderate_progress"),
    ("12-1-1", 1, (2015, 0.37), (2025, 9.53), (2030, 60), 0.9504069883, 2.5029620767, "substantial_progress"),
    ("15-4-1", 1, (2015, 10.1), (2023, 13.7), (2030, 30), 0.5160064972, -0.3499557281, "limited_progress"),
    ("15-5-1", -1, (2015, 70), (2023, 55), (2030, 100), 1.2340549665, 5.0, "target_achieved"),
    ("11-5-1", 1, (2016, 19.3), (2021, 13.9), (2030, 22), -6.7615424396, -5.0, "deterioration"),
]
FREE = [
    # indicator, direction, base, now, limit, value, score, status
    ("1-2-1", 1, (2016, 66.6), (2023, 71.4), 100, 0.0099914837, 1.7397528501, "moderate_progress"),
    ("1-3-1", -1, (2015, 178.8), (2025, 173.3), None, 0.0031194908, -0.9402545761, "limited_progress"),
    ("16-6-1", -1, (2015, 87.93), (2023, 77.78), None, 0.0152151512, 2.6075756246, "substantial_progress"),
    ("12-4-1", -1, (2015, 1.43), (2022, 1.43), None, 0.0, -2.5, "limited_progress"),
    ("10-2-1", -1, (2015, 3.8), (2024, 11.9), None, -0.1352325065, -5.0, "deterioration"),
]


@pytest.mark.parametrize(("name", "way", "base", "now", "aim", "value", "score", "status"), CANADA)
def test_canada_with_a_target(
    name: str, way: int, base: tuple, now: tuple, aim: tuple, value: float, score: float, status: str
) -> None:
    found = rated("statcan", base, now, direction=way, target=aim[1], target_year=aim[0])
    assert found.grade == status
    assert float(found.value or 0) == pytest.approx(value, abs=1e-9)
    assert float(found.score or 0) == pytest.approx(score, abs=1e-9)


@pytest.mark.parametrize(("name", "way", "base", "now", "limit", "value", "score", "status"), FREE)
def test_canada_without_a_target(
    name: str, way: int, base: tuple, now: tuple, limit: int | None, value: float, score: float, status: str
) -> None:
    beside = Beside(limit=None if limit is None else Decimal(limit))
    found = rated("statcan", base, now, direction=way, kind="direction_only", beside=beside)
    assert found.grade == status
    assert float(found.value or 0) == pytest.approx(value, abs=1e-9)
    assert float(found.score or 0) == pytest.approx(score, abs=1e-9)


def test_canada_one_figure_is_not_available() -> None:
    found = rated("statcan", (2022, 18.41), kind="direction_only", base_year=2022)
    assert (found.grade, found.reason) == (NOT_AVAILABLE, "few_points")


def test_canada_an_indicator_is_the_mean_of_its_series() -> None:
    pack = load("statcan")
    good = rated("statcan", (2015, 1), (2020, 2), target=2, target_year=2030)
    fair = rated("statcan", (2015, 10), (2024, 10.5), kind="direction_only")
    none = rated("statcan", (2022, 1), kind="direction_only")
    assert statcan.indicator([good, good, none], pack).grade == "target_achieved"
    mixed = statcan.indicator([good, fair, none], pack)
    assert float(mixed.score or 0) == pytest.approx(float((good.score or 0) + (fair.score or 0)) / 2)
    assert mixed.grade == "substantial_progress"
    assert statcan.indicator([none], pack).grade == NOT_AVAILABLE


# Germany's sustainable-development strategy: six points and the published symbol (data repository dns-data).
GERMANY = [
    ("11.3", -1, 13, 2030, 2010, "14.5 16.1 16.6 16.4 15.9 15.6", "storm"),
    ("11.3", -1, 13, 2030, 2011, "16.1 16.6 16.4 15.9 15.6 15.8", "cloud"),
    ("11.3", -1, 13, 2030, 2012, "16.6 16.4 15.9 15.6 15.8 14.5", "sun"),
    ("13.1.a", -1, 45, 2030, 2014, "71.233 71.913 71.539 70.35 68.1 63.707", "partly"),
    ("5.1.d", 1, 65, 2030, 2014, "34.8 36.9 38.8 40.4 42.1 43.5", "partly"),
    ("8.5.a", 1, 78, 2030, 2015, "78 78.6 79.2 79.9 80.6 79.2", "sun"),
    ("7.1.b", -1, 70, 2030, 2016, "93.905 94.062 91.704 89.132 82.719 86.59", "partly"),
]


@pytest.mark.parametrize(("name", "way", "aim", "year", "first", "values", "symbol"), GERMANY)
def test_germany(name: str, way: int, aim: int, year: int, first: int, values: str, symbol: str) -> None:
    points = [(first + index, value) for index, value in enumerate(values.split())]
    assert rated("dns", *points, direction=way, target=aim, target_year=year).grade == symbol


def six(*values: float) -> list[tuple[int, float]]:
    return [(2016 + index, value) for index, value in enumerate(values)]


def test_germany_other_kinds_of_target() -> None:
    worsening, improving = six(90, 89, 88, 87, 86, 85), six(70, 71, 72, 73, 74, 75)
    each = {"kind": "floor_each_year", "target_year": 2030}
    assert rated("dns", *worsening, target=80, **each).grade == "partly"
    assert rated("dns", *improving, target=80, **each).grade == "cloud"
    assert rated("dns", *improving, target=75, **each).grade == "sun"
    assert rated("dns", *worsening, target=88, **each).grade == "storm"
    way = {"kind": "direction_only"}
    assert rated("dns", *improving, **way).grade == "sun"
    assert rated("dns", *six(70, 71, 72, 73, 74, 73.5), **way).grade == "partly"
    assert rated("dns", *six(75, 74, 73, 72, 71, 71.5), **way).grade == "cloud"
    assert rated("dns", *worsening, **way).grade == "storm"


def test_germany_of_an_interval_the_nearer_end_is_asked_for() -> None:
    falling = Course(
        points=course(six(9, 8.5, 8, 7.5, 7, 6.5), direction=None).points,
        direction=None,
        kind="keep_within",
        target=Decimal(2),
        upper=Decimal(5),
        target_year=2030,
    )
    found = rate(falling, load("dns"))
    assert (found.grade, found.steps["target"]) == ("cloud", 5)


def test_germany_of_several_targets_the_worst_counts() -> None:
    sun = rated("dns", *six(1, 2, 3, 4, 5, 6), target=8, target_year=2030)
    cloud = rated("dns", *six(1, 2, 3, 4, 5, 6), target=100, target_year=2030)
    none = rated("dns", (2020, 1), target=8, target_year=2030)
    assert dns.worst([sun, cloud, none]).grade == "cloud"
    assert dns.worst([none]).grade == NOT_AVAILABLE


def test_the_chart_of_the_united_nations() -> None:
    # 100 grows by 10 % a year over two years and on to year four: 146.41 against 140 is 116 %.
    found = rated("unsd-chart", (2016, 100), (2018, 121), base_year=2016, target=140, target_year=2020)
    assert found.grade == "on_track"
    assert round(found.value or 0, 6) == Decimal("1.160250")
    far = {"base_year": 2016, "target_year": 2020}
    assert rated("unsd-chart", (2016, 100), (2018, 121), target=200, **far).grade == "fair"
    assert rated("unsd-chart", (2016, 100), (2018, 101), target=200, **far).grade == "stagnation"
    free = {"base_year": 2016, "kind": "direction_only"}
    assert rated("unsd-chart", (2016, 100), (2017, 102), **free).grade == "on_track"
    assert rated("unsd-chart", (2016, 100), (2017, 100.5), **free).grade == "fair"
    assert rated("unsd-chart", (2016, 100), (2017, 100.4), **free).grade == "stagnation"


def test_eurostat_ratio_of_compound_rates() -> None:
    # 100 → 144 asks 20 % in two years; 119, 112 and 106 in one year are 0.95, 0.60 and 0.30 of it.
    aim = {"target": 144, "target_year": 2022, "base_year": 2020}
    grades = [rated("eurostat", (2020, 100), (2021, now), **aim).grade for now in (119, 112, 106, 99, 144)]
    assert grades == ["significant", "moderate", "insufficient", "away", "achieved"]


def test_eurostat_without_a_target_takes_the_long_window_first() -> None:
    long = [(2005 + index, 100 + 0.1 * index) for index in range(10)]
    series = [*long, (2015, 101), (2016, 103), (2017, 105), (2018, 107), (2019, 109), (2020, 111)]
    both = rated("eurostat", *series, kind="direction_only")
    short = rated("eurostat", *series[-6:], kind="direction_only")
    assert (both.steps["base_year"], both.grade) == (2005, "moderate")
    assert (short.steps["base_year"], short.grade) == (2015, "significant")
    assert rated("eurostat", *series[-4:], kind="direction_only").reason == "short_series"
    falls = [(2015 + index, 100 - step) for index, step in enumerate((0, 0.5, 1, 1.5, 2, 2.5))]
    assert rated("eurostat", *falls, kind="direction_only").grade == "moderate_away"
    assert rated("eurostat", *falls, direction=-1, kind="direction_only").grade == "moderate"


def test_escap_current_status_index_and_anticipated_progress() -> None:
    # On a straight line the weights do not matter: 10 a year from 0 reaches 100 in the tenth year.
    straight = [(2020 + year, 10 * year) for year in range(5)]
    found = rated("escap", *straight, base_year=2020, target=100, target_year=2030)
    assert (found.score, found.steps["index_due"], found.value) == (4, 4, 0)
    assert found.grade == "on_track"
    half = [(2020 + year, 5 * year) for year in range(5)]
    slow = rated("escap", *half, base_year=2020, target=100, target_year=2030)
    assert (slow.grade, slow.value, slow.score) == ("accelerate", 50, 2)
    back = [(2020 + year, -year) for year in range(5)]
    away = rated("escap", *back, base_year=2020, target=100, target_year=2030)
    assert (away.grade, away.value) == ("reverse", 110)


def test_escap_weighs_recent_years_more() -> None:
    bent = course([(2020, 0), (2021, 0), (2022, 0), (2023, 10)], direction=1)
    pack = load("escap")
    weights = escap.weights(bent.points, pack)
    assert [float(weight) for weight in weights] == pytest.approx([0.729, 0.81, 0.9, 1])
    found = rated(
        "escap", *[(p.year, p.value) for p in bent.points], target=20, base_year=2020, target_year=2024
    )
    assert float(found.steps["projected"]) > 10  # the unweighted line gives exactly 10


# SDSN, 2019 index of European cities: worst end, best end, value and published score.
SCALES = [
    ("obesity", -1, "35.1", "2.8", "7", "87.0"),
    ("obesity", -1, "35.1", "2.8", "11", "74.6"),
    ("Gini", -1, "60", "20", "27.1", "82.3"),
    ("Gini", -1, "60", "20", "30.9", "72.8"),
    ("CO2", -1, "15.6", "0", "8.1", "48.1"),
    ("renewables", 1, "2.4", "100", "92.1", "91.9"),
]


@pytest.mark.parametrize(("name", "way", "worst", "best", "value", "score"), SCALES)
def test_sdsn_scores(name: str, way: int, worst: str, best: str, value: str, score: str) -> None:
    beside = Beside(bounds=(Decimal(worst), Decimal(best)))
    assert rated("sdsn", (2019, value), direction=way, target=best, beside=beside).score == Decimal(score)


def test_sdsn_takes_the_worst_end_from_peers_and_gives_no_index_over_gaps() -> None:
    peers = tuple(Decimal(value) for value in range(41))
    low = rated("sdsn", (2019, 20), target=41, beside=Beside(peers=peers))
    assert low.steps["worst"] == 1
    pack = load("sdsn")
    ten, none = Decimal(10), None
    assert sdsn.index([[ten, ten], [Decimal(20), none, ten]], pack) == Decimal("12.5")
    assert sdsn.index([[ten, none], [none, ten]], pack) is None


def test_oecd_distance_in_standard_deviations() -> None:
    peers = tuple(Decimal(value) for value in (2, 4, 4, 4, 5, 5, 7, 9, 2, 4, 4, 4, 5, 5, 7, 9))
    found = rated("oecd", (2020, 5), target=9, beside=Beside(peers=peers))
    assert found.value == 2  # the deviation of these is exactly 2
    assert rated("oecd", (2020, 9), target=9, beside=Beside(peers=peers)).value == 0
    assert rated("oecd", (2020, 5), target=9).reason == "no_peers"
    assert oecd.rate(course([(2020, 1)], direction=-1, target=2), load("oecd")).grade == "met"

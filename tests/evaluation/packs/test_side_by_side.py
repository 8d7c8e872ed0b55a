"""Every method beside the others, with a sentence where two fall on different sides."""

from datetime import date

from cases import figure, target

from luoshi.evaluation.explain import explained
from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.parameters import load
from luoshi.evaluation.side_by_side import METHODS, Side, beside_of, differences, sides

AT = date(2025, 12, 31)


def every(aim: TargetInput, *figures: ObservationInput, name: str = "指标") -> tuple[Side, ...]:
    result = explained(aim, figures, at=AT, parameters=load())
    return sides(aim, result, figures, beside_of(name, aim, figures))


def cars() -> tuple[Side, ...]:
    """Zero-emission cars: 0.37 % in 2015, 9.53 % in 2025, 60 % in 2030 (Canadian Indicator Framework)."""
    aim = target(60, "0.37", base=2015, year=2030, unit="%")
    return every(aim, figure(2025, "9.53", unit="%"))


def test_every_method_says_something_the_time_path_first() -> None:
    assert tuple(one.method for one in cars()) == METHODS
    assert all(one.word["zh"] and one.word["en"] and one.title["en"] for one in cars())


def test_compound_growth_against_the_straight_path_is_told_with_its_figures() -> None:
    said = {language: " ".join(differences(cars(), language)) for language in ("zh", "en")}
    assert [one.grade for one in cars()][:2] == ["behind", "substantial_progress"]
    assert "加拿大统计局（Open SDG 2.4）（进展显著）与时序进度判断不同" in said["zh"]
    assert "年均38.4%" in said["zh"]
    assert said["zh"].endswith("已完成应变动量的15.4%，时间已过66.7%。")
    assert "15.4% of the distance is covered in 66.7% of the time" in said["en"]


def test_nothing_is_said_where_methods_agree_or_none_judges() -> None:
    steady = [figure(2020 + year, 40 + 2 * year) for year in range(1, 6)]
    agreed = every(target(60, 40, year=2030), *steady)
    assert differences(agreed, "zh") == ()
    assert differences(every(target(60, 40, year=2030)), "zh") == ()


def test_a_reason_stands_beside_the_grade() -> None:
    found = {one.method: one for one in every(target(60, 40, year=2030))}
    assert found["time-path"].word["zh"] == "暂不评价（未见公开数据）"
    assert found["statcan"].word["en"] == "not available: too few yearly figures"
    assert found["oecd"].reason == "few_points"

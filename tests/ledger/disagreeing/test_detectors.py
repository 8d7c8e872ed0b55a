"""Each detector finds what does not go together, and leaves alone what does."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger.disagreeing.fact import Fact, Found
from luoshi.ledger.disagreeing.gathering import base_year
from luoshi.ledger.disagreeing.growths import growths
from luoshi.ledger.disagreeing.jumps import jumps
from luoshi.ledger.disagreeing.parameters import parameters
from luoshi.ledger.disagreeing.parts import parts_above_whole
from luoshi.ledger.disagreeing.ratios import ratios
from luoshi.ledger.disagreeing.slips import slips
from luoshi.ledger.disagreeing.targets import matters, pledge_beside_number, two_targets
from luoshi.ledger.disagreeing.values import by_name, two_values
from luoshi.ledger.records import Anchor, Citation
from luoshi.vocabulary.period import Period

KNOWN = parameters()


def cited(document: str, trust: str = "B") -> Citation:
    mark = Anchor(id=f"{document}-1", edition_id=None, document_key=document, start=0, end=1, quote="…")
    return Citation(
        publisher=None,
        title=None,
        published=None,
        source=None,
        locator=None,
        quote=None,
        trust=trust,  # type: ignore[arg-type]
        evidence="original",
        anchor=mark,
    )


def fact(value: str | None, period: str, unit: str | None = "亿元", **more: Any) -> Fact:
    given: dict[str, Any] = {
        "id": f"{value} {period} {more.get('concept', 'gdp')} {more.get('measure', '')}",
        "what": "observation",
        "name": "地区生产总值",
        "concept": "gdp",
        "citation": cited(more.pop("document", "a"), more.pop("trust", "B")),
        "value": None if value is None else Decimal(value),
        "unit": unit,
        "period": Period.parse(period),
        **more,
    }
    return Fact(**given)


def growth(value: str, period: str, basis: str = "yoy", **more: Any) -> Fact:
    return fact(value, period, "%", measure="growth", basis=basis, **more)


def kinds(found: Iterable[Found]) -> list[str]:
    return [one.rule for one in found]


# --- one fact, two values ----------------------------------------------------------------------


def test_two_values_of_one_year_beyond_rounding_are_found() -> None:
    (found,) = two_values([fact("1072.83", "2019"), fact("1055", "2019", trust="C")], KNOWN)
    assert (found.kind, found.numbers["difference"]) == ("two_values", "17.83")


@pytest.mark.parametrize(
    "other",
    [
        fact("1073", "2019"),
        fact("1055", "2020"),
        fact("1055", "2019", match="proxy"),
        fact("1055", "2019", trust="D"),
        fact("0.107283", "2019", "万亿元"),
    ],
)
def test_rounding_another_year_a_neighbouring_figure_and_other_units_are_not(other: Fact) -> None:
    assert kinds(two_values([fact("1072.83", "2019"), other], KNOWN)) == []


def test_statements_of_one_name_are_held_together_but_not_changes() -> None:
    one = fact("90", "2021", "万户", name="市场主体", concept=None, place="某市")
    other = fact("120", "2021", "万户", name="“市场主体”", concept=None, place="某市")
    (some,) = by_name([one, other])
    assert kinds(two_values(some, KNOWN)) == ["values"]
    assert (
        list(by_name([one, fact("9", "2021", "万户", name="市场主体", concept=None, measure="change")])) == []
    )


# --- a unit slip -------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "times"), [("72490000", "10000"), ("72490", "10"), ("0.7249", "10000")])
def test_a_power_of_ten_between_two_sources_is_a_unit_slip(value: str, times: str) -> None:
    (found,) = two_values([fact("7249", "2021"), fact(value, "2021")], KNOWN)
    assert (found.kind, found.numbers["times"]) == ("unit_slip", times)


def test_twelve_times_is_no_unit_slip() -> None:
    (found,) = two_values([fact("7249", "2021"), fact("86988", "2021")], KNOWN)
    assert found.kind == "two_values"


def test_a_year_ten_thousand_times_its_neighbours_is_a_unit_slip() -> None:
    series = {2020: fact("6572", "2020"), 2021: fact("72490000", "2021"), 2022: fact("7696", "2022")}
    (found,) = slips(series, KNOWN)
    assert (found.left.year, found.numbers["times"]) == (2021, "10000")


@pytest.mark.parametrize("last", ["7696", "65720000"])
def test_a_series_without_a_lonely_peak_has_no_unit_slip(last: str) -> None:
    start = "72490000" if last == "65720000" else "7249"
    series = {2020: fact("6572", "2020"), 2021: fact(start, "2021"), 2022: fact(last, "2022")}
    assert kinds(slips(series, KNOWN)) == []


@given(st.decimals("1", "99999", places=2), st.integers(1, 4))
def test_a_slip_is_found_whatever_the_size(value: Decimal, power: int) -> None:
    other = value * 10**power
    (found,) = two_values([fact(str(value), "2021"), fact(f"{other:f}", "2021")], KNOWN)
    assert found.numbers["times"] == str(10**power)


# --- two targets -------------------------------------------------------------------------------


def target(value: str | None, period: str = "2025", unit: str = "%", **more: Any) -> Fact:
    given = {"kind": "target", "what": "target", "target_kind": "level", "indicator": "i"}
    return fact(value, period, unit, **{**given, **more})


def test_two_targets_of_two_texts_are_found_with_their_bounds() -> None:
    (found,) = two_targets([target("80"), target("87.5", comparator="ge", document="b")], [])
    assert (found.numbers["left"], found.numbers["right"]) == ("80", "≥87.5")


@pytest.mark.parametrize(
    "other",
    [
        target("80.0", document="b"),
        target("87.5", period="2035", document="b"),
        target("87.5", target_kind="average_growth", document="b"),
        target("87.5", strength="力争"),
    ],
)
def test_the_same_target_another_date_another_kind_and_an_aspiration_are_not(other: Fact) -> None:
    assert kinds(two_targets([target("80")], [other])) == []


def test_the_targets_of_another_plan_for_the_same_thing_are_held_against_it() -> None:
    assert kinds(two_targets([target("80")], [target("85", document="b")])) == ["targets"]


def test_keeping_pace_in_the_text_and_a_number_in_the_table_are_two_targets() -> None:
    pledge = target(None, what="pledge", words="城乡居民可支配收入与经济增长保持同步")
    (found,) = pledge_beside_number([pledge], [target("6", comparator="ge")])
    assert (found.rule, found.numbers["right"]) == ("pledge", "≥6")


@pytest.mark.parametrize("other", [target("6", period="2035"), target("6", indicator="j"), target(None)])
def test_a_pledge_for_another_date_or_thing_is_not(other: Fact) -> None:
    assert kinds(pledge_beside_number([target(None, what="pledge", words="与经济增长同步")], [other])) == []


def matter(value: str, period: str, **more: Any) -> Fact:
    given = {"name": "“一件事一次办”场景数", "concept": None, "unit": "个"}
    return fact(value, period, **{**given, **more})


def test_a_later_figure_far_below_a_target_of_the_same_matter_is_found() -> None:
    aim = matter("1000", "2022", kind="target", comparator="gt")
    later = matter("116", "2024", name="“高效办成一件事”", unit="项", document="b")
    (found,) = matters([aim, later], KNOWN)
    assert (found.kind, found.rule, found.numbers["right"]) == ("two_targets", "matter", "116")


@pytest.mark.parametrize(
    "later",
    [
        matter("1100", "2024", document="b"),
        matter("116", "2021", document="b"),
        matter("116", "2024"),
        matter("24", "2025", name="新建“高效办成一件事”场景", document="b"),
        matter("316", "2024", name="服务场景", document="b"),
        matter("50", "2024", unit="%", document="b"),
    ],
)
def test_enough_earlier_the_same_text_new_ones_and_other_matters_are_not(later: Fact) -> None:
    assert kinds(matters([matter("1000", "2022", kind="target"), later], KNOWN)) == []


# --- a growth that does not fit its levels -------------------------------------------------------


def income(value: str, year: str, **more: Any) -> Fact:
    return fact(value, year, "元", **{"concept": "urban-income", "name": "城镇居民人均可支配收入", **more})


def test_an_average_growth_that_its_levels_do_not_give_is_found() -> None:
    # 沈阳市2016年政府工作报告: 36 664 in 2015; 沈阳建设国家中心城市行动纲要: 47 413 in 2020: 5.28 % a year.
    said = growth("5.5", "2016/2020", "annual_average", concept="urban-income")
    (found,) = growths([income("36664", "2015"), income("47413", "2020"), said], KNOWN)
    assert (found.kind, found.rule, found.numbers["given"]) == ("growth_levels", "growth_average", "5.28")
    assert [one.year for one in found.facts[1:]] == [2020, 2015]


@pytest.mark.parametrize(
    "said",
    [
        growth("5.3", "2016/2020", "annual_average", concept="urban-income"),
        growth("5.5", "2017/2020", "annual_average", concept="urban-income"),
        growth("5.5", "2016/2020", "annual_average", concept="rural-income"),
        growth("5.5", "2016/2020", "annual_average", concept="urban-income", match="decoy"),
        growth("29.3", "2020", "since", concept="urban-income"),
    ],
)
def test_a_growth_that_fits_or_has_no_levels_is_not(said: Fact) -> None:
    assert kinds(growths([income("36664", "2015"), income("47413", "2020"), said], KNOWN)) == []


def test_a_growth_fits_when_one_pair_of_levels_gives_it() -> None:
    # Trade of Shenyang in 2019: 1055 with a growth of 7.2 % in the report, 1072.83 in the yearbook.
    levels = [
        fact("984.26", "2018", concept="trade"),
        fact("1072.83", "2019", concept="trade"),
        fact("1055", "2019", concept="trade", trust="C"),
    ]
    assert kinds(growths([*levels, growth("7.2", "2019", concept="trade")], KNOWN)) == []
    assert kinds(growths([*levels[:2], growth("7.2", "2019", concept="trade")], KNOWN)) == ["growth"]


def test_a_growth_at_constant_prices_may_differ_by_prices_only() -> None:
    levels = [fact("7696", "2022"), fact("8122", "2023"), fact("9027.1", "2024")]
    assert kinds(growths([*levels, growth("6.1", "2023")], KNOWN)) == []
    assert kinds(growths([*levels, growth("5.2", "2024")], KNOWN)) == ["growth_real"]


@given(st.integers(100, 10**6), st.integers(-30, 60), st.integers(1, 5))
def test_the_growth_that_the_levels_give_always_fits(start: int, percent: int, years: int) -> None:
    end = Decimal(start) * (1 + Decimal(percent) / 100) ** years
    levels = [income(str(start), "2015"), income(f"{end:.4f}", str(2015 + years))]
    period, basis = (f"2016/{2015 + years}", "annual_average") if years > 1 else ("2016", "yoy")
    said = growth(str(percent), period, basis, concept="urban-income")
    assert kinds(growths([*levels, said], KNOWN)) == []


# --- parts above the whole -----------------------------------------------------------------------


def test_parts_that_exclude_one_another_above_their_whole_are_found() -> None:
    whole = fact("1055", "2019", concept="trade", name="进出口总额")
    parts = [
        fact("7569203", "2019", "万元", concept="imports", name="进口"),
        fact("315.9", "2019", concept="exports", name="出口"),
    ]
    (found,) = parts_above_whole([whole, *parts], KNOWN)
    assert (found.kind, found.numbers["part_value"], found.numbers["difference"]) == (
        "parts_whole",
        "1072.8203",
        "17.8203",
    )


def test_one_part_above_its_whole_is_found_by_itself() -> None:
    whole = fact("19387.7", "2020", "万吨", concept="freight-volume")
    part = fact("2.1", "2020", "亿吨", concept="road-freight", match="proxy")
    assert kinds(parts_above_whole([whole, part], KNOWN)) == ["part"]


@pytest.mark.parametrize(
    "parts",
    [
        ["756.92", "315.90"],
        ["756.9", "298.1"],
        ["756.9"],
    ],
)
def test_parts_that_fit_within_rounding_are_not(parts: list[str]) -> None:
    whole = fact("1072.8", "2019", concept="trade")
    some = [
        fact(value, "2019", concept=name) for value, name in zip(parts, ("imports", "exports"), strict=False)
    ]
    assert kinds(parts_above_whole([whole, *some], KNOWN)) == []


# --- a ratio that does not fit its counts --------------------------------------------------------


def doctors(count: str, ratio: str, people: str = "907") -> list[Fact]:
    return [
        fact(count, "2020", "人", concept="doctors", match="input"),
        fact(people, "2020", "万人", concept="resident-population"),
        fact(ratio, "2020", "人", concept="doctors-per-1000", what="baseline", own=True),
    ]


def test_a_ratio_that_its_counts_do_not_give_is_found() -> None:
    # 33 644 doctors (中国城市统计年鉴2021) over 9.07 million people are 3.71, the plan says 3.83.
    (found,) = ratios(doctors("33644", "3.83"), KNOWN)
    assert (found.kind, found.numbers["given"], found.numbers["percent"]) == ("ratio_count", "3.71", "3.1")


def test_a_ratio_that_its_counts_give_is_not() -> None:
    assert kinds(ratios(doctors("33644", "3.71"), KNOWN)) == []
    assert kinds(ratios(doctors("33644", "3.83")[1:], KNOWN)) == []


def test_days_are_counted_over_the_days_of_their_year() -> None:
    days = fact("318", "2024", "天", concept="good-air-days")
    assert kinds(ratios([days, fact("86.9", "2024", "%", concept="good-air-ratio")], KNOWN)) == []
    assert kinds(ratios([days, fact("90.1", "2024", "%", concept="good-air-ratio")], KNOWN)) == ["ratio"]


# --- a jump or a break ---------------------------------------------------------------------------


def series(*values: str, first: int = 2013, **more: Any) -> dict[int, Fact]:
    return {first + n: fact(value, str(first + n), **more) for n, value in enumerate(values)}


def test_a_fall_by_a_quarter_is_a_jump_and_a_usual_year_is_not() -> None:
    # 国家统计局 主要城市年度数据: Shenyang's product before and after the correction of its statistics.
    (found,) = jumps(series("7158.57", "7098.71", "7272.31", "5460.01", "5864.97"), [], KNOWN)
    assert (found.rule, found.numbers["change"], found.right.year) == ("jump", "−24.9", 2016)


def test_a_change_of_the_statistic_is_named() -> None:
    before = series("7158.57", "7098.71", "7272.31", definition="甲")
    after = series("5460.01", "5864.97", first=2016, definition="乙")
    (found,) = jumps({**before, **after}, [], KNOWN)
    assert (found.rule, found.numbers["before_definition"]) == ("jump_definition", "甲")


def test_a_level_that_moves_twice_as_much_as_its_published_growth_is_a_break() -> None:
    years = series("7249", "7696", "8122", "9027.1", "9100.3", first=2021)
    said = [growth("5.2", "2024"), growth("2.0", "2025")]
    (found,) = jumps(years, said, KNOWN)
    assert (found.rule, found.right.year, found.more) == ("jump_growth", 2024, (said[0],))


def test_a_published_growth_that_fits_bears_a_large_step_out() -> None:
    years = series("100", "104", "160", "166", concept="exports")
    assert kinds(jumps(years, [], KNOWN)) == ["jump"]
    assert kinds(jumps(years, [growth("53.8", "2015", concept="exports")], KNOWN)) == []


def test_a_restless_series_does_not_speak_every_year() -> None:
    years = series("100", "150", "90", "140", "85", concept="exports")
    assert kinds(jumps(years, [], KNOWN)) == []


def test_shares_are_held_to_points() -> None:
    assert kinds(jumps(series("2", "4", "4.1", unit="%", concept="cultural-share"), [], KNOWN)) == []
    assert kinds(jumps(series("52.3", "53", "78.6", unit="%", concept="good-air-ratio"), [], KNOWN)) == [
        "jump"
    ]


def test_a_gap_of_years_is_no_step() -> None:
    years = {2019: fact("100", "2019"), 2023: fact("900", "2023")}
    assert kinds(jumps(years, [], KNOWN)) == []


# --- growth since a year, and parts within ----------------------------------------------------------


@pytest.mark.parametrize(("told", "rules"), [("20", []), ("30", ["growth_since"]), ("20.1", [])])
def test_a_growth_since_a_year_is_held_against_that_year(told: str, rules: list[str]) -> None:
    income = {"concept": "urban-income", "name": "城镇居民人均可支配收入", "unit": "元"}
    levels = [fact("40000", "2020", **income), fact("48000", "2025", **income)]
    since = growth(told, "2025", "since", base=2020, concept="urban-income")
    assert kinds(growths([since, *levels], KNOWN)) == rules


def test_a_growth_since_an_unknown_year_is_held_against_nothing() -> None:
    since = growth("99", "2025", "since")
    assert kinds(growths([since, fact("100", "2020"), fact("101", "2025")], KNOWN)) == []


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("一般公共预算收入比2015年增长", 2015),
        ("较2020年末增长", 2020),
        ("同比增长", None),
        ("比上年增长", None),
    ],
)
def test_the_year_words_compare_with_is_read(words: str, year: int | None) -> None:
    assert base_year(words) == year

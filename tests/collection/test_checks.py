"""Checks name the cell, say what to do, and take all of a submission or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.collection import checking
from luoshi.collection.model import Checked, SubmittedFigure, stopping
from luoshi.collection.rules import read, shipped
from luoshi.collection.understanding import read_number
from luoshi.errors import LuoshiError, Place
from luoshi.ledger.observations import import_observations
from luoshi.ledger.store import Ledger
from tests.collection.office import figure as handed
from tests.collection.office import published
from tests.ledger.folder import FOLDER

TODAY = date(2026, 2, 10)


@pytest.fixture
def stocked(ledger: Ledger) -> Ledger:
    import_observations(ledger, FOLDER / "figures.csv", actor="test")
    return ledger


def figure(
    indicator: str = "1", period: str = "2025", value: str = "452.8", **more: object
) -> SubmittedFigure:
    origin = Place(file="上报.xlsx", sheet="填报", row=7)
    given_fields = {"origin": origin, "columns": {"value": "D", "unit": "E", "indicator": "A"}, **more}
    return SubmittedFigure(indicator=indicator, period=period, value=value, **given_fields)  # type: ignore[arg-type]


def checked(ledger: Ledger, *figures: SubmittedFigure, today: date = TODAY) -> Checked:
    return checking.check(ledger, figures, today=today)


def codes(found: Checked) -> list[str]:
    return [problem.code for problem in stopping(found.found)]


def test_a_sound_figure_is_accepted_and_says_what_it_would_change(stocked: Ledger) -> None:
    found = checked(stocked, figure(progress="全年增长5.2%"))
    assert found.accepted
    assert [(one.field, one.before, one.after) for one in found.changes] == [
        ("value", None, "452.8"),
        ("progress", None, "全年增长5.2%"),
    ]
    assert found.changes[0].indicator == "地区生产总值"


def test_a_finding_names_file_sheet_row_column_and_what_to_do(stocked: Ledger) -> None:
    found = checked(stocked, figure(value="452.8亿元"))
    (problem,) = stopping(found.found)
    assert problem.place == Place(file="上报.xlsx", sheet="填报", row=7, column="D")
    assert problem.words("zh") == (
        "[figure-value-invalid] 上报.xlsx，工作表 填报，第 7 行，D 列：“452.8亿元”不是数字。"
        "请只填数字，计量单位填在单位栏。"
    )


def test_one_bad_figure_keeps_the_whole_submission_out(stocked: Ledger) -> None:
    found = checked(stocked, figure(), figure("2", value="74.1", unit="吨"))
    assert not found.accepted
    assert codes(found) == ["figure-unit-differs"]
    assert found.found[-1].figure == 1


def test_every_field_that_is_wrong_is_told_of_at_once(stocked: Ledger) -> None:
    found = checked(stocked, figure("没有的指标", period="去年", value="约5", stage="大概", place="无名市"))
    assert codes(found) == [
        "figure-indicator-unknown",
        "figure-place-unknown",
        "figure-period-unknown",
        "figure-value-invalid",
        "figure-stage-unknown",
    ]


def test_a_value_in_a_kindred_unit_is_converted(stocked: Ledger) -> None:
    found = checked(stocked, figure(value="4528000", unit="万元"))
    assert found.accepted
    assert (found.understood[0].value, found.understood[0].unit) == (Decimal("452.8"), "亿元")


def test_a_share_is_between_0_and_100(stocked: Ledger) -> None:
    assert codes(checked(stocked, figure("3", value="140.5"))) == [
        "figure-out-of-range",
        "figure-jump-points",
    ]
    assert "figure-out-of-range" in codes(checked(stocked, figure("3", value="-1")))
    assert codes(checked(stocked, figure("3", value="41.2"))) == []


def test_a_jump_has_to_be_explained(stocked: Ledger) -> None:
    far = figure(value="700", note=None)
    assert codes(checked(stocked, far)) == ["figure-jump"]
    explained = checked(stocked, replace(far, note="经济普查修订"))
    assert explained.accepted
    assert [one.problem.code for one in explained.found if one.severity == "explain"] == ["figure-jump"]


def test_a_slip_of_the_unit_is_named_as_one(stocked: Ledger) -> None:
    assert codes(checked(stocked, figure(value="4528000"))) == ["figure-unit-slip"]


def test_parts_are_not_above_the_whole(stocked: Ledger) -> None:
    parts = [
        figure(value="30", dimensions={"产业": "第一产业"}),
        figure(value="200", dimensions={"产业": "第二产业"}),
        figure(value="240", dimensions={"产业": "第三产业"}),
    ]
    assert codes(checked(stocked, figure(), *parts)) == ["figure-parts-above"]
    assert codes(checked(stocked, figure(), *parts[:2])) == []


def test_parts_of_a_rate_are_never_summed(stocked: Ledger) -> None:
    parts = [
        figure("4", value=value, dimensions={"性别": sex}) for value, sex in (("5.1", "男"), ("5.0", "女"))
    ]
    assert codes(checked(stocked, figure("4", value="5.0"), *parts)) == []


def test_a_period_has_to_be_over_unless_the_figure_is_an_estimate(stocked: Ledger) -> None:
    early = figure(period="2026", value="480")
    assert codes(checked(stocked, early)) == ["figure-period-not-ended"]
    assert codes(checked(stocked, replace(early, stage="预计"))) == []


def test_what_is_published_already_is_not_reported_again(stocked: Ledger) -> None:
    again = figure(period="2023", value="430.6")
    found = checked(stocked, again)
    assert codes(found) == ["figure-published"]
    assert "江川" in found.found[0].words("zh")


def test_a_figure_given_twice_is_told_of(stocked: Ledger) -> None:
    assert codes(checked(stocked, figure(), figure(value="453"))) == ["figure-repeated"]


def test_no_change_takes_the_value_of_the_period_before(stocked: Ledger) -> None:
    found = checked(stocked, figure("2", period="2023", value="", unchanged=True))
    assert found.understood[0].value == Decimal("73.8")
    nothing = checked(stocked, figure("5", value="", unchanged=True))
    assert codes(nothing) == ["figure-nothing-before"]


def test_nothing_is_accepted_of_an_empty_submission(stocked: Ledger) -> None:
    assert not checked(stocked).accepted


def test_rules_of_ones_own_take_the_place_of_those_shipped(stocked: Ledger, tmp_path: Path) -> None:
    own = tmp_path / "rules.toml"
    own.write_text(
        '[[rule]]\nname = "narrow"\nkind = "range"\nseverity = "refuse"\n'
        'finds = "figure-out-of-range"\nmost = "1"\n'
    )
    found = checking.check(stocked, [figure()], today=TODAY, rules=read(own))
    assert codes(found) == ["figure-out-of-range"]
    own.write_text('[[rule]]\nname = "odd"\nkind = "range"\nseverity = "refuse"\nfinds = "no-such-code"\n')
    with pytest.raises(LuoshiError) as error:
        read(own)
    assert error.value.problem.code == "rules-invalid"


def test_every_shipped_rule_has_a_name_of_its_own() -> None:
    names = [rule.name for rule in shipped()]
    assert len(names) == len(set(names))


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
def test_a_number_is_read_as_it_is_written(value: Decimal) -> None:
    assert read_number(f" {value:f} ") == value
    assert read_number(f"{value:,f}") == value


@pytest.mark.parametrize("text", ["", "-", "1 2", "1,23", "1e5", "NaN", "五", "5%", "١"])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_number(text)


def test_a_part_is_compared_with_the_total_that_is_held(staffed: Ledger) -> None:
    published(staffed, handed(), handed(value="200", dimensions={"产业": "第二产业"}))
    first = figure(value="260", dimensions={"产业": "第一产业"})
    found = checked(staffed, first)
    (problem,) = stopping(found.found)
    assert problem.code == "figure-parts-above"
    assert "460" in problem.words("zh")
    assert codes(checked(staffed, replace(first, value="250"))) == []


def test_a_total_is_compared_with_the_parts_that_are_held(staffed: Ledger) -> None:
    published(staffed, handed(), handed(value="440", dimensions={"产业": "第二产业"}))
    assert codes(checked(staffed, figure(value="430", note="核减"))) == ["figure-parts-above"]
    assert codes(checked(staffed, figure(value="450", note="核减"))) == []

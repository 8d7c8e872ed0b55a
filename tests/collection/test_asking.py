"""What is asked, what is due, what is missing and whose it is: computed from the log and the calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.collection.appointing import NewDuty, NewSchedule, appoint, end_duty, registered
from luoshi.collection.asking import Request, books, requests
from luoshi.collection.closing import close
from luoshi.collection.deciding import approve, publish, send_back
from luoshi.collection.forms import form
from luoshi.collection.health import burden, gaps, ownership
from luoshi.collection.periods import label, periods, read
from luoshi.collection.submitting import Delivery
from luoshi.ledger import views
from luoshi.ledger.observations import import_observations
from luoshi.ledger.store import Ledger
from tests.collection.office import LI, SINCE, TODAY, WANG, figure, hand_in, handed_in, post_id, published
from tests.ledger.folder import FOLDER


def asked(ledger: Ledger, number: str, period: str = "2025", day: date = TODAY) -> Request:
    (one,) = [
        one
        for one in requests(books(ledger, day), known=True)
        if one.key.endswith(f"/{number}") and one.period.iso() == period
    ]
    return one


def test_a_figure_is_due_on_the_working_day_after_the_period_and_overdue_after_the_grace(
    staffed: Ledger,
) -> None:
    """2026: 1–3 January off, 4 January made up (国办发明电〔2025〕7号);
    the 20th working day is 29 January."""
    one = asked(staffed, "2")
    assert (one.due.day, one.last_day.day) == (date(2026, 1, 29), date(2026, 2, 5))
    assert not one.due.provisional
    assert asked(staffed, "2", day=date(2026, 2, 5)).state == "due"
    late = asked(staffed, "2", day=date(2026, 2, 6))
    assert (late.state, late.late) == ("overdue", True)


def test_every_request_shows_its_basis_and_whom_it_is_asked_of(staffed: Ledger) -> None:
    one = asked(staffed, "2")
    assert one.basis == "《江川市规划监测办法》"
    assert one.post is not None
    assert one.organisation is not None
    assert (one.organisation.name, one.post.name) == ("江川市统计局", "综合统计岗")


def test_what_a_source_has_published_is_not_asked(staffed: Ledger) -> None:
    bulletin = FOLDER / "figures.csv"
    import_observations(staffed, bulletin, actor="test")
    appoint(
        staffed,
        NewSchedule(
            indicator="1", frequency="A", due_days=20, grace_days=5, basis="办法", valid_from=date(2021, 1, 1)
        ),
        actor="admin",
    )
    after = {
        one.period.iso(): one.state
        for one in requests(books(staffed, TODAY), known=True)
        if one.key.endswith("/1")
    }
    assert after["2021"] == "known"
    assert after["2023"] == "known"
    asked_now = {one.period.iso() for one in requests(books(staffed, TODAY)) if one.key.endswith("/1")}
    assert "2021" not in asked_now


def test_the_state_of_a_request_follows_the_log(staffed: Ledger) -> None:
    identity = handed_in(staffed, delivery=Delivery(draft=True))
    assert asked(staffed, "1").state == "draft"
    hand_in(staffed, submission_id=identity)
    assert asked(staffed, "1").state == "submitted"
    send_back(staffed, identity, actor=LI, reason="口径", today=TODAY)
    assert asked(staffed, "1").state == "returned"
    hand_in(staffed, submission_id=identity)
    approve(staffed, identity, actor=LI, today=TODAY)
    approve(staffed, identity, actor=WANG, today=TODAY)
    assert asked(staffed, "1").state == "approved"
    publish(staffed, identity, actor=WANG, today=TODAY)
    assert asked(staffed, "1").state == "published"
    close(staffed, views.plans(staffed)[0].slug, "2025", actor=WANG, reason="结转")
    assert asked(staffed, "1").state == "locked"


def test_a_deadline_in_a_year_not_announced_is_provisional(staffed: Ledger) -> None:
    (one,) = [
        one
        for one in requests(books(staffed, date(2027, 1, 5)))
        if one.key.endswith("/2") and one.period.iso() == "2026"
    ]
    assert one.due.provisional


def test_a_form_shows_the_last_value_and_carries_the_words_forward(staffed: Ledger) -> None:
    published(staffed, figure("2", value="73.9", period="2024", progress="稳定", obstacles="老龄化"))
    (row,) = [
        one
        for one in form(books(staffed, TODAY), post_id("tjj/reporter"))
        if one.request.key.endswith("/2") and one.request.period.iso() == "2025"
    ]
    assert row.last is not None
    assert str(row.last.value) == "73.9"
    assert row.words == {"progress": "稳定", "obstacles": "老龄化", "next_steps": None}


def test_owner_health_tells_what_nobody_answers_for(staffed: Ledger) -> None:
    found = {one.key.rpartition("/")[2]: one for one in ownership(books(staffed, TODAY))}
    assert "no_owner" in found["5"].flags
    assert "no_owner" not in found["1"].flags
    assert found["1"].units == ("江川市统计局",)
    assert [one.name for one in found["1"].approvers] == ["规划科长"]
    assert "late" in found["1"].flags


def test_a_post_nobody_holds_is_vacant(staffed: Ledger) -> None:
    source = books(staffed, TODAY)
    held = {post_id("tjj/reporter")}
    assert all("post_vacant" not in one.flags for one in ownership(source, held.__contains__))
    vacant = [one for one in ownership(source, lambda post: False) if "post_vacant" in one.flags]
    assert {one.key.rpartition("/")[2] for one in vacant} == {"1", "2", "3"}
    assert vacant[0].vacant[0].name == "综合统计岗"


def test_a_duty_that_ended_leaves_an_indicator_without_an_owner(staffed: Ledger) -> None:
    identity = views.indicator(staffed, "3").id
    (duty,) = [one for one in registered(staffed).duties if one.indicator_id == identity]
    end_duty(staffed, duty.id, date(2025, 12, 31), actor="admin", reason="职责调整")
    found = {one.key.rpartition("/")[2]: one for one in ownership(books(staffed, TODAY))}
    assert "no_owner" in found["3"].flags


def test_the_list_of_gaps_says_who_should_provide_what(staffed: Ledger) -> None:
    found = gaps(books(staffed, TODAY))
    (one,) = [one for one in found if one.key.endswith("/2") and one.periods == ("2025",)]
    assert (one.kind, one.provider, one.basis) == (
        "overdue",
        "江川市统计局 综合统计岗",
        "《江川市规划监测办法》",
    )
    assert one.due == date(2026, 2, 5)
    (unasked,) = [one for one in found if one.key.endswith("/5")]
    assert (unasked.kind, unasked.provider) in (("missing", None), ("never_published", None))
    assert "2025" in unasked.periods


def test_a_published_figure_closes_its_gap(staffed: Ledger) -> None:
    published(staffed, figure("2", value="74.1"))
    assert not [
        one for one in gaps(books(staffed, TODAY)) if one.key.endswith("/2") and "2025" in one.periods
    ]


def test_the_burden_counts_the_figures_asked_of_a_unit_in_a_year(staffed: Ledger) -> None:
    monthly = NewSchedule(indicator="2", frequency="M", due_days=5, basis="月报", valid_from=SINCE)
    appoint(staffed, monthly, actor="admin")
    found = {one.organisation: one for one in burden(books(staffed, TODAY), 2026)}
    own = found["江川市统计局"]
    assert (own.posts, own.indicators, own.asked, own.spared) == (1, 3, 15, 0)
    assert found[""].asked == 1


@pytest.mark.parametrize(
    ("text", "shown", "frequency"),
    [
        ("2025", "2025", "A"),
        ("2025-01/2025-06", "2025-01/2025-06", "S"),
        ("2025-Q3", "2025-Q3", "Q"),
        ("2025-08", "2025-08", "M"),
    ],
)
def test_a_period_is_known_by_its_interval(text: str, shown: str, frequency: str) -> None:
    period = read(text)
    assert (label(period), period.frequency) == (shown, frequency)
    assert read(period.iso()) == period


@given(
    st.sampled_from(["A", "S", "Q", "M"]), st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 1500)
)
def test_periods_follow_one_another_without_gap(frequency: str, first: date, days: int) -> None:
    end = date.fromordinal(first.toordinal() + days)
    found = list(periods(frequency, first, end))  # type: ignore[arg-type]
    assert all(one.end == two.start for one, two in pairwise(found))
    assert all(one.last_day >= first and one.end <= end for one in found)
    assert all(replace(one) == read(one.iso()) for one in found)


def test_what_nobody_was_asked_for_is_asked_of_who_is_assigned(staffed: Ledger) -> None:
    assert asked(staffed, "4").post is None
    duty = NewDuty(post="fgw/approver", role="reports", indicator="4", valid_from=SINCE)
    appoint(staffed, duty, actor="admin")
    post = asked(staffed, "4").post
    assert post is not None
    assert post.key == "fgw/approver"

"""From a reported figure to an observation, and everything that stops it on the way."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal

import pytest

from luoshi.collection import log
from luoshi.collection.appointing import NewDuty, NewOrganisation, NewPost, appoint, registered
from luoshi.collection.asking import books, requests
from luoshi.collection.closing import close, decisions, reopen
from luoshi.collection.deciding import approve, publish, send_back
from luoshi.collection.remarks import add_evidence, comment, evidence_bytes
from luoshi.collection.states import Actor
from luoshi.collection.submitting import Delivery, withdraw
from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.identity import entered
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger
from tests.collection.office import (
    LI,
    SINCE,
    TODAY,
    WANG,
    ZHANG,
    appointments,
    approved,
    figure,
    hand_in,
    handed_in,
    post_id,
    published,
)


def plan(ledger: Ledger) -> str:
    return views.plans(ledger)[0].slug


def state(ledger: Ledger, identity: str) -> str:
    return shown(ledger, identity).standing.state


def shown(ledger: Ledger, identity: str) -> log.SubmissionView:
    with ledger.reading() as connection:
        return log.submission(connection, registered(ledger), TODAY, identity)


def figures(ledger: Ledger, indicator: str = "1", period: str = "2025") -> list[tuple[Decimal, str]]:
    every = views.observations(ledger, views.indicator(ledger, indicator).id)
    return [(one.value, one.citation.trust) for one in every if one.period == period]


def refused(code: str) -> pytest.RaisesExc[LuoshiError]:
    return pytest.RaisesExc(LuoshiError, check=lambda error: error.problem.code == code)


def test_a_figure_becomes_an_observation_when_it_is_published_and_not_before(staffed: Ledger) -> None:
    identity = handed_in(staffed)
    assert state(staffed, identity) == "submitted"
    approve(staffed, identity, actor=LI, today=TODAY)
    assert (state(staffed, identity), figures(staffed)) == ("submitted", [])
    approve(staffed, identity, actor=WANG, today=TODAY)
    assert (state(staffed, identity), figures(staffed)) == ("approved", [])
    publish(staffed, identity, actor=WANG, today=TODAY)
    assert (state(staffed, identity), figures(staffed)) == ("published", [(Decimal("452.8"), "A")])
    assert staffed.verify() == []


def test_the_observation_cites_the_unit_and_the_submission(staffed: Ledger) -> None:
    identity = published(staffed)
    (found,) = [
        one for one in views.observations(staffed, views.indicator(staffed, 1).id) if one.period == "2025"
    ]
    assert found.citation.publisher == "江川市统计局"
    assert found.citation.source == f"submission/{identity}"
    assert found.citation.published is not None
    assert found.citation.published.last == TODAY
    assert (found.written, found.unit) == ("452.8亿元", "亿元")


def test_a_revision_takes_the_place_of_the_figure_reported_before(staffed: Ledger) -> None:
    published(staffed, figure(stage="初步核算"))
    again = hand_in(staffed, figure(value="455.1", stage="最终核实"))
    assert [(one.field, one.before, one.after) for one in again.checked.changes] == [
        ("value", "452.8", "455.1"),
        ("stage", "初步核算", "最终核实"),
    ]
    assert again.submission_id
    approve(staffed, again.submission_id, actor=LI, today=TODAY)
    approve(staffed, again.submission_id, actor=WANG, today=TODAY)
    publish(staffed, again.submission_id, actor=WANG, today=TODAY)
    assert figures(staffed) == [(Decimal("455.1"), "A")]


def test_a_dry_run_writes_nothing(staffed: Ledger) -> None:
    before = staffed.head()
    handed = hand_in(staffed, dry_run=True)
    assert handed.checked.accepted
    assert (handed.submission_id, staffed.head()) == (None, before)


def test_a_submission_with_one_bad_figure_writes_nothing(staffed: Ledger) -> None:
    before = staffed.head()
    handed = hand_in(staffed, figure(), figure("2", value="七十四"))
    assert handed.submission_id is None
    assert staffed.head() == before


def test_nobody_approves_or_publishes_his_own(staffed: Ledger) -> None:
    identity = handed_in(staffed)
    with refused("submission-own"):
        approve(staffed, identity, actor=replace(LI, account="zhang"), today=TODAY)
    with refused("submission-own"):
        approve(staffed, identity, actor=replace(ZHANG, account="somebody"), today=TODAY)
    approve(staffed, identity, actor=LI, today=TODAY)
    with refused("submission-own"):
        approve(staffed, identity, actor=replace(WANG, account="zhang"), today=TODAY)
    approve(staffed, identity, actor=WANG, today=TODAY)
    with refused("submission-own"):
        publish(staffed, identity, actor=replace(WANG, account="zhang"), today=TODAY)


def test_levels_are_passed_in_order_and_by_those_who_have_the_duty(staffed: Ledger) -> None:
    identity = handed_in(staffed)
    with refused("duty-missing"):
        approve(staffed, identity, actor=WANG, today=TODAY)
    with refused("duty-missing"):
        approve(staffed, identity, actor=Actor(account="wang"), today=TODAY)
    with refused("submission-state"):
        publish(staffed, identity, actor=WANG, today=TODAY)
    approve(staffed, identity, actor=LI, today=TODAY)
    with refused("duty-missing"):
        approve(staffed, identity, actor=LI, today=TODAY)


def test_a_return_needs_a_reason_and_the_figures_can_be_handed_in_again(staffed: Ledger) -> None:
    identity = handed_in(staffed, figure(), figure("2", value="74.1"))
    with refused("reason-missing"):
        send_back(staffed, identity, actor=LI, reason=" ", today=TODAY)
    send_back(staffed, identity, actor=LI, reason="与年报不一致", today=TODAY)
    assert state(staffed, identity) == "returned"
    with refused("submission-not-own"):
        hand_in(staffed, figure(value="453"), actor=replace(LI), submission_id=identity)
    hand_in(staffed, figure(value="453"), submission_id=identity)
    found = shown(staffed, identity)
    assert found.standing.state == "submitted"
    assert [(one.number, one.value) for one in found.figures] == [(1, Decimal("453"))]
    assert [one.reason for one in found.events if one.event == "returned"] == ["与年报不一致"]


def test_what_is_not_the_posts_duty_cannot_be_reported(staffed: Ledger) -> None:
    with refused("duty-missing"):
        hand_in(staffed, figure("5", value="83"))
    with refused("duty-missing"):
        hand_in(staffed, actor=LI)


def test_without_an_approver_nothing_can_be_submitted_but_a_draft_can_be_kept(ledger: Ledger) -> None:
    appoint(ledger, *[one for one in appointments() if getattr(one, "role", "") != "approves"], actor="admin")
    with refused("approver-missing"):
        hand_in(ledger)
    kept = hand_in(ledger, delivery=Delivery(draft=True))
    assert kept.submission_id
    assert state(ledger, kept.submission_id) == "draft"


def test_a_draft_is_handed_in_later_and_can_be_withdrawn(staffed: Ledger) -> None:
    draft = handed_in(staffed, delivery=Delivery(draft=True))
    hand_in(staffed, figure(value="452.9"), submission_id=draft)
    assert state(staffed, draft) == "submitted"
    with refused("submission-not-own"):
        withdraw(staffed, draft, actor=LI)
    withdraw(staffed, draft, actor=ZHANG)
    assert state(staffed, draft) == "withdrawn"
    assert hand_in(staffed).submission_id


def test_one_figure_is_under_way_once(staffed: Ledger) -> None:
    handed_in(staffed)
    again = hand_in(staffed, figure(value="460"))
    assert again.submission_id is None
    assert [one.problem.code for one in again.checked.found if one.stops] == ["figure-under-way"]


def test_of_two_writers_on_one_figure_the_second_sees_the_conflict(staffed: Ledger) -> None:
    first = handed_in(staffed, delivery=Delivery(draft=True))
    second = handed_in(staffed, figure(value="460", note="另报"), delivery=Delivery(draft=True))
    hand_in(staffed, submission_id=first)
    late = hand_in(staffed, figure(value="460"), submission_id=second)
    assert late.submission_id is None
    assert [one.problem.code for one in late.checked.found if one.stops] == ["figure-under-way"]


def test_a_figure_whose_ground_has_moved_is_not_published(staffed: Ledger) -> None:
    """A revision rests on the figure that stood when it was handed in."""
    published(staffed)
    revision = approved(staffed, figure(value="455.1"))
    (revised,) = [one.revises for one in shown(staffed, revision).figures]
    gone = {"id": entered(), "what": "observation", "row_id": revised, "reason": "误报"}
    staffed.append([Row(table="retraction", values=gone)], actor="admin", reason="撤销")
    with refused("figure-conflict"):
        publish(staffed, revision, actor=WANG, today=TODAY)
    with refused("submission-state"):
        publish(staffed, handed_in(staffed, figure("2", value="74.1")), actor=WANG, today=TODAY)


def test_of_many_who_hand_in_one_figure_at_once_one_is_taken(staffed: Ledger) -> None:
    def attempt(value: int) -> str | None:
        try:
            return hand_in(staffed, figure(value=f"{value}")).submission_id or "figure-under-way"
        except LuoshiError as error:
            return error.problem.code

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(attempt, range(450, 458)))
    refusals = [one for one in outcomes if one in ("figure-conflict", "figure-under-way")]
    assert len(refusals) == len(outcomes) - 1


def test_evidence_and_remarks_are_kept_with_a_submission(staffed: Ledger) -> None:
    identity = handed_in(staffed)
    content = "二〇二五年生产总值核算表".encode()
    add_evidence(staffed, identity, "核算表.txt", content, actor=ZHANG)
    comment(staffed, identity, "请补充核算表", actor=LI)
    found = shown(staffed, identity)
    (evidence,) = found.evidence
    assert (evidence.name, evidence.media_type, evidence.size) == ("核算表.txt", "text/plain", len(content))
    assert evidence.sha256 == hashlib.sha256(content).hexdigest()
    assert evidence_bytes(staffed, evidence) == content
    assert [(one.text, one.account) for one in found.comments] == [("请补充核算表", "li")]
    with refused("evidence-there"):
        add_evidence(staffed, identity, "再次.txt", content, actor=ZHANG)
    with refused("format-unknown"):
        add_evidence(staffed, identity, "程序.exe", b"MZ", actor=ZHANG)


def test_evidence_with_a_classification_mark_is_refused(staffed: Ledger) -> None:
    identity = handed_in(staffed)
    before = staffed.head()
    for name in ("表.txt", "表.csv"):
        with refused("classified"):
            add_evidence(staffed, identity, name, "机密★10年\n\n核算表".encode(), actor=ZHANG)
    assert staffed.head() == before


def test_a_closed_period_cannot_be_written_until_it_is_reopened_with_a_reason(staffed: Ledger) -> None:
    waiting = approved(staffed)
    close(staffed, plan(staffed), "2025", actor=WANG, reason="年度结转")
    with refused("figure-period-closed"):
        publish(staffed, waiting, actor=WANG, today=TODAY)
    late = hand_in(staffed, figure("2", value="74.1"))
    assert [one.problem.code for one in late.checked.found if one.stops] == ["figure-period-closed"]
    assert figures(staffed) == []
    with refused("reason-missing"):
        reopen(staffed, plan(staffed), "2025", actor=WANG, reason="")
    reopen(staffed, plan(staffed), "2025", actor=WANG, reason="更正生产总值", indicator="1")
    publish(staffed, waiting, actor=WANG, today=TODAY)
    assert figures(staffed) == [(Decimal("452.8"), "A")]
    still = hand_in(staffed, figure("2", value="74.1"))
    assert [one.problem.code for one in still.checked.found if one.stops] == ["figure-period-closed"]
    assert [(one.closing.closed, one.closing.reason, one.account) for one in decisions(staffed)] == [
        (True, "年度结转", "wang"),
        (False, "更正生产总值", "wang"),
    ]


def test_closing_twice_and_reopening_what_is_open_are_refused(staffed: Ledger) -> None:
    with refused("period-open"):
        reopen(staffed, plan(staffed), "2025", actor=WANG, reason="更正")
    close(staffed, plan(staffed), "2025", actor=WANG, reason="结转")
    with refused("period-closed-already"):
        close(staffed, plan(staffed), "2025-03", actor=WANG, reason="结转")


def test_no_change_carries_the_words_of_the_period_before(staffed: Ledger) -> None:
    published(staffed, figure("2", value="74.1", period="2024", progress="稳定", next_steps="继续监测"))
    identity = handed_in(staffed, figure("2", value="", unchanged=True, progress=None))
    (found,) = shown(staffed, identity).figures
    assert (found.value, found.unchanged) == (Decimal("74.1"), True)
    assert (found.progress, found.obstacles, found.next_steps) == ("稳定", None, "继续监测")


def test_parts_of_a_figure_are_kept_beside_it_and_never_taken_for_it(staffed: Ledger) -> None:
    published(staffed, figure(), figure(value="30", dimensions={"产业": "第一产业"}))
    assert figures(staffed) == [(Decimal("452.8"), "A")]


def test_a_part_is_revised_like_a_total(staffed: Ledger) -> None:
    first = figure(value="30", dimensions={"产业": "第一产业"})
    published(staffed, figure(), first)
    again = hand_in(staffed, replace(first, value="31"), dry_run=True)
    assert [(one.field, one.before, one.after) for one in again.checked.changes] == [("value", "30", "31")]
    published(staffed, replace(first, value="31"))
    assert staffed.verify() == []


def test_one_figure_is_asked_of_one_post(staffed: Ledger) -> None:
    other = NewPost(key="fgw/second", name="副岗", valid_from=SINCE)
    duty = NewDuty(post="fgw/second", role="reports", indicator="1", valid_from=SINCE)
    with refused("duty-taken"):
        appoint(staffed, other, duty, actor="admin")


def test_each_district_reports_its_own_and_no_others(staffed: Ledger) -> None:
    names = ("东区", "西区")
    places = [Row(table="place", values={"id": one, "slug": one, "name": one}) for one in names]
    staffed.append(places, actor="admin", reason="区划")
    for one in names:
        appoint(
            staffed,
            NewOrganisation(key=one, name=f"{one}统计局", level=3, parent="tjj", place=one),
            NewPost(key=f"{one}/reporter", name="统计岗", valid_from=SINCE),
            NewDuty(post=f"{one}/reporter", role="reports", indicator="1", valid_from=SINCE),
            actor="admin",
        )
    east = Actor(account="east", post_id=registered(staffed).post("东区/reporter").id)
    identity = handed_in(staffed, figure(value="200"), actor=east)
    assert [one.place_id for one in shown(staffed, identity).figures] == ["东区"]
    with refused("duty-missing"):
        hand_in(staffed, figure(value="200", place="西区"), actor=east)
    asked = {(one.place, one.state) for one in requests(books(staffed, TODAY)) if one.key.endswith("/1")}
    assert {("东区", "submitted"), ("西区", "overdue"), ("江川市", "overdue")} <= asked
    levels = [level.organisation_id for level in shown(staffed, identity).levels]
    assert len(set(levels)) == 2


def test_units_above_one_another_never_form_a_ring(staffed: Ledger) -> None:
    ring = NewOrganisation(key="fgw", name="江川市发展改革委", level=2, parent="tjj")
    with refused("organisation-ring"):
        appoint(staffed, ring, actor="admin")


def test_appointing_again_changes_nothing(staffed: Ledger) -> None:
    assert appoint(staffed, *appointments(), actor="admin") is None
    renamed = NewPost(key="tjj/reporter", name="统计岗", department="综合科", valid_from=SINCE)
    assert appoint(staffed, renamed, actor="admin") is not None
    assert registered(staffed).post("tjj/reporter").name == "统计岗"
    assert registered(staffed).post("tjj/reporter").id == post_id("tjj/reporter")

"""Reporting on the real plan: what is published is not asked; a reported figure goes on in its series."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from luoshi.collection.appointing import NewDuty, NewOrganisation, NewPost, NewSchedule, appoint, registered
from luoshi.collection.asking import Books, books, requests
from luoshi.collection.deciding import approve, publish
from luoshi.collection.health import gaps
from luoshi.collection.model import SubmittedFigure
from luoshi.collection.states import Actor
from luoshi.collection.submitting import Handed, submit
from luoshi.evaluation.run import assess_indicator, only_plan
from luoshi.ledger import views
from luoshi.ledger.build import build
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger

pytestmark = pytest.mark.real
SINCE = date(2021, 1, 1)
TODAY = date(2026, 6, 1)


@pytest.fixture(scope="module")
def office(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real ledger with a unit that reports every indicator of the plan's table."""
    path = tmp_path_factory.mktemp("collection") / "luoshi.db"
    with Ledger.open(path, create=True, clock=datetime(2026, 6, 1, tzinfo=UTC)) as ledger:
        build(ledger, real / "documents", observations=[real / "data/shenyang_observations.csv"])
        every = [one.id for one in views.indicators(ledger, plan_id(ledger)) if one.origin == "table"]
        appoint(
            ledger,
            NewOrganisation(key="unit", name="报送单位", trust="A"),
            NewPost(key="unit/reporter", name="填报岗", valid_from=SINCE),
            NewPost(key="unit/approver", name="审核岗", valid_from=SINCE),
            NewDuty(post="unit/approver", role="approves", indicator=None, valid_from=SINCE),
            *(
                NewDuty(post="unit/reporter", role="reports", indicator=one, valid_from=SINCE)
                for one in every
            ),
            *(
                NewSchedule(indicator=one, frequency="A", due_days=60, basis="监测", valid_from=SINCE)
                for one in every
            ),
            actor="admin",
        )
    return path


@pytest.fixture
def ledger(office: Path, tmp_path: Path) -> Iterator[Ledger]:
    shutil.copy(office, tmp_path / "luoshi.db")
    with Ledger.open(tmp_path / "luoshi.db", clock=datetime(2026, 6, 1, tzinfo=UTC)) as opened:
        yield opened


def plan_id(ledger: Ledger) -> str:
    plans = [one for one in views.plans(ledger) if "行动纲要" in one.title]
    return only_plan(ledger, plans[0].slug, Cut()).id


def known(source: Books, number: int) -> set[str]:
    wanted = f"/{number}"
    every = requests(source, known=True)
    return {one.period.iso() for one in every if one.key.endswith(wanted) and one.state == "known"}


def key(ledger: Ledger, number: int) -> str:
    plan = next(one for one in views.plans(ledger) if one.id == plan_id(ledger))
    return f"{plan.slug}/{number}"


def actor(ledger: Ledger, post: str) -> Actor:
    return Actor(account=post, post_id=registered(ledger).post(f"unit/{post}").id)


def hand_in(ledger: Ledger, number: int, period: str, value: str, **more: str) -> Handed:
    one = SubmittedFigure(indicator=key(ledger, number), period=period, value=value, **more)  # type: ignore[arg-type]
    return submit(ledger, [one], actor=actor(ledger, "reporter"), today=TODAY)


def test_what_the_bulletins_have_published_is_not_asked(ledger: Ledger) -> None:
    source = books(ledger, TODAY)
    years = {str(year) for year in range(2021, 2026)}
    assert known(source, 1) == years
    assert known(source, 2) == years
    assert known(source, 3) == years - {"2022"}, "of 2022 there is an unsigned figure only"
    assert known(source, 30) == {"2021", "2022", "2025"}


def test_the_list_of_gaps_holds_no_figure_that_is_published(ledger: Ledger) -> None:
    source = books(ledger, TODAY)
    missing = {(one.indicator_id, period) for one in gaps(source) for period in one.periods}
    held = {
        (identity, one.period.iso())
        for identity, some in source.held.items()
        for one in some
        if one.published and not one.dimensions and one.place == "沈阳市"
    }
    assert missing
    assert not missing & held


def test_a_published_figure_cannot_be_reported_again(ledger: Ledger) -> None:
    handed = hand_in(ledger, 1, "2025", "9100.3")
    assert [one.problem.code for one in handed.checked.found if one.stops] == ["figure-published"]


def test_a_reported_figure_goes_on_under_the_definition_of_its_series(ledger: Ledger) -> None:
    """A figure of the greening share of 2024, which no source in the folder has: see SCHEMA.md, row 30."""
    before = assess_indicator(ledger, views.indicator(ledger, key(ledger, 30)), Cut(at=date(2024, 12, 31)))
    handed = hand_in(ledger, 30, "2024", "42.5")
    assert handed.submission_id, [one.words() for one in handed.checked.found]
    approve(ledger, handed.submission_id, actor=actor(ledger, "approver"), today=TODAY)
    publish(ledger, handed.submission_id, actor=actor(ledger, "approver"), today=TODAY)
    after = assess_indicator(ledger, views.indicator(ledger, key(ledger, 30)), Cut(at=date(2024, 12, 31)))
    assert any(str(one.value) == "42.5" for one in after.observations)
    assert all(str(one.value) != "42.5" for one in before.observations)
    assert len({one.definition for one in after.observations}) == len(
        {one.definition for one in before.observations}
    )


def test_the_gap_of_a_year_closes_with_its_report(ledger: Ledger) -> None:
    identity = views.indicator(ledger, key(ledger, 30)).id
    handed = hand_in(ledger, 30, "2024", "42.5")
    assert handed.submission_id
    still = {(one.indicator_id, period) for one in gaps(books(ledger, TODAY)) for period in one.periods}
    assert (identity, "2024") not in still

"""Whatever is tried in whatever order: a closed period never changes, and nobody approves his own."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from luoshi.collection import log
from luoshi.collection.appointing import appoint, registered
from luoshi.collection.closing import close, reopen
from luoshi.collection.deciding import approve, publish, send_back
from luoshi.collection.states import Actor
from luoshi.collection.submitting import withdraw
from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.store import Ledger
from tests.collection.office import LI, TODAY, WANG, ZHANG, appointments, figure, hand_in

ACTORS = st.sampled_from([ZHANG, LI, WANG, Actor(account="zhang", post_id=WANG.post_id)])
PERIODS = st.sampled_from(["2024", "2025"])
BASES = {"2024": 440, "2025": 452}


class Office(RuleBasedStateMachine):
    """Three people and an impostor try anything; each run starts from a copy of ``store``."""

    store: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        shutil.copy(self.store, self.folder / "ledger.db")
        self.ledger = Ledger.open(self.folder / "ledger.db", clock=datetime(2026, 2, 10, tzinfo=UTC))
        self.plan = views.plans(self.ledger)[0].slug
        self.indicator = views.indicator(self.ledger, 1).id
        self.closed: dict[str, list[Decimal]] = {}
        self.handed: list[str] = []

    def teardown(self) -> None:
        self.what_is_published_was_approved_by_others()
        self.ledger.close()
        shutil.rmtree(self.folder)

    def values(self, period: str) -> list[Decimal]:
        every = views.observations(self.ledger, self.indicator)
        return [one.value for one in every if one.period == period]

    @rule(period=PERIODS, more=st.integers(0, 9), actor=ACTORS)
    def submit(self, period: str, more: int, actor: Actor) -> None:
        try:
            one = figure(period=period, value=f"{BASES[period] + more}")
            handed = hand_in(self.ledger, one, actor=actor)
        except LuoshiError:
            return
        self.handed += [handed.submission_id] if handed.submission_id else []

    @rule(
        deed=st.sampled_from([approve, approve, publish, publish, send_back, withdraw]),
        actor=ACTORS,
        which=st.integers(0, 5),
    )
    def decide(self, deed: object, actor: Actor, which: int) -> None:
        if not self.handed:
            return
        more = {"reason": "理由"} if deed in (send_back, withdraw) else {}
        try:
            deed(self.ledger, self.handed[which % len(self.handed)], actor=actor, **more)  # type: ignore[operator]
        except LuoshiError:
            return

    @rule(period=PERIODS)
    def straight_through(self, period: str) -> None:
        """Somebody hands in, and everybody who has to passes it at once."""
        self.submit(period=period, more=3, actor=ZHANG)
        for deed, actor in ((approve, LI), (approve, WANG), (publish, WANG)):
            self.decide(deed=deed, actor=actor, which=len(self.handed) - 1)

    @rule(period=PERIODS, reason=st.sampled_from(["", "结转"]))
    def lock(self, period: str, reason: str) -> None:
        try:
            close(self.ledger, self.plan, period, actor=WANG, reason=reason)
        except LuoshiError:
            return
        self.closed[period] = self.values(period)

    @rule(period=PERIODS, reason=st.sampled_from(["", "更正"]))
    def unlock(self, period: str, reason: str) -> None:
        try:
            reopen(self.ledger, self.plan, period, actor=WANG, reason=reason)
        except LuoshiError:
            return
        assert reason
        del self.closed[period]

    @invariant()
    def a_closed_period_does_not_change(self) -> None:
        for period, before in self.closed.items():
            assert self.values(period) == before

    @invariant()
    def a_period_holds_one_reported_figure(self) -> None:
        assert all(len(self.values(period)) <= 1 for period in BASES)

    def what_is_published_was_approved_by_others(self) -> None:
        with self.ledger.reading() as connection:
            every = log.submissions(connection, registered(self.ledger), TODAY)
        for one in every:
            if one.standing.state == "published":
                decided = {event.account for event in one.events if event.event == "approved"}
                assert decided
                assert not decided & one.standing.authors


@pytest.fixture(scope="module")
def office(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "ledger.db"
    shutil.copy(built, path)
    with Ledger.open(path, clock=datetime(2026, 2, 9, tzinfo=UTC)) as ledger:
        appoint(ledger, *appointments(), actor="admin")
    return path


def campaign(office: Path, examples: int) -> None:
    Office.store = office
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=examples,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_no_path_changes_a_closed_period_or_lets_the_submitter_approve(office: Path) -> None:
    campaign(office, 4)


@pytest.mark.long
def test_no_long_path_changes_a_closed_period_or_lets_the_submitter_approve(office: Path) -> None:
    campaign(office, 200)

"""What is being reported is kept in memory, and never otherwise than it would be read anew."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress

import pytest

from luoshi.collection import log
from luoshi.collection.appointing import NewDuty, appoint
from luoshi.collection.closing import close, reopen
from luoshi.collection.deciding import approve, publish, send_back
from luoshi.collection.files import Files, files
from luoshi.collection.remarks import add_evidence, comment
from luoshi.collection.submitting import Delivery, withdraw
from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.identity import entered
from luoshi.ledger.rows import Row
from luoshi.ledger.store import Ledger
from tests.collection import office
from tests.collection.office import LI, TODAY, WANG, ZHANG, figure, hand_in, handed_in


def anew(ledger: Ledger) -> Files:
    """Return what somebody reads who has kept nothing."""
    with Ledger.open(ledger.name) as other:
        return files(other, TODAY)


def same(ledger: Ledger) -> bool:
    kept, read = files(ledger, TODAY), anew(ledger)
    held = {key: ids for key, ids in kept.of_indicators.items() if ids}
    return (kept.views, list(kept.views), kept.latest, held, kept.closings, kept.register, kept.number) == (
        read.views,
        list(read.views),
        read.latest,
        read.of_indicators,
        read.closings,
        read.register,
        read.number,
    )


def some_figures(dice: random.Random) -> list[object]:
    chosen = dice.sample(("1", "2", "3"), dice.randint(1, 2))
    return [figure(one, value="12.5", period=dice.choice(("2024", "2025")), note="核实") for one in chosen]


def deeds(ledger: Ledger, dice: random.Random) -> list[Callable[[], object]]:
    """Return what may be done next with any submission."""
    every = list(files(ledger, TODAY).views) or ["none"]
    one = dice.choice(every)
    return [
        lambda: hand_in(ledger, *some_figures(dice)),  # type: ignore[arg-type]
        lambda: hand_in(ledger, *some_figures(dice), delivery=Delivery(draft=True)),  # type: ignore[arg-type]
        lambda: hand_in(ledger, *some_figures(dice), submission_id=one),  # type: ignore[arg-type]
        lambda: approve(ledger, one, actor=LI, today=TODAY),
        lambda: approve(ledger, one, actor=WANG, today=TODAY),
        lambda: send_back(ledger, one, actor=LI, reason="再核", today=TODAY),
        lambda: withdraw(ledger, one, actor=ZHANG),
        lambda: publish(ledger, one, actor=WANG, today=TODAY),
        lambda: comment(ledger, one, "已核", actor=LI),
        lambda: add_evidence(ledger, one, f"{entered()}.txt", entered().encode(), actor=ZHANG),
    ]


def test_after_any_deeds_it_is_as_read_anew(staffed: Ledger) -> None:
    dice, done = random.Random(20260107), 0
    for _ in range(60):
        with suppress(LuoshiError):
            dice.choice(deeds(staffed, dice))()
            done += 1
            assert same(staffed)
    assert done > 15
    states = {view.standing.state for view in files(staffed, TODAY).views.values()}
    assert len(states) > 2, states


def test_a_new_duty_and_a_closed_period_are_known_at_once(staffed: Ledger) -> None:
    identity = handed_in(staffed)
    before = files(staffed, TODAY)
    appoint(
        staffed,
        NewDuty(post="fgw/approver", role="reports", indicator="4", valid_from=office.SINCE),
        actor="admin",
    )
    assert len(files(staffed, TODAY).register.duties) == len(before.register.duties) + 1
    plan = views.plans(staffed)[0].slug
    close(staffed, plan, "2023", actor=WANG, reason="年度结转")
    assert [one.closed for one in files(staffed, TODAY).closings] == [True]
    reopen(staffed, plan, "2023", actor=WANG, reason="补报")
    assert [one.closed for one in files(staffed, TODAY).closings] == [True, False]
    assert same(staffed)
    assert identity in files(staffed, TODAY).views


def test_what_was_taken_back_and_restored_is_as_read_anew(staffed: Ledger) -> None:
    identity = handed_in(staffed, figure("1"), figure("2", value="12.5", note="核实"))
    row = files(staffed, TODAY).views[identity].figures[0].id
    taken = {"id": entered(), "what": "submitted_figure", "row_id": row, "reason": "x"}
    staffed.append([Row(table="retraction", values=taken)], actor="a", reason="b")
    assert len(files(staffed, TODAY).views[identity].figures) == 1
    assert same(staffed)
    back = {"id": entered(), "retraction_id": taken["id"], "reason": "x"}
    staffed.append([Row(table="restoration", values=back)], actor="a", reason="b")
    assert len(files(staffed, TODAY).views[identity].figures) == 2
    assert same(staffed)


def test_after_a_write_only_its_submission_is_read(staffed: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    first = handed_in(staffed, figure("1"))
    files(staffed, TODAY)
    read: list[list[str] | None] = []
    submissions = log.submissions

    def noting(*given: object, ids: list[str] | None = None, **more: object) -> object:
        read.append(ids)
        return submissions(*given, ids=ids, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(log, "submissions", noting)
    second = handed_in(staffed, figure("2", value="12.5", note="核实"))
    assert list(files(staffed, TODAY).views) == [first, second]
    assert read == [[second]]

"""By which method a plan is judged is chosen by a person, and the journal says by whom and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.build import build
from luoshi.ledger.choosing import choose_method
from luoshi.ledger.records import Cut, IndicatorView, PlanView
from luoshi.ledger.store import Ledger

JIANGCHUAN = Path(__file__).parent / "jiangchuan"


@pytest.fixture
def built(ledger: Ledger) -> Ledger:
    assert build(ledger, JIANGCHUAN).complete
    return ledger


def of(ledger: Ledger) -> tuple[PlanView, IndicatorView]:
    plan = max(views.plans(ledger), key=lambda one: len(views.indicators(ledger, one.id)))
    return plan, views.indicators(ledger, plan.id)[0]


def standing(ledger: Ledger, cut: Cut = views.NOW) -> dict[str | None, str | None]:
    plan, _ = of(ledger)
    return {one.indicator_id: one.method for one in views.method_choices(ledger, plan.id, cut=cut)}


def test_a_choice_stands_until_another_takes_its_place_and_survives_a_build(built: Ledger) -> None:
    plan, first = of(built)
    whole = choose_method(built, plan, "statcan", actor="规划处", reason="与上级一致")
    choose_method(built, plan, "dns", indicator=first, actor="规划处", reason="多目标")
    assert standing(built) == {None: "statcan", first.id: "dns"}
    assert (whole.actor, whole.reason.endswith("— 与上级一致")) == ("规划处", True)
    choose_method(built, plan, None, indicator=first, actor="评估组", reason="改回")
    build(built, JIANGCHUAN)
    assert standing(built) == {None: "statcan", first.id: None}
    assert standing(built, Cut(recorded_by=whole.number)) == {None: "statcan"}
    assert standing(built, Cut(recorded_by=whole.number - 1)) == {}
    assert built.verify() == []


def test_of_two_who_choose_first_the_second_gets_a_conflict(
    built: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, _ = of(built)
    choose_method(built, plan, "dns", actor="甲", reason="甲")
    monkeypatch.setattr("luoshi.ledger.choosing.stands", lambda table, bounds: table.c.id == "nobody saw it")
    with pytest.raises(LuoshiError) as raised:
        choose_method(built, plan, "statcan", actor="乙", reason="乙")
    assert raised.value.problem.code in ("ledger-conflict", "ledger-refused")

"""What was known then, what is known now about then, and which figure made the difference."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import town

from luoshi.errors import LuoshiError
from luoshi.evaluation.run import assess, only_plan
from luoshi.evaluation.then import Then, looked_back, of_indicator, records
from luoshi.ledger import planning, views
from luoshi.ledger.choosing import choose_method
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger

END_2025 = date(2025, 12, 31)


def back(ledger: Ledger, on: date = END_2025, **more: bool) -> dict[tuple[int, str], Then]:
    found = looked_back(ledger, only_plan(ledger), on, **more)
    return {(one.dossier.indicator.number or 0, one.target.period.iso()): one for one in found}


def test_the_three_verdicts_are_those_of_their_cuts(ledger: Ledger) -> None:
    plan = only_plan(ledger)
    cuts = (Cut(at=END_2025, published_by=END_2025), Cut(at=END_2025), Cut())
    by_cut = [
        {
            result.target_id: result.verdict
            for one in assess(ledger, plan, cut).dossiers
            for result in one.results
        }
        for cut in cuts
    ]
    for one in back(ledger).values():
        sides = (one.known, one.hindsight, one.now)
        assert [side.grade if side else None for side in sides] == [
            known.get(one.target.id) for known in by_cut
        ]


def test_the_figure_that_came_later_decides(ledger: Ledger) -> None:
    one = back(ledger)[1, "2025"]
    assert one.known
    assert (one.known.grade, one.known.reason) == ("not_assessed", "awaiting_publication")
    assert one.hindsight.grade == "not_reached"
    (change,) = [change for change in one.changes if change.decides]
    assert (change.kind, change.period.iso() if change.period else None) == ("came", "2025")
    assert "其后公布" in one.told("zh")
    assert "came out later" in one.told("en")


def test_what_did_not_change_says_so(ledger: Ledger) -> None:
    same = [one for one in back(ledger).values() if not one.changed]
    assert same
    assert all(one.told("zh").startswith("当时的结论至今未变") for one in same)
    assert not any(change.decides for one in same for change in one.changes)


def test_before_the_plan_was_published_its_targets_were_not_known(ledger: Ledger) -> None:
    found = back(ledger, date(2019, 1, 1))
    assert {one.known for one in found.values()} == {None}
    assert next(iter(found.values())).told("en") == "The target was not known then."


def test_one_indicator_is_looked_back_to_as_within_its_plan(ledger: Ledger) -> None:
    whole = back(ledger)
    for one in of_indicator(ledger, views.indicator(ledger, 1), END_2025):
        assert records([one], "zh") == records([whole[1, one.target.period.iso()]], "zh")


def test_by_what_the_ledger_held_needs_an_entry_of_then(ledger: Ledger) -> None:
    with pytest.raises(LuoshiError) as raised:
        back(ledger, date(2019, 1, 1), held=True)
    assert raised.value.problem.code == "recorded-before-first-entry"


def test_a_target_that_was_set_lower_and_a_method_chosen_since_are_named(tmp_path: Path) -> None:
    with town.ledger(tmp_path / "luoshi.db", at=date(2024, 6, 1)) as made:
        plan, one = only_plan(made), views.indicator(made, 1)
    with Ledger.open(tmp_path / "luoshi.db", read_only=False) as made:
        basis = planning.Basis(title="中期调整", published="2026-03")
        aim = next(target for target in one.targets if target.period == "2025")
        planning.revise(made, one, aim, Decimal("160"), basis, actor="规划处", reason="中期调整")
        found = {
            then.target.period.iso(): then
            for then in of_indicator(made, views.indicator(made, 1), date(2025, 6, 30), Cut(at=END_2025))
        }
        revised = found["2025"]
        assert [change.kind for change in revised.changes if change.decides] == ["target"]
        assert "调整为160" in revised.told("zh")
        choose_method(made, plan, "dns", indicator=one, actor="规划处", reason="试算")
        held = of_indicator(made, views.indicator(made, 1), date(2026, 11, 20), held=True)
        assert any(change.kind == "method" for then in held for change in then.changes)

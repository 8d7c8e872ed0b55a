from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import town

from luoshi.errors import LuoshiError
from luoshi.evaluation.explain import recompute
from luoshi.evaluation.run import assess, assess_indicator, evaluate, only_plan
from luoshi.ledger import views
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger

END_2025 = date(2025, 12, 31)


def verdicts(ledger: Ledger, **times: object) -> list[tuple[str, str | None]]:
    results = evaluate(ledger, only_plan(ledger), Cut(**times))
    return [(r.verdict, r.reason) for r in results if r.target_period.start.year == 2025]


def test_one_result_for_each_target_in_the_plans_order(ledger: Ledger) -> None:
    results = evaluate(ledger, only_plan(ledger), Cut(at=END_2025))
    names = {one.id: one.number for one in views.indicators(ledger, town.PLAN)}
    assert [(names[r.indicator_id], r.target_period.start.year) for r in results] == [
        (1, 2025),
        (1, 2035),
        (2, 2025),
        (2, 2035),
        (3, 2025),
        (3, 2035),
        (4, 2025),
        (5, 2025),
        (6, 2025),
    ]


def test_verdicts_from_the_ledger(ledger: Ledger) -> None:
    assert verdicts(ledger, at=END_2025) == [
        ("not_reached", None),
        ("not_reached", None),
        ("reached", None),
        ("not_assessed", "awaiting_publication"),
        ("not_assessed", "near_definition_only"),
        ("not_assessed", "no_published_data"),
    ]


def test_what_was_published_later_is_not_known_earlier(ledger: Ledger) -> None:
    times = {"at": END_2025, "published_by": END_2025}
    assert {verdict for verdict, _ in verdicts(ledger, **times)} == {"not_assessed"}
    result = evaluate(ledger, only_plan(ledger), Cut(**times))[0]
    assert (result.reason, result.value) == ("awaiting_publication", 150)


def test_before_the_first_entry_it_says_that_the_ledger_held_nothing(ledger: Ledger) -> None:
    with pytest.raises(LuoshiError) as raised:
        evaluate(ledger, only_plan(ledger), Cut(recorded_by=datetime(2020, 1, 1, tzinfo=UTC)))
    assert raised.value.problem.code == "recorded-before-first-entry"


def test_after_the_first_entry_the_plan_stands_without_figures(ledger: Ledger) -> None:
    reasons = {reason for _, reason in verdicts(ledger, at=END_2025, recorded_by=1)}
    assert reasons == {"no_published_data"}


def test_today_is_the_ledgers_own_date(ledger: Ledger) -> None:
    assert assess(ledger, only_plan(ledger)).at == date(2026, 6, 1)


def test_every_result_follows_again_from_its_record(ledger: Ledger) -> None:
    for result in evaluate(ledger, only_plan(ledger), Cut(at=END_2025)):
        assert recompute(result.explanation) == result


def test_one_indicator_is_judged_as_within_its_plan(ledger: Ledger) -> None:
    alone = assess_indicator(ledger, views.indicator(ledger, 1), Cut(at=END_2025))
    assert alone == assess(ledger, only_plan(ledger), Cut(at=END_2025)).dossiers[0]


def test_figures_are_read_in_the_indicators_unit(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        rows = [
            *town.plan(),
            *town.indicator(1, "地区生产总值", "亿元", baseline=100, targets={2025: 200}),
            *town.figure(1, "2025", "1500000", "2026", definition="other unit", unit="万元"),
        ]
        made.append(rows, actor="test", reason="plan")
        result = evaluate(made, only_plan(made), Cut(at=END_2025))[0]
    assert (result.value, result.completion) == (150, Decimal("0.5"))


def test_a_ledger_without_a_plan_says_so(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "luoshi.db", create=True) as made:
        made.append([town.plan()[0]], actor="test", reason="place")
        with pytest.raises(LuoshiError) as raised:
            only_plan(made)
    assert raised.value.problem.code == "plan-missing"

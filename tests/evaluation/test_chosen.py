"""A method that was chosen judges: in the row, the sentence, the counts and what needs attention."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import town

from luoshi.evaluation import tables
from luoshi.evaluation.chosen import choice_for
from luoshi.evaluation.run import assess, only_plan
from luoshi.evaluation.summary import Summary, summary_of
from luoshi.evaluation.whole import whole_of
from luoshi.ledger import views
from luoshi.ledger.choosing import choose_method
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger

END_2025 = Cut(at=date(2025, 12, 31))


@pytest.fixture
def chosen(tmp_path: Path) -> Ledger:
    """The town, whose plan is judged as in Canada but for its first indicator."""
    made = town.ledger(tmp_path / "luoshi.db")
    plan = only_plan(made)
    choose_method(made, plan, "statcan", actor="规划处", reason="与上级一致")
    first = views.indicator(made, 1, plan_id=plan.id)
    choose_method(made, plan, "time-path", indicator=first, actor="评估组", reason="本市口径")
    return made


def summed(ledger: Ledger) -> Summary:
    return summary_of(assess(ledger, only_plan(ledger), END_2025))


def test_an_indicators_own_choice_comes_before_its_plans(chosen: Ledger) -> None:
    rows = summed(chosen).rows
    assert rows[0].side is None
    assert {row.side.method for row in rows[1:] if row.side} == {"statcan"}
    assert rows[1].side is not None
    assert rows[1].sentence("zh") == rows[1].side.record["zh"]
    assert rows[1].status("en").word == rows[1].side.word["en"]


def test_a_choice_taken_back_leaves_the_plans(chosen: Ledger) -> None:
    plan = only_plan(chosen)
    first = views.indicator(chosen, 1, plan_id=plan.id)
    choose_method(chosen, plan, None, indicator=first, actor="评估组", reason="改回")
    found = choice_for(views.method_choices(chosen, plan.id), first.id)
    assert found
    assert (found.method, found.indicator_id) == ("statcan", None)


def test_grades_of_another_method_are_counted_under_its_name(chosen: Ledger) -> None:
    found = summed(chosen)
    counts = found.counts
    assert sum(counts.verdicts.values()) + sum(counts.others.values()) == counts.total == len(found.rows)
    assert {method for method, _ in counts.others} == {"statcan"}
    assert counts.assessed == sum(row.judged for row in found.rows)
    assert "加拿大" in found.sentence("zh")
    assert all(line.row.short for line in found.attention)
    assert f"可评价的{counts.assessed}项" not in whole_of(found.assessment, "zh")


def test_the_table_names_method_and_grade_beside_the_time_path(chosen: Ledger) -> None:
    assessment = assess(chosen, only_plan(chosen), END_2025)
    rows = tables.records(assessment, "en")
    assert {(row["plan_no"] == 1, row["method"]) for row in rows} == {(True, "time-path"), (False, "statcan")}
    assert all((row["grade"] is None) == (row["method"] == "time-path") for row in rows)
    assert all(row["verdict"] for row in rows)
    worded = tables.worded(assessment, rows, "en")
    assert all(row["verdict"].endswith("[statcan]") for row in worded if row["plan_no"] != 1)


def test_why_says_who_chose_the_method(chosen: Ledger) -> None:
    dossiers = assess(chosen, only_plan(chosen), END_2025).dossiers
    assert "评估组" in tables.why(dossiers[0], "zh")
    said = tables.why(dossiers[1], "zh")
    assert "与上级一致" in said
    assert "[statcan statcan-2.4]" in said


def test_nobody_chose_before_the_choice_was_recorded(chosen: Ledger) -> None:
    before = assess(chosen, only_plan(chosen), Cut(at=END_2025.at, recorded_by=2))
    assert all(one.choice is None for one in before.dossiers)

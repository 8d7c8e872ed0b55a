from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import duckdb
import pytest
from random_cases import GROWTHS, OVER_YEARS, Case, cases

from luoshi.evaluation.model import Result, TargetInput
from luoshi.evaluation.national.columns import OBSERVATIONS, RESULTS, TARGETS
from luoshi.evaluation.national.export import figure_row, table, target_row
from luoshi.evaluation.national.run import connect, prepare
from luoshi.evaluation.national.texts import KINDS, RULES
from luoshi.evaluation.parameters import load
from luoshi.evaluation.rules.time_path import RULES as REFERENCE
from luoshi.evaluation.rules.time_path import judge

FIGURES = ("value", "completion", "pace", "gap", "required_rate", "recent_rate")


def opened(made: Sequence[Case]) -> duckdb.DuckDBPyConnection:
    connection = connect()
    targets = [target_row(target) for target, _ in made]
    figures = [figure_row(target.indicator_id, one) for target, some in made for one in some]
    connection.register("targets", table(targets, TARGETS))
    connection.register("observations", table(figures, OBSERVATIONS))
    return connection


def by_sql(made: Sequence[Case], at: date) -> dict[str, dict[str, object]]:
    connection = opened(made)
    prepare(connection, at, load())
    names = [column.name for column in RESULTS]
    rows = connection.execute(f"SELECT {', '.join(names)} FROM results").fetchall()
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


@cache
def random_cases(seed: int, count: int, at: date) -> tuple[list[Case], list[Result]]:
    made = cases(seed, count)
    return made, by_reference(made, at)


def by_reference(made: Sequence[Case], at: date) -> list[Result]:
    return [judge(target, some, at=at, parameters=load()) for target, some in made]


def same(ours: object, theirs: object) -> bool:
    if ours is None or theirs is None:
        return ours is theirs
    # Per cent and shares near nought come from figures near one: there a double ends after 15 digits.
    return float(theirs) == pytest.approx(float(ours), rel=1e-9, abs=1e-12)


def words(result: Result) -> tuple[object, ...]:
    period = result.period
    dates = (period.start, period.end) if period else (None, None)
    return (result.verdict, result.reason, result.observation_id, result.rate_kind, *dates)


WORDS = ("verdict", "reason", "observation_id", "rate_kind", "period_start", "period_end")


@pytest.mark.parametrize(
    ("seed", "count", "at"),
    [(1, 8000, date(2025, 12, 31)), (2, 8000, date(2023, 12, 31)), (3, 4000, date(2023, 6, 30))],
)
def test_texts_and_pure_functions_judge_alike(seed: int, count: int, at: date) -> None:
    made, expected = random_cases(seed, count, at)
    found = by_sql(made, at)
    assert len(found) == count
    different = [
        (target, result, found[target.id])
        for (target, _), result in zip(made, expected, strict=True)
        if words(result) != tuple(found[target.id][name] for name in WORDS)
        or not all(same(getattr(result, name), found[target.id][name]) for name in FIGURES)
    ]
    assert not different, different[0]


def test_the_random_cases_reach_every_verdict_and_reason_of_every_rule() -> None:
    seen = Counter()
    for seed, at in ((1, date(2025, 12, 31)), (2, date(2023, 12, 31))):
        for (target, _), result in zip(*random_cases(seed, 8000, at), strict=True):
            seen[target.kind, result.verdict, result.reason] += 1
    graded = {"reached", "not_reached", "reached_early", "ahead", "on_track", "behind"}
    excuses = {"no_published_data", "near_definition_only", "doubtful_reading", "insufficient_data"}
    for kinds in ({"level"}, {"rank"}, {"cumulative_total"}, GROWTHS):
        assert graded <= {verdict for (one, verdict, _) in seen if one in kinds}, kinds
    for kind in ("level", "rank", "keep_within", "direction_only", *OVER_YEARS):
        reasons = {reason for (one, _, reason) in seen if one == kind}
        assert excuses | {"not_quantified", "awaiting_publication"} <= reasons, kind
        assert "definition_changed" in reasons or kind == "keep_within", kind
    assert "disagreement" in {reason for (_, _, reason) in seen}


def test_each_kind_of_target_is_judged_by_one_text() -> None:
    assert sorted(kind for rule in RULES for kind in KINDS[rule]) == sorted(REFERENCE)


def test_several_targets_of_one_indicator_are_each_judged() -> None:
    made = cases(5, 400)
    shared = [
        (target if number % 2 == 0 else _moved(target, made[number - 1][0].indicator_id), figures)
        for number, (target, figures) in enumerate(made)
    ]
    together = [
        (target, [*shared[n - n % 2][1], *shared[n - n % 2 + 1][1]]) for n, (target, _) in enumerate(shared)
    ]
    rows = [(target, figures if number % 2 == 0 else []) for number, (target, figures) in enumerate(together)]
    found = by_sql(rows, date(2025, 12, 31))
    for (target, _), result in zip(shared, by_reference(together, date(2025, 12, 31)), strict=True):
        assert (result.verdict, result.reason) == (found[target.id]["verdict"], found[target.id]["reason"])


def _moved(target: TargetInput, indicator: str) -> TargetInput:
    return replace(target, indicator_id=indicator)

"""The transpiled texts run on Apache Spark and judge as DuckDB does."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from random_cases import cases

from luoshi.evaluation.national.columns import OBSERVATIONS, TARGETS
from luoshi.evaluation.national.export import figure_row, table, target_row
from luoshi.evaluation.national.run import connect, prepare
from luoshi.evaluation.national.texts import RULES, STEPS
from luoshi.evaluation.national.transpiling import transpiled
from luoshi.evaluation.parameters import load
from tests.spark import session_with

AT = date(2025, 12, 31)
WORDS = ("target_id", "verdict", "reason", "observation_id", "period_start", "period_end", "rate_kind")
FIGURES = ("completion", "pace", "gap", "required_rate", "recent_rate")

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.xdist_group("spark"),
]


@pytest.fixture
def session() -> Iterator[Any]:
    with session_with({"spark.sql.ansi.enabled": "true"}) as made:
        yield made


def judged_by_duckdb(targets: Any, observations: Any) -> list[tuple[Any, ...]]:
    connection = connect()
    connection.register("targets", targets)
    connection.register("observations", observations)
    prepare(connection, AT, load())
    found: list[tuple[Any, ...]] = connection.execute(
        f"SELECT {', '.join(WORDS + FIGURES)} FROM results ORDER BY target_id"
    ).fetchall()
    return found


def judged_by_spark(session: Any, folder: Path) -> list[tuple[Any, ...]]:
    for name in ("targets", "observations"):
        session.read.parquet(str(folder / f"{name}.parquet")).createOrReplaceTempView(name)
    for name in STEPS:
        step = session.sql(transpiled(name, "spark", AT, load())).localCheckpoint()
        step.createOrReplaceTempView(name)
    rules = [session.sql(transpiled(name, "spark", AT, load())) for name in RULES]
    found = [tuple(row) for one in rules for row in one.select(*WORDS, *FIGURES).collect()]
    return sorted(found, key=lambda row: row[0])


def test_spark_judges_every_kind_of_target_as_duckdb_does(session: Any, tmp_path: Path) -> None:
    made = cases(4, 1500)
    targets = table([target_row(target) for target, _ in made], TARGETS)
    figures = [figure_row(target.indicator_id, one) for target, some in made for one in some]
    observations = table(figures, OBSERVATIONS)
    pq.write_table(targets, tmp_path / "targets.parquet")
    pq.write_table(observations, tmp_path / "observations.parquet")
    here, there = judged_by_duckdb(targets, observations), judged_by_spark(session, tmp_path)
    assert len(here) == len(made)
    words = len(WORDS)
    assert [row[:words] for row in there] == [row[:words] for row in here]
    for one, other in zip(here, there, strict=True):
        for ours, theirs in zip(one[words:], other[words:], strict=True):
            assert (ours is None) == (theirs is None), one
            assert ours is None or float(theirs) == pytest.approx(float(ours), rel=1e-9, abs=1e-12)

"""The rules alone, on the published figures and the plan's own table: no ledger between them."""

from __future__ import annotations

import csv
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.evaluation.model import ObservationInput, Result, TargetInput
from luoshi.evaluation.parameters import load
from luoshi.evaluation.rules.time_path import judge
from luoshi.vocabulary.period import Period

pytestmark = pytest.mark.real
AT = date(2025, 12, 31)
LOWER_IS_BETTER = {"城镇调查失业率"}


def observations(real: Path, published_by: date | None = None) -> dict[int, list[ObservationInput]]:
    found: dict[int, list[ObservationInput]] = {}
    rows = csv.DictReader((real / "data/shenyang_observations.csv").open(encoding="utf-8"))
    for number, row in enumerate(rows, start=1):
        published = Period.parse(row["published"]).last_day if row["published"] else None
        if published_by and (published is None or published > published_by):
            continue
        figure = ObservationInput(
            id=f"row-{number:03}",
            period=Period.parse(row["period"]) if row["period"] else None,
            value=Decimal(row["value"]),
            comparator=row["comparator"],
            unit=row["unit"],
            match=row["match"],
            status=row["status"],
            trust=row["trust"],
            definition=row["definition"] or None,
            published_by=published,
            digits=max(0, -int(Decimal(row["value"]).as_tuple().exponent)),
        )
        found.setdefault(int(row["plan_no"]), []).append(figure)
    return found


def targets(real: Path, year: int) -> list[TargetInput]:
    rows = json.loads((real / "benchmarks/structure-004.json").read_text(encoding="utf-8"))["indicators"]
    return [target(row, year) for row in rows]


def target(row: dict, year: int) -> TargetInput:
    kind = "rank" if "排名" in row["name"] else "average_growth" if "年均增长" in row["name"] else "level"
    baseline = row["baseline_2020"]
    return TargetInput(
        id=f"{row['number']}-{year}",
        indicator_id=str(row["number"]),
        kind=kind,
        period=Period.year(year),
        value=Decimal(str(row[f"target_{year}"])),
        comparator=row[f"comparator_{year}"],
        unit=row["unit"],
        higher_is_better=row["name"] not in LOWER_IS_BETTER,
        baseline=None if baseline is None else Decimal(str(baseline)),
        baseline_period=Period.year(2020),
    )


def evaluated(real: Path, year: int, published_by: date | None = None) -> dict[int, Result]:
    figures = observations(real, published_by)
    # The report of January 2025 says 高端装备制造业比重达到40%以上 without its denominator: a candidate.
    candidate = ObservationInput(
        id="candidate", period=Period.year(2024), value=Decimal(40), comparator="ge", match="candidate"
    )
    figures.setdefault(10, []).append(candidate)
    judged = (
        judge(t, figures.get(int(t.indicator_id), []), at=AT, parameters=load()) for t in targets(real, year)
    )
    return {int(result.indicator_id): result for result in judged}


def test_every_row_of_the_expected_verdicts(real: Path) -> None:
    results = evaluated(real, 2025)
    rows = list(csv.DictReader((real / "benchmarks/expected-verdicts.csv").open(encoding="utf-8")))
    assert len(rows) == len(results) == 31
    for row in rows:
        result = results[int(row["plan_no"])]
        label = f"row {row['plan_no']}"
        assert (result.verdict, result.reason or "") == (row["verdict"], row["reason"]), label
        assert (str(result.period) if result.period else "") == row["period"], label
        if row["value"]:
            assert result.value == Decimal(row["value"]), label
        else:
            assert result.value is None, label
        if row["completion"]:
            assert result.completion == pytest.approx(Decimal(row["completion"]), abs=Decimal("0.001")), label
        else:
            assert result.completion is None, label


def test_the_growth_gross_product_needed_and_had(real: Path) -> None:
    result = evaluated(real, 2025)[1]
    assert round(result.required_rate, 1) == Decimal("8.8")
    assert round(result.recent_rate, 1) == Decimal("6.7")


def test_what_the_bulletin_of_may_2026_tells_awaits_publication_before_it(real: Path) -> None:
    before, after = evaluated(real, 2025, AT), evaluated(real, 2025)
    assert all(result.period is None or result.period.end <= AT for result in before.values())
    assert {result.verdict for result in before.values()} == {"not_assessed"}
    assert {n for n in after if after[n].verdict == "reached"} == {30, 31}
    assert {before[n].reason for n in (30, 31)} == {"awaiting_publication"}


def test_the_running_targets_of_2035_are_graded_by_their_pace(real: Path) -> None:
    results = evaluated(real, 2035)
    assert results[1].verdict == "behind"
    assert results[1].pace == pytest.approx(Decimal("0.565"), abs=Decimal("0.001"))
    assert results[31].verdict == "reached_early"
    assert results[24].reason == "definition_changed"
    assert results[24].completion is results[24].pace is None

"""The real documents and figures through the whole way: build, ledger, evaluation, papers."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from luoshi.errors import LuoshiError
from luoshi.evaluation import packs
from luoshi.evaluation.explain import recompute
from luoshi.evaluation.model import Result
from luoshi.evaluation.outlook.outlook import recompute as recompute_outlook
from luoshi.evaluation.outlook.run import prospects
from luoshi.evaluation.peers import all_with_peers
from luoshi.evaluation.rules.packs import registry
from luoshi.evaluation.run import Assessment, assess, evaluate, only_plan
from luoshi.evaluation.side_by_side import sides
from luoshi.evaluation.summary import Summary, summarise
from luoshi.evaluation.tables import records, why
from luoshi.formats.excel import indicator_table
from luoshi.formats.word import brief
from luoshi.ledger.build import build
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger

pytestmark = pytest.mark.real
END_2025 = date(2025, 12, 31)
AT = Cut(at=END_2025)


@pytest.fixture(scope="module")
def ledger(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    path = tmp_path_factory.mktemp("verdicts") / "luoshi.db"
    with Ledger.open(path, create=True, clock=datetime(2026, 6, 1, tzinfo=UTC)) as made:
        figures = real / "data/shenyang_observations.csv"
        assert build(made, real / "documents", observations=[figures]).complete
        yield made


@pytest.fixture(scope="module")
def assessment(ledger: Ledger) -> Assessment:
    return assess(ledger, only_plan(ledger), AT)


@pytest.fixture(scope="module")
def summary(ledger: Ledger) -> Summary:
    return summarise(ledger, only_plan(ledger), AT)


def of_2025(assessment: Assessment) -> dict[int, Result]:
    """Return the verdict on the plan's own target for 2025 by the number of its row."""
    return {
        dossier.indicator.number: next(r for r in dossier.results if r.target_period.end == date(2026, 1, 1))
        for dossier in assessment.dossiers
        if dossier.indicator.number is not None
    }


def test_every_row_of_the_expected_verdicts(real: Path, assessment: Assessment) -> None:
    results = of_2025(assessment)
    rows = list(csv.DictReader((real / "benchmarks/expected-verdicts.csv").open(encoding="utf-8")))
    assert sorted(results) == [int(row["plan_no"]) for row in rows]
    differing = {
        row["plan_no"]: found for row in rows if (found := differences(row, results[int(row["plan_no"])]))
    }
    assert differing == {}


def differences(row: dict[str, str], result: Result) -> list[str]:
    found = {
        "verdict": (row["verdict"], result.verdict),
        "reason": (row["reason"], result.reason or ""),
        "period": (row["period"], result.period.iso() if result.period else ""),
        "value": (Decimal(row["value"]) if row["value"] else None, result.value),
    }
    wrong = [
        f"{name}: {wanted} expected, {got} found" for name, (wanted, got) in found.items() if wanted != got
    ]
    wanted = Decimal(row["completion"]) if row["completion"] else None
    got = result.completion
    if (wanted is None) != (got is None) or (wanted is not None and abs(wanted - got) > Decimal("0.001")):
        wrong.append(f"completion: {wanted} expected, {got} found")
    return wrong


def test_nothing_rests_on_the_bulletin_of_may_2026_as_of_the_end_of_2025(ledger: Ledger) -> None:
    before = assess(ledger, only_plan(ledger), Cut(at=END_2025, published_by=END_2025))
    for dossier in before.dossiers:
        for view in dossier.observations:
            assert view.citation.published is not None
            assert view.citation.published.last <= END_2025
        assert all(result.period is None or result.period.end <= END_2025 for result in dossier.results)
    results = of_2025(before)
    assert {result.verdict for result in results.values()} == {"not_assessed"}
    assert [results[number].reason for number in (1, 2, 3, 5, 23, 30, 31)] == ["awaiting_publication"] * 7
    assert results[24].reason == "definition_changed"


def test_before_the_first_build_it_says_that_the_ledger_held_nothing(ledger: Ledger) -> None:
    plan = only_plan(ledger)
    for moment in (datetime(2026, 5, 31, tzinfo=UTC), 0):
        with pytest.raises(LuoshiError) as raised:
            evaluate(ledger, plan, Cut(recorded_by=moment))
        assert raised.value.problem.code == "recorded-before-first-entry"


def test_every_result_follows_again_from_its_record(assessment: Assessment) -> None:
    for dossier in assessment.dossiers:
        for result in dossier.results:
            assert recompute(json.loads(json.dumps(result.explanation))) == result


def test_every_answer_of_every_method_follows_again_from_its_record(
    ledger: Ledger, assessment: Assessment
) -> None:
    seen: Counter[str] = Counter()
    for dossier in all_with_peers(ledger, assessment).dossiers:
        for target, result in zip(dossier.targets, dossier.results, strict=True):
            for side in sides(target, result, dossier.inputs.values(), dossier.beside(target))[1:]:
                again = packs.recompute(json.loads(json.dumps(side.record)))
                assert again.record == side.record
                assert (again.pack, again.grade, again.reason) == (side.method, side.grade, side.reason)
                assert (again.value, again.score) == (side.value, side.score)
                seen[side.method] += side.reason is None
    assert set(seen) == set(registry.names())
    assert sum(seen.values()) > 40, "answers, not only reasons for none"


def test_every_outlook_follows_again_from_its_record(assessment: Assessment) -> None:
    found = prospects(assessment)
    assert len(found) >= 31
    for one in found:
        assert recompute_outlook(json.loads(json.dumps(one.outlook.record))) == one.outlook


def test_a_target_set_by_another_document_stands_beside_the_plans_own(assessment: Assessment) -> None:
    air = next(dossier for dossier in assessment.dossiers if dossier.indicator.number == 31)
    assert [(t.period.iso(), t.value) for t in air.targets] == [
        ("2025", 80),
        ("2025", Decimal("87.5")),
        ("2035", 80),
    ]


def test_the_summary_counts_what_the_table_says(summary: Summary) -> None:
    assert summary.counts.total == len(summary.rows) == 31
    verdicts = {code: number for code, number in summary.counts.verdicts.items() if number}
    assert verdicts == {"reached": 2, "not_reached": 7, "not_assessed": 22}
    assert {code: number for code, number in summary.counts.reasons.items() if number} == {
        "no_published_data": 12,
        "awaiting_publication": 1,
        "definition_changed": 1,
        "near_definition_only": 5,
        "insufficient_data": 3,
    }
    assert summary.cutoff == date(2026, 5, 22)
    assert [line.row.indicator.number for line in summary.attention] == [6, 8, 2, 3, 5]
    assert [row.indicator.number for row in summary.due] == [
        9,
        11,
        12,
        14,
        15,
        17,
        19,
        20,
        21,
        22,
        27,
        28,
        29,
    ]


def test_the_nine_boxes_and_the_two_without_an_indicator(summary: Summary) -> None:
    assert [len(box.indicators) for box in summary.boxes] == [4, 4, 4, 3, 3, 0, 6, 3, 0]
    assert sum(box.actions for box in summary.boxes) == 91


def test_a_break_is_never_drawn_through(summary: Summary) -> None:
    by_number = {row.indicator.number: row for row in summary.rows}
    gdp = [point.period.iso() for point in by_number[1].points if point.breaks]
    assert gdp == ["2016", "2024"]
    assert [point.period.iso() for point in by_number[24].points if point.breaks] == [
        "2021",  # a sentence tells 2 % for 2020, the levels fall from 16.5 to 7.14
        "2022",
        "2023",
        "2025",
    ]


def test_the_table_has_a_row_for_each_target_of_the_plan(assessment: Assessment) -> None:
    rows = records(assessment, "zh")
    per_row = Counter(row["plan_no"] for row in rows if row["plan_no"])
    assert per_row == dict.fromkeys(range(1, 32), 2)
    assert [row["target"] for row in rows if row["plan_no"] == 31] == [80, 80]


def test_a_target_set_elsewhere_is_told_of_beside_the_plans_own(assessment: Assessment) -> None:
    (air,) = (one for one in assessment.dossiers if one.indicator.number == 31)
    assert "87.5" in why(air, "zh")


def test_why_says_what_was_needed_and_what_there_was(assessment: Assessment) -> None:
    told = why(assessment.dossiers[0], "zh")
    assert "需年均增长8.8%，实际为6.7%" in told
    assert "2025年沈阳市国民经济和社会发展统计公报" in told


@pytest.mark.office
def test_the_papers_open_and_the_brief_has_one_page(summary: Summary, tmp_path: Path, soffice: str) -> None:
    opened = opener(soffice, tmp_path)
    assert len(opened("brief.docx", brief(summary))) == 1
    table = opened("table.xlsx", indicator_table(summary))
    assert "指标完成情况表" in table[0].get_textpage().get_text_range()


def opener(soffice: str, folder: Path) -> Callable[[str, bytes], pypdfium2.PdfDocument]:
    import subprocess

    def opened(name: str, content: bytes) -> pypdfium2.PdfDocument:
        (folder / name).write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [soffice, profile, "--headless", "--convert-to", "pdf", name]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
        return pypdfium2.PdfDocument((folder / name).with_suffix(".pdf"))

    return opened

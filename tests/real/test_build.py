"""The five real documents and the published figures become one ledger."""

from __future__ import annotations

import csv
import io
import json
import runpy
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from luoshi.evaluation.model import Result
from luoshi.ledger import views
from luoshi.ledger.build import BuildReport, build
from luoshi.ledger.disagreeing.words import explanation
from luoshi.ledger.disagreements import disagreements
from luoshi.ledger.records import Cut, ObservationView
from luoshi.ledger.retracting import retract
from luoshi.ledger.reviewing import decide
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.matching import words_of

pytestmark = pytest.mark.real

CLOCK = datetime(2026, 11, 20, tzinfo=UTC)
PLAN, REPORT, DIGEST = "004_44ab2cb620925235", "003_cfc6f6ad63fdc188", "002_bacf419a701f3a73"
PROGRESS = "000_f5896476bcd6859c"
MEASURE = Path(__file__).resolve().parents[2] / "benchmarks" / "linking" / "measure.py"


def built(path: Path, folder: Path, figures: Path) -> tuple[Ledger, BuildReport]:
    ledger = Ledger.open(path, create=True, clock=CLOCK)
    return ledger, build(ledger, folder, observations=[figures])


@pytest.fixture(scope="module")
def whole(real: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, BuildReport]]:
    path = tmp_path_factory.mktemp("whole") / "luoshi.db"
    ledger, report = built(path, real / "documents", real / "data/shenyang_observations.csv")
    yield ledger, report
    ledger.close()


@pytest.fixture
def copy(real: Path, tmp_path: Path) -> Path:
    """The documents where a test may change them."""
    folder = tmp_path / "documents"
    shutil.copytree(real / "documents", folder)
    folder.chmod(0o755)
    for file in folder.iterdir():
        file.chmod(0o644)
    return folder


def row(ledger: Ledger, number: int) -> str:
    plan = next(one for one in views.plans(ledger) if one.document_key == PLAN)
    return next(one.id for one in views.indicators(ledger, plan.id) if one.number == number)


def figures(ledger: Ledger, number: int) -> list[ObservationView]:
    return list(views.observations(ledger, row(ledger, number)))


def test_all_five_documents_and_all_169_figures_are_in(whole: tuple[Ledger, BuildReport], real: Path) -> None:
    ledger, report = whole
    assert report.complete
    assert [one.status for one in report.documents] == ["added"] * 5
    (imported,) = report.observations
    with (real / "data/shenyang_observations.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scored = [
        one
        for one in rows
        if one["match"] in ("same", "derived")
        and one["trust"] in "ABC"
        and one["status"] != "F"
        and one["period"]
    ]
    assert (imported.rows, imported.linked, imported.scored) == (169, 169, len(scored))
    assert ledger.verify() == []


def test_the_plan_has_its_31_indicators_26_baselines_62_targets_and_91_actions(
    whole: tuple[Ledger, BuildReport], real: Path
) -> None:
    ledger, _ = whole
    plan = next(one for one in views.plans(ledger) if one.document_key == PLAN)
    expected = json.loads((real / "benchmarks/structure-004.json").read_text(encoding="utf-8"))
    table = [one for one in views.indicators(ledger, plan.id) if one.origin == "table"]
    assert [one.number for one in table] == list(range(1, 32))
    assert all(one.concept for one in table)
    assert sum(one.baseline is not None for one in table) == 26
    own = [
        t
        for one in table
        for t in one.targets
        if t.citation.anchor and t.citation.anchor.document_key == PLAN
    ]
    assert len(own) == 62
    for one, wanted in zip(table, expected["indicators"], strict=True):
        said = {t.period[-4:]: t for t in one.targets if t in own}
        for year in ("2025", "2035"):
            assert said[year].value == Decimal(str(wanted[f"target_{year}"]))
            assert said[year].comparator == wanted[f"comparator_{year}"]
        base = one.baseline.value if one.baseline else None
        assert base == (None if wanted["baseline_2020"] is None else Decimal(str(wanted["baseline_2020"])))
    assert len(views.actions(ledger, plan.id)) == 91


def test_every_figure_keeps_its_declared_match_and_trust(
    whole: tuple[Ledger, BuildReport], real: Path
) -> None:
    ledger, _ = whole
    with (real / "data/shenyang_observations.csv").open(encoding="utf-8", newline="") as file:
        wanted = Counter((one["plan_no"], one["match"], one["trust"]) for one in csv.DictReader(file))
    held = Counter(
        (str(number), one.match, one.citation.trust)
        for number in range(1, 32)
        for one in figures(ledger, number)
        if one.citation.anchor is None
    )
    assert held == wanted


def test_what_documents_add_to_the_figures_is_what_their_sentences_say(
    whole: tuple[Ledger, BuildReport],
) -> None:
    ledger, _ = whole
    read = {
        number: [(str(one.value), one.period) for one in figures(ledger, number) if one.statement_id]
        for number in range(1, 32)
    }
    # 000: high-tech enterprises of 2020. Nothing else in the five documents is a figure of the table.
    assert {number: found for number, found in read.items() if found} == {15: [("2560", "2020")]}


def test_decoys_of_the_documents_are_not_taken(whole: tuple[Ledger, BuildReport]) -> None:
    ledger, _ = whole
    said = {one.id: one for one in views.statements(ledger)}
    taken = {
        (number, said[link.statement_id].indicator, said[link.statement_id].anchor.document_key[:3])  # type: ignore[index]
        for number in range(1, 32)
        for link in views.links(ledger, row(ledger, number))
        if link.accepted and said[link.statement_id].row is None
    }
    assert taken == {
        (1, "经济总量", "004"),
        (2, "一般公共预算收入", "004"),
        (3, "人口规模", "004"),
        (4, "城乡居民可支配收入", "004"),
        (15, "高新技术企业", "000"),
        (31, "空气质量优良天数比例", "002"),
    }


def test_the_share_without_a_denominator_is_a_candidate_only(whole: tuple[Ledger, BuildReport]) -> None:
    ledger, _ = whole
    candidates = [one for one in views.links(ledger, row(ledger, 10)) if not one.accepted]
    said = {one.id: one for one in views.statements(ledger, REPORT)}
    assert [said[one.statement_id].value for one in candidates] == [Decimal(40)]
    assert "口径未写明" in words_of(candidates[0].reason)
    assert figures(ledger, 10) == []


def test_a_candidate_that_a_person_takes_is_judged(real: Path, tmp_path: Path) -> None:
    from datetime import date

    from luoshi.evaluation.run import assess_indicator

    ledger, _ = built(tmp_path / "a.db", real / "documents", real / "data/shenyang_observations.csv")
    share = row(ledger, 10)
    candidate = next(one for one in views.links(ledger, share) if not one.accepted)
    decide(ledger, share, candidate.statement_id, accepted=True, reason="分母为装备制造业", actor="王某")
    result = assess_indicator(ledger, views.indicator(ledger, share), Cut(at=date(2025, 12, 31))).results[0]
    (figure,) = figures(ledger, 10)
    assert (result.observation_id, result.value) == (figure.id, Decimal(40))
    assert result.reason != "near_definition_only"
    assert ledger.verify() == []
    ledger.close()


def test_the_known_disagreements_are_found(whole: tuple[Ledger, BuildReport]) -> None:
    """Each was looked at in its sources."""
    ledger, _ = whole
    number = {row(ledger, one): one for one in (1, 4, 5, 23, 24, 26, 31)}
    found = {
        (one.rule, number.get(one.indicator_id or ""), one.period, one.left_value, one.right_value)
        for one in disagreements(ledger)
    }
    assert found == {
        ("jump_definition", 1, "2016", Decimal("7272.31"), Decimal("5460.01")),
        ("jump_growth", 1, "2024", Decimal(8122), Decimal("9027.1")),
        ("pledge", 4, "2025", None, Decimal(6)),
        ("jump", 5, "2020", Decimal(2054), Decimal("1318.1")),
        ("values", 23, "2019", Decimal("1072.83"), Decimal(1055)),
        ("values", 23, "2022", Decimal(1445), Decimal("1406.56")),
        ("jump", 24, "2014", Decimal("58.1093"), Decimal("22.7403")),
        ("jump", 24, "2015", Decimal("22.7403"), Decimal("10.6116")),
        ("jump_definition", 24, "2020", Decimal("16.5054"), Decimal("7.14")),
        ("jump_definition", 24, "2022", Decimal("8.25"), Decimal("39.2")),
        ("jump_definition", 24, "2023", Decimal("39.2"), Decimal("12.1")),
        ("ratio", 26, "2020", Decimal("3.83"), Decimal(33644)),
        ("jump", 31, "2021", Decimal("78.6"), Decimal("86.3")),
        ("targets", 31, "2025", Decimal(80), Decimal("87.5")),
        ("matter", None, "2022", Decimal(1000), Decimal(116)),
    }


def test_every_disagreement_quotes_both_sides_and_explains_itself(whole: tuple[Ledger, BuildReport]) -> None:
    ledger, _ = whole
    for one in disagreements(ledger):
        assert one.state == "open"
        assert all(side.citation.quote or side.citation.anchor for side in one.sides), one.rule
        assert len(explanation(one, "zh")) > 20
        assert "{" not in explanation(one, "en")
    pledge = next(one for one in disagreements(ledger) if one.rule == "pledge")
    assert pledge.left.anchor is not None
    assert pledge.left.anchor.quote.replace("\n", "") == "城乡居民可支配收入与经济增长保持同步"
    assert pledge.left.anchor.document_key == PLAN


def test_average_growths_of_incomes_do_not_fit_the_levels_of_2015_and_2020(
    real: Path, tmp_path: Path
) -> None:
    """The levels of 2015 are those of the report of the city's government; the folder has those of 2020."""
    figures = [real / "data/shenyang_observations.csv", Path(__file__).parent / "incomes_2015.csv"]
    with Ledger.open(tmp_path / "a.db", create=True, clock=CLOCK) as ledger:
        assert build(ledger, real / "documents", observations=figures).problems == ()
        found = [one for one in disagreements(ledger) if one.kind == "growth_levels"]
        assert [(one.left_value, one.numbers["given"], one.numbers["end"]) for one in found] == [
            (Decimal("5.5"), "5.28", "47413"),
            (Decimal("7.5"), "7.74", "19598"),
        ]
        assert all(one.left.anchor and one.left.anchor.document_key == PROGRESS for one in found)
        assert {one.indicator_id for one in found} == {row(ledger, 4)}


def test_nothing_published_after_a_day_is_known_by_it(whole: tuple[Ledger, BuildReport]) -> None:
    from datetime import date

    ledger, _ = whole
    seen = views.observations(ledger, row(ledger, 1), cut=Cut(published_by=date(2025, 12, 31)))
    assert {one.period for one in seen if one.match == "same"} >= {"2020", "2023"}
    assert "2025" not in {one.period for one in seen}


def test_building_again_writes_nothing(whole: tuple[Ledger, BuildReport], real: Path) -> None:
    ledger, _ = whole
    head = ledger.head()
    again = build(ledger, real / "documents", observations=[real / "data/shenyang_observations.csv"])
    assert {one.status for one in (*again.documents, *again.observations)} == {"unchanged"}
    assert ledger.head() == head


def test_two_builds_export_equal_bytes(whole: tuple[Ledger, BuildReport], real: Path, tmp_path: Path) -> None:
    other, _ = built(tmp_path / "b.db", real / "documents", real / "data/shenyang_observations.csv")
    texts = []
    for ledger in (whole[0], other):
        stream = io.StringIO()
        ledger.export(stream)
        texts.append(stream.getvalue())
    other.close()
    assert texts[0] == texts[1]


def test_a_changed_page_moves_every_reading_and_loses_only_what_is_gone(
    real: Path, copy: Path, tmp_path: Path
) -> None:
    ledger, _ = built(tmp_path / "a.db", copy, real / "data/shenyang_observations.csv")
    before = len(views.statements(ledger, DIGEST))
    air = row(ledger, 31)
    file = copy / f"{DIGEST}.txt"
    text = file.read_text(encoding="utf-8").replace("空气质量优良天数比例达到87.5%以上", "空气质量持续改善")
    file.write_text("编者按：本版有更正。\n\n" + text, encoding="utf-8")
    report = build(ledger, copy)
    changed = next(one for one in report.documents if one.key == DIGEST)
    assert changed.status == "changed"
    assert len(views.statements(ledger, DIGEST)) == before - 1
    targets = views.indicator(ledger, air).targets
    assert Decimal("87.5") not in {one.value for one in targets}
    gone = [one for one in views.history(ledger, air) if one.change == "retracted"]
    assert [(one.before, "中已不见" in (one.reason or "")) for one in gone] == [(Decimal("87.5"), True)]
    assert ledger.verify() == []
    ledger.close()


def test_a_retracted_plan_takes_its_indicators_along(real: Path, copy: Path, tmp_path: Path) -> None:
    ledger, _ = built(tmp_path / "a.db", copy, real / "data/shenyang_observations.csv")
    done = retract(ledger, PLAN, "改用正式公布的版本")
    assert done.facts["action"] == 210
    assert PLAN not in {one.document_key for one in views.plans(ledger)}
    assert views.statements(ledger, PLAN) == ()
    assert ledger.verify() == []
    ledger.close()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        (f"{REPORT}.txt", b""),
        (f"{REPORT}.txt", b"\x00\xff" * 500),
        (f"{DIGEST}.txt", "秘密★五年\n".encode()),
        ("extra.docx", b"PK\x03\x04 not a document"),
        ("extra.pdf", b"%PDF-1.7\n\xff\xfe\x00 cut"),
    ],
)
def test_a_bad_file_is_reported_and_the_ledger_stays_whole(
    copy: Path, tmp_path: Path, file: str, content: bytes
) -> None:
    (copy / file).write_bytes(content)
    with Ledger.open(tmp_path / "a.db", create=True, clock=CLOCK) as ledger:
        report = build(ledger, copy)
        assert [problem.place.file for problem in report.problems] == [file]
        assert sum(one.status == "added" for one in report.documents) >= 4
        assert ledger.verify() == []


def test_a_bad_row_keeps_the_whole_file_out(real: Path, copy: Path, tmp_path: Path) -> None:
    text = (real / "data/shenyang_observations.csv").read_text(encoding="utf-8")
    path = tmp_path / "figures.csv"
    path.write_text(text.replace("沈阳市,2012,6602.6", "沈阳市,2012年,6602.6"), encoding="utf-8")
    with Ledger.open(tmp_path / "a.db", create=True, clock=CLOCK) as ledger:
        report = build(ledger, copy, observations=[path])
        (problem,) = report.problems
        assert (problem.code, problem.place.row, problem.place.column) == ("period-unknown", 4, "period")
        assert views.counts(ledger)["observations"] < 20
        assert ledger.verify() == []


def test_linking_stays_as_good_as_measured(real: Path) -> None:
    measure = runpy.run_path(str(MEASURE))
    assert len(measure["read_labels"]()) >= 300
    counts, _ = measure["measured"](real)
    right, taken, sought = _hits(counts)
    assert sought >= 140
    assert right / taken >= 0.98
    assert right / sought >= 0.97
    right, taken, sought = _hits(measure["measured"](real, "held-out")[0])
    assert right == taken
    assert right / sought >= 0.95


def _hits(counts: Counter[str]) -> tuple[int, int, int]:
    """Return how many are rightly taken, how many are taken, and how many should be."""
    taken = sum(n for name, n in counts.items() if name.endswith(">link"))
    sought = sum(n for name, n in counts.items() if name.startswith("link>"))
    return counts["link>link"], taken, sought


def test_decoys_are_never_linked(real: Path) -> None:
    measure = runpy.run_path(str(MEASURE))
    said: dict[tuple[str, str], set[str]] = {}
    for one in measure["met"](real):
        said.setdefault((one.name, one.subject), set()).add(one.said)
    for name, indicator in (
        ("建成区绿地率", "建成区绿地覆盖率"),
        ("城镇登记失业率", "城镇调查失业率"),
        ("开发应用场景", "数字经济核心产业增加值占地区生产总值比重"),
        ("平均受教育年限_合计", "劳动年龄人口平均受教育年限"),
        ("空气质量优良天数", "空气质量优良天数比率"),
    ):
        assert said[(name, indicator)] == {"no"}, name
    districts = [one for one in measure["met"](real) if one.key[0] in ("nbs35", "districts")]
    assert len({one.key for one in districts}) >= 20
    assert {one.said for one in districts} == {"no"}


def test_the_evaluation_of_the_plan_is_the_expected_one(
    whole: tuple[Ledger, BuildReport], real: Path
) -> None:
    from datetime import date

    from luoshi.evaluation.run import assess, only_plan

    ledger, _ = whole
    with (real / "benchmarks/expected-verdicts.csv").open(encoding="utf-8", newline="") as file:
        expected = {int(one["plan_no"]): one for one in csv.DictReader(file)}
    plan = only_plan(ledger)
    assert plan.document_key == PLAN
    judged: dict[int, Result] = {}
    for dossier in assess(ledger, plan, Cut(at=date(2025, 12, 31))).dossiers:
        for result in dossier.results:
            if dossier.indicator.number and result.target_period.last_day.year == 2025:
                judged.setdefault(dossier.indicator.number, result)
    assert judged.keys() == expected.keys()
    for number, wanted in expected.items():
        found = judged[number]
        assert (found.verdict, found.reason or "") == (wanted["verdict"], wanted["reason"]), number
        if wanted["value"]:
            assert found.value == Decimal(wanted["value"]), number
        assert (found.period.iso() if found.period else "") == wanted["period"], number
        assert (found.completion is None) == (not wanted["completion"]), number
        if wanted["completion"] and found.completion is not None:
            assert abs(found.completion - Decimal(wanted["completion"])) <= Decimal("0.001"), number

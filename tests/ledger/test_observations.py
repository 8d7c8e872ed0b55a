"""Published figures from CSV: all of a file or none of it, each row with its place when it is wrong."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luoshi.ledger import observations, views
from luoshi.ledger.build import build
from luoshi.ledger.figures_csv import OPTIONAL, REQUIRED, parse_figures
from luoshi.ledger.observations import ImportReport, import_observations
from luoshi.ledger.records import ObservationView
from luoshi.ledger.retracting import retract
from luoshi.ledger.store import Ledger
from luoshi.vocabulary.matching import words_of
from tests.ledger.conftest import Days
from tests.ledger.folder import FIGURES, write_folder

ROWS = FIGURES.splitlines()
HEADER = ROWS[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "documents")


@pytest.fixture
def planned(ledger: Ledger, folder: Path) -> Ledger:
    build(ledger, folder)
    return ledger


def imported(ledger: Ledger, folder: Path, text: str = FIGURES, name: str = "figures.csv") -> ImportReport:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return import_observations(ledger, path, actor="luoshi build")


def cited(ledger: Ledger, number: int, *, proposed: bool = False) -> list[ObservationView]:
    identity = views.indicator(ledger, number).id
    every = views.observations(ledger, identity, proposed=proposed)
    return [one for one in every if one.citation.anchor is None]


def row(**cells: str) -> str:
    given_cells = {
        "region": "江川市",
        "period": "2022",
        "value": "1",
        "unit": "亿元",
        "match": "same",
        "trust": "B",
    }
    given_cells |= cells
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([given_cells.get(name, "") for name in HEADER.split(",")])
    return f"{HEADER}\n{line.getvalue()}"


def test_every_row_is_kept_and_says_where_it_came_from(planned: Ledger, folder: Path) -> None:
    report = imported(planned, folder)
    assert (report.status, report.rows, report.scored, report.linked) == ("added", 6, 3, 6)
    figure = next(one for one in cited(planned, 1) if one.period == "2021")
    assert (figure.value, figure.unit, figure.match, figure.citation.trust) == (
        Decimal("380.25"),
        "亿元",
        "same",
        "B",
    )
    assert figure.citation.publisher == "江川市统计局"
    assert figure.citation.published is not None
    assert figure.citation.published.last.isoformat() == "2022-12-31"
    assert figure.citation.evidence == "cited"
    assert figure.citation.quote == "地区生产总值 380.25 亿元"
    assert figure.origin == "figures.csv#2"
    assert planned.verify() == []


def test_decoys_are_shown_beside_their_indicator_and_marked(planned: Ledger, folder: Path) -> None:
    imported(planned, folder)
    (decoy,) = cited(planned, 4)
    assert (decoy.name, decoy.match) == ("城镇登记失业率", "decoy")
    assert "由数据提供者指明" in words_of(decoy.link_reason or "")
    wrong = next(one for one in cited(planned, 1) if one.value == 900)
    assert (wrong.match, wrong.citation.trust) == ("decoy", "X")


def test_a_figure_of_a_document_never_slips_into_the_series_of_a_decoy(ledger: Ledger, folder: Path) -> None:
    build(ledger, folder, observations=[folder / "figures.csv"])
    unemployment = views.indicator(ledger, 4)
    assert [one.match for one in views.observations(ledger, unemployment.id, proposed=True)] == ["decoy"]


def test_an_undated_figure_is_kept_without_a_period(planned: Ledger, folder: Path) -> None:
    imported(planned, folder)
    (green,) = cited(planned, 3)
    assert (green.period, green.nature, green.value) == (None, None, Decimal("40.9"))


def test_without_a_number_the_name_finds_the_indicator(planned: Ledger, folder: Path) -> None:
    imported(planned, folder)
    (population,) = cited(planned, 2)
    assert (population.period, population.nature, population.value) == ("2022", "point", Decimal("73.8"))


def test_a_number_alone_never_links(planned: Ledger, folder: Path) -> None:
    imported(planned, folder, row(plan_no="1", indicator="苹果产量", unit="万吨", value="5"))
    assert cited(planned, 1) == []
    figure = next(one for one in cited(planned, 1, proposed=True))
    assert figure.link_score == 0


def test_a_number_and_another_name_of_it_do(planned: Ledger, folder: Path) -> None:
    report = imported(planned, folder, row(plan_no="1", indicator="国内生产总值(GDP)"))
    assert report.unlinked == ()
    (figure,) = cited(planned, 1)
    assert "表中编号与名称一致" in words_of(figure.link_reason or "")


def test_a_name_that_belongs_to_no_indicator_is_kept_and_reported(planned: Ledger, folder: Path) -> None:
    report = imported(planned, folder, row(indicator="苹果产量", unit="万吨"))
    assert report.unlinked == (2,)
    assert views.counts(planned)["observations"] == 4


def test_another_place_belongs_to_no_indicator_of_this_one(planned: Ledger, folder: Path) -> None:
    report = imported(planned, folder, row(plan_no="1", indicator="地区生产总值", region="大连市"))
    assert report.unlinked == (2,)
    assert [one.name for one in views.places(planned)] == ["大连市", "江川市"]


def test_what_the_ledger_holds_is_never_brought_again_whether_looked_up_or_kept_in_mind(
    new_store: Callable[[], str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = FIGURES.replace("380.25", "381.5")
    assert changed != FIGURES
    ends = []
    for few in (10_000, -1):
        monkeypatch.setattr(observations, "_FEW", few)
        with Ledger.open(new_store(), create=True, clock=Days()) as ledger:
            build(ledger, folder)
            reports = [
                imported(ledger, folder),
                imported(ledger, folder, row(indicator="发电量", value="7"), name="other.csv"),
                imported(ledger, folder, changed, name="same.csv"),
                imported(ledger, folder, changed, name="same.csv"),
            ]
            assert [one.status for one in reports] == ["added", "added", "added", "unchanged"]
            assert ledger.verify() == []
            head = ledger.head()
        assert head is not None
        ends.append(head.hash)
    assert ends[0] == ends[1]


def test_importing_again_adds_nothing(planned: Ledger, folder: Path) -> None:
    imported(planned, folder)
    head = planned.head()
    assert imported(planned, folder).status == "unchanged"
    moved = "\n".join([HEADER, *reversed(ROWS[1:])])
    assert imported(planned, folder, moved).status == "unchanged"
    assert planned.head() == head


def test_a_changed_row_supersedes_with_its_history(planned: Ledger, folder: Path) -> None:
    imported(planned, folder)
    changed = FIGURES.replace("380.25,eq", "380.31,eq").replace("产总值 380.25", "产总值 380.31")
    report = imported(planned, folder, changed)
    assert report.status == "changed"
    assert [str(one.value) for one in cited(planned, 1) if one.period == "2021"] == ["380.31"]
    history = views.history(planned, views.indicator(planned, 1).id)
    revised = [one for one in history if one.change == "revised"]
    assert [(one.before, one.after) for one in revised] == [(Decimal("380.25"), Decimal("380.31"))]
    assert planned.verify() == []


def test_a_row_taken_out_of_the_file_is_retracted_and_comes_back(planned: Ledger, folder: Path) -> None:
    imported(planned, folder)
    report = imported(planned, folder, "\n".join([HEADER, *ROWS[2:]]))
    assert report.vanished == 1
    assert [one.period for one in cited(planned, 1)] == ["2022", "2023"]
    assert imported(planned, folder).status == "changed"
    assert [one.period for one in cited(planned, 1)] == ["2021", "2022", "2023"]


def test_one_row_in_two_files_is_one_figure(planned: Ledger, folder: Path) -> None:
    imported(planned, folder)
    assert imported(planned, folder, name="copy.csv").status == "unchanged"
    assert [one.period for one in cited(planned, 1)] == ["2021", "2022", "2023"]


def test_the_figures_of_a_file_can_be_retracted(planned: Ledger, folder: Path) -> None:
    imported(planned, folder)
    assert retract(planned, "figures.csv", "来源存疑").facts == {"observation": 6}
    assert cited(planned, 1) == []
    assert imported(planned, folder).status == "unchanged"
    assert cited(planned, 1) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_spreadsheet_programs_are_read(planned: Ledger, folder: Path, encoding: str) -> None:
    (folder / "figures.csv").write_bytes(FIGURES.encode(encoding))
    assert import_observations(planned, folder / "figures.csv", actor="a").rows == 6


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"indicator": "地区生产总值", "period": "去年"}, "period-unknown", "period"),
        ({"indicator": "地区生产总值", "period": "2025-13"}, "period-unknown", "period"),
        ({"indicator": "地区生产总值", "value": "约五百"}, "csv-value", "value"),
        ({"indicator": "地区生产总值", "value": "NaN"}, "csv-value", "value"),
        ({"indicator": "地区生产总值", "value": ""}, "csv-value", "value"),
        ({"indicator": ""}, "csv-value", "indicator"),
        ({"indicator": "地区生产总值", "match": "maybe"}, "csv-value", "match"),
        ({"indicator": "地区生产总值", "trust": "E"}, "csv-value", "trust"),
        ({"indicator": "地区生产总值", "comparator": ">"}, "csv-value", "comparator"),
        ({"indicator": "地区生产总值", "status": "final"}, "csv-value", "status"),
        ({"indicator": "地区生产总值", "plan_no": "一"}, "csv-value", "plan_no"),
        ({"indicator": "地区生产总值", "published": "2022年春"}, "date-unknown", "published"),
    ],
)
def test_a_wrong_cell_is_named_by_file_row_and_column(
    planned: Ledger, folder: Path, cells: dict[str, str], code: str, column: str
) -> None:
    good = row(indicator="地区生产总值")
    head = planned.head()
    report = imported(planned, folder, good + row(**cells).split("\n", 1)[1])
    (problem,) = report.problems
    assert (problem.code, problem.place.file, problem.place.row, problem.place.column) == (
        code,
        "figures.csv",
        3,
        column,
    )
    assert problem.words("zh")
    assert problem.words("en")
    assert (report.status, planned.head()) == ("failed", head)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("indicator,value\n地区生产总值,1\n", "csv-columns", 1),
        (f"{HEADER}\n1,地区生产总值,江川市,2022\n", "csv-row", 2),
        (f'{HEADER}\n1,"地区生产总值\n', "csv-broken", 2),
        ("", "file-empty", None),
    ],
)
def test_a_broken_file_is_refused_as_a_whole(
    planned: Ledger, folder: Path, text: str, code: str, line: int | None
) -> None:
    head = planned.head()
    report = imported(planned, folder, text)
    assert [(one.code, one.place.row) for one in report.problems] == [(code, line)]
    assert planned.head() == head
    assert planned.verify() == []


def test_a_missing_file_is_reported(planned: Ledger, folder: Path) -> None:
    report = import_observations(planned, folder / "none.csv", actor="a")
    assert [one.code for one in report.problems] == ["file-missing"]


def test_a_row_over_several_lines_counts_as_the_line_it_starts_on() -> None:
    text = (
        row(indicator="地区生产总值", quote="上一行\n下一行") + row(indicator="", quote="x").split("\n", 1)[1]
    )
    _, problems = parse_figures(text, "a.csv")
    assert [one.place.row for one in problems] == [4]


@given(st.lists(st.text(alphabet='0123456789.-,"\n甲', max_size=6), max_size=40))
def test_any_text_gives_figures_or_problems_never_a_failure(cells: list[str]) -> None:
    figures, problems = parse_figures(f"{HEADER}\n" + ",".join(cells), "a.csv")
    assert not (figures and problems)


def test_the_columns_are_those_of_the_documentation() -> None:
    assert set(REQUIRED) | set(OPTIONAL) == set(HEADER.split(","))

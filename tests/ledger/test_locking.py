"""A closed period binds files of figures; what is published later is taken and listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from luoshi.ledger import identity
from luoshi.ledger.locking import arrivals
from luoshi.ledger.observations import ImportReport, import_observations
from luoshi.ledger.records import Cut
from luoshi.ledger.store import Ledger
from tests.ledger import city
from tests.ledger.city import citation, observation, row

HEADER = "indicator,region,period,value,unit,match,trust,title,published"


def line(year: str, value: str) -> str:
    return f"地区生产总值,沈阳市,{year},{value},亿元,same,B,年鉴,2024-10-01"


def imported(ledger: Ledger, folder: Path, *lines: str) -> ImportReport:
    file = folder / "figures.csv"
    file.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return import_observations(ledger, file, actor="统计处")


def decided(ledger: Ledger, closed: bool, year: int = 2021) -> int:
    lock = row(
        "period_lock",
        id=identity.entered(),
        plan_id=city.PLAN,
        **city.year(year),
        closed=closed,
        account="张",
        reason="年度考核结束" if closed else "统计局来函更正",
    )
    return ledger.append([lock], actor="张", reason="封存").number


def start(ledger: Ledger) -> None:
    ledger.append(city.city(), actor="build", reason="读入")


def test_a_file_does_not_bring_a_figure_into_a_closed_period(ledger: Ledger, tmp_path: Path) -> None:
    start(ledger)
    assert imported(ledger, tmp_path, line("2021", "7249.7"), line("2022", "7695.8")).status == "added"
    decided(ledger, closed=True)
    head = ledger.head()
    report = imported(ledger, tmp_path, line("2021", "7216.4"), line("2022", "7700"))
    (problem,) = report.problems
    assert (report.status, problem.code, problem.place.row) == ("failed", "figure-period-closed", 2)
    assert problem.detail["reason"] == "年度考核结束"
    assert ledger.head() == head, "all of a file or none of it"


def test_a_file_does_not_take_a_figure_out_of_a_closed_period(ledger: Ledger, tmp_path: Path) -> None:
    start(ledger)
    imported(ledger, tmp_path, line("2021", "7249.7"), line("2022", "7695.8"))
    decided(ledger, closed=True)
    assert [one.code for one in imported(ledger, tmp_path, line("2022", "7695.8")).problems] == [
        "figure-period-closed"
    ]


def test_the_first_figures_of_a_ledger_are_bound_too(ledger: Ledger, tmp_path: Path) -> None:
    start(ledger)
    decided(ledger, closed=True)
    assert [one.code for one in imported(ledger, tmp_path, line("2021", "7249.7")).problems] == [
        "figure-period-closed"
    ]
    assert imported(ledger, tmp_path, line("2022", "7695.8")).problems == ()


def test_other_periods_stay_open_and_rows_may_move(ledger: Ledger, tmp_path: Path) -> None:
    start(ledger)
    imported(ledger, tmp_path, line("2021", "7249.7"))
    decided(ledger, closed=True)
    report = imported(ledger, tmp_path, line("2022", "7695.8"), line("2021", "7249.7"))
    assert report.problems == ()


def test_reopened_with_a_reason_it_takes_figures_again(ledger: Ledger, tmp_path: Path) -> None:
    start(ledger)
    imported(ledger, tmp_path, line("2021", "7249.7"))
    decided(ledger, closed=True)
    decided(ledger, closed=False)
    assert imported(ledger, tmp_path, line("2021", "7216.4")).status == "changed"
    assert arrivals(ledger) == ()


def test_what_is_published_after_the_closing_is_taken_and_listed(ledger: Ledger) -> None:
    start(ledger)
    first = [citation("公报", "2022-03-20"), observation("2021", 2021, "7249.7", "公报")]
    ledger.append(first, actor="build", reason="读入")
    lock = decided(ledger, closed=True)
    later = [citation("年鉴", "2024-10-01"), observation("later", 2021, "7216.4", "年鉴")]
    entry = ledger.append(later, actor="build", reason="读入年鉴").number
    (one,) = arrivals(ledger)
    assert (one.what, one.period, str(one.value), one.entry, one.lock) == (
        "added",
        "2021",
        "7216.4",
        entry,
        lock,
    )
    assert arrivals(ledger, Cut(recorded_by=lock)) == ()
    assert len(arrivals(ledger, Cut(published_by=date(2024, 10, 1)))) == 1

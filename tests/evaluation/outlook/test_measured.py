"""The outlook on the 1,344 yearly series of M1, M3 and Tourism; ``make bench`` prints it beside its peers."""

import io
from contextlib import redirect_stdout
from importlib import resources

import pytest

from benchmarks.outlook import measure, tables
from benchmarks.outlook.series import yearly

LEAST = {5: 0.94, 8: 0.90, 11: 0.88}


def test_all_series_are_there_and_halved() -> None:
    assert len(yearly()) == 1344
    assert sum(one.held_out for one in yearly()) == 672


@pytest.mark.parametrize(("points", "most"), LEAST.items())
def test_the_median_beats_carrying_on_and_each_of_its_parts_but_one(points: int, most: float) -> None:
    asked = measure.tasks(points)
    forecasters = measure.METHODS | {"combined": measure.combined, "CAGR": measure.cagr}
    made = {name: [f(task.window, len(task.truth)) for task in asked] for name, f in forecasters.items()}
    found = measure.owa(asked, made)
    assert found["combined"] <= most
    assert found["combined"] < found["CAGR"]
    assert sum(value < found["combined"] for value in found.values()) <= 1


@pytest.mark.parametrize("points", LEAST)
def test_intervals_and_probabilities_hold_on_series_the_tables_never_saw(points: int) -> None:
    held = [task for task in measure.tasks(points) if task.held_out]
    assert measure.coverage(held, 0.80) == pytest.approx(0.80, abs=0.03)
    assert measure.coverage(held, 0.95) == pytest.approx(0.95, abs=0.02)
    told = measure.said(held)
    assert measure.skill(told) > 0.1
    assert measure.strict_skill(told) > 0
    assert measure.guess_skill(told) < 0
    assert measure.calibration_error(told) < 0.06


@pytest.mark.long
def test_the_table_is_what_its_script_writes() -> None:
    written = io.StringIO()
    with redirect_stdout(written):
        tables.main()
    shipped = resources.files("luoshi.evaluation").joinpath("data", "outlook-1.csv")
    assert written.getvalue() == shipped.read_text(encoding="utf-8")

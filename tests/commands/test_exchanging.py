"""``luoshi export --to`` writes figures that the readers of each form take back."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from luoshi.cli import main
from luoshi.formats.figures.reading import read_figures, read_figures_at


def export(ledger: str, *arguments: str, code: int = 0) -> str:
    call = ["export", *arguments, "--ledger", ledger, "--lang", "en"]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == code, result.output
    return result.stdout if not code else result.output


def test_each_form_holds_the_same_figures(example_ledger: str, tmp_path: Path) -> None:
    found = []
    for form in ("csv", "sdmx", "open-sdg"):
        target = tmp_path / (form if form == "open-sdg" else f"{form}.csv")
        export(example_ledger, "--to", form, "--output", str(target))
        read = read_figures_at(target)
        assert read.problems == ()
        keys = ("indicator", "name", "place", "period", "value", "unit", "definition")
        found.append(sorted(tuple(line.get(key) for key in keys) for line in read.lines))
    assert found[0] == found[1] == found[2]
    assert ("地区生产总值", "沈阳市", "2020") in {(one[1], one[2], one[3]) for one in found[0]}


def test_one_figure_stands_for_each_indicator_place_period_and_definition(example_ledger: str) -> None:
    lines = read_figures(export(example_ledger, "--to", "sdmx").encode(), "a.csv").lines
    keys = [
        tuple(line.get(key) for key in ("indicator", "place", "period", "definition", "unit"))
        for line in lines
    ]
    assert len(keys) > 30
    assert len(keys) == len(set(keys))


def test_the_cut_in_time_is_kept(example_ledger: str) -> None:
    now = read_figures(export(example_ledger, "--to", "csv").encode(), "a.csv").lines
    then = read_figures(
        export(example_ledger, "--to", "csv", "--published-by", "2023-12-31").encode(), "a.csv"
    ).lines
    assert 0 < len(then) < len(now)
    assert max(line.get("period") for line in then) < "2024"


@pytest.mark.parametrize("form", ["open-sdg"])
def test_a_folder_needs_a_name(example_ledger: str, form: str) -> None:
    assert "[folder-needed]" in export(example_ledger, "--to", form, code=1)

"""``luoshi build`` says what it did with every file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "shenyang"


def build(folder: Path, ledger: Path, *more: str) -> Result:
    arguments = ["build", str(folder), "--ledger", str(ledger), "--lang", "en", "--actor", "test", *more]
    return CliRunner().invoke(main, arguments)


def statuses(result: Result) -> dict[str, str]:
    lines = [line.split() for line in result.stdout.splitlines()[2:] if not line.startswith("Ledger")]
    return {line[0]: line[1] for line in lines}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "documents"
    target.mkdir()
    for name in ("sources.yaml", "progress-2020.md", "outlook-2021.md"):
        shutil.copy(EXAMPLE / name, target)
    text = (target / "sources.yaml").read_text(encoding="utf-8")
    head, *entries = text.split("  - file: ")
    kept = [entry for entry in entries if entry.startswith(("progress", "outlook"))]
    (target / "sources.yaml").write_text(
        head + "".join("  - file: " + entry for entry in kept), encoding="utf-8"
    )
    return target


def test_building_again_adds_nothing(folder: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "a.db"
    first = build(folder, ledger)
    assert first.exit_code == 0
    assert set(statuses(first).values()) == {"added"}
    again = build(folder, ledger)
    assert set(statuses(again).values()) == {"unchanged"}
    assert "0 documents written" in again.stdout


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "outlook-2021.md").write_bytes(b"")
    result = build(folder, tmp_path / "a.db")
    assert result.exit_code == 1
    assert "[file-empty] outlook-2021.md" in result.stderr
    assert statuses(result)["progress-2020.md"] == "added"


def test_a_missing_file_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "outlook-2021.md").unlink()
    result = build(folder, tmp_path / "a.db")
    assert result.exit_code == 1
    assert "[file-missing] outlook-2021.md" in result.stderr


def test_a_bad_row_of_figures_is_named_by_file_row_and_column(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "figures.csv"
    head, first, *_ = (EXAMPLE / "observations.csv").read_text(encoding="utf-8").splitlines()
    table.write_text(f"{head}\n{first.replace('6572', 'many')}\n", encoding="utf-8")
    result = build(folder, tmp_path / "a.db", "--observations", str(table))
    assert result.exit_code == 1
    assert "figures.csv, row 2" in result.stderr
    verified = CliRunner().invoke(main, ["verify", "--ledger", str(tmp_path / "a.db")])
    assert verified.exit_code == 0


def test_a_folder_that_is_not_there_leaves_no_ledger_behind(tmp_path: Path) -> None:
    result = build(tmp_path / "none", tmp_path / "a.db")
    assert result.exit_code == 1
    assert "[folder-missing]" in result.stderr
    assert not (tmp_path / "a.db").exists()


def test_an_archive_of_the_folder_makes_the_same_ledger(folder: Path, tmp_path: Path) -> None:
    (folder / "区县").mkdir()
    shutil.copy(folder / "progress-2020.md", folder / "区县" / "again.md")
    packed = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", folder))
    result = build(packed, tmp_path / "zip.db")
    assert result.exit_code == 0
    assert statuses(result) == {
        "progress-2020.md": "added",
        "outlook-2021.md": "added",
        "区县/again.md": "added",
    }
    assert set(statuses(build(packed, tmp_path / "zip.db")).values()) == {"unchanged"}

"""``luoshi national``: out of the ledger as Parquet, judged, and wrong files named."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
from click.testing import CliRunner

from luoshi.cli import main


def call(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["national", *arguments, "--lang", "en"])
    assert result.exit_code == code, result.output
    return result.output


def test_a_ledger_is_exported_and_judged(example_ledger: str, tmp_path: Path) -> None:
    told = call("export", str(tmp_path), "--ledger", example_ledger)
    targets = pq.read_table(tmp_path / "targets.parquet").num_rows
    assert f"{targets} targets" in told
    assert f"Judged {targets} targets" in call(
        "evaluate", str(tmp_path), "--at", "2025-12-31", "--threads", "1", "--memory", "500MB"
    )
    assert pq.read_table(tmp_path / "results.parquet").num_rows == targets


def test_a_folder_without_the_files_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    told = call("evaluate", str(tmp_path), "--at", "2025-12-31", code=1)
    assert "parquet-unreadable" in told
    assert "luoshi national export" in told

"""What the tests of the command line share."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from luoshi.cli import main

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "shenyang"


@pytest.fixture(autouse=True)
def no_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tester's own settings and log out of the tests."""
    monkeypatch.setenv("LUOSHI_LOG", str(tmp_path / "luoshi.log"))
    monkeypatch.delenv("LUOSHI_LEDGER", raising=False)
    monkeypatch.delenv("LUOSHI_LANG", raising=False)


@pytest.fixture(scope="session")
def example_ledger(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The ledger of the example, built once; tests that write take a copy."""
    path = tmp_path_factory.mktemp("example") / "shenyang.db"
    tables = ["--observations", str(EXAMPLE / "observations.csv")]
    result = CliRunner().invoke(
        main, ["build", str(EXAMPLE), *tables, "--ledger", str(path), "--actor", "test"]
    )
    assert result.exit_code == 0, result.output
    return str(path)

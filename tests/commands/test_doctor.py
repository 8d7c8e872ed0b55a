"""``luoshi doctor`` says what is wrong and how to put it right."""

from pathlib import Path

from click.testing import CliRunner, Result

from luoshi.cli import main
from luoshi.ledger.store import Ledger


def doctor(ledger: Path) -> Result:
    return CliRunner().invoke(main, ["doctor", "--lang", "en", "--ledger", str(ledger)])


def test_a_missing_ledger_is_a_problem_with_its_remedy(tmp_path: Path) -> None:
    result = doctor(tmp_path / "none.db")
    assert result.exit_code == 1
    assert "[ledger-missing]" in result.output
    assert "luoshi build" in result.output


def test_a_sound_ledger_is_said_to_be_sound(tmp_path: Path) -> None:
    Ledger.open(tmp_path / "a.db", create=True).close()
    lines = doctor(tmp_path / "a.db").output.splitlines()[2:]
    found = {line.split()[0]: line.split()[1] for line in lines if not line.startswith(("front", "free"))}
    assert found == {"Python": "ok", "packages": "ok", "ledger": "ok", "verification": "ok"}

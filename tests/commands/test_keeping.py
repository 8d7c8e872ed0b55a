"""``luoshi verify``, ``migrate`` and ``export``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main
from luoshi.ledger.store import Ledger


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--lang", "en", *arguments])


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = tmp_path / "luoshi.db"
    Ledger.open(path, create=True).close()
    return str(path)


def test_a_sound_ledger_verifies(ledger: str) -> None:
    result = run("verify", "--ledger", ledger)
    assert result.exit_code == 0
    assert "holds no entry yet" in result.output


def test_a_head_that_is_not_in_the_journal_is_a_problem(ledger: str) -> None:
    result = run("verify", "--ledger", ledger, "--head", "0" * 64)
    assert result.exit_code == 1
    assert result.stderr.startswith("[")


def test_the_ledger_of_the_environment_is_used_when_none_is_named(ledger: str, tmp_path: Path) -> None:
    named = CliRunner().invoke(main, ["verify", "--lang", "en"], env={"LUOSHI_LEDGER": ledger})
    assert named.exit_code == 0
    missing = run("verify", "--ledger", str(tmp_path / "none.db"))
    assert missing.exit_code == 1
    assert "[ledger-missing]" in missing.stderr


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("not a database")
    result = run("verify", "--ledger", str(tmp_path / "a.db"))
    assert result.exit_code == 1
    assert "[ledger-not-a-ledger]" in result.stderr


def test_a_present_ledger_needs_no_migration(ledger: str) -> None:
    result = run("migrate", "--ledger", ledger)
    assert result.exit_code == 0
    assert "nothing to do" in result.output


def test_an_export_is_lines_of_json_on_standard_output_or_in_a_file(ledger: str, tmp_path: Path) -> None:
    to_screen = run("export", "--ledger", ledger)
    target = tmp_path / "out.jsonl"
    to_file = run("export", "--ledger", ledger, "--output", str(target))
    assert (to_screen.exit_code, to_file.exit_code) == (0, 0)
    assert target.read_text(encoding="utf-8") == to_screen.stdout
    assert all(json.loads(line) for line in to_screen.stdout.splitlines())


def test_a_ledger_is_closed_backed_up_restored_and_moved(ledger: str, tmp_path: Path) -> None:
    key = str(tmp_path / "closing.pem")
    with Ledger.open(ledger) as written:
        written.append([], actor="test", reason="a first entry")
    for arguments in (
        ["close", "--new-key", key],
        ["close", "--key", key],
        ["verify", "--key", f"{key}.pub"],
        ["backup", "--output", str(tmp_path / "saved.db")],
        ["export", "--output", str(tmp_path / "saved.jsonl.gz")],
    ):
        result = run(*arguments, "--ledger", ledger)
        assert result.exit_code == 0, result.output
    heads = set()
    for command, file in (
        ("restore", "saved.db"),
        ("restore", "saved.jsonl.gz"),
        ("import", "saved.jsonl.gz"),
    ):
        result = run(command, str(tmp_path / file), "--ledger", str(tmp_path / f"{command}-{file}"))
        assert result.exit_code == 0, result.output
        heads.add(result.stdout.split()[-1])
    assert len(heads) == 1
    assert heads == {run("verify", "--ledger", ledger).stdout.split()[-1]}


def test_closing_needs_one_of_its_options(ledger: str) -> None:
    result = run("close", "--ledger", ledger)
    assert result.exit_code == 2
    assert "--new-key" in result.stderr

"""What is true of every command."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from luoshi.cli import main
from luoshi.commands.base import texts
from luoshi.commands.words import sentences

COMMANDS = sorted(main.commands)

HEAVY = {
    "alembic",
    "docx",
    "fastapi",
    "jinja2",
    "lxml",
    "openpyxl",
    "pdfplumber",
    "pypdfium2",
    "sqlalchemy",
    "uvicorn",
    "yaml",
}


def run(*arguments: str, **environment: str) -> click.testing.Result:
    return CliRunner().invoke(main, arguments, env={"LUOSHI_LANG": "en", **environment})


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys\nfrom luoshi.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "Examples:" in done.stdout
    assert HEAVY & set(done.stderr.split()) == set()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_explains_itself_in_both_languages(command: str, language: str) -> None:
    result = run("--lang", language, command, "--help")
    assert result.exit_code == 0
    assert texts()[command][language].split()[0][:6] in result.output
    for parameter in main.commands[command].params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert parameter.help, parameter.name


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_is_a_call_that_the_command_understands(command: str, tmp_path: Path) -> None:
    examples = texts()[command]["examples"]
    assert examples
    for example in examples:
        program, name, *arguments = shlex.split(example.partition(" < ")[0])
        assert (program, name) == ("luoshi", command)
        main.commands[command].make_context(name, arguments, resilient_parsing=True)


def test_the_ledger_and_the_language_are_options_of_every_command() -> None:
    for command in main.commands.values():
        assert {"ledger", "lang"} <= {parameter.name for parameter in command.params}


def test_every_sentence_is_there_in_both_languages() -> None:
    for key, both in sentences().items():
        assert set(both) == {"zh", "en"}, key


def test_the_locale_decides_when_nobody_asked() -> None:
    result = CliRunner().invoke(main, ["--help"], env={"LUOSHI_LANG": "", "LC_ALL": "zh_CN.UTF-8"})
    assert "命令" in result.output


def test_the_language_of_the_command_counts_before_that_of_the_group() -> None:
    assert "Options:" in run("--lang", "zh", "init", "--lang", "en", "--help").output


def test_wrong_usage_is_exit_code_2() -> None:
    assert run("no-such-command").exit_code == 2


def test_an_unforeseen_error_becomes_a_message_and_a_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fall(*_: object, **__: object) -> None:
        raise RuntimeError("out of the blue")

    monkeypatch.setattr(main.commands["init"], "callback", fall)
    log = tmp_path / "log" / "luoshi.log"
    result = run("init", str(tmp_path), LUOSHI_LOG=str(log))
    assert result.exit_code == 1
    assert result.stderr.startswith("[unexpected]")
    assert str(log) in result.stderr
    assert "Traceback" not in result.output
    assert "out of the blue" in log.read_text()


def test_a_closed_pipe_is_no_error_message(tmp_path: Path) -> None:
    code = (
        "import os, sys\nread, write = os.pipe(); os.close(read); os.dup2(write, 1)\n"
        "from luoshi.cli import main\nmain(['--help'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == ""

"""The documentation is true: its links lead somewhere, its commands run, no command is left out."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from luoshi.cli import main
from luoshi.errors import codes
from tests.house.files import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "examples").rglob("README.md")])
RUN = [
    ROOT / "README.md",
    ROOT / "README.zh.md",
    ROOT / "docs" / "commands.md",
    ROOT / "docs" / "operations.md",
]
COMMON = {"ledger", "lang", "plan", "at", "published_by", "recorded_by"}
ENDLESS = ("luoshi serve",)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]
    assert missing == []


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_every_command_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LUOSHI_LANG", "en")
    monkeypatch.delenv("LUOSHI_LEDGER", raising=False)
    ran = 0
    for line in commands(page):
        if line.startswith(ENDLESS):
            continue
        stdin = None
        if " < " in line:
            line, _, name = line.partition(" < ")
            stdin = (tmp_path / name.strip()).read_bytes()
        result = CliRunner().invoke(main, shlex.split(line)[1:], input=stdin)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        ran += 1
    assert ran >= 6


def commands(page: Path) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    lines = "".join(blocks).replace("\\\n", " ").splitlines()
    return [line.partition(" #")[0].strip() for line in lines if line.startswith("luoshi ")]


def test_every_command_has_its_section() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## (\w+)$", text, re.M)) == set(main.commands)


def test_every_option_is_described() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for name, command in main.commands.items():
        section = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", text, re.M | re.S)
        assert section, name
        for parameter in command.params:
            if isinstance(parameter, click.Option) and parameter.name not in COMMON:
                assert any(option in section[1] for option in parameter.opts), (name, parameter.name)


def test_every_environment_variable_of_the_docs_is_one_of_the_program() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    named = set(re.findall(r"LUOSHI_[A-Z]+", text)) - {"LUOSHI_LEDGER", "LUOSHI_LANG"}
    assert {name for name in named if name not in sources} == set()


def test_every_error_code_of_the_docs_is_in_the_catalogue() -> None:
    for page in PAGES:
        for code in re.findall(r"`\[([a-z-]+)\]`", page.read_text(encoding="utf-8")):
            assert code in codes()

"""``luoshi collect`` from setting up to publishing, as a person does it."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from luoshi.cli import main
from luoshi.commands.base import texts
from luoshi.commands.collecting import collect
from luoshi.ledger.build import build
from luoshi.ledger.store import Ledger
from tests.ledger.folder import write_folder

PARTS = sorted(collect.commands)
CLOCK = "2026-02-10T09:00:00+08:00"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "collection.md"
HEADER = "indicator,period,value,unit,note\n"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    with Ledger.open(folder / "city.db", create=True) as ledger:
        build(ledger, write_folder(folder / "documents"))
    return folder / "city.db"


@pytest.fixture
def where(city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the ledger, set up as the guide's sample says."""
    (tmp_path / "city.db").write_bytes(city.read_bytes())
    monkeypatch.setenv("LUOSHI_LEDGER", str(tmp_path / "city.db"))
    monkeypatch.setenv("LUOSHI_CLOCK", CLOCK)
    (sample,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S)
    (tmp_path / "reporting.toml").write_text(sample, encoding="utf-8")
    assert run("setup", str(tmp_path / "reporting.toml"), "--by", "admin").exit_code == 0
    return tmp_path


def run(*arguments: str, lang: str = "en") -> Result:
    return CliRunner().invoke(main, ["--lang", lang, "collect", *arguments])


def figures(where: Path, *rows: str) -> str:
    path = where / "figures.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def listed(*arguments: str) -> list[dict[str, object]]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_the_sample_of_the_guide_sets_up_reporting_and_again_changes_nothing(where: Path) -> None:
    assert {one["post"] for one in listed("posts")} == {"tjj/reporter", "fgw/approver"}
    again = run("setup", str(where / "reporting.toml"), "--by", "admin")
    assert "Nothing changed" in again.output


def test_a_figure_goes_from_a_file_into_the_ledger(where: Path) -> None:
    path = figures(where, "1,2025,452.8,亿元,")
    handed = run("submit", path, "--post", "tjj/reporter", "--by", "zhang")
    assert handed.exit_code == 0, handed.output
    (waiting,) = listed("list", "--post", "fgw/approver")
    identity = str(waiting["id"])
    own = run("approve", identity, "--post", "fgw/approver", "--by", "zhang")
    assert own.exit_code == 1
    assert "[submission-own]" in own.stderr
    assert run("approve", identity, "--post", "fgw/approver", "--by", "wang").exit_code == 0
    done = run("publish", identity, "--post", "fgw/approver", "--by", "wang")
    assert (done.exit_code, "is published" in done.output) == (0, True)
    history = CliRunner().invoke(main, ["history", "1", "--format", "csv", "--lang", "en"])
    assert "452.8" in history.output


def test_a_dry_run_shows_what_would_change_and_writes_nothing(where: Path) -> None:
    path = figures(where, "1,2025,452.8,亿元,", "2,2025,741000,人,")
    result = run("submit", path, "--post", "tjj/reporter", "--dry-run", "--format", "csv")
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["field"], row["before"], row["after"]) for row in rows] == [
        ("value", "", "452.8"),
        ("value", "", "74.1"),
    ]
    assert listed("list") == []


def test_a_bad_file_is_refused_whole_with_its_cell_named(where: Path) -> None:
    path = figures(where, "1,2025,452.8,亿元,", "2,2025,七十四,万人,")
    result = run("submit", path, "--post", "tjj/reporter")
    assert result.exit_code == 1
    assert "[figure-value-invalid] figures.csv, row 3, column value" in result.stderr
    assert listed("list") == []


def test_a_return_needs_a_reason_and_is_told(where: Path) -> None:
    run("submit", figures(where, "1,2025,452.8,亿元,"), "--post", "tjj/reporter", "--by", "zhang")
    (one,) = listed("list")
    act = ("return", str(one["id"]), "--post", "fgw/approver", "--by", "wang")
    assert run(*act).exit_code == 2
    assert "was returned" in run(*act, "--reason", "口径").output


def test_what_is_due_missing_unowned_and_how_much_is_asked(where: Path) -> None:
    due = listed("due", "--unit", "tjj", "--at", "2026-02-04")
    assert {(one["key"], one["state"], one["due"]) for one in due if one["period"] == "2025"} == {
        (key, "due", "2026-01-29") for key in {str(one["key"]) for one in due}
    }
    gaps = listed("gaps", "--at", "2026-02-10")
    assert any(one["provider"] == "市统计局 综合统计岗" and one["kind"] == "overdue" for one in gaps)
    amiss = listed("owners", "--amiss")
    assert ["no_owner"] in [one["flags"][:1] for one in amiss]  # type: ignore[index]
    (burden,) = listed("burden", "--year", "2026")
    assert (burden["organisation"], burden["asked"]) == ("市统计局", 2)


def test_tables_speak_chinese(where: Path) -> None:
    assert "逾期未报" in run("gaps", lang="zh").output
    assert "无责任岗位" in run("owners", lang="zh").output


def test_a_closed_period_is_reopened_only_with_a_reason(where: Path) -> None:
    assert run("lock", "2025", "--reason", "结转", "--by", "wang").exit_code == 0
    result = run("submit", figures(where, "1,2025,452.8,亿元,"), "--post", "tjj/reporter")
    assert "[figure-period-closed]" in result.stderr
    assert run("reopen", "2025").exit_code == 2
    assert run("reopen", "2025", "--reason", "更正", "--by", "wang").exit_code == 0
    assert run("submit", figures(where, "1,2025,452.8,亿元,"), "--post", "tjj/reporter").exit_code == 0


def test_where_accounts_are_kept_one_has_to_hold_the_post(where: Path) -> None:
    for name, role in (("keeper", "security_admin"), ("zhang.san", "reporter")):
        made = CliRunner().invoke(main, ["user", "add", name, "--role", role, "--lang", "en"])
        assert made.exit_code == 0, made.output
    path = figures(where, "1,2025,452.8,亿元,")
    assert "[account-unknown]" in run("submit", path, "--post", "tjj/reporter", "--by", "nobody").stderr
    act = ("submit", path, "--post", "tjj/reporter", "--by", "zhang.san")
    assert "[post-not-held]" in run(*act).stderr
    vacant = {str(one["key"]): one["flags"] for one in listed("owners")}
    assert sum("post_vacant" in flags for flags in vacant.values()) == 2  # type: ignore[operator]
    post = ["user", "post", "zhang.san", "tjj/reporter", "--since", "2025-01-01"]
    assert CliRunner().invoke(main, post).exit_code == 0
    assert run(*act).exit_code == 0


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "[[thing]]\nkey = 1\n",
        '[[post]]\nkey = "a/b"\nname = "x"\n',
        '[[organisation]]\nkey = "a"\nname = "x"\ncolour = "red"\n',
        '[[duty]]\npost = "tjj/reporter"\nrole = "rules"\nindicators = "*"\nfrom = 2024-01-01\n',
    ],
)
def test_a_wrong_setup_file_is_told_of_and_writes_nothing(where: Path, text: str) -> None:
    (where / "wrong.toml").write_text(text, encoding="utf-8")
    result = run("setup", str(where / "wrong.toml"), "--by", "admin")
    assert result.exit_code == 1
    assert "[setup-invalid] wrong.toml" in result.stderr


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_explains_itself_and_its_examples_can_be_called(part: str, language: str) -> None:
    result = run(part, "--help", lang=language)
    assert result.exit_code == 0
    own = texts()[f"collect {part}"]
    assert own[language].split()[0][:6] in result.output
    command = collect.commands[part]
    assert all(one.help for one in command.params if isinstance(one, click.Option) and one.name != "help")
    for example in own["examples"]:
        program, section, name, *arguments = shlex.split(example)
        assert (program, section, name) == ("luoshi", "collect", part)
        command.make_context(name, arguments, resilient_parsing=True)

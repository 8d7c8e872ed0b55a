"""``luoshi user``."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from luoshi.access import accounts, posts
from luoshi.access.signing_in import set_password, sign_in
from luoshi.access.store import AccessStore, file_of
from luoshi.cli import main
from luoshi.collection.appointing import NewOrganisation, NewPost, appoint, registered
from luoshi.ledger.store import Ledger

pytestmark = pytest.mark.sqlite


SECRET = "correct horse battery"


@pytest.fixture
def ledger(example_ledger: str, tmp_path: Path) -> Path:
    path = Path(shutil.copy(example_ledger, tmp_path / "luoshi.db"))
    unit = NewOrganisation(key="tjj", name="某市统计局")
    post = NewPost(key="tjj/zonghe", name="综合统计岗", valid_from=date(2026, 1, 1))
    with Ledger.open(path) as opened:
        appoint(opened, unit, post, actor="local")
    return path


def run(ledger: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["user", *arguments, "--ledger", str(ledger)], env={"LUOSHI_LANG": "en"})


def test_an_account_from_its_making_to_its_erasure(ledger: Path) -> None:
    assert "[first-account]" in run(ledger, "add", "wang.wu", "--role", "reporter").stderr
    assert run(ledger, "add", "li.na", "--role", "security_admin").exit_code == 0
    made = run(ledger, "add", "wang.wu", "--role", "reporter", "--shown", "王五")
    code = re.search(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}", made.output)
    assert code
    store = AccessStore.open(ledger)
    assert store
    set_password(store, code[0], SECRET)
    assert sign_in(store, "wang.wu", SECRET)
    assert "reader, reporter" in run(ledger, "role", "wang.wu", "reporter", "reader").output
    run(ledger, "lock", "wang.wu")
    listed = {one["name"]: one for one in json.loads(run(ledger, "list", "--format", "json").output)}
    assert listed["wang.wu"]["state"] == "closed"
    assert listed["wang.wu"]["shown"] == "王五"
    run(ledger, "unlock", "wang.wu")
    assert "[not-found]" in run(ledger, "post", "wang.wu", "tjj/none", "--since", "2026-01-01").stderr
    assert run(ledger, "post", "wang.wu", "tjj/zonghe", "--since", "2026-01-01").exit_code == 0
    assert run(ledger, "handover", "tjj/zonghe", "li.na", "--day", "2026-02-01").exit_code == 0
    with Ledger.open(ledger, read_only=True) as opened:
        post = registered(opened).post("tjj/zonghe").id
    assert posts.holder(store, post, date(2026, 2, 1)) == accounts.named(store, "li.na").id
    assert re.search(r"[a-z0-9]{4}(-[a-z0-9]{4}){3}", run(ledger, "reset", "wang.wu").output)
    assert "[erase-unconfirmed]" in run(ledger, "erase", "wang.wu").stderr
    assert run(ledger, "erase", "wang.wu", "--yes").exit_code == 0
    assert "wang.wu" not in run(ledger, "list").output
    store.close()


def test_no_password_is_ever_an_argument_or_an_option() -> None:
    user = main.commands["user"]
    assert hasattr(user, "commands")
    for command in user.commands.values():
        assert not [one.name for one in command.params if "password" in (one.name or "")]


def test_the_log_is_listed_and_a_change_to_it_is_found(ledger: Path) -> None:
    run(ledger, "add", "li.na", "--role", "security_admin")
    whole = run(ledger, "log", "--format", "csv")
    assert whole.exit_code == 0
    assert whole.output.count("account-made") == 1
    import sqlite3

    with sqlite3.connect(file_of(ledger)) as connection:
        connection.execute("UPDATE audit SET actor = 'x' WHERE number = 1")
    broken = run(ledger, "log")
    assert broken.exit_code == 1
    assert "[access-log-broken]" in broken.stderr


def test_the_ledger_itself_learns_nothing_of_an_account(ledger: Path) -> None:
    before = ledger.read_bytes()
    run(ledger, "add", "li.na", "--role", "security_admin")
    assert ledger.read_bytes() == before


def test_without_accounts_a_command_about_them_says_how_to_begin(ledger: Path) -> None:
    assert "luoshi user add" in run(ledger, "list").stderr


@pytest.mark.parametrize(
    "command", ["add", "list", "role", "lock", "unlock", "reset", "erase", "post", "handover", "log"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_part_explains_itself(command: str, language: str) -> None:
    result = CliRunner().invoke(main, ["user", command, "--help", "--lang", language])
    assert result.exit_code == 0
    assert f"luoshi user {command}" in result.output

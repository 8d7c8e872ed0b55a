"""Keys of second factors are sealed with a key that is not in the store."""

from __future__ import annotations

import base64
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner
from sqlalchemy import select, update

from luoshi.access import Role, accounts, signing_in, totp
from luoshi.access.schema import account, layout
from luoshi.access.store import AccessStore
from luoshi.cli import main
from luoshi.errors import LuoshiError
from tests.access.conftest import PASSWORD, Clock, person

pytestmark = pytest.mark.sqlite

KEY = "luoshi.access.key"


@pytest.fixture(autouse=True)
def no_key_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LUOSHI_KEY", raising=False)


def with_second_factor(store: AccessStore, clock: Clock, name: str) -> tuple[str, str, tuple[str, ...]]:
    own = person(store, name)
    key, _ = totp.begin(store, own)
    codes = totp.confirm(store, own, pyotp.TOTP(key).at(clock.now))
    clock.pass_by(timedelta(seconds=60))
    return own, key, codes


def refusal(store: AccessStore, name: str, code: str) -> str:
    with pytest.raises(LuoshiError) as refused:
        signing_in.sign_in(store, name, PASSWORD, code)
    return refused.value.problem.code


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob("luoshi.access.db*")))


def test_the_store_never_holds_a_key_as_it_is(store: AccessStore, clock: Clock, tmp_path: Path) -> None:
    own = person(store, "wang.wu")
    key, _ = totp.begin(store, own)
    assert key.encode() not in bytes_of(tmp_path), "a key that is not in force yet"
    totp.confirm(store, own, pyotp.TOTP(key).at(clock.now))
    assert key.encode() not in bytes_of(tmp_path)
    clock.pass_by(timedelta(seconds=60))
    assert signing_in.sign_in(store, "wang.wu", PASSWORD, pyotp.TOTP(key).at(clock.now))


def test_the_key_is_made_when_it_is_needed_for_its_owner_only(store: AccessStore, tmp_path: Path) -> None:
    own = person(store, "wang.wu")
    assert not (tmp_path / KEY).exists()
    totp.begin(store, own)
    assert (tmp_path / KEY).stat().st_mode & 0o777 == 0o600
    assert len(base64.b64decode((tmp_path / KEY).read_text())) == 32
    assert [path.name for path in tmp_path.iterdir() if "key" in path.name] == [KEY]


def test_the_environment_names_another_place(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LUOSHI_KEY", str(tmp_path / "elsewhere" / "key"))
    store = AccessStore.open(tmp_path / "luoshi.db", create=True, clock=clock)
    assert store
    accounts.add(store, "root", by="local", roles=[Role.SECURITY_ADMIN])
    with_second_factor(store, clock, "wang.wu")
    store.close()
    assert (tmp_path / "elsewhere" / "key").exists()
    assert not (tmp_path / KEY).exists()


def as_the_first_layout(store: AccessStore, own: str, key: str) -> None:
    with store.writing() as connection:
        connection.execute(update(account).where(account.c.id == own).values(totp=key))
        connection.execute(update(layout).values(version=1))


def test_keys_of_the_first_layout_are_sealed_when_the_store_is_opened(
    store: AccessStore, clock: Clock, tmp_path: Path
) -> None:
    own, key, codes = with_second_factor(store, clock, "wang.wu")
    as_the_first_layout(store, own, key)
    assert key.encode() in bytes_of(tmp_path)
    store.close()
    again = AccessStore.open(tmp_path / "luoshi.db", clock=clock)
    assert again
    assert key.encode() not in bytes_of(tmp_path), "nor in the file's unused parts or its log"
    assert totp.check_keys(again) == 1
    assert signing_in.sign_in(again, "wang.wu", PASSWORD, pyotp.TOTP(key).at(clock.now))
    assert signing_in.sign_in(again, "wang.wu", PASSWORD, codes[0])
    again.close()


def test_a_first_layout_without_a_place_for_the_key_stays_as_it_is(
    store: AccessStore, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, key, _ = with_second_factor(store, clock, "wang.wu")
    as_the_first_layout(store, own, key)
    store.close()
    monkeypatch.setenv("LUOSHI_KEY", "/proc/nowhere/key")
    with pytest.raises(LuoshiError) as refused:
        AccessStore.open(tmp_path / "luoshi.db", clock=clock)
    assert refused.value.problem.code == "access-key-missing"
    monkeypatch.delenv("LUOSHI_KEY")
    again = AccessStore.open(tmp_path / "luoshi.db", clock=clock)
    assert again
    assert signing_in.sign_in(again, "wang.wu", PASSWORD, pyotp.TOTP(key).at(clock.now))
    again.close()


def test_a_lost_key_is_told_and_spare_codes_go_on_working(
    store: AccessStore, clock: Clock, tmp_path: Path
) -> None:
    own, key, codes = with_second_factor(store, clock, "wang.wu")
    other = person(store, "li.na")
    (tmp_path / KEY).unlink()
    assert refusal(store, "wang.wu", pyotp.TOTP(key).at(clock.now)) == "access-key-missing"
    assert signing_in.sign_in(store, "wang.wu", PASSWORD, codes[0])
    with pytest.raises(LuoshiError) as refused:
        totp.begin(store, other)
    assert refused.value.problem.code == "access-key-missing"
    assert not (tmp_path / KEY).exists(), "no second key beside a lost one"
    accounts.reset(store, own, by="local")
    assert totp.begin(store, other)
    assert (tmp_path / KEY).exists()


def test_another_key_opens_nothing(store: AccessStore, clock: Clock, tmp_path: Path) -> None:
    _, key, _ = with_second_factor(store, clock, "wang.wu")
    (tmp_path / KEY).write_text(base64.b64encode(bytes(32)).decode())
    assert refusal(store, "wang.wu", pyotp.TOTP(key).at(clock.now)) == "access-key-other"
    (tmp_path / KEY).write_text("not a key")
    assert refusal(store, "wang.wu", pyotp.TOTP(key).at(clock.now)) == "access-key-invalid"


def test_a_sealed_key_opens_for_its_account_only(store: AccessStore, clock: Clock) -> None:
    own, key, _ = with_second_factor(store, clock, "wang.wu")
    other = person(store, "li.na")
    with store.writing() as connection:
        sealed = connection.execute(select(account.c.totp).where(account.c.id == own)).scalar_one()
        connection.execute(update(account).where(account.c.id == other).values(totp=sealed))
    assert refusal(store, "li.na", pyotp.TOTP(key).at(clock.now)) == "access-key-other"


def test_the_doctor_names_a_lost_key(store: AccessStore, clock: Clock, tmp_path: Path) -> None:
    with_second_factor(store, clock, "wang.wu")
    arguments = ["doctor", "--lang", "en", "--ledger", str(tmp_path / "luoshi.db")]
    assert "1 second factors can be read" in CliRunner().invoke(main, arguments).output
    (tmp_path / KEY).unlink()
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "[access-key-missing]" in result.output


def test_an_erased_person_is_not_in_the_unused_parts_of_the_file(store: AccessStore, tmp_path: Path) -> None:
    own = person(store, "wang.wu")
    assert "wang.wu 某".encode() in bytes_of(tmp_path)
    accounts.erase(store, own, by="local")
    store.close()
    assert b"wang.wu" not in bytes_of(tmp_path)

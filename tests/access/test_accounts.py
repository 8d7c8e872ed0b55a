"""Accounts and roles."""

from __future__ import annotations

import stat
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from luoshi.access import ADMINISTRATION, BUSINESS, Role, accounts, audit, passwords, sessions, signing_in
from luoshi.access.schema import account, metadata
from luoshi.access.store import AccessStore, file_of
from luoshi.errors import LuoshiError
from tests.access.conftest import PASSWORD, Clock, person

pytestmark = pytest.mark.sqlite


def code_of(refused: pytest.ExceptionInfo[LuoshiError]) -> str:
    return refused.value.problem.code


def test_the_store_is_a_file_of_its_own_that_only_its_owner_reads(store: AccessStore, tmp_path: Path) -> None:
    path = file_of(tmp_path / "luoshi.db")
    assert path.name == "luoshi.access.db"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_store_there_are_no_accounts(tmp_path: Path) -> None:
    assert AccessStore.open(tmp_path / "luoshi.db") is None


def test_the_first_account_must_be_able_to_grant_roles(tmp_path: Path) -> None:
    empty = AccessStore.open(tmp_path / "luoshi.db", create=True)
    assert empty
    with pytest.raises(LuoshiError) as refused:
        accounts.add(empty, "li.na", by="local", roles=[Role.READER])
    empty.close()
    assert code_of(refused) == "first-account"


@pytest.mark.parametrize("pair", list(combinations(sorted(ADMINISTRATION), 2)))
def test_no_account_holds_two_of_the_three_offices(store: AccessStore, pair: tuple[Role, Role]) -> None:
    own = person(store, "one", pair[0])
    for attempt in (
        lambda: accounts.add(store, "two", by="local", roles=pair),
        lambda: accounts.set_roles(store, own, pair, by="local"),
    ):
        with pytest.raises(LuoshiError) as refused:
            attempt()
        assert code_of(refused) == "roles-apart"
    assert accounts.get(store, own).roles == {pair[0]}


@pytest.mark.parametrize("office", sorted(ADMINISTRATION))
@pytest.mark.parametrize("role", sorted(BUSINESS))
def test_no_office_goes_together_with_business(store: AccessStore, office: Role, role: Role) -> None:
    with pytest.raises(LuoshiError) as refused:
        accounts.checked([office, role])
    assert code_of(refused) == "roles-apart"


def test_nobody_changes_their_own_roles_and_one_who_can_grant_stays(store: AccessStore) -> None:
    root = accounts.named(store, "root").id
    for attempt, code in (
        (lambda: accounts.set_roles(store, root, [Role.AUDITOR], by=root), "own-roles"),
        (lambda: accounts.set_roles(store, root, [Role.READER], by="other"), "last-security-admin"),
        (lambda: accounts.disable(store, root, True, by="other"), "last-security-admin"),
        (lambda: accounts.erase(store, root, by="other"), "last-security-admin"),
    ):
        with pytest.raises(LuoshiError) as refused:
            attempt()
        assert code_of(refused) == code
    assert accounts.get(store, root).roles == {Role.SECURITY_ADMIN}


@pytest.mark.parametrize("name", ["A", "a b", "王五", "a", "x" * 65, "a'--"])
def test_a_name_is_plain(store: AccessStore, name: str) -> None:
    with pytest.raises(LuoshiError) as refused:
        accounts.add(store, name, by="local")
    assert code_of(refused) == "account-name"


def test_a_name_is_taken_once(store: AccessStore) -> None:
    with pytest.raises(LuoshiError) as refused:
        accounts.add(store, "root", by="local")
    assert code_of(refused) == "account-exists"


def test_roles_that_are_taken_away_are_gone_at_once(store: AccessStore) -> None:
    own = person(store, "wang.wu", Role.REPORTER)
    secret = signing_in.sign_in(store, "wang.wu", PASSWORD)
    accounts.set_roles(store, own, [Role.READER], by="local")
    caller = sessions.caller_of(store, secret)
    assert caller
    assert caller.roles == {Role.READER, Role.PUBLIC}


def test_a_closed_account_ends_what_is_open(store: AccessStore) -> None:
    own = person(store, "wang.wu", Role.REPORTER)
    secret = signing_in.sign_in(store, "wang.wu", PASSWORD)
    accounts.disable(store, own, True, by="local")
    assert sessions.caller_of(store, secret) is None
    with pytest.raises(LuoshiError) as refused:
        signing_in.sign_in(store, "wang.wu", PASSWORD)
    assert code_of(refused) == "sign-in-refused"
    accounts.disable(store, own, False, by="local")
    assert signing_in.sign_in(store, "wang.wu", PASSWORD)


def test_passwords_are_kept_as_argon2id_with_the_parameters_of_rfc_9106(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.undo()
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert passwords.matches(kept, PASSWORD)
    assert not passwords.matches(kept, PASSWORD + " ")
    assert not passwords.matches(None, "nobody has this password"), "the stand-in opens nothing"


@pytest.mark.parametrize(
    "weak", ["short", "aaaaaaaaaaaaaaaa", "ababababababab", "my wang.wu account", "x" * 129]
)
def test_a_weak_password_is_refused(store: AccessStore, weak: str) -> None:
    _, code = accounts.add(store, "wang.wu", by="local")
    with pytest.raises(LuoshiError) as refused:
        signing_in.set_password(store, code, weak)
    assert code_of(refused) == "password-weak"
    assert signing_in.set_password(store, code, PASSWORD) == "wang.wu", "the code still works"


def test_a_code_for_a_password_works_once_and_for_a_day(store: AccessStore, clock: Clock) -> None:
    own, code = accounts.add(store, "wang.wu", by="local")
    signing_in.set_password(store, code, PASSWORD)
    fresh = accounts.reset(store, own.id, by="local")
    clock.pass_by(timedelta(hours=24))
    for used in (code, fresh, "no-such-code"):
        with pytest.raises(LuoshiError) as refused:
            signing_in.set_password(store, used, PASSWORD)
        assert code_of(refused) == "code-unknown"


def test_a_reset_takes_password_sessions_and_second_factor(store: AccessStore) -> None:
    own = person(store, "wang.wu", Role.REPORTER)
    secret = signing_in.sign_in(store, "wang.wu", PASSWORD)
    code = accounts.reset(store, own, by="local")
    assert sessions.caller_of(store, secret) is None
    with pytest.raises(LuoshiError):
        signing_in.sign_in(store, "wang.wu", PASSWORD)
    signing_in.set_password(store, code, "another good secret")
    assert signing_in.sign_in(store, "wang.wu", "another good secret")


def test_erasing_leaves_an_id_and_a_salted_hash_and_nothing_of_the_person(store: AccessStore) -> None:
    own = person(store, "wang.wu", Role.REPORTER)
    signing_in.sign_in(store, "wang.wu", PASSWORD)
    made = next(one for one in audit.noted(store) if one.act == "account-made" and one.subject == own)
    stays = accounts.erase(store, own, by="local")
    assert stays == made.detail["record"], "the hash is that of the record as it was made"
    with store.reading() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert "wang" not in str(row), table.name
        assert connection.execute(select(account.c.salt).where(account.c.id == own)).scalar() is None
    with pytest.raises(LuoshiError) as refused:
        accounts.named(store, "wang.wu")
    assert code_of(refused) == "account-unknown"
    assert audit.noted(store)[0].act == "account-erased"
    assert audit.broken_at(store) is None


def test_the_same_person_made_twice_has_two_hashes(store: AccessStore) -> None:
    first = accounts.erase(store, person(store, "wang.wu"), by="local")
    assert first != accounts.erase(store, person(store, "wang.wu"), by="local")


def test_an_entry_removed_from_the_log_is_found(store: AccessStore) -> None:
    person(store, "wang.wu", Role.REPORTER)
    assert audit.broken_at(store) is None
    with store.writing() as connection:
        connection.execute(text("DELETE FROM audit WHERE number = 2"))
    assert audit.broken_at(store) == 2


@pytest.mark.parametrize("column", ["recorded", "actor", "act", "subject", "detail", "previous", "hash"])
def test_every_column_of_the_log_is_under_the_chain(store: AccessStore, column: str) -> None:
    from luoshi.access.schema import audit as table

    person(store, "wang.wu", Role.REPORTER)
    with store.writing() as connection:
        connection.execute(update(table).where(table.c.number == 2).values({column: "changed"}))
    assert audit.broken_at(store) in (2, 3)


def test_a_layout_of_a_newer_program_is_not_touched(store: AccessStore, tmp_path: Path) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE layout SET version = 99"))
    with pytest.raises(LuoshiError) as refused:
        AccessStore.open(tmp_path / "luoshi.db")
    assert code_of(refused) == "access-newer"

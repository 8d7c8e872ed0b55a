"""Signing in, sessions, the second factor and tokens."""

from __future__ import annotations

from datetime import date, timedelta

import pyotp
import pytest
from sqlalchemy import select

from luoshi.access import Role, accounts, audit, posts, sessions, signing_in, tokens, totp
from luoshi.access.schema import session, token
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError
from tests.access.conftest import PASSWORD, Clock, person

pytestmark = pytest.mark.sqlite


def refusal(store: AccessStore, name: str, password: str, code: str = "") -> str:
    with pytest.raises(LuoshiError) as refused:
        signing_in.sign_in(store, name, password, code)
    return refused.value.problem.code


def test_a_session_tells_who_and_what_for(store: AccessStore) -> None:
    own = person(store, "wang.wu", Role.REPORTER)
    caller = sessions.caller_of(store, signing_in.sign_in(store, "wang.wu", PASSWORD))
    assert caller
    assert (caller.account_id, caller.name) == (own, "wang.wu")
    assert caller.roles == {Role.REPORTER, Role.PUBLIC}


def test_every_sign_in_is_a_new_session_and_only_hashes_are_kept(store: AccessStore) -> None:
    person(store, "wang.wu")
    first, second = (signing_in.sign_in(store, "wang.wu", PASSWORD) for _ in range(2))
    assert first != second
    with store.reading() as connection:
        kept = set(connection.execute(select(session.c.id)).scalars())
    assert len(kept) == 2
    assert not {first, second} & kept


def test_a_session_ends_when_idle_and_in_any_case(store: AccessStore, clock: Clock) -> None:
    person(store, "wang.wu")
    idle = signing_in.sign_in(store, "wang.wu", PASSWORD)
    clock.pass_by(sessions.IDLE + timedelta(seconds=1))
    assert sessions.caller_of(store, idle) is None
    busy = signing_in.sign_in(store, "wang.wu", PASSWORD)
    for _ in range(35):
        clock.pass_by(timedelta(minutes=20))
        assert sessions.caller_of(store, busy)
    clock.pass_by(timedelta(minutes=21))
    assert sessions.caller_of(store, busy) is None, "twelve hours are over"


def test_a_session_that_was_ended_is_ended(store: AccessStore) -> None:
    person(store, "wang.wu")
    secret = signing_in.sign_in(store, "wang.wu", PASSWORD)
    sessions.end(store, secret)
    sessions.end(store, secret)
    assert sessions.caller_of(store, secret) is None


def test_after_five_failures_even_the_right_password_waits(store: AccessStore, clock: Clock) -> None:
    person(store, "wang.wu")
    for _ in range(signing_in.ATTEMPTS):
        assert refusal(store, "wang.wu", "wrong password") == "sign-in-refused"
    assert refusal(store, "wang.wu", PASSWORD) == "account-locked"
    assert refusal(store, "wang.wu", "wrong password") == "sign-in-refused", "the lock is not told to others"
    clock.pass_by(signing_in.LOCKED)
    assert signing_in.sign_in(store, "wang.wu", PASSWORD)
    assert "account-locked" in [one.act for one in audit.noted(store)]


def test_a_name_that_nobody_has_is_refused_in_the_same_words(store: AccessStore) -> None:
    assert refusal(store, "nobody", PASSWORD) == refusal(store, "root", PASSWORD) == "sign-in-refused"


def test_an_administrator_unlocks(store: AccessStore) -> None:
    own = person(store, "wang.wu")
    for _ in range(signing_in.ATTEMPTS):
        refusal(store, "wang.wu", "wrong password")
    accounts.unlock(store, own, by="local")
    assert signing_in.sign_in(store, "wang.wu", PASSWORD)


def test_a_changed_password_ends_the_other_sessions(store: AccessStore) -> None:
    own = person(store, "wang.wu")
    elsewhere = signing_in.sign_in(store, "wang.wu", PASSWORD)
    with pytest.raises(LuoshiError):
        signing_in.change_password(store, own, "wrong password", "another good secret")
    here = signing_in.change_password(store, own, PASSWORD, "another good secret")
    assert sessions.caller_of(store, elsewhere) is None
    assert sessions.caller_of(store, here)
    assert refusal(store, "wang.wu", PASSWORD) == "sign-in-refused"


def with_second_factor(
    store: AccessStore, clock: Clock, name: str = "wang.wu"
) -> tuple[str, pyotp.TOTP, tuple[str, ...]]:
    own = person(store, name)
    key, address = totp.begin(store, own)
    assert address.startswith("otpauth://totp/Luoshi:wang.wu?secret=")
    made = pyotp.TOTP(key)
    codes = totp.confirm(store, own, made.at(clock.now))
    clock.pass_by(timedelta(seconds=30))
    return own, made, codes


def test_the_second_factor_is_asked_for_and_a_code_works_once(store: AccessStore, clock: Clock) -> None:
    _, made, _ = with_second_factor(store, clock)
    assert refusal(store, "wang.wu", PASSWORD) == "sign-in-refused"
    assert refusal(store, "wang.wu", PASSWORD, "000000") == "sign-in-refused"
    code = made.at(clock.now)
    assert signing_in.sign_in(store, "wang.wu", PASSWORD, code)
    assert refusal(store, "wang.wu", PASSWORD, code) == "sign-in-refused", (
        "a code seen by others is of no use"
    )
    clock.pass_by(timedelta(minutes=5))
    assert refusal(store, "wang.wu", PASSWORD, made.at(clock.now - timedelta(minutes=2))) == "sign-in-refused"


def test_a_lost_device_has_codes_that_work_once(store: AccessStore, clock: Clock) -> None:
    _, _, codes = with_second_factor(store, clock)
    assert len(set(codes)) == totp.RECOVERY_CODES
    assert signing_in.sign_in(store, "wang.wu", PASSWORD, codes[0])
    assert refusal(store, "wang.wu", PASSWORD, codes[0]) == "sign-in-refused"


def test_the_second_factor_goes_only_with_a_code(store: AccessStore, clock: Clock) -> None:
    own, made, _ = with_second_factor(store, clock)
    with pytest.raises(LuoshiError):
        totp.remove(store, own, "000000")
    totp.remove(store, own, made.at(clock.now))
    assert signing_in.sign_in(store, "wang.wu", PASSWORD)


def test_the_square_code_needs_nothing_that_a_strict_policy_refuses() -> None:
    drawn = totp.picture("otpauth://totp/Luoshi:x?secret=ABC")
    assert drawn.startswith("<svg")
    assert "style" not in drawn
    assert "script" not in drawn


def test_a_token_is_for_certain_indicators_and_ends(store: AccessStore, clock: Clock) -> None:
    own = person(store, "wang.wu", Role.REPORTER)
    soon = clock.now + timedelta(days=30)
    made, secret = tokens.issue(store, own, "系统对接", ["city/plan/1"], soon, by=own)
    caller = tokens.caller_of(store, secret)
    assert caller
    assert caller.by_token
    assert caller.may_write("city/plan/1")
    assert not caller.may_write("city/plan/2")
    with store.reading() as connection:
        assert secret not in set(connection.execute(select(token.c.hash)).scalars())
    accounts.set_roles(store, own, [], by="local")
    left = tokens.caller_of(store, secret)
    assert left
    assert left.roles == {Role.PUBLIC}, "a token has no more than its owner"
    clock.pass_by(timedelta(days=30))
    assert tokens.caller_of(store, secret) is None
    assert [one.id for one in tokens.tokens(store, own)] == [made.id]


def test_a_revoked_token_is_useless(store: AccessStore, clock: Clock) -> None:
    own = person(store, "wang.wu", Role.REPORTER)
    made, secret = tokens.issue(store, own, "x", ["a/b/1"], clock.now + timedelta(days=1), by=own)
    with pytest.raises(LuoshiError):
        tokens.revoke(store, made.id, by="x", account_id="someone else")
    tokens.revoke(store, made.id, by=own, account_id=own)
    assert tokens.caller_of(store, secret) is None


@pytest.mark.parametrize(
    ("only", "days", "code"),
    [([], 1, "token-scope"), (["a"], 0, "token-span"), (["a"], 400, "token-span")],
)
def test_a_token_without_limits_is_not_made(
    store: AccessStore, clock: Clock, only: list[str], days: int, code: str
) -> None:
    own = person(store, "wang.wu", Role.REPORTER)
    with pytest.raises(LuoshiError) as refused:
        tokens.issue(store, own, "x", only, clock.now + timedelta(days=days), by=own)
    assert refused.value.problem.code == code


def test_an_administrators_token_administers_nothing(store: AccessStore, clock: Clock) -> None:
    own = person(store, "chief", Role.SYSTEM_ADMIN)
    _, secret = tokens.issue(store, own, "x", ["a"], clock.now + timedelta(days=1), by=own)
    caller = tokens.caller_of(store, secret)
    assert caller
    assert caller.roles == {Role.PUBLIC}


def test_a_post_is_held_for_a_span_and_handed_over_in_one_step(store: AccessStore, clock: Clock) -> None:
    first, second = person(store, "wang.wu"), person(store, "zhao.liu")
    secret = signing_in.sign_in(store, "wang.wu", PASSWORD)
    posts.hold(store, "post-1", first, date(2026, 1, 1), by="local")
    with pytest.raises(LuoshiError) as refused:
        posts.hold(store, "post-1", second, date(2026, 5, 1), date(2026, 6, 1), by="local")
    assert refused.value.problem.code == "post-held"
    caller = sessions.caller_of(store, secret)
    assert caller
    assert caller.posts == {"post-1"}
    posts.hand_over(store, "post-1", second, date(2026, 6, 1), by="local")
    assert posts.holder(store, "post-1", date(2026, 5, 31)) == first
    assert posts.holder(store, "post-1", date(2026, 6, 1)) == second
    assert posts.holder(store, "post-1", date(2025, 12, 31)) is None
    left = sessions.caller_of(store, secret)
    assert left
    assert left.posts == frozenset()
    posts.leave(store, "post-1", date(2026, 7, 1), by="local")
    with pytest.raises(LuoshiError) as vacant:
        posts.hand_over(store, "post-1", first, date(2026, 8, 1), by="local")
    assert vacant.value.problem.code == "post-vacant"
    assert posts.hold(store, "post-1", first, date(2026, 7, 1), by="local").until is None

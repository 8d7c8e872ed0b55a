"""Roles and callers."""

from __future__ import annotations

from luoshi.access import ADMINISTRATION, BUSINESS, EVERYBODY, Caller, Role


def test_administration_business_and_the_public_share_no_role_and_leave_none_out() -> None:
    public = frozenset({Role.PUBLIC})
    assert ADMINISTRATION | BUSINESS | public == EVERYBODY
    assert not ADMINISTRATION & BUSINESS
    assert not public & (ADMINISTRATION | BUSINESS)


def test_the_journal_is_told_an_accounts_id_and_never_its_name() -> None:
    caller = Caller(account_id="0190", name="zhang.san", roles=frozenset({Role.REPORTER}))
    assert caller.actor == "0190"
    assert Caller.at_the_machine().actor == "local"


def test_a_token_writes_only_its_indicators() -> None:
    roles = frozenset({Role.REPORTER})
    token = Caller(account_id="0190", name="t", roles=roles, indicators=frozenset({"city/plan/1"}))
    assert token.may_write("city/plan/1")
    assert not token.may_write("city/plan/2")
    assert Caller.at_the_machine().may_write("city/plan/2")

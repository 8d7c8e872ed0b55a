"""The head of every page leads only where its reader may go."""

from __future__ import annotations

import pytest

from luoshi.access import Caller, Role
from luoshi.web.access import refusal, rule_of
from luoshi.web.gate import Mode
from luoshi.web.navigation import menu

PLAN = "/city/plan"


def caller(*roles: Role) -> Caller:
    return Caller(account_id="a", name="a", roles=frozenset(roles))


@pytest.mark.parametrize("role", Role)
def test_every_link_of_the_menu_may_be_called_by_whom_it_is_shown_to(role: Role) -> None:
    for entry in menu(PLAN, caller(role), Mode.ACCOUNTS):
        path = entry.path.replace(PLAN, "/{place}/{plan}")
        assert refusal(rule_of(path, "GET"), caller(role), Mode.ACCOUNTS) is None, path


def shown(who: Caller, mode: Mode) -> set[str]:
    return {entry.path for entry in menu(PLAN, who, mode)}


def test_reporting_is_shown_to_those_who_have_to_do_with_it() -> None:
    assert "/collect" in shown(caller(Role.REPORTER), Mode.ACCOUNTS)
    assert "/collect" in shown(Caller.at_the_machine(), Mode.LOCAL)
    assert "/collect" not in shown(caller(Role.READER), Mode.ACCOUNTS)
    assert "/collect" not in shown(Caller.anybody(Role.READER), Mode.OPEN)


def test_a_published_copy_leads_to_no_page_of_work() -> None:
    assert shown(Caller.anybody(Role.READER), Mode.COPY) == {
        PLAN,
        f"{PLAN}/actions",
        "/demonstrations",
        "/projects",
        "/documents",
        "/quality",
        "/method",
    }


def test_the_operation_log_is_led_to_by_whoever_may_read_it_and_by_nobody_else() -> None:
    assert "/audit" in shown(caller(Role.AUDITOR), Mode.ACCOUNTS)
    assert "/audit" in shown(Caller.at_the_machine(), Mode.LOCAL)
    assert "/audit/accounts" not in shown(Caller.at_the_machine(), Mode.LOCAL), "there are none"
    assert "/audit" not in shown(caller(Role.PLANNER), Mode.ACCOUNTS)
    assert "/audit" not in shown(Caller.anybody(Role.READER), Mode.OPEN)

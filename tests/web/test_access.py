"""Who may call what: every route × every role, and what the table as a whole promises."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import HTTPException
from fastapi.testclient import TestClient

from luoshi.access import ADMINISTRATION, BUSINESS, Caller, Role, accounts, passwords, tokens
from luoshi.access.publishing import publish
from luoshi.errors import LuoshiError
from luoshi.ledger.store import Ledger
from luoshi.web import access, forms
from luoshi.web.access import TABLE, Act, Rule, refusal
from luoshi.web.app import create_app
from luoshi.web.forms import FIELD, key_for
from luoshi.web.gate import Mode
from tests.web.conftest import HERE, NOW
from tests.web.forms import bound_to, sent
from tests.web.people import QUICK, ROLES, SITE, Staffed, staffed

pytestmark = pytest.mark.sqlite


NAMES = {"place": "city", "plan": "plan", "indicator": "1", "key": "plan", "file": "x", "number": "1"}
"""What stands in paths; a name that is not here is that of nothing."""

OWN = frozenset({"/sign-in", "/sign-in/provider", "/sign-in/back", "/set-password"})
"""What somebody who has not signed in may call; it is they who need it."""

BY_LINK = frozenset({"/report/{secret}"})
"""What a link that works once opens, to whoever holds it: one form of one post, and nothing else."""


@pytest.fixture(scope="module")
def office(small_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Staffed]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: QUICK)
        patch.setenv("LUOSHI_RATE", "0")
        path = Path(shutil.copy(small_ledger, tmp_path_factory.mktemp("office") / "ledger.db"))
        made = staffed(path)
        yield made
        made.store.close()


def address(rule: Rule) -> str:
    parts = rule.path.replace("{path:path}", "{path}").split("/")
    return "/".join(
        NAMES.get(part.strip("{}"), "nothing") if part.startswith("{") else part for part in parts
    )


def called(client: TestClient, rule: Rule, method: str) -> int:
    """Call a route and return its status; a redirection to the sign-in page counts as 401."""
    data = {FIELD: key_for(bound_to(client))} if method != "GET" else None
    answer = client.request(method, address(rule), data=data, follow_redirects=False)
    if answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?next="):
        return 401
    return answer.status_code


EVERY = [(rule, method) for rule in TABLE for method in sorted(rule.methods)]


ADMITTED = 418


async def admitted() -> None:
    """Stand behind the guard: who comes here was let in, and the page itself need not be made."""
    raise HTTPException(ADMITTED)


@pytest.mark.parametrize("role", [*ROLES, Role.PUBLIC])
def test_every_route_lets_in_the_roles_of_the_table_and_no_other(office: Staffed, role: Role) -> None:
    office.app.dependency_overrides[forms.check] = admitted
    client = office.browser(None if role is Role.PUBLIC else role)
    wrong = []
    for rule, method in EVERY:
        got = called(client, rule, method)
        allowed = role in rule.roles and not (rule.signed_in and role is Role.PUBLIC)
        expected = ADMITTED if allowed else 401 if role is Role.PUBLIC else 403
        if got != expected:
            wrong.append((method, rule.path, got, expected))
    office.app.dependency_overrides.clear()
    assert wrong == []


@pytest.mark.parametrize("role", [Role.READER, Role.PUBLIC])
def test_no_route_breaks_down_on_a_bare_call(office: Staffed, role: Role) -> None:
    """The pages themselves are made here."""
    answers = {}
    for rule, method in EVERY:
        client = office.browser(None if role is Role.PUBLIC else role)
        answers[method, rule.path] = called(client, rule, method)
    assert {what: status for what, status in answers.items() if status >= 500} == {}
    assert answers["GET", "/healthz"] == 200


@pytest.mark.parametrize("role", [Role.PLANNER, Role.PUBLIC])
def test_a_method_that_the_table_does_not_name_does_nothing(office: Staffed, role: Role) -> None:
    client = office.browser(None if role is Role.PUBLIC else role)
    named = {rule.path: {m for r in TABLE if r.path == rule.path for m in r.methods} for rule in TABLE}
    answers = {}
    for rule in TABLE:
        known = named[rule.path] | ({"HEAD"} if "GET" in named[rule.path] else set())
        for method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} - known:
            answers[method, rule.path] = called(client, rule, method)
    assert len(answers) > 4 * len(named)
    assert {what: status for what, status in answers.items() if status not in (401, 403, 404, 405)} == {}


def test_an_administrator_reads_no_business_data() -> None:
    for rule in TABLE:
        if rule.roles & ADMINISTRATION and rule.path not in OWN | BY_LINK | {"/healthz"}:
            assert rule.signed_in or rule.roles == {Role.AUDITOR}, rule.path
            assert not rule.released, rule.path
            assert rule.path.startswith(("/account", "/people", "/audit", "/sign-out")), rule.path


def test_what_holds_facts_is_for_roles_of_business_and_the_public_copy_only() -> None:
    for rule in TABLE:
        if rule.released and rule.path != "/healthz":
            assert rule.roles <= BUSINESS, rule.path
            assert rule.act is Act.READ, rule.path


def test_nobody_writes_without_a_role_for_it() -> None:
    for rule in TABLE:
        if rule.act is Act.WRITE and rule.path not in OWN | BY_LINK and not rule.signed_in:
            assert rule.roles <= BUSINESS - {Role.READER}, rule.path


def test_the_operation_log_is_the_auditors_alone() -> None:
    assert {r.roles for r in TABLE if r.path.startswith("/audit")} == {frozenset({Role.AUDITOR})}


def test_roles_are_given_by_one_office_and_accounts_kept_by_another() -> None:
    def roles_of(path: str) -> frozenset[Role]:
        return next(rule.roles for rule in TABLE if rule.path == path and "POST" in rule.methods)

    assert roles_of("/people/{account}/roles") == {Role.SECURITY_ADMIN}
    assert roles_of("/people") == {Role.SYSTEM_ADMIN}


def test_a_path_that_is_not_in_the_table_is_refused() -> None:
    assert refusal(None, Caller.at_the_machine(), Mode.LOCAL) == "write-refused"


@pytest.mark.parametrize("mode", list(Mode))
def test_without_accounts_only_the_machine_itself_writes(mode: Mode) -> None:
    rule = Rule(path="/x", methods=frozenset({"POST"}), act=Act.WRITE, roles=BUSINESS)
    expected = {
        Mode.LOCAL: "write-refused",
        Mode.OPEN: "write-refused",
        Mode.ACCOUNTS: "sign-in-needed",
        Mode.COPY: "not-released",
    }
    assert refusal(rule, Caller.anybody(), mode) == expected[mode]
    if mode is Mode.LOCAL:
        assert refusal(rule, Caller.at_the_machine(), mode) is None


def test_the_first_account_closes_the_ledger_that_was_open(
    small_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_hasher", lambda: QUICK)
    path = Path(shutil.copy(small_ledger, tmp_path / "ledger.db"))
    client = TestClient(create_app(path, clock=lambda: NOW), base_url=HERE)
    assert client.get("/city/plan").status_code == 200
    made = staffed(path)
    answer = client.get("/city/plan?at=2025-12-31", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/city/plan%3Fat%3D2025-12-31"
    assert client.get("/api/v1/plans").status_code == 401
    assert client.get("/api/v1/plans").headers["www-authenticate"] == "Bearer"
    made.store.close()


def test_a_page_that_borrows_the_machines_name_is_not_the_machine(
    app_over: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site whose name was made to lead to 127.0.0.1 sends its own name along."""
    rule = access.Rule(path="/note", methods=frozenset({"POST"}), act=Act.WRITE)
    monkeypatch.setattr(access, "TABLE", (*access.TABLE, rule))
    app = app_over()
    app.post("/note")(lambda: {})  # type: ignore[attr-defined]
    assert sent(TestClient(app, base_url=HERE), "/note").status_code == 200  # type: ignore[arg-type]
    rebound = TestClient(app, base_url="https://evil.example")  # type: ignore[arg-type]
    assert sent(rebound, "/note").status_code == 403


def test_the_portal_serves_a_published_copy_and_nothing_else(small_ledger: Path, tmp_path: Path) -> None:
    with pytest.raises(LuoshiError) as refused:
        create_app(small_ledger, published=True)
    assert refused.value.problem.code == "not-published"
    with Ledger.open(small_ledger, read_only=True) as ledger:
        publish(ledger, tmp_path / "public.db", NOW.date())
    portal = TestClient(create_app(tmp_path / "public.db", published=True, host="0.0.0.0", clock=lambda: NOW))
    for rule, method in EVERY:
        if rule.path in ("/documents/{key}/original", "/{place}/{plan}/downloads/{file}", "/search"):
            continue
        status = called(portal, rule, method)
        expected = status in (200, 307, 404, 422) if rule.released else status == 404
        assert expected, (method, rule.path, status)
    page = portal.get("/city/plan").text
    assert "90" in page
    assert "/sign-in" not in page
    assert "/people" not in page


def test_a_token_reads_and_is_told_who_it_is_not(office: Staffed) -> None:
    owner = office.ids[Role.REPORTER]
    soon = NOW.replace(year=NOW.year + 1)
    made, secret = tokens.issue(office.store, owner, "x", ["city/plan/1"], soon, by=owner)
    bare = TestClient(office.app, base_url=SITE)
    bearer = {"authorization": f"Bearer {secret}"}
    assert bare.get("/api/v1/plans", headers=bearer).status_code == 200
    assert bare.get("/account", headers=bearer, follow_redirects=False).status_code != 200
    assert bare.get("/api/v1/plans", headers={"authorization": "Bearer x"}).status_code == 401
    tokens.revoke(office.store, made.id, by=owner)
    assert bare.get("/api/v1/plans", headers=bearer).status_code == 401


def test_the_names_of_the_accounts_are_those_of_their_roles(office: Staffed) -> None:
    assert {one.name.replace(".", "_") for one in accounts.every(office.store)} == {str(r) for r in ROLES}

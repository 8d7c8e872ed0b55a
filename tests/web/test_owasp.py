"""The OWASP Top Ten (2021), each with a test under its name: what an outsider tries, and what happens."""

from __future__ import annotations

import logging
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

import luoshi
from luoshi.access import Role, accounts, audit, oidc, passwords, sessions, signing_in
from luoshi.access.schema import account, metadata
from luoshi.access.store import file_of
from luoshi.ledger.store import Ledger
from luoshi.web.forms import FIELD, HEADER, VISIT, key_for
from luoshi.web.limits import FORM_BYTES, Rate
from tests.house.files import ROOT
from tests.web.conftest import HERE
from tests.web.forms import sent
from tests.web.people import PASSWORD, QUICK, SITE, Staffed, staffed

pytestmark = pytest.mark.sqlite


@pytest.fixture
def office(small_ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Staffed]:
    monkeypatch.setattr(passwords, "_hasher", lambda: QUICK)
    made = staffed(Path(shutil.copy(small_ledger, tmp_path / "ledger.db")))
    yield made
    made.store.close()


def test_a01_broken_access_control(office: Staffed) -> None:
    """Addresses guessed, ids of others and forms of other sites lead nowhere; roles are asked each time."""
    reader, own = office.browser(Role.READER), office.ids[Role.READER]
    for path in ("/people", f"/people/{own}", "/audit", "/audit/1"):
        assert reader.get(path).status_code == 403
    assert sent(reader, f"/people/{own}/roles", {"role": "auditor"}).status_code == 403
    chief = office.browser(Role.SYSTEM_ADMIN)
    for forged in (
        chief.post("/people", data={"name": "evil"}),
        chief.post("/people", data={"name": "evil", FIELD: key_for("guessed")}),
        sent(chief, "/people", {"name": "evil"}, headers={"origin": "https://evil.example"}),
        sent(chief, "/people", {"name": "evil"}, headers={"sec-fetch-site": "cross-site"}),
        chief.post("/people", content=b"name=evil", headers={"content-type": "text/plain"}),
        chief.post("/people", headers={HEADER: "x"}),
    ):
        assert forged.status_code == 403
    assert "evil" not in {one.name for one in accounts.every(office.store)}
    assert sent(chief, "/people", {"name": "good"}, headers={"origin": SITE}).status_code == 200
    for method in ("PUT", "DELETE", "PATCH"):
        assert chief.request(method, "/people").status_code in (403, 405)
    assert (
        "access-control-allow-origin"
        not in chief.get("/api/v1/plans", headers={"origin": "https://x"}).headers
    )


def test_a02_cryptographic_failures(office: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets are kept as hashes in a file of the owner alone; cookies go over TLS, unseen by scripts."""
    client = office.browser()
    answer = sent(client, "/sign-in", {"name": "reader", "password": PASSWORD})
    cookie = answer.headers["set-cookie"]
    assert re.match(r"__Host-luoshi_session=[\w-]{43};", cookie)
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert word in cookie
    assert "Domain" not in cookie
    secret = cookie.partition("=")[2].partition(";")[0]
    with office.store.reading() as connection:
        everything = " ".join(
            str(row) for table in metadata.sorted_tables for row in connection.execute(table.select())
        )
        kept = connection.execute(account.select()).all()
    assert secret not in everything
    assert PASSWORD not in everything
    assert {row.password.split("$")[1] for row in kept} == {"argon2id"}
    assert len({row.password for row in kept}) == len(kept), "each has a salt of its own"
    path = Path(office.store.name)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    monkeypatch.undo()
    assert passwords.hashed(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=4$")


ATTACKS = (
    "' OR 1=1 --",
    '"; DROP TABLE account; --',
    "<script>alert(1)</script>",
    "{{7*7}}",
    "../../etc/passwd",
    "\x00",
)


@pytest.mark.parametrize("attack", ATTACKS)
def test_a03_injection(office: Staffed, attack: str) -> None:
    """What somebody enters is never run: not as SQL, not as a script, not as a template or a path."""
    reader, chief = office.browser(Role.READER), office.browser(Role.SYSTEM_ADMIN)
    before = len(accounts.every(office.store))
    answers = [
        sent(office.browser(), "/sign-in", {"name": attack, "password": attack, "target": attack}),
        reader.get("/search", params={"q": attack}),
        reader.get("/city/plan", params={"domain": attack, "verdict": attack, "at": attack}),
        reader.get("/api/v1/search", params={"q": attack}),
        reader.get(f"/documents/{attack.replace('/', '%2F')}") if "\x00" not in attack else None,
        sent(chief, "/people", {"name": "plain.name", "shown": attack}),
        chief.get("/people"),
    ]
    for answer in answers:
        if answer is None:
            continue
        assert answer.status_code < 500
        if "html" in answer.headers.get("content-type", ""):
            assert "<script>alert" not in answer.text
        assert "root:" not in answer.text
    assert len(accounts.every(office.store)) in (before, before + 1)
    assert reader.get("/city/plan").status_code == 200


def test_a03_no_statement_of_sql_is_made_from_what_a_caller_sends() -> None:
    """Texts of SQL with blanks to fill hold names of our own tables and numbers only."""
    room = ROOT / "src" / "luoshi"
    found = []
    for path in [*(room / "access").rglob("*.py"), *(room / "web").rglob("*.py")]:
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"""(text|execute)\(\s*f["']""", line):
                found.append(line.strip())
    assert sorted(found) == [
        'connection.execute(f"PRAGMA user_version = {MARK}")',
        'connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema.SCHEMA}"))',
    ]


def test_a04_insecure_design(office: Staffed) -> None:
    """Attempts are counted, offices are apart, nobody rules alone, and a code works once."""
    own = office.ids[Role.SECURITY_ADMIN]
    chief = office.browser(Role.SECURITY_ADMIN)
    assert "不能更改自己的账号" in sent(chief, f"/people/{own}/roles", {"role": "auditor"}).text
    client = office.browser()
    for _ in range(signing_in.ATTEMPTS):
        sent(client, "/sign-in", {"name": "reader", "password": "wrong password"})
    locked = sent(client, "/sign-in", {"name": "reader", "password": PASSWORD})
    assert locked.status_code == 403
    assert "暂时锁定" in locked.text
    statuses = [sent(client, "/sign-in", {"name": "x", "password": "x"}).status_code for _ in range(20)]
    assert statuses[-1] == 429
    assert 429 not in statuses[:10]


def test_a04_an_address_that_asks_too_often_waits(
    app_over: Callable[..., FastAPI], monkeypatch: pytest.MonkeyPatch
) -> None:
    rate = Rate(per_second=2, at_once=3)
    assert [rate.takes("a", 0.0) for _ in range(4)] == [True, True, True, False]
    assert rate.takes("b", 0.0)
    assert rate.takes("a", 0.5)
    assert not rate.takes("a", 0.6)
    monkeypatch.setenv("LUOSHI_RATE", "2")
    with TestClient(app_over(), base_url=HERE) as client:
        answers = [client.get("/api/v1/places") for _ in range(6)]
    assert [one.status_code for one in answers[:4]] == [200] * 4
    assert answers[-1].status_code == 429
    assert answers[-1].headers["retry-after"] == "60"
    assert answers[-1].json()["code"] == "too-many"


def test_a04_what_is_too_large_is_refused_before_it_is_read(client: TestClient) -> None:
    form = b"x=" + b"a" * FORM_BYTES
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert client.post("/sign-in", content=form, headers=kind).status_code == 413

    def drip() -> Iterator[bytes]:
        for _ in range(12):
            yield b"a" * (FORM_BYTES // 10)

    client.cookies.set(VISIT, "a browser")
    slow = client.post("/sign-in", content=drip(), headers={**kind, HEADER: key_for("a browser")})
    assert slow.status_code == 413


def test_a05_security_misconfiguration(office: Staffed) -> None:
    """Nothing is told of the inside, every answer carries its policy, nothing comes with a password set."""
    client = office.browser(Role.READER)
    for path in ("/city/plan", "/nowhere", "/api/v1/nothing", "/static/css/site.css", "/sign-in"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "server" not in headers
    for path in (
        "/docs",
        "/redoc",
        "/openapi.json",
        "/.git/config",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
    ):
        assert client.get(path).status_code in (403, 404)
    fresh = accounts.add(office.store, "no.password", by="local")[0]
    with office.store.reading() as connection:
        row = connection.execute(account.select().where(account.c.id == fresh.id)).one()
    assert row.password is None


def test_a06_vulnerable_and_outdated_components() -> None:
    """Every package that runs is locked to one version by its hash, and so is the front end."""
    locked = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", locked.strip())
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    names = set(re.findall(r"^([a-z0-9-]+)==", locked, re.M))
    assert {"argon2-cffi", "authlib", "cryptography", "pyotp", "segno"} <= names
    import json

    front = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    assert all("integrity" in one for name, one in front["packages"].items() if name)


def test_a07_identification_and_authentication_failures(office: Staffed) -> None:
    """A session is new at each sign-in, ends when it is ended, and cannot be chosen by somebody else."""
    client = office.browser()
    client.cookies.set("__Host-luoshi_session", "chosen-by-somebody-else", domain="ledger.example")
    assert client.get("/city/plan", follow_redirects=False).status_code == 303
    first, second = (signing_in.sign_in(office.store, "reader", PASSWORD) for _ in range(2))
    assert first != second
    sessions.end(office.store, first)
    assert sessions.caller_of(office.store, first) is None
    assert sessions.caller_of(office.store, second)
    refusals = {
        sent(office.browser(), "/sign-in", {"name": name, "password": "wrong password"}).text.count("不正确")
        for name in ("reader", "nobody.at.all")
    }
    assert refusals == {1}, "the answer does not tell which names exist"
    assert accounts.CODE_LASTS.days == 1
    assert passwords.LEAST >= 12


def test_a08_software_and_data_integrity_failures(office: Staffed) -> None:
    """Changed bytes are found in ledger and log; nothing that was sent or fetched is run."""
    import sqlite3

    where = Path(office.store.name).with_name("ledger.db")
    with sqlite3.connect(file_of(where)) as connection:
        connection.execute("UPDATE audit SET actor = 'nobody' WHERE number = 3")
    assert audit.broken_at(office.store) == 3
    shutil.copy(where, where.with_name("changed.db"))
    with sqlite3.connect(where.with_name("changed.db")) as connection:
        connection.execute("DROP TRIGGER observation_keeps_cells")
        connection.execute("UPDATE observation SET value = '95' WHERE value = '90'")
    with Ledger.open(where.with_name("changed.db"), read_only=True) as ledger:
        assert ledger.verify() != []
    sources = [path.read_text(encoding="utf-8") for path in Path(luoshi.__file__).parent.rglob("*.py")]
    for word in ("import pickle", "import marshal", "import shelve", "shell=True", " eval("):
        assert not any(word in source for source in sources), word
    page = office.browser(Role.READER).get("/city/plan").text
    assert not re.search(r'(src|href)="(https?:)?//', page)


def test_a09_security_logging_and_monitoring_failures(
    office: Staffed, caplog: pytest.LogCaptureFixture
) -> None:
    """What matters is written down with who and when, without secrets; the auditor sees it."""
    caplog.set_level(logging.DEBUG)
    client = office.browser()
    sent(client, "/sign-in", {"name": "reader", "password": "wrong password"})
    sent(client, "/sign-in", {"name": "reader", "password": PASSWORD})
    own = office.ids[Role.APPROVER]
    sent(office.browser(Role.SECURITY_ADMIN), f"/people/{own}/roles", {"role": "planner"})
    acts = [(one.act, one.subject) for one in audit.noted(office.store, limit=10)]
    for expected in (("sign-in-refused", office.ids[Role.READER]), ("sign-in", office.ids[Role.READER])):
        assert expected in acts
    assert ("role-granted", own) in acts
    assert ("role-taken", own) in acts
    page = office.browser(Role.AUDITOR).get("/audit/accounts").text
    for word in ("登录未成功", "授予角色", "收回角色"):
        assert word in page
    told = caplog.text + page
    assert PASSWORD not in told
    assert "wrong password" not in told


def test_a10_server_side_request_forgery(office: Staffed, monkeypatch: pytest.MonkeyPatch) -> None:
    """No address that a caller gives is ever asked; the provider's comes from the operator."""
    import socket

    def forbidden(*_: Any, **__: Any) -> None:
        raise AssertionError("the program went out to the network")

    client = office.browser(Role.READER)
    monkeypatch.setattr(socket.socket, "connect", forbidden)
    for path in (
        "/sign-in?next=http://169.254.169.254/latest",
        "/documents/http%3A%2F%2F127.0.0.1",
        "/search?q=http://127.0.0.1:22",
        "/api/v1/search?q=http://127.0.0.1:22",
        "/sign-in/back?state=x&code=http://127.0.0.1",
    ):
        assert client.get(path, follow_redirects=False).status_code < 500
    assert oidc.Provider.from_environment() is None
    room = Path(luoshi.__file__).parent
    askers = {
        path.relative_to(room).as_posix()
        for path in room.rglob("*.py")
        if re.search(
            r"^\s*(import|from) (httpx|urllib\.request|requests|authlib)",
            path.read_text("utf-8"),
            re.M,
        )
    }
    assert askers <= {"access/oidc.py"}


def test_every_one_of_the_ten_has_its_test() -> None:
    named = {name[5:8] for name in globals() if name.startswith("test_a")}
    assert named == {f"a{number:02}" for number in range(1, 11)}

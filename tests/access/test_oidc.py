"""Signing in at a provider: a small one, started here, that speaks OpenID Connect over HTTP."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import RSAKey

from luoshi.access import Role, accounts, audit, oidc
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError
from luoshi.web.app import create_app
from tests.access.conftest import Clock
from tests.web.conftest import NOW

pytestmark = pytest.mark.sqlite


BACK = "https://ledger.example/sign-in/back"
KEY = RSAKey.generate_key(2048, parameters={"kid": "one"})
OTHER = RSAKey.generate_key(2048, parameters={"kid": "one"})


@dataclass
class Office:
    """What the provider knows, and what it is told to do wrong."""

    issuer: str = ""
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "s-1", "preferred_username": "wang.wu"})
    wrong: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: KEY)
    asked: dict[str, str] = field(default_factory=dict)
    algorithm: str = "RS256"

    def go(self, address: str) -> str:
        """Stand for the person who signs in there; return the code that comes back."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return "code-1"

    def token(self, form: dict[str, list[str]]) -> dict[str, Any] | None:
        verifier = form["code_verifier"][0].encode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        if form["code"] != ["code-1"] or challenge != self.asked["code_challenge"]:
            return None
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": "luoshi",
            "nonce": self.asked["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.person,
            **self.wrong,
        }
        header = {"alg": self.algorithm, "kid": "one"}
        return {
            "access_token": "a",
            "token_type": "Bearer",
            "id_token": jwt.encode(header, claims, self.key, algorithms=[self.algorithm]),
        }


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/keys":
                self.answer({"keys": [KEY.as_dict(private=False)]})
            elif self.path == "/.well-known/openid-configuration":
                ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
                issuer = made.wrong.get("says it is", made.issuer)
                offered = {name: f"{made.issuer}/{end}" for name, end in ends.items()}
                self.answer({"issuer": issuer, **offered})
            else:
                self.send_error(404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            given = made.token(parse_qs(body))
            self.answer(given or {"error": "invalid_grant"}, 200 if given else 400)

        def answer(self, content: dict[str, Any], status: int = 200) -> None:
            text = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.issuer = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def provider(office: Office) -> oidc.Provider:
    return oidc.Provider(issuer=office.issuer, client="luoshi", secret="s")


def through(store: AccessStore, provider: oidc.Provider, office: Office) -> tuple[str, str]:
    address, state = oidc.begin(store, provider, back=BACK, target="/audit")
    code = office.go(address)
    return oidc.finish(store, provider, state=state, code=code, back=BACK)


def refused(store: AccessStore, provider: oidc.Provider, office: Office) -> None:
    with pytest.raises(LuoshiError) as told:
        through(store, provider, office)
    assert told.value.problem.code == "provider-refused"


def external(store: AccessStore, name: str = "wang.wu") -> str:
    return accounts.add(store, name, by="local", roles=[Role.REPORTER], external=True)[0].id


def test_a_person_signs_in_and_is_known_by_the_providers_own_id_from_then_on(
    store: AccessStore, provider: oidc.Provider, office: Office
) -> None:
    from luoshi.access import sessions

    own = external(store)
    secret, target = through(store, provider, office)
    caller = sessions.caller_of(store, secret)
    assert caller
    assert (caller.account_id, target) == (own, "/audit")
    office.person = {"sub": "s-1", "preferred_username": "renamed"}
    assert through(store, provider, office)
    office.person = {"sub": "s-2", "preferred_username": "wang.wu"}
    refused(store, provider, office)
    assert "provider-bound" in [one.act for one in audit.noted(store)]


def test_what_is_asked_of_the_provider_is_tied_to_one_attempt(
    store: AccessStore, provider: oidc.Provider, office: Office
) -> None:
    external(store)
    address, state = oidc.begin(store, provider, back=BACK, target="/")
    code = office.go(address)
    assert office.asked["code_challenge_method"] == "S256"
    assert office.asked["scope"] == "openid profile"
    assert oidc.finish(store, provider, state=state, code=code, back=BACK)
    with pytest.raises(LuoshiError):
        oidc.finish(store, provider, state=state, code=code, back=BACK)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another client"},
        {"nonce": "of another attempt"},
        {"exp": 1_000_000},
        {"sub": None},
        {"says it is": "https://elsewhere.example"},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_now_is_refused(
    store: AccessStore, provider: oidc.Provider, office: Office, wrong: dict[str, Any]
) -> None:
    external(store)
    office.wrong = wrong
    refused(store, provider, office)


def test_a_token_signed_by_another_key_is_refused(
    store: AccessStore, provider: oidc.Provider, office: Office
) -> None:
    external(store)
    office.key = OTHER
    refused(store, provider, office)


def test_an_account_with_a_password_is_never_taken_over_by_a_name(
    store: AccessStore, provider: oidc.Provider, office: Office
) -> None:
    accounts.add(store, "wang.wu", by="local", roles=[Role.REPORTER])
    refused(store, provider, office)


def test_a_closed_account_stays_closed(store: AccessStore, provider: oidc.Provider, office: Office) -> None:
    own = external(store)
    through(store, provider, office)
    accounts.disable(store, own, True, by="local")
    refused(store, provider, office)


def test_an_attempt_does_not_wait_for_ever(
    store: AccessStore, provider: oidc.Provider, office: Office, clock: Clock
) -> None:
    from datetime import timedelta

    external(store)
    address, state = oidc.begin(store, provider, back=BACK, target="/")
    clock.pass_by(timedelta(minutes=11))
    with pytest.raises(LuoshiError):
        oidc.finish(store, provider, state=state, code=office.go(address), back=BACK)


def test_a_provider_that_does_not_answer_is_told_of(store: AccessStore) -> None:
    gone = oidc.Provider(issuer="http://127.0.0.1:9", client="luoshi", secret="s")
    with pytest.raises(LuoshiError) as told:
        oidc.begin(store, gone, back=BACK, target="/")
    assert told.value.problem.code == "provider-refused"


def test_the_pages_lead_to_the_provider_and_back(
    small_ledger: Path, tmp_path: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    path = Path(shutil.copy(small_ledger, tmp_path / "ledger.db"))
    store = AccessStore.open(path, create=True, clock=lambda: NOW)
    assert store
    accounts.add(store, "root", by="local", roles=[Role.SECURITY_ADMIN])
    external(store)
    (tmp_path / "secret").write_text("s\n")
    monkeypatch.setenv("LUOSHI_OIDC_ISSUER", office.issuer)
    monkeypatch.setenv("LUOSHI_OIDC_CLIENT", "luoshi")
    monkeypatch.setenv("LUOSHI_OIDC_SECRET_FILE", str(tmp_path / "secret"))
    client = TestClient(create_app(path, clock=lambda: NOW), base_url="https://ledger.example")
    assert "/sign-in/provider" in client.get("/sign-in").text
    begun = client.get("/sign-in/provider?next=/city/plan/1", follow_redirects=False)
    code = office.go(begun.headers["location"])
    assert office.asked["redirect_uri"] == BACK
    elsewhere = TestClient(client.app, base_url="https://ledger.example")
    stolen = elsewhere.get(f"/sign-in/back?state={office.asked['state']}&code={code}", follow_redirects=False)
    assert stolen.status_code == 403, "another browser cannot finish what this one began"
    done = client.get(f"/sign-in/back?state={office.asked['state']}&code={code}", follow_redirects=False)
    assert done.headers["location"] == "/city/plan/1"
    assert client.get("/city/plan").status_code == 200
    store.close()

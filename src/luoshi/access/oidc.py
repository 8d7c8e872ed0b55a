"""Signing in at the organisation's own provider (OpenID Connect Core 1.0, code flow with PKCE)."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Self

from sqlalchemy import delete, insert, select, update

from luoshi.access.audit import note
from luoshi.access.schema import account, once
from luoshi.access.secrets_kept import kept, new_secret
from luoshi.access.sessions import start
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError
from luoshi.ledger.columns import instant_text

COOKIE = "luoshi_provider"
"""Ties what comes back from the provider to the browser that was sent there."""

_LASTS = timedelta(minutes=10)
_SECONDS = 10.0
_SIGNATURES = ["RS256", "PS256", "ES256", "EdDSA"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider as the operator names it.

    Attributes:
        issuer: Its address; what it offers is read below ``/.well-known/openid-configuration``.
        client: Our name there.
        secret: What proves that we are it.
    """

    issuer: str
    client: str
    secret: str

    @classmethod
    def from_environment(cls) -> Self | None:
        """Return what LUOSHI_OIDC_ISSUER, _CLIENT and _SECRET_FILE say, ``None`` where nothing is said."""
        issuer, client = (os.environ.get(f"LUOSHI_OIDC_{name}", "") for name in ("ISSUER", "CLIENT"))
        if not issuer or not client:
            return None
        file = os.environ.get("LUOSHI_OIDC_SECRET_FILE", "")
        try:
            secret = Path(file).read_text(encoding="utf-8").strip() if file else ""
        except OSError as error:
            raise LuoshiError("provider-refused") from error
        return cls(issuer=issuer.rstrip("/"), client=client, secret=secret)


def begin(store: AccessStore, provider: Provider, *, back: str, target: str) -> tuple[str, str]:
    """Return the provider's address to go to, and the state that must come back.

    Raises:
        LuoshiError: ``provider-refused`` where the provider does not answer as it should.
    """
    state, nonce, verifier = new_secret(), new_secret(), new_secret() + new_secret()
    with _client(provider, back) as client:
        address, _ = client.create_authorization_url(
            _offered(client, provider)["authorization_endpoint"],
            state=state,
            nonce=nonce,
            code_verifier=verifier,
        )
    held = json.dumps({"nonce": nonce, "verifier": verifier, "target": target})
    now = store.clock()
    with store.writing() as connection:
        old = (once.c.purpose == "oidc") & (once.c.expires < instant_text(now))
        connection.execute(delete(once).where(old))
        values = {"id": kept(state), "purpose": "oidc", "held": held, "expires": instant_text(now + _LASTS)}
        connection.execute(insert(once).values(**values))
    return str(address), state


def finish(store: AccessStore, provider: Provider, *, state: str, code: str, back: str) -> tuple[str, str]:
    """Return the secret of a new session and where its owner wanted to go.

    Raises:
        LuoshiError: ``provider-refused`` whatever does not fit: the state is unknown or too old, the provider
            gives no valid token for us, or no account signs in by it under that name.
    """
    held = _taken(store, state)
    with _client(provider, back) as client:
        offered = _offered(client, provider)
        claims = _claims(client, provider, offered, code, held)
    with store.writing() as connection:
        same = (account.c.issuer == provider.issuer) & (account.c.subject == claims["sub"])
        named = (account.c.subject.is_(None)) & (account.c.name == claims.get("preferred_username", ""))
        usable = (account.c.disabled == 0) & (account.c.external == 1)
        rows = [connection.execute(select(account).where(usable, one)).first() for one in (same, named)]
        row = rows[0] or rows[1]
        if row is None:
            raise LuoshiError("provider-refused")
        if row.subject is None:
            bound = {"issuer": provider.issuer, "subject": claims["sub"]}
            connection.execute(update(account).where(account.c.id == row.id).values(**bound))
            note(store, connection, row.id, "provider-bound", row.id)
        return start(store, connection, row.id, how="provider"), str(held["target"])


def _taken(store: AccessStore, state: str) -> dict[str, Any]:
    """Return what was kept under a state, which is then gone."""
    where = (once.c.id == kept(state)) & (once.c.purpose == "oidc")
    with store.writing() as connection:
        row = connection.execute(select(once).where(where)).first()
        connection.execute(delete(once).where(where))
    if row is None or row.expires < instant_text(store.clock()):
        raise LuoshiError("provider-refused")
    held: dict[str, Any] = json.loads(row.held)
    return held


def _client(provider: Provider, back: str) -> Any:
    from authlib.integrations.httpx_client import OAuth2Client

    return OAuth2Client(
        provider.client,
        provider.secret,
        scope="openid profile",
        redirect_uri=back,
        code_challenge_method="S256",
        timeout=_SECONDS,
    )


def _offered(client: Any, provider: Provider) -> dict[str, Any]:
    """Return what the provider says about itself; it must speak for the issuer it was asked as."""
    offered = _got(client, f"{provider.issuer}/.well-known/openid-configuration")
    needed = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
    if offered.get("issuer", "").rstrip("/") != provider.issuer or not needed <= set(offered):
        raise LuoshiError("provider-refused")
    return offered


def _got(client: Any, address: str) -> dict[str, Any]:
    try:
        answer = client.request("GET", address, withhold_token=True)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
    except _troubles(ValueError) as error:
        raise LuoshiError("provider-refused") from error
    return found


def _claims(
    client: Any, provider: Provider, offered: dict[str, Any], code: str, held: dict[str, Any]
) -> dict[str, Any]:
    """Return what the provider's signed token says: it is for us, of now, and for this very attempt."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc import jwt
    from joserfc.errors import JoseError
    from joserfc.jwk import KeySet

    try:
        token = client.fetch_token(offered["token_endpoint"], code=code, code_verifier=held["verifier"])
        keys = KeySet.import_key_set(_got(client, offered["jwks_uri"]))  # type: ignore[arg-type]
        found = jwt.decode(token["id_token"], keys, algorithms=_SIGNATURES)
        jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": offered["issuer"]},
            aud={"essential": True, "value": provider.client},
            exp={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": held["nonce"]},
        ).validate(found.claims)
    except _troubles(AuthlibBaseError, JoseError, KeyError, ValueError, TypeError) as error:
        raise LuoshiError("provider-refused") from error
    return dict(found.claims)


def _troubles(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what the HTTP library raises (Authlib takes ``httpx2`` where that is there), and others."""
    loaded = (sys.modules.get(name) for name in ("httpx", "httpx2"))
    return (*(module.HTTPError for module in loaded if module is not None), *others)

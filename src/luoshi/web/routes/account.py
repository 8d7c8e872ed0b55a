"""A person's own account: password, second factor, tokens."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from markupsafe import Markup

from luoshi.access import accounts, signing_in, tokens, totp
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError, Problem
from luoshi.web.access import current, gate_of
from luoshi.web.failures import STATUS
from luoshi.web.page import page
from luoshi.web.routes.sign_in import keep_session

router = APIRouter()

Word = Annotated[str, Form(max_length=200)]
Long = Annotated[str, Form(max_length=10_000)]


@router.get("/account")
def own(request: Request) -> HTMLResponse:
    """Show a person's own account."""
    return _page(request)


@router.post("/account/password")
def change_password(request: Request, old: Word = "", password: Word = "", again: Word = "") -> Response:
    """Change the password; every other session ends."""
    store, account_id = _mine(request)
    try:
        if password != again:
            raise LuoshiError("passwords-differ")
        secret = signing_in.change_password(store, account_id, old, password)
    except LuoshiError as error:
        return _page(request, problem=error.problem)
    response = RedirectResponse("/account", status_code=303)
    keep_session(request, response, secret)
    return response


@router.post("/account/second-factor")
def begin_second_factor(request: Request) -> Response:
    """Show the square code that an authenticator reads."""
    store, account_id = _mine(request)
    if accounts.get(store, account_id).totp:
        raise LuoshiError("second-factor-there")
    key, address = totp.begin(store, account_id)
    return _page(request, key=key, picture=Markup(totp.picture(address)))  # noqa: S704


@router.post("/account/second-factor/confirm")
def confirm_second_factor(request: Request, code: Word = "") -> Response:
    """Put the second factor in force and show the codes for when the device is lost."""
    store, account_id = _mine(request)
    try:
        codes = totp.confirm(store, account_id, code)
    except LuoshiError as error:
        return _page(request, problem=error.problem)
    return _page(request, codes=codes)


@router.post("/account/second-factor/remove")
def remove_second_factor(request: Request, code: Word = "") -> Response:
    """Take the second factor away."""
    store, account_id = _mine(request)
    try:
        totp.remove(store, account_id, code)
    except LuoshiError as error:
        return _page(request, problem=error.problem)
    return RedirectResponse("/account", status_code=303)


@router.post("/account/tokens")
def issue_token(request: Request, label: Word = "", indicators: Long = "", until: Word = "") -> Response:
    """Make a token and show its secret this once."""
    store, account_id = _mine(request)
    try:
        only = indicators.replace(",", " ").replace("，", " ").split()
        _, secret = tokens.issue(store, account_id, label, only, _end_of(until, store), by=account_id)
    except LuoshiError as error:
        return _page(request, problem=error.problem)
    return _page(request, secret=secret)


@router.post("/account/tokens/{token}/revoke")
def revoke_token(request: Request, token: str) -> Response:
    """Make a token useless."""
    store, account_id = _mine(request)
    tokens.revoke(store, token, by=account_id, account_id=account_id)
    return RedirectResponse("/account", status_code=303)


def _page(
    request: Request,
    *,
    problem: Problem | None = None,
    key: str | None = None,
    picture: Markup | None = None,
    codes: tuple[str, ...] = (),
    secret: str | None = None,
) -> HTMLResponse:
    store, account_id = _mine(request)
    return page(
        request,
        "account.html",
        status_code=STATUS.get(problem.code, 400) if problem else 200,
        account=accounts.get(store, account_id),
        tokens=tokens.tokens(store, account_id),
        now=store.clock(),
        problem=problem,
        key=key,
        picture=picture,
        codes=codes,
        secret=secret,
        soon=(store.clock() + timedelta(days=90)).date().isoformat(),
    )


def _mine(request: Request) -> tuple[AccessStore, str]:
    store, caller = gate_of(request).store(), current(request)
    if store is None or caller.account_id is None or caller.by_token:
        raise LuoshiError("sign-in-needed")
    return store, caller.account_id


def _end_of(day: str, store: AccessStore) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time.max, UTC)
    except ValueError:
        return store.clock()

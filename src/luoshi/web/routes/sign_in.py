"""Signing in and out, and setting a first password."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from luoshi.access import BUSINESS, Caller, Role, oidc, sessions, signing_in
from luoshi.access.store import AccessStore
from luoshi.errors import LuoshiError, Problem
from luoshi.web.access import current, gate_of
from luoshi.web.failures import STATUS
from luoshi.web.gate import needs_tls, session_cookie, session_of
from luoshi.web.limits import count_sign_in
from luoshi.web.page import page

router = APIRouter()

Word = Annotated[str, Form(max_length=200)]
SECONDS = int(sessions.LONGEST.total_seconds())


@router.get("/sign-in")
def ask(request: Request, next: str = "") -> HTMLResponse:
    """Show the form to sign in."""
    return _form(request, target=inside(next))


@router.post("/sign-in")
def sign_in(
    request: Request, name: Word = "", password: Word = "", code: Word = "", target: Word = ""
) -> Response:
    """Sign in and go to where the caller wanted to go."""
    count_sign_in(request)
    try:
        secret = signing_in.sign_in(_store(request), name.strip().casefold(), password, code)
    except LuoshiError as error:
        return _form(request, problem=error.problem, name=name, target=inside(target))
    return entered(request, secret, inside(target))


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """End the session."""
    sessions.end(_store(request), session_of(request))
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(session_cookie(request), secure=needs_tls(request), httponly=True, samesite="lax")
    response.headers["clear-site-data"] = '"cache"'
    return response


@router.get("/set-password")
def ask_code(request: Request) -> HTMLResponse:
    """Show the form in which the holder of a new account sets a password."""
    return page(request, "set_password.html", problem=None, code="")


@router.post("/set-password")
def set_password(request: Request, code: Word = "", password: Word = "", again: Word = "") -> Response:
    """Set a password with the code that was given with the account."""
    count_sign_in(request)
    try:
        if password != again:
            raise LuoshiError("passwords-differ")
        signing_in.set_password(_store(request), code, password)
    except LuoshiError as error:
        status = STATUS.get(error.problem.code, 400)
        return page(request, "set_password.html", status_code=status, problem=error.problem, code=code)
    return RedirectResponse("/sign-in", status_code=303)


@router.get("/sign-in/provider")
def to_provider(request: Request, next: str = "") -> Response:
    """Lead to the organisation's provider."""
    store = _store(request)
    address, state = oidc.begin(store, _provider(), back=_back(request), target=inside(next))
    response = RedirectResponse(address, status_code=303)
    response.set_cookie(
        oidc.COOKIE, state, max_age=600, httponly=True, samesite="lax", secure=needs_tls(request)
    )
    return response


@router.get("/sign-in/back")
def from_provider(request: Request, state: str = "", code: str = "") -> Response:
    """Take what the provider says and sign in."""
    count_sign_in(request)
    if not state or state != request.cookies.get(oidc.COOKIE, ""):
        raise LuoshiError("provider-refused")
    secret, target = oidc.finish(_store(request), _provider(), state=state, code=code, back=_back(request))
    response = entered(request, secret, inside(target))
    response.delete_cookie(oidc.COOKIE, secure=needs_tls(request), httponly=True, samesite="lax")
    return response


def entered(request: Request, secret: str, target: str) -> Response:
    """Return the answer that begins a session; one that was there before ends."""
    store = _store(request)
    sessions.end(store, session_of(request))
    caller = sessions.caller_of(store, secret) or Caller.anybody()
    response = RedirectResponse(target or home_of(caller), status_code=303)
    keep_session(request, response, secret)
    return response


def keep_session(request: Request, response: Response, secret: str) -> None:
    """Give the browser the cookie of a session: unseen by scripts, sent by our own pages only."""
    response.set_cookie(
        session_cookie(request),
        secret,
        max_age=SECONDS,
        path="/",
        secure=needs_tls(request),
        httponly=True,
        samesite="lax",
    )


def home_of(caller: Caller) -> str:
    """Return the page that a caller begins with."""
    if caller.has(*BUSINESS):
        return "/"
    if caller.has(Role.AUDITOR):
        return "/audit"
    return "/people" if caller.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN) else "/account"


def inside(target: str) -> str:
    """Return an address within the pages, empty for any other."""
    fits = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if fits and target.isprintable() and "\\" not in target else ""


def _form(
    request: Request, *, problem: Problem | None = None, name: str = "", target: str = ""
) -> HTMLResponse:
    return page(
        request,
        "sign_in.html",
        status_code=STATUS.get(problem.code, 400) if problem else 200,
        problem=problem,
        name=name,
        target=target,
        caller=current(request),
        has_accounts=gate_of(request).store() is not None,
        provider=oidc.Provider.from_environment(),
    )


def _store(request: Request) -> AccessStore:
    store = gate_of(request).store()
    if store is None:
        raise LuoshiError("accounts-missing")
    return store


def _provider() -> oidc.Provider:
    provider = oidc.Provider.from_environment()
    if provider is None:
        raise LuoshiError("provider-missing")
    return provider


def _back(request: Request) -> str:
    return str(request.url_for("from_provider"))

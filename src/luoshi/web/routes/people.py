"""Accounts, roles and who holds which post, for the administrators."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from luoshi.access import ADMINISTRATION, BUSINESS, Role, accounts, posts
from luoshi.access.store import AccessStore
from luoshi.collection.appointing import registered
from luoshi.errors import LuoshiError, Problem
from luoshi.web.access import current, gate_of
from luoshi.web.failures import STATUS
from luoshi.web.page import page

router = APIRouter()

Word = Annotated[str, Form(max_length=200)]

GRANTABLE = tuple(role for role in Role if role in ADMINISTRATION | BUSINESS)


@router.get("/people")
def people(request: Request) -> HTMLResponse:
    """List the accounts."""
    return _people(request)


@router.post("/people")
def add(
    request: Request, name: Word = "", shown: Word = "", mail: Word = "", external: Word = ""
) -> Response:
    """Make an account without any role; the security administrator gives roles."""
    store, by = _acting(request)
    try:
        made, code = accounts.add(
            store,
            name.strip(),
            by=by,
            shown_name=shown.strip(),
            mail=mail.strip() or None,
            external=bool(external),
        )
    except LuoshiError as error:
        return _people(request, problem=error.problem)
    return _person(request, made.id, code=None if external else code)


@router.get("/people/{account}")
def person(request: Request, account: str) -> HTMLResponse:
    """Show an account."""
    return _person(request, account)


@router.post("/people/{account}/roles")
def roles(request: Request, account: str, role: Annotated[list[Role] | None, Form()] = None) -> Response:
    """Give an account these roles instead of those it has."""
    store, by = _acting(request)
    return _done(request, account, lambda: accounts.set_roles(store, account, role or (), by=by))


@router.post("/people/{account}/close")
def close(request: Request, account: str) -> Response:
    """Close an account."""
    store, by = _acting(request)
    return _done(request, account, lambda: accounts.disable(store, account, True, by=by))


@router.post("/people/{account}/open")
def reopen(request: Request, account: str) -> Response:
    """Open an account again, which unlocks it, too."""
    store, by = _acting(request)
    return _done(request, account, lambda: accounts.disable(store, account, False, by=by))


@router.post("/people/{account}/reset")
def reset(request: Request, account: str) -> Response:
    """Take password and second factor away and show a code for a new one."""
    store, by = _acting(request)
    try:
        if by == account:
            raise LuoshiError("own-roles")
        code = accounts.reset(store, account, by=by)
    except LuoshiError as error:
        return _failed(request, account, error.problem)
    return _person(request, account, code=code)


@router.post("/people/{account}/erase")
def erase(request: Request, account: str, sure: Word = "") -> Response:
    """Erase what is known of a person."""
    store, by = _acting(request)
    try:
        if sure != accounts.get(store, account).name:
            raise LuoshiError("erase-unconfirmed-here")
        accounts.erase(store, account, by=by)
    except LuoshiError as error:
        return _failed(request, account, error.problem)
    return RedirectResponse("/people", status_code=303)


@router.post("/people/{account}/posts")
def take_post(
    request: Request, account: str, post: Word = "", since: Word = "", until: Word = ""
) -> Response:
    """Give a post to a person for a span."""
    store, by = _acting(request)
    return _done(
        request,
        account,
        lambda: posts.hold(
            store, _post_id(request, post), account, _day(since), _day(until) if until else None, by=by
        ),
    )


@router.post("/people/{account}/handover")
def hand_over(request: Request, account: str, post: Word = "", day: Word = "") -> Response:
    """Pass a post on to this person in one step."""
    store, by = _acting(request)
    return _done(
        request, account, lambda: posts.hand_over(store, _post_id(request, post), account, _day(day), by=by)
    )


def _done(request: Request, account: str, deed: object) -> Response:
    assert callable(deed)
    try:
        deed()
    except LuoshiError as error:
        return _failed(request, account, error.problem)
    return RedirectResponse(f"/people/{account}", status_code=303)


def _failed(request: Request, account: str, problem: Problem) -> Response:
    if problem.code == "account-unknown":
        raise LuoshiError("not-found", what=account)
    return _person(request, account, problem=problem)


def _people(request: Request, problem: Problem | None = None) -> HTMLResponse:
    store, _ = _acting(request)
    return page(
        request,
        "people.html",
        status_code=STATUS.get(problem.code, 400) if problem else 200,
        accounts=accounts.every(store),
        posts=_held(store),
        names=_posts(request),
        now=store.clock(),
        problem=problem,
        caller=current(request),
    )


def _person(
    request: Request, account_id: str, *, code: str | None = None, problem: Problem | None = None
) -> HTMLResponse:
    store, _ = _acting(request)
    try:
        found = accounts.get(store, account_id)
    except LuoshiError as error:
        raise LuoshiError("not-found", what=account_id) from error
    return page(
        request,
        "person.html",
        status_code=STATUS.get(problem.code, 400) if problem else 200,
        account=found,
        holdings=[one for one in posts.holdings(store) if one.account_id == account_id],
        names=_posts(request),
        grantable=GRANTABLE,
        now=store.clock(),
        today=store.clock().astimezone(posts.ZONE).date(),
        code=code,
        problem=problem,
        caller=current(request),
    )


def _held(store: AccessStore) -> dict[str, list[str]]:
    """Return the posts each account holds today."""
    today, held = store.clock().astimezone(posts.ZONE).date(), dict[str, list[str]]()
    for one in posts.holdings(store):
        if one.since <= today and (one.until is None or today < one.until):
            held.setdefault(one.account_id, []).append(one.post_id)
    return held


def _acting(request: Request) -> tuple[AccessStore, str]:
    store = gate_of(request).store()
    if store is None:
        raise LuoshiError("accounts-missing")
    return store, current(request).actor


def _post_id(request: Request, post: str) -> str:
    if not post.strip():
        raise LuoshiError("post-unnamed")
    return registered(request.app.state.desk.ledger).post(post.strip()).id


def _posts(request: Request) -> dict[str, str]:
    """Return the posts of the ledger as they are called: unit and post."""
    known = registered(request.app.state.desk.ledger)
    names = {
        one.id: f"{known.organisations[one.organisation_id].name} · {one.name}"
        for one in known.posts.values()
    }
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise LuoshiError("date-unknown", text=text) from error

"""A form for whoever reports for a post without an account: one link, one submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from luoshi.access import links
from luoshi.access.links import Link
from luoshi.access.store import AccessStore
from luoshi.collection.asking import Books, books, form
from luoshi.collection.states import Actor
from luoshi.collection.submitting import Delivery, Handed, submit
from luoshi.errors import LuoshiError
from luoshi.web.access import gate_of
from luoshi.web.collecting.entering import Line, field_key, lines_of, marked, typed
from luoshi.web.collecting.sent import Sent, sent
from luoshi.web.format import moment
from luoshi.web.page import language_of, page
from luoshi.web.routes.collect import NEW

router = APIRouter()


@router.get("/report/{secret}")
def once(request: Request, secret: str) -> Response:
    """Show the form of the link's post; opening it does not use the link up."""
    link = links.opened(_store(request), secret)
    source = books(request.app.state.desk.ledger)
    return _page(request, source, link, _lines(source, link), secret)


@router.post("/report/{secret}")
def hand_in(request: Request, secret: str, given: Annotated[Sent, Depends(sent)]) -> Response:
    """Check what was typed; hand it in where that was asked, which uses the link up."""
    store = _store(request)
    link = links.opened(store, secret)
    source = books(request.app.state.desk.ledger)
    lines = typed(_lines(source, link), given.fields)
    if not any(line.given for line in lines):
        return _page(request, source, link, lines, secret, empty=True)
    if given.text("act") != "submit":
        handed = _submit(request, link, lines, dry_run=True)
        return _page(request, source, link, marked(lines, handed.checked.found), secret, handed=handed)
    handed = _used(request, store, link, lines)
    if handed.submission_id is None:
        return _page(request, source, link, marked(lines, handed.checked.found), secret, handed=handed)
    return page(request, "report_done.html", identity=handed.submission_id)


def _used(request: Request, store: AccessStore, link: Link, lines: Sequence[Line]) -> Handed:
    """Hand in under a link that is used up first, and given back where nothing was taken."""
    links.use(store, link)
    handed: Handed | None = None
    try:
        handed = _submit(request, link, lines, dry_run=False)
    finally:
        if handed is None or handed.submission_id is None:
            links.give_back(store, link)
    return handed


def _submit(request: Request, link: Link, lines: Sequence[Line], *, dry_run: bool) -> Handed:
    return submit(
        request.app.state.desk.ledger,
        [line.figure() for line in lines if line.given],
        actor=Actor(account=link.actor, post_id=link.post_id),
        delivery=Delivery(way="form"),
        dry_run=dry_run,
    )


def _store(request: Request) -> AccessStore:
    store = gate_of(request).store()
    if store is None:
        raise LuoshiError("link-gone")
    return store


def _lines(source: Books, link: Link) -> tuple[Line, ...]:
    return lines_of(form(source, link.post_id, states=NEW))


def _page(
    request: Request,
    source: Books,
    link: Link,
    lines: Sequence[Line],
    secret: str,
    *,
    handed: Handed | None = None,
    empty: bool = False,
) -> Response:
    refused = empty or (handed is not None and not handed.checked.accepted)
    return page(
        request,
        "collect_form.html",
        status_code=422 if refused else 200,
        acting=source.register.posts[link.post_id],
        unit=source.register.unit_of(link.post_id),
        lines=lines,
        submission="",
        handed=handed,
        empty=empty,
        field_key=field_key,
        target=f"/report/{secret}",
        once=moment(link.expires, language_of(request)),
    )

"""A form for whoever reports for a post without an account: one link, one submission.

What was returned comes first: the link then opens that submission to be corrected. Whoever has new figures
to report as well chooses one of the two; another letter brings another link.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from luoshi.access import links
from luoshi.access.links import Link
from luoshi.access.store import AccessStore
from luoshi.collection.asking import Books, books
from luoshi.collection.forms import form, form_again, returned
from luoshi.collection.states import Actor
from luoshi.collection.submitting import Delivery, Handed, submit
from luoshi.errors import LuoshiError
from luoshi.web.access import gate_of
from luoshi.web.collecting.entering import Line, lines_of, marked, typed
from luoshi.web.collecting.form_page import Once, form_page
from luoshi.web.collecting.sent import Sent, sent
from luoshi.web.format import moment
from luoshi.web.page import language_of, page
from luoshi.web.routes.collect import NEW

router = APIRouter()

NOTHING = "new"
"""In an address: none of the returned submissions, but a new one."""


@router.get("/report/{secret}")
def once(request: Request, secret: str, submission: str = "") -> Response:
    """Show the form of the link's post; opening it does not use the link up."""
    link = links.opened(_store(request), secret)
    source = books(request.app.state.desk.ledger)
    chosen = _chosen(source, link, submission)
    return _page(request, source, link, _lines(source, link, chosen), secret, submission=chosen)


@router.post("/report/{secret}")
def hand_in(request: Request, secret: str, given: Annotated[Sent, Depends(sent)]) -> Response:
    """Check what was typed; hand it in where that was asked, which uses the link up."""
    store = _store(request)
    link = links.opened(store, secret)
    source = books(request.app.state.desk.ledger)
    submission = _chosen(source, link, given.text("submission") or NOTHING)
    lines = typed(_lines(source, link, submission), given.fields)
    if not any(line.given for line in lines):
        return _page(request, source, link, lines, secret, submission=submission, empty=True)
    if given.text("act") == "submit":
        handed = _used(request, store, link, lines, submission)
    else:
        handed = _submit(request, link, lines, submission, dry_run=True)
    if handed.submission_id is None:
        told = marked(lines, handed.checked.found)
        return _page(request, source, link, told, secret, submission=submission, handed=handed)
    return page(request, "report_done.html", identity=handed.submission_id, changes=handed.checked.changes)


def _used(request: Request, store: AccessStore, link: Link, lines: Sequence[Line], submission: str) -> Handed:
    """Hand in under a link that is used up first, and given back where nothing was taken."""
    links.use(store, link)
    handed: Handed | None = None
    try:
        handed = _submit(request, link, lines, submission, dry_run=False)
    finally:
        if handed is None or handed.submission_id is None:
            links.give_back(store, link)
    return handed


def _submit(request: Request, link: Link, lines: Sequence[Line], submission: str, *, dry_run: bool) -> Handed:
    return submit(
        request.app.state.desk.ledger,
        [one for line in lines if line.given for one in line.figures()],
        actor=Actor(account=link.actor, post_id=link.post_id),
        delivery=Delivery(way="form"),
        dry_run=dry_run,
        submission_id=submission or None,
    )


def _store(request: Request) -> AccessStore:
    store = gate_of(request).store()
    if store is None:
        raise LuoshiError("link-gone")
    return store


def _chosen(source: Books, link: Link, asked: str) -> str:
    """Return the submission to correct, empty for a new one."""
    waiting = returned(source, link.post_id)
    if asked in waiting:
        return asked
    return waiting[0] if waiting and asked != NOTHING else ""


def _lines(source: Books, link: Link, submission: str) -> tuple[Line, ...]:
    if not submission:
        return lines_of(form(source, link.post_id, states=NEW))
    return lines_of(form_again(source, link.post_id, submission))


def _reason(source: Books, submission: str) -> str:
    """Return why a submission was returned."""
    view = next((one for one in source.submissions if one.id == submission), None)
    reasons = [one.reason or "" for one in view.events if one.event == "returned"] if view else []
    return reasons[-1] if reasons else ""


def _page(
    request: Request,
    source: Books,
    link: Link,
    lines: Sequence[Line],
    secret: str,
    *,
    submission: str,
    handed: Handed | None = None,
    empty: bool = False,
) -> Response:
    post = source.register.posts[link.post_id]
    once = Once(
        until=moment(link.expires, language_of(request)),
        reason=_reason(source, submission),
        others=[one for one in ("", *returned(source, link.post_id)) if one != submission],
        nothing=NOTHING,
    )
    target = f"/report/{secret}"
    return form_page(
        request, source, post, lines, submission, target=target, handed=handed, empty=empty, once=once
    )

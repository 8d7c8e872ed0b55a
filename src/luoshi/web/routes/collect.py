"""Reporting: the queue of a post, its form on the screen and as a workbook, files handed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from luoshi.collection.asking import AskedState, Books, books
from luoshi.collection.correcting import Sent as Correction
from luoshi.collection.correcting import sent_for_correction
from luoshi.collection.forms import form, form_again
from luoshi.collection.register import Post
from luoshi.collection.submitting import Delivery, Handed, submit
from luoshi.errors import LuoshiError
from luoshi.web.access import current
from luoshi.web.collecting.entering import Line, lines_of, marked, typed, workbook_form
from luoshi.web.collecting.form_page import form_page
from luoshi.web.collecting.posts import actor_of, chosen, needed, posts_of
from luoshi.web.collecting.queue import queue
from luoshi.web.collecting.sent import Sent, sent
from luoshi.web.collecting.uploads import Upload, handed_in, marked_copy, upload_of
from luoshi.web.page import language_of, page, reader_of

router = APIRouter()

FORM = "/collect/form"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEW: tuple[AskedState, ...] = ("due", "overdue")
"""States of what a new form asks."""


@router.get("/collect")
def own_queue(request: Request, post: str = "") -> Response:
    """Show what a post has to do."""
    source = books(request.app.state.desk.ledger, cut=reader_of(request).times.cut)
    posts = posts_of(current(request), source.register)
    acting = chosen(posts, post)
    return page(
        request,
        "collect.html",
        posts=posts,
        unit_of=source.register.unit_of,
        acting=acting,
        queue=queue(source, acting) if acting else None,
        correcting=_correcting(request, source, acting),
        names=_names(source),
    )


@router.get("/collect/form")
def blank_form(request: Request, post: str = "", submission: str = "") -> Response:
    """Show the form of a post, or a submission that can be changed."""
    source = _books(request)
    acting = needed(posts_of(current(request), source.register), post)
    lines = _lines(source, acting, submission)
    return form_page(request, source, acting, lines, submission, target=FORM)


@router.post("/collect/form")
def send_form(request: Request, given: Annotated[Sent, Depends(sent)]) -> Response:
    """Check what was typed; save it or hand it in where that was asked."""
    source = _books(request)
    acting = needed(posts_of(current(request), source.register), given.text("post"))
    submission, act = given.text("submission"), given.text("act")
    lines = typed(_lines(source, acting, submission), given.fields)
    figures = [one for line in lines if line.given for one in line.figures()]
    if not figures:
        return form_page(request, source, acting, lines, submission, target=FORM, empty=True)
    handed = submit(
        request.app.state.desk.ledger,
        figures,
        actor=actor_of(request, acting),
        delivery=Delivery(way="form", draft=act == "draft"),
        dry_run=act not in ("draft", "submit"),
        submission_id=submission or None,
    )
    if handed.submission_id:
        return _to_submission(handed.submission_id, acting)
    told = marked(lines, handed.checked.found)
    return form_page(request, source, acting, told, submission, target=FORM, handed=handed)


@router.get("/collect/workbook")
def workbook(request: Request, post: str = "", submission: str = "") -> Response:
    """Hand out the form of a post as a workbook; raises ``nothing-asked``."""
    from luoshi.formats.figures.workbook import write_workbook

    source = _books(request)
    acting = needed(posts_of(current(request), source.register), post)
    lines = _lines(source, acting, submission)
    if not lines:
        raise LuoshiError("nothing-asked")
    asked = workbook_form(source.register, acting, lines, source.today, submission)
    return attached(write_workbook(asked), f"{asked.title}-{source.today}.xlsx", XLSX)


@router.post("/collect/upload")
def upload(request: Request, given: Annotated[Sent, Depends(sent)]) -> Response:
    """Say what a file would change and what is wrong with it; take it where that was asked."""
    source = _books(request)
    acting = needed(posts_of(current(request), source.register), given.text("post"))
    came = upload_of(given)
    ledger = request.app.state.desk.ledger
    result = handed_in(ledger, came, actor_of(request, acting), dry_run=given.text("act") != "submit")
    if result.handed and result.handed.submission_id:
        return _to_submission(result.handed.submission_id, acting)
    if given.text("act") == "mark":
        content = marked_copy(came, result.problems, language_of(request))
        return attached(content, f"待改正-{came.name}", XLSX)
    return _upload_page(request, acting, came, result.handed, result.problems)


def attached(content: bytes, name: str, media_type: str) -> Response:
    """Return a file to be saved."""
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type=media_type, headers={"content-disposition": disposition})


def _books(request: Request) -> Books:
    return books(request.app.state.desk.ledger)


def _correcting(request: Request, source: Books, post: Post | None) -> list[Correction]:
    """Return the disagreements that were sent to a post for correction, as of now."""
    if post is None or reader_of(request).times.asked:
        return []
    found = sent_for_correction(request.app.state.desk.ledger, source.register, source.today)
    return [one for one in found if one.post_id == post.id]


def _names(source: Books) -> dict[str, str]:
    """Return names of indicators by id."""
    return {one.view.id: one.view.name for one in source.subjects.values()}


def _lines(source: Books, post: Post, submission: str) -> tuple[Line, ...]:
    if not submission:
        return lines_of(form(source, post.id, states=NEW))
    return lines_of(form_again(source, post.id, submission))


def _to_submission(identity: str, post: Post) -> Response:
    query = urlencode({"post": post.key})
    return RedirectResponse(f"/collect/submissions/{identity}?{query}", status_code=303)


def _upload_page(
    request: Request, post: Post, came: Upload, handed: Handed | None, problems: Sequence[Any]
) -> Response:
    return page(
        request,
        "collect_upload.html",
        status_code=422 if problems else 200,
        acting=post,
        came=came,
        handed=handed,
        problems=problems,
    )

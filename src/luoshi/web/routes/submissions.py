"""One submission: its figures, its log, remarks and evidence, and what may be done with it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from luoshi.access import Role
from luoshi.collection import deciding, remarks
from luoshi.collection.asking import Books, books
from luoshi.collection.log import SubmissionView, submission
from luoshi.collection.register import Post
from luoshi.collection.states import Actor
from luoshi.collection.submitting import withdraw
from luoshi.errors import LuoshiError
from luoshi.web.access import current
from luoshi.web.collecting.posts import actor_of, chosen, posts_of
from luoshi.web.collecting.queue import waits_for
from luoshi.web.collecting.sent import Sent, sent
from luoshi.web.page import page
from luoshi.web.routes.collect import attached

router = APIRouter()


@router.get("/collect/submissions/{identity}")
def one_submission(request: Request, identity: str, post: str = "") -> Response:
    """Show a submission; raises ``not-found`` for one that is not the caller's to see."""
    source = books(request.app.state.desk.ledger)
    view = _view(request, source, identity)
    acting = chosen(posts_of(current(request), source.register), post)
    own = acting is not None and acting.id in view.standing.author_posts
    return page(
        request,
        "submission.html",
        view=view,
        acting=acting,
        own=own,
        deciding=acting is not None and waits_for(source, view, acting),
        names={one.view.id: one.view.name for one in source.subjects.values()},
        places={identity: name for name, identity in source.places.items()},
        held=_held(source, view),
        post_name=lambda key: _post_name(source, key),
        unit_name=lambda key: source.register.organisations[key].name if key else "",
    )


@router.post("/collect/submissions/{identity}")
def act_on(request: Request, identity: str, given: Annotated[Sent, Depends(sent)]) -> Response:
    """Approve, return, publish, withdraw, remark on or add evidence to a submission."""
    source = books(request.app.state.desk.ledger)
    view = _view(request, source, identity)
    acting = chosen(posts_of(current(request), source.register), given.text("post"))
    _do(request, view, actor_of(request, acting), given)
    query = urlencode({"post": acting.key}) if acting else ""
    return RedirectResponse(f"/collect/submissions/{view.id}?{query}", status_code=303)


def _do(request: Request, view: SubmissionView, actor: Actor, given: Sent) -> None:
    """Do what was asked; raises ``act-unknown`` for anything else."""
    ledger, words = request.app.state.desk.ledger, given.text("words")
    match given.text("act"):
        case "approve":
            deciding.approve(ledger, view.id, actor=actor, comment=words)
        case "return":
            deciding.send_back(ledger, view.id, actor=actor, reason=words)
        case "publish":
            deciding.publish(ledger, view.id, actor=actor, comment=words)
        case "withdraw":
            withdraw(ledger, view.id, actor=actor, reason=words)
        case "comment":
            remarks.comment(ledger, view.id, words, actor=actor, figure_id=given.text("figure") or None)
        case "attach":
            file = given.files.get("file")
            if file is None or not file.name:
                raise LuoshiError("upload-missing")
            remarks.add_evidence(
                ledger,
                view.id,
                file.name,
                file.content,
                actor=actor,
                figure_id=given.text("figure") or None,
            )
        case other:
            raise LuoshiError("act-unknown", act=other)


@router.get("/collect/submissions/{identity}/evidence/{evidence}")
def evidence_file(request: Request, identity: str, evidence: str) -> Response:
    """Hand out a file that came with a submission, always to be saved, never shown in place."""
    ledger = request.app.state.desk.ledger
    view = _view(request, books(ledger), identity)
    found = next((one for one in view.evidence if one.id == evidence), None)
    if found is None:
        raise LuoshiError("not-found", what=evidence)
    return attached(remarks.evidence_bytes(ledger, found), found.name, found.media_type)


def _view(request: Request, source: Books, identity: str) -> SubmissionView:
    """Return a submission that the caller may see: of a unit, or on the way, of one of their posts."""
    with request.app.state.desk.ledger.reading() as connection:
        view = submission(connection, source.register, source.today, identity)
    caller = current(request)
    if caller.has(Role.PLANNER, Role.SUPERVISOR):
        return view
    units = {one.organisation_id for one in posts_of(caller, source.register)}
    on_the_way = {view.organisation_id, *(level.organisation_id for level in view.levels)}
    if units.isdisjoint(on_the_way):
        raise LuoshiError("not-found", what=identity)
    return view


def _held(source: Books, view: SubmissionView) -> dict[str, str]:
    """Return what the ledger holds of each figure so far, by the figure's id."""
    found = {}
    for figure in view.figures:
        for one in source.held.get(figure.indicator_id, ()):
            if (
                one.period.iso() == figure.period.iso()
                and source.places.get(one.place or "") == figure.place_id
            ):
                found[figure.id] = f"{one.value:f}"
    return found


def _post_name(source: Books, key: str | None) -> str:
    post: Post | None = source.register.posts.get(key or "")
    return f"{source.register.unit_of(post.id).name} {post.name}" if post else ""

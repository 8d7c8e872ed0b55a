"""Named projects as histories over documents, and what persons decide about their names."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import FormData

from luoshi.errors import LuoshiError
from luoshi.ledger import projecting, views
from luoshi.ledger.projecting import LONGEST_NAME
from luoshi.ledger.reasons import LONGEST_REASON
from luoshi.ledger.records import ProjectMentionView, ProjectView
from luoshi.ledger.store import Ledger
from luoshi.web import access
from luoshi.web.addresses import words_at
from luoshi.web.forms import text_of
from luoshi.web.page import page, reader_of

router = APIRouter()

PATH = "/projects"
DECISIONS = "/projects/decisions"


@router.get(PATH)
def projects(request: Request, show: str = "several") -> HTMLResponse:
    """Show named projects: what each document says of them, the earliest first."""
    reader = reader_of(request)
    found = request.app.state.desk.projects(reader.times)
    several = tuple(one for one in found if one.documents > 1)
    every = show == "all" or not several
    return page(
        request,
        "projects.html",
        projects=found if every else several,
        counts={"several": len(several), "all": len(found)},
        show="all" if every else "several",
        reader_address=lambda anchor: words_at(anchor, reader.times),
        may_decide=access.may_send(request, PATH),
        written=written,
        names=sorted({one.name for one in found}),
        longest=LONGEST_REASON,
        longest_name=LONGEST_NAME,
    )


@router.post(PATH)
async def decide(request: Request) -> RedirectResponse:
    """Record what a person decides about a project, or takes back, and lead to where it is seen."""
    form = await request.form()
    ledger: Ledger = request.app.state.desk.ledger
    caller = access.current(request)
    who = {"reason": text_of(form, "reason"), "actor": caller.account_id or caller.name}
    if text_of(form, "act") == "undo":
        number = text_of(form, "number")
        projecting.undo(ledger, int(number) if number.isdecimal() and len(number) < 10 else -1, **who)
        return RedirectResponse(DECISIONS, status_code=303)
    title = _decide(ledger, form, who)
    shown = [one for one in views.projects(ledger) if one.name == title]
    fragment = f"#project-{shown[0].key}" if shown else ""
    query = reader_of(request).times.query(show="all" if text_of(form, "show") == "all" else None)
    return RedirectResponse(PATH + query + fragment, status_code=303)


def _decide(ledger: Ledger, form: FormData, who: dict[str, str]) -> str | None:
    """Record a decision; return the name of the project that it leaves."""
    one = projecting.project_named(ledger, text_of(form, "project"))
    act, name = text_of(form, "act"), text_of(form, "name")
    if act == "merge":
        into = projecting.project_named(ledger, name)
        projecting.merge(ledger, [into, one], **who)
        return into.name
    if act == "split":
        projecting.split(ledger, one, [str(each) for each in form.getlist("pick")], name=name or None, **who)
        return name or None
    if act == "drop":
        projecting.drop(ledger, one, **who)
        return None
    raise LuoshiError("not-found", what=act[:40])


@router.get(DECISIONS)
def decisions(request: Request) -> HTMLResponse:
    """Show what was decided about the names of projects, with who, when and why."""
    return page(
        request,
        "project_decisions.html",
        decisions=projecting.decisions(request.app.state.desk.ledger, cut=reader_of(request).times.cut),
        may_decide=access.may_send(request, PATH),
        names=access.gate_of(request).names(),
        longest=LONGEST_REASON,
    )


def written(project: ProjectView) -> list[ProjectMentionView]:
    """Return the first mention of each name in each document."""
    first: dict[tuple[str, str], ProjectMentionView] = {}
    for one in project.mentions:
        first.setdefault((one.name, one.document_id), one)
    return list(first.values())

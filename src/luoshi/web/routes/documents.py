"""The documents of the ledger, and the reader: a document with every statement in its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from luoshi.errors import LuoshiError
from luoshi.ledger.records import StatementView
from luoshi.web import access, i18n
from luoshi.web.accounting import covered, rule_words
from luoshi.web.belonging import belongings
from luoshi.web.format import percent
from luoshi.web.library import Text, narrowed, uses
from luoshi.web.manuscript import Group, lay_out
from luoshi.web.page import Reader, page, reader_of
from luoshi.web.printed import page_at, pages_of
from luoshi.web.reviewing import PATH as REVIEW

router = APIRouter()

_SPAN = re.compile(r"(\d{1,9})-(\d{1,9})")


@router.get("/documents")
def documents(request: Request) -> HTMLResponse:
    """List what the ledger has read, newest first."""
    reader = reader_of(request)
    found = request.app.state.desk.documents(reader.times)
    ordered = sorted(
        found, key=lambda view: (view.published is None, view.published and -_ordinal(view), view.key)
    )
    return page(request, "documents.html", documents=ordered)


def _ordinal(view: Any) -> int:
    return int(view.published.last.toordinal())


@router.get("/documents/{key}")
def document(request: Request, key: str, words: str | None = None, find: str = "") -> HTMLResponse:
    """Show a document; ``words`` (a raw span ``start-end``) are the words to land on.

    With ``find`` they are the first place in that span where these words stand.
    """
    reader = reader_of(request)
    text: Text = request.app.state.desk.text(key, reader.times)
    span = narrowed(text.document, read_span(words), find)
    account = covered(text)
    manuscript = lay_out(text.document, text.statements, span, text.view.title, account.numerals)
    plans = request.app.state.desk.plans(reader.times)
    facts = tuple(request.app.state.desk.plan(plan.place_slug, plan.slug, reader.times) for plan in plans)
    return page(
        request,
        "reader.html",
        view=text.view,
        manuscript=manuscript,
        account=account,
        why=lambda rule: rule_words(rule, reader.language),
        uses=_uses_by_group(manuscript.groups, uses(facts, key)),
        doubt_words=lambda statement: _doubts(statement, reader),
        confidence=lambda statement: percent(Decimal(str(statement.confidence)), reader.language, 0),
        original=f"/documents/{quote(key)}/original{reader.times.query()}",
        pages=pages_of(text),
        page_at=lambda span: page_at(text, span),
        may_review=access.may_send(request, REVIEW),
        belongs=belongings(
            text.document,
            key,
            facts,
            request.app.state.desk.achievements(reader.times),
            request.app.state.desk.projects(reader.times),
        ),
    )


@router.get("/documents/{key}/original")
def original(request: Request, key: str) -> Response:
    """Hand out the file as it came in, to be kept rather than opened by the browser."""
    reader = reader_of(request)
    name, data = request.app.state.desk.original(key, reader.times)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


def read_span(words: str | None) -> tuple[int, int] | None:
    """Read ``start-end``; raises ``not-found`` for anything else."""
    if words is None:
        return None
    match = _SPAN.fullmatch(words)
    if not match or int(match[1]) >= int(match[2]):
        raise LuoshiError("not-found", what=words[:40])
    return int(match[1]), int(match[2])


def _uses_by_group(
    groups: tuple[Group, ...], found: Mapping[tuple[int, int], tuple[Any, ...]]
) -> dict[int, tuple[Any, ...]]:
    spans = {group.number: group.statements[0].anchor for group in groups}
    return {number: found.get((anchor.start, anchor.end), ()) for number, anchor in spans.items()}


def _doubts(statement: StatementView, reader: Reader) -> list[str]:
    """Return the doubts of a reading in words; a doubt without words shows its code."""
    known = i18n.catalogue()
    return [
        i18n.words(reader.language, f"doubt.{code}") if f"doubt.{code}" in known else code
        for code in statement.doubts
    ]

"""What the API has: its OpenAPI and a page for people."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse

from luoshi.errors import LuoshiError
from luoshi.ledger import views
from luoshi.ledger.records import PlanView
from luoshi.web.access import gate_of
from luoshi.web.api.description import Endpoint, described, endpoints
from luoshi.web.desk import Desk
from luoshi.web.gate import Mode
from luoshi.web.page import language_of, page, reader_of
from luoshi.web.times import Times

router = APIRouter()
rest = APIRouter()
"""Comes after every endpoint."""

QUERIES: Mapping[str, str] = {
    "search": "q=GDP",
    "composites": "composite=weighted",
    "compare": "concept=gdp&period=2025",
    "diff": "old=plan",
}
"""What an endpoint must be asked to answer at all."""

COMMON = frozenset({"at", "published_by", "recorded_by", "limit", "offset", "format"})
"""Parameters told of once, among the conventions."""


@router.get("/api/v1")
def people(request: Request) -> HTMLResponse:
    """Show the endpoints to a person."""
    reader = reader_of(request)
    some = _sample(request.app.state.desk, reader.times)
    known = endpoints(reader.language, inside=_inside(request))
    return page(
        request,
        "api.html",
        groups=[(group, list(members)) for group, members in groupby(known, key=lambda one: one.group)],
        common=COMMON,
        example=lambda endpoint: _example(endpoint, some),
    )


@router.get("/api/v1/openapi.json")
def openapi(request: Request) -> JSONResponse:
    """Return the OpenAPI of the API, described in the reader's language; of a published copy, what it has."""
    made = described(language_of(request), inside=_inside(request))
    return JSONResponse(made, headers={"vary": "Accept-Language, Cookie"})


def _inside(request: Request) -> bool:
    return gate_of(request).mode() is not Mode.COPY


@rest.get("/api/{path:path}")
def nothing(path: str) -> None:
    """Say that there is no such endpoint."""
    raise LuoshiError("not-found", what=f"/api/{path}")


def _sample(desk: Desk, times: Times) -> Mapping[str, str]:
    """Return a place, a plan, an indicator and a document that an example may ask for."""
    documents = {one.key: one for one in desk.documents(times)}
    found: dict[str, str] = {}
    if documents:
        found["key"] = next(iter(documents))

    def is_plan(plan: PlanView) -> bool:
        own = documents.get(plan.document_key)
        return own is not None and own.kind == "plan"

    plans = sorted(desk.plans(times), key=lambda plan: not is_plan(plan))
    for plan in plans[:1]:
        found |= {"place": plan.place_slug, "plan": plan.slug, "key": plan.document_key}
        indicators = views.indicators(desk.ledger, plan.id, cut=times.cut)
        if indicators:
            found["indicator"] = indicators[0].slug
    return found


def _example(endpoint: Endpoint, some: Mapping[str, str]) -> str | None:
    """Return an address of an endpoint that answers, ``None`` while the ledger holds nothing to show."""
    try:
        path = endpoint.path.format(**{name: quote(value) for name, value in some.items()})
    except KeyError:
        return None
    query = QUERIES.get(endpoint.name)
    return f"{path}?{query}" if query else path

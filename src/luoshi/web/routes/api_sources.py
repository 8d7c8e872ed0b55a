"""The API's endpoints about documents, what was read in them, and the journal."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from luoshi.ledger import views
from luoshi.ledger.search import search as find
from luoshi.statements.coverage import Outcome
from luoshi.vocabulary.words import Kind, Measure
from luoshi.web.accounting import covered
from luoshi.web.api import making_sources, sources
from luoshi.web.api.answering import TROUBLES, ForList, ForOne, lists, refuse_unknown
from luoshi.web.api.window import MOST
from luoshi.web.finding import Finder

router = APIRouter(
    prefix="/api/v1", tags=["sources"], dependencies=[Depends(refuse_unknown)], responses=dict(TROUBLES)
)


@router.get("/documents", **lists(sources.Documents))
def documents(call: ForList) -> Response:
    """Return the documents of the ledger."""
    make = partial(making_sources.document, times=call.times)
    return call.many(sources.Documents, call.desk.documents(call.times), make, "documents")


@router.get("/documents/{key}", response_model=sources.OneDocument)
def document(call: ForOne, key: str) -> Response:
    """Return one document."""
    view = views.document(call.ledger, key, cut=call.times.cut)
    return call.one(sources.OneDocument, making_sources.document(view, call.times))


@router.get("/documents/{key}/numbers", **lists(sources.Numerals))
def numerals(call: ForList, key: str, outcome: Outcome | None = None) -> Response:
    """Return every number of a document with what became of it."""
    found = [
        one for one in covered(call.desk.text(key, call.times)).numerals if outcome in (None, one.outcome)
    ]
    make = partial(making_sources.numeral, key=key, times=call.times)
    return call.many(sources.Numerals, found, make, "numbers")


@router.get("/statements", **lists(sources.Statements))
def statements(
    call: ForList,
    document: str | None = None,
    kind: Kind | None = None,
    measure: Measure | None = None,
    doubt: str | None = None,
    confidence_below: Annotated[float | None, Query(gt=0, le=1)] = None,
) -> Response:
    """Return the quantified statements read in documents."""
    if document is not None:
        views.document(call.ledger, document, cut=call.times.cut)
    found = [
        one
        for one in views.statements(call.ledger, document, cut=call.times.cut)
        if kind in (None, one.kind)
        and measure in (None, one.measure)
        and (doubt is None or doubt in one.doubts)
        and (confidence_below is None or one.confidence < confidence_below)
    ]
    make = partial(making_sources.statement, times=call.times)
    return call.many(sources.Statements, found, make, "statements")


@router.get("/achievements", **lists(sources.Achievements))
def achievements(call: ForList) -> Response:
    """Return what was published as having happened, with the special actions it may answer."""
    cut = call.times.cut
    plans = call.desk.plans(call.times)
    slugs = {
        one.id: f"{plan.place_slug}/{plan.slug}/{one.slug}"
        for plan in plans
        for one in views.actions(call.ledger, plan.id, cut=cut, forms=views.FORMS)
    }
    make = partial(making_sources.achievement, slugs=slugs, times=call.times)
    return call.many(sources.Achievements, views.achievements(call.ledger, cut=cut), make, "achievements")


@router.get("/projects", **lists(sources.Projects))
def projects(call: ForList) -> Response:
    """Return what documents say of named projects, those in most documents first."""
    found = [(one, mention) for one in call.desk.projects(call.times) for mention in one.mentions]
    make = partial(making_sources.mention, times=call.times)
    return call.many(sources.Projects, found, make, "projects")


@router.get("/promises", **lists(sources.Promises))
def promises(call: ForList, topic: str | None = None) -> Response:
    """Return promises without a number, and what was published about them."""
    found = [one for one in views.promises(call.ledger, cut=call.times.cut) if topic in (None, one.topic)]
    return call.many(sources.Promises, found, partial(making_sources.promise, times=call.times), "promises")


@router.get("/search", **lists(sources.Hits))
def search(call: ForList, q: Annotated[str, Query(max_length=200)]) -> Response:
    """Return what documents, statements and indicators say about some words."""
    hits = find(call.ledger, q, MOST, call.times.cut)
    make = partial(making_sources.hit, finder=Finder(call.desk, call.times, q))
    return call.many(sources.Hits, hits, make, "search")


@router.get("/journal", **lists(sources.Entries))
def journal(call: ForList) -> Response:
    """Return the entries of the journal, oldest first."""
    entries = list(call.ledger.entries(1, call.entry))
    return call.many(sources.Entries, entries, making_sources.entry, "journal")

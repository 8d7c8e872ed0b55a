"""The documents of a ledger for the pages: what there is, and one of them with what was read in it."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from luoshi.documents.model import Document
from luoshi.evaluation.run import Dossier
from luoshi.ledger import views
from luoshi.ledger.layers import layer_of
from luoshi.ledger.records import Citation, Cut, DocumentView, StatementView
from luoshi.ledger.searching.terms import marks, phrases
from luoshi.web.facts import PlanFacts

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

KEPT_DOCUMENTS = 16
"""How many read documents are kept in memory: reading one again takes tens of milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A document with its words and the statements read in them."""

    view: DocumentView
    document: Document
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What rests on a stretch of a document.

    Attributes:
        role: ``baseline``, ``target`` or ``figure``.
    """

    role: str
    name: str
    place: str
    plan: str
    key: str


def text(ledger: Ledger, key: str, cut: Cut) -> Text:
    """Return a document by its key; raises ``not-found``."""
    view = views.document(ledger, key, cut=cut)
    read = _read(_Original(ledger, view.edition_id, view.file, cut))
    statements = tuple(
        statement
        for statement in views.statements(ledger, key, cut=cut)
        if statement.anchor.edition_id == view.edition_id
    )
    return Text(view=view, document=read, statements=statements)


def document(ledger: Ledger, key: str, cut: Cut) -> Document:
    """Return the words of a document's edition as of a cut; raises ``not-found``."""
    view = views.document(ledger, key, cut=cut)
    return _read(_Original(ledger, view.edition_id, view.file, cut))


@dataclass(frozen=True, slots=True)
class _Original:
    """Names an edition; equal for equal editions, whatever the cut they were asked for under."""

    ledger: Ledger
    edition: str
    file: str
    cut: Cut

    def __hash__(self) -> int:
        return hash((id(self.ledger), self.edition))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Original) and self.ledger is other.ledger and self.edition == other.edition


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _read(original: _Original) -> Document:
    from luoshi.documents import read_bytes

    data = views.original_bytes(original.ledger, original.edition, cut=original.cut)
    layer = layer_of(original.ledger, hashlib.sha256(data).hexdigest())
    return read_bytes(data, original.file, layer=layer)


def narrowed(document: Document, span: tuple[int, int] | None, find: str) -> tuple[int, int] | None:
    """Return the raw span of the first place within a raw span where some words stand, else the span."""
    if span is None or not find:
        return span
    first, last = (bisect_left(document.raw_offsets, offset) for offset in span)
    for start, end in marks(document.text[first:last], phrases(find)):
        return document.raw_span(first + start, first + end)
    return span


def uses(plans: tuple[PlanFacts, ...], key: str) -> dict[tuple[int, int], tuple[Use, ...]]:
    """Return what rests on each stretch of a document, by raw span."""
    found: dict[tuple[int, int], list[Use]] = {}
    for facts in plans:
        for dossier in facts.summary.assessment.dossiers:
            for role, citation in _citations(dossier):
                anchor = citation.anchor
                if anchor is None or anchor.document_key != key:
                    continue
                use = Use(
                    role=role,
                    name=dossier.indicator.name,
                    place=facts.plan.place_slug,
                    plan=facts.plan.slug,
                    key=dossier.indicator.slug,
                )
                there = found.setdefault((anchor.start, anchor.end), [])
                if use not in there:
                    there.append(use)
    return {span: tuple(items) for span, items in found.items()}


def _citations(dossier: Dossier) -> Iterator[tuple[str, Citation]]:
    if dossier.indicator.baseline:
        yield "baseline", dossier.indicator.baseline.citation
    for target in dossier.indicator.targets:
        yield "target", target.citation
    for figure in dossier.observations:
        yield "figure", figure.citation

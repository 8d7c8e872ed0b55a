"""The rows of an edition: its bytes, what is known about it, its anchors and what was read in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from luoshi import __version__
from luoshi.ledger.columns_of import published_columns
from luoshi.ledger.contents import Contents
from luoshi.ledger.identity import anchor_id, document_id, edition_id, place_id, reading_id
from luoshi.ledger.layers import layer_record, layer_row
from luoshi.ledger.reconciling import Wanted
from luoshi.ledger.rows import Row
from luoshi.statements.model import Achievement, Promise, Statement

AUTHOR = f"luoshi@{__version__}"
"""Author of what this program reads."""

CONTEXT = 24
"""Characters kept before and after the words of an anchor."""


@dataclass(slots=True)
class Edition:
    """An edition on its way into the ledger.

    Attributes:
        fixed: Rows whose id says everything: added once, never changed.
        readings: Wanted readings, in the order statements, achievements, promises.
        spans: Words of each wanted reading, to find them again in another edition.
    """

    contents: Contents
    id: str
    document_id: str
    fixed: list[Row] = field(default_factory=list)
    readings: list[Wanted] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    anchors: dict[tuple[int, int, int], str] = field(default_factory=dict)

    def anchor(self, start: int, end: int, *, ordinal: int = 0, locator: dict[str, Any] | None = None) -> str:
        """Return the id of the anchor at a raw span, with its row among ``fixed``."""
        key = (start, end, ordinal)
        if key not in self.anchors:
            self.anchors[key] = anchor_id(self.id, start, end, ordinal)
            span = span_of(self.contents, start, end)
            values = {
                "id": self.anchors[key],
                "edition_id": self.id,
                "start": start,
                "end": end,
                "ordinal": ordinal,
                "quote": span.quote,
                "before": span.before,
                "after": span.after,
                "locator": locator or raw_locator(self.contents, start, end),
            }
            self.fixed.append(Row(table="anchor", values=values))
        return self.anchors[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words with those around them."""

    kind: str
    quote: str
    before: str
    after: str
    start: int


def span_of(contents: Contents, start: int, end: int, kind: str = "") -> Span:
    """Return the words at a raw span with those around them."""
    raw = contents.document.raw
    return Span(
        kind=kind,
        quote=raw[start:end],
        before=raw[max(0, start - CONTEXT) : start],
        after=raw[end : end + CONTEXT],
        start=start,
    )


def edition_of(contents: Contents) -> Edition:
    """Return the rows of an edition and the readings it should have."""
    source, document = contents.source, contents.document
    key = document_id(source.key)
    edition = Edition(contents, edition_id(key, document.sha256), key)
    edition.fixed += [
        Row(
            table="blob",
            values={"id": document.sha256, "size": len(contents.data), "body": contents.data},
        ),
        *place_rows(contents),
        Row(table="document", values={"id": key, "key": source.key}),
        Row(
            table="edition",
            values={
                "id": edition.id,
                "document_id": key,
                "sha256": document.sha256,
                "media_type": document.media_type,
            },
        ),
    ]
    if document.layer is not None:
        edition.fixed.append(layer_row(document.layer))
    _add_readings(edition)
    return edition


def place_rows(contents: Contents) -> Iterator[Row]:
    """Yield the row of the place a document is about."""
    source = contents.source
    if source.place:
        slug = str(source.extra.get("place_slug") or source.place_code or source.place)
        values = {
            "id": place_id(source.place_code, source.place),
            "slug": slug,
            "name": source.place,
            "code": source.place_code,
        }
        yield Row(table="place", values=values)


def description_of(contents: Contents, edition: str, *, renew: bool) -> Wanted:
    """Return what is known about an edition; ``renew`` makes it the one described last."""
    source = contents.source
    values = {
        "edition_id": edition,
        "file": source.file,
        "title": source.title or _own_title(contents) or source.file,
        "issuer": source.issuer,
        "kind": source.kind,
        "place_id": place_id(source.place_code, source.place) if source.place else None,
        **published_columns(source.published),
        "trust": source.trust,
        "nature": source.nature,
        "evidence": source.evidence,
        "url": source.url,
        "cites": list(source.cites) or None,
        "meta": _meta(contents),
    }
    return Wanted(table="description", subject=(edition,), values=values, renew=renew)


def _own_title(contents: Contents) -> str:
    return next((h.title for h in contents.document.outline if h.kind == "title"), "")


def _meta(contents: Contents) -> dict[str, Any] | None:
    source = contents.source
    meta = {**source.extra, **({"noise": source.noise} if source.noise else {})}
    if contents.document.layer is not None:
        meta |= layer_record(contents.document.layer)
    return meta or None


def _add_readings(edition: Edition) -> None:
    contents = edition.contents
    used: dict[tuple[int, int], int] = {}
    parts: tuple[tuple[str, Sequence[Any]], ...] = (
        ("statement", contents.statements),
        ("achievement", contents.achievements),
        ("promise", contents.promises),
    )
    for kind, some in parts:
        for fact in some:
            place = (fact.start, fact.end)
            used[place] = used.get(place, -1) + 1
            locator = getattr(fact, "locator", None)
            anchor = edition.anchor(*place, ordinal=used[place], locator=locator)
            edition.readings.append(_reading(fact, anchor))
            name = fact.kind if isinstance(fact, Promise) else kind
            edition.spans.append(span_of(contents, *place, kind=name))


def _reading(fact: Statement | Achievement | Promise, anchor: str) -> Wanted:
    return Wanted(
        table="reading",
        subject=(anchor, AUTHOR),
        values={"anchor_id": anchor, "author": AUTHOR, "by_person": False, **_values(fact)},
        identify=lambda version: reading_id(anchor, AUTHOR, version),
        numbered="version",
    )


def _values(fact: Statement | Achievement | Promise) -> dict[str, Any]:
    if isinstance(fact, Statement):
        return _statement_values(fact)
    if isinstance(fact, Achievement):
        return {
            "kind": "achievement",
            "subject": fact.subject,
            "event": fact.event,
            "text": fact.text,
            "region": fact.region,
            "period": fact.period,
            "section": fact.section,
            "confidence": fact.confidence,
        }
    return {
        "kind": fact.kind,
        "subject": fact.topic,
        "text": fact.text,
        "section": fact.section,
        "confidence": fact.confidence,
        "more": {"topic_title": fact.topic_title} if fact.topic_title else None,
    }


def _statement_values(fact: Statement) -> dict[str, Any]:
    return {
        "kind": "statement",
        "fact": fact.kind,
        "value": fact.value,
        "upper": fact.upper,
        "unit": fact.unit,
        "comparator": fact.comparator,
        "measure": fact.measure,
        "direction": fact.direction,
        "basis": fact.basis,
        "indicator": fact.indicator,
        "region": fact.region,
        "period": fact.period,
        "section": fact.section,
        "rule": fact.rule or None,
        "table_row": fact.row,
        "doubts": list(fact.doubts) or None,
        "confidence": fact.confidence,
    }


def raw_locator(contents: Contents, start: int, end: int) -> dict[str, Any]:
    """Return where a person finds a raw span in the file."""
    document = contents.document
    offsets = document.raw_offsets
    first = bisect_left(offsets, start, 0, len(offsets) - 1)
    last = bisect_left(offsets, end, first, len(offsets) - 1)
    return document.locator(first, max(first + 1, last))

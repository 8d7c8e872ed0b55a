"""What the ledger knows of sources: documents, their editions, the words a fact rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from luoshi.vocabulary.words import Evidence, Trust


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a source came out: an interval when known coarsely (``2021``), text as given."""

    text: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A document and its current edition."""

    id: str
    key: str
    title: str
    file: str
    issuer: str | None
    kind: str | None
    place: str | None
    published: Published | None
    trust: Trust
    nature: str | None
    evidence: Evidence
    url: str | None
    edition_id: str
    sha256: str
    media_type: str
    editions: int
    cites: tuple[dict[str, Any], ...] = ()
    statements: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    """Who may see what a source says.

    Attributes:
        publicity: 主动公开, 依申请公开 or 不予公开.
        released: From this day on; ``None``: since it was published.
    """

    what: Literal["document", "citation"]
    publicity: str
    released: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The words a fact rests on.

    Attributes:
        document_key: Of the document; ``None`` when the source is cited only.
        start, end: Raw span.
        quote: The words.
        locator: Where a person finds them.
        before, after: A few words of the document on either side, as they stand there.
    """

    id: str
    edition_id: str | None
    document_key: str | None
    start: int
    end: int
    quote: str
    locator: dict[str, Any] = field(default_factory=dict)
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What stands beside a figure: who published it, where, when, and how good the evidence is.

    Attributes:
        nature: Of the source: statistics, department, government, publicity …
        publicity: 主动公开, 依申请公开 or 不予公开; ``None`` where nothing was said of it.
        released: Who may see it may see it from this day on.
    """

    publisher: str | None
    title: str | None
    published: Published | None
    source: str | None
    locator: str | None
    quote: str | None
    trust: Trust
    evidence: Evidence
    anchor: Anchor | None = None
    nature: str | None = None
    publicity: str | None = None
    released: date | None = None

"""Shapes of what stands in documents: words, sources, statements, achievements, promises, hits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from luoshi.vocabulary.words import Basis, Comparator, Direction, Evidence, Kind, Measure, Trust
from luoshi.web.api.base import Answer, Exact, Form, Listing


class Publication(Form):
    """When a source came out, as coarsely as it is known."""

    text: str
    first: date
    last: date


class Locator(Form):
    """Where a person finds words in a file; which parts are given depends on the format."""

    paragraph: int | None = None
    characters: tuple[int, int] | None = None
    page: int | None = None
    boxes: list[tuple[float, float, float, float]] | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None


class Words(Form):
    """The words of a document that a fact rests on."""

    document: str | None
    edition: str | None
    start: int
    end: int
    quote: str
    locator: Locator
    page: str | None


class Source(Form):
    """What stands beside a figure: who published it, where, when, and how good the evidence is."""

    publisher: str | None
    title: str | None
    published: Publication | None
    address: str | None
    locator: str | None
    quote: str | None
    trust: Trust
    nature: str | None
    publicity: str | None
    released: date | None
    evidence: Evidence
    words: Words | None


class Cited(Form):
    """A source that a re-told document names."""

    publisher: str | None
    title: str | None
    date: str | None
    address: str | None


class Document(Form):
    """A document of the ledger in its current edition."""

    key: str
    title: str
    file: str
    issuer: str | None
    kind: str | None
    place: str | None
    published: Publication | None
    trust: Trust
    nature: str | None
    evidence: Evidence
    address: str | None
    edition: str
    sha256: str
    media_type: str
    editions: int
    statements: int
    cites: list[Cited]
    page: str


class Statement(Form):
    """A quantified statement: what a sentence or a table cell says with one number."""

    id: str
    words: Words
    value: Exact
    upper: Exact | None
    unit: str | None
    comparator: Comparator
    measure: Measure
    direction: Direction | None
    basis: Basis | None
    indicator: str | None
    region: str | None
    period: str | None
    kind: Kind
    section: str | None
    doubts: list[str]
    confidence: float
    rule: str | None
    row: int | None
    author: str


class Numeral(Form):
    """A number of a document and what became of it."""

    start: int
    end: int
    text: str
    outcome: Literal["statement", "set-aside", "open"]
    rule: str
    page: str


class Answered(Form):
    """A special action that an achievement may answer, and why."""

    action: str
    score: float
    reason: str


class Achievement(Form):
    """Something published as having happened."""

    id: str
    subject: str
    event: str
    text: str
    period: str | None
    region: str | None
    section: str | None
    confidence: float
    words: Words
    actions: list[Answered]


class Mention(Form):
    """What a document says of a named project."""

    project: str
    name: str
    mentioned: str
    decided: bool
    documents: int
    stage: Literal["planned", "starting", "building", "topped-out", "opened"]
    reached: bool
    stage_words: str
    text: str
    period: str | None
    amount: str | None
    areas: list[str]
    published: str | None
    words: Words


class Promise(Form):
    """A promise without a number, or what was published about it."""

    id: str
    topic: str
    kind: Literal["promise", "published"]
    text: str
    section: str | None
    confidence: float
    words: Words


class Entry(Form):
    """One entry of the journal."""

    number: int
    recorded: datetime
    actor: str
    reason: str
    hash: str
    rows: int


class Mark(Form):
    """A stretch of a snippet that answers the query."""

    start: int
    end: int


class Hit(Form):
    """Something a search found."""

    kind: Literal["indicator", "statement", "document"]
    title: str
    snippet: str
    marks: list[Mark]
    document: str | None
    start: int | None
    end: int | None
    statement: str | None
    indicator: str | None
    page: str


class Documents(Listing):
    """A stretch of the list of documents."""

    items: list[Document]


class OneDocument(Answer):
    """One document."""

    item: Document


class Statements(Listing):
    """A stretch of the list of statements."""

    items: list[Statement]


class Numerals(Listing):
    """A stretch of what became of the numbers of a document."""

    items: list[Numeral]


class Achievements(Listing):
    """A stretch of the list of achievements."""

    items: list[Achievement]


class Projects(Listing):
    """A stretch of what documents say of named projects, project by project."""

    items: list[Mention]


class Promises(Listing):
    """A stretch of the list of promises."""

    items: list[Promise]


class Entries(Listing):
    """A stretch of the journal."""

    items: list[Entry]


class Hits(Listing):
    """A stretch of what a search found."""

    items: list[Hit]

"""Joining an original to figures that so far were only cited: by their quote and their locator."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping, select

from luoshi.errors import LuoshiError, Place
from luoshi.ledger.contents import Contents
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.editions import Edition, description_of, place_rows, raw_locator
from luoshi.ledger.identity import document_id, edition_id
from luoshi.ledger.reconciling import Wanted, held, nothing, reconcile
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import attachment, citation, description, edition, observation

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_ELISION = re.compile(r"…+|\.{3,}|\|+|/{2,}")
_LINE = re.compile(r"\bline\s*(\d+)|第\s*(\d+)\s*行", re.IGNORECASE)
_PAGE = re.compile(r"\bpage\s*(\d+)|第\s*(\d+)\s*页", re.IGNORECASE)
_LEAST = 8
"""Fewest characters of a quote that can be told from chance by themselves."""

_STRETCH = 600
"""Most characters over which the parts of a quote with gaps may be spread."""

SURE, FOUND, GAPS = 1.0, 0.9, 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A figure that now has its words in an original."""

    observation_id: str
    quote: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachReport:
    """What an original was joined to.

    Attributes:
        key: Of the document.
        attached: Figures joined by this call.
        before: Figures that were joined to this edition already.
        entry: Number of the journal entry, ``None`` when nothing was written.
    """

    key: str
    attached: tuple[Attached, ...]
    before: int = 0
    entry: int | None = None


def attach(ledger: Ledger, original: str | Path, *, actor: str = "luoshi attach") -> AttachReport:
    """Join an original to the figures that cite it.

    A figure is joined when its quote stands in the original in one place, or where its locator says; a
    quote with gaps (``…``) when its parts follow one another closely. A quote too short to be told from
    chance is joined only if the figure's source is the original by title, address or file name. Nothing is
    written when no figure is joined.

    Args:
        ledger: Open for writing.
        original: The file; a ``sources.yaml`` beside it says where it comes from.
        actor: Who does it.

    Raises:
        LuoshiError: What reading the file raises (a classification mark is refused); what
            ``Ledger.append`` raises.
    """
    contents = _contents(Path(original))
    text = _Text(contents)
    with ledger.reading() as connection:
        contents = _with_free_key(connection, contents)
        frame = _frame(contents)
        found, before = _joins(connection, contents, text, frame)
        if not found:
            return AttachReport(key=contents.source.key, attached=(), before=before)
        changes = _changes(connection, contents, frame, found)
    rows = [*ledger.missing(frame.fixed), *changes]
    entry = ledger.append(rows, actor=actor, reason=f"关联原文 / original joined: {contents.source.file}")
    return AttachReport(
        key=contents.source.key,
        attached=tuple(joined for joined, _, _ in found),
        before=before,
        entry=entry.number,
    )


def _contents(path: Path) -> Contents:
    from luoshi.documents import read
    from luoshi.documents.sources import source_for

    document = read(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise LuoshiError("file-unreadable", Place(file=path.name), reason=reason) from None
    return Contents(source=source_for(path), data=data, document=document)


def _with_free_key(connection: Connection, contents: Contents) -> Contents:
    """Return the contents under a key of its own when another document has its file's name."""
    identity = document_id(contents.source.key)
    known = select(edition.c.sha256).where(edition.c.document_id == identity)
    editions = set(connection.execute(known).scalars())
    sha256 = contents.document.sha256
    if not editions or sha256 in editions:
        return contents
    return replace(contents, source=replace(contents.source, key=f"{contents.source.key}@{sha256[:8]}"))


def _frame(contents: Contents) -> Edition:
    key, document = document_id(contents.source.key), contents.document
    frame = Edition(contents, edition_id(key, document.sha256), key)
    blob = {"id": document.sha256, "size": len(contents.data), "body": contents.data}
    state = {
        "id": frame.id,
        "document_id": key,
        "sha256": document.sha256,
        "media_type": document.media_type,
    }
    frame.fixed += [
        Row(table="blob", values=blob),
        *place_rows(contents),
        Row(table="document", values={"id": key, "key": contents.source.key}),
        Row(table="edition", values=state),
    ]
    return frame


Found = tuple[Attached, int, int]
"""A figure and the raw span of its words."""


def _joins(
    connection: Connection, contents: Contents, text: _Text, frame: Edition
) -> tuple[list[Found], int]:
    found: list[Found] = []
    before = 0
    joined = _joined(connection)
    for row in _cited(connection):
        if row["id"] in joined:
            before += joined[row["id"]] == frame.id
            continue
        place = _place(row, text, is_source=_is_source(row, contents))
        if place is not None:
            start, end, score, reason = place
            quote = contents.document.raw[start:end]
            attached = Attached(observation_id=row["id"], quote=quote, score=score, reason=reason)
            found.append((attached, start, end))
    return found, before


def _cited(connection: Connection) -> Sequence[RowMapping]:
    bounds = resolve(connection, NOW)
    question = (
        select(observation, citation.c.title, citation.c.source)
        .join(citation, citation.c.id == observation.c.citation_id)
        .where(stands(observation, bounds), observation.c.anchor_id.is_(None))
        .order_by(observation.c.entry, observation.c.position)
    )
    return list(connection.execute(question).mappings())


def _joined(connection: Connection) -> dict[str, str]:
    """Return the edition to which figures are joined already, by figure."""
    from luoshi.ledger.schema import anchor

    bounds = resolve(connection, NOW)
    question = (
        select(attachment.c.observation_id, anchor.c.edition_id)
        .join(anchor, anchor.c.id == attachment.c.anchor_id)
        .where(stands(attachment, bounds))
    )
    return {figure: state for figure, state in connection.execute(question)}


def _is_source(row: RowMapping, contents: Contents) -> bool:
    """Whether a figure's citation names the original: by title, address or file name."""
    source = contents.source
    titles = {_folded(title) for title in (source.title, *_headings(contents)) if title}
    named = _folded(row["title"] or "") in titles if row["title"] else False
    address = row["source"] or ""
    return named or bool(source.url and source.url in address) or source.file in address


def _headings(contents: Contents) -> Iterator[str]:
    return (heading.title for heading in contents.document.outline if heading.kind == "title")


def _place(row: RowMapping, text: _Text, *, is_source: bool) -> tuple[int, int, float, str] | None:
    """Return where the words of a figure stand, how sure that is, and why."""
    quote = row["quote"] or ""
    parts = [folded for part in _ELISION.split(quote) if (folded := _folded(part))]
    length = sum(len(part) for part in parts)
    if not parts or not (is_source or (length >= _LEAST and any(c.isdigit() for c in quote))):
        return None
    places = text.find(parts)
    if len(places) > 1:
        places = _where_located(places, row["locator"] or "", text)
    if len(places) != 1:
        return None
    start, end = text.raw_span(*places[0])
    score = GAPS if len(parts) > 1 else FOUND
    if is_source:
        return start, end, min(SURE, score + 0.1), "出处与引文一致 / source and quote agree"
    return start, end, score, "引文一致 / the quote agrees"


def _where_located(places: list[tuple[int, int]], locator: str, text: _Text) -> list[tuple[int, int]]:
    """Return those places that stand in the line or on the page a locator names, else none."""
    if named := _LINE.search(locator):
        return [place for place in places if text.line(place[0]) == int(named[1] or named[2])]
    if named := _PAGE.search(locator):
        return [place for place in places if text.page(place) == int(named[1] or named[2])]
    return []


def _folded(text: str) -> str:
    return "".join(character for character, _ in _fold(text))


def _fold(text: str) -> Iterator[tuple[str, int]]:
    """Yield the characters of a text without spaces, width and case, each with its offset."""
    for offset, character in enumerate(text):
        for folded in unicodedata.normalize("NFKC", character).lower():
            if not folded.isspace():
                yield folded, offset


class _Text:
    """A text to look for quotes in, whatever its spaces and widths."""

    def __init__(self, contents: Contents) -> None:
        raw = contents.document.raw
        pairs = list(_fold(raw))
        self.contents = contents
        self.raw = raw
        self.folded = "".join(character for character, _ in pairs)
        self.offsets = [offset for _, offset in pairs]

    def find(self, parts: Sequence[str]) -> list[tuple[int, int]]:
        """Return the folded spans over which the parts follow one another, at most a stretch long."""
        found = []
        start = self.folded.find(parts[0])
        while start >= 0:
            end = self._follow(start + len(parts[0]), parts[1:], start + _STRETCH)
            if end is not None:
                found.append((start, end))
            start = self.folded.find(parts[0], start + 1)
        return found

    def _follow(self, place: int, parts: Sequence[str], limit: int) -> int | None:
        for part in parts:
            at = self.folded.find(part, place, limit)
            if at < 0:
                return None
            place = at + len(part)
        return place

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span of a folded one."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def line(self, start: int) -> int:
        """Return the line in which a folded offset stands, from 1."""
        return self.raw.count("\n", 0, self.offsets[start]) + 1

    def page(self, place: tuple[int, int]) -> int | None:
        """Return the page on which a folded span stands, ``None`` in files without pages."""
        return raw_locator(self.contents, *self.raw_span(*place)).get("page")


def _changes(connection: Connection, contents: Contents, frame: Edition, found: Sequence[Found]) -> list[Row]:
    wanted = []
    for attached, start, end in found:
        values: dict[str, Any] = {
            "observation_id": attached.observation_id,
            "anchor_id": frame.anchor(start, end),
            "score": attached.score,
            "reason": attached.reason,
        }
        wanted.append(Wanted(table="attachment", subject=(attached.observation_id,), values=values))
    ids = [attached.observation_id for attached, _, _ in found]
    there = held(connection, "attachment", attachment.c.observation_id.in_(ids))
    described = held(connection, "description", description.c.edition_id == frame.id)
    said = [] if any(True for _ in described.standing()) else [description_of(contents, frame.id, renew=True)]
    return [
        *reconcile(said, described, reason="", retract=nothing).rows,
        *reconcile(wanted, there, reason="", retract=nothing).rows,
    ]

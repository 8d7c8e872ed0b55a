"""What a person decides about a reading: accept, correct, reject, merge, split, place an orphan again.

A person's reading is a row of its own under the same or other words; it outranks the machine's from then
on, whatever a build reads. What is rejected is retracted by a person, so no build brings it back. Who and
when are in the journal entry, why is its reason; the decision is kept with the reading (``more``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from luoshi.errors import LuoshiError
from luoshi.ledger.editions import CONTEXT
from luoshi.ledger.identity import anchor_id, entered
from luoshi.ledger.reasons import refuse_reason
from luoshi.ledger.records import Entry
from luoshi.ledger.review.fields import NEEDED, checked, fields_of
from luoshi.ledger.review.standing import Standing, current_editions, machine_below, standing
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import anchor, blob, description, edition, reading

if TYPE_CHECKING:
    from luoshi.documents.model import Document
    from luoshi.ledger.store import Ledger

REPLACED = "另作读取 / read otherwise: "
"""Begins the reason of a retraction by which other readings took a reading's place."""

Span = tuple[int, int]
Fields = Mapping[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the readings that a merge or a split leaves.

    Attributes:
        span: Raw span of its words; ``None``: those of the reading it comes from.
        fields: What differs from the reading it comes from, as texts.
    """

    span: Span | None = None
    fields: Fields


def accept(ledger: Ledger, identity: str, *, reason: str = "", actor: str) -> Entry:
    """Take a reading as right; raises ``not-found`` and what ``Ledger.append`` raises."""
    return _write(ledger, [identity], [("accepted", Part(fields={}))], reason=reason, actor=actor)


def correct(
    ledger: Ledger,
    identity: str,
    fields: Fields,
    *,
    span: Span | None = None,
    reason: str,
    actor: str,
) -> Entry:
    """Read other values, or other words.

    Args:
        ledger: Open for writing.
        identity: The reading that stands.
        fields: Texts by field; an empty text empties the field.
        span: Raw span of the words it should rest on.
        reason: Why, in the person's words.
        actor: Who decides.

    Raises:
        LuoshiError: ``not-found``, ``review-field``, ``review-words``, ``review-passage``,
            ``decision-without-reason``, ``decision-reason-long``, ``ledger-conflict``.
    """
    refuse_reason(reason)
    return _write(
        ledger, [identity], [("corrected", Part(span=span, fields=fields))], reason=reason, actor=actor
    )


def reject(ledger: Ledger, identity: str, *, reason: str, actor: str) -> Entry:
    """Say that some words are no statement or no achievement; no build brings the reading back."""
    refuse_reason(reason)
    return _write(ledger, [identity], [], reason=reason, actor=actor)


def merge(
    ledger: Ledger,
    identities: Sequence[str],
    fields: Fields,
    *,
    span: Span | None = None,
    reason: str,
    actor: str,
) -> Entry:
    """Make one reading of several of one document: the values of the first, the words of all.

    Raises:
        LuoshiError: ``review-merge`` for fewer than two, or for readings of different editions or kinds.
    """
    refuse_reason(reason)
    if len(set(identities)) < 2:
        raise LuoshiError("review-merge")
    part = Part(span=span, fields=fields)
    return _write(ledger, list(dict.fromkeys(identities)), [("merged", part)], reason=reason, actor=actor)


def split(ledger: Ledger, identity: str, parts: Sequence[Part], *, reason: str, actor: str) -> Entry:
    """Make several readings of one; raises ``review-split`` for fewer than two parts."""
    refuse_reason(reason)
    if len(parts) < 2:
        raise LuoshiError("review-split")
    return _write(ledger, [identity], [("split", part) for part in parts], reason=reason, actor=actor)


def place_again(ledger: Ledger, identity: str, span: Span, *, reason: str = "", actor: str) -> Entry:
    """Put a person's reading whose words are gone at other words of the present edition."""
    return _write(
        ledger, [identity], [("placed", Part(span=span, fields={}))], reason=reason, actor=actor, move=True
    )


def _write(
    ledger: Ledger,
    identities: Sequence[str],
    parts: Sequence[tuple[str, Part]],
    *,
    reason: str,
    actor: str,
    move: bool = False,
) -> Entry:
    with ledger.reading() as connection:
        rows = rows_for(connection, identities, parts, reason=reason, actor=actor, move=move)

    def unchanged(connection: Connection) -> None:
        for identity in identities:
            _still(connection, identity)

    said = reason.strip() or "审核通过 / accepted"
    return ledger.append(rows, actor=actor, reason=said, check=unchanged)


def _still(connection: Connection, identity: str) -> None:
    """Refuse what was decided about a reading that somebody else has decided about meanwhile."""
    try:
        standing(connection, identity)
    except LuoshiError as error:
        raise LuoshiError("ledger-conflict", table="reading") from error


def rows_for(
    connection: Connection,
    identities: Sequence[str],
    parts: Sequence[tuple[str, Part]],
    *,
    reason: str,
    actor: str,
    move: bool = False,
) -> list[Row]:
    """Return the rows that put some readings in place of others."""
    ones = [standing(connection, identity) for identity in identities]
    first = ones[0]
    if len({(one.words["edition_id"], one.kind) for one in ones}) > 1:
        raise LuoshiError("review-merge")
    home = _Home.of(connection, first, move=move)
    whole = (min(one.words["start"] for one in ones), max(one.words["end"] for one in ones))
    rows: list[Row] = []
    kept: set[str] = set()
    for decision, part in parts:
        span = part.span or (whole if len(ones) > 1 else None)
        mark, mark_rows = home.anchor(first, span)
        values = _person(connection, first.kind, first.values, mark, part.fields, actor)
        values["more"] = {
            **(first.values.get("more") or {}),
            "decision": decision,
            "reason": reason.strip(),
        }
        before = _taken_over(ones, mark, kept, single=len(parts) == 1)
        if before is not None:
            values["supersedes"] = before
            kept.add(before)
        rows += [*mark_rows, Row(table="reading", values=values)]
    stays = {row.values["anchor_id"] for row in rows if row.table == "reading"}
    why = (REPLACED if parts else "") + reason
    for one in ones:
        if one.words["id"] not in stays:
            rows += [_retraction(gone, why) for gone in machine_below(connection, one) if gone not in kept]
    return rows


def _taken_over(ones: Sequence[Standing], mark: str, kept: set[str], *, single: bool) -> str | None:
    """Return the person's reading whose place a new one takes."""
    mine = [one for one in ones if one.by_person and one.id not in kept]
    here = next((one.id for one in mine if one.words["id"] == mark), None)
    return here or (mine[0].id if single and mine else None)


def _retraction(identity: str, reason: str) -> Row:
    values = {"id": entered(), "what": "reading", "row_id": identity, "reason": reason.strip()}
    return Row(table="retraction", values=values)


def _person(
    connection: Connection, kind: str, base: Mapping[str, Any], mark: str, fields: Fields, actor: str
) -> dict[str, Any]:
    """Return the values of a person's reading: those of the one it rests on, but for what differs."""
    versions = select(func.max(reading.c.version)).where(
        reading.c.anchor_id == mark, reading.c.author == actor
    )
    values = {**base, **checked(kind, fields)}
    for name in ("doubts", "supersedes"):
        values.pop(name, None)
    return values | {
        "id": entered(),
        "kind": kind,
        "anchor_id": mark,
        "author": actor,
        "by_person": True,
        "version": (connection.execute(versions).scalar() or 0) + 1,
        "confidence": 1.0,
    }


def add(
    ledger: Ledger, document: str, span: Span, fields: Fields, *, kind: str, reason: str = "", actor: str
) -> Entry:
    """Read a statement or an achievement that no rule has read.

    Raises:
        LuoshiError: ``not-found`` for the document; ``review-words``; ``review-field`` for a field that is
            wrong or missing.
    """
    with ledger.reading() as connection:
        rows = rows_to_add(connection, document, span, fields, kind=kind, reason=reason, actor=actor)
    return ledger.append(rows, actor=actor, reason=reason.strip() or "补充读取 / added")


def rows_to_add(
    connection: Connection,
    document: str,
    span: Span,
    fields: Fields,
    *,
    kind: str,
    reason: str,
    actor: str,
) -> list[Row]:
    """Return the rows of a reading that no rule has read."""
    current = current_editions(connection).get(document)
    if current is None:
        raise LuoshiError("not-found", what=document)
    needed = [name for name in fields_of(kind) if name in NEEDED and not (fields.get(name) or "").strip()]
    if needed:
        raise LuoshiError("review-field", field=needed[0], text="")
    home = _Home(current, connection)
    mark, rows = home.anchor(None, span)
    values = _person(connection, kind, {}, mark, fields, actor)
    values["more"] = {"decision": "added", "reason": reason.strip()}
    if kind == "achievement":
        values["text"] = home.document.raw[slice(*span)]
    return [*rows, Row(table="reading", values=values)]


@dataclass(slots=True)
class _Home:
    """The edition in which a person's reading is to stand."""

    edition_id: str
    connection: Connection
    used: set[tuple[int, int, int]] = field(default_factory=set)
    _document: Document | None = None

    @classmethod
    def of(cls, connection: Connection, one: Standing, *, move: bool) -> _Home:
        current = current_editions(connection).get(one.document)
        return cls(current if move and current else one.words["edition_id"], connection)

    @property
    def document(self) -> Document:
        """The edition as it was read; only where words are chosen anew."""
        if self._document is None:
            self._document = _document_of(self.connection, self.edition_id)
        return self._document

    def anchor(self, one: Standing | None, span: Span | None) -> tuple[str, list[Row]]:
        """Return the anchor of a span, with its row where the ledger does not hold it."""
        if one is not None and one.words["edition_id"] == self.edition_id:
            own = (one.words["start"], one.words["end"])
            key = (*own, one.words["ordinal"])
            if span in (None, own) and key not in self.used:
                self.used.add(key)
                return str(one.words["id"]), []
        start, end = span or ((one.words["start"], one.words["end"]) if one else (0, 0))
        raw = self.document.raw
        if not 0 <= start < end <= len(raw) or not raw[start:end].strip():
            raise LuoshiError("review-words", start=start, end=end)
        if self._in_passage(start, end):
            raise LuoshiError("review-passage", start=start, end=end)
        ordinal = self._free(start, end)
        self.used.add((start, end, ordinal))
        identity = anchor_id(self.edition_id, start, end, ordinal)
        values = {
            "id": identity,
            "edition_id": self.edition_id,
            "start": start,
            "end": end,
            "ordinal": ordinal,
            "quote": raw[start:end],
            "before": raw[max(0, start - CONTEXT) : start],
            "after": raw[end : end + CONTEXT],
            "locator": self._locator(start, end),
        }
        return identity, [Row(table="anchor", values=values)]

    def _free(self, start: int, end: int) -> int:
        """Return the first ordinal of a span that no anchor has."""
        question = select(anchor.c.ordinal).where(
            anchor.c.edition_id == self.edition_id, anchor.c.start == start, anchor.c.end == end
        )
        taken = set(self.connection.execute(question).scalars())
        taken |= {used[2] for used in self.used if used[:2] == (start, end)}
        return next(ordinal for ordinal in range(len(taken) + 1) if ordinal not in taken)

    def _in_passage(self, start: int, end: int) -> bool:
        """Say whether words stand in a passage that is never read, such as a speech."""
        from luoshi.statements.passages import passage_over, set_aside

        first, last = self._clean(start, end)
        return passage_over(set_aside(self.document), first, last) is not None

    def _clean(self, start: int, end: int) -> tuple[int, int]:
        offsets = self.document.raw_offsets
        first = bisect_left(offsets, start, 0, len(offsets) - 1)
        return first, max(first + 1, bisect_left(offsets, end, first, len(offsets) - 1))

    def _locator(self, start: int, end: int) -> dict[str, Any]:
        return self.document.locator(*self._clean(start, end))


def _document_of(connection: Connection, home: str) -> Document:
    from luoshi.documents import read_bytes

    question = (
        select(blob.c.body, description.c.file)
        .join(edition, edition.c.sha256 == blob.c.id)
        .join(description, description.c.edition_id == edition.c.id)
        .where(edition.c.id == home)
    )
    body, file = connection.execute(question).first() or (b"", "")
    return read_bytes(body, file)

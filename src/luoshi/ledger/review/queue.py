"""What waits for a person: readings, the doubtful first, and persons' readings whose words are gone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, get_args

from sqlalchemy import RowMapping, select

from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.records import Cut
from luoshi.ledger.review.deciding import REPLACED
from luoshi.ledger.review.fields import fields_of
from luoshi.ledger.review.standing import KINDS, Standing, current_editions, made
from luoshi.ledger.schema import journal, reading, retraction
from luoshi.ledger.views.documents import standing_readings
from luoshi.ledger.views.reading import View, view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

State = Literal["open", "accepted", "corrected", "merged", "split", "placed", "added", "rejected", "orphan"]
STATES: tuple[State, ...] = get_args(State)
SURE = 0.9
"""From this confidence on a reading without doubts need not be reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Who decided about a reading, when and why."""

    actor: str
    recorded: datetime
    entry: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A reading in the queue.

    Attributes:
        id: Of the reading that stands, or of the one that was rejected.
        kind: ``statement`` or ``achievement``.
        state: ``open``, what was decided, or ``orphan``: a person's reading whose words are not in the
            present edition.
        fields: Its values as texts, by field.
        needed: Whether it is doubtful enough to be looked at.
    """

    id: str
    kind: str
    state: State
    document: str
    edition: str
    start: int
    end: int
    quote: str
    before: str
    after: str
    fields: Mapping[str, str]
    doubts: tuple[str, ...]
    confidence: float
    text: str = ""
    section: str | None = None
    author: str = ""
    judged: Judgement | None = None
    locator: Mapping[str, Any] = field(default_factory=dict)

    @property
    def needed(self) -> bool:
        """Whether a person should look at it."""
        return self.state == "orphan" or (
            self.state == "open" and (bool(self.doubts) or self.confidence < SURE)
        )


def queue(
    ledger: Ledger,
    *,
    document: str | None = None,
    kind: str | None = None,
    states: Sequence[State] = ("open", "orphan"),
    every: bool = False,
    cut: Cut = NOW,
) -> tuple[Item, ...]:
    """Return readings that wait or were decided, orphans first, then the least sure.

    Args:
        ledger: Where they are.
        document: Key of the only document.
        kind: The only kind.
        states: Which states.
        every: Also readings without doubts.
        cut: Of the three times.
    """
    with view(ledger, cut) as seen:
        found = [*_standing(seen), *(_rejected(seen) if "rejected" in states else ())]
    chosen = [
        one
        for one in found
        if one.state in states
        and document in (None, one.document)
        and kind in (None, one.kind)
        and (every or one.needed or one.state not in ("open", "orphan"))
    ]
    return tuple(sorted(chosen, key=_order))


def find(ledger: Ledger, identity: str) -> Item | None:
    """Return the item with an id, or with the only id that begins or ends so."""
    some = queue(ledger, states=STATES, every=True)
    found = [one for one in some if one.id == identity]
    if not found and len(identity) >= _SHORTEST_ID:
        found = [one for one in some if one.id.startswith(identity) or one.id.endswith(identity)]
    return found[0] if len(found) == 1 else None


_SHORTEST_ID = 6


def _order(one: Item) -> tuple[bool, float, str, int, int]:
    return one.state != "orphan", one.confidence, one.document, one.start, one.end


def _standing(seen: View) -> Iterable[Item]:
    question = standing_readings(seen.bounds, reading.c.kind.in_(KINDS))
    ones = made(seen.connection, seen.rows(question))
    current = current_editions(seen.connection)
    judged = _judged(seen, [one for one in ones if one.by_person])
    for one in ones:
        here = current.get(one.document) == one.words["edition_id"]
        if here or one.by_person:
            yield _item(one, _state(one, here), judged.get(one.id))


def _state(one: Standing, here: bool) -> State:
    if not one.by_person:
        return "open"
    return (one.values.get("more") or {}).get("decision", "corrected") if here else "orphan"


def _item(one: Standing, state: State, judged: Judgement | None) -> Item:
    values, words = one.values, one.words
    return Item(
        id=one.id,
        kind=one.kind,
        state=state,
        document=one.document,
        edition=words["edition_id"],
        start=words["start"],
        end=words["end"],
        quote=words["quote"],
        before=words["before"] or "",
        after=words["after"] or "",
        fields={name: _text(values.get(name)) for name in fields_of(one.kind)},
        doubts=tuple(values.get("doubts") or ()),
        confidence=float(values["confidence"]),
        text=values.get("text") or "",
        section=values.get("section"),
        author=values["author"],
        judged=judged,
    )


def _text(value: Any) -> str:
    return "" if value is None else f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def _judged(seen: View, ones: Sequence[Standing]) -> dict[str, Judgement]:
    """Return who decided, when and why: by the entry of the first reading of a chain that moved on."""
    before = {
        row["id"]: row["supersedes"]
        for row in seen.rows(select(reading.c.id, reading.c.supersedes).where(reading.c.by_person == 1))
    }
    origin = {one.id: _moved_from(one, before) for one in ones}
    question = select(reading.c.id, journal.c.number, journal.c.actor, journal.c.recorded).join(
        journal, journal.c.number == reading.c.entry
    )
    entries = {row["id"]: row for row in seen.some(question, reading.c.id, origin.values())}
    return {
        one.id: _judgement(entries[origin[one.id]], (one.values.get("more") or {}).get("reason", ""))
        for one in ones
        if origin[one.id] in entries
    }


def _moved_from(one: Standing, before: Mapping[str, str | None]) -> str:
    """Return the reading that a person entered: a build moves it on under ids made from what it is."""
    from luoshi.ledger.reconciling import by_person

    key = one.id
    while not by_person(key) and before.get(key):
        key = str(before[key])
    return key


def _judgement(row: RowMapping, reason: str) -> Judgement:
    return Judgement(
        actor=row["actor"],
        recorded=datetime.fromisoformat(row["recorded"]),
        entry=row["number"],
        reason=reason,
    )


def _rejected(seen: View) -> Iterable[Item]:
    """Yield the readings that a person retracted and that nothing stands for under their words."""
    from luoshi.ledger.cuts import retracted
    from luoshi.ledger.reconciling import by_person

    question = (
        select(
            reading,
            retraction.c.id.label("gone"),
            retraction.c.reason.label("why"),
            journal.c.number,
            journal.c.actor,
            journal.c.recorded,
        )
        .join(retraction, (retraction.c.row_id == reading.c.id) & (retraction.c.what == "reading"))
        .join(journal, journal.c.number == retraction.c.entry)
        .where(reading.c.kind.in_(KINDS), retracted(reading, seen.bounds), reading.c.by_person == 0)
    )
    rows = [
        row for row in seen.rows(question) if by_person(row["gone"]) and not row["why"].startswith(REPLACED)
    ]
    standing_now = {
        row["anchor_id"]
        for row in seen.rows(
            select(reading.c.anchor_id).where(stands(reading, seen.bounds), reading.c.kind.in_(KINDS))
        )
    }
    left = [row for row in rows if row["anchor_id"] not in standing_now]
    for row, one in zip(left, made(seen.connection, left), strict=True):
        yield _item(one, "rejected", _judgement(row, row["why"]))

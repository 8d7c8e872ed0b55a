"""The rows one document must add to the ledger so that what it says stands, and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from luoshi.ledger.columns_of import (
    SeriesKey,
    concept_row,
    nature_of,
    period_columns,
    published_columns,
    read_period,
    signed,
)
from luoshi.ledger.continuing import continued, roots
from luoshi.ledger.drafting import Draft, IndicatorDraft, StatementLink, TargetDraft
from luoshi.ledger.editions import Edition, description_of
from luoshi.ledger.identity import named, place_id
from luoshi.ledger.joining import Joins, join_series, settle_series
from luoshi.ledger.persons import Corrected
from luoshi.ledger.reconciling import Changes, Held, Wanted, held, reconcile, settle_fixed
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import description, edition
from luoshi.ledger.scopes import brought, existing
from luoshi.ledger.tasks import Tasks
from luoshi.vocabulary.concepts import find
from luoshi.vocabulary.phrases import take_apart


@dataclass(slots=True)
class Settled:
    """What a document adds.

    Attributes:
        fixed: Rows that never change; those the ledger holds are left out when they are written.
        changes: Rows of what changes.
        orphans: Words of persons' readings that are not found in the present edition.
        postponed: Whether something refers to a document that is not in the ledger yet.
    """

    fixed: list[Row]
    changes: Changes = field(default_factory=Changes)
    orphans: list[str] = field(default_factory=list)
    postponed: bool = False


@dataclass(slots=True)
class Settling:
    """One document on its way into the ledger."""

    connection: Connection
    draft: Draft
    edition: Edition
    corrected: Corrected
    reason: str
    answers: Sequence[tuple[int, str, float, str]] = ()
    done: Settled = field(init=False)
    readings: dict[int, str | None] = field(default_factory=dict)
    achievements: dict[int, str | None] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.done = Settled(fixed=self.edition.fixed, orphans=self.corrected.orphans)

    def run(self) -> Settled:
        """Return everything the document adds."""
        self._look_around()
        self._describe()
        self._read()
        self._plan()
        self._indicators()
        self._actions()
        self._targets()
        self._links()
        self._answers()
        self._figures()
        return self.done

    @property
    def document(self) -> str:
        """Id of the document."""
        return self.edition.document_id

    def _held(self, table: str) -> Held:
        return brought(self.connection, self.document, table)

    def _settle(self, table: str, wanted: list[Wanted]) -> list[str | None]:
        changes = reconcile(wanted, self._held(table), reason=self.reason)
        self.done.changes.extend(changes)
        return changes.ids

    def _fix(self, table: str, rows: list[Row]) -> None:
        self.done.changes.extend(settle_fixed(rows, self._held(table), reason=self.reason))

    def _look_around(self) -> None:
        """Leave for later what refers to documents of the same build that are not written yet."""
        own = {one.id for one in self.draft.plan.indicators} | {one[0] for one in self.draft.tasks}
        wanted = {one.link.key for one in self.draft.links} | {one.indicator for one in self.draft.targets}
        wanted |= {answer[1] for answer in self.answers}
        self.there = own | existing(self.connection, wanted - own)
        self.done.postponed = not wanted <= self.there

    # --- the edition and what was read in it ---------------------------------------------

    def _describe(self) -> None:
        current = self.connection.execute(
            select(description.c.edition_id)
            .join(edition, edition.c.id == description.c.edition_id)
            .where(edition.c.document_id == self.document)
            .order_by(description.c.entry.desc(), description.c.position.desc())
            .limit(1)
        ).scalar()
        there = held(self.connection, "description", description.c.edition_id == self.edition.id)
        wanted = description_of(self.draft.contents, self.edition.id, renew=current != self.edition.id)
        self.done.changes.extend(reconcile([wanted], there, reason=self.reason))

    def _read(self) -> None:
        there = self._held("reading")
        wanted = continued(self.edition, there, self.connection)
        refused = self.corrected.refused
        left = [place for place in range(len(wanted)) if place not in refused]
        changes = reconcile([wanted[place] for place in left], there, reason=self.reason)
        ids = dict(zip(left, changes.ids, strict=True))
        changes.ids = [ids.get(place) for place in range(len(wanted))]
        changes.rows += self.corrected.moved
        changes.changed += len(self.corrected.moved)
        self.done.changes.extend(changes)
        first = len(self.edition.contents.statements)
        self.readings = {**dict(enumerate(changes.ids[:first])), **self.corrected.readings}
        happened = changes.ids[first : first + len(self.edition.contents.achievements)]
        self.achievements = {**dict(enumerate(happened)), **self.corrected.achievements}
        self.roots = roots(there, changes.rows)

    # --- the plan --------------------------------------------------------------------------

    def _plan(self) -> None:
        draft, source = self.draft, self.draft.contents.source
        rows, details = [], []
        if draft.is_plan and source.place:
            place = place_id(source.place_code, source.place)
            values = {
                "id": draft.plan.id,
                "place_id": place,
                "slug": draft.plan.slug,
                "document_id": self.document,
            }
            rows.append(Row(table="plan", values=values))
            details.append(_plan_detail(draft))
        self._fix("plan", rows)
        self._settle("plan_detail", details)

    def _indicators(self) -> None:
        known = self.draft.plan.indicators
        rows = [
            Row(table="indicator", values={"id": one.id, "plan_id": self.draft.plan.id, "slug": one.slug})
            for one in known
        ]
        self.done.fixed += [concept_row(one.concept) for one in known if one.concept]
        self._fix("indicator", rows)
        self._settle(
            "indicator_detail",
            [self._indicator_detail(one, rank) for rank, one in enumerate(known, 1)],
        )

    def _indicator_detail(self, one: IndicatorDraft, rank: int) -> Wanted:
        subject = one.subject
        values = {
            "indicator_id": one.id,
            "number": one.number,
            "rank": rank,
            "name": subject.name,
            "domain": one.domain,
            "unit": subject.unit,
            "measure": subject.measure,
            "direction": subject.direction,
            "basis": subject.basis,
            "attribute": one.attribute,
            "concept_id": one.concept.id if one.concept else None,
            "higher_is_better": one.concept.higher_is_better if one.concept else None,
            "origin": one.origin,
            "owner": one.owner,
            "doubts": list(one.doubts) or None,
            "anchor_id": self.edition.anchor(one.start, one.end),
            "more": _more(one, self.draft),
        }
        return Wanted(table="indicator_detail", subject=(one.id,), values=values)

    def _actions(self) -> None:
        wanted = Tasks(self.draft, self.edition)
        self._fix("action", wanted.actions())
        self._settle("action_detail", wanted.details())
        self._settle("action_terms", wanted.terms())
        self._settle("subtask", wanted.parts())
        self._settle("project_mention", wanted.projects())

    def _targets(self) -> None:
        used: Counter[tuple[str, str, str]] = Counter()
        wanted = []
        for one in self.draft.targets:
            if one.indicator not in self.there:
                continue
            what = (one.indicator, one.role, one.period.iso())
            used[what] += 1
            wanted.append(self._target(one, used[what]))
        self._settle("target", wanted)

    def _target(self, one: TargetDraft, ordinal: int) -> Wanted:
        values = {
            "indicator_id": one.indicator,
            "role": one.role,
            **period_columns(one.period),
            "value": one.value,
            "upper": one.upper,
            "comparator": one.comparator,
            "kind": one.kind,
            "strength": one.strength,
            "written": one.written,
            "doubts": list(one.doubts) or None,
            "anchor_id": self.edition.anchor(one.start, one.end),
            "reading_id": None if one.statement is None else self.readings[one.statement],
        }
        subject = (self.document, one.indicator, one.role, one.period.iso(), ordinal)
        return Wanted(table="target", subject=subject, values=values)

    # --- links and figures -----------------------------------------------------------------

    def _links(self) -> None:
        wanted = []
        for one in self.draft.links:
            reading = self.readings[one.statement]
            if reading is None or one.link.key not in self.there:
                continue
            values = {
                "reading_id": reading,
                "indicator_id": one.link.key,
                "score": one.link.score,
                "reason": one.link.reason,
                "accepted": one.link.accepted,
            }
            subject = (self.roots.get(reading, reading), one.link.key)
            wanted.append(Wanted(table="indicator_link", subject=subject, values=values))
        self._settle("indicator_link", wanted)
        self._move_decisions()

    def _move_decisions(self) -> None:
        """Bring what persons decided about links of an earlier edition's readings to this edition's."""
        there = self._held("indicator_link")
        now = {self.roots.get(key, key): key for key in self.readings.values() if key is not None}
        for key in list(there.standing()):
            row = there.rows[key]
            reading = now.get(self.roots.get(str(row["reading_id"]), ""))
            if not there.is_persons(key) or reading is None or reading == row["reading_id"]:
                continue
            values = {
                "id": named("indicator_link", "moved", key),
                "reading_id": reading,
                "indicator_id": row["indicator_id"],
                "score": row["score"],
                "reason": row["reason"],
                "accepted": bool(row["accepted"]),
                "supersedes": key,
            }
            self.done.changes.rows.append(Row(table="indicator_link", values=values))
            self.done.changes.changed += 1

    def _answers(self) -> None:
        wanted = []
        for position, action, score, reason in self.answers:
            reading = self.achievements[position]
            if reading is None or action not in self.there:
                continue
            values = {
                "reading_id": reading,
                "action_id": action,
                "score": score,
                "reason": reason,
                "accepted": True,
            }
            subject = (self.roots.get(reading, reading), action)
            wanted.append(Wanted(table="action_link", subject=subject, values=values))
        self._settle("action_link", wanted)

    def _figures(self) -> None:
        used: Counter[tuple[str, str | None]] = Counter()
        wanted: list[Wanted] = []
        joins: Joins = {}
        for position, links in _figure_links(self.draft, self.there):
            if self.readings[position] is None:
                continue
            key = _series(self.draft, position)
            self.done.fixed += key.rows()
            period = self.draft.contents.statements[position].period
            used[(key.id, period)] += 1
            wanted.append(self._figure(key, position, links, used[(key.id, period)]))
            for one in links:
                made = one.link
                join_series(
                    joins, made.key, key.id, score=made.score, reason=made.reason, accepted=made.accepted
                )
        self._settle("observation", wanted)
        self.done.changes.extend(settle_series(self.connection, joins))

    def _figure(self, key: SeriesKey, position: int, links: list[StatementLink], ordinal: int) -> Wanted:
        said = self.draft.contents.statements[position]
        period = read_period(said.period, nature_of(key.concept, said.measure))
        value, comparator = signed(said.value, said.comparator, said.measure, said.direction)
        values = {
            "series_id": key.id,
            **period_columns(period),
            "value": value,
            "written": said.text,
            "comparator": comparator,
            "status": "A",
            "match": links[0].link.match,
            "anchor_id": self.edition.anchor(said.start, said.end),
            "reading_id": self.readings[position],
        }
        subject = (self.document, key.id, period.iso() if period else None, ordinal)
        return Wanted(table="observation", subject=subject, values=values)


def _figure_links(draft: Draft, there: set[str]) -> Iterator[tuple[int, list[StatementLink]]]:
    """Yield the actual figures of a document with their links, best first."""
    by_statement: dict[int, list[StatementLink]] = {}
    for one in draft.links:
        said = draft.contents.statements[one.statement]
        if said.kind == "actual" and said.row is None and one.link.key in there:
            by_statement.setdefault(one.statement, []).append(one)
    for position in sorted(by_statement):
        links = sorted(by_statement[position], key=lambda one: (-one.link.accepted, -one.link.score))
        yield position, links


def _series(draft: Draft, position: int) -> SeriesKey:
    said, source = draft.contents.statements[position], draft.contents.source
    name = said.indicator or ""
    return SeriesKey(
        concept=find(take_apart(name).base if said.measure == "growth" else name),
        name=name,
        measure=said.measure,
        basis=said.basis,
        place_id=place_id(source.place_code, source.place) if source.place else None,
        unit=said.unit,
    )


def _plan_detail(draft: Draft) -> Wanted:
    source = draft.contents.source
    values = {
        "plan_id": draft.plan.id,
        "title": source.title or source.file,
        "issuer": source.issuer,
        **published_columns(source.published),
        "succeeded_by": source.succeeded_by,
    }
    return Wanted(table="plan_detail", subject=(draft.plan.id,), values=values)


def _more(one: IndicatorDraft, draft: Draft) -> dict[str, Any] | None:
    more = dict(one.more)
    if one.subject.place != draft.contents.place:
        more["place"] = one.subject.place
    return more or None

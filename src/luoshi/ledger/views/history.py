"""How what is held about an indicator came to be, and how much the ledger holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, Select, Table, func, select

from luoshi.ledger.cuts import NOW, Bounds, stands
from luoshi.ledger.journal import Sealed
from luoshi.ledger.records import Citation, Cut, Entry, Revision
from luoshi.ledger.schema import (
    action,
    anchor,
    document,
    edition,
    indicator,
    indicator_detail,
    indicator_series,
    journal,
    observation,
    plan,
    plan_detail,
    plan_relation,
    reading,
    release,
    restoration,
    retraction,
    target,
    target_part,
)
from luoshi.ledger.views.calling import Rows, names, said
from luoshi.ledger.views.citations import citations
from luoshi.ledger.views.reading import View, decimal, view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_COUNTED = {
    "documents": document,
    "plans": plan,
    "indicators": indicator,
    "targets": target,
    "actions": action,
    "observations": observation,
}


def history(ledger: Ledger, indicator_id: str, *, cut: Cut = NOW) -> tuple[Revision, ...]:
    """Return every change to an indicator, oldest first.

    To its wording, its targets and their parts, its figures, and who may see the sources these rest on. Of
    the cut only ``recorded_by`` counts: a history shows what this ledger did.
    """
    with view(ledger, cut) as seen:
        rows = {row["id"]: (name, row) for name, row in _touching(seen, indicator_id)}
        rows |= {row["id"]: ("release", row) for row in _releases(seen, rows)}
        return _all_of(seen, rows)


def plan_history(ledger: Ledger, plan_id: str, *, cut: Cut = NOW) -> tuple[Revision, ...]:
    """Return every change to what is known of a plan, oldest first.

    To its title and successor, the plans above and below it, and who may see its document.
    """
    with view(ledger, cut) as seen:
        rows: dict[str, tuple[str, RowMapping]] = {}
        related = (plan_relation.c.plan_id == plan_id) | (plan_relation.c.other_id == plan_id)
        for table, condition in ((plan_detail, plan_detail.c.plan_id == plan_id), (plan_relation, related)):
            found = seen.rows(select(table).where(condition, table.c.entry <= seen.bounds.entry))
            rows |= {row["id"]: (table.name, row) for row in found}
        of_plan = seen.rows(select(plan.c.document_id).where(plan.c.id == plan_id))
        rows |= {
            row["id"]: ("release", row) for row in _released(seen, [row["document_id"] for row in of_plan])
        }
        return _all_of(seen, rows)


def _all_of(seen: View, rows: Rows) -> tuple[Revision, ...]:
    return revisions_of(seen, rows, [*_arrivals(rows), *_departures(seen, rows)])


def revisions_of(seen: View, rows: Rows, changes: Iterable[Dated]) -> tuple[Revision, ...]:
    """Return changes with their entries, sources and names, oldest first.

    Args:
        seen: The open question.
        rows: Every row the changes speak of, and those they took the place of.
        changes: Entry, position and what happened.
    """
    ordered = sorted(changes, key=lambda change: change[:2])
    entries = _entries(seen, {number for number, _, _ in ordered})
    about = _About(sources=_sources(seen, rows), names=names(seen, rows))
    return tuple(_revision(entries[number], rows, about, *change) for number, _, change in ordered)


def counts(ledger: Ledger, *, cut: Cut = NOW) -> dict[str, int]:
    """Return how many rows of each sort stand, and how many entries the journal has.

    The date of publication is not looked at: these numbers tell the size of the ledger.
    """
    with view(ledger, cut) as seen:
        found = {name: _count(seen, table) for name, table in _COUNTED.items()}
        for kind in ("statement", "achievement", "promise"):
            found[f"{kind}s"] = _count(seen, reading, kind) - _doubled(seen, kind)
        found["entries"] = seen.bounds.entry
    return found


Change = tuple[str, str, str | None]
"""What happened, to which row, and the reason given for it."""
Dated = tuple[int, int, Change]
"""A change with its entry and the place in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    """What stands beside the rows: sources, and names with units, by row id."""

    sources: Mapping[str, Citation]
    names: Mapping[str, tuple[str, str | None]]


def _touching(seen: View, indicator_id: str) -> Iterator[tuple[str, RowMapping]]:
    taken = select(indicator_series.c.series_id).where(
        indicator_series.c.indicator_id == indicator_id, indicator_series.c.entry <= seen.bounds.entry
    )
    aims = select(target.c.id).where(target.c.indicator_id == indicator_id)
    questions: tuple[tuple[Table, Any], ...] = (
        (indicator_detail, indicator_detail.c.indicator_id == indicator_id),
        (target, target.c.indicator_id == indicator_id),
        (target_part, target_part.c.target_id.in_(aims)),
        (observation, observation.c.series_id.in_(taken)),
    )
    for table, condition in questions:
        question = select(table).where(condition, table.c.entry <= seen.bounds.entry)
        for row in seen.rows(question):
            yield table.name, row


def _releases(seen: View, rows: Rows) -> Iterator[RowMapping]:
    """Yield who may see the documents and cited sources that rows rest on."""
    cited = [row.get("citation_id") for _, row in rows.values()]
    question = select(anchor.c.id, edition.c.document_id).join(edition, edition.c.id == anchor.c.edition_id)
    words = seen.some(question, anchor.c.id, [row.get("anchor_id") for _, row in rows.values()])
    yield from _released(seen, [*cited, *(row["document_id"] for row in words)])


def _released(seen: View, ids: Iterable[str | None]) -> Iterator[RowMapping]:
    question = select(release).where(release.c.entry <= seen.bounds.entry)
    yield from seen.some(question, release.c.row_id, ids)


def _arrivals(rows: Rows) -> Iterator[Dated]:
    for identity, (_, row) in rows.items():
        change = "revised" if row["supersedes"] in rows else "added"
        yield row["entry"], row["position"], (change, identity, None)


def _departures(seen: View, rows: Rows) -> Iterator[Dated]:
    gone = select(retraction).where(retraction.c.entry <= seen.bounds.entry)
    retracted = {row["id"]: row for row in seen.some(gone, retraction.c.row_id, rows)}
    for row in retracted.values():
        yield row["entry"], row["position"], ("retracted", row["row_id"], row["reason"])
    back = select(restoration).where(restoration.c.entry <= seen.bounds.entry)
    for row in seen.some(back, restoration.c.retraction_id, retracted):
        identity = retracted[row["retraction_id"]]["row_id"]
        yield row["entry"], row["position"], ("restored", identity, row["reason"])


def _entries(seen: View, numbers: set[int]) -> dict[int, Entry]:
    found: dict[int, Entry] = {}
    asked = sorted(numbers)
    for start in range(0, len(asked), 500):
        question = select(journal).where(journal.c.number.in_(asked[start : start + 500]))
        found |= {row["number"]: Sealed(**row).entry() for row in seen.rows(question)}
    return found


def _sources(seen: View, rows: Rows) -> dict[str, Citation]:
    """Return what rows rest on, for those that name words or a cited source."""
    nothing = {"anchor_id": None, "citation_id": None}
    cited = [nothing | dict(row) for _, row in rows.values() if _named(row)]
    return citations(seen, cited)  # type: ignore[arg-type]


def _named(row: RowMapping) -> bool:
    return bool(row.get("anchor_id") or row.get("citation_id"))


def _revision(
    entry: Entry,
    rows: Rows,
    about: _About,
    change: str,
    identity: str,
    reason: str | None,
) -> Revision:
    name, row = rows[identity]
    own = decimal(row.get("value"))
    _, earlier = rows.get(row["supersedes"] or "", (name, None))
    before = decimal(earlier.get("value")) if earlier is not None and change == "revised" else None
    leaving = change == "retracted"
    called, unit = about.names.get(identity, (None, None))
    told = said(name, row, earlier)
    return Revision(
        entry=entry,
        change=change,
        what=name,
        row_id=identity,
        period=row.get("period"),
        before=own if leaving else before,
        after=None if leaving else own,
        reason=reason or entry.reason,
        source=about.sources.get(identity),
        name=called,
        unit=unit,
        role=row.get("role") or (row["kind"] if name == "plan_relation" else None),
        said_before=told if leaving else said(name, earlier, row) if change == "revised" else None,
        said_after=None if leaving else told,
    )


def _count(seen: View, table: Table, kind: str | None = None) -> int:
    """Count what stands: all rows less those superseded or retracted, so that large tables stay fast."""
    gone = _gone(table, seen.bounds, kind)
    total = _of_kind(select(func.count()).select_from(table), table, kind)
    later = total.where(table.c.entry > seen.bounds.entry)
    whole, after = (int(seen.connection.execute(one).scalar_one()) for one in (total, later))
    return whole - after - len(set(seen.connection.execute(gone).scalars()))


def _doubled(seen: View, kind: str) -> int:
    """Count the readings that stand behind another one of the same words, by a person or a machine."""
    by_people = select(reading.c.anchor_id).where(reading.c.by_person == 1)
    question = select(func.count() - func.count(reading.c.anchor_id.distinct())).where(
        reading.c.kind == kind, reading.c.anchor_id.in_(by_people), stands(reading, seen.bounds)
    )
    return int(seen.connection.execute(question).scalar_one())


def _gone(table: Table, bounds: Bounds, kind: str | None) -> Any:
    taken_back = select(restoration.c.retraction_id).where(restoration.c.entry <= bounds.entry)
    named = select(retraction.c.row_id).where(
        retraction.c.entry <= bounds.entry, retraction.c.id.not_in(taken_back)
    )
    retracted = select(table.c.id).where(table.c.id.in_(named), table.c.entry <= bounds.entry)
    retracted = _of_kind(retracted, table, kind)
    if "supersedes" not in table.c:
        return retracted
    entry = table.c.entry + 0  # SQLite then takes the small index of the rows that supersede, not the entry's
    superseded = select(table.c.supersedes).where(table.c.supersedes.isnot(None), entry <= bounds.entry)
    return retracted.union(_of_kind(superseded, table, kind))


def _of_kind(question: Select[Any], table: Table, kind: str | None) -> Select[Any]:
    return question if kind is None else question.where(table.c.kind == kind)

"""Higher and lower plans, parts of targets, editions of a document, and who may see what."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping, select

from luoshi.ledger.cuts import NOW, known, stands
from luoshi.ledger.journal import Sealed
from luoshi.ledger.records import (
    Cut,
    EditionView,
    PlanRelationView,
    PositionView,
    ReleaseView,
    TargetPartView,
)
from luoshi.ledger.schema import (
    anchor,
    description,
    document,
    edition,
    journal,
    place,
    plan,
    plan_detail,
    plan_relation,
    reading,
    release,
    target,
    target_part,
)
from luoshi.ledger.views.citations import citations
from luoshi.ledger.views.reading import View, anchored, published, view
from luoshi.statements.model import POSITIONING

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_MIRRORED = {"higher": "lower", "lower": "higher"}


def relations(ledger: Ledger, plan_id: str, *, cut: Cut = NOW) -> tuple[PlanRelationView, ...]:
    """Return the plans above and below a plan, whichever of the two the relation was entered for."""
    with view(ledger, cut) as seen:
        question = (
            select(plan_relation)
            .where(
                (plan_relation.c.plan_id == plan_id) | (plan_relation.c.other_id == plan_id),
                stands(plan_relation, seen.bounds),
            )
            .order_by(plan_relation.c.entry, plan_relation.c.position)
        )
        rows = seen.rows(question)
        others = {row["id"]: row["other_id"] if row["plan_id"] == plan_id else row["plan_id"] for row in rows}
        addresses = _addresses(seen, [one for one in others.values() if one])
    found = []
    for row in rows:
        own = row["plan_id"] == plan_id
        about = addresses.get(others[row["id"]] or "", {})
        found.append(
            PlanRelationView(
                id=row["id"],
                kind=row["kind"] if own else _MIRRORED[row["kind"]],  # type: ignore[arg-type]
                title=(row["title"] if own else about.get("title")) or about.get("title") or "",
                issuer=row["issuer"] if own else about.get("issuer"),
                published=published(row) if own else None,
                plan_slug=about.get("slug"),
                place_slug=about.get("place_slug"),
                recorded=row["entry"],
            )
        )
    return tuple(sorted(found, key=lambda one: (one.kind, one.recorded)))


def _addresses(seen: View, ids: list[str]) -> dict[str, dict[str, str]]:
    question = (
        select(
            plan.c.id,
            plan.c.slug,
            place.c.slug.label("place_slug"),
            plan_detail.c.title,
            plan_detail.c.issuer,
        )
        .join(place, place.c.id == plan.c.place_id)
        .join(plan_detail, plan_detail.c.plan_id == plan.c.id)
        .where(stands(plan_detail, seen.bounds))
    )
    return {row["id"]: dict(row) for row in seen.some(question, plan.c.id, ids)}


def target_parts(ledger: Ledger, indicator_id: str, *, cut: Cut = NOW) -> tuple[TargetPartView, ...]:
    """Return the parts of an indicator's targets, by target, division, period and order of entry.

    A part of a target that was revised since belongs to the revised one.
    """
    with view(ledger, cut) as seen:
        aims = {
            row["id"]: row for row in seen.rows(select(target).where(target.c.indicator_id == indicator_id))
        }
        later = {row["supersedes"]: key for key, row in aims.items() if row["supersedes"]}
        standing = {
            row["id"]
            for row in seen.rows(
                select(target.c.id).where(target.c.indicator_id == indicator_id, stands(target, seen.bounds))
            )
        }
        question = (
            select(target_part)
            .where(stands(target_part, seen.bounds))
            .order_by(target_part.c.period_end, target_part.c.entry, target_part.c.position)
        )
        rows = list(seen.some(question, target_part.c.target_id, aims))
        sources = citations(seen, [dict(row) | {"anchor_id": None} for row in rows])  # type: ignore[misc]
    found = []
    for row in rows:
        aim = row["target_id"]
        while aim not in standing and aim in later:
            aim = later[aim]
        found.append(
            TargetPartView(
                id=row["id"],
                target_id=aim,
                division=row["division"],
                name=row["name"],
                period=row["period"],
                value=Decimal(row["value"]),
                comparator=row["comparator"],
                citation=sources[row["id"]],
                recorded=row["entry"],
            )
        )
    return tuple(sorted(found, key=lambda one: (one.target_id, one.division)))


def editions(ledger: Ledger, key: str, *, cut: Cut = NOW) -> tuple[EditionView, ...]:
    """Return the editions of a document in the order in which the ledger came to know them."""
    with view(ledger, cut) as seen:
        question = (
            select(edition, description.c.title, description.c.file, journal)
            .join(document, document.c.id == edition.c.document_id)
            .join(description, description.c.edition_id == edition.c.id)
            .join(journal, journal.c.number == edition.c.entry)
            .where(document.c.key == key, stands(edition, seen.bounds), stands(description, seen.bounds))
            .order_by(edition.c.entry)
        )
        rows = seen.rows(question)
    names = Sealed.__dataclass_fields__
    return tuple(
        EditionView(
            id=row["id"],
            sha256=row["sha256"],
            file=row["file"],
            title=row["title"],
            entry=Sealed(**{name: row[name] for name in names}).entry(),
        )
        for row in rows
    )


def positions(ledger: Ledger, key: str, *, cut: Cut = NOW) -> tuple[PositionView, ...]:
    """Return what a document says its place is meant to be (功能定位), in the order of its words.

    What an earlier edition said and the present one does not comes after, with the entry that withdrew it.
    """
    with view(ledger, cut) as seen:
        question = (
            select(reading, edition.c.entry.label("edition_entry"))
            .join(anchor, anchor.c.id == reading.c.anchor_id)
            .join(edition, edition.c.id == anchor.c.edition_id)
            .join(document, document.c.id == edition.c.document_id)
            .where(
                document.c.key == key,
                reading.c.subject == POSITIONING,
                reading.c.entry <= seen.bounds.entry,
                known(reading, seen.bounds),
            )
            .order_by(edition.c.entry.desc(), anchor.c.start)
        )
        rows = seen.rows(question)
        standing = {
            row["id"]
            for row in seen.some(
                select(reading.c.id).where(stands(reading, seen.bounds)),
                reading.c.id,
                [one["id"] for one in rows],
            )
        }
        marks = anchored(seen, (row["anchor_id"] for row in rows))
    now = [row for row in rows if row["id"] in standing]
    names = {row["text"] for row in now}
    gone: dict[str, RowMapping] = {}
    for row in rows:
        if row["text"] not in names:
            gone.setdefault(row["text"], row)
    return tuple(
        PositionView(
            id=row["id"],
            name=row["text"],
            stands=row["id"] in standing,
            since=row["entry"],
            anchor=marks[row["anchor_id"]].anchor,
        )
        for row in (*now, *gone.values())
    )


def releases(ledger: Ledger, *, cut: Cut = NOW) -> dict[str, ReleaseView]:
    """Return what was said about who may see a source, by the id of the document or citation."""
    with view(ledger, cut) as seen:
        rows = seen.rows(select(release).where(stands(release, seen.bounds)))
    return {
        row["row_id"]: ReleaseView(
            what=row["what"],
            publicity=row["publicity"],
            released=date.fromisoformat(row["released"]) if row["released"] else None,
        )
        for row in rows
    }

"""Named projects: what each document says of them, as one history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping, select

from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.identity import named
from luoshi.ledger.records import Cut, ProjectMentionView, ProjectView
from luoshi.ledger.schema import anchor, description, edition, place, project_decision, project_mention
from luoshi.ledger.views.reading import View, Words, anchored, view, words

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

Key = tuple[str | None, str, str | None]
"""What a decision is about: the place's id, a name, and the id of the only document, if one."""


def projects(ledger: Ledger, *, cut: Cut = NOW) -> tuple[ProjectView, ...]:
    """Return the named projects of the ledger, those in most documents first.

    Names that identify one project are one history; see ``statements.projects.identity``. What persons
    decided about a name goes before. Projects of different places are never the same.
    """
    with view(ledger, cut) as seen:
        question = (
            select(
                project_mention,
                place.c.name.label("about"),
                place.c.id.label("place_id"),
                edition.c.document_id,
            )
            .join(anchor, anchor.c.id == project_mention.c.anchor_id)
            .join(edition, edition.c.id == anchor.c.edition_id)
            .outerjoin(
                description,
                (description.c.edition_id == anchor.c.edition_id) & stands(description, seen.bounds),
            )
            .outerjoin(place, place.c.id == description.c.place_id)
            .where(stands(project_mention, seen.bounds))
            .order_by(project_mention.c.entry, project_mention.c.position)
        )
        rows = seen.rows(question)
        marks = anchored(seen, (row["anchor_id"] for row in rows))
        decided = {key: row["project"] for key, row in standing(seen).items()}
    mentions = [_mention(row, marks[row["anchor_id"]]) for row in rows]
    found = _histories(mentions, decided)
    return tuple(sorted(found, key=lambda one: (-one.documents, -len(one.mentions), one.name)))


def standing(seen: View) -> dict[Key, RowMapping]:
    """Return the decisions about names that stand, by what they are about."""
    table = project_decision
    rows = seen.rows(
        select(table).where(stands(table, seen.bounds)).order_by(table.c.entry, table.c.position)
    )
    return {(row["place_id"], row["name"], row["document_id"]): row for row in rows}


def key_of(one: ProjectMentionView, *, whole: bool) -> Key:
    """Return what a decision about a mention is about: its name (``whole``), or its name in its document."""
    return (one.place_id, one.name, None if whole else one.document_id)


def _mention(row: RowMapping, said: Words) -> ProjectMentionView:
    return ProjectMentionView(
        id=row["id"],
        name=row["name"],
        stage=row["stage"],
        reached=bool(row["reached"]),
        words=row["words"],
        text=row["text"],
        period=row["period"],
        amount=row["amount"],
        places=words(row["places"]),
        place=row["about"],
        place_id=row["place_id"],
        document_id=row["document_id"],
        anchor=said.anchor,
        citation=said.citation,
    )


def _histories(
    mentions: Sequence[ProjectMentionView], decided: Mapping[Key, str | None]
) -> list[ProjectView]:
    found = []
    for about in dict.fromkeys(one.place for one in mentions):
        titled, free = _decided([one for one in mentions if one.place == about], decided)
        places = [about] if about else []
        rest = _joined(titled, free, places)
        found += [_project(about, title, own, title) for title, own in titled.items()]
        found += [_project(about, name, own, None) for name, own in _grouped(rest, places).items()]
    return found


def _decided(
    mentions: Sequence[ProjectMentionView], decided: Mapping[Key, str | None]
) -> tuple[dict[str, list[ProjectMentionView]], list[ProjectMentionView]]:
    """Return the mentions of projects that persons named, and those that nobody decided about."""
    titled: dict[str, list[ProjectMentionView]] = {}
    free = []
    for one in mentions:
        own, general = key_of(one, whole=False), key_of(one, whole=True)
        key = own if own in decided else general
        if key not in decided:
            free.append(one)
        elif (title := decided[key]) is not None:
            titled.setdefault(title, []).append(one)
    return titled, free


def _joined(
    titled: Mapping[str, list[ProjectMentionView]],
    free: Sequence[ProjectMentionView],
    places: Sequence[str],
) -> list[ProjectMentionView]:
    """Put mentions with a name like one that was decided about to its project; return the others."""
    from luoshi.statements.projects import same_as

    known = {one.name: title for title, own in titled.items() for one in own}
    rest = []
    for one in free:
        name = same_as(one.name, known, places)
        if name is None:
            rest.append(one)
        else:
            titled[known[name]].append(one)
    return rest


def _grouped(
    mentions: Sequence[ProjectMentionView], places: Sequence[str]
) -> dict[str, list[ProjectMentionView]]:
    from luoshi.statements.projects import grouped

    groups = grouped([one.name for one in mentions], places)
    return {name: [mentions[index] for index in indexes] for name, indexes in groups.items()}


def _project(
    about: str | None, identity: str, mentions: Sequence[ProjectMentionView], title: str | None
) -> ProjectView:
    ordered = tuple(sorted(mentions, key=_when))
    longest = max((one.name for one in ordered), key=len)
    return ProjectView(
        key=named("project", about, identity)[:8],
        name=title or longest,
        mentions=ordered,
        decided=title is not None,
    )


def _when(one: ProjectMentionView) -> tuple[str, str, int]:
    said = one.citation.published
    return said.last.isoformat() if said else "", one.anchor.document_key or "", one.anchor.start

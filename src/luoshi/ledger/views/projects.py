"""Named projects: what each document says of them, as one history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping, select

from luoshi.ledger.cuts import NOW, stands
from luoshi.ledger.identity import named
from luoshi.ledger.records import Cut, ProjectMentionView, ProjectView
from luoshi.ledger.schema import anchor, description, place, project_mention
from luoshi.ledger.views.reading import Words, anchored, view, words

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


def projects(ledger: Ledger, *, cut: Cut = NOW) -> tuple[ProjectView, ...]:
    """Return the named projects of the ledger, those in most documents first.

    Names that identify one project are one history; see ``statements.projects.identity``. Projects of
    different places are never the same.
    """
    with view(ledger, cut) as seen:
        question = (
            select(project_mention, place.c.name.label("about"))
            .join(anchor, anchor.c.id == project_mention.c.anchor_id)
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
    mentions = [_mention(row, marks[row["anchor_id"]]) for row in rows]
    return tuple(sorted(_histories(mentions), key=lambda one: (-one.documents, -len(one.mentions), one.name)))


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
        anchor=said.anchor,
        citation=said.citation,
    )


def _histories(mentions: Sequence[ProjectMentionView]) -> list[ProjectView]:
    from luoshi.statements.projects import grouped

    found = []
    for about in dict.fromkeys(one.place for one in mentions):
        own = [one for one in mentions if one.place == about]
        for name, indexes in grouped([one.name for one in own], [about] if about else []).items():
            ordered = sorted((own[index] for index in indexes), key=_when)
            longest = max((one.name for one in ordered), key=len)
            found.append(
                ProjectView(key=named("project", about, name)[:8], name=longest, mentions=tuple(ordered))
            )
    return found


def _when(one: ProjectMentionView) -> tuple[str, str, int]:
    said = one.citation.published
    return said.last.isoformat() if said else "", one.anchor.document_key or "", one.anchor.start

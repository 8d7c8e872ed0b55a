"""Which project a name belongs to: what a person joins, parts and drops, whatever is read again.

A decision is about a name as documents of one place write it (or about a name in one document), not about
the words of an edition, so that it survives every build and holds for documents that come later.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, RowMapping, select

from luoshi.errors import LuoshiError
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.identity import entered
from luoshi.ledger.reasons import refuse_reason
from luoshi.ledger.records import Cut, Entry, ProjectMentionView, ProjectView
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import document, journal, project_decision
from luoshi.ledger.views.projects import Key, key_of, projects, standing
from luoshi.ledger.views.reading import view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NameDecided:
    """What was decided about one name: ``document`` is the key of the only one, ``project`` empty: none."""

    name: str
    document: str | None
    project: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDecision:
    """What a person decided at once, with who, when and why; ``number`` is that of the entry."""

    number: int
    names: tuple[NameDecided, ...]
    reason: str
    actor: str
    recorded: datetime


def project_named(ledger: Ledger, wanted: str) -> ProjectView:
    """Return the project with a key or a name, or the only one a name is part of; raises ``not-found``."""
    every = projects(ledger)
    for fits in (
        [one for one in every if wanted in (one.key, one.name)],
        [one for one in every if any(wanted == mention.name for mention in one.mentions)],
        [one for one in every if wanted and wanted in one.name],
    ):
        if len(fits) == 1:
            return fits[0]
    raise LuoshiError("not-found", what=wanted)


def merge(
    ledger: Ledger, ones: Sequence[ProjectView], *, name: str | None = None, reason: str, actor: str
) -> Entry:
    """Make one history of several projects of one place.

    Args:
        ledger: Open for writing.
        ones: The projects, the one that gives its name first.
        name: Another name for it.
        reason: Why, in the person's words.
        actor: Who decides.

    Raises:
        LuoshiError: ``project-merge`` for fewer than two, or for two places; ``project-name``;
            ``decision-without-reason``, ``decision-reason-long``, ``classified``, ``ledger-conflict``.
    """
    mentions = [mention for one in ones for mention in one.mentions]
    if len({one.key for one in ones}) < 2 or len({mention.place_id for mention in mentions}) > 1:
        raise LuoshiError("project-merge")
    title = _checked(name or ones[0].name)
    return _decide(ledger, [(mentions, title)], reason=reason, actor=actor)


def split(
    ledger: Ledger,
    one: ProjectView,
    mentions: Collection[str],
    *,
    name: str | None = None,
    reason: str,
    actor: str,
) -> Entry:
    """Make two projects of one.

    Args:
        ledger: Open for writing.
        one: The project.
        mentions: Ids of mentions that belong to the other one; with each go all of the same name in the
            same document.
        name: Of the other one; by default the longest of its names.
        reason: Why, in the person's words.
        actor: Who decides.

    Raises:
        LuoshiError: ``project-split`` when nothing or everything goes; ``project-name`` when the two would
            have one name; and as for ``merge``.
    """
    written = {(each.name, each.anchor.document_key) for each in one.mentions if each.id in mentions}
    gone = [each for each in one.mentions if (each.name, each.anchor.document_key) in written]
    left = [each for each in one.mentions if each not in gone]
    if not gone or not left:
        raise LuoshiError("project-split")
    title, stays = _checked(name or _longest(gone)), _longest(left)
    if title == stays:
        raise LuoshiError("project-name", name=title)
    return _decide(ledger, [(gone, title), (left, stays)], reason=reason, actor=actor)


def drop(ledger: Ledger, one: ProjectView, *, reason: str, actor: str) -> Entry:
    """Say that the names of a project are no project's; raises as ``merge`` does."""
    return _decide(ledger, [(one.mentions, None)], reason=reason, actor=actor)


def undo(ledger: Ledger, number: int, *, reason: str, actor: str) -> Entry:
    """Take back what was decided in an entry; raises ``not-found`` where nothing of it stands any more."""
    refuse_reason(reason)
    with view(ledger, NOW) as seen:
        ids = [row["id"] for row in standing(seen).values() if row["entry"] == number]
    if not ids:
        raise LuoshiError("not-found", what=str(number))
    rows = [
        Row(
            table="retraction",
            values={"id": entered(), "what": "project_decision", "row_id": key, "reason": reason.strip()},
        )
        for key in ids
    ]
    return ledger.append(rows, actor=actor, reason=reason.strip())


def decisions(ledger: Ledger, *, cut: Cut = NOW) -> tuple[ProjectDecision, ...]:
    """Return what was decided about the names of projects and stands, the latest first."""
    table = project_decision
    with view(ledger, cut) as seen:
        question = (
            select(table, journal.c.actor, journal.c.recorded, document.c.key.label("of"))
            .join(journal, journal.c.number == table.c.entry)
            .outerjoin(document, document.c.id == table.c.document_id)
            .where(stands(table, seen.bounds))
            .order_by(table.c.entry.desc(), table.c.position)
        )
        rows = seen.rows(question)
    entries = dict.fromkeys(row["entry"] for row in rows)
    return tuple(_decision([row for row in rows if row["entry"] == number]) for number in entries)


def _decision(rows: Sequence[RowMapping]) -> ProjectDecision:
    first = rows[0]
    return ProjectDecision(
        number=first["entry"],
        names=tuple(
            NameDecided(name=row["name"], document=row["of"], project=row["project"]) for row in rows
        ),
        reason=first["reason"],
        actor=first["actor"],
        recorded=datetime.fromisoformat(first["recorded"]),
    )


def _decide(
    ledger: Ledger,
    wanted: Iterable[tuple[Sequence[ProjectMentionView], str | None]],
    *,
    reason: str,
    actor: str,
) -> Entry:
    refuse_reason(reason)
    with view(ledger, NOW) as seen:
        before = {key: row["id"] for key, row in standing(seen).items()}
    every = [mention for one in projects(ledger) for mention in one.mentions]
    titles = {key: title for mentions, title in wanted for key in _keys(mentions, every, before)}
    rows = [
        Row(
            table="project_decision",
            values={
                "id": entered(),
                "place_id": place,
                "name": name,
                "document_id": owner,
                "project": title,
                "reason": reason.strip(),
                "supersedes": before.get((place, name, owner)),
            },
        )
        for (place, name, owner), title in titles.items()
    ]

    def unchanged(connection: Connection) -> None:
        for key in titles:
            if _of(connection, key) != before.get(key):
                raise LuoshiError("ledger-conflict", table="project_decision")

    return ledger.append(rows, actor=actor, reason=reason.strip(), check=unchanged)


def _keys(
    mentions: Sequence[ProjectMentionView], every: Sequence[ProjectMentionView], before: Mapping[Key, str]
) -> list[Key]:
    """Return what a decision about mentions is about: their names, or their names in some documents.

    A name of which all mentions of the place go the same way is decided for every document, later ones
    included; else, and where it was so before, only for the documents of the mentions.
    """
    ids = {one.id for one in mentions}
    parted = {key_of(one, whole=True) for one in every if one.id not in ids}
    found: dict[Key, None] = {}
    for one in mentions:
        own, general = key_of(one, whole=False), key_of(one, whole=True)
        found[own if own in before or general in parted else general] = None
    return list(found)


def _of(connection: Connection, key: Key) -> str | None:
    place, name, owner = key
    table = project_decision
    question = select(table.c.id).where(
        table.c.place_id.is_not_distinct_from(place),
        table.c.name == name,
        table.c.document_id.is_not_distinct_from(owner),
        stands(table, resolve(connection, NOW)),
    )
    found: str | None = connection.execute(question).scalar()
    return found


def _longest(mentions: Sequence[ProjectMentionView]) -> str:
    return max((one.name for one in mentions), key=len)


def _checked(name: str) -> str:
    words = " ".join(name.split())
    if not words or len(words) > LONGEST_NAME:
        raise LuoshiError("project-name", name=words[:LONGEST_NAME])
    return words

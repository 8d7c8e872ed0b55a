"""All documents of a build together, before the first is written: what links to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from luoshi.documents.model import Source
from luoshi.ledger.build import DocumentReport
from luoshi.ledger.columns_of import signed
from luoshi.ledger.contents import Contents
from luoshi.ledger.drafting import PLAN_KIND, Draft, draft_table
from luoshi.ledger.editions import Edition, edition_of
from luoshi.ledger.identity import document_id
from luoshi.ledger.persons import Corrected, corrected
from luoshi.ledger.prose import Known, draft_prose, link_rest
from luoshi.ledger.schema import document, place, restoration, retraction
from luoshi.ledger.settling import Settled, Settling
from luoshi.ledger.standing import standing_indicators

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


@dataclass(slots=True)
class Prepared:
    """A document ready to be written.

    Attributes:
        answers: Special actions that its achievements may answer.
        postponed: Whether something in it refers to a document that was not in the ledger yet when it
            was written: then it has to be written once more.
    """

    draft: Draft
    edition: Edition
    corrected: Corrected
    answers: list[tuple[int, str, float, str]] = field(default_factory=list)
    postponed: bool = False

    def write(self, ledger: Ledger, actor: str) -> DocumentReport:
        """Write what the document adds as one journal entry, if it adds anything.

        Raises:
            LuoshiError: What ``Ledger.append`` raises; nothing is written then.
        """
        source = self.draft.contents.source
        reason = f"新版中已不见 / gone from edition {self.draft.contents.document.sha256[:8]}"
        with ledger.reading() as connection:
            settled = Settling(
                connection, self.draft, self.edition, self.corrected, reason, self.answers
            ).run()
            known = document_id(source.key) in _ids(connection)
        self.postponed = settled.postponed
        rows = [*ledger.missing(settled.fixed), *settled.changes.rows]
        if not rows:
            return self._report("unchanged", None, settled)
        entry = ledger.append(rows, actor=actor, reason=f"读入 / read: {source.file}")
        return self._report("changed" if known else "added", entry.number, settled)

    def _report(self, status: str, entry: int | None, settled: Settled) -> DocumentReport:
        source = self.draft.contents.source
        links = self.draft.links
        return DocumentReport(
            key=source.key,
            file=source.file,
            status=status,  # type: ignore[arg-type]
            entry=entry,
            statements=len(self.draft.contents.statements),
            indicators=len(self.draft.plan.indicators),
            actions=len(self.draft.contents.actions),
            links=sum(one.link.accepted for one in links),
            candidates=sum(not one.link.accepted for one in links),
            vanished=settled.changes.retracted,
            orphans=tuple(settled.orphans),
        )


@dataclass(slots=True)
class Preparation:
    """What a build will write.

    Attributes:
        documents: Plans first, so that others can refer to their indicators.
        taken_back: Sources that a person retracted.
    """

    documents: list[Prepared] = field(default_factory=list)
    taken_back: list[Source] = field(default_factory=list)


def prepare(connection: Connection, contents: Sequence[Contents]) -> Preparation:
    """Link the documents of a build to one another and to what the ledger holds."""
    done = Preparation()
    gone = _taken_back(connection)
    places = _places(connection)
    for one in (in_known_place(each, places) for each in contents):
        if document_id(one.source.key) in gone:
            done.taken_back.append(one.source)
            continue
        edition = edition_of(one)
        read = corrected(connection, one, edition)
        draft = draft_table(read.contents) if one.place else Draft.without_plan(read.contents)
        take_over(draft, read)
        done.documents.append(Prepared(draft, edition, read))
    done.documents.sort(key=lambda prepared: not _leads(prepared.draft))
    _link(connection, done)
    return done


def take_over(draft: Draft, read: Corrected) -> None:
    """Give the targets of a table what persons read in their cells; a rejected cell sets no target."""
    for targets in (draft.targets, *(one.targets for one in draft.plan.indicators)):
        targets[:] = [one for one in targets if one.statement not in read.refused]
    for one in draft.targets:
        if one.statement in read.readings:
            said = read.contents.statements[one.statement]
            one.value, one.comparator = signed(said.value, said.comparator, said.measure, said.direction)
            one.upper = said.upper


def _leads(draft: Draft) -> bool:
    return draft.contents.source.kind == PLAN_KIND or bool(draft.contents.rows)


def _link(connection: Connection, done: Preparation) -> None:
    drafts = [prepared.draft for prepared in done.documents if prepared.draft.contents.place]
    here = {draft.contents.source.key for draft in drafts}
    elsewhere = standing_indicators(connection, without=here)
    plans = Known(elsewhere)
    for draft in drafts:
        draft_prose(draft, plans)
        for one in draft.plan.indicators if _leads(draft) else ():
            plans.add(one)
    every = Known([*elsewhere, *(one for draft in drafts for one in draft.plan.indicators)])
    for draft in drafts:
        link_rest(draft, every)
    _answer(done)


def _answer(done: Preparation) -> None:
    """Note which special actions of the plans an achievement may answer."""
    from luoshi.ledger.answering import answers

    drafts = [prepared.draft for prepared in done.documents]
    for prepared in done.documents:
        prepared.answers = answers(prepared.draft, drafts)


def in_known_place(contents: Contents, places: Mapping[str, str | None]) -> Contents:
    """Return a document about the place of that name which the ledger has already.

    Args:
        contents: The document.
        places: Codes of the ledger's places by name. Two places of one name keep apart if both have codes.
    """
    source = contents.source
    if source.place is None or source.place not in places:
        return contents
    code = places[source.place]
    if source.place_code == code or (source.place_code and code):
        return contents
    return replace(contents, source=replace(source, place_code=code))


def _places(connection: Connection) -> dict[str, str | None]:
    return {name: code for name, code in connection.execute(select(place.c.name, place.c.code))}


def _taken_back(connection: Connection) -> set[str]:
    question = (
        select(retraction.c.row_id)
        .outerjoin(restoration, restoration.c.retraction_id == retraction.c.id)
        .where(retraction.c.what == "document", restoration.c.id.is_(None))
    )
    return set(connection.execute(question).scalars())


def _ids(connection: Connection) -> set[str]:
    return set(connection.execute(select(document.c.id)).scalars())

"""Which rows stand as of a cut in time.

A row stands when an entry within the cut brought it, no row known within the cut supersedes it, and no
retraction within the cut that has not been taken back names it. What was published after the cut is not
known, and neither is a revision that was published after it: the figure it revises still stands. A source
without a date of publication is not known to the public at any date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Select, exists, func, or_, select

from luoshi.errors import LuoshiError
from luoshi.ledger.columns import instant_text
from luoshi.ledger.journal import read_head
from luoshi.ledger.records import Cut
from luoshi.ledger.schema import anchor, citation, description, journal, restoration, retraction

NOW = Cut()
"""Everything the ledger holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """A cut as the tables know it: the last entry, and the last day of publication if it matters."""

    entry: int
    published: str | None = None


def resolve(connection: Connection, cut: Cut) -> Bounds:
    """Return the bounds of a cut; raises ``recorded-before-first-entry``."""
    published = None if cut.published_by is None else cut.published_by.isoformat()
    if cut.recorded_by is None:
        return Bounds(entry=read_head(connection).number, published=published)
    number = _last_entry(connection, cut.recorded_by)
    if number < 1:
        first = connection.execute(select(journal.c.recorded).where(journal.c.number == 1)).scalar()
        raise LuoshiError("recorded-before-first-entry", moment=_shown(cut.recorded_by), first=first or "—")
    return Bounds(entry=number, published=published)


def _last_entry(connection: Connection, recorded_by: datetime | int) -> int:
    head = read_head(connection).number
    if isinstance(recorded_by, int):
        return min(recorded_by, head)
    moment = instant_text(recorded_by if recorded_by.tzinfo else recorded_by.astimezone())
    question = select(func.max(journal.c.number)).where(journal.c.recorded <= moment)
    return connection.execute(question).scalar() or 0


def _shown(moment: datetime | date | int) -> str:
    return f"#{moment}" if isinstance(moment, int) else moment.isoformat()


@lru_cache(maxsize=128)
def stands(rows: FromClause, bounds: Bounds) -> ColumnElement[bool]:
    """Return the condition that a row of a table (or of an alias of one) stands.

    A judgement asks hundreds of questions with the same bounds, and the condition takes longer to write down
    than most of them to answer.
    """
    condition = (rows.c.entry <= bounds.entry) & ~_retracted(rows, bounds)
    if "supersedes" in rows.c:
        condition &= ~_superseded(rows, bounds)
    return condition & known(rows, bounds)


def retracted(rows: FromClause, bounds: Bounds) -> ColumnElement[bool]:
    """Return the condition that a row was retracted, and not brought back."""
    return _retracted(rows, bounds)


def known(rows: FromClause, bounds: Bounds) -> ColumnElement[bool]:
    """Return the condition that what a row says was published within the bounds."""
    if bounds.published is None:
        return _always()
    if "published_last" in rows.c:
        return rows.c.published_last <= bounds.published
    sources: list[ColumnElement[bool]] = []
    if "citation_id" in rows.c:
        source = _another(citation)
        cited = select(source.c.id).where(source.c.published_last <= bounds.published)
        sources.append(rows.c.citation_id.in_(cited))
    if "anchor_id" in rows.c:
        mark = _another(anchor)
        words = select(mark.c.id).where(
            mark.c.id == rows.c.anchor_id, mark.c.edition_id.in_(_known_editions(bounds))
        )
        sources.append(words.exists())
    return or_(*sources) if sources else _always()


def _known_editions(bounds: Bounds) -> Select[Any]:
    said = _another(description)
    return select(said.c.edition_id).where(stands(said, bounds))


def _retracted(rows: FromClause, bounds: Bounds) -> ColumnElement[bool]:
    gone, back = _another(retraction), _another(restoration)
    taken_back = exists().where(back.c.retraction_id == gone.c.id, back.c.entry <= bounds.entry)
    return exists().where(gone.c.row_id == rows.c.id, gone.c.entry <= bounds.entry, ~taken_back)


def _superseded(rows: FromClause, bounds: Bounds) -> ColumnElement[bool]:
    """Return the condition that a known row took a row's place.

    What is said about a document or a plan is corrected, not revised: there the newer row counts whatever
    date it gives.
    """
    later = _another(_same_table(rows), "later")
    condition = (later.c.supersedes == rows.c.id) & (later.c.entry <= bounds.entry)
    if "published_last" not in rows.c:
        condition &= known(later, bounds)
    return exists().where(condition)


@cache
def _another(table: FromClause, name: str | None = None) -> FromClause:
    """Return a table under another name; making one anew for every question would take most of its time.

    No question uses one of them inside itself, so that each stands for one set of rows.
    """
    return table.alias(name and f"{name}_{getattr(table, 'name', '')}")


def _same_table(rows: FromClause) -> FromClause:
    element = getattr(rows, "element", rows)
    return element if isinstance(element, FromClause) else rows


def _always() -> ColumnElement[bool]:
    from sqlalchemy import true

    return true()

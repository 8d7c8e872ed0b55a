"""What is being reported, kept in memory: after a write only what the new entries brought is read.

Register, closed periods and submissions are kept as they stand now, for the day whose levels they show. New
figures, events, remarks and files have their submissions read again; what changes the register or brings
something back has everything read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import CompoundSelect, Connection, Table, func, literal, select, union, union_all

from luoshi.collection import log
from luoshi.collection.closing import closings
from luoshi.collection.knowing import Closing
from luoshi.collection.model import FigureKey, figure_key
from luoshi.collection.register import Register, register
from luoshi.ledger import schema
from luoshi.ledger.journal import read_head

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_REGISTER = (
    schema.organisation,
    schema.organisation_detail,
    schema.post,
    schema.post_detail,
    schema.duty,
    schema.schedule,
)
_OF_SUBMISSIONS = (
    schema.submission_event,
    schema.submitted_figure,
    schema.submission_comment,
    schema.submission_attachment,
)
_LATER = {table.name for table in (*_OF_SUBMISSIONS, schema.submission, schema.period_lock, *_REGISTER)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What is being reported, as of an entry.

    Attributes:
        number: Of the last entry.
        day: On which the levels of submissions were looked up.
        views: Submissions by id, in the order in which they came in.
        of_indicators: Ids of the submissions that hold figures of an indicator, in that order.
        latest: The latest submission that has a figure and was not withdrawn, by what is asked: whatever
            its definition, and never for a part.
    """

    number: int
    day: date
    register: Register
    closings: tuple[Closing, ...]
    views: Mapping[str, log.SubmissionView]
    of_indicators: Mapping[str, tuple[str, ...]]
    latest: Mapping[FigureKey, log.SubmissionView]

    def about(self, indicator_ids: Iterable[str]) -> tuple[log.SubmissionView, ...]:
        """Return the submissions that hold figures of some indicators, in the order they came in."""
        names = set(indicator_ids)
        if len(names) == 1:
            return tuple(self.views[one] for one in self.of_indicators.get(names.pop(), ()))
        wanted = {one for name in names for one in self.of_indicators.get(name, ())}
        return tuple(view for key, view in self.views.items() if key in wanted)


def asked_key(figure: log.FigureView) -> FigureKey:
    """Return the key under which a figure is asked for: its definition does not matter."""
    return figure_key(figure.indicator_id, figure.place_id, figure.period.iso(), None, figure.dimensions)


_FILES: WeakKeyDictionary[Ledger, Files] = WeakKeyDictionary()
_LOCK = Lock()


def files(ledger: Ledger, day: date) -> Files:
    """Return what is being reported now.

    Args:
        ledger: To read.
        day: On which the levels of submissions are looked up.
    """
    kept = _FILES.get(ledger)
    if kept is not None and (kept.number, kept.day) == (ledger.mark()[0], day):
        return kept
    with _LOCK, ledger.reading() as connection:
        number = read_head(connection).number
        kept = _FILES.get(ledger)
        if kept is None or kept.day != day or kept.number > number:
            kept = _read(connection, number, day)
        elif kept.number < number:
            kept = _renewed(connection, kept, number)
        _FILES[ledger] = kept
    return kept


def _read(connection: Connection, number: int, day: date) -> Files:
    assigned = register(connection)
    empty = Files(
        number=number,
        day=day,
        register=assigned,
        closings=closings(connection),
        views={},
        of_indicators={},
        latest={},
    )
    return _with(empty, number, empty.closings, log.submissions(connection, assigned, day))


def _renewed(connection: Connection, kept: Files, number: int) -> Files:
    """Return the files with what later entries brought."""
    changed = {name for name, last in connection.execute(_last_entries()) if (last or 0) > kept.number}
    taken = connection.execute(
        select(schema.retraction.c.what, schema.retraction.c.row_id).where(
            schema.retraction.c.entry > kept.number, schema.retraction.c.what.in_(_LATER)
        )
    ).all()
    what = {row.what for row in taken}
    whole = {schema.restoration.name, *(table.name for table in _REGISTER)}
    if changed & whole or what - {"submitted_figure", "period_lock"}:
        return _read(connection, number, kept.day)
    closed = kept.closings
    if "period_lock" in changed | what:
        closed = closings(connection)
    ids = _touched(connection, kept.number, [row.row_id for row in taken if row.what == "submitted_figure"])
    views = log.submissions(connection, kept.register, kept.day, ids=ids) if ids else ()
    return _with(kept, number, closed, views)


def _last_entries() -> CompoundSelect[Any]:
    tables = (*_REGISTER, schema.period_lock, schema.restoration)
    return union_all(*(select(literal(table.name), func.max(table.c.entry)) for table in tables))


def _touched(connection: Connection, after: int, taken: Iterable[str]) -> list[str]:
    """Return the submissions that later entries brought something of, or took a figure from."""
    tables: list[tuple[Table, str]] = [(schema.submission, "id")]
    tables += [(table, "submission_id") for table in _OF_SUBMISSIONS]
    new = union(*(select(table.c[name]).where(table.c.entry > after) for table, name in tables))
    found = dict.fromkeys(connection.execute(new).scalars())
    figure = schema.submitted_figure
    for one in taken:
        found |= dict.fromkeys(
            connection.execute(select(figure.c.submission_id).where(figure.c.id == one)).scalars()
        )
    return list(found)


def _with(
    kept: Files, number: int, closed: tuple[Closing, ...], views: Iterable[log.SubmissionView]
) -> Files:
    """Return files with submissions that are new or stand otherwise than before."""
    every, of_indicators, latest = dict(kept.views), dict(kept.of_indicators), dict(kept.latest)
    again: set[FigureKey] = set()
    moved: set[str] = set()
    for view in views:
        before = every.get(view.id)
        every[view.id] = view
        if before is not None:
            again |= _asked(before) | _asked(view)
            moved |= set(before.indicator_ids) ^ set(view.indicator_ids)
            continue
        if view.standing.state != "withdrawn":
            latest.update(dict.fromkeys(_asked(view), view))
        for indicator in view.indicator_ids:
            of_indicators[indicator] = (*of_indicators.get(indicator, ()), view.id)
    if again:
        _look_again(latest, again, every)
    for indicator in moved:
        holding = tuple(key for key, view in every.items() if indicator in view.indicator_ids)
        of_indicators[indicator] = holding
    return Files(
        number=number,
        day=kept.day,
        register=kept.register,
        closings=closed,
        views=every,
        of_indicators=of_indicators,
        latest=latest,
    )


def _asked(view: log.SubmissionView) -> set[FigureKey]:
    return {asked_key(one) for one in view.figures if not one.dimensions}


def _look_again(
    latest: dict[FigureKey, log.SubmissionView], keys: set[FigureKey], every: Mapping[str, log.SubmissionView]
) -> None:
    """Find the latest submission of some figures anew, after one that held them changed."""
    for key in keys:
        latest.pop(key, None)
    indicators = {key[0] for key in keys}
    for view in every.values():
        if view.standing.state != "withdrawn" and indicators.intersection(view.indicator_ids):
            latest.update(dict.fromkeys(_asked(view) & keys, view))

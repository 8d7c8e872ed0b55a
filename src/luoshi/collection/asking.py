"""What is asked of whom, and how far it is: computed from schedules, the calendar, the log and the day.

A figure is asked once: of the post that reports it for a place. It is not asked where a source has
published it already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal
from weakref import WeakKeyDictionary

from luoshi.collection import log
from luoshi.collection.checking import ZONE, today_of
from luoshi.collection.closing import closings
from luoshi.collection.files import asked_key, files
from luoshi.collection.holding import figures_now, figures_of
from luoshi.collection.knowing import Closing, Held, Subject, places_of, subjects, subjects_as_of
from luoshi.collection.model import FigureKey, figure_key
from luoshi.collection.periods import periods
from luoshi.collection.register import Duty, Organisation, Post, Register, Schedule, register
from luoshi.collection.states import Event
from luoshi.ledger.cuts import NOW
from luoshi.ledger.records import Cut
from luoshi.vocabulary.calendar import Deadline
from luoshi.vocabulary.period import Period

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

AskedState = Literal[
    "due", "overdue", "draft", "submitted", "returned", "approved", "published", "locked", "known"
]
"""``known``: a source has published it, so that it is not asked."""

Occupied = Callable[[str], bool]
"""Says of a post whether somebody holds it; who, is not the ledger's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One figure that is asked for, most often by a schedule.

    Attributes:
        key: ``plan/number`` of the indicator.
        due: The working day on which it is due.
        last_day: With grace.
        basis: What asking rests on (依据).
        late: Whether the last day passed before it was handed in.
        post: The post it is asked of; ``None`` where none is assigned.
        submission_id: The latest submission that holds it, unless withdrawn.
        held: The figure that the ledger holds.
        scheduled: Whether a schedule asks for it; what a post handed in beyond any is asked for only while
            it has to be corrected, and then at once.
    """

    key: str
    indicator_id: str
    indicator: str
    unit: str | None
    place_id: str
    place: str
    period: Period
    frequency: str
    due: Deadline
    last_day: Deadline
    basis: str
    state: AskedState
    late: bool
    post: Post | None = None
    organisation: Organisation | None = None
    submission_id: str | None = None
    held: Held | None = None
    scheduled: bool = True

    @property
    def figure_key(self) -> FigureKey:
        """What makes it one figure."""
        return figure_key(self.indicator_id, self.place_id, self.period.iso())


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Everything that requests and the views on them are computed from, read at once.

    Attributes:
        today: The day.
        subjects: Indicators by key.
        held: Figures by indicator id.
        latest: The latest submission that has a figure and was not withdrawn, by what is asked: whatever
            its definition, and never for a part.
    """

    today: date
    register: Register
    subjects: Mapping[str, Subject]
    places: Mapping[str, str]
    held: Mapping[str, Sequence[Held]]
    closings: Sequence[Closing]
    submissions: Sequence[log.SubmissionView]
    latest: Mapping[FigureKey, log.SubmissionView] = field(default_factory=dict)

    def by_id(self) -> dict[str, Subject]:
        """Return the indicators by id, each once."""
        return {one.view.id: one for one in self.subjects.values()}

    def closed(self, subject: Subject, period: Period) -> bool:
        """Return whether a figure is closed."""
        last = next((one for one in reversed(self.closings) if one.covers(subject, period)), None)
        return last is not None and last.closed


def books(ledger: Ledger, today: date | None = None, *, cut: Cut = NOW) -> Books:
    """Return everything that is needed for requests and the views on them.

    What was read is kept; after a write only what it changed is read again, but for a cut in the past.

    Args:
        ledger: To read.
        today: The day; by default that of the cut, else of the ledger's clock.
        cut: ``at`` is the day, ``published_by`` tells what a source had published by then and is not asked,
            ``recorded_by`` what this ledger held.
    """
    day = today or cut.at or today_of(ledger)
    number = ledger.mark()[0]
    kept = _BOOKS.get(ledger)
    if kept is None or kept.state != (number, day, cut):
        kept = _BOOKS[ledger] = _Kept(
            state=(number, day, cut), books=_now(ledger, day) if cut == NOW else _books(ledger, day, cut)
        )
    return kept.books


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Books and the entry, day and cut they are of."""

    state: tuple[int, date, Cut]
    books: Books


_BOOKS: WeakKeyDictionary[Ledger, _Kept] = WeakKeyDictionary()


def _now(ledger: Ledger, day: date) -> Books:
    """Return the books as they stand, from what is kept in memory."""
    every, found = subjects(ledger), files(ledger, day)
    return Books(
        today=day,
        register=found.register,
        subjects=every,
        places=places_of(ledger),
        held=figures_now(ledger),
        closings=found.closings,
        submissions=tuple(found.views.values()),
        latest=found.latest,
    )


def _books(ledger: Ledger, day: date, cut: Cut) -> Books:
    every = subjects_as_of(ledger, cut)
    with ledger.reading() as connection:
        assigned = register(connection, cut)
        views = log.submissions(connection, assigned, day, cut=cut)
        decided = closings(connection, cut)
    latest: dict[FigureKey, log.SubmissionView] = {}
    for view in views:
        if view.standing.state != "withdrawn":
            latest.update({asked_key(one): view for one in view.figures if not one.dimensions})
    ids = {one.view.id for one in every.values()}
    return Books(
        today=day,
        register=assigned,
        subjects=every,
        places=places_of(ledger),
        held=figures_of(ledger, sorted(ids), cut),
        closings=decided,
        submissions=views,
        latest=latest,
    )


def requests(source: Books, *, known: bool = False, until: date | None = None) -> tuple[Request, ...]:
    """Return what is asked, by indicator, place and period.

    Args:
        source: What the ledger holds.
        known: Also what is not asked because a source has published it.
        until: Also periods that end by this day; by default those that are over.
    """
    every = source.by_id()
    end = (until or source.today) + timedelta(days=1)
    found: list[Request] = []
    for schedule in source.register.schedules:
        subject = every.get(schedule.indicator_id)
        if subject is not None:
            found += _of_schedule(source, schedule, subject, end)
    found = [one for one in found if known or one.state != "known"]
    return tuple(sorted(found, key=lambda one: (one.last_day.day, one.key, one.place, one.period)))


def handed_in_beyond(source: Books, post_id: str, view: log.SubmissionView) -> Iterator[Request]:
    """Yield what a post has handed in that no schedule asks of it, by figure; parts belong to theirs.

    Args:
        source: What the ledger holds.
        post_id: A post that may report it.
        view: The submission.
    """
    own, every = source.register.posts.get(post_id), source.by_id()
    names = {identity: name for name, identity in source.places.items()}
    asked = {
        one.figure_key[:3] for one in requests(source, known=True) if one.post and one.post.id == post_id
    }
    for key, figure in {asked_key(one)[:3]: one for one in view.figures}.items():
        subject, place = every.get(figure.indicator_id), names.get(figure.place_id)
        if own is None or subject is None or place is None or key in asked:
            continue
        if any(duty.post_id == post_id for duty, _, _ in reporters(source, subject.view.id, source.today)):
            yield _beyond(source, subject, place, own, figure, view)


def _beyond(
    source: Books, subject: Subject, place: str, post: Post, figure: log.FigureView, view: log.SubmissionView
) -> Request:
    now = Deadline(day=source.today)
    return Request(
        key=subject.key,
        indicator_id=subject.view.id,
        indicator=subject.view.name,
        unit=subject.view.unit,
        place_id=figure.place_id,
        place=place,
        period=figure.period,
        frequency=figure.period.frequency,
        due=now,
        last_day=now,
        basis="",
        state="draft" if view.standing.state == "draft" else "returned",
        late=False,
        post=post,
        organisation=source.register.unit_of(post.id),
        submission_id=view.id,
        held=_held(source.held.get(subject.view.id, ()), place, figure.period),
        scheduled=False,
    )


def reporters(source: Books, indicator_id: str, day: date) -> list[tuple[Duty, Post, Organisation]]:
    """Return who reports an indicator on a day."""
    found = source.register
    return [
        (one, found.posts[one.post_id], found.unit_of(one.post_id))
        for one in found.of("reports", indicator_id, day)
    ]


def _of_schedule(source: Books, schedule: Schedule, subject: Subject, end: date) -> Iterator[Request]:
    names = {identity: name for name, identity in source.places.items()}
    asked: list[tuple[str, Post | None, Organisation | None]] = [
        (names.get(unit.place_id or "", subject.place), post, unit)
        for _, post, unit in reporters(source, subject.view.id, source.today)
    ] or [(subject.place, None, None)]
    for period in periods(schedule.frequency, schedule.valid_from, end):
        dated = replace(period, nature=subject.nature)
        if schedule.asks(dated):
            for place, post, unit in asked:
                yield _request(source, schedule, subject, dated, place, post, unit)


def _request(
    source: Books,
    schedule: Schedule,
    subject: Subject,
    period: Period,
    place: str,
    post: Post | None,
    unit: Organisation | None,
) -> Request:
    place_id = source.places[place]
    view = source.latest.get(figure_key(subject.view.id, place_id, period.iso()))
    held = _held(source.held.get(subject.view.id, ()), place, period)
    last_day = schedule.last_day(period)
    state = _state(source, subject, period, view, held, last_day.day)
    return Request(
        key=subject.key,
        indicator_id=subject.view.id,
        indicator=subject.view.name,
        unit=subject.view.unit,
        place_id=place_id,
        place=place,
        period=period,
        frequency=schedule.frequency,
        due=schedule.due(period),
        last_day=last_day,
        basis=schedule.basis,
        state=state,
        late=_late(source.today, view, state, last_day.day),
        post=post,
        organisation=unit,
        submission_id=view.id if view else None,
        held=held,
    )


def _held(held: Iterable[Held], place: str, period: Period) -> Held | None:
    """Return the figure for a period, a published one before one reported here."""
    fitting = [
        one
        for one in held
        if one.place == place
        and (one.period.start, one.period.end) == (period.start, period.end)
        and not one.dimensions
    ]
    return min(fitting, key=lambda one: (not one.published, not one.reported), default=None)


def _state(
    source: Books,
    subject: Subject,
    period: Period,
    view: log.SubmissionView | None,
    held: Held | None,
    last_day: date,
) -> AskedState:
    if source.closed(subject, period):
        return "locked"
    if view is not None and view.standing.state != "withdrawn":
        return view.standing.state
    if held is not None and held.published:
        return "known"
    return "due" if source.today <= last_day else "overdue"


def _late(today: date, view: log.SubmissionView | None, state: AskedState, last_day: date) -> bool:
    """Return whether the last day passed before it was handed in for the first time."""
    if state == "known":
        return False
    if view is not None:
        for event in view.events:
            if event.event == "submitted" and event.recorded is not None:
                return _day(event) > last_day
    return state != "locked" and today > last_day


def _day(event: Event) -> date:
    return event.recorded.astimezone(ZONE).date() if event.recorded else date.max

"""What the ledger knows that a check needs: indicators, places, figures held, closed periods, requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from luoshi.collection.model import Field, FigureKey, Understood, figure_key
from luoshi.collection.register import Schedule
from luoshi.ledger import views
from luoshi.ledger.columns_of import nature_of
from luoshi.ledger.cuts import NOW
from luoshi.ledger.records import Cut, IndicatorView
from luoshi.ledger.touching import last_touch
from luoshi.vocabulary.concepts import Concept, known
from luoshi.vocabulary.period import Nature, Period

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_BELIEVED = ("A", "B", "C")

SUBMISSION = "submission/"
"""What the origin of a figure begins with that was reported here, not published elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An indicator that figures can be reported for.

    Attributes:
        key: ``plan/number``.
        place: The plan's place.
        view: The indicator as the ledger has it.
    """

    key: str
    place: str
    view: IndicatorView

    @property
    def concept(self) -> Concept | None:
        """What it measures."""
        return known(self.view.concept)

    @property
    def nature(self) -> Nature:
        """The nature of its periods."""
        return nature_of(self.concept, self.view.measure)

    @property
    def kind(self) -> str | None:
        """Nature of its concept: stock, flow, rate, average or rank."""
        concept = self.concept
        return concept.nature if concept else None

    @property
    def additive(self) -> bool:
        """Whether its parts add up; never for what is not a level."""
        concept = self.concept
        return bool(concept and concept.additive and self.view.measure == "level")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A figure that the ledger holds.

    Attributes:
        reported: Whether it was reported here rather than published by a source.
        source: Title, publisher or address of its source.
        trust: Of its source.
        settled: Whether it is an actual figure, neither a bound nor a forecast.
    """

    id: str
    place: str | None
    period: Period
    value: Decimal
    unit: str | None
    stage: str | None
    definition: str
    dimensions: Mapping[str, str]
    reported: bool
    source: str
    trust: str = "B"
    settled: bool = True

    @property
    def published(self) -> bool:
        """Whether a source that may be believed has published it."""
        return not self.reported and self.settled and self.trust in _BELIEVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """A decision to close a period or to open it again.

    Attributes:
        plan_id: Of the indicators it is about.
        indicator_id: ``None`` for every indicator of the plan.
        period: Whatever lies inside it is closed, or opened.
        closed: Whether it closes.
    """

    plan_id: str
    indicator_id: str | None
    period: Period
    closed: bool
    reason: str

    def covers(self, subject: Subject, period: Period) -> bool:
        """Return whether a figure of an indicator for a period falls under it."""
        return (
            self.plan_id == subject.view.plan_id
            and self.indicator_id in (None, subject.view.id)
            and self.period.start <= period.start
            and period.end <= self.period.end
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """A submission that has a figure and is neither published nor withdrawn."""

    submission: str
    who: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The words that were last reported with a figure: its note and the three short fields."""

    period: Period
    words: Mapping[Field, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a check may ask.

    Attributes:
        today: The day of the check.
        subjects: Indicators by every name they are known under: key, number (where one plan has it), name.
        places: Ids of places by official name.
        held: Figures by indicator id.
        schedules: Of the indicators, by id.
        closings: Decisions to close or to reopen, oldest first.
        under_way: Figures of other submissions, by key.
        said: Note and short fields as last reported, by key.
        number: Of the entry as of which this was known; 0 where that is not told.
    """

    today: date
    subjects: Mapping[str, Subject]
    places: Mapping[str, str]
    held: Mapping[str, Sequence[Held]] = field(default_factory=dict)
    schedules: Mapping[str, Sequence[Schedule]] = field(default_factory=dict)
    closings: Sequence[Closing] = ()
    under_way: Mapping[FigureKey, UnderWay] = field(default_factory=dict)
    said: Mapping[FigureKey, Said] = field(default_factory=dict)
    number: int = 0

    def closing(self, subject: Subject, period: Period) -> Closing | None:
        """Return the decision that keeps a figure closed, ``None`` while it may be written."""
        last = next((one for one in reversed(self.closings) if one.covers(subject, period)), None)
        return last if last is not None and last.closed else None

    def frequencies(self, indicator_id: str) -> frozenset[str]:
        """Return how often an indicator is asked for; none where nothing is scheduled."""
        return frozenset(one.frequency for one in self.schedules.get(indicator_id, ()))

    def schedule(self, indicator_id: str, period: Period) -> Schedule | None:
        """Return the schedule that asks for a figure."""
        return next((one for one in self.schedules.get(indicator_id, ()) if one.asks(period)), None)

    def reported(self, figure: Understood) -> Held | None:
        """Return the figure that was reported here before for the same key."""
        key = figure.key
        for one in self.held.get(figure.indicator_id, ()):
            if one.reported and one.place == figure.place and held_key(key[0], key[1], one) == key:
                return one
        return None

    def words_before(self, figure: Understood) -> Mapping[Field, str | None]:
        """Return the words reported with the last figure of an earlier period."""
        key = figure.key
        before = [
            said
            for other, said in self.said.items()
            if (*other[:2], *other[3:]) == (*key[:2], *key[3:]) and said.period.end <= figure.period.start
        ]
        return max(before, key=lambda said: said.period.end).words if before else {}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What figures can be reported for, and where.

    Attributes:
        head: The last entry it was looked for at.
        touch: The last entry then that brought anything but reports.
    """

    head: int
    touch: int
    subjects: Mapping[str, Subject]
    places: Mapping[str, str]


_NAMED: WeakKeyDictionary[Ledger, _Named] = WeakKeyDictionary()


def subjects(ledger: Ledger) -> Mapping[str, Subject]:
    """Return the indicators of all plans by key, and by id, number and name where only one bears it.

    The plan with the longest table comes first; in each plan the table's indicators stand before its prose's.
    What was read is kept until an entry brings more than what is being reported.
    """
    return _named(ledger).subjects


def places_of(ledger: Ledger) -> Mapping[str, str]:
    """Return ids of places by name, kept as long as the indicators are."""
    return _named(ledger).places


def _named(ledger: Ledger) -> _Named:
    number = ledger.mark()[0]
    kept = _NAMED.get(ledger)
    if kept is not None and kept.head == number:
        return kept
    touch = last_touch(ledger)  # looked up before anything is read: what is kept is never older than it says
    if kept is not None and kept.touch == touch:
        kept = replace(kept, head=number)
    else:
        places = {one.name: one.id for one in views.places(ledger)}
        kept = _Named(head=number, touch=touch, subjects=subjects_as_of(ledger, NOW), places=places)
    _NAMED[ledger] = kept
    return kept


def subjects_as_of(ledger: Ledger, cut: Cut) -> Mapping[str, Subject]:
    """Return the indicators by key and names as of a cut in time."""
    found: dict[str, Subject] = {}
    names: dict[str, list[Subject]] = {}
    every = [(plan, views.indicators(ledger, plan.id, cut=cut)) for plan in views.plans(ledger, cut=cut)]
    for plan, those in sorted(every, key=lambda pair: -sum(one.number is not None for one in pair[1])):
        for one in sorted(those, key=lambda one: (one.number is None, one.number or 0)):
            subject = Subject(key=f"{plan.slug}/{one.slug}", place=plan.place, view=one)
            found[subject.key] = subject
            for name in {one.id, one.name, str(one.number) if one.number is not None else one.name}:
                names.setdefault(name, []).append(subject)
    found.update({name: those[0] for name, those in names.items() if len(those) == 1})
    return found


def held_key(indicator_id: str, place_id: str | None, held: Held) -> FigureKey:
    """Return the key of a figure that the ledger holds."""
    return figure_key(indicator_id, place_id, held.period.iso(), held.definition, held.dimensions)

"""From a reported row to what it means: indicator, place, period, value in the indicator's unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from luoshi.collection.knowing import Known, Subject
from luoshi.collection.model import STAGES, UNREAD, Field, SubmittedFigure, Understood
from luoshi.collection.periods import read
from luoshi.errors import LuoshiError
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.units import convert

Part = TypeVar("Part")

_GROUPED = re.compile(r"[+-]?[0-9]{1,3}([,，][0-9]{3})+(\.[0-9]+)?")
_PLAIN = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")


class NotUnderstood(Exception):
    """A field that was not understood; which kind of rule tells of it, and the words to fill in.

    Attributes:
        code: Of the catalogue of errors, where the rule's own says too little.
    """

    def __init__(self, kind: str, field: Field, *, code: str | None = None, **detail: object) -> None:
        self.kind = kind
        self.field = field
        self.code = code
        self.detail = detail
        super().__init__(kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What could be understood of a row, and what could not."""

    subject: Subject | None
    figure: Understood | None
    troubles: tuple[NotUnderstood, ...]


def understand(figure: SubmittedFigure, position: int, known: Known) -> Reading:
    """Understand a row; every field that cannot be understood is told of, not only the first."""
    troubles: list[NotUnderstood] = []
    subject = _tried(lambda: _subject(figure, known), troubles)
    place = _tried(lambda: _place(figure, subject, known), troubles)
    period = _tried(lambda: _period(figure, subject), troubles)
    value = _tried(lambda: _value(figure, subject, period, place, known), troubles)
    _tried(lambda: _stage(figure), troubles)
    if subject is None or place is None or period is None or value is None or troubles:
        return Reading(subject=subject, figure=None, troubles=tuple(troubles))
    made = Understood(
        figure=_defined(figure, subject, place, period, known),
        position=position,
        indicator_id=subject.view.id,
        place_id=known.places[place],
        place=place,
        period=period,
        value=value,
        unit=subject.view.unit,
    )
    return Reading(subject=subject, figure=made, troubles=())


def _defined(
    figure: SubmittedFigure, subject: Subject, place: str, period: Period, known: Known
) -> SubmittedFigure:
    """Return a figure without a definition with that of the last one before it.

    Without one it is the usual figure; a series whose last figures have a definition goes on under it.
    """
    if figure.definition:
        return figure
    before = [
        one
        for one in known.held.get(subject.view.id, ())
        if one.place == place
        and dict(one.dimensions) == dict(figure.dimensions)
        and one.period.frequency == period.frequency
        and one.period.end <= period.end
    ]
    last = max(before, key=lambda one: (one.period.end, one.reported), default=None)
    return replace(figure, definition=last.definition) if last else figure


def _tried(attempt: Callable[[], Part], troubles: list[NotUnderstood]) -> Part | None:
    try:
        return attempt()
    except NotUnderstood as trouble:
        troubles.append(trouble)
        return None


def _subject(figure: SubmittedFigure, known: Known) -> Subject:
    found = known.subjects.get(figure.indicator.strip())
    if found is None:
        raise NotUnderstood("indicator", "indicator", text=figure.indicator)
    return found


def _place(figure: SubmittedFigure, subject: Subject | None, known: Known) -> str | None:
    name = (figure.place or "").strip() or (subject.place if subject else None)
    if name is not None and name not in known.places:
        raise NotUnderstood("place", "place", text=name, known="、".join(sorted(known.places)[:12]))
    return name


def _period(figure: SubmittedFigure, subject: Subject | None) -> Period:
    try:
        period = read(figure.period)
    except LuoshiError as error:
        raise NotUnderstood("period", "period", text=figure.period) from error
    return replace(period, nature=subject.nature) if subject else period


def read_number(text: str) -> Decimal:
    """Return the number a cell holds; raises ``ValueError``.

    Grouping commas and spaces around it are allowed, a unit or any other word is not.
    """
    plain = text.strip()
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "").replace("，", "")
    if not _PLAIN.fullmatch(plain):
        raise ValueError(text)
    try:
        return Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(text) from error


def _value(
    figure: SubmittedFigure,
    subject: Subject | None,
    period: Period | None,
    place: str | None,
    known: Known,
) -> Decimal | None:
    if figure.unchanged and not figure.value.strip():
        return _carried(figure, subject, period, place, known)
    try:
        value = read_number(figure.value)
    except ValueError as error:
        raise _no_number(figure) from error
    return value if subject is None else _in_unit(value, figure.unit, subject)


def _no_number(figure: SubmittedFigure) -> NotUnderstood:
    """Return what is wrong with a value that is none, by whether it is that of a part."""
    if UNREAD in figure.dimensions:
        return NotUnderstood("type", "value", code="figure-part-unreadable", text=figure.value)
    if figure.dimensions:
        part = "；".join(f"{name}={value}" for name, value in sorted(figure.dimensions.items()))
        return NotUnderstood("type", "value", code="figure-part-invalid", text=figure.value, part=part)
    return NotUnderstood("type", "value", text=figure.value)


def _carried(
    figure: SubmittedFigure,
    subject: Subject | None,
    period: Period | None,
    place: str | None,
    known: Known,
) -> Decimal | None:
    """Return the value of the period before, for a figure marked as unchanged."""
    if subject is None or period is None:
        return None
    before = [
        one
        for one in known.held.get(subject.view.id, ())
        if one.place == place
        and figure.definition in ("", one.definition)
        and dict(one.dimensions) == dict(figure.dimensions)
        and one.period.end <= period.start
        and one.period.frequency == period.frequency
    ]
    if not before:
        raise NotUnderstood("unchanged", "unchanged", indicator=subject.view.name, period=figure.period)
    last = max(before, key=lambda one: one.period.end)
    return _in_unit(last.value, last.unit, subject)


def _in_unit(value: Decimal, unit: str | None, subject: Subject) -> Decimal:
    own = subject.view.unit
    given = (unit or "").strip() or own
    if given == own or given is None:
        return value
    try:
        if own is None:
            raise LuoshiError("units-differ", source=given, target="")
        return _plain(convert(value, given, own))
    except LuoshiError as error:
        raise NotUnderstood("unit", "unit", text=given, unit=own or "—") from error


def _plain(value: Decimal) -> Decimal:
    """Return a converted number without the zeros that converting may leave."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def _stage(figure: SubmittedFigure) -> None:
    if figure.stage and figure.stage not in STAGES:
        raise NotUnderstood("stage", "stage", text=figure.stage, known="、".join(STAGES))

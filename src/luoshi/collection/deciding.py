"""Checking, approving, returning and publishing a submission; nobody decides on what is his or her own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from luoshi.collection import log
from luoshi.collection.checking import today_of
from luoshi.collection.closing import closings
from luoshi.collection.knowing import SUBMISSION, Subject, subjects
from luoshi.collection.model import FigureKey
from luoshi.collection.register import Register, register
from luoshi.collection.states import Actor, Happening, Level, permit
from luoshi.collection.submitting import event_row
from luoshi.errors import LuoshiError
from luoshi.ledger import schema
from luoshi.ledger.columns_of import SeriesKey, period_columns
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.identity import named
from luoshi.ledger.joining import Joins, join_series, settle_series
from luoshi.ledger.records import Entry
from luoshi.ledger.rows import Row

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

STATUS = {"预计": "E", "快报": "P", "初步核算": "P"}
"""SDMX observation status of a stage; final figures have ``A``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A submission in front of whoever decides."""

    view: log.SubmissionView
    register: Register
    day: date


def _case(ledger: Ledger, submission_id: str, today: date | None) -> Case:
    day = today or today_of(ledger)
    with ledger.reading() as connection:
        known = register(connection)
        return Case(view=log.submission(connection, known, day, submission_id), register=known, day=day)


def approve(
    ledger: Ledger, submission_id: str, *, actor: Actor, comment: str = "", today: date | None = None
) -> Entry:
    """Pass the level that a submission waits for: check or approve it.

    Raises:
        LuoshiError: ``not-found``, ``submission-state``, ``submission-own``, ``duty-missing``,
            ``approver-missing``, ``ledger-conflict``.
    """
    case = _case(ledger, submission_id, today)
    level = case.view.standing.waiting
    permit(case.view.standing, level.event if level else "approved", actor)
    if level is None:
        raise LuoshiError("approver-missing")
    _has_duty(case, level, actor)
    row = event_row(
        case.view.id,
        case.view.standing.last + 1,
        level.event,
        actor,
        organisation_id=level.organisation_id,
        reason=comment,
    )
    return ledger.append(
        [row],
        actor=actor.account,
        reason=f"{'核对' if level.role == 'checks' else '审核通过'} / {level.event}: {case.view.id}",
        check=_same_log(case.view),
    )


def send_back(
    ledger: Ledger, submission_id: str, *, actor: Actor, reason: str, today: date | None = None
) -> Entry:
    """Return a submission with a reason.

    Raises:
        LuoshiError: ``reason-missing`` and those of ``approve``.
    """
    case = _case(ledger, submission_id, today)
    permit(case.view.standing, "returned", actor, reason=reason)
    level = case.view.standing.waiting or case.view.levels[-1]
    _has_duty(case, level, actor)
    row = event_row(
        case.view.id,
        case.view.standing.last + 1,
        "returned",
        actor,
        organisation_id=level.organisation_id,
        reason=reason,
    )
    return ledger.append(
        [row],
        actor=actor.account,
        reason=f"退回 / return: {case.view.id}: {reason.strip()}",
        check=_same_log(case.view),
    )


def _has_duty(case: Case, level: Level, actor: Actor) -> None:
    indicators = case.view.indicator_ids
    if actor.post_id is None or not case.register.may(actor.post_id, level, indicators, case.day):
        raise LuoshiError("duty-missing", indicator=case.view.id)


def _same_log(view: log.SubmissionView) -> Callable[[Connection], None]:
    def unchanged(connection: Connection) -> None:
        if log.last_number(connection, view.id) != view.standing.last:
            raise LuoshiError("ledger-conflict")

    return unchanged


def publish(
    ledger: Ledger, submission_id: str, *, actor: Actor, comment: str = "", today: date | None = None
) -> Entry:
    """Make the figures of an approved submission observations, in one entry.

    Each cites the submission and takes the place of what was reported for it before. Whoever has the last
    level publishes; of two submissions of one figure the second is told of the conflict.

    Raises:
        LuoshiError: those of ``approve``; ``figure-period-closed``, ``figure-conflict``.
    """
    case = _case(ledger, submission_id, today)
    view = case.view
    permit(view.standing, "published", actor)
    _has_duty(case, view.levels[-1], actor)
    known = subjects(ledger)
    with ledger.reading() as connection:
        made = _Publishing(connection, case, known)
        rows = [*ledger.missing(made.fixed), *made.rows]
    happened: Happening = "published"
    rows.append(event_row(view.id, view.standing.last + 1, happened, actor, reason=comment))

    def still_so(connection: Connection) -> None:
        _same_log(view)(connection)
        _refuse_closed(connection, view, known)
        _refuse_overtaken(connection, view, known)

    return ledger.append(rows, actor=actor.account, reason=f"发布 / publish: {view.id}", check=still_so)


def _refuse_closed(connection: Connection, view: log.SubmissionView, known: Mapping[str, Subject]) -> None:
    decisions = closings(connection)
    for figure in view.figures:
        subject = known[figure.indicator_id]
        last = next((one for one in reversed(decisions) if one.covers(subject, figure.period)), None)
        if last is not None and last.closed:
            raise LuoshiError(
                "figure-period-closed",
                indicator=subject.view.name,
                period=figure.period.iso(),
                reason=last.reason,
            )


def _refuse_overtaken(connection: Connection, view: log.SubmissionView, known: Mapping[str, Subject]) -> None:
    for figure in view.figures:
        if standing_figure(connection, figure.key) != figure.revises:
            name = known[figure.indicator_id].view.name
            raise LuoshiError("figure-conflict", indicator=name, period=figure.period.iso())


def standing_figure(connection: Connection, key: FigureKey) -> str | None:
    """Return the id of the figure reported here that stands for a key, ``None`` while there is none."""
    indicator_id, place_id, period, _, _ = key
    table = schema.submitted_figure
    question = select(table).where(
        table.c.indicator_id == indicator_id, table.c.place_id == place_id, table.c.period == period
    )
    ids = [
        figure.observation_id
        for row in connection.execute(question).mappings()
        if (figure := log.figure_of(row)).key == key
    ]
    seen = schema.observation
    standing = select(seen.c.id).where(seen.c.id.in_(ids), stands(seen, resolve(connection, NOW)))
    return connection.execute(standing).scalar()


class _Publishing:
    """The rows that publishing a submission adds: those that may be there already, and those that are new."""

    def __init__(self, connection: Connection, case: Case, known: Mapping[str, Subject]) -> None:
        self.case = case
        self.known = known
        self.joins: Joins = {}
        self.citation = self._citation()
        self.fixed: list[Row] = [self.citation]
        figures = list(self._figures())
        self.rows = [*figures, *settle_series(connection, self.joins).rows]

    def _citation(self) -> Row:
        view = self.case.view
        unit = self.case.register.organisations[view.organisation_id]
        day = self.case.day
        values = {
            "id": named("citation", "submission", view.id, day.isoformat()),
            "publisher": unit.name,
            "title": f"{unit.name}报送",
            "published_text": day.isoformat(),
            "published_first": day,
            "published_last": day,
            "source": f"{SUBMISSION}{view.id}",
            "trust": unit.trust,
            "nature": unit.nature,
            "evidence": "cited",
        }
        return Row(table="citation", values=values)

    def _figures(self) -> Iterator[Row]:
        for figure in self.case.view.figures:
            key = series_key(self.known[figure.indicator_id], figure)
            self.fixed += key.rows()
            if not figure.dimensions:
                join_series(
                    self.joins, figure.indicator_id, key.id, score=1, reason="按指标填报", accepted=True
                )
            yield Row(table="observation", values=self._values(figure, key.id))

    def _values(self, figure: log.FigureView, series: str) -> dict[str, Any]:
        nature = self.known[figure.indicator_id].nature
        return {
            "id": figure.observation_id,
            "series_id": series,
            **period_columns(replace(figure.period, nature=nature)),
            "value": figure.value,
            "written": figure.written,
            "comparator": "eq",
            "status": STATUS.get(figure.stage or "", "A"),
            "stage": figure.stage,
            "match": "same",
            "citation_id": self.citation.values["id"],
            "origin": f"{SUBMISSION}{figure.submission_id}#{figure.number}",
            "note": figure.note,
            "supersedes": figure.revises,
        }


def series_key(subject: Subject, figure: log.FigureView) -> SeriesKey:
    """Return the series that a reported figure belongs to."""
    view = subject.view
    return SeriesKey(
        concept=subject.concept,
        name=view.name,
        measure=view.measure,
        basis=view.basis or ("yoy" if view.measure == "growth" else None),
        place_id=figure.place_id,
        unit=figure.unit,
        definition=figure.definition,
        dimensions=dict(figure.dimensions),
    )

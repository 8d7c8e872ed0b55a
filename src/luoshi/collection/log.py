"""Submissions as they stand: figures, log, remarks and evidence, with the state folded from the log."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from luoshi.collection.model import FigureKey, figure_key
from luoshi.collection.periods import read
from luoshi.collection.register import Register
from luoshi.collection.states import Event, Level, Standing, fold
from luoshi.errors import LuoshiError
from luoshi.ledger import schema
from luoshi.ledger.columns import instant_of
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.identity import named
from luoshi.ledger.records import Cut
from luoshi.vocabulary.period import Period

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure of a submission.

    Attributes:
        id: Of its row.
        number: Place in the submission, from 1.
        origin: File, sheet, row and column it came from.
        revises: The figure it takes the place of when published.
        observation_id: The figure it becomes when published.
    """

    id: str
    submission_id: str
    number: int
    indicator_id: str
    place_id: str
    period: Period
    value: Decimal
    unit: str | None
    written: str
    dimensions: Mapping[str, str]
    definition: str
    stage: str | None
    note: str | None
    progress: str | None
    obstacles: str | None
    next_steps: str | None
    unchanged: bool
    origin: Mapping[str, Any]
    revises: str | None

    @property
    def key(self) -> FigureKey:
        """What makes it one figure."""
        return figure_key(
            self.indicator_id, self.place_id, self.period.iso(), self.definition, self.dimensions
        )

    @property
    def observation_id(self) -> str:
        """The id of the figure it becomes when published."""
        return observation_id(self.submission_id, self.number)


def observation_id(submission_id: str, number: int) -> str:
    """Return the id of the figure that a submitted one becomes."""
    return named("observation", "submission", submission_id, number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A remark."""

    id: str
    figure_id: str | None
    post_id: str | None
    account: str
    text: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A file handed in with a submission (佐证材料)."""

    id: str
    figure_id: str | None
    sha256: str
    name: str
    media_type: str
    size: int
    account: str
    recorded: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionView:
    """A submission with all that is known of it.

    Attributes:
        way: form, workbook, csv, sdmx, folder, api or command.
        levels: That it has to pass, in order.
        standing: Its state, and the level it waits for.
    """

    id: str
    organisation_id: str
    organisation: str
    post_id: str | None
    way: str
    file: str | None
    sha256: str | None
    recorded: datetime
    figures: tuple[FigureView, ...]
    events: tuple[Event, ...]
    levels: tuple[Level, ...]
    standing: Standing
    comments: tuple[Comment, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def indicator_ids(self) -> tuple[str, ...]:
        """Its indicators, each once."""
        return tuple(dict.fromkeys(one.indicator_id for one in self.figures))


def submissions(
    connection: Connection,
    register: Register,
    day: date,
    *,
    ids: Iterable[str] | None = None,
    cut: Cut = NOW,
) -> tuple[SubmissionView, ...]:
    """Return submissions in the order in which they came in.

    Args:
        connection: To the ledger.
        register: Who is assigned.
        day: On which their levels are looked up.
        ids: Of those wanted; all by default.
        cut: As of when; what was recorded later is left out.
    """
    wanted = None if ids is None else list(dict.fromkeys(ids))
    heads = _rows(connection, cut, schema.submission, schema.submission.c.id, wanted)
    figures = _grouped(_rows(connection, cut, schema.submitted_figure, _own(schema.submitted_figure), wanted))
    events = _grouped(_rows(connection, cut, schema.submission_event, _own(schema.submission_event), wanted))
    remarks = _grouped(
        _rows(connection, cut, schema.submission_comment, _own(schema.submission_comment), wanted)
    )
    files = evidence_of(connection, wanted, cut=cut)
    now = _latest(connection, wanted)
    return tuple(
        _view(
            row,
            register,
            day,
            figures[row["id"]],
            events[row["id"]],
            [_comment(one, now) for one in remarks[row["id"]]],
            files.get(row["id"], ()),
        )
        for row in heads
    )


def evidence_of(
    connection: Connection, ids: Sequence[str] | None, *, cut: Cut = NOW
) -> dict[str, tuple[Evidence, ...]]:
    """Return the files that came with submissions, by submission; of all where no ids are given."""
    table = schema.submission_attachment
    files = _grouped(_rows(connection, cut, table, _own(table), ids))
    now = _latest(connection, ids) if files else {}
    return {key: tuple(_evidence(one, now) for one in some) for key, some in files.items()}


def _latest(connection: Connection, ids: Sequence[str] | None) -> dict[str, str]:
    """Return the last version of each submitted figure that was corrected, by its earlier ones."""
    table = schema.submitted_figure
    question = select(table.c.id, table.c.supersedes).where(table.c.supersedes.is_not(None))
    asked = [question] if ids is None else [question.where(_own(table).in_(some)) for some in _batches(ids)]
    after = {row.supersedes: row.id for one in asked for row in connection.execute(one)}
    found: dict[str, str] = {}
    for first, second in after.items():
        last = second
        while last in after:
            last = after[last]
        found[first] = last
    return found


def submission(connection: Connection, register: Register, day: date, identity: str) -> SubmissionView:
    """Return one submission, by its id or the beginning of it; raises ``not-found``, ``ambiguous``."""
    beginning = schema.submission.c.id.startswith(identity, autoescape=True)
    found = list(connection.execute(select(schema.submission.c.id).where(beginning).limit(9)).scalars())
    if not found or not identity:
        raise LuoshiError("not-found", what=identity)
    if len(found) > 1 and identity not in found:
        raise LuoshiError("ambiguous", what=identity, choices="、".join(found))
    (view,) = submissions(connection, register, day, ids=[identity if identity in found else found[0]])
    return view


def of_figures(
    connection: Connection, register: Register, day: date, keys: Iterable[FigureKey]
) -> tuple[SubmissionView, ...]:
    """Return the submissions that hold figures of some indicators, places and periods."""
    table = schema.submitted_figure
    ids: list[str] = []
    for indicator_id, place_id, period in dict.fromkeys(key[:3] for key in keys):
        question = select(table.c.submission_id).where(
            table.c.indicator_id == indicator_id, table.c.place_id == place_id, table.c.period == period
        )
        ids += connection.execute(question).scalars()
    return submissions(connection, register, day, ids=ids) if ids else ()


def last_number(connection: Connection, submission_id: str) -> int:
    """Return the number of the last event of a submission."""
    table = schema.submission_event
    question = select(func.max(table.c.number)).where(table.c.submission_id == submission_id)
    return connection.execute(question).scalar() or 0


def _own(table: Any) -> Any:
    return table.c.submission_id


def _batches(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _rows(
    connection: Connection, cut: Cut, table: Any, column: Any, wanted: Sequence[str] | None
) -> list[RowMapping]:
    bounds = resolve(connection, cut)
    question = (
        select(table, schema.journal.c.recorded.label("recorded_at"))
        .join(schema.journal, schema.journal.c.number == table.c.entry)
        .where(stands(table, bounds))
        .order_by(table.c.entry, table.c.position)
    )
    if wanted is None:
        return list(connection.execute(question).mappings())
    found: list[RowMapping] = []
    for some in _batches(wanted):
        condition: ColumnElement[bool] = column.in_(some)
        found += connection.execute(question.where(condition)).mappings()
    return sorted(found, key=lambda row: (row["entry"], row["position"]))


def _grouped(rows: Iterable[RowMapping]) -> dict[str, list[RowMapping]]:
    found: dict[str, list[RowMapping]] = defaultdict(list)
    for row in rows:
        found[row["submission_id"]].append(row)
    return found


def _view(
    row: RowMapping,
    register: Register,
    day: date,
    figures: Sequence[RowMapping],
    events: Sequence[RowMapping],
    remarks: Sequence[Comment],
    files: Sequence[Evidence],
) -> SubmissionView:
    shown = tuple(sorted((figure_of(one) for one in figures), key=lambda one: one.number))
    log = tuple(sorted((_event(one) for one in events), key=lambda one: one.number))
    unit = row["organisation_id"]
    levels = register.levels(unit, {one.indicator_id for one in shown}, day)
    return SubmissionView(
        id=row["id"],
        organisation_id=unit,
        organisation=register.organisations[unit].name,
        post_id=row["post_id"],
        way=row["way"],
        file=row["file"],
        sha256=row["sha256"],
        recorded=instant_of(row["recorded_at"]),
        figures=shown,
        events=log,
        levels=levels,
        standing=fold(log, levels),
        comments=tuple(remarks),
        evidence=tuple(files),
    )


def figure_of(row: RowMapping) -> FigureView:
    """Return the figure of a row."""
    return FigureView(
        id=row["id"],
        submission_id=row["submission_id"],
        number=row["number"],
        indicator_id=row["indicator_id"],
        place_id=row["place_id"],
        period=read(row["period"], row["nature"]),
        value=Decimal(row["value"]),
        unit=row["unit"],
        written=row["written"],
        dimensions=json.loads(row["dimensions"]),
        definition=row["definition"],
        stage=row["stage"],
        note=row["note"],
        progress=row["progress"],
        obstacles=row["obstacles"],
        next_steps=row["next_steps"],
        unchanged=bool(row["unchanged"]),
        origin=json.loads(row["origin"] or "{}"),
        revises=row["revises"],
    )


def _event(row: RowMapping) -> Event:
    return Event(
        number=row["number"],
        event=row["event"],
        account=row["account"],
        post_id=row["post_id"],
        organisation_id=row["organisation_id"],
        reason=row["reason"],
        recorded=instant_of(row["recorded_at"]),
    )


def _comment(row: RowMapping, now: Mapping[str, str]) -> Comment:
    return Comment(
        id=row["id"],
        figure_id=now.get(row["figure_id"], row["figure_id"]),
        post_id=row["post_id"],
        account=row["account"],
        text=row["text"],
        recorded=instant_of(row["recorded_at"]),
    )


def _evidence(row: RowMapping, now: Mapping[str, str]) -> Evidence:
    return Evidence(
        id=row["id"],
        figure_id=now.get(row["figure_id"], row["figure_id"]),
        sha256=row["sha256"],
        name=row["name"],
        media_type=row["media_type"],
        size=row["size"],
        account=row["account"],
        recorded=instant_of(row["recorded_at"]),
    )

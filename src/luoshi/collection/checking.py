"""Checking a submission against a ledger: the dry run of everything that brings figures in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from luoshi.collection import checks, log
from luoshi.collection.files import files
from luoshi.collection.holding import figures_now
from luoshi.collection.knowing import Held, Known, Said, UnderWay, places_of, subjects
from luoshi.collection.model import Checked, FigureKey, SubmittedFigure
from luoshi.collection.register import Register, Schedule
from luoshi.collection.rules import Rule
from luoshi.collection.states import OPEN, STATE_WORDS

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

ZONE = ZoneInfo("Asia/Shanghai")
"""Dates belong to the ledger's zone."""


def today_of(ledger: Ledger) -> date:
    """Return the day it is by the ledger's clock."""
    return ledger.clock().astimezone(ZONE).date()


def check(
    ledger: Ledger,
    figures: Sequence[SubmittedFigure],
    *,
    today: date | None = None,
    rules: Sequence[Rule] | None = None,
    but: str | None = None,
) -> Checked:
    """Check figures and say what they would change; nothing is written.

    Args:
        ledger: To check against.
        figures: A whole submission.
        today: The day of the check; by default that of the ledger's clock.
        rules: Those to apply; those that come with Luoshi by default.
        but: A submission whose figures are checked again.
    """
    known = knowledge(ledger, figures, today or today_of(ledger), but=but)
    return checks.check(figures, known, rules)


def knowledge(
    ledger: Ledger, figures: Sequence[SubmittedFigure], today: date, *, but: str | None = None
) -> Known:
    """Return what the ledger knows of the indicators of some figures.

    Args:
        ledger: To ask.
        figures: Whose indicators.
        today: The day of the check.
        but: A submission that does not count as under way.
    """
    every = subjects(ledger)
    wanted = sorted({every[name].view.id for one in figures if (name := one.indicator.strip()) in every})
    found = files(ledger, today)
    assigned, decided, views = found.register, found.closings, found.about(wanted)
    names = {identity: name for name, identity in places_of(ledger).items()}
    standing = figures_now(ledger)
    held = _with_parts({one: standing[one] for one in wanted if one in standing}, views, names)
    busy = under_way(one for one in views if one.id != but)
    return Known(
        today=today,
        number=found.number,
        subjects=every,
        places=places_of(ledger),
        held=held,
        schedules=_schedules(assigned, wanted),
        closings=decided,
        under_way={key: _busy(view) for key, view in busy.items()},
        said=_said(views),
    )


def under_way(views: Iterable[log.SubmissionView]) -> Mapping[FigureKey, log.SubmissionView]:
    """Return the submission that has a figure and is not done, by figure; drafts do not count."""
    found: dict[FigureKey, log.SubmissionView] = {}
    for view in views:
        if view.standing.state in OPEN and view.standing.state != "draft":
            found.update({figure.key: view for figure in view.figures})
    return found


def others_under_way(
    connection: Connection, assigned: Register, day: date, figures: Iterable[FigureKey], *, but: str
) -> Mapping[FigureKey, log.SubmissionView]:
    """Return what is under way of some figures in other submissions than one."""
    views = log.of_figures(connection, assigned, day, figures)
    return under_way(one for one in views if one.id != but)


def _with_parts(
    held: Mapping[str, Sequence[Held]], views: Iterable[log.SubmissionView], names: Mapping[str, str]
) -> Mapping[str, tuple[Held, ...]]:
    """Return figures with the parts that were published here: a part is no figure of its indicator."""
    parts: dict[FigureKey, Held] = {}
    for view in views:
        if view.standing.state == "published":
            parts.update({one.key: _part(one, view, names) for one in view.figures if one.dimensions})
    found: dict[str, tuple[Held, ...]] = {key: tuple(some) for key, some in held.items()}
    for (indicator_id, *_), part in parts.items():
        found[indicator_id] = (*found.get(indicator_id, ()), part)
    return found


def _part(figure: log.FigureView, view: log.SubmissionView, names: Mapping[str, str]) -> Held:
    return Held(
        id=figure.observation_id,
        place=names.get(figure.place_id),
        period=figure.period,
        value=figure.value,
        unit=figure.unit,
        stage=figure.stage,
        definition=figure.definition,
        dimensions=figure.dimensions,
        reported=True,
        source=view.organisation,
    )


def _busy(view: log.SubmissionView) -> UnderWay:
    return UnderWay(submission=view.id, who=view.organisation, state=STATE_WORDS[view.standing.state])


def _schedules(assigned: Register, wanted: Sequence[str]) -> Mapping[str, tuple[Schedule, ...]]:
    found: dict[str, list[Schedule]] = defaultdict(list)
    for one in assigned.schedules:
        if one.indicator_id in wanted:
            found[one.indicator_id].append(one)
    return {key: tuple(some) for key, some in found.items()}


def _said(views: Iterable[log.SubmissionView]) -> dict[FigureKey, Said]:
    """Return the words last reported with each figure, drafts and what was withdrawn left out."""
    found: dict[FigureKey, Said] = {}
    for view in views:
        if view.standing.state not in ("draft", "withdrawn"):
            found.update({figure.key: _words(figure) for figure in view.figures})
    return found


def _words(figure: log.FigureView) -> Said:
    return Said(
        period=figure.period,
        words={
            "note": figure.note,
            "progress": figure.progress,
            "obstacles": figure.obstacles,
            "next_steps": figure.next_steps,
        },
    )

"""Handing figures in: checked as a whole, written as one entry, all of them or none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from luoshi.collection import log
from luoshi.collection.checking import knowledge, others_under_way, today_of
from luoshi.collection.checks import check
from luoshi.collection.closing import closings
from luoshi.collection.files import files
from luoshi.collection.knowing import Known
from luoshi.collection.model import Checked, Field, Understood
from luoshi.collection.model import SubmittedFigure as Figure
from luoshi.collection.register import register
from luoshi.collection.rules import Rule
from luoshi.collection.states import Actor, Happening, Standing, permit
from luoshi.errors import LuoshiError
from luoshi.ledger.columns import decimal_text
from luoshi.ledger.columns_of import period_columns
from luoshi.ledger.identity import entered
from luoshi.ledger.journal import read_head
from luoshi.ledger.records import Entry
from luoshi.ledger.rows import Row

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

NEW = Standing(state="draft", waiting=None, authors=frozenset(), author_posts=frozenset(), last=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What became of figures that were handed in.

    Attributes:
        checked: What was understood, found and would change.
        submission_id: ``None`` for a dry run and when nothing was taken.
        entry: Of the journal.
    """

    checked: Checked
    submission_id: str | None = None
    entry: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How figures came in.

    Attributes:
        way: form, workbook, csv, sdmx, folder, api or command.
        file: Name of the file.
        content: Its bytes, of which the hash is kept.
        organisation: Key of the unit; by default that of the actor's post.
        draft: Whether it is only saved.
    """

    way: str = "command"
    file: str | None = None
    content: bytes | None = None
    organisation: str | None = None
    draft: bool = False


def submit(
    ledger: Ledger,
    figures: Sequence[Figure],
    *,
    actor: Actor,
    delivery: Delivery | None = None,
    dry_run: bool = False,
    submission_id: str | None = None,
    today: date | None = None,
    rules: Sequence[Rule] | None = None,
) -> Handed:
    """Hand figures in, or save them as a draft: all of them or none.

    Args:
        ledger: To write to.
        figures: The whole submission.
        actor: Who hands them in, in a post whose duty it is to report them.
        delivery: How they came in.
        dry_run: Only say what would change.
        submission_id: Of a draft or a returned submission whose figures these take the place of.
        today: The day; by default that of the ledger's clock.
        rules: Checks to apply.

    Returns:
        What was found; nothing was written while one finding stops it.

    Raises:
        LuoshiError: ``duty-missing``, ``approver-missing``, ``submission-state``, ``submission-not-own``
            and what ``Ledger.append`` raises.
    """
    way = delivery or Delivery()
    day = today or today_of(ledger)
    known = knowledge(ledger, figures, day, but=submission_id)
    checked = check(_placed(ledger, figures, actor, known), known, rules)
    if dry_run or not (checked.accepted or (way.draft and checked.understood)):
        return Handed(checked=checked)
    handing = _Handing(ledger, checked, known, actor, way, submission_id)
    entry = ledger.append(
        handing.rows(),
        actor=actor.account,
        reason=f"{'保存草稿 / draft' if way.draft else '报送 / submit'}: {len(checked.understood)}",
        check=handing.unchanged,
    )
    return Handed(checked=checked, submission_id=handing.id, entry=entry.number)


def _placed(ledger: Ledger, figures: Sequence[Figure], actor: Actor, known: Known) -> Sequence[Figure]:
    """Return figures, those without a place with that of the unit which reports them."""
    if actor.post_id is None or all(one.place for one in figures):
        return figures
    assigned = files(ledger, known.today).register
    own = assigned.unit_of(actor.post_id).place_id if actor.post_id in assigned.posts else None
    name = next((name for name, identity in known.places.items() if identity == own), None)
    return [replace(one, place=one.place or name) for one in figures]


class _Handing:
    """One submission on its way into the ledger."""

    def __init__(
        self,
        ledger: Ledger,
        checked: Checked,
        known: Known,
        actor: Actor,
        way: Delivery,
        submission_id: str | None,
    ) -> None:
        self.checked = checked
        self.known = known
        self.actor = actor
        self.way = way
        self.day = day = known.today
        self.before: log.SubmissionView | None = None
        self.register = files(ledger, day).register
        if submission_id is not None:
            with ledger.reading() as connection:
                self.before = log.submission(connection, self.register, day, submission_id)
        self.id = self.before.id if self.before else entered()
        self.event: Happening = "drafted" if way.draft else "submitted"
        self.standing = self.before.standing if self.before else NEW
        permit(self.standing, self.event, actor)
        self.organisation = self._unit()
        self._assigned()

    def _unit(self) -> str:
        if self.before is not None:
            return self.before.organisation_id
        if self.actor.post_id is not None:
            own = self.register.posts.get(self.actor.post_id)
            if own is None:
                raise LuoshiError("not-found", what=self.actor.post_id)
            return own.organisation_id
        if self.way.organisation is None:
            raise LuoshiError("duty-missing", indicator="")
        return self.register.organisation(self.way.organisation).id

    def _assigned(self) -> None:
        """Refuse what the post does not report, and what nobody could approve."""
        for figure in self.checked.understood:
            if not self._reports(figure):
                raise LuoshiError("duty-missing", indicator=self._name(figure))
        if self.way.draft:
            return
        ids = {one.indicator_id for one in self.checked.understood}
        levels = self.register.levels(self.organisation, ids, self.day)
        if not any(level.role == "approves" for level in levels):
            raise LuoshiError("approver-missing")

    def _reports(self, figure: Understood) -> bool:
        """Return whether the post reports an indicator for a place: for that of its unit where it has one."""
        return any(
            one.post_id == self.actor.post_id
            and self.register.unit_of(one.post_id).place_id in (None, figure.place_id)
            for one in self.register.of("reports", figure.indicator_id, self.day)
        )

    def _name(self, figure: Understood) -> str:
        return self.known.subjects[figure.indicator_id].view.name

    def rows(self) -> list[Row]:
        """Return the rows of submission, log and figures."""
        made: list[Row] = [] if self.before else [self._head()]
        made.append(event_row(self.id, self.standing.last + 1, self.event, self.actor))
        made += self._figures()
        return made

    def _head(self) -> Row:
        content = self.way.content
        values = {
            "id": self.id,
            "organisation_id": self.organisation,
            "post_id": self.actor.post_id,
            "way": self.way.way,
            "file": self.way.file,
            "sha256": None if content is None else hashlib.sha256(content).hexdigest(),
        }
        return Row(table="submission", values=values)

    def _figures(self) -> Iterable[Row]:
        """Yield the figures, each taking the place of its own row of before; others of before go."""
        old = {one.key: one for one in self.before.figures} if self.before else {}
        for number, figure in enumerate(self.checked.understood, 1):
            earlier = old.pop(figure.key, None)
            yield self._figure(number, figure, earlier.id if earlier else None)
        for gone in old.values():
            values = {
                "id": entered(),
                "what": "submitted_figure",
                "row_id": gone.id,
                "reason": "本次报送已不含此项 / left out of the submission",
            }
            yield Row(table="retraction", values=values)

    def _figure(self, number: int, figure: Understood, replaces: str | None) -> Row:
        given = figure.figure
        said = self._carried(figure)
        values: dict[str, Any] = {
            "id": entered(),
            "submission_id": self.id,
            "number": number,
            "indicator_id": figure.indicator_id,
            "place_id": figure.place_id,
            **period_columns(figure.period),
            "value": figure.value,
            "unit": figure.unit,
            "written": _written(figure),
            "dimensions": dict(given.dimensions),
            "definition": given.definition,
            "stage": given.stage or None,
            "note": given.note or None,
            **said,
            "unchanged": given.unchanged,
            "origin": _origin(given),
            "revises": self._revised(figure),
            "supersedes": replaces,
        }
        return Row(table="submitted_figure", values=values)

    def _carried(self, figure: Understood) -> dict[str, str | None]:
        """Return the short fields: with 无变化 those that are empty come from the period before."""
        given = figure.figure
        own: dict[Field, str | None] = {
            "progress": given.progress,
            "obstacles": given.obstacles,
            "next_steps": given.next_steps,
        }
        if given.unchanged:
            before = self.known.words_before(figure)
            own = {name: text or before.get(name) for name, text in own.items()}
        return {str(name): text or None for name, text in own.items()}

    def _revised(self, figure: Understood) -> str | None:
        held = self.known.reported(figure)
        return held.id if held else None

    def unchanged(self, connection: Connection) -> None:
        """Refuse what has changed since it was checked: the log, a closed period, another submission."""
        if log.last_number(connection, self.id) != self.standing.last:
            raise LuoshiError("ledger-conflict")
        if read_head(connection).number == self.known.number:
            return  # nobody wrote since it was checked
        refuse_closed(connection, self.known, self.checked.understood)
        keys = [one.key for one in self.checked.understood]
        others = others_under_way(connection, self.register, self.day, keys, but=self.id)
        for figure in self.checked.understood:
            if not self.way.draft and figure.key in others:
                raise LuoshiError("figure-conflict", indicator=self._name(figure), period=figure.period.iso())


def _written(figure: Understood) -> str:
    """Return number and unit as they were reported."""
    number = figure.figure.value.strip()
    if not number:
        return f"{decimal_text(figure.value)}{figure.unit or ''}"
    return f"{number}{figure.figure.unit or figure.unit or ''}"


def refuse_closed(connection: Connection, known: Known, figures: Iterable[Understood]) -> None:
    """Refuse figures of a period that has been closed; raises ``figure-period-closed``."""
    now = replace(known, closings=closings(connection))
    for figure in figures:
        subject = known.subjects[figure.indicator_id]
        closing = now.closing(subject, figure.period)
        if closing is not None:
            raise LuoshiError(
                "figure-period-closed",
                indicator=subject.view.name,
                period=figure.period.iso(),
                reason=closing.reason,
            )


def event_row(
    submission_id: str,
    number: int,
    event: Happening,
    actor: Actor,
    *,
    organisation_id: str | None = None,
    reason: str | None = None,
) -> Row:
    """Return a line of the log of a submission."""
    values = {
        "id": entered(),
        "submission_id": submission_id,
        "number": number,
        "event": event,
        "organisation_id": organisation_id,
        "post_id": actor.post_id,
        "account": actor.account,
        "reason": (reason or "").strip() or None,
    }
    return Row(table="submission_event", values=values)


def _origin(figure: Figure) -> dict[str, Any] | None:
    place = figure.origin
    said = {"file": place.file, "sheet": place.sheet, "row": place.row, "column": place.column}
    return {name: value for name, value in said.items() if value is not None} or None


def withdraw(ledger: Ledger, submission_id: str, *, actor: Actor, reason: str = "") -> Entry:
    """Take one's own submission back before it is approved.

    Raises:
        LuoshiError: ``not-found``, ``submission-state``, ``submission-not-own``, ``ledger-conflict``.
    """
    with ledger.reading() as connection:
        view = log.submission(connection, register(connection), today_of(ledger), submission_id)
    permit(view.standing, "withdrawn", actor)
    row = event_row(view.id, view.standing.last + 1, "withdrawn", actor, reason=reason)
    return ledger.append([row], actor=actor.account, reason=f"撤回报送 / withdraw: {view.id}")

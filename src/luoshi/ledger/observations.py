"""Published figures from a CSV file become observations: all of a file or none of it.

A figure is tied to an indicator by number and name together, or by name alone where no number is given; a
number alone never ties. Figures declared to be something else (``proxy``, ``decoy``, ``input``,
``context``) are kept in series of their own beside their indicator, shown and never scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy import Connection, Select, select

from luoshi.errors import LuoshiError, Problem
from luoshi.ledger.columns_of import nature_of, period_columns
from luoshi.ledger.cuts import NOW, resolve, stands
from luoshi.ledger.drafting import IndicatorDraft
from luoshi.ledger.figure_rows import (
    Home,
    as_statement,
    by_name_alone,
    by_number,
    citation_of,
    kind_of,
    series_of,
    subject_of,
)
from luoshi.ledger.figures_csv import Figure, read_figures
from luoshi.ledger.identity import named, place_id
from luoshi.ledger.joining import Joins, join_series, settle_series
from luoshi.ledger.linking import Link, link, same_place
from luoshi.ledger.locking import Locks, locks_of, refused
from luoshi.ledger.reconciling import Wanted, by_person, held, nothing, reconcile, versions_of
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import observation, place, release
from luoshi.ledger.standing import standing_indicators
from luoshi.ledger.undisturbed import undisturbed
from luoshi.vocabulary.period import Nature, Period
from luoshi.vocabulary.places import by_name

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_AT_ONCE = 2000
_FEW = 10_000
"""Figures of a ledger whose ids are kept in mind during an import, so that none has to be looked up."""

AFTER_MARK = "$"
"""The character after ``#``: the rows of a file lie between the two, where an index finds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did with one file.

    Attributes:
        rows: Figures in the file.
        scored: Those that may be judged at all.
        linked: Figures tied to an indicator, scored or not.
        unlinked: Rows of the file whose figures were kept but belong to no indicator.
        problems: Why nothing of the file was taken, row by row.
    """

    file: str
    status: Literal["added", "changed", "unchanged", "failed"]
    rows: int = 0
    scored: int = 0
    linked: int = 0
    unlinked: tuple[int, ...] = ()
    vanished: int = 0
    entry: int | None = None
    problems: tuple[Problem, ...] = ()


def import_observations(ledger: Ledger, file: str | Path, *, actor: str) -> ImportReport:
    """Bring a ledger up to date with a file of published figures.

    A row imported before adds nothing; a changed one supersedes it; one that is no longer in the file of
    that name is retracted with the reason.

    Raises:
        LuoshiError: ``ledger-read-only``, ``ledger-conflict``, ``ledger-busy``, ``disk-full``.
    """
    path = Path(file)
    prepared = _Import(ledger, path)
    failed = ImportReport(file=path.name, status="failed")
    try:
        rows = prepared.rows()
        first = next(rows, None)
        if first is None:
            return prepared.report()
        reason = f"导入 / imported: {path.name}"
        with undisturbed():
            entry = ledger.append(chain([first], rows), actor=actor, reason=reason)
    except _Refused as refused:
        return replace(failed, problems=refused.problems)
    return replace(prepared.report(), status="changed" if prepared.earlier else "added", entry=entry.number)


class _Refused(Exception):
    """A file is not taken, for these reasons."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


class _Key(NamedTuple):
    """What a figure is about, its turn among those about the same, the id of its first version."""

    subject: tuple[str | int | None, ...]
    turn: int
    id: str


class _Import:
    """The figures of one file on their way into the ledger, a batch at a time.

    Attributes:
        earlier: Whether figures of a file of this name stand.
        taken: The ids of all figures of the ledger, standing or not, while they are few, else ``None``.
        settled: Where they do, the ids of those that stay or were replaced.
    """

    def __init__(self, ledger: Ledger, path: Path) -> None:
        self.ledger = ledger
        self.path = path
        self.file = path.name
        self.count = 0
        self.scored = 0
        self.unlinked: list[int] = []
        self.vanished = 0
        self.earlier = False
        self.settled: set[str] = set()
        self.closed: list[Problem] = []
        self.used: dict[bytes, int] = {}
        self.fixed: list[Row] = []
        self.brought: set[tuple[str, str]] = set()
        self.joins: Joins = {}
        self.indicators_of: dict[str | None, list[IndicatorDraft]] = {}
        self.homes: dict[tuple[object, ...], Home] = {}
        self.periods: dict[tuple[Period | None, Nature], dict[str, Any]] = {}
        self.citations: dict[tuple[object, ...], str] = {}

    def report(self) -> ImportReport:
        """Return what was found, once all rows were taken."""
        return ImportReport(
            file=self.file,
            status="unchanged",
            rows=self.count,
            scored=self.scored,
            linked=self.count - len(self.unlinked),
            unlinked=tuple(self.unlinked),
            vanished=self.vanished,
        )

    def rows(self) -> Iterator[Row]:
        """Yield what has to be added; raises ``_Refused`` when something is wrong with the file."""
        problems: list[Problem] = []
        with self.ledger.reading() as connection:
            self._look_around(connection)
            try:
                figures = read_figures(self.path, problems)
                while batch := list(islice(figures, _AT_ONCE)):
                    yield from self._batch(batch)
            except LuoshiError as error:
                problems.append(error.problem)
            if problems:
                raise _Refused(problems)
            yield from self._gone()
            if self.closed:
                raise _Refused(self.closed)
            yield from settle_series(connection, self.joins).rows

    def _look_around(self, connection: Connection) -> None:
        self.connection = connection
        self.indicators = standing_indicators(connection)
        self.places: dict[str, str] = {
            name: identity for name, identity in connection.execute(select(place.c.name, place.c.id))
        }
        question = select(release).where(stands(release, resolve(connection, NOW)))
        self.releases: dict[str, tuple[str, tuple[str | None, str | None]]] = {
            row["row_id"]: (row["id"], (row["publicity"], row["released"]))
            for row in connection.execute(question).mappings()
        }
        some = set(connection.execute(select(observation.c.id).limit(_FEW + 1)).scalars())
        self.taken = some if len(some) <= _FEW else None
        self.locks: Locks = locks_of(connection)
        self.earlier = connection.execute(self._mine().limit(1)).first() is not None

    def _mine(self) -> Select[Any]:
        """Return the question for the figures of this file that stand."""
        bounds = resolve(self.connection, NOW)
        origin = observation.c.origin
        return select(observation.c.id).where(
            origin >= f"{self.file}#", origin < f"{self.file}{AFTER_MARK}", stands(observation, bounds)
        )

    def _batch(self, figures: Sequence[Figure]) -> Iterator[Row]:
        self.count += len(figures)
        self.scored += sum(figure.scored for figure in figures)
        keys = [self._key(figure) for figure in figures]
        if not self.earlier and self.taken is not None and self.taken.isdisjoint(key.id for key in keys):
            rows = [self._new(figure, key) for figure, key in zip(figures, keys, strict=True)]
            yield from self._fixed()
            self.closed += refused(self.locks, rows, {}, self.file)
            yield from rows
            return
        wanted = [self._wanted(figure, key) for figure, key in zip(figures, keys, strict=True)]
        yield from self._fixed()
        there = versions_of(self.connection, "observation", wanted)
        changes = reconcile(wanted, there, reason="", retract=nothing)
        if self.earlier:
            self.settled.update(filter(None, changes.ids))
            self.settled.update(str(row.values["supersedes"]) for row in changes.rows)
        self.closed += refused(self.locks, changes.rows, there.rows, self.file)
        yield from changes.rows

    def _fixed(self) -> Iterator[Row]:
        """Yield what the figures so far refer to and the ledger does not hold yet."""
        fixed, self.fixed = self.fixed, []
        new = [row for row in fixed if (row.table, row.values["id"]) not in self.brought]
        self.brought.update((row.table, row.values["id"]) for row in new)
        if new:
            yield from self.ledger.missing(new)

    def _new(self, figure: Figure, key: _Key) -> Row:
        """Return the row of a figure that the ledger never held: nothing is to be compared."""
        return Row(table="observation", values={"id": key.id, **self._values(figure, self._series(figure))})

    def _key(self, figure: Figure) -> _Key:
        """Return what a figure is about, with how many of the file are about the same by now."""
        subject = subject_of(figure)
        first = named("observation", *subject, 1, 1)
        short = bytes.fromhex(first.replace("-", ""))
        turn = self.used[short] = self.used.get(short, 0) + 1
        identity = first if turn == 1 else named("observation", *subject, turn, 1)
        return _Key(subject, turn, identity)

    def _gone(self) -> Iterator[Row]:
        """Yield the retractions of figures that are no longer in the file."""
        if not self.earlier:
            return
        reason = f"文件中已不见 / gone from {self.file}"
        gone = [key for key in self.connection.execute(self._mine()).scalars() if key not in self.settled]
        for start in range(0, len(gone), _AT_ONCE):
            some = observation.c.id.in_(gone[start : start + _AT_ONCE])
            standing = held(self.connection, "observation", some)
            changes = reconcile((), standing, reason=reason)
            self.closed += refused(self.locks, changes.rows, standing.rows, self.file)
            self.vanished += changes.retracted
            yield from changes.rows

    def _wanted(self, figure: Figure, key: _Key) -> Wanted:
        whole = (*key.subject, key.turn)

        def identify(version: int) -> str:
            return key.id if version == 1 else named("observation", *whole, version)

        values = self._values(figure, self._series(figure))
        return Wanted(table="observation", subject=whole, values=values, identify=identify)

    def _series(self, figure: Figure) -> Home:
        """Return where a figure belongs; figures that differ only in number and source belong together."""
        kind = kind_of(figure)
        home = self.homes.get(kind)
        if home is None:
            home = self.homes[kind] = self._home(figure)
        if not home.linked:
            self.unlinked.append(figure.row)
        return home

    def _home(self, figure: Figure) -> Home:
        ties = [] if figure.dimensions else list(self._ties(figure))
        key = series_of(figure, self._place(figure.region), ties)
        identity = key.id
        self.fixed += key.rows()
        for indicator, made in ties:
            join_series(
                self.joins,
                indicator.id,
                identity,
                score=made.score,
                reason=made.reason,
                accepted=made.accepted,
            )
            if made.accepted:
                self.locks.own(identity, indicator.id, indicator.subject.group, indicator.subject.name)
        return Home(series=identity, nature=nature_of(key.concept, key.measure), linked=bool(ties))

    def _values(self, figure: Figure, home: Home) -> dict[str, Any]:
        return {
            "series_id": home.series,
            **self._period(figure.period, home.nature),
            "value": figure.value,
            "comparator": figure.comparator,
            "status": figure.status,
            "stage": figure.stage,
            "match": figure.match,
            "citation_id": self._citation(figure),
            "origin": f"{self.file}#{figure.row}",
            "locator": figure.locator,
            "quote": figure.quote,
            "note": figure.note,
        }

    def _period(self, period: Period | None, nature: Nature) -> dict[str, Any]:
        """Return the columns of a period with the nature of its series."""
        columns = self.periods.get((period, nature))
        if columns is None:
            whole = period and replace(period, nature=nature)
            columns = self.periods[(period, nature)] = period_columns(whole)
        return columns

    def _citation(self, figure: Figure) -> str:
        parts = (
            figure.publisher,
            figure.title,
            figure.published,
            figure.source,
            figure.trust,
            figure.nature,
            figure.publicity,
            figure.released,
        )
        identity = self.citations.get(parts)
        if identity is None:
            row = citation_of(figure)
            self.fixed.append(row)
            identity = self.citations[parts] = str(row.values["id"])
            if figure.publicity:
                self.fixed.append(self._release(identity, figure))
        return identity

    def _release(self, identity: str, figure: Figure) -> Row:
        """Return who may see a source; what was said before gives way, but not what a person said."""
        said = (figure.publicity, figure.released.isoformat() if figure.released else None)
        before = self.releases.get(identity)
        key = named("release", identity, *said)
        if before is not None and (by_person(before[0]) or before[1] == said):
            key = before[0]
        elif before is not None:
            key = named("release", identity, *said, before[0])
        values = {
            "id": key,
            "what": "citation",
            "row_id": identity,
            "publicity": figure.publicity,
            "released": figure.released,
            "supersedes": before[0] if before is not None else None,
        }
        self.releases[identity] = (key, said)
        return Row(table="release", values=values)

    def _place(self, region: str | None) -> str | None:
        if region is None:
            return None
        if region not in self.places:
            known = by_name().get(region, ())
            code = known[0].code if len(known) == 1 else None
            identity = place_id(code, region)
            self.places[region] = identity
            values = {"id": identity, "slug": code or region, "name": region, "code": code}
            self.fixed.append(Row(table="place", values=values))
        return self.places[region]

    def _of_place(self, region: str | None) -> list[IndicatorDraft]:
        if region not in self.indicators_of:
            found = [one for one in self.indicators if same_place(region, one.subject.place)]
            self.indicators_of[region] = found
        return self.indicators_of[region]

    def _ties(self, figure: Figure) -> Iterator[tuple[IndicatorDraft, Link]]:
        """Yield the indicators a figure belongs to, with the grounds."""
        of_place = self._of_place(figure.region)
        if not of_place:
            return
        statement = as_statement(figure)
        if figure.plan_no is None:
            yield from by_name_alone(figure, statement, of_place)
            return
        for one in of_place:
            if one.number == figure.plan_no and one.origin == "table":
                yield one, by_number(figure, link(statement, one.subject))

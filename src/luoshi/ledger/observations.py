"""Published figures from a CSV file become observations: all of a file or none of it.

A figure is tied to an indicator by number and name together, or by name alone where no number is given; a
number alone never ties. Figures declared to be something else (``proxy``, ``decoy``, ``input``,
``context``) are kept in series of their own beside their indicator, shown and never scored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Connection, select

from luoshi.errors import LuoshiError, Problem
from luoshi.ledger.columns_of import SeriesKey, nature_of, period_columns, published_columns
from luoshi.ledger.drafting import IndicatorDraft
from luoshi.ledger.figures_csv import Figure, read_figures
from luoshi.ledger.identity import named, place_id
from luoshi.ledger.joining import Joins, join_series, settle_series
from luoshi.ledger.linking import Link, link, link_all, same_place
from luoshi.ledger.reconciling import Held, Wanted, held, merged, reconcile
from luoshi.ledger.rows import Row
from luoshi.ledger.schema import observation, place
from luoshi.ledger.standing import standing_indicators
from luoshi.statements.model import Statement
from luoshi.vocabulary.concepts import find
from luoshi.vocabulary.matching import Reason, joined
from luoshi.vocabulary.period import Nature
from luoshi.vocabulary.phrases import Phrase, take_apart
from luoshi.vocabulary.places import by_name
from luoshi.vocabulary.words import Basis

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_AT_ONCE = 500


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
    try:
        figures, problems = read_figures(path)
    except LuoshiError as error:
        figures, problems = [], [error.problem]
    if problems:
        return ImportReport(file=path.name, status="failed", problems=tuple(problems))
    with ledger.reading() as connection:
        prepared = _Import(connection, path.name, figures)
        rows, changed = prepared.rows()
    rows = [*ledger.missing(prepared.fixed), *rows]
    report = ImportReport(
        file=path.name,
        status="unchanged",
        rows=len(figures),
        scored=sum(figure.scored for figure in figures),
        linked=len(figures) - len(prepared.unlinked),
        unlinked=tuple(prepared.unlinked),
        vanished=prepared.vanished,
    )
    if not rows:
        return report
    entry = ledger.append(rows, actor=actor, reason=f"导入 / imported: {path.name}")
    return replace(report, status="changed" if changed else "added", entry=entry.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Home:
    """The series a figure belongs to, the nature of its periods, and whether an indicator has it."""

    series: str
    nature: Nature
    linked: bool


def _kind(figure: Figure) -> tuple[object, ...]:
    """Return what decides where a figure belongs."""
    return (
        figure.plan_no,
        figure.indicator,
        figure.region,
        figure.unit,
        figure.definition,
        figure.match,
    )


class _Import:
    """The figures of one file on their way into the ledger."""

    def __init__(self, connection: Connection, file: str, figures: Sequence[Figure]) -> None:
        self.connection = connection
        self.file = file
        self.figures = figures
        self.fixed: list[Row] = []
        self.unlinked: list[int] = []
        self.vanished = 0
        self.joins: Joins = {}
        self.homes: dict[tuple[object, ...], _Home] = {}
        self.citations: dict[tuple[str | None, ...], str] = {}
        self.indicators = standing_indicators(connection)
        self.places: dict[str, str] = {
            name: identity for name, identity in connection.execute(select(place.c.name, place.c.id))
        }

    def rows(self) -> tuple[list[Row], bool]:
        """Return what has to be added, and whether the file had been imported before."""
        used: Counter[tuple[str | int | None, ...]] = Counter()
        wanted = []
        for figure in self.figures:
            subject = _subject(figure)
            used[subject] += 1
            wanted.append(self._wanted(figure, (*subject, used[subject])))
        there = self._there(wanted)
        earlier = any(True for _ in there.standing())
        reason = f"文件中已不见 / gone from {self.file}"
        changes = reconcile(wanted, there, reason=reason, retract=self._is_mine(there))
        self.vanished = changes.retracted
        return [*changes.rows, *settle_series(self.connection, self.joins).rows], earlier

    def _there(self, wanted: Sequence[Wanted]) -> Held:
        """Return what came from this file before, and every version of the wanted figures."""
        found = held(
            self.connection, "observation", observation.c.origin.startswith(f"{self.file}#", autoescape=True)
        )
        version = 1
        asked = {fact.id(version): fact for fact in wanted}
        while asked:
            ids = [key for key in asked if key not in found.rows]
            for start in range(0, len(ids), _AT_ONCE):
                some = observation.c.id.in_(ids[start : start + _AT_ONCE])
                if (more := held(self.connection, "observation", some)).rows:
                    found = merged(found, more)
            version += 1
            asked = {fact.id(version): fact for key, fact in asked.items() if key in found.rows}
        return found

    def _is_mine(self, there: Held) -> Any:
        return lambda key: str(there.rows[key]["origin"] or "").startswith(f"{self.file}#")

    def _wanted(self, figure: Figure, subject: tuple[str | int | None, ...]) -> Wanted:
        key = self._series(figure)
        return Wanted(table="observation", subject=subject, values=self._values(figure, key))

    def _series(self, figure: Figure) -> _Home:
        """Return where a figure belongs; figures that differ only in number and source belong together."""
        kind = _kind(figure)
        home = self.homes.get(kind)
        if home is None:
            home = self.homes[kind] = self._home(figure)
        if not home.linked:
            self.unlinked.append(figure.row)
        return home

    def _home(self, figure: Figure) -> _Home:
        ties = list(self._ties(figure))
        key = _series(figure, self._place(figure.region), ties)
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
        return _Home(series=identity, nature=nature_of(key.concept, key.measure), linked=bool(ties))

    def _values(self, figure: Figure, home: _Home) -> dict[str, Any]:
        period = figure.period
        if period is not None and period.nature != home.nature:
            period = replace(period, nature=home.nature)
        return {
            "series_id": home.series,
            **period_columns(period),
            "value": figure.value,
            "comparator": figure.comparator,
            "status": figure.status,
            "match": figure.match,
            "citation_id": self._citation(figure),
            "origin": f"{self.file}#{figure.row}",
            "locator": figure.locator,
            "quote": figure.quote,
            "note": figure.note,
        }

    def _citation(self, figure: Figure) -> str:
        parts = (figure.publisher, figure.title, figure.published, figure.source, figure.trust)
        identity = self.citations.get(parts)
        if identity is None:
            row = _citation(figure)
            self.fixed.append(row)
            identity = self.citations[parts] = str(row.values["id"])
        return identity

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

    def _ties(self, figure: Figure) -> Iterator[tuple[IndicatorDraft, Link]]:
        """Yield the indicators a figure belongs to, with the grounds."""
        of_place = [one for one in self.indicators if same_place(figure.region, one.subject.place)]
        statement = _as_statement(figure)
        if figure.plan_no is None:
            yield from _by_name_alone(figure, statement, of_place)
            return
        for one in of_place:
            if one.number == figure.plan_no and one.origin == "table":
                yield one, _by_number(figure, link(statement, one.subject))


def _by_name_alone(
    figure: Figure, statement: Statement, indicators: Iterable[IndicatorDraft]
) -> Iterator[tuple[IndicatorDraft, Link]]:
    if figure.match not in ("same", "derived"):
        return
    known = {one.id: one for one in indicators}
    for made in link_all(statement, [one.subject for one in known.values()]):
        yield known[made.key], made


def _by_number(figure: Figure, made: Link) -> Link:
    """Return the tie of a figure that names an indicator's number; the name has to agree."""
    if figure.match not in ("same", "derived"):
        declared = joined([Reason(code="declared", detail=figure.match)])
        return replace(made, accepted=True, reason=f"{made.reason}; {declared}" if made.reason else declared)
    if made.accepted:
        return replace(made, reason=f"{made.reason}; {Reason(code='plan-number')}")
    return made


def _as_statement(figure: Figure) -> Statement:
    """Return a figure as the statement it would be in a document."""
    name = take_apart(figure.indicator)
    return Statement(
        doc="",
        start=0,
        end=0,
        text=str(figure.value),
        value=figure.value,
        unit=figure.unit,
        comparator=figure.comparator,
        measure=name.measure,
        direction=name.direction,
        basis=_basis(name),
        indicator=figure.indicator,
        region=figure.region,
        period=figure.period.iso() if figure.period else None,
        locator={},
    )


def _series(figure: Figure, where: str | None, ties: Sequence[tuple[IndicatorDraft, Link]]) -> SeriesKey:
    name = take_apart(figure.indicator)
    beside: dict[str, str] = {}
    if figure.match not in ("same", "derived"):
        numbers = ",".join(sorted(f"{one.subject.group}/{one.slug}" for one, _ in ties))
        beside = {"match": figure.match, "beside": numbers}
    return SeriesKey(
        concept=find(name.base),
        name=figure.indicator,
        measure=name.measure,
        basis=_basis(name),
        place_id=where,
        unit=figure.unit,
        definition=figure.definition,
        dimensions=beside,
    )


def _basis(name: Phrase) -> Basis | None:
    """Return what a growth is against: a year before unless the name says otherwise."""
    return name.basis or ("yoy" if name.measure == "growth" else None)


def _subject(figure: Figure) -> tuple[str | int | None, ...]:
    """Return what a row is about: the same row with another value is a change of it."""
    return (
        figure.plan_no,
        figure.indicator,
        figure.region,
        figure.period.iso() if figure.period else None,
        figure.unit,
        figure.publisher,
        figure.title,
        figure.source,
        figure.locator,
    )


def _citation(figure: Figure) -> Row:
    values = {
        "publisher": figure.publisher,
        "title": figure.title,
        **published_columns(figure.published),
        "source": figure.source,
        "trust": figure.trust,
        "evidence": "cited",
    }
    identity = named(
        "citation",
        figure.publisher,
        figure.title,
        figure.published,
        figure.source,
        figure.trust,
        "cited",
    )
    return Row(table="citation", values={"id": identity, **values})

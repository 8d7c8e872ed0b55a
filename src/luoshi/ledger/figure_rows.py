"""What a published figure is in the ledger: its series, its source, the indicators it is tied to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from luoshi.ledger.columns_of import SeriesKey, published_columns
from luoshi.ledger.drafting import IndicatorDraft
from luoshi.ledger.figures_csv import Figure
from luoshi.ledger.identity import named
from luoshi.ledger.linking import Link, link_all
from luoshi.ledger.rows import Row
from luoshi.statements.model import Statement
from luoshi.vocabulary.concepts import find
from luoshi.vocabulary.matching import Reason, joined
from luoshi.vocabulary.period import Nature
from luoshi.vocabulary.phrases import Phrase, take_apart
from luoshi.vocabulary.words import Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The series a figure belongs to, the nature of its periods, and whether an indicator has it."""

    series: str
    nature: Nature
    linked: bool


def kind_of(figure: Figure) -> tuple[object, ...]:
    """Return what decides where a figure belongs."""
    return (
        figure.plan_no,
        figure.indicator,
        figure.region,
        figure.unit,
        figure.definition,
        figure.match,
        figure.price_basis,
        figure.dimensions,
    )


def by_name_alone(
    figure: Figure, statement: Statement, indicators: Iterable[IndicatorDraft]
) -> Iterator[tuple[IndicatorDraft, Link]]:
    """Yield the indicators that a figure's name ties it to; what is declared to be another thing has none."""
    if figure.match not in ("same", "derived"):
        return
    known = {one.id: one for one in indicators}
    for made in link_all(statement, [one.subject for one in known.values()]):
        yield known[made.key], made


def by_number(figure: Figure, made: Link) -> Link:
    """Return the tie of a figure that names an indicator's number; the name has to agree."""
    if figure.match not in ("same", "derived"):
        declared = joined([Reason(code="declared", detail=figure.match)])
        return replace(made, accepted=True, reason=f"{made.reason}; {declared}" if made.reason else declared)
    if made.accepted:
        return replace(made, reason=f"{made.reason}; {Reason(code='plan-number')}")
    return made


def as_statement(figure: Figure) -> Statement:
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


def series_of(figure: Figure, where: str | None, ties: Sequence[tuple[IndicatorDraft, Link]]) -> SeriesKey:
    """Return the series of a figure; what stands beside an indicator has one of its own."""
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
        dimensions={**beside, **dict(figure.dimensions)},
        price_basis=figure.price_basis,
    )


def _basis(name: Phrase) -> Basis | None:
    """Return what a growth is against: a year before unless the name says otherwise."""
    return name.basis or ("yoy" if name.measure == "growth" else None)


def subject_of(figure: Figure) -> tuple[str | int | None, ...]:
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
        *(f"{name}={value}" for name, value in figure.dimensions),
    )


def citation_of(figure: Figure) -> Row:
    """Return the source of a figure; figures that name the same source share its row."""
    values = {
        "publisher": figure.publisher,
        "title": figure.title,
        **published_columns(figure.published),
        "source": figure.source,
        "trust": figure.trust,
        "nature": figure.nature,
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
        *((figure.nature,) if figure.nature else ()),
    )
    return Row(table="citation", values={"id": identity, **values})

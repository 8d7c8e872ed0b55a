"""Parts above the whole across places and groups: the districts above their city, the sexes above all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import RowMapping, select

from luoshi.ledger.columns_of import read_period
from luoshi.ledger.disagreeing.comparing import plain
from luoshi.ledger.disagreeing.fact import Fact, Found, Rule
from luoshi.ledger.records import Cut
from luoshi.ledger.schema import definition, observation, place, series
from luoshi.ledger.totals import TotalCheck, totals
from luoshi.ledger.views.citations import citations
from luoshi.ledger.views.reading import decimal, view

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


def sums_above(ledger: Ledger, *, cut: Cut) -> dict[str, list[tuple[TotalCheck, tuple[Fact, ...]]]]:
    """Return totals that lie below the sum of their parts, with the figures, by place.

    Only what adds up is summed: ``luoshi.ledger.totals`` says what.
    """
    above = [one for one in totals(ledger, cut=cut) if one.outcome == "above" and one.place]
    facts = _facts(ledger, {key for one in above for key in one.rows}, cut)
    found: dict[str, list[tuple[TotalCheck, tuple[Fact, ...]]]] = {}
    for one in above:
        sides = tuple(facts[key] for key in one.rows)
        if all(side.trusted for side in sides):
            found.setdefault(one.place or "", []).append((one, sides))
    return found


def parts_within(
    above: Iterable[tuple[TotalCheck, tuple[Fact, ...]]], known: Mapping[str, Fact]
) -> Iterator[Found]:
    """Yield each total with its parts.

    Args:
        above: Totals of a place below the sum of their parts.
        known: Figures of the place's indicators, by id.
    """
    for check, (whole, *parts) in above:
        if check.sum is None:
            continue
        numbers = {
            "period": check.period,
            "count": str(len(parts)),
            "part_value": plain(check.sum),
            "whole": whole.name,
            "whole_value": plain(whole.number),
            "difference": plain(check.sum - whole.number),
            "unit": whole.unit or "",
            "dimension": check.dimension,
        }
        rule: Rule = "parts_places" if check.dimension == "place" else "parts_dimension"
        named = [
            replace(one, name=f"{name} {one.name}") for (name, _), one in zip(check.parts, parts, strict=True)
        ]
        largest = sorted(named, key=lambda one: -one.number)
        yield Found(
            kind="parts_whole",
            rule=rule,
            left=largest[0],
            right=known.get(whole.id, whole),
            more=tuple(largest[1:]),
            numbers=numbers,
            about=check.dimension,
        )


def _facts(ledger: Ledger, ids: set[str], cut: Cut) -> dict[str, Fact]:
    question = (
        select(
            observation,
            definition.c.name.label("called"),
            definition.c.concept_id,
            definition.c.text,
            series.c.unit,
            place.c.name.label("place"),
        )
        .join(series, series.c.id == observation.c.series_id)
        .join(definition, definition.c.id == series.c.definition_id)
        .outerjoin(place, place.c.id == series.c.place_id)
    )
    if not ids:
        return {}
    with view(ledger, cut) as seen:
        rows = list(seen.some(question, observation.c.id, sorted(ids)))
        sources = citations(seen, rows)
    return {row["id"]: _fact(row, sources) for row in rows}


def _fact(row: RowMapping, sources: Mapping[str, object]) -> Fact:
    return Fact(
        id=row["id"],
        what="observation",
        name=row["called"],
        concept=row["concept_id"],
        citation=sources[row["id"]],  # type: ignore[arg-type]
        value=decimal(row["value"]),
        unit=row["unit"],
        place=row["place"],
        period=read_period(row["period"], row["nature"] or "span"),
        comparator=row["comparator"],
        definition=row["text"] or None,
        match=row["match"],
    )

"""The same figure of other places, for the methods that measure a place against its peers.

Peers are held to what a comparison of places is held to: one indicator, period and definition, one official
source. Where the place's own figure is not comparable with theirs, it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from luoshi.evaluation.chosen import chosen_sides, method_of
from luoshi.evaluation.comparing import placed
from luoshi.evaluation.inputs import in_unit
from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.rules.packs.course import course_of
from luoshi.ledger import views
from luoshi.vocabulary.period import Period

if TYPE_CHECKING:
    from luoshi.evaluation.run import Assessment, Dossier
    from luoshi.ledger.records import Cut, IndicatorView
    from luoshi.ledger.store import Ledger

NEEDING = frozenset({"sdsn", "oecd"})
"""Methods that measure a place against its peers."""

Peers = Mapping[str, tuple[Decimal, ...]]
"""Figures of other places in the indicator's unit, by the id of the target."""


def with_peers(ledger: Ledger, dossier: Dossier, home: str, at: date, cut: Cut) -> Dossier:
    """Return a dossier with the figures of its peers, and what the method chosen for it says with them.

    Args:
        ledger: Where figures are.
        dossier: Of an indicator; one whose concept nobody knows has no peers.
        home: The place of its plan.
        at: 评估基准日.
        cut: In time.
    """
    figures = tuple(dossier.inputs.values())
    found = peers_of(ledger, dossier.indicator, dossier.targets, figures, home, at, cut)
    if not any(found.values()):
        return dossier
    sides = dossier.sides
    if method_of(dossier.choice) in NEEDING:
        sides = chosen_sides(
            dossier.choice, dossier.indicator, dossier.targets, dossier.results, figures, found, dossier.cuts
        )
    return replace(dossier, peers=found, sides=sides)


def all_with_peers(ledger: Ledger, assessment: Assessment) -> Assessment:
    """Return an assessment with the peers of every indicator; see ``with_peers``."""
    place, at, cut = assessment.plan.place, assessment.at, assessment.cut
    found = tuple(with_peers(ledger, one, place, at, cut) for one in assessment.dossiers)
    return replace(assessment, dossiers=found)


def peers_of(
    ledger: Ledger,
    indicator: IndicatorView,
    targets: Iterable[TargetInput],
    figures: Iterable[ObservationInput],
    home: str,
    at: date,
    cut: Cut,
) -> dict[str, tuple[Decimal, ...]]:
    """Return what other places had in the year of the newest figure that a method would take, by target."""
    own, place = tuple(figures), str(indicator.more.get("place") or home)
    by_year: dict[int, tuple[Decimal, ...]] = {}
    found: dict[str, tuple[Decimal, ...]] = {}
    for target in targets:
        course = course_of(target, own, at=at)
        if indicator.concept is None or indicator.measure != "level" or not course.points:
            continue
        year = course.last.year
        if year not in by_year:
            by_year[year] = _in(ledger, indicator, place, year, at, cut)
        found[target.id] = by_year[year]
    return found


def _in(
    ledger: Ledger, indicator: IndicatorView, place: str, year: int, at: date, cut: Cut
) -> tuple[Decimal, ...]:
    assert indicator.concept is not None
    period = Period.year(year).iso()
    by_place = views.observed_by_place(ledger, indicator.concept, period=period, cut=cut)
    found = placed(by_place, indicator.concept, period, at=at)
    alike = {one.place: one.value for one in found.standings if one.apart is None and one.value is not None}
    if place not in alike:
        return ()
    converted = (in_unit(value, found.unit, indicator.unit) for name, value in alike.items() if name != place)
    return tuple(value for value, fits in converted if fits)

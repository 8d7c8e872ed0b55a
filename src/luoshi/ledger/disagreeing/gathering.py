"""Facts for the detectors: of one place, from its plans, their figures, and what its documents say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from luoshi.documents.model import Layer
from luoshi.documents.reading import read_bytes
from luoshi.errors import LuoshiError
from luoshi.ledger.columns_of import nature_of, read_period, signed
from luoshi.ledger.disagreeing.fact import Fact
from luoshi.ledger.identity import anchor_id, named
from luoshi.ledger.layers import layer_of
from luoshi.ledger.linking import same_place
from luoshi.ledger.records import (
    Anchor,
    Citation,
    Cut,
    DocumentView,
    IndicatorView,
    ObservationView,
    PlanView,
    StatementView,
    TargetView,
)
from luoshi.statements.relative import Relative, read_relative
from luoshi.vocabulary.concepts import find, known
from luoshi.vocabulary.matching import SAME, match_name
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.phrases import take_apart
from luoshi.vocabulary.words import Measure

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger

_BOTH, _TOWN, _COUNTRY = "城乡", "城镇", "农村"
_BASE = re.compile(r"(?:比|较|相比)((?:19|20)\d{2})年")
_NEAR = 16
"""A base year stands so near before its number."""
_SURE = 0.8
"""A statement read with less confidence is not held against anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The facts of an indicator.

    Attributes:
        figures: Baseline and actual figures.
        targets: Targets in numbers.
        pledges: Targets without a number.
    """

    indicator: IndicatorView
    plan: PlanView
    figures: tuple[Fact, ...]
    targets: tuple[Fact, ...]
    pledges: tuple[Fact, ...] = ()


def of_plan(ledger: Ledger, plan: PlanView, *, cut: Cut) -> list[Gathered]:
    """Return the facts of each indicator of a plan, in the plan's order."""
    from luoshi.ledger.views import document, indicators
    from luoshi.ledger.views.figures import observations_of_plans

    found, shown = [], observations_of_plans(ledger, [plan.id], cut=cut)
    for one in indicators(ledger, plan.id, cut=cut):
        figures = tuple(figures_about(one, plan.place, shown.get(one.id, ())))
        targets = tuple(
            _target(one, plan.place, target) for target in one.targets if target.value is not None
        )
        found.append(Gathered(indicator=one, plan=plan, figures=figures, targets=targets))
    if not any(one.indicator.origin == "table" for one in found):
        return found
    pledges = list(_pledges(ledger, document(ledger, plan.document_key, cut=cut), cut))
    return [replace(one, pledges=tuple(_own_pledges(one, pledges))) for one in found]


def figures_about(indicator: IndicatorView, home: str, views: Iterable[ObservationView]) -> Iterator[Fact]:
    """Yield the baseline and the actual figures of an indicator as facts.

    Args:
        indicator: Whose they are.
        home: The place of its plan.
        views: Its figures; forecasts and those of other places are left out.
    """
    views, place = tuple(views), _place(indicator, home)
    base = indicator.baseline
    if base is not None and base.value is not None:
        yield replace(_target(indicator, home, base), what="baseline", kind="actual")
    for view in views:
        if view.status == "F" or not same_place(view.place, place):
            continue
        name = take_apart(view.name)
        yield Fact(
            id=view.id,
            what="observation",
            name=view.name,
            concept=view.concept,
            citation=view.citation,
            value=view.value,
            unit=view.unit,
            place=view.place or place,
            period=read_period(view.period, view.nature or "span"),  # type: ignore[arg-type]
            comparator=view.comparator,
            measure=name.measure,
            basis=name.basis or ("yoy" if name.measure == "growth" else None),
            definition=view.definition,
            match=view.match,
            indicator=indicator.id,
            base=base_year(view.name),
        )


def base_year(words: str) -> int | None:
    """Return the year that words compare with (比2015年增长); of several the last."""
    found = _BASE.findall(words)
    return int(found[-1]) if found else None


def _target(indicator: IndicatorView, home: str, target: TargetView) -> Fact:
    concept = known(indicator.concept)
    return Fact(
        id=target.id,
        what="target",
        name=indicator.name,
        concept=indicator.concept,
        citation=target.citation,
        value=target.value,
        unit=indicator.unit,
        place=_place(indicator, home),
        period=read_period(target.period, nature_of(concept, indicator.measure)),
        comparator=target.comparator,
        measure=indicator.measure,
        basis=indicator.basis,
        kind="target",
        own=True,
        indicator=indicator.id,
        strength=target.strength,
        target_kind=target.kind,
        words=target.written,
    )


def _place(indicator: IndicatorView, home: str) -> str:
    return str(indicator.more.get("place") or home)


# --- what documents say ------------------------------------------------------------------------


def of_statements(
    ledger: Ledger,
    place: str,
    documents: Sequence[DocumentView],
    *,
    cut: Cut,
    measure: Measure | None = None,
) -> list[Fact]:
    """Return what the documents about a place say of it in numbers.

    Forecasts and doubtful readings are left out.

    Args:
        ledger: To read.
        place: By its name.
        documents: Those there are.
        cut: In time.
        measure: The only one wanted.
    """
    from luoshi.ledger.views import statements

    found: list[Fact] = []
    for view in documents:
        if view.place is not None and same_place(view.place, place):
            found += _said(view, statements(ledger, view.key, cut=cut, measure=measure), place)
    return found


def _said(view: DocumentView, statements: Sequence[StatementView], place: str) -> Iterator[Fact]:
    names = _names(statements)
    for one in statements:
        usable = one.kind != "forecast" and one.row is None and one.confidence >= _SURE and one.upper is None
        if not usable or not one.indicator or not same_place(one.region, place):
            continue
        name = names.get(one.id, one.indicator)
        concept = find(take_apart(name).base if one.measure == "growth" else name)
        value, comparator = signed(one.value, one.comparator or "eq", one.measure, one.direction)
        kind: Literal["actual", "target"] = "target" if one.kind == "target" else "actual"
        yield Fact(
            id=one.id,
            what="statement",
            name=name,
            concept=concept.id if concept else None,
            citation=cited(view, one.anchor),
            value=value,
            unit=one.unit,
            place=place,
            period=read_period(one.period, nature_of(concept, one.measure)),
            comparator=comparator,
            measure=one.measure,
            basis=one.basis,
            kind=kind,
            base=base_year(one.anchor.before[-_NEAR:]) if one.basis == "since" else None,
        )


def _names(statements: Sequence[StatementView]) -> dict[str, str]:
    """Return the names of pairs that a sentence tells together: 城乡居民收入年均分别增长5.5%和7.5%.

    The first number is the towns', the second the country's.
    """
    found: dict[str, str] = {}
    for one, other in pairwise(statements):
        told = (one.indicator, one.period, one.measure, one.basis, one.unit)
        same = told == (other.indicator, other.period, other.measure, other.basis, other.unit)
        near = 0 <= other.anchor.start - one.anchor.end <= 2
        if one.indicator and one.indicator.startswith(_BOTH) and same and near:
            rest = one.indicator.removeprefix(_BOTH)
            found |= {one.id: _TOWN + rest, other.id: _COUNTRY + rest}
    return found


def cited(view: DocumentView, anchor: Anchor) -> Citation:
    """Return words of a document as a source that is here."""
    return Citation(
        publisher=view.issuer,
        title=view.title,
        published=view.published,
        source=view.url,
        locator=None,
        quote=anchor.quote,
        trust=view.trust,
        evidence=view.evidence,
        anchor=anchor,
    )


# --- pledges to keep pace ------------------------------------------------------------------------


def _pledges(ledger: Ledger, view: DocumentView, cut: Cut) -> Iterator[tuple[Relative, Citation]]:
    from luoshi.ledger.views import original_bytes

    original = original_bytes(ledger, view.edition_id, cut=cut)
    for one in _relative(original, view.file, layer_of(ledger, view.sha256)):
        anchor = Anchor(
            id=anchor_id(view.edition_id, one.start, one.end),
            edition_id=view.edition_id,
            document_key=view.key,
            start=one.start,
            end=one.end,
            quote=one.text,
            locator=dict(one.locator),
        )
        yield one, cited(view, anchor)


@lru_cache(maxsize=32)
def _relative(content: bytes, name: str, layer: Layer | None) -> tuple[Relative, ...]:
    try:
        return tuple(read_relative(read_bytes(content, name, layer=layer)))
    except LuoshiError:
        return ()


def _own_pledges(gathered: Gathered, pledges: Iterable[tuple[Relative, Citation]]) -> Iterator[Fact]:
    """Yield the pledges whose words name the indicator."""
    indicator = gathered.indicator
    wanted = take_apart(indicator.name).base
    for one, citation in pledges:
        match = match_name(take_apart(one.what).base, wanted, known(indicator.concept), gathered.plan.place)
        if match.score < SAME - 0.05 or one.year is None or citation.anchor is None:
            continue
        yield Fact(
            id=named("pledge", citation.anchor.id),
            what="pledge",
            name=one.what,
            concept=indicator.concept,
            citation=citation,
            value=None,
            place=_place(indicator, gathered.plan.place),
            period=Period.year(one.year),
            measure=indicator.measure,
            basis=indicator.basis,
            kind="target",
            own=True,
            indicator=indicator.id,
            target_kind="relative",
            words=one.text,
        )

"""Target sentences and figures: what they say about which indicator.

Target sentences about the same thing become quotes of its indicator, or further targets where they say
something else; the rest become indicators of their own, read from prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from luoshi.errors import LuoshiError
from luoshi.ledger.columns_of import nature_of, read_period, signed
from luoshi.ledger.contents import Contents
from luoshi.ledger.drafting import Draft, IndicatorDraft, PlanDraft, StatementLink, TargetDraft
from luoshi.ledger.identity import named
from luoshi.ledger.linking import Link, Subject, Subjects, link_all
from luoshi.statements.model import Statement
from luoshi.vocabulary.concepts import dimension_of, find
from luoshi.vocabulary.matching import Reason, joined
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.phrases import normalise, take_apart
from luoshi.vocabulary.units import convert

_STRENGTH = re.compile(r"力争|争取|确保|探索")
_EVERY_YEAR = re.compile(r"每年|年均(?!增)")


class Known:
    """Indicators by id, and those a statement may be about."""

    def __init__(self, indicators: Iterable[IndicatorDraft] = ()) -> None:
        self.by_id: dict[str, IndicatorDraft] = {}
        self._subjects = Subjects([])
        for indicator in indicators:
            self.add(indicator)

    def add(self, indicator: IndicatorDraft) -> None:
        """Add an indicator."""
        self.by_id[indicator.id] = indicator
        self._subjects.add(indicator.subject)

    def near(self, statement: Statement) -> list[IndicatorDraft]:
        """Return the indicators that a statement may be about."""
        return [self.by_id[subject.key] for subject in self._subjects.near(statement)]


def draft_prose(draft: Draft, elsewhere: Known) -> None:
    """Add what the target sentences of a document say to its draft.

    Args:
        draft: With the indicators of the document's own table.
        elsewhere: Indicators of plans read before; a sentence about one of them is a target of it.
    """
    own = Known(draft.plan.indicators)
    in_table = {target.statement for target in draft.targets}
    for position, statement in enumerate(draft.contents.statements):
        if statement.kind != "target" or position in in_table or not statement.indicator:
            continue
        near = {one.id: one for one in (*own.near(statement), *elsewhere.near(statement))}
        links = _links(draft, position, list(near.values()))
        draft.links += [StatementLink(statement=position, link=made) for made in links]
        accepted = [made.key for made in links if made.accepted]
        taken = [key for key in accepted if key in own.by_id] or accepted
        for key in taken:
            _add_target(draft, near[key], position)
        if not taken and (new := _from_sentence(draft, position)).id not in own.by_id:
            own.add(new)


def _links(draft: Draft, position: int, indicators: Sequence[IndicatorDraft]) -> list[Link]:
    statement = draft.contents.statements[position]
    agreeing = frozenset(i.id for i in indicators if _has_number(i, statement, draft.contents.source.key))
    clause = draft.contents.clause(statement.start)
    return link_all(statement, [i.subject for i in indicators], clause=clause, agreeing=agreeing)


def _has_number(indicator: IndicatorDraft, statement: Statement, document: str) -> bool:
    """Whether an indicator has the number of a statement, for its period, in the same document."""
    return any(
        target.document == document
        and target.period.iso() == statement.period
        and target.value is not None
        and same_amount(statement.value, statement.unit, target.value, indicator.subject.unit)
        for target in indicator.targets
    )


def same_amount(one: Decimal, unit: str | None, other: Decimal, other_unit: str | None) -> bool:
    """Return whether two numbers with their units are the same amount."""
    if unit is None or other_unit is None:
        return one == other and unit == other_unit
    try:
        return convert(one, unit, other_unit) == other
    except LuoshiError:
        return False


def _from_sentence(draft: Draft, position: int) -> IndicatorDraft:
    """Return the indicator a sentence makes; sentences of one document about one thing share it."""
    statement = draft.contents.statements[position]
    subject = subject_of(statement, draft)
    for indicator in draft.plan.indicators:
        if indicator.id == subject.key:
            _add_target(draft, indicator, position)
            return indicator
    slug = _prose_slug(subject, draft.plan)
    indicator = IndicatorDraft(
        id=subject.key,
        slug=slug,
        subject=subject,
        origin="prose",
        start=statement.start,
        end=statement.end,
        doubts=statement.doubts,
        more={name: value for name, value in (("section", statement.section),) if value},
    )
    draft.plan.indicators.append(indicator)
    itself = Link(key=indicator.id, score=1.0, reason=joined([Reason(code="read-from-it")]), accepted=True)
    draft.links.append(StatementLink(statement=position, link=itself))
    _add_target(draft, indicator, position)
    return indicator


def subject_of(statement: Statement, draft: Draft) -> Subject:
    """Return what an indicator read from a sentence would be about."""
    name = take_apart(statement.indicator or "")
    growth = statement.measure == "growth"
    concept = find(name.base if growth else statement.indicator or "")
    place = statement.region or draft.contents.place
    what = concept.id if concept else normalise(name.base if growth else statement.indicator or "")
    key = named(
        "indicator",
        draft.plan.id,
        "prose",
        what,
        statement.measure,
        statement.basis,
        dimension_of(statement.unit),
        place,
    )
    return Subject(
        key=key,
        group=draft.plan.id,
        name=statement.indicator or "",
        concept=concept,
        unit=statement.unit,
        measure=statement.measure,
        direction=statement.direction,
        basis=statement.basis,
        place=place,
    )


def _prose_slug(subject: Subject, plan: PlanDraft) -> str:
    """Return a short name for addresses: the concept's, else one made from the indicator's identity."""
    taken = {indicator.slug for indicator in plan.indicators}
    if subject.concept and subject.concept.id not in taken and subject.place == plan.contents.place:
        return subject.concept.id
    return f"p-{subject.key.replace('-', '')[:10]}"


def _add_target(draft: Draft, indicator: IndicatorDraft, position: int) -> None:
    """Add a sentence's target unless it only repeats one of the document."""
    statement, contents = draft.contents.statements[position], draft.contents
    kind, period = _sentence_kind(statement, contents, draft.plan.base_year)
    if period is None or _has_number(indicator, statement, contents.source.key):
        return
    strength = _STRENGTH.search(contents.clause(statement.start) + statement.text)
    value, comparator = signed(statement.value, statement.comparator, statement.measure, statement.direction)
    target = TargetDraft(
        document=contents.source.key,
        indicator=indicator.id,
        role="target",
        period=period,
        value=value,
        upper=statement.upper,
        comparator=comparator,
        kind=kind,
        written=statement.text,
        start=statement.start,
        end=statement.end,
        strength=strength[0] if strength else None,
        doubts=statement.doubts,
        statement=position,
    )
    indicator.targets.append(target)
    draft.targets.append(target)


def _sentence_kind(statement: Statement, contents: Contents, base: int | None) -> tuple[str, Period | None]:
    concept = find(take_apart(statement.indicator or "").base)
    period = read_period(statement.period, nature_of(concept, statement.measure))
    if period is None or statement.measure == "rank":
        return "rank" if statement.measure == "rank" else "level", period
    several_years = period.end.year - period.start.year > 1
    if statement.measure == "growth":
        if statement.basis == "annual_average":
            since = read_period(f"{base + 1}/{period.last_day.year}") if base and not several_years else None
            return "average_growth", since or period
        return ("cumulative_change" if statement.basis == "since" else "level"), period
    if statement.measure == "change":
        return ("cumulative_total" if several_years else "level"), period
    every_year = _EVERY_YEAR.search(contents.clause(statement.start) + (statement.indicator or ""))
    if every_year and several_years and statement.comparator in ("eq", "ge", "gt"):
        return "floor_each_year", period
    return "level", period


def link_rest(draft: Draft, indicators: Known) -> None:
    """Add the links of everything in a document that is no target to the indicators of all plans."""
    in_table = {target.statement for target in draft.targets}
    rows = {one.number: one for one in draft.plan.indicators if one.number is not None}
    for position, statement in enumerate(draft.contents.statements):
        if statement.row is not None and statement.row in rows:
            reason = joined([Reason(code="table-row")])
            made = Link(key=rows[statement.row].id, score=1.0, reason=reason, accepted=True)
            draft.links.append(StatementLink(statement=position, link=made))
        elif statement.kind != "target" and position not in in_table and statement.indicator:
            subjects = [one.subject for one in indicators.near(statement)]
            links = link_all(statement, subjects, clause=draft.contents.clause(statement.start))
            draft.links += [StatementLink(statement=position, link=made) for made in links]

"""What became of the targets of a plan: indicator by indicator, then period by period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luoshi.ledger.differing.acts import doubt_of
from luoshi.ledger.differing.likeness import Near, alike, excluded, without_numbers
from luoshi.ledger.differing.model import Aim, Change, Field, Kind, Measured
from luoshi.ledger.differing.pairing import Pair, paired
from luoshi.ledger.differing.rules import rules
from luoshi.ledger.prose import same_amount
from luoshi.vocabulary.concepts import dimension_of
from luoshi.vocabulary.matching import ALIAS, match_name
from luoshi.vocabulary.phrases import normalise, take_apart

_NEVER = ("look-alike", "narrower")
_SHARED = 0.2
"""Share of pairs of characters from which on two names are compared at all."""


def changes_of_targets(old: Sequence[Measured], new: Sequence[Measured]) -> Iterator[Change]:
    """Yield what became of every baseline and target, in the order of the newer plan, then of the older."""
    pairs = {pair.new: pair for pair in paired(_candidates(old, new))}
    taken = {pair.old for pair in pairs.values()}
    for place, one in enumerate(new):
        pair = pairs.get(place)
        if pair is None:
            yield from _alone(one, "added")
        else:
            yield from _of_both(old[pair.old], one, pair)
    for place, one in enumerate(old):
        if place not in taken:
            yield from _alone(one, "dropped")


def _alone(one: Measured, kind: Kind) -> Iterator[Change]:
    for aim in one.aims:
        gone = kind == "dropped"
        yield Change(
            what=aim.role,
            kind=kind,
            name=one.name,
            old=aim if gone else None,
            new=None if gone else aim,
        )


# --- which indicators are the same -------------------------------------------------------------


def _candidates(old: Sequence[Measured], new: Sequence[Measured]) -> Iterator[Pair]:
    names = Near(take_apart(one.name).base for one in old)
    sentences = Near(_around(one) for one in old)
    by_concept: dict[str, list[int]] = {}
    for at, one in enumerate(old):
        by_concept.setdefault(one.concept or "", []).append(at)
    for place, one in enumerate(new):
        near = set(names.to(take_apart(one.name).base, _SHARED))
        near |= set(sentences.to(_around(one), rules().sentence)) if one.aims else set()
        near |= set(by_concept.get(one.concept, ())) if one.concept else set()
        for at in sorted(near):
            if (pair := _pair(old[at], one, at, place)) is not None:
                yield pair


def _pair(old: Measured, new: Measured, at: int, place: int) -> Pair | None:
    if not _comparable(old, new):
        return None
    closer = alike(old.name, new.name)
    if old.concept and new.concept:
        same = old.concept == new.concept
        return Pair(old=at, new=place, rule="same-concept", score=1.0, closer=closer) if same else None
    match = match_name(take_apart(new.name).base, take_apart(old.name).base)
    if match.score >= ALIAS:
        return Pair(old=at, new=place, rule="same-name", score=match.score, closer=closer)
    if match.reason.code in _NEVER or excluded(old.name, new.name):
        return None
    return _likely(old, new, at, place, closer)


def _likely(old: Measured, new: Measured, at: int, place: int, closer: float) -> Pair | None:
    around = alike(without_numbers(_around(old)), without_numbers(_around(new)))
    if closer >= rules().name_within and around >= rules().sentence:
        return Pair(old=at, new=place, rule="like-sentence", score=around, closer=closer)
    if closer >= rules().name and old.concept == new.concept:
        return Pair(old=at, new=place, rule="like-name", score=closer, closer=around)
    return None


def _comparable(old: Measured, new: Measured) -> bool:
    """Whether two indicators measure alike: level or growth, the same place, units of one dimension."""
    bases = old.basis == new.basis or None in (old.basis, new.basis)
    dimensions = {dimension_of(old.unit), dimension_of(new.unit)} - {None}
    return old.measure == new.measure and bases and old.region == new.region and len(dimensions) < 2


def _around(one: Measured) -> str:
    return one.aims[-1].place.sentence if one.aims else one.name


# --- which of their targets are the same -------------------------------------------------------


def _of_both(old: Measured, new: Measured, pair: Pair) -> Iterator[Change]:
    for role in ("baseline", "target"):
        before = [aim for aim in old.aims if aim.role == role]
        after = [aim for aim in new.aims if aim.role == role]
        matched = _matched(before, after, moving=role == "target")
        for place, aim in enumerate(after):
            earlier = matched.get(place)
            if earlier is None:
                yield Change(what=aim.role, kind="added", name=new.name, old=None, new=aim)
            else:
                yield _change(old, new, before[earlier], aim, pair)
        for place, aim in enumerate(before):
            if place not in matched.values():
                yield Change(what=aim.role, kind="dropped", name=old.name, old=aim, new=None)


def _matched(before: Sequence[Aim], after: Sequence[Aim], *, moving: bool) -> dict[int, int]:
    """Return for each target of the newer plan the position of the older plan's that it goes on from.

    First those for one period, equal amounts before others; then equal amounts for other periods; then the
    only one left on either side. A baseline for another year is another baseline.
    """
    found: dict[int, int] = {}
    for fits in (*_STEPS, _equal_and_dated) if moving else _STEPS:
        for place, one in enumerate(after):
            if place in found:
                continue
            free = [at for at, other in enumerate(before) if at not in found.values() and fits(other, one)]
            if free:
                found[place] = free[0]
    left = [at for at in range(len(before)) if at not in found.values()]
    rest = [place for place in range(len(after)) if place not in found]
    if moving and len(left) == len(rest) == 1 and before[left[0]].kind == after[rest[0]].kind:
        found[rest[0]] = left[0]
    return found


def _same_period(one: Aim, other: Aim) -> bool:
    return one.period == other.period


def _same_period_and_kind(one: Aim, other: Aim) -> bool:
    return one.period == other.period and one.kind == other.kind


def _same_period_and_amount(one: Aim, other: Aim) -> bool:
    return one.period == other.period and _equal(one, other)


def _equal_and_dated(one: Aim, other: Aim) -> bool:
    return one.value is not None and _equal(one, other)


_STEPS = (_same_period_and_amount, _same_period_and_kind, _same_period)
"""What says that one target goes on from another, the surest first."""


def _equal(one: Aim, other: Aim) -> bool:
    if one.value is None or other.value is None:
        return one.value is other.value and one.written == other.written
    uppers = one.upper == other.upper or (
        one.upper is not None
        and other.upper is not None
        and same_amount(one.upper, one.unit, other.upper, other.unit)
    )
    return uppers and same_amount(one.value, one.unit, other.value, other.unit)


def _change(old: Measured, new: Measured, before: Aim, after: Aim, pair: Pair) -> Change:
    same_thing = pair.rule in ("same-concept", "same-name")
    fields = tuple(_fields(old, new, before, after, same_thing=same_thing))
    names = {field.name for field in fields}
    kind: Kind = "redated" if "period" in names else "changed" if names else "same"
    return Change(
        what=after.role,
        kind=kind,
        name=new.name,
        old=before,
        new=after,
        fields=fields,
        rule=pair.rule,
        score=round(pair.score, 3),
        doubt=None if same_thing else doubt_of(before, after),
    )


def _fields(old: Measured, new: Measured, before: Aim, after: Aim, *, same_thing: bool) -> Iterator[Field]:
    if before.period != after.period:
        yield Field(name="period", old=before.period, new=after.period)
    if not _equal(before, after):
        yield Field(name="value", old=before.written, new=after.written)
    if before.comparator != after.comparator:
        yield Field(name="comparator", old=before.comparator, new=after.comparator)
    if before.kind != after.kind:
        yield Field(name="kind", old=before.kind, new=after.kind)
    if before.period and after.period and before.strength != after.strength:
        yield Field(name="strength", old=before.strength, new=after.strength)
    if old.attribute != new.attribute and after.role == "target":
        yield Field(name="attribute", old=old.attribute, new=new.attribute)
    if normalise(new.name) != normalise(old.name) and not same_thing:
        yield Field(name="name", old=old.name, new=new.name)

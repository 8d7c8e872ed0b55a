"""One fact, two values beyond rounding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from luoshi.ledger.disagreeing.comparing import equal, go_together, in_unit, plain
from luoshi.ledger.disagreeing.fact import Fact, Found, worth
from luoshi.ledger.disagreeing.parameters import Parameters
from luoshi.ledger.disagreeing.slips import power_between

_COMPARED = frozenset({"same", "derived"})


def two_values(facts: Iterable[Fact], known: Parameters) -> Iterator[Found]:
    """Yield the periods for which sources give one thing different values.

    Args:
        facts: Actual figures of one thing: an indicator's own, or those of one name.
        known: A pair that differs by a power of ten is a unit slip.
    """
    groups: dict[tuple[date | None, date], list[Fact]] = {}
    usable = [fact for fact in facts if _usable(fact)]
    stock = any(fact.period and fact.period.nature == "point" for fact in usable)
    for fact in usable:
        if fact.period is None:
            continue
        point = fact.period.nature == "point" or (fact.what == "baseline" and stock)
        groups.setdefault((None if point else fact.period.start, fact.period.end), []).append(fact)
    for key in sorted(groups, key=lambda pair: (pair[1], pair[0] or date.min)):
        for left, right in _apart(groups[key]):
            yield _found(left, right, known)


def _usable(fact: Fact) -> bool:
    return fact.kind == "actual" and fact.match in _COMPARED and fact.trusted and fact.value is not None


def _apart(facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """Yield pairs that do not go together: the best source of all with one for each other value."""
    rest = sorted(facts, key=worth)
    shown: list[Fact] = []
    for place, left in enumerate(rest):
        for right in rest[place + 1 :]:
            if go_together(left, right) or any(equal(right, other) for other in shown):
                continue
            shown.append(right)
            yield left, right


def _found(left: Fact, right: Fact, known: Parameters) -> Found:
    value = in_unit(right, left.unit)
    other = right.number if value is None else value
    numbers = {
        "left": plain(left.number),
        "right": plain(other),
        "difference": plain(abs(left.number - other)),
        "unit": left.unit or right.unit or "",
    }
    if left.number:
        numbers["percent"] = plain(abs(other / left.number - 1) * 100, 1)
    power = power_between(left.number, other, known.powers, known.same_fact)
    if power:
        numbers["times"] = plain(power)
        return Found(kind="unit_slip", rule="slip", left=left, right=right, numbers=numbers)
    return Found(kind="two_values", rule="values", left=left, right=right, numbers=numbers)


def by_name(statements: Iterable[Fact]) -> Iterator[list[Fact]]:
    """Yield statements that measure the same thing, by concept or else by name, of one place and measure."""
    from luoshi.vocabulary.phrases import normalise

    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in statements:
        if fact.place is None or fact.measure == "change":
            continue
        what = fact.concept or normalise(fact.name)
        groups.setdefault((what, fact.measure, fact.basis, fact.place), []).append(replace(fact))
    yield from (some for some in groups.values() if len(some) > 1)

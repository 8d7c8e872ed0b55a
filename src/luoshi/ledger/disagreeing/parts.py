"""Parts above the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from luoshi.ledger.disagreeing.comparing import in_unit, plain, step
from luoshi.ledger.disagreeing.fact import Fact, Found, best, yearly
from luoshi.ledger.disagreeing.parameters import Parameters, Parts

_USED = frozenset({"same", "derived", "input", "proxy"})
_HALF = Decimal("0.5")


def parts_above_whole(facts: Iterable[Fact], known: Parameters) -> Iterator[Found]:
    """Yield years in which a part, or parts that exclude one another together, are above their whole.

    Of several values of a whole the best source's counts, of several of a part likewise: what the values
    themselves disagree about is found elsewhere.
    """
    levels = yearly(fact for fact in facts if fact.match in _USED)
    chosen = {key: fact for key, some in levels.items() if (fact := best(some)) is not None}
    for rule in known.parts:
        for (concept, year), whole in sorted(chosen.items()):
            if concept == rule.whole:
                yield from _above(rule, year, whole, chosen)


def _above(rule: Parts, year: int, whole: Fact, chosen: dict[tuple[str, int], Fact]) -> Iterator[Found]:
    there = [chosen[(part, year)] for part in rule.parts if (part, year) in chosen]
    sizes = [(fact, size) for fact in there if (size := in_unit(fact, whole.unit)) is not None]
    above = [(fact, size) for fact, size in sizes if size > whole.number + _slack((fact,), whole)]
    for fact, size in above:
        numbers = _numbers(year, whole, size) | {"part": fact.name}
        yield Found(kind="parts_whole", rule="part", left=fact, right=whole, numbers=numbers)
    total = sum((size for _, size in sizes), Decimal(0))
    facts = tuple(fact for fact, _ in sizes)
    if rule.apart and not above and len(facts) > 1 and total > whole.number + _slack(facts, whole):
        numbers = _numbers(year, whole, total) | {"part": " + ".join(fact.name for fact in facts)}
        yield Found(
            kind="parts_whole", rule="parts", left=facts[0], right=whole, more=facts[1:], numbers=numbers
        )


def _slack(facts: Iterable[Fact], whole: Fact) -> Decimal:
    """Return what rounding may make of the difference, in the unit of the whole."""
    slack = step(whole.number) * _HALF
    for fact in facts:
        size = in_unit(fact, whole.unit)
        if size and fact.number:
            slack += step(fact.number) * _HALF * size / fact.number
    return slack


def _numbers(year: int, whole: Fact, size: Decimal) -> dict[str, str]:
    return {
        "year": str(year),
        "whole": whole.name,
        "whole_value": plain(whole.number),
        "part_value": plain(size),
        "difference": plain(size - whole.number),
        "unit": whole.unit or "",
    }

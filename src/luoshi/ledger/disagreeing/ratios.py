"""A ratio that does not fit its counts."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from luoshi.errors import LuoshiError
from luoshi.ledger.disagreeing.comparing import plain, step
from luoshi.ledger.disagreeing.fact import Fact, Found, best, worth, yearly
from luoshi.ledger.disagreeing.parameters import Parameters, Ratio
from luoshi.vocabulary.units import convert

_USED = frozenset({"same", "derived", "input"})
_HALF = Decimal("0.5")


def ratios(facts: Iterable[Fact], known: Parameters) -> Iterator[Found]:
    """Yield years in which a published ratio fits none of the counts it follows from."""
    levels = yearly(fact for fact in facts if fact.match in _USED)
    for rule in known.ratios:
        for (concept, year), some in sorted(levels.items()):
            if concept != rule.ratio:
                continue
            counts = levels.get((rule.count, year), [])
            below: Sequence[Fact | None] = (None,) if rule.per is None else levels.get((rule.per, year), [])
            for ratio in sorted(some, key=worth)[:1]:
                yield from _misfit(rule, year, ratio, counts, below, known)


def _misfit(
    rule: Ratio,
    year: int,
    ratio: Fact,
    counts: Sequence[Fact],
    below: Sequence[Fact | None],
    known: Parameters,
) -> Iterator[Found]:
    tried = [
        (count, per, given)
        for count in sorted(counts, key=worth)
        for per in below
        if (given := _given(rule, year, count, per)) is not None
    ]
    tolerance = step(ratio.number) * _HALF
    if not tried or any(
        abs(given - ratio.number) <= tolerance + known.ratio * abs(given) for _, _, given in tried
    ):
        return
    count, _, given = tried[0]
    per = best(fact for fact in below if fact is not None)
    numbers = {
        "year": str(year),
        "ratio": plain(ratio.number),
        "unit": ratio.unit or "",
        "given": plain(given, 2),
        "count": plain(count.number),
        "count_unit": count.unit or "",
        "count_name": count.name,
        "per": plain(per.number) if per else str(_days(year)),
        "per_unit": (per.unit or "") if per else "天",
        "percent": plain(abs(given / ratio.number - 1) * 100, 1) if ratio.number else "",
    }
    more = () if per is None else (per,)
    yield Found(kind="ratio_count", rule="ratio", left=ratio, right=count, more=more, numbers=numbers)


def _given(rule: Ratio, year: int, count: Fact, per: Fact | None) -> Decimal | None:
    above = _in(count, rule.count_unit)
    below = Decimal(_days(year)) if rule.per is None else per and _in(per, rule.per_unit or "")
    if above is None or not below:
        return None
    return above / below * rule.times


def _in(fact: Fact, unit: str) -> Decimal | None:
    try:
        return convert(fact.number, fact.unit or unit, unit)
    except LuoshiError:
        return None


def _days(year: int) -> int:
    return 366 if calendar.isleap(year) else 365

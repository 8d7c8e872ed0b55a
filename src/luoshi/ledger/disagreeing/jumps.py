"""A jump or a break in a series of yearly figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from luoshi.ledger.disagreeing.comparing import in_unit, plain
from luoshi.ledger.disagreeing.fact import Fact, Found, Rule
from luoshi.ledger.disagreeing.growths import Held, held, span_of
from luoshi.ledger.disagreeing.parameters import Parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """From one year to the next.

    Attributes:
        change: As a share of the earlier level; for figures in per cent their difference in points.
    """

    before: Fact
    after: Fact
    change: Decimal


def jumps(series: dict[int, Fact], growths: Iterable[Fact], known: Parameters) -> Iterator[Found]:
    """Yield steps of a series that stand out and that no published growth bears out.

    A step stands out when it is larger than usual for the concept and for the series itself, or when a
    published growth of that year says something else by more than prices can make up.

    Args:
        series: The best level of each year of one indicator.
        growths: Published growths of the same concept.
        known: Thresholds.
    """
    steps = list(_steps(series))
    by_year = _growths(growths)
    for one in steps:
        said = [held(growth, one.before, one.after, 1, known) for growth in by_year.get(one.after.year, ())]
        if any(other.fits for other in said):
            continue
        if said and said[0].growth.concept in known.real_concepts:
            yield _found(one, "jump_growth", steps, said[0])
        elif _stands_out(one, steps, known):
            broken = one.before.definition != one.after.definition
            rule: Rule = "jump_definition" if broken else "jump"
            yield _found(one, rule, steps, said[0] if said else None)


def _steps(series: dict[int, Fact]) -> Iterator[Step]:
    for year in sorted(series):
        before, after = series.get(year - 1), series[year]
        if before is None:
            continue
        value = in_unit(before, after.unit)
        if value is None or value <= 0:
            continue
        percent = after.unit == "%"
        change = after.number - value if percent else after.number / value - 1
        yield Step(before=before, after=after, change=change)


def _growths(facts: Iterable[Fact]) -> dict[int | None, list[Fact]]:
    found: dict[int | None, list[Fact]] = {}
    for fact in facts:
        span = span_of(fact)
        if span is not None and span[1] - span[0] == 1:
            found.setdefault(span[1], []).append(fact)
    return found


def _stands_out(one: Step, steps: Sequence[Step], known: Parameters) -> bool:
    usual_limit = known.steps.get(one.after.concept or "", known.step)
    least = known.points if one.after.unit == "%" else usual_limit
    usual = _usual(one, steps)
    if usual is not None and abs(one.change) < usual * known.median_times:
        return False
    return abs(one.change) >= least


def _usual(one: Step, steps: Sequence[Step]) -> Decimal | None:
    """Return the middle size of the other steps, ``None`` where there is no other."""
    others = [abs(step.change) for step in steps if step is not one]
    return Decimal(median(others)) if others else None


def _found(one: Step, rule: Rule, steps: Sequence[Step], said: Held | None) -> Found:
    percent = one.after.unit == "%"
    times, usual = 1 if percent else 100, _usual(one, steps)
    numbers = {
        "before": plain(one.before.number),
        "before_year": str(one.before.year),
        "after": plain(one.after.number),
        "after_year": str(one.after.year),
        "unit": one.after.unit or "",
        "change": plain(one.change * times, 1).replace("-", "−"),
        "change_unit": "个百分点" if percent else "%",
        "change_unit_en": " points" if percent else " %",
        "usual": "—" if usual is None else plain(usual * times, 1),
        "before_definition": one.before.definition or "—",
        "after_definition": one.after.definition or "—",
    }
    more: tuple[Fact, ...] = ()
    if said is not None:
        numbers["growth"] = plain(said.growth.number)
        numbers["tolerance"] = plain(said.tolerance, 1)
        more = (said.growth,)
    return Found(kind="jump", rule=rule, left=one.before, right=one.after, more=more, numbers=numbers)

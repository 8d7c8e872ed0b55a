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
        change: As a share of the earlier level; for figures in per cent their difference in points, from a
            level at nought or below it their difference.
        share: Whether it is a share.
    """

    before: Fact
    after: Fact
    change: Decimal
    share: bool = True


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


def stepped(series: dict[int, Fact], year: int) -> Found:
    """Return the step of a series into a year as a finding; the year before must be known."""
    steps = list(_steps(series))
    one = next((step for step in steps if step.after.year == year), None)
    if one is None:
        before, after = series[year - 1], series[year]
        value = in_unit(before, after.unit) or Decimal(0)
        one = Step(before=before, after=after, change=after.number - value, share=False)
    broken = one.before.definition != one.after.definition
    return _found(one, "jump_definition" if broken else "jump", steps, None)


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
        yield Step(before=before, after=after, change=change, share=not percent)


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
    alike = [step for step in steps if step.share == one.share]
    times, usual = 100 if one.share else 1, _usual(one, alike)
    points, own = one.after.unit == "%", one.after.unit or ""
    numbers = {
        "before": plain(one.before.number),
        "before_year": str(one.before.year),
        "after": plain(one.after.number),
        "after_year": str(one.after.year),
        "unit": one.after.unit or "",
        "change": plain(one.change * times, 1).replace("-", "−"),
        "change_unit": "%" if one.share else "个百分点" if points else own,
        "change_unit_en": " %" if one.share else " points" if points else f" {own}",
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

"""Targets over a stretch of years: average growth, cumulative change and total, floor and ceiling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Any

from luoshi.evaluation.model import ObservationInput, Reason, Result, Verdict
from luoshi.evaluation.rules import breaks
from luoshi.evaluation.rules.case import Case, band, direction, is_relative, missing
from luoshi.evaluation.rules.choice import Choice, per_period
from luoshi.evaluation.rules.exact import (
    SIGNIFICANT,
    decimal,
    growth_of,
    ratio_of_logarithms,
    significant,
    years_between,
)
from luoshi.evaluation.rules.finding import found, not_assessed
from luoshi.vocabulary.period import Period


def span(case: Case) -> Period | None:
    """Return the stretch a target speaks of: its own period, or from the baseline to its end."""
    target = case.target
    if years_between(target.period.start, target.period.end) > 1:
        return target.period
    if target.baseline_period is None or target.baseline_period.end >= target.period.end:
        return None
    return Period(start=target.baseline_period.end, end=target.period.end)


def judge_growth(case: Case) -> Result:
    """Judge an average growth: it needs every year, or the levels at both ends."""
    return _judge_ratio(case, _growth_goal(case))


def judge_change(case: Case) -> Result:
    """Judge a cumulative change: the ratio of the levels, or a published change since the baseline."""
    return _judge_ratio(case, _change_goal(case))


def _growth_goal(case: Case) -> Fraction | None:
    whole, value = span(case), _edge(case)
    if whole is None or value is None:
        return None
    years = years_between(whole.start, whole.end)
    if years.denominator != 1:
        return None
    return (1 + Fraction(value) / 100) ** int(years)


def _change_goal(case: Case) -> Fraction | None:
    value = _edge(case)
    return None if span(case) is None or value is None else 1 + Fraction(value) / 100


def _edge(case: Case) -> Decimal | None:
    """The value that just meets the target: the written one, moved to the worse side of its band."""
    if case.target.value is None:
        return None
    return case.target.value - (_sign(case) or 0) * band(case)


def _sign(case: Case) -> int | None:
    target = case.target
    if target.kind == "cumulative_change" and target.value:
        return 1 if target.value > 0 else -1
    return direction(replace(target, baseline=None))[0]


def _judge_ratio(case: Case, goal: Fraction | None) -> Result:
    rule = case.target.kind
    if case.target.value is None:
        return not_assessed(case, "not_quantified", rule=rule)
    if goal is None or goal <= 0:
        return not_assessed(case, "insufficient_data", rule=rule, because="span_unknown")
    if _sign(case) is None:
        return not_assessed(case, "insufficient_data", rule=rule, because="direction_unknown")
    known = _known_ratio(case)
    if known is None:
        return not_assessed(case, _partly(case), rule=rule, because=_partly_because(case))
    ratio, upto, choices = known
    if not breaks.together(choices):
        return not_assessed(case, "definition_changed", rule=rule, choices=choices)
    return _ratio_result(case, goal, ratio, upto, choices)


def _ratio_result(
    case: Case, goal: Fraction, ratio: Fraction, upto: Period, choices: Sequence[Choice]
) -> Result:
    whole = span(case)
    assert whole is not None
    share = years_between(whole.start, upto.end) / years_between(whole.start, whole.end)
    met = (significant(ratio / goal) - 1) * (_sign(case) or 1) >= 0
    completion = None if goal == 1 or ratio <= 0 else ratio_of_logarithms(ratio, goal)
    pace = None if completion is None else SIGNIFICANT.divide(completion, decimal(share))
    value = _value(case, ratio, years_between(upto.start, upto.end))
    steps: dict[str, Any] = {
        "ratio": ratio,
        "goal": goal,
        "elapsed": share,
        "completion": completion,
        "met": met,
    }
    figures: dict[str, Any] = {
        "value": value,
        "period": upto,
        "completion": completion,
        "gap": (case.target.value or Decimal(0)) - value,
        "choices": choices,
    }
    if case.ended and upto.end < whole.end:
        return not_assessed(case, "awaiting_publication", rule=case.target.kind, steps=steps, **figures)
    verdict, because = _span_grade(case, met, pace)
    figures["pace"] = None if case.ended else pace
    steps |= {"pace": figures["pace"]}
    rest = _rest_growth(case, goal, ratio, upto, whole)
    figures |= {"required_rate": rest, "rate_kind": "percent"} if rest is not None and not met else {}
    return found(case, verdict, rule=case.target.kind, because=because, steps=steps, **figures)


def _value(case: Case, ratio: Fraction, years: Fraction) -> Decimal:
    """The figure in the target's words: the average growth, or the change, in per cent."""
    exponent = 1 / years if case.target.kind == "average_growth" else Fraction(1)
    return growth_of(ratio, exponent).normalize()


def _rest_growth(case: Case, goal: Fraction, ratio: Fraction, upto: Period, whole: Period) -> Decimal | None:
    """((1+g)^n / Π(1+g_i))^(1/(n-k)) - 1, in per cent."""
    years = years_between(upto.end, whole.end)
    if years <= 0 or ratio <= 0:
        return None
    return growth_of(goal / ratio, 1 / years)


def _span_grade(case: Case, met: bool, pace: Decimal | None) -> tuple[Verdict, str]:
    if case.ended:
        return ("reached", "met_at_end") if met else ("not_reached", "unmet_at_end")
    if met:
        return "reached_early", "met_before_end"
    if pace is None:
        return "behind", "pace"
    if significant(pace) >= case.parameters.ahead:
        return "ahead", "pace"
    if significant(pace) >= case.parameters.on_track:
        return "on_track", "pace"
    return "behind", "moving_away" if pace < 0 else "pace"


Known = tuple[Fraction, Period, tuple[Choice, ...]]


def _known_ratio(case: Case) -> Known | None:
    """The ratio since the start of the stretch and how far it reaches, from whatever carries it.

    A figure for the stretch itself is taken first, then the levels at both ends, then the chain of
    yearly growths; of the running ones the one that reaches furthest. There is no average growth to a
    level below nought, nor through a year that lost more than all there was.
    """
    ways = [way for way in (_stated(case), _levels(case), _chain(case)) if way is not None]
    if case.target.kind == "average_growth":
        ways = [way for way in ways if way[0] >= 0]
    return max(ways, key=lambda way: way[1].end) if ways else None


def _in_per_cent(case: Case) -> list[ObservationInput]:
    return [o for o in case.scored() if is_relative(o.unit)]


def _stated(case: Case) -> Known | None:
    whole = span(case)
    assert whole is not None
    figures = [o for o in _in_per_cent(case) if o.period and o.period.start == whole.start]
    if case.target.kind == "average_growth":
        figures = [o for o in figures if o.period and years_between(o.period.start, o.period.end) > 1]
    chosen = [c for c in per_period(figures) if c.period.end <= whole.end]
    if not chosen:
        return None
    last = chosen[-1]
    years = years_between(whole.start, last.period.end)
    growth = 1 + Fraction(last.taken.value) / 100
    if case.target.kind != "average_growth":
        return growth, last.period, (last,)
    if growth < 0 or years.denominator != 1:
        return None
    return growth ** int(years), last.period, (last,)


def _levels(case: Case) -> Known | None:
    whole = span(case)
    assert whole is not None
    chosen = per_period([o for o in case.scored() if o.unit and not is_relative(o.unit)])
    first = [c for c in chosen if c.period.end == whole.start]
    later = [c for c in chosen if whole.start < c.period.end <= whole.end]
    if not first or not later or first[-1].taken.value <= 0:
        return None
    last = later[-1]
    ratio = Fraction(last.taken.value) / Fraction(first[-1].taken.value)
    return ratio, Period(start=whole.start, end=last.period.end), (first[-1], last)


def _chain(case: Case) -> Known | None:
    if case.target.kind != "average_growth":
        return None
    whole = span(case)
    assert whole is not None
    years = {c.period.start: c for c in per_period(_in_per_cent(case)) if c.period.frequency == "A"}
    taken: list[Choice] = []
    day = whole.start
    while day in years and years[day].period.end <= whole.end:
        taken.append(years[day])
        day = taken[-1].period.end
    if not taken or any(start > day for start in years if start < whole.end):
        return None
    factors = [1 + Fraction(choice.taken.value) / 100 for choice in taken]
    if min(factors) < 0:
        return None
    return prod(factors, start=Fraction(1)), Period(start=whole.start, end=day), tuple(taken)


def _partly(case: Case) -> Reason:
    return "insufficient_data" if _some(case) else missing(case)


def _partly_because(case: Case) -> str:
    return "single_years" if _some(case) else missing(case)


def _some(case: Case) -> bool:
    return any(o.period is not None and case.seen(o.period) for o in case.scored())


def judge_total(case: Case) -> Result:
    """Judge a cumulative total: figures that tile the stretch from its first day."""
    rule, whole, goal = case.target.kind, span(case), case.target.value
    if goal is None:
        return not_assessed(case, "not_quantified", rule=rule)
    if whole is None or goal == 0:
        return not_assessed(case, "insufficient_data", rule=rule, because="span_unknown")
    tiles = _tiles(case, whole)
    if not tiles:
        return not_assessed(case, _partly(case), rule=rule, because=_partly_because(case))
    if not breaks.together(tiles):
        return not_assessed(case, "definition_changed", rule=rule, choices=tiles)
    return _total_result(case, whole, goal, tiles)


def _total_result(case: Case, whole: Period, goal: Decimal, tiles: Sequence[Choice]) -> Result:
    total = sum((choice.taken.value for choice in tiles), Decimal(0))
    upto = Period(start=whole.start, end=tiles[-1].period.end)
    share = years_between(whole.start, upto.end) / years_between(whole.start, whole.end)
    completion = Fraction(total) / Fraction(goal)
    sign = _sign(case) or 1
    met = (total - (_edge(case) or goal)) * sign >= 0
    steps: dict[str, Any] = {"total": total, "completion": completion, "elapsed": share, "met": met}
    figures: dict[str, Any] = {
        "value": total,
        "period": upto,
        "completion": decimal(completion),
        "gap": goal - total,
    }
    if case.ended and upto.end < whole.end:
        rule = case.target.kind
        return not_assessed(case, "awaiting_publication", rule=rule, steps=steps, choices=tiles, **figures)
    pace = decimal(completion / share)
    verdict, because = _total_grade(case, met, pace, sign)
    figures["pace"] = None if case.ended else pace
    steps |= {"pace": None if case.ended else completion / share}
    return found(case, verdict, rule=case.target.kind, because=because, steps=steps, choices=tiles, **figures)


def _total_grade(case: Case, met: bool, pace: Decimal, sign: int) -> tuple[Verdict, str]:
    """A total that must stay under a ceiling is judged by the mirrored pace: spending slower is ahead."""
    if sign > 0 or case.ended:
        return _span_grade(case, met, pace)
    if not met:
        return "behind", "pace"
    if significant(pace * case.parameters.ahead) <= 1:
        return "ahead", "pace"
    slow = significant(pace * case.parameters.on_track) <= 1
    return ("on_track", "pace") if slow else ("behind", "pace")


def _tiles(case: Case, whole: Period) -> tuple[Choice, ...]:
    """Return figures that follow each other without a gap; at each day the longest one is taken."""
    by_start: dict[date, Choice] = {}
    for choice in per_period([o for o in case.scored() if o.period and o.period.end <= whole.end]):
        best = by_start.get(choice.period.start)
        if best is None or choice.period.end > best.period.end:
            by_start[choice.period.start] = choice
    taken: list[Choice] = []
    day = whole.start
    while day in by_start:
        taken.append(by_start[day])
        day = taken[-1].period.end
    later = any(start > day for start in by_start)
    return () if later else tuple(taken)


def judge_each_year(case: Case) -> Result:
    """Judge a floor or ceiling that holds in every year of the stretch."""
    rule, whole, goal = case.target.kind, span(case) or case.target.period, case.target.value
    if goal is None:
        return not_assessed(case, "not_quantified", rule=rule)
    figures = [o for o in case.scored() if o.period and o.period.frequency == "A"]
    years = [c for c in per_period(figures) if whole.start < c.period.end <= whole.end]
    if not years:
        return not_assessed(case, missing(case), rule=rule)
    if not breaks.together(years):
        return not_assessed(case, "definition_changed", rule=rule, actual=years[-1], choices=years)
    return _each_year_result(case, whole, goal, years)


def _each_year_result(case: Case, whole: Period, goal: Decimal, years: Sequence[Choice]) -> Result:
    sign = 1 if case.target.kind == "floor_each_year" else -1
    worst = min(years, key=lambda choice: (choice.taken.value * sign, choice.period.end))
    margin = (worst.taken.value - goal) * sign
    strict = case.target.comparator in ("gt", "lt")
    met = margin > 0 if strict else margin + band(case) >= 0
    due = years_between(whole.start, whole.end)
    steps: dict[str, Any] = {
        "worst": worst.taken.value,
        "worst_period": worst.period,
        "years": len(years),
        "due": due,
        "met": met,
    }
    rule, gap = case.target.kind, goal - worst.taken.value
    common: dict[str, Any] = {"rule": rule, "steps": steps, "choices": years, "gap": gap}
    if not met:
        verdict: Verdict = "not_reached" if case.ended else "behind"
        return found(case, verdict, because="broken_in_a_year", actual=worst, **common)
    if not case.ended:
        return found(case, "on_track", because="kept_so_far", actual=years[-1], **common)
    if len(years) == due:
        return found(case, "reached", because="kept_every_year", actual=worst, **common)
    reason: Reason = "awaiting_publication" if years[-1].period.end < whole.end else "insufficient_data"
    return not_assessed(case, reason, actual=years[-1], **common)

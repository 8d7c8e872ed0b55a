"""What the outlook is worth: errors against carrying the last value on, coverage, and its probabilities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.outlook.series import Yearly, yearly
from luoshi.evaluation.outlook import tables
from luoshi.evaluation.outlook.points import METHODS, combined, scale

AHEAD = 5
POINTS = (5, 8, 11)
AMBITIONS = (0.5, 1.0, 1.5, 2.0)
"""Targets as plans set them: the last value plus so many mean yearly changes for each year ahead."""

Forecast = Callable[[Sequence[float], int], Sequence[float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is asked of a forecaster: a window and what came after it."""

    key: str
    held_out: bool
    window: tuple[float, ...]
    truth: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A probability that was said, what came true, and what a yes or no by compound growth said."""

    group: tuple[float, int]
    probability: float
    came: bool
    guess: bool


def cagr(values: Sequence[float], years: int) -> list[float]:
    """Carry compound growth on; the last value where a value is not positive."""
    if min(values) <= 0:
        return [values[-1]] * years
    growth = (values[-1] / values[0]) ** (1 / (len(values) - 1))
    return [values[-1] * growth**year for year in range(1, years + 1)]


OURS: Mapping[str, Forecast] = {"combined": combined, "naive": METHODS["naive"], "CAGR": cagr}


def tasks(points: int, series: Iterable[Yearly] | None = None) -> list[Task]:
    """Return the last so many known points of every series that has them and moves."""
    return [
        Task(key=one.key, held_out=one.held_out, window=one.known[-points:], truth=one.asked[:AHEAD])
        for one in (yearly() if series is None else series)
        if len(one.known) >= points and scale(one.known[-points:]) > 0
    ]


def owa(asked: Sequence[Task], forecasts: Mapping[str, Sequence[Sequence[float]]]) -> dict[str, float]:
    """Return the overall weighted average of each forecaster: mean of sMAPE and MASE over those of naive."""
    smape = {name: fmean(map(_smape, asked, made)) for name, made in forecasts.items()}
    mase = {name: fmean(map(_mase, asked, made)) for name, made in forecasts.items()}
    return {name: (smape[name] / smape["naive"] + mase[name] / mase["naive"]) / 2 for name in forecasts}


def _smape(task: Task, made: Sequence[float]) -> float:
    pairs = zip(task.truth, made, strict=False)
    return fmean(200 * abs(a - b) / (abs(a) + abs(b)) if a or b else 0.0 for a, b in pairs)


def _mase(task: Task, made: Sequence[float]) -> float:
    return fmean(abs(a - b) for a, b in zip(task.truth, made, strict=False)) / scale(task.window)


def coverage(asked: Iterable[Task], level: float) -> float:
    """Return the share of true values inside the interval of a level."""
    inside = []
    for task in asked:
        expected, unit = combined(task.window, len(task.truth)), scale(task.window)
        for year, truth in enumerate(task.truth):
            size = tables.errors()[len(task.window), year + 1].size(level)
            inside.append(abs(truth - expected[year]) <= size * unit)
    return fmean(inside)


def said(asked: Iterable[Task]) -> list[Said]:
    """Return the probabilities said of targets like those of plans, with what came true."""
    out = []
    for task in asked:
        expected, unit = combined(task.window, len(task.truth)), scale(task.window)
        carried = cagr(task.window, len(task.truth))
        for year, truth in enumerate(task.truth):
            past = tables.errors()[len(task.window), year + 1]
            for ambition in AMBITIONS:
                goal = task.window[-1] + ambition * (year + 1) * unit
                chance = past.chance_above((goal - expected[year]) / unit)
                bounded = min(max(chance, tables.settings().lowest), tables.settings().highest)
                out.append(
                    Said(
                        group=(ambition, year),
                        probability=bounded,
                        came=truth >= goal,
                        guess=carried[year] >= goal,
                    )
                )
    return out


def brier(one: Iterable[Said]) -> float:
    """Return the mean squared error of the probabilities."""
    return fmean((item.probability - item.came) ** 2 for item in one)


def skill(one: Sequence[Said]) -> float:
    """Return the Brier skill over always saying how often such targets come true."""
    rate = fmean(item.came for item in one)
    return 1 - brier(one) / (rate * (1 - rate))


def guess_skill(one: Sequence[Said]) -> float:
    """Return the same for the yes or no of compound growth carried on."""
    rate = fmean(item.came for item in one)
    return 1 - fmean((item.guess - item.came) ** 2 for item in one) / (rate * (1 - rate))


def strict_skill(one: Sequence[Said]) -> float:
    """Return the skill over knowing how often targets of each ambition and distance come true."""
    rates = {key: fmean(item.came for item in items) for key, items in _groups(one).items()}
    return 1 - brier(one) / fmean((rates[item.group] - item.came) ** 2 for item in one)


def _groups(one: Iterable[Said]) -> dict[tuple[float, int], list[Said]]:
    found: dict[tuple[float, int], list[Said]] = defaultdict(list)
    for item in one:
        found[item.group].append(item)
    return found


def reliability(one: Iterable[Said]) -> list[tuple[float, float, int]]:
    """Return for each tenth of probability what was said, how often it came true, and how many there were."""
    bins: dict[int, list[Said]] = defaultdict(list)
    for item in one:
        bins[min(int(item.probability * 10), 9)].append(item)
    return [
        (fmean(i.probability for i in items), fmean(i.came for i in items), len(items))
        for _, items in sorted(bins.items())
    ]


def calibration_error(one: Sequence[Said]) -> float:
    """Return the mean distance between what was said and what came true, over tenths of probability."""
    return sum(abs(told - came) * count for told, came, count in reliability(one)) / len(one)

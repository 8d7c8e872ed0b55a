"""Many small charts of one size and one scale: each shows one line, and all the others faintly behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from luoshi.web.charts.scale import Scale
from luoshi.web.charts.tags import rule, tag

WIDTH, HEIGHT, PAD = 176, 72, 6

Runs = Sequence[Sequence[tuple[int, Decimal]]]
"""Years and values of one line; runs are not joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all the charts have in common.

    Attributes:
        low, high: Ends of the upright axis.
        first, last: Years at the ends of the other one.
        level: A value that gets a line of its own, such as a hundred.
    """

    low: Decimal
    high: Decimal
    first: int
    last: int
    level: Decimal | None = None

    def across(self) -> Scale:
        """Return the scale of years."""
        return Scale(self.first, self.last, PAD, WIDTH - PAD)

    def up(self) -> Scale:
        """Return the scale of values."""
        return Scale(float(self.low), float(self.high), HEIGHT - PAD, PAD)


def frame_of(lines: Sequence[Runs], level: Decimal | None = None) -> Frame:
    """Return the frame that holds every line: from nothing where nothing is near, else from the least."""
    points = [point for runs in lines for run in runs for point in run]
    values = [value for _, value in points] + ([level] if level is not None else [])
    least, most = min(values), max(values)
    low = Decimal(0) if 0 <= least < most / 2 else least
    years = [year for year, _ in points]
    return Frame(low=low, high=most, first=min(years), last=max(years), level=level)


def every(lines: Sequence[Runs], frame: Frame, name: str) -> Markup:
    """Return all the lines once, to be used behind each chart."""
    path = " ".join(_path(run, frame) for runs in lines for run in runs if len(run) > 1)
    return tag(
        "svg",
        tag("defs", tag("path", d=path, id=name)),
        width=0,
        height=0,
        class_="multiple-all",
        aria_hidden="true",
        focusable="false",
    )


def one(runs: Runs, frame: Frame, behind: str, label: str) -> Markup:
    """Return the chart of one line.

    Args:
        runs: Its years and values.
        frame: Of all of them.
        behind: Name under which all the lines are kept.
        label: The same in words.
    """
    across, up = frame.across(), frame.up()
    last_year, last = runs[-1][-1]
    base = float(frame.level) if frame.level is not None else float(frame.low)
    parts = [
        rule(PAD, up(base), WIDTH - PAD, up(base), "axis"),
        tag("use", href=f"#{behind}", class_="others"),
        *(tag("path", d=_path(run, frame), class_="own") for run in runs if len(run) > 1),
        *(
            tag("circle", cx=across(run[0][0]), cy=up(float(run[0][1])), r=2, class_="alone")
            for run in runs
            if len(run) == 1
        ),
        tag("circle", cx=across(last_year), cy=up(float(last)), r=3, class_="last"),
    ]
    return tag(
        "svg", *parts, viewBox=f"0 0 {WIDTH} {HEIGHT}", class_="multiple", role="img", aria_label=label
    )


def _path(run: Sequence[tuple[int, Decimal]], frame: Frame) -> str:
    across, up = frame.across(), frame.up()
    return "M" + "L".join(f"{across(year):g} {up(float(value)):g}" for year, value in run)

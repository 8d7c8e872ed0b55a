"""The chart of an indicator's own page: axes, target path, breaks and every published figure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from markupsafe import Markup

from luoshi.errors import Language
from luoshi.web import format as write
from luoshi.web.charts.model import Chart, Mark, Point
from luoshi.web.charts.scale import Scale, ticks, year_ticks
from luoshi.web.charts.tags import polyline, rule, tag, text

LINE = 16
"""Least distance between two labels, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The size of a drawing and the room around its plot."""

    width: int
    height: int
    left: int
    right: int = 16
    top: int = 34
    bottom: int = 30

    @property
    def base(self) -> int:
        """The lower edge of the plot."""
        return self.height - self.bottom


WIDE = Frame(width=1168, height=400, left=72, right=40)
NARROW = Frame(width=358, height=320, left=48, right=20)


@dataclass(frozen=True, slots=True)
class _Label:
    x: float
    y: float
    value: Decimal
    kind: str
    anchor: str | None


def large(chart: Chart, name: str, language: Language, frame: Frame = WIDE) -> Markup:
    """Draw a chart with axes; every figure is a link that the keyboard reaches.

    Args:
        chart: What to draw.
        name: Unique on the page, for the ids of title and description.
        language: Of the numbers on the axis.
        frame: ``WIDE`` or ``NARROW``.
    """
    if not (chart.points or chart.baseline or chart.targets):
        return Markup("")
    across, up, steps = _scales(chart, frame)
    parts = [
        tag("title", chart.title, id=f"{name}-t"),
        tag("desc", chart.description, id=f"{name}-d"),
        *_value_axis(steps, up, frame, chart.unit, language),
        *_time_axis(across, frame),
        *_breaks(chart, across, frame),
        *_path(chart, across, up),
        *(_run(pair, across, up, "gap") for pair in chart.gaps),
        *(_run(run, across, up, "line") for run in chart.segments if len(run) > 1),
        *_marks(chart, across, up),
        *(
            _point(point, across, up)
            for point in sorted(chart.points, key=lambda p: (p.current, not p.minor))
        ),
        *_labels(chart, across, up, frame, language),
    ]
    return tag(
        "svg",
        *parts,
        viewBox=f"0 0 {frame.width} {frame.height}",
        class_=f"chart-large tone-{chart.tone}",
        role="group",
        aria_labelledby=f"{name}-t {name}-d",
    )


def _scales(chart: Chart, frame: Frame) -> tuple[Scale, Scale, list[float]]:
    stretches = list(chain.from_iterable(chart.path))
    marks = [mark for mark in (chart.baseline, *chart.targets) if mark]
    xs = [p.x for p in chart.points] + [m.x for m in marks] + [x for x, _ in stretches]
    ys = [float(p.value) for p in chart.points] + [float(m.value) for m in marks]
    low, high = min(ys), max(ys)
    steps = ticks(0 if 0 < low < 0.35 * high and not chart.downwards else low, high)
    bottom, top = (frame.top, frame.base) if chart.downwards else (frame.base, frame.top)
    across = Scale(min(xs), max(xs), frame.left + 10, frame.width - frame.right)
    return across, Scale(steps[0], steps[-1], bottom, top), steps


def _value_axis(
    steps: list[float], up: Scale, frame: Frame, unit: str | None, language: Language
) -> list[Markup]:
    parts = [rule(frame.left, up(step), frame.width - frame.right + 10, up(step), "grid") for step in steps]
    digits = max((_digits(step) for step in steps), default=0)
    for step in steps:
        words = write.rounded(Decimal(repr(step)), digits, language)
        parts.append(text(frame.left - 8, up(step) + 4, words, "axis", "end"))
    if unit:
        parts.append(
            tag("text", unit, x=frame.left - 8, y=16, class_="axis unit", text_anchor="end", lang="zh-CN")
        )
    return parts


def _digits(step: float) -> int:
    return max(0, -int(Decimal(repr(step)).normalize().as_tuple().exponent))


def _time_axis(across: Scale, frame: Frame) -> list[Markup]:
    room = max(2, (frame.width - frame.left - frame.right) // 46)
    parts = [rule(frame.left, frame.base, frame.width - frame.right + 10, frame.base, "base")]
    for year in year_ticks(across.low, across.high, room):
        parts.append(rule(across(year), frame.base, across(year), frame.base + 5, "base"))
        parts.append(text(across(year), frame.base + 20, str(year), "axis", "middle"))
    return parts


def _breaks(chart: Chart, across: Scale, frame: Frame) -> list[Markup]:
    parts = []
    for number, cut in enumerate(chart.breaks, start=1):
        x = across(cut.x)
        badge = tag(
            "g",
            tag("title", cut.label),
            tag("circle", cx=x, cy=frame.top - 14, r=8, class_="break-badge"),
            text(x, frame.top - 10, str(number), "break-number", "middle"),
        )
        parts += [rule(x, frame.top - 6, x, frame.base, "break"), badge]
    return parts


def _path(chart: Chart, across: Scale, up: Scale) -> list[Markup]:
    return [
        rule(across(x1), up(float(y1)), across(x2), up(float(y2)), "path")
        for (x1, y1), (x2, y2) in chart.path
    ]


def _run(run: tuple[Point, ...], across: Scale, up: Scale, kind: str) -> Markup:
    return polyline([(across(p.x), up(float(p.value))) for p in run], kind)


def _marks(chart: Chart, across: Scale, up: Scale) -> list[Markup]:
    parts = []
    if chart.baseline:
        x, y = across(chart.baseline.x), up(float(chart.baseline.value))
        parts.append(
            _linked(chart.baseline, tag("rect", x=x - 4, y=y - 4, width=8, height=8, class_="baseline"))
        )
    for target in chart.targets:
        ring = tag("circle", cx=across(target.x), cy=up(float(target.value)), r=5, class_="target")
        parts.append(_linked(target, ring))
    return parts


def _linked(mark: Mark, shape: Markup) -> Markup:
    title = tag("title", mark.label)
    if mark.href is None:
        return tag("g", title, shape)
    return tag("a", title, shape, href=mark.href, aria_label=mark.label)


def _point(point: Point, across: Scale, up: Scale) -> Markup:
    kind = "minor" if point.minor else "current" if point.current else ""
    dot = tag(
        "circle",
        cx=across(point.x),
        cy=up(float(point.value)),
        r=6 if point.current else 3.5 if point.minor else 4,
        class_=f"point {kind}".strip(),
    )
    halo = tag("circle", cx=across(point.x), cy=up(float(point.value)), r=12, class_="halo")
    return tag("a", tag("title", point.label), halo, dot, href=point.href, aria_label=point.label)


def _labels(chart: Chart, across: Scale, up: Scale, frame: Frame, language: Language) -> list[Markup]:
    """Write the figures that matter beside their marks, moved apart where they would overlap."""
    wanted = [_mark_label(target, "target-label", -12, across, up, frame) for target in chart.targets]
    if chart.baseline:
        wanted.append(_mark_label(chart.baseline, "baseline-label", 20, across, up, frame))
    wanted += [_point_label(point, across, up, frame) for point in chart.points if point.current]
    return [
        text(label.x, label.y, write.number(label.value, language), label.kind, label.anchor)
        for label in _apart(wanted)
    ]


def _point_label(point: Point, across: Scale, up: Scale, frame: Frame) -> _Label:
    """Write the figure below its point, above it where the axis is too near."""
    x, anchor = _inside(across(point.x), frame)
    y = up(float(point.value))
    low = y + 24 > frame.base
    return _Label(x, y - 14 if low else y + 24, point.value, "point-label", anchor)


def _mark_label(mark: Mark, kind: str, below: int, across: Scale, up: Scale, frame: Frame) -> _Label:
    x, anchor = _inside(across(mark.x), frame)
    return _Label(x, up(float(mark.value)) + below, mark.value, kind, anchor)


def _inside(x: float, frame: Frame) -> tuple[float, str | None]:
    """Return where a label of a mark stands that neither leaves the drawing nor runs into the axis."""
    if x < frame.left + 30:
        return x - 8, None
    if x > frame.width - frame.right - 40:
        return x + 8, "end"
    return x, "middle"


def _apart(labels: list[_Label]) -> list[_Label]:
    placed: list[_Label] = []
    for label in sorted(labels, key=lambda item: item.y):
        y = label.y
        for other in placed:
            if abs(other.x - label.x) < 70 and y - other.y < LINE:
                y = other.y + LINE
        placed.append(_Label(label.x, y, label.value, label.kind, label.anchor))
    return placed

"""The small chart of a list: one size, one look, so that many can be compared at a glance."""

from __future__ import annotations

from itertools import chain

from markupsafe import Markup

from luoshi.web.charts.model import Chart, Mark, Point
from luoshi.web.charts.scale import Scale
from luoshi.web.charts.tags import polyline, rule, tag

WIDTH, HEIGHT, PAD = 168, 48, 7


def small(chart: Chart, name: str) -> Markup:
    """Draw a chart for a list, from the baseline to the first target.

    Args:
        chart: What to draw; the earliest target is the end of the time shown.
        name: Unique on the page, for the ids of title and description.
    """
    shown = _shown(chart)
    marks = [mark for mark in (chart.baseline, *shown.targets) if mark]
    if not marks and not shown.points:
        return Markup("")
    across, up = _scales(shown, marks)
    parts = [
        tag("title", chart.title, id=f"{name}-t"),
        tag("desc", chart.description, id=f"{name}-d"),
        *_path(shown, across, up),
        *(_break(b.x, across) for b in chart.breaks if across.low <= b.x <= across.high),
        *(_run(pair, across, up, "gap") for pair in shown.gaps),
        *(_run(run, across, up, "line") for run in shown.segments if len(run) > 1),
        *_ends(shown, across, up),
        *(_point(point, across, up) for point in shown.points if not point.minor),
    ]
    return tag(
        "svg",
        *parts,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        class_=f"chart-small tone-{chart.tone}",
        role="group",
        aria_labelledby=f"{name}-t {name}-d",
        width=WIDTH,
        height=HEIGHT,
    )


def _shown(chart: Chart) -> Chart:
    """Return the part of a chart between its baseline and its first target."""
    targets = chart.targets[:1]
    start = min((m.x for m in (chart.baseline, *targets) if m), default=None)
    if chart.level and targets:
        start = chart.path[0][0][0]
    points = tuple(p for p in chart.points if start is None or p.x >= start - 0.01)
    return Chart(
        title=chart.title,
        description=chart.description,
        unit=chart.unit,
        points=points,
        baseline=chart.baseline,
        targets=targets,
        level=chart.level,
        downwards=chart.downwards,
        tone=chart.tone,
    )


def _scales(chart: Chart, marks: list[Mark]) -> tuple[Scale, Scale]:
    stretches = list(chain.from_iterable(chart.path))
    xs = [p.x for p in chart.points] + [m.x for m in marks] + [x for x, _ in stretches]
    ys = [float(p.value) for p in chart.points] + [float(m.value) for m in marks]
    top, bottom = (HEIGHT - PAD, PAD) if chart.downwards else (PAD, HEIGHT - PAD)
    return Scale(min(xs), max(xs), PAD, WIDTH - PAD), Scale(min(ys), max(ys), bottom, top)


def _path(chart: Chart, across: Scale, up: Scale) -> list[Markup]:
    return [
        rule(across(x1), up(float(y1)), across(x2), up(float(y2)), "path")
        for (x1, y1), (x2, y2) in chart.path
    ]


def _break(x: float, across: Scale) -> Markup:
    return rule(across(x), 2, across(x), HEIGHT - 2, "break")


def _run(run: tuple[Point, ...], across: Scale, up: Scale, kind: str) -> Markup:
    return polyline([(across(p.x), up(float(p.value))) for p in run], kind)


def _ends(chart: Chart, across: Scale, up: Scale) -> list[Markup]:
    ends = []
    if chart.baseline:
        x, y = across(chart.baseline.x), up(float(chart.baseline.value))
        ends.append(tag("rect", x=x - 2.5, y=y - 2.5, width=5, height=5, class_="baseline"))
    ends += [
        tag("circle", cx=across(t.x), cy=up(float(t.value)), r=3.5, class_="target") for t in chart.targets
    ]
    return ends


def _point(point: Point, across: Scale, up: Scale) -> Markup:
    """Draw a figure as a link. Links of small charts are left out of the tab order: the row has its own."""
    dot = tag(
        "circle",
        cx=across(point.x),
        cy=up(float(point.value)),
        r=3.5 if point.current else 2,
        class_="point current" if point.current else "point",
    )
    return tag("a", tag("title", point.label), dot, href=point.href, tabindex=-1, aria_label=point.label)

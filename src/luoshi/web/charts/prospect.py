"""Where an indicator is heading: point, both intervals, target and newest figure, as server-made SVG."""

from __future__ import annotations

from markupsafe import Markup

from luoshi.evaluation.outlook.outlook import Outlook
from luoshi.web.charts.scale import Scale
from luoshi.web.charts.tags import rule, tag

WIDTH, HEIGHT, EDGE = 320, 40, 10
MIDDLE = HEIGHT / 2


def prospect(outlook: Outlook, label: str) -> Markup:
    """Return the drawing of an outlook, nothing where there is none; ``label`` says the same in words."""
    if outlook.low is None or outlook.high is None or outlook.point is None:
        return Markup("")
    lows, highs = ([one for one in side if one is not None] for side in (outlook.low, outlook.high))
    goal, last = float(outlook.record["goal"]), float(outlook.record["window"][-1]["value"])
    ends = [*lows, *highs, goal, last, outlook.point]
    across = Scale(min(ends), max(ends), EDGE, WIDTH - EDGE)
    low, high = ([across(one) for one in side] for side in (lows, highs))
    target, now = across(goal), across(last)
    return tag(
        "svg",
        rule(low[-1], MIDDLE, high[-1], MIDDLE, "wide"),
        rule(low[0], MIDDLE, high[0], MIDDLE, "span"),
        rule(now, MIDDLE - 8, now, MIDDLE + 8, "now"),
        tag("circle", cx=across(outlook.point), cy=MIDDLE, r=5, class_="value"),
        tag("path", d=f"M{target:g} {MIDDLE - 16:g}v32", class_="goal"),
        tag("path", d=f"M{target:g} {MIDDLE - 16:g}l8 4l-8 4z", class_="flag"),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        class_="prospect",
        role="img",
        aria_label=label,
    )

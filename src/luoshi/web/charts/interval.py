"""A value on a line from 0 to 100 with the interval around it, as server-made SVG."""

from __future__ import annotations

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 320, 26, 8


def interval(value: float, low: float, high: float, label: str) -> Markup:
    """Return the drawing; ``label`` says the same in words."""

    def x(of: float) -> str:
        return f"{EDGE + (WIDTH - 2 * EDGE) * min(max(of, 0.0), 100.0) / 100:.1f}"

    return Markup(
        '<svg class="interval" viewBox="0 0 {w} {h}" role="img" aria-label="{label}">'
        '<path class="axis" d="M{a} {m}H{b}M{a} {t}v10M{b} {t}v10"/>'
        '<path class="span" d="M{low} {m}H{high}"/><circle class="value" cx="{value}" cy="{m}" r="5"/></svg>'
    ).format(
        w=WIDTH,
        h=HEIGHT,
        label=label,
        a=x(0),
        b=x(100),
        m=HEIGHT / 2,
        t=HEIGHT / 2 - 5,
        low=x(low),
        high=x(high),
        value=x(value),
    )

"""Latency against size as a drawing (SVG), both on logarithmic scales."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 780, 420, 90, 190, 40, 50
COLOURS = ("#0b5c8a", "#b5432a", "#3d7a3a", "#7a4b94")

Series = Mapping[str, Sequence[tuple[float, float]]]
"""Points of each line: size and milliseconds."""


def write(path: Path, title: str, series: Series) -> None:
    """Write a drawing of some lines."""
    path.write_text("\n".join(_drawing(title, series)) + "\n", encoding="utf-8")


def _drawing(title: str, series: Series) -> Iterator[str]:
    points = [point for some in series.values() for point in some]
    across, up = _scale([size for size, _ in points]), _scale([taken for _, taken in points])
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="13">'
    )
    yield f"<title>{escape(title)}</title>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    yield f'<text x="{LEFT}" y="22">{escape(title)}</text>'
    for power in range(across[0], across[1] + 1):
        x = _x(10.0**power, across)
        yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#ddd"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>'
    for power in range(up[0], up[1] + 1):
        y = _y(10.0**power, up)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} ms</text>'
    for number, (name, some) in enumerate(series.items()):
        colour = COLOURS[number % len(COLOURS)]
        line = "L".join(f"{_x(size, across):.1f} {_y(taken, up):.1f}" for size, taken in sorted(some))
        yield f'<path d="M{line}" fill="none" stroke="{colour}" stroke-width="2"/>'
        for size, taken in some:
            yield f'<circle cx="{_x(size, across):.1f}" cy="{_y(taken, up):.1f}" r="3.5" fill="{colour}"/>'
        y = TOP + 10 + 20 * number
        yield f'<text x="{WIDTH - RIGHT + 16}" y="{y}" fill="{colour}">{escape(name)}</text>'
    yield f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 8}" text-anchor="middle">figures held</text>'
    yield "</svg>"


def _scale(values: Sequence[float]) -> tuple[int, int]:
    """Return the powers of ten between which all values lie."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _x(size: float, powers: tuple[int, int]) -> float:
    return LEFT + (math.log10(size) - powers[0]) / (powers[1] - powers[0]) * (WIDTH - LEFT - RIGHT)


def _y(taken: float, powers: tuple[int, int]) -> float:
    share = (math.log10(taken) - powers[0]) / (powers[1] - powers[0])
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

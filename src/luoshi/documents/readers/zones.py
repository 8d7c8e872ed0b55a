"""Where a page is set in columns, told from where its lines stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from luoshi.documents.readers.pdf_page import Box

FEWEST_LINES = 4
LEAST_WIDTH = 0.2
"""Of the page's width, that a column takes."""
LEAST_LETTERS = 8
"""On average in a line of running text; figures beside their names are no columns."""
_NEXT = 1.25
"""Distances of lines: what follows a column's last line within this belongs to the column."""


def columns_of(boxes: Sequence[Box], lengths: Sequence[int], width: float) -> list[list[int]]:
    """Return the lines of each column of running text, from left to right; none where there is one column.

    Lines that have another beside them make the columns. Those between them, and those that go on below
    without a gap, belong to them as well.

    Args:
        boxes: Of the lines of a page.
        lengths: Their numbers of characters.
        width: Of the page.
    """
    paired = _beside_others(boxes)
    if len(paired) < 2 * FEWEST_LINES:
        return []
    spans = _spans([boxes[i] for i in paired])
    top, bottom = min(boxes[i][1] for i in paired), max(boxes[i][3] for i in paired)
    columns = []
    for left, right in spans:
        within = [i for i, box in enumerate(boxes) if left - 1 <= box[0] and box[2] <= right + 1]
        own = [i for i in within if top - 1 <= boxes[i][1] and boxes[i][3] <= bottom + 1]
        if not is_text([boxes[i] for i in own], [lengths[i] for i in own], width):
            return []
        columns.append([*own, *_below(own, [i for i in within if boxes[i][1] > bottom], boxes)])
    return columns if len(columns) > 1 else []


def is_text(boxes: Sequence[Box], lengths: Sequence[int], width: float) -> bool:
    """Return whether lines are running text, by how many, how wide and how long they are."""
    if len(boxes) < FEWEST_LINES:
        return False
    across = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    return across >= LEAST_WIDTH * width and sum(lengths) >= LEAST_LETTERS * len(boxes)


def _below(own: Sequence[int], below: Sequence[int], boxes: Sequence[Box]) -> list[int]:
    """Return the lines that go on below a column."""
    tops = sorted(boxes[i][1] for i in own)
    pitch = median(b - a for a, b in pairwise(tops))
    last, found = tops[-1], []
    for i in sorted(below, key=lambda i: boxes[i][1]):
        if boxes[i][1] - last > _NEXT * pitch:
            break
        found.append(i)
        last = boxes[i][1]
    return found


def _beside_others(boxes: Sequence[Box]) -> list[int]:
    down = sorted(range(len(boxes)), key=lambda i: boxes[i][1])
    paired: set[int] = set()
    for at, i in enumerate(down):
        _, top, _, bottom = boxes[i]
        for j in down[at + 1 :]:
            other = boxes[j]
            if other[1] > bottom:
                break
            overlap = min(bottom, other[3]) - other[1]
            apart = other[0] >= boxes[i][2] or boxes[i][0] >= other[2]
            if apart and overlap > 0.5 * min(bottom - top, other[3] - other[1]):
                paired |= {i, j}
    return sorted(paired)


def _spans(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """Return the stretches of a page's width that boxes cover."""
    spans: list[tuple[float, float]] = []
    for left, _, right, _ in sorted(boxes):
        if spans and left <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], right))
        else:
            spans.append((left, right))
    return spans

"""Which domain each row of an indicator table belongs to.

A domain is printed once for several rows. Text taken from a page splits such a cell over two rows,
or prints it beside a row that is not its first; rules of the language put it back and say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from luoshi.statements.indicator_words import themes, tidy, words


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainLabel:
    """A label and the body row it is printed on (its first printed part)."""

    row: int
    text: str
    parts: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDomain:
    """The domain of one row and what was repaired to find it."""

    text: str | None
    doubts: tuple[str, ...] = ()


def domains(labels: Sequence[str | None], names: Sequence[str], *, trusted: bool) -> list[RowDomain]:
    """Return the domain of every row.

    Args:
        labels: The domain cell of each row as printed, ``None`` or empty where there is none.
        names: The indicator of each row.
        trusted: The table says how many rows a cell spans, so labels stand on their first rows.
    """
    found = _joined(_printed(labels))
    if not found:
        return [RowDomain(text=None) for _ in names]
    if trusted or found[0].row == 0:
        firsts = [label.row for label in found]
        moved = firsts if trusted else _moved(found, names)
    else:
        firsts = [label.row for label in found]
        moved = _centred(found, len(names))
    return _filled(found, firsts, moved, len(names))


def _printed(labels: Sequence[str | None]) -> list[DomainLabel]:
    """Return each label once: a merged cell may be repeated on every row it spans."""
    found: list[DomainLabel] = []
    above = ""
    for row, label in enumerate(labels):
        text = tidy(label or "")
        if text and text != above:
            found.append(DomainLabel(row=row, text=text))
        above = text or above
    return found


def _joined(labels: list[DomainLabel]) -> list[DomainLabel]:
    """Join the parts of a split cell: ``文化`` and, on the next row, ``影响力``."""
    joined: list[DomainLabel] = []
    for label in labels:
        if joined and _continues(joined[-1], label):
            whole = joined[-1]
            joined[-1] = replace(whole, text=whole.text + label.text, parts=whole.parts + 1)
        else:
            joined.append(label)
    return joined


def _continues(above: DomainLabel, label: DomainLabel) -> bool:
    """Say whether a label is the next part of the one above it.

    A part is on the very next row, and is a single character, or a word that never is a domain by
    itself (影响力, 福祉), or a second word of the same theme (绿色, 生态).
    """
    tails = words()["domains"]["tails"]
    length = len(above.text) + len(label.text)
    if label.row != above.row + above.parts or length > words()["domains"]["longest"]:
        return False
    if len(label.text) == 1 or (len(above.text) == above.parts and above.parts == 1):
        return True
    if any(len(above.text) > len(tail) and above.text.endswith(tail) for tail in tails):
        return False
    same = themes(above.text, "label") & themes(label.text, "label")
    return label.text in tails or (bool(same) and len(above.text) == len(label.text) == 2)


def _moved(labels: list[DomainLabel], names: Sequence[str]) -> list[int]:
    """Return each label's first row, moved up where the rows above speak of it and not of the one above."""
    firsts = [label.row for label in labels]
    for place in range(1, len(labels)):
        mine, theirs = (themes(labels[p].text, "label") for p in (place, place - 1))
        row = firsts[place]
        while row - 1 > firsts[place - 1]:
            about = themes(names[row - 1], "indicator")
            if not about & mine or about & theirs:
                break
            row -= 1
        firsts[place] = row
    return firsts


def _centred(labels: list[DomainLabel], rows: int) -> list[int]:
    """Return first rows for labels printed in the middle of their rows.

    Chooses the contiguous groups whose middles are nearest to the labels (least absolute distance,
    by dynamic programming over the last row of each group).
    """
    middles = [label.row + (label.parts - 1) / 2 for label in labels]
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for place, middle in enumerate(middles):
        following: dict[int, tuple[float, list[int]]] = {}
        last = place == len(middles) - 1
        for first, (cost, chosen) in best.items():
            for end in [rows] if last else range(labels[place].row + 1, labels[place + 1].row + 1):
                if first > labels[place].row:
                    continue
                distance = cost + abs((first + end - 1) / 2 - middle)
                if end not in following or distance < following[end][0]:
                    following[end] = (distance, [*chosen, first])
        best = following
    return best[rows][1]


def _filled(labels: list[DomainLabel], printed: list[int], firsts: list[int], rows: int) -> list[RowDomain]:
    filled = [RowDomain(text=None)] * rows
    for place, label in enumerate(labels):
        end = firsts[place + 1] if place + 1 < len(labels) else rows
        joined = ("domain-joined",) if label.parts > 1 else ()
        for row in range(firsts[place], end):
            moved = row < printed[place] or (place + 1 < len(labels) and row >= printed[place + 1])
            filled[row] = RowDomain(text=label.text, doubts=joined + (("domain-moved",) if moved else ()))
    return filled

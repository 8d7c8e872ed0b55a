"""How printed pages are set: margins, columns, size of type, distance of lines, notes at the foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from luoshi.documents import furniture
from luoshi.documents.folding import HAN, fold_width
from luoshi.documents.lines import Line, finished, marked_line
from luoshi.documents.readers.pdf_page import Char, PrintedLine
from luoshi.documents.readers.zones import columns_of

PITCH = 1.35
_BIG = 1.15
_SMALL = 0.92
_USUAL = 0.6
"""Sizes of type: a line this near to where paragraphs begin begins one."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FIRST_NUMBER = re.compile(rf"[0-9]{{1,2}}(?=[ .]?[{HAN}《“])")
_SUPERSCRIPT = re.compile("[⁰¹²³⁴-⁹]{1,2}")
_BEFORE_NOTE = re.compile(rf"[{HAN}，。、；：！？）》”%]")


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the lines of a column begin and end."""

    left: float
    right: float


class Setting:
    """How the lines of a file are set."""

    def __init__(self, pages: Sequence[Sequence[PrintedLine]], widths: Sequence[float]) -> None:
        lines = [line for page in pages for line in page]
        sizes = [size for line in lines for size in [round(line.size, 1)] * len(line.chars)]
        self.size = median(sizes) if sizes else 10.0
        types = [size for line in lines for size in [_inner_size(line)] * len(line.chars)]
        self._type = median(types) if types else 10.0
        self._whole = _measure(lines)
        self._columns = [_columns(page, width) for page, width in zip(pages, widths, strict=True)]
        steps = [below.top - above.top for above, below in pairwise(lines)]
        near = [step for step in steps if 0 < step < 5 * self.size]
        self.pitch = median(near) if near else 1.5 * self.size
        above = {round(_inner_size(line)) for line in lines if _inner_size(line) > _BIG * self._type}
        big = sorted(above, reverse=True)
        self._depths = {size: depth for depth, size in enumerate(big[:4], 1)}
        self._inset = self._usual_inset(lines)

    def _usual_inset(self, lines: Sequence[PrintedLine]) -> float | None:
        """Return how far right of the margin paragraphs begin, if most that are inset begin there."""
        insets = Counter(
            round((line.left - self._whole.left) / self.size * 2) for line in lines if self._inside(line)
        )
        if not insets:
            return None
        most, count = insets.most_common(1)[0]
        return most / 2 if count >= 3 and count * 2 >= insets.total() else None

    def _inside(self, line: PrintedLine) -> bool:
        return 1.2 < (line.left - self._whole.left) / self.size < 3

    def measures(self, index: int, lines: Sequence[PrintedLine]) -> list[Measure]:
        """Return, for each line of a page, where the lines of its column begin and end."""
        columns = self._columns[index]
        return [columns.get(line, self._whole) for line in lines]

    def line(
        self, printed: PrintedLine, start: int, above: PrintedLine | None, page: int, measure: Measure
    ) -> Line | None:
        """Return a printed line as the joiner wants it, ``None`` for furniture."""
        folded = fold_width(printed.text)
        if furniture.is_page_mark(folded.strip()) or furniture.is_furniture(folded.strip()):
            return None
        line = marked_line(folded, start)
        distance = printed.top - above.top if above else 0.0
        inset = (printed.left - measure.left) / self.size
        usual = self._inset is not None and abs(inset - self._inset) < _USUAL
        return replace(
            line,
            depth=self._depths.get(round(_inner_size(printed))) if len(printed.chars) <= 60 else None,
            indented=inset > 1.2,
            begins=usual if self._inset is not None else None,
            gap=1 if distance > PITCH * max(self.pitch, printed.size) else 0,
            full=printed.right >= measure.right - (1.5 if finished(line) else 5) * self.size,
            page=page,
        )

    def notes(self, lines: Sequence[PrintedLine]) -> dict[PrintedLine, PrintedLine]:
        """Return the lines of the notes at the foot of a page, as they are to be read.

        They are small, stand last, and begin with a number that is raised there or in the text above.
        """
        foot: list[PrintedLine] = []
        for line in sorted(lines, key=lambda line: line.top, reverse=True):
            if _inner_size(line) > _SMALL * self._type:
                break
            foot.insert(0, line)
        above = "".join(line.text for line in lines if line not in set(foot))
        known = {number.translate(_LOWERED) for number in _SUPERSCRIPT.findall(above)}
        read = [_with_number_raised(line, known) for line in foot]
        first = next((i for i, line in enumerate(read) if begins_note(line.text)), len(foot))
        return dict(zip(foot[first:], read[first:], strict=True))


def begins_note(text: str) -> bool:
    """Return whether a line begins with the raised number of a note."""
    return _SUPERSCRIPT.match(text.lstrip()) is not None


def _with_number_raised(line: PrintedLine, known: set[str]) -> PrintedLine:
    number = _FIRST_NUMBER.match(line.text)
    if number is None or number[0] not in known:
        return line
    raised = [replace(char, text=char.text.translate(_RAISED)) for char in line.chars[: number.end()]]
    return replace(line, chars=(*raised, *line.chars[number.end() :]))


def _inner_size(line: PrintedLine) -> float:
    """Return the height of most of a line's characters."""
    return median(char.box[3] - char.box[1] for char in line.chars if not char.text.isspace())


def with_raised_numbers(line: PrintedLine) -> PrintedLine:
    """Return a line whose small raised numbers after words, or at its start, are written as such (⁰ to ⁹)."""
    inked = [char for char in line.chars if not char.text.isspace()]
    size = median(char.box[3] - char.box[1] for char in inked)
    middle = median((char.box[1] + char.box[3]) / 2 for char in inked)
    if len(inked) < 3 or all(char.box[3] - char.box[1] > 0.8 * size for char in inked):
        return line
    chars: list[Char] = []
    for char in line.chars:
        height, at = char.box[3] - char.box[1], (char.box[1] + char.box[3]) / 2
        small = height <= 0.8 * size and at < middle - 0.05 * size
        before = next((one.text for one in reversed(chars) if not one.text.isspace()), "")
        noted = not before or _BEFORE_NOTE.match(before) or _SUPERSCRIPT.match(before)
        raised = small and char.text.isascii() and char.text.isdigit() and noted
        chars.append(replace(char, text=char.text.translate(_RAISED)) if raised else char)
    return replace(line, chars=tuple(chars))


def _measure(lines: Sequence[PrintedLine]) -> Measure:
    left = _common([line.left for line in lines], smallest=True)
    return Measure(left, _common([line.right for line in lines], smallest=False))


def _common(values: Iterable[float], *, smallest: bool) -> float:
    """Return the outermost edge that a tenth of the lines share."""
    counts = Counter(round(value / 3) for value in values)
    total = sum(counts.values())
    shared = [edge for edge, _ in counts.items() if sum(counts[edge + d] for d in (-1, 0, 1)) * 10 >= total]
    edges = shared or list(counts) or [0]
    return 3.0 * (min(edges) if smallest else max(edges))


def _columns(lines: Sequence[PrintedLine], width: float) -> Mapping[PrintedLine, Measure]:
    """Return where the columns of running text are, by the lines that stand in one."""
    boxes = [(line.left, line.top, line.right, line.bottom) for line in lines]
    found: dict[PrintedLine, Measure] = {}
    for column in columns_of(boxes, [len(line.chars) for line in lines], width):
        own = [lines[i] for i in column]
        found |= dict.fromkeys(own, _measure(own))
    return found

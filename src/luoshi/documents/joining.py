"""Lines become paragraphs: a sentence that a line end, a page mark or a picture has cut is put together.

Rules, in order, for a line that follows an open paragraph:

* a number, a heading mark, a list mark or a caption begins something new — except that a list mark after a
  page mark, in the middle of a sentence, is an artefact and is ignored;
* an indented line begins something new;
* a line after an unfinished sentence continues it, across blank lines, page marks and captions;
* in text with hard line ends, a line after one that reaches the right edge continues it;
* where columns of a page are out of order, a line that begins like the next one begins something new.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise

from luoshi.documents import furniture
from luoshi.documents.draft import Part, Pieces
from luoshi.documents.lines import HEADING_LENGTH, Line, finished, looks_like_heading

_QUANTITY = re.compile(r"[0-9]\s*(?:%|‰|[万亿个项家户元人座条所件吨千平公米张台套处次])")
_IMAGE_GAP = 2
_CAPTION_LENGTH = 60
_HARD_WRAPPED_LINES = 5
_NARROWEST = 12
"""Lines that break earlier are headings over their paragraphs, not wrapped text."""
_MARKED_HEADINGS = 2
"""A file that marks this many headings marks all of them: a short line is then no heading."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph under construction."""

    lines: list[Line]
    kind: str
    after: list[Part] = field(default_factory=list)

    @property
    def open(self) -> bool:
        """Whether its last words still want a continuation."""
        return self.kind in ("paragraph", "item") and not finished(self.lines[-1])

    def part(self) -> Part:
        first = self.lines[0]
        pieces: Pieces = tuple((line.start, line.end) for line in self.lines)
        heading = self.kind == "heading"
        kind = "heading" if heading else "item" if self.kind == "item" else "paragraph"
        return Part(
            kind=kind,  # type: ignore[arg-type]
            pieces=pieces,
            depth=first.depth if heading else None,
            heading=heading,
            page=first.page,
        )


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file is set.

    Attributes:
        width: Width of its lines where they have hard ends, else ``None``.
        shapes: Whether headings are told by their shape, because the file marks none.
    """

    width: int | None
    shapes: bool

    @classmethod
    def of(cls, lines: list[Line]) -> Manner:
        """Return how the lines of a file are set."""
        return cls(wrap_width(lines), sum(1 for line in lines if line.depth) < _MARKED_HEADINGS)


def join(lines: list[Line], manner: Manner) -> list[Part]:
    """Return the paragraphs, headings and captions that the lines make."""
    width = manner.width
    parts: list[Part] = []
    current: _Paragraph | None = None
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        after = lines[i + 1] if i + 1 < len(lines) else None
        if _is_caption(line, before, after):
            caption = Part(kind="caption", pieces=((line.start, line.end),), page=line.page)
            (current.after if current else parts).append(caption)
        elif line.note:
            _add_note(line, current.after if current else parts)
        elif current and _continues(line, current, width) and not _parallel(line, after, current):
            current.lines.append(line)
        else:
            _close(current, parts)
            current = _Paragraph([line], _kind(line, after, width, manner.shapes))
    _close(current, parts)
    return parts


def _add_note(line: Line, parts: list[Part]) -> None:
    """Put a note of the page's foot behind the paragraph that it stands in."""
    piece = (line.start, line.end)
    if line.note == "goes on" and parts:
        parts[-1] = replace(parts[-1], pieces=(*parts[-1].pieces, piece))
    else:
        parts.append(Part(kind="paragraph", pieces=(piece,), page=line.page))


def _close(paragraph: _Paragraph | None, parts: list[Part]) -> None:
    if paragraph:
        parts.append(paragraph.part())
        parts += paragraph.after


def wrap_width(lines: list[Line]) -> int | None:
    """Return the width of hard-wrapped text, or ``None`` when line ends are paragraph ends."""
    tight = [len(a.text) for a, b in pairwise(lines) if b.gap == 0 and not _starts_new(b)]
    if len(tight) < _HARD_WRAPPED_LINES:
        return None
    widest = sorted(tight)[-max(1, len(tight) // 20)]
    near = sum(1 for n in tight if widest - 4 <= n <= widest + 4)
    return widest if near >= 0.6 * len(tight) and _NARROWEST <= widest <= 120 else None


def _starts_new(line: Line) -> bool:
    return bool(line.label or line.depth or line.bullet or line.indented or line.whole)


def _full(line: Line, width: int | None) -> bool:
    if line.full is not None:
        return line.full
    return width is not None and len(line.text) >= width - 4


def _continues(line: Line, current: _Paragraph, width: int | None) -> bool:
    last = current.lines[-1]
    cut = line.gap > 0 or line.marked
    if line.depth or line.indented or line.whole:
        return False
    if line.label:
        return current.open and _out_of_sequence(line, last, current)
    if line.bullet:
        return cut and current.open and len(last.text) > HEADING_LENGTH // 2
    if current.kind == "heading":
        return not cut and last.depth is None and (_full(last, width) or _title_goes_on(line, current))
    hard = width is not None or last.full is not None
    if current.open:
        return cut or not hard or _full(last, width) or _goes_on_below(last, line)
    return hard and not cut and _full(last, width)


def _goes_on_below(last: Line, line: Line) -> bool:
    """Whether a line that ends early goes on below it: paragraphs of the file are inset, this line is not."""
    return line.begins is False and (last.begins is True or not last.indented)


def _title_goes_on(line: Line, current: _Paragraph) -> bool:
    """A title printed on two lines: ``…第十四个五年规划`` / ``和二〇三五年远景目标纲要``."""
    first = current.lines[0]
    return first.label is None and line.text[:1] in "和及与暨" and looks_like_heading(line)


def _out_of_sequence(line: Line, last: Line, current: _Paragraph) -> bool:
    """A number inside a cut sentence that no counting explains: ``…推动`` / ``一、二、三产业融合``."""
    label = line.label
    assert label is not None
    return bool(
        label.rule.name in ("chapter", "item")
        and label.ordinal not in (1, None)
        and line.marked
        and last.text[-1:] in "，、,"
    )


def _parallel(line: Line, after: Line | None, current: _Paragraph) -> bool:
    """Siblings that begin alike are beginnings: ``树立交通运输标杆…`` before ``树立生态环境标杆…``."""
    return (
        after is not None
        and line.gap == after.gap == 1
        and not line.marked
        and line.text[:2] == after.text[:2]
        and current.lines[-1].text[-1:] not in "，、"
    )


def _kind(line: Line, after: Line | None, width: int | None, shapes: bool) -> str:
    if line.depth:
        return "heading"
    if line.label:
        return "heading" if _stands_alone(line, width) else "item"
    if line.bullet:
        return "item"
    if line.bold and looks_like_heading(line):
        return "heading"
    return "heading" if shapes and _plain_heading(line, after, width) else "paragraph"


def _stands_alone(line: Line, width: int | None) -> bool:
    """A numbered line that holds nothing but its title; one that states a figure is an item of a list."""
    title = line.text.rstrip("。：:*_ ")
    short = len(title) <= HEADING_LENGTH and not any(mark in title for mark in "。；！？;")
    if _QUANTITY.search(title):
        return False
    return short and (finished(line) or not _full(line, width))


def _plain_heading(line: Line, after: Line | None, width: int | None) -> bool:
    if not looks_like_heading(line) or after is None or after.marked or after.whole is False:
        return False
    if line.begins and after.begins is False and not (after.indented or after.label or after.depth):
        return False
    if _full(line, width) or (width is not None and len(line.text) > 0.8 * width):
        return False
    return after.text[:1] not in "，。、；：）”》"


def _is_caption(line: Line, before: Line | None, after: Line | None) -> bool:
    """A figure's title, a photographer's credit, or the line under a picture."""
    if line.depth or line.note:
        return False
    if line.label and line.label.rule.name == "figure" and len(line.text) <= _CAPTION_LENGTH:
        return True
    if line.label or line.bullet:
        return False
    if furniture.is_credit(line.text) or furniture.CREDIT_AT_END.search(line.text):
        return True
    return _date_of_issue(line, before, after) or _under_picture(line, before, after)


def _date_of_issue(line: Line, before: Line | None, after: Line | None) -> bool:
    """A date alone below who issued it, or at the end; one above a paragraph may open a chronicle."""
    alone = furniture.DATE_ALONE.fullmatch(line.text) is not None
    return alone and (after is None or (before is not None and furniture.is_credit(before.text)))


def _under_picture(line: Line, before: Line | None, after: Line | None) -> bool:
    """A short line after the hole a picture left, followed by a credit or by another hole."""
    if line.gap <= _IMAGE_GAP or len(line.text) > _CAPTION_LENGTH or before is None or after is None:
        return False
    return finished(line) and (furniture.is_credit(after.text) or after.gap > _IMAGE_GAP)


def gap_noise(lines: list[Line]) -> bool:
    """Return whether the text has holes inside its words, as text made from a PDF has."""
    counts: Counter[bool] = Counter()
    for line in lines:
        if line.depth is None and len(line.text) > HEADING_LENGTH:
            counts[True] += line.text.count(" ")
            counts[False] += len(line.text)
    return counts[True] * 400 > counts[False]

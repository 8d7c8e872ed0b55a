"""Parts become clean text with an exact map back to the raw text.

The parts are laid one after the other in one long string beside an array of raw offsets; then a few passes
over the whole string drop what is not text (emphasis, gaps inside words and numbers). Nothing is ever added
but separators: one line feed between blocks and between rows of a table, a tab between cells.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luoshi.documents.draft import Grid, Part
from luoshi.documents.folding import WIDE, fold_punctuation
from luoshi.documents.model import Block, Cell, Table
from luoshi.documents.numbering import read_label

_JOIN, _ROW, _KEPT = "\x1f", "\x1e", "\xa0"

_MARKUP = re.compile(
    r"""
    (?=[*\\!\[\]<&\u200b-\u200f\u2060\ufeff\u00ad]) (?:
    [\u200b-\u200f\u2060\ufeff\u00ad]          # zero width
    | \*{2,}                                   # bold
    | (?<![*\w])\*(?=[^\s*][^*\n]*[^\s*\\]\*(?![*\w])) | (?<=[^\s*\d])\*(?![*\w])  # italic
    | \\(?=[\\`*_{}\[\]()#+.!|>~-])            # escapes
    | !\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)       # pictures
    | \[(?=[^\[\]\n]{1,200}\]\((?:https?:|/|\#)[^)\n]{0,500}\))  # links
    | \]\((?:https?:|/|\#)[^)\n]{0,500}\)
    | <br[ ]?/?> | &nbsp; | </?(?:b|strong|i|em|u|sup|sub|span|font)\b[^<>\n]{0,200}>
    )
    """,
    re.VERBOSE,
)
_MARKUP_SIGN = re.compile(r"[*\\\[<&\u200b-\u200f\u2060\ufeff\u00ad]")
_NOTE = re.compile(r"(?m)^\[1\]")
"""The first of the notes that some reports print at their end."""
_NOTE_MARK = re.compile(rf"(?<=[{WIDE}%0-9A-Za-z])\[[0-9]{{1,2}}\]")
"""What refers to a note; example: ``地区生产总值[2]9027.1亿元``."""
_RAISED = re.compile(rf"(?m)(?<=[{WIDE}%])[ {_JOIN}]?[⁰¹²³⁴-⁹]{{1,2}}|^[⁰¹²³⁴-⁹]{{1,2}}")
"""What refers to a note, printed raised, and the number the note begins with; example: ``增长5.5%²，``."""
_LEAD_IN = re.compile(r"\*\*[^*\n]{1,20}\*\*(?= +\S)")
_GAP = re.compile(f"[ \u3000{_JOIN}]+")
_HEADING_GAP = re.compile(r"(?<=[^\s、。：，；）)])[ \u3000]+(?=\S)")
_SPREAD = re.compile(r"\S(?:[ \u3000]+\S)+")
_LIST_NUMBER = re.compile(r"[0-9]{1,2}[.．] +(?=[0-9])")
_WIDE = re.compile(f"[{WIDE}]")
_EDGE = "\n\t" + _ROW
_GROUPED = re.compile(rf"[0-9]{{1,3}}(?:[ {_KEPT}][0-9]{{3}})+(?:\. ?[0-9]+)?(?=[{_EDGE}])")


def _inside(text: str) -> str:
    """Return the text of a piece, free of what separates blocks and cells."""
    return text.replace("\n", _JOIN).replace("\t", " ")


def _final(text: str) -> str:
    return text.replace(_JOIN, " ").replace(_KEPT, " ").replace(_ROW, "\n")


@dataclass(slots=True)
class _Tape:
    """A string and, beside it, where each of its characters comes from."""

    text: str
    offsets: array[int]

    def drop(self, spans: Iterable[tuple[int, int]]) -> None:
        """Cut out the given stretches, which come in order."""
        texts: list[str] = []
        offsets = array("q")
        last = 0
        for start, end in spans:
            texts.append(self.text[last:start])
            offsets += self.offsets[last:start]
            last = end
        if last:
            self.text = "".join([*texts, self.text[last:]])
            self.offsets = offsets + self.offsets[last:]


@dataclass(frozen=True, slots=True)
class Composed:
    """Clean text, its map, and what stands where; ``parts`` goes with ``blocks`` one to one."""

    text: str
    raw_offsets: array[int]
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]
    tables: tuple[Table, ...]


def compose(raw_length: int, folded: str, parts: Iterable[Part], *, noisy: bool) -> Composed:
    """Lay out the parts.

    Args:
        raw_length: Length of the raw text.
        folded: The raw text with width folded.
        parts: In reading order.
        noisy: Whether words have holes, so that even a heading's gaps are closed.
    """
    chosen = list(parts)
    tape = _lay_out(folded, chosen, noisy)
    if _MARKUP_SIGN.search(tape.text):
        tape.drop(match.span() for match in _MARKUP.finditer(tape.text))
    if _NOTE.search(tape.text):
        tape.drop(match.span() for match in _NOTE_MARK.finditer(tape.text))
    if _RAISED.search(tape.text):
        tape.drop(match.span() for match in _RAISED.finditer(tape.text))
    tape.text = fold_punctuation(tape.text)
    tape.drop(_gaps(tape.text))
    chosen = _drop_empty(tape, chosen)
    closing = tape.offsets[-1] + 1 if tape.offsets else 0
    tape.offsets.append(min(closing, raw_length))
    return _build(tape, chosen)


def _lay_out(folded: str, parts: list[Part], noisy: bool) -> _Tape:
    identity = array("q", range(len(folded) + 1))
    tape = _Tape("", array("q"))
    texts: list[str] = []
    offsets = tape.offsets
    for part in parts:
        if texts:
            texts.append("\n")
            offsets.append(offsets[-1] if offsets else 0)
        for piece, span in _pieces(folded, part, noisy):
            texts.append(piece)
            if span is None:
                offsets.append(offsets[-1] if offsets else 0)
            else:
                offsets += identity[span[0] : span[1]]
    tape.text = "".join(texts)
    return tape


_Laid = Iterator[tuple[str, tuple[int, int] | None]]


def _pieces(folded: str, part: Part, noisy: bool) -> _Laid:
    """Yield the text of a part and where it comes from; separators come from nowhere."""
    if part.grid is not None:
        yield from _grid_pieces(folded, part.grid)
        return
    for i, (start, end) in enumerate(part.pieces):
        if i:
            yield _JOIN, None
        text = _inside(folded[start:end])
        yield _keep_spaces(text, part, noisy) if i == 0 else text, (start, end)


def _keep_spaces(text: str, part: Part, noisy: bool) -> str:
    """Mark the spaces that carry meaning: inside a heading, after a lead-in, before a number's digits."""
    if " " not in text and "\u3000" not in text:
        return text
    if part.heading:
        return _keep_heading_spaces(text, noisy)
    if text.startswith("**") and (lead := _LEAD_IN.match(text)):
        return text[: lead.end()] + _KEPT + text[lead.end() + 1 :]
    number = _LIST_NUMBER.match(text)
    return text[: number.end() - 1] + _KEPT + text[number.end() :] if number else text


def _keep_heading_spaces(text: str, noisy: bool) -> str:
    if _SPREAD.fullmatch(text.strip("*_ ")):
        return text
    if noisy:
        label = read_label(text)
        at = label.end if label and label.rule.name in ("box", "figure", "table") else None
        return text[:at] + _KEPT + text[at + 1 :] if at and text[at : at + 1] == " " else text
    return _HEADING_GAP.sub(lambda match: _KEPT * len(match[0]), text)


def _grid_pieces(folded: str, grid: Grid) -> _Laid:
    for r, row in enumerate(grid.rows):
        if r:
            yield _ROW, None
        printed = [slot for slot in row if slot is not None]
        for c, slot in enumerate(printed):
            if c:
                yield "\t", None
            for i, (start, end) in enumerate(slot.pieces):
                if i:
                    yield " ", None
                yield folded[start:end].replace("\n", " ").replace("\t", " "), (start, end)


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of white space that are holes in words and numbers."""
    for match in _GAP.finditer(text):
        start, end = match.span()
        if not _is_hole(text, start, end):
            start += 1
        if start < end:
            yield start, end


def _is_hole(text: str, start: int, end: int) -> bool:
    before = text[start - 1 : start]
    after = text[end : end + 1]
    if not before or not after or before in _EDGE or after in _EDGE:
        return True
    if before == _KEPT or after == _KEPT or _WIDE.match(before) or _WIDE.match(after):
        return True
    if before.isdigit():
        if after.isdigit() and "\t" in text:
            return _grouped(text, start, end)
        decimal = after == "." and text[end + 1 : end + 2].isdigit()
        return decimal or after in "%‰℃" or _broken(text, start, end)
    return before == "." and after.isdigit() and text[start - 2 : start - 1].isdigit()


def _grouped(text: str, start: int, end: int) -> bool:
    """Whether a cell holds nothing but a number with its thousands set apart: ``8 500``."""
    left = 1 + max(text.rfind(edge, 0, start) for edge in _EDGE)
    number = _GROUPED.match(text, left)
    return (number is not None and number.end() > end) or _broken(text, start, end)


def _broken(text: str, start: int, end: int) -> bool:
    """Digits on both sides of a line end are one number."""
    return text[end].isdigit() and text[start:end] == _JOIN


def _drop_empty(tape: _Tape, parts: list[Part]) -> list[Part]:
    """Drop parts of which nothing is left, with their separators."""
    pieces = tape.text.split("\n") if parts else []
    if all(piece.strip(f" {_ROW}\t{_KEPT}") for piece in pieces):
        return parts
    spans, kept, at = [], [], 0
    for part, piece in zip(parts, pieces, strict=True):
        if piece.strip(f" {_ROW}\t{_KEPT}"):
            kept.append(part)
        else:
            spans.append((at, at + len(piece) + 1))
        at += len(piece) + 1
    tape.drop(spans)
    if tape.text.endswith("\n"):
        tape.drop([(len(tape.text) - 1, len(tape.text))])
    return kept


def _build(tape: _Tape, parts: list[Part]) -> Composed:
    blocks: list[Block] = []
    tables: list[Table] = []
    at = 0
    for part, piece in zip(parts, tape.text.split("\n") if parts else [], strict=True):
        table = None
        if part.grid is not None:
            table = len(tables)
            tables.append(_table(part.grid, piece, at, table))
        blocks.append(Block(kind=part.kind, start=at, end=at + len(piece), page=part.page, table=table))
        at += len(piece) + 1
    text = _final(tape.text)
    return Composed(text, tape.offsets, tuple(blocks), tuple(parts), tuple(tables))


def _table(grid: Grid, text: str, start: int, index: int) -> Table:
    cells: list[Cell] = []
    width = max((len(row) for row in grid.rows), default=0)
    filled: list[list[str]] = [[""] * width for _ in grid.rows]
    at = start
    for r, (row, line) in enumerate(zip(grid.rows, text.split(_ROW), strict=True)):
        words = iter(line.split("\t"))
        for c, slot in enumerate(row):
            if slot is None:
                continue
            word = _final(next(words))
            _fill(filled, word, r, c, slot.row_span, slot.column_span)
            if word:
                cells.append(
                    Cell(
                        row=r,
                        column=c,
                        text=word,
                        start=at,
                        end=at + len(word),
                        row_span=slot.row_span,
                        column_span=slot.column_span,
                    )
                )
            at += len(word) + 1
        if all(slot is None for slot in row):
            at += 1
    return Table(
        index=index,
        caption=grid.caption,
        rows=tuple(map(tuple, filled)),
        cells=tuple(cells),
        start=start,
        end=start + len(text),
        page=grid.page,
    )


def _fill(filled: list[list[str]], word: str, row: int, column: int, row_span: int, column_span: int) -> None:
    for r in range(row, min(row + row_span, len(filled))):
        for c in range(column, min(column + column_span, len(filled[r]))):
            filled[r][c] = word

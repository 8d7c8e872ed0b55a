"""Plain text and markdown."""

from __future__ import annotations

from dataclasses import replace

from luoshi.documents import furniture
from luoshi.documents.draft import Draft, Grid, Part
from luoshi.documents.folding import fold_width
from luoshi.documents.joining import gap_noise, join
from luoshi.documents.lines import HEADING_LENGTH, Line, cut
from luoshi.documents.repair import joined
from luoshi.documents.text_tables import Found, find


def read(raw: str, media_type: str) -> Draft:
    """Return the draft of a text."""
    folded = fold_width(raw)
    tables = find(folded)
    lines = cut(_without(folded, tables))
    parts = _parts(lines, _joined(tables, lines))
    return Draft(raw=raw, folded=folded, parts=tuple(parts), media_type=media_type, noisy=gap_noise(lines))


def _parts(lines: list[Line], tables: list[Found]) -> list[Part]:
    parts: list[Part] = []
    for table in tables:
        above = [line for line in lines if line.start < table.start]
        lines = lines[len(above) :]
        caption = _caption(above)
        parts += join(above[:-1] if caption else above)
        if caption:
            parts.append(Part(kind="caption", pieces=((caption.start, caption.end),)))
        parts.append(_table_part(table.grid, caption))
    return parts + join(lines)


def _without(folded: str, tables: list[Found]) -> str:
    """Blank out the tables' lines at the same length."""
    for table in tables:
        blank = "".join("\n" if char == "\n" else " " for char in folded[table.start : table.end])
        folded = folded[: table.start] + blank + folded[table.end :]
    return folded


def _joined(tables: list[Found], lines: list[Line]) -> list[Found]:
    done: list[Found] = []
    for table in tables:
        if done:
            last = done[-1]
            between = any(last.end <= line.start < table.start for line in lines)
            one = None if between else joined(last.grid, table.grid, only_furniture_between=not between)
            if one:
                done[-1] = Found(one, last.start, table.end)
                continue
        done.append(table)
    return done


def _caption(above: list[Line]) -> Line | None:
    """The short line right above a table names it."""
    if not above or above[-1].gap < 0:
        return None
    line = above[-1]
    short = len(line.text) <= HEADING_LENGTH and not any(mark in line.text for mark in "。；！？")
    numbered = line.label is not None and line.label.rule.name != "table"
    return line if short and not numbered and not line.depth and not furniture.is_credit(line.text) else None


def _table_part(grid: Grid, caption: Line | None) -> Part:
    name = caption.text.strip("*_ ") if caption else None
    return Part(kind="table", grid=replace(grid, caption=name))

"""Plain text and markdown."""

from __future__ import annotations

from luoshi.documents.assembling import assemble
from luoshi.documents.draft import Draft, Grid
from luoshi.documents.folding import fold_width
from luoshi.documents.joining import gap_noise
from luoshi.documents.lines import Line, cut
from luoshi.documents.text_tables import Found, find


def read(raw: str, media_type: str) -> Draft:
    """Return the draft of a text."""
    folded = fold_width(raw)
    tables = find(folded)
    lines = cut(_without(folded, tables))
    return Draft(
        raw=raw,
        folded=folded,
        parts=assemble(_merged(lines, tables)),
        media_type=media_type,
        noisy=gap_noise(lines),
    )


def _without(folded: str, tables: list[Found]) -> str:
    """Blank out the tables' lines at the same length."""
    if not tables:
        return folded
    texts, last = [], 0
    for table in tables:
        lines = folded[table.start : table.end].split("\n")
        texts += [folded[last : table.start], "\n".join(" " * len(line) for line in lines)]
        last = table.end
    return "".join([*texts, folded[last:]])


def _merged(lines: list[Line], tables: list[Found]) -> list[Line | Grid]:
    items: list[tuple[int, Line | Grid]] = [(line.start, line) for line in lines]
    items += [(table.start, table.grid) for table in tables]
    return [item for _, item in sorted(items, key=lambda pair: pair[0])]

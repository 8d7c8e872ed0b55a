"""What a page break does to a table is undone.

A table that goes on overleaf repeats its header there: the two are joined, the second header is dropped, and
a cell that one of the headers has lost is completed from the other.
"""

from __future__ import annotations

import re
from dataclasses import replace

from luoshi.documents.draft import Grid, Row, Slot

_SPACE = re.compile(r"[\s*\u3000]+")


def plain(text: str) -> str:
    """Return a cell's words without spaces and emphasis, to compare cells by."""
    return _SPACE.sub("", text)


def joined(first: Grid, second: Grid, *, only_furniture_between: bool) -> Grid | None:
    """Return one grid if the second continues the first, else ``None``.

    Args:
        first: The table above.
        second: The table below.
        only_furniture_between: Whether nothing but page marks and blank lines stands between them.
    """
    if not first.rows or not second.rows or len(first.rows[0]) != len(second.rows[0]):
        return None
    if same_header(first.rows[0], second.rows[0]):
        header = _completed(first.rows[0], second.rows[0])
        return replace(first, rows=(header, *first.rows[1:], *second.rows[1:]))
    if only_furniture_between and second.caption is None:
        return replace(first, rows=(*first.rows, *second.rows))
    return None


def same_header(first: Row, second: Row) -> bool:
    """Return whether two rows are prints of one header, either of which may have lost cells."""
    both = [(a.text, b.text) for a, b in zip(first, second, strict=True) if a and b and a.text and b.text]
    return len(both) >= 2 and all(a == b for a, b in both)


def _completed(first: Row, second: Row) -> Row:
    return tuple(_better(a, b) for a, b in zip(first, second, strict=True))


def _better(a: Slot | None, b: Slot | None) -> Slot | None:
    return b if a is not None and not a.text and b is not None and b.text else a

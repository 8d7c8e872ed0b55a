"""What each column of an indicator table holds, from its header and from its cells.

Headers are not believed blindly: a header row may have lost a cell (its labels then stand one column
to the left), or a label may be blank. Labels are placed by content, in their printed order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, cast

from luoshi.statements.indicator_cells import read_cell
from luoshi.statements.indicator_words import attribute, is_unit, pattern, tidy, words

Role = Literal[
    "number", "unit", "attribute", "owner", "note", "name", "domain", "baseline", "target", "average", "blank"
]
Shape = Literal["number", "unit", "attribute", "value", "text", "blank"]

_LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        role: What it holds.
        year: For figures, the year they are about (the last one of a span).
        since: For averages and totals, the first year of the span if it is printed.
        inferred: The year is not printed and follows from the plan's years.
    """

    role: Role
    year: int | None = None
    since: int | None = None
    inferred: bool = False


_FITS: dict[Role, tuple[Shape, ...]] = {
    "number": ("number", "value"),
    "unit": ("unit", "text", "blank"),
    "attribute": ("attribute", "text", "blank"),
    "owner": ("text", "blank"),
    "note": ("text", "blank"),
    "name": ("text",),
    "domain": ("text", "blank"),
    "baseline": ("value", "number", "blank"),
    "target": ("value", "number", "text", "blank"),
    "average": ("value", "number", "text", "blank"),
}
"""Which shapes of cells agree with a label, the usual one first."""


def is_header(row: Sequence[str]) -> bool:
    """Say whether a row holds nothing but the words of a header."""
    cells = [tidy(cell) for cell in row if cell.strip()]
    return bool(cells) and all(map(_header_word, cells)) and any(_label(cell) for cell in cells)


def plan_year(text: str) -> int | None:
    """Return the last year a text names, by number or by five-year plan (十四五 ends in 2025)."""
    years = [int(year) for year in pattern("header", "year").findall(text)]
    plans = pattern("header", "five_year_plan").findall(text)
    years += [2010 + 5 * "一二三四五六七".index(plan) for plan in plans]
    return max(years, default=None)


def _header_word(cell: str) -> bool:
    if len(cell) > _LONGEST_LABEL:
        return False
    known = rf"(?:(?:{words()['header']['also']})[()\d年—-]*)+"
    return bool(_label(cell) or re.fullmatch(known, cell))


def _label(cell: str) -> Column | None:
    """Read one header cell."""
    text = tidy(cell)
    year = plan_year(text)
    if pattern("header", "average").search(text):
        years = [int(found) for found in pattern("header", "year").findall(text)]
        return Column(role="average", year=year, since=min(years) if len(years) > 1 else None)
    late, early = (pattern("header", name).search(text) for name in ("target", "baseline"))
    if year or re.fullmatch(rf"(?:{words()['header']['also']})", text):
        return Column(role="baseline" if early and not late else "target", year=year)
    bare = re.sub(r"\([^()]*\)$", "", text) or text
    for role in words()["roles"]:
        if pattern("roles", role).fullmatch(text) or pattern("roles", role).fullmatch(bare):
            return Column(role=cast(Role, role))
    return None


def columns(headers: Sequence[Sequence[str]], body: Sequence[Sequence[str]], caption: str) -> list[Column]:
    """Return what each column holds.

    Args:
        headers: Every header row, also those repeated after a page break; rows that directly follow one
            another are joined into one before.
        body: The other rows, of equal width.
        caption: The line above the table; it may name the plan's years.
    """
    cells = [[row[place] for row in body] for place in range(len(body[0]))]
    shapes = [_shape(column) for column in cells]
    placed: dict[int, Column] = {}
    for header in sorted(headers, key=lambda row: -sum(1 for cell in row if cell.strip())):
        labels = [(place, label) for place, cell in enumerate(header) if (label := _label(cell))]
        for column, label in _align(labels, shapes).items():
            placed.setdefault(column, label)
    found = _named(placed, shapes, cells)
    bounded = {place for place, column in enumerate(cells) if 3 * sum(map(_is_bound, column)) > len(column)}
    return _years(found, bounded, plan_year(tidy(caption)))


def _shape(cells: Sequence[str]) -> Shape:
    """Return what most cells of a column are."""
    texts = [tidy(cell) for cell in cells]
    filled = [text for text in texts if read_cell(text).kind != "empty"]
    if not filled:
        return "value" if any(texts) else "blank"
    if 2 * len(filled) > len(texts) and _counts(filled):
        return "number"
    kinds = Counter(_kind(text) for text in filled)
    return max(sorted(kinds), key=lambda kind: kinds[kind])


def _counts(texts: Sequence[str]) -> bool:
    if len(texts) < 2 or not all(text.isdecimal() for text in texts):
        return False
    return all(int(b) == int(a) + 1 for a, b in pairwise(texts))


def _kind(text: str) -> Shape:
    if attribute(text):
        return "attribute"
    if is_unit(text):
        return "unit"
    return "value" if read_cell(text).kind == "number" else "text"


def _align(labels: Sequence[tuple[int, Column]], shapes: Sequence[Shape]) -> dict[int, Column]:
    """Place labels on columns in their order, each where the cells agree with it.

    A label on its printed column scores 6, on another with the usual cells 5, on one whose cells are
    possible 3, left out 0; the best total is found by dynamic programming (as for a longest common
    subsequence). A column that counts 1, 2, 3 takes figures only where another is labelled 序号.
    """
    numbered = any(label.role == "number" for _, label in labels)
    above: list[tuple[int, tuple[tuple[int, Column], ...]]] = [(0, ())] * (len(shapes) + 1)
    for printed, label in labels:
        row = [above[0]]
        for column, shape in enumerate(shapes):
            options = [above[column + 1], row[column]]
            if shape in _FITS[label.role] and (shape != "number" or numbered or label.role == "number"):
                score, chosen = above[column]
                gain = 6 if column == printed else 5 if shape == _FITS[label.role][0] else 3
                options.append((score + gain, (*chosen, (column, label))))
            row.append(max(options, key=lambda option: option[0]))
        above = row
    return dict(above[-1][1])


def _named(
    placed: dict[int, Column], shapes: Sequence[Shape], cells: Sequence[Sequence[str]]
) -> list[Column]:
    """Give the columns without a label the role their cells show."""
    found: list[Column] = []
    texts = _text_roles(placed, shapes, cells)
    for column, shape in enumerate(shapes):
        if column in placed:
            found.append(placed[column])
        elif shape == "text":
            found.append(Column(role=texts[column]))
        else:
            found.append(Column(role="target" if shape == "value" else shape))
    return found


def _text_roles(
    placed: dict[int, Column], shapes: Sequence[Shape], cells: Sequence[Sequence[str]]
) -> dict[int, Role]:
    """Return roles for text columns without a label.

    The column with the most different texts holds the names, one to the left of the names the
    domains, any other is a note.
    """
    free = [column for column, shape in enumerate(shapes) if shape == "text" and column not in placed]
    roles: dict[int, Role] = dict.fromkeys(free, "note")
    name = next((column for column, label in placed.items() if label.role == "name"), None)
    if name is None and free:
        name = max(free, key=lambda column: len({cell for cell in cells[column] if cell.strip()}))
        roles[name] = "name"
    if name is not None and all(label.role != "domain" for label in placed.values()):
        left = [column for column in free if column < name]
        if left:
            roles[left[-1]] = "domain"
    return roles


def _is_bound(cell: str) -> bool:
    """Say whether a figure carries words like 以上 or 左右: what has been measured does not."""
    reading = read_cell(cell)
    return reading.kind == "number" and reading.comparator != "eq"


def _years(found: list[Column], bounded: set[int], caption: int | None) -> list[Column]:
    """Tell the baseline from the targets and complete years that follow from the plan."""
    figures = [place for place, column in enumerate(found) if column.role in ("baseline", "target")]
    first = _baseline_year(sorted({year for place in figures if (year := found[place].year)}))
    for place in figures:
        column = found[place]
        if column.role == "target" and column.year == first is not None and place not in bounded:
            found[place] = replace(column, role="baseline")
    for place in figures:
        if found[place].year is None:
            found[place] = _with_year(found, place, figures, caption)
    return found


def _baseline_year(years: list[int]) -> int | None:
    """Return the last year before the first gap of three years or more: 2019, *2020*, 2025, 2035."""
    return next((year for year, following in pairwise(years) if following - year >= 3), None)


def _with_year(found: list[Column], place: int, figures: list[int], caption: int | None) -> Column:
    """Give a figure column its year: a baseline that of the plan before, a lone target the caption's."""
    column = found[place]
    following = [year for p in figures if p > place and (year := found[p].year)]
    others = [found[p] for p in figures if p != place]
    lone = column.role == "target" and all(other.role == "baseline" for other in others)
    if following and place == figures[0] and min(following) % 5 == 0:
        return replace(column, role="baseline", year=min(following) - 5, inferred=True)
    if caption and lone:
        return replace(column, year=caption, inferred=True)
    if caption and column.role == "baseline":
        return replace(column, year=caption - 5, inferred=True)
    return column

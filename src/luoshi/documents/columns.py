"""What the columns of a table hold, told from their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

CellKind = Literal["empty", "void", "number", "year", "text"]

_VOID = re.compile(r"[-—_－–/\\·.…*]{1,4}|ı|无|暂无|N/?A|n/?a")
_NUMBER = re.compile(
    r"(?:[<>≥≤＜＞±+\-约近超]|大于|小于|不低于|不少于|不超过|高于|低于|超过|(?:全国|全省|国内)?(?:前|第)){0,2}"
    r"\d[\d,，.．/~\-—至]*(?:%|‰|℃|[万亿]|[个位名]|元|以上|以下|以内|左右|[＊*])*"
)
_YEAR = re.compile(
    r".{0,6}(?:19|20)\d\d年?.{0,6}|.{0,8}(?:目标|基期|完成|现状|实际|预期|规划)(?:值|数|年)?|“?十[一二三四五六]五”?.{0,4}"
)


def cell_kind(text: str) -> CellKind:
    """Return what a cell's words (without spaces) are."""
    if not text:
        return "empty"
    if _VOID.fullmatch(text):
        return "void"
    if _NUMBER.fullmatch(text):
        return "number"
    return "year" if _YEAR.fullmatch(text) and len(text) <= 14 else "text"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Attributes:
        kind: ``number`` or ``text``.
        counting: Whether it numbers the rows.
        loss: How likely a row has lost its cell here (0 to 3): labels that hold for several rows are merged,
            and a merged label leaves empty cells or none.
    """

    kind: Literal["number", "text"]
    counting: bool
    loss: int


_LABEL = re.compile(r"(?:领域|类别|分类|类型|维度|板块|方面|属性|一级指标|大类|部门|区域).{0,2}")


def profile(cells: Sequence[str], header: str = "", *, outer: bool = False) -> Column:
    """Return what a column of body cells holds.

    Args:
        cells: Their words without spaces.
        header: The column's header.
        outer: Whether it is the first or the last column.
    """
    counts = Counter(map(cell_kind, cells))
    numbers = counts["number"] + counts["void"]
    integers = [int(cell) for cell in cells if cell.isdecimal() and len(cell) < 4]
    counting = len(integers) >= 3 and integers == list(range(integers[0], integers[0] + len(integers)))
    kind: Literal["number", "text"] = "number" if numbers > counts["text"] + counts["year"] else "text"
    signs = (counts["empty"] > 0, _LABEL.fullmatch(header) is not None, outer)
    return Column(kind, counting and kind == "number", sum(signs) if kind == "text" else 0)


def fits(text: str, column: Column, *, header: bool) -> int:
    """Return how well a cell's words go into a column; below zero they do not."""
    kind = cell_kind(text)
    if kind == "empty":
        return 0
    if header:
        return _header_fits(text, kind, column)
    if kind == "void":
        return 1 if column.kind == "number" and not column.counting else -1
    if (kind == "number") != (column.kind == "number"):
        return -3
    if kind == "number" and column.counting:
        return 3 if text.isdecimal() and len(text) < 4 else -3
    return 2


def _header_fits(text: str, kind: CellKind, column: Column) -> int:
    if text in ("序号", "编号", "No.", "№"):
        return 3 if column.counting else -3
    if column.counting:
        return -3
    wants_number = kind in ("year", "number")
    return 2 if wants_number == (column.kind == "number") else -2

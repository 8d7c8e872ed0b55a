"""Where a person finds a stretch of clean text in the file."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from luoshi.documents.model import Block, Document

_Box = tuple[float, float, float, float]


def locate(document: Document, start: int, end: int) -> dict[str, Any]:
    """Return a locator for a clean span; see ``Document.locator``.

    In a table: table, row and column, counted from 1. In a PDF: page and boxes, besides.
    In a workbook: sheet and cell, besides. Else: the paragraph
    (from 1) and the characters within it (from 1, inclusive).
    """
    found: dict[str, Any] = {}
    index = bisect_right(document.blocks, start, key=lambda block: block.start) - 1
    block = document.blocks[index] if 0 <= index < len(document.blocks) else None
    if block is not None and block.table is not None:
        found |= _in_table(document, block, start)
    if document.locations and "sheet" in document.locations[0]:
        found |= _on_sheet(document, start)
    elif document.locations:
        found |= _on_pages(document, start, end)
    return found or _in_paragraph(block, index, start, end)


def _in_paragraph(block: Block | None, index: int, start: int, end: int) -> dict[str, Any]:
    if block is None:
        return {"characters": [start + 1, end]}
    return {"paragraph": index + 1, "characters": [start - block.start + 1, end - block.start]}


def _in_table(document: Document, block: Block, start: int) -> dict[str, Any]:
    assert block.table is not None
    cells = document.tables[block.table].cells
    at = bisect_right(cells, start, key=lambda cell: cell.start) - 1
    if at >= 0 and start < cells[at].end:
        return {"table": block.table + 1, "row": cells[at].row + 1, "column": cells[at].column + 1}
    return {"table": block.table + 1}


def _on_sheet(document: Document, start: int) -> dict[str, Any]:
    """Return the sheet and the name of the cell the span begins in."""
    offset = document.raw_offsets[start]
    at = bisect_right(document.locations, offset, key=lambda sheet: sheet["starts"][0]) - 1
    sheet = document.locations[max(at, 0)]
    cell = sheet["cells"][max(bisect_right(sheet["starts"], offset) - 1, 0)]
    return {"sheet": sheet["sheet"], "cell": cell} if cell else {"sheet": sheet["sheet"]}


def _on_pages(document: Document, start: int, end: int) -> dict[str, Any]:
    """Return the page the span begins on with a box for every printed line; further pages under ``also``."""
    pages: list[dict[str, Any]] = []
    for offset in document.raw_offsets[start : max(end, start + 1)]:
        at = bisect_right(document.locations, offset, key=lambda page: page["start"]) - 1
        location = document.locations[max(at, 0)]
        first = 4 * (offset - location["start"])
        left, top, right, bottom = location["boxes"][first : first + 4] or (0.0, 0.0, 0.0, 0.0)
        if not pages or pages[-1]["page"] != location["page"]:
            pages.append({"page": location["page"], "boxes": []})
        _add(pages[-1]["boxes"], (left, top, right, bottom))
    for page in pages:
        page["boxes"] = [[round(edge, 1) for edge in box] for box in page["boxes"]]
    return pages[0] | ({"also": pages[1:]} if len(pages) > 1 else {})


def _add(boxes: list[_Box], box: _Box) -> None:
    """Widen the last box when the character stands on the same printed line."""
    if boxes:
        left, top, right, bottom = boxes[-1]
        if min(bottom, box[3]) - max(top, box[1]) > 0.5 * min(bottom - top, box[3] - box[1]):
            boxes[-1] = (min(left, box[0]), min(top, box[1]), max(right, box[2]), max(bottom, box[3]))
            return
    boxes.append(box)

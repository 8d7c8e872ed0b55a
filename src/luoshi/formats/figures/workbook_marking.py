"""Writing problems into a copy of a workbook, where the reporter looks for them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from luoshi.errors import Language, Problem
from luoshi.formats.figures.workbook import COLUMNS, HEADS, SHEET
from luoshi.formats.sheet import BODY_FONT, HEAD_FONT, Column, frame, write_heads

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_FILL = "FFC7CE"
_INK = "9C0006"
_WORDS: dict[str, dict[str, str]] = {
    "zh": {"column": "需要改正", "sheet": "问题清单", "where": "位置", "what": "问题", "do": "怎样改正"},
    "en": {"column": "To be corrected", "sheet": "Problems", "where": "Where", "what": "Problem", "do": "Do"},
}


def mark(book: Workbook, problems: Sequence[Problem], language: Language = "zh") -> bytes:
    """Return a workbook with problems written beside their cells; nothing entered is changed."""
    from luoshi.formats.figures.workbook_reading import cells_of

    if SHEET in book.sheetnames:
        sheet = book[SHEET]
        by_row: dict[int, list[tuple[str, Problem]]] = {}
        for problem, letter, row in cells_of(problems):
            by_row.setdefault(row, []).append((letter, problem))
        for row, found in by_row.items():
            _mark_row(sheet, row, found, language)
        if by_row:
            _head(sheet, language)
    _list(book, problems, language)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _mark_row(sheet: Worksheet, row: int, found: Sequence[tuple[str, Problem]], language: Language) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    fill = PatternFill("solid", fgColor=_FILL)
    by_cell: dict[str, list[str]] = {}
    for letter, problem in found:
        by_cell.setdefault(letter, []).append(_words(problem, language))
    for letter, lines in by_cell.items():
        cell = sheet[f"{letter}{row}"]
        cell.fill = fill
        cell.comment = Comment("\n".join(lines), "luoshi", width=320, height=40 + 40 * len(lines))
    beside = sheet.cell(row, len(COLUMNS) + 1, "\n".join(text for some in by_cell.values() for text in some))
    beside.data_type = "s"
    beside.fill = fill
    beside.font = Font(name=BODY_FONT, size=11, color=_INK)
    beside.alignment = Alignment(vertical="center", wrap_text=True)


def _head(sheet: Worksheet, language: Language) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    cell = sheet.cell(HEADS, len(COLUMNS) + 1, _WORDS[language]["column"])
    cell.font = Font(name=HEAD_FONT, size=11, color=_INK)
    cell.fill = PatternFill("solid", fgColor=_FILL)
    sheet.column_dimensions[get_column_letter(len(COLUMNS) + 1)].width = 60


def _list(book: Workbook, problems: Sequence[Problem], language: Language) -> None:
    """Write every problem on a sheet that comes first."""
    words = _WORDS[language]
    if words["sheet"] in book.sheetnames:
        book.remove(book[words["sheet"]])
    sheet = book.create_sheet(words["sheet"], 0)
    columns = tuple(
        Column(heading=words[name], width=width) for name, width in (("where", 34), ("what", 50), ("do", 50))
    )
    write_heads(sheet, 1, columns)
    for at, problem in enumerate(problems, start=2):
        where = problem.place.words(language)
        for number, text in enumerate((where, problem.what(language), problem.remedy(language)), start=1):
            cell = sheet.cell(at, number, text)
            cell.data_type = "s"
    frame(sheet, 1, 1 + len(problems), len(columns))
    book.active = 0


def _words(problem: Problem, language: Language) -> str:
    stop = "。" if language == "zh" else ". "
    return f"{problem.what(language)}{stop}{problem.remedy(language)}{stop.strip()}"

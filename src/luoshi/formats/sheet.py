"""How a sheet of ours looks: titles, heads, rows, frame and print set-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any, Literal

from luoshi.evaluation import words
from luoshi.evaluation.inputs import decimals

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEAD_FONT, BODY_FONT, NUMBER_FONT = "黑体", "仿宋", "Times New Roman"
_LINE_POINTS = 15.0
_MARGIN = "_)"
"""Keeps a number off the right edge by the width of a bracket."""
_WIDE = 1.05
"""A Chinese character is a little wider than two digits."""
_PIXELS, _PADDING, _PIXELS_PER_INCH = 7, 5, 96
_PAGE_WIDTH, _PAGE_HEIGHT = 10.6, 6.9
"""Inches inside the margins of A4 landscape, a little less than there are."""
_GRID, _EDGE, _FILL = "8C8C8C", "404040", "EDEFF2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: heading, width in half-width characters, side, and whether it shows shares."""

    heading: str
    width: float
    right: bool = False
    share: bool = False


@dataclass(frozen=True, slots=True)
class Bounded:
    """A number with the word that bounds it (50以上): kept as a number, shown with the word.

    Attributes:
        group, comparator: Where ``evaluation.words`` has the word.
    """

    value: Decimal
    group: str
    comparator: str

    def shown(self) -> str:
        """Return the words of the cell."""
        return words.text(self.group, self.comparator, "zh", value=words.number(self.value))

    def number_format(self) -> str:
        """Return the number format that shows them."""
        mark = "\x00"
        around = words.text(self.group, self.comparator, "zh", value=mark)
        before, _, after = around.partition(mark)
        return f"{_quoted(before)}{_digits(self.value)}{_quoted(after)}{_MARGIN}"


def _quoted(text: str) -> str:
    return f'"{text}"' if text else ""


def _digits(value: Decimal) -> str:
    places = decimals(value)
    return f"0.{'0' * places}" if places else "0"


def set_plain_font(book: Workbook) -> None:
    """Make widths be counted in digits of a font that is everywhere, or has a twin of the same width."""
    from openpyxl.styles import Font

    book._named_styles["Normal"].font = Font(name=NUMBER_FONT, size=11)  # type: ignore[attr-defined]


def write_top(sheet: Worksheet, title: str, lines: Sequence[str], columns: int) -> None:
    """Write a title and lines below it over all columns."""
    from openpyxl.styles import Alignment, Font

    for at, text in enumerate((title, *lines), start=1):
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=columns)
        cell = sheet.cell(at, 1, text)
        top = at == 1
        cell.font = Font(name=HEAD_FONT if top else BODY_FONT, size=18 if top else 11)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.row_dimensions[at].height = 32 if top else 20 + 16 * (len(text) // 90)


def write_heads(sheet: Worksheet, at: int, columns: Sequence[Column]) -> None:
    """Write the headings and set the widths."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    for number, column in enumerate(columns, start=1):
        cell = sheet.cell(at, number, column.heading)
        cell.font = Font(name=HEAD_FONT, size=11)
        cell.fill = PatternFill("solid", fgColor=_FILL)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[at].height = 34


def write_row(
    sheet: Worksheet, at: int, values: Sequence[Any], columns: Sequence[Column], lines: int | None = None
) -> None:
    """Write a row; words are never taken for a formula.

    Args:
        sheet: The sheet.
        at: Row, from 1.
        values: One for each column; a ``Decimal`` keeps the digits it has.
        columns: The columns.
        lines: Height in lines of text; ``None`` makes it high enough for the longest cell.
    """
    from openpyxl.styles import Alignment, Font

    for number, (value, column) in enumerate(zip(values, columns, strict=True), start=1):
        plain = value.value if isinstance(value, Bounded) else value
        cell = sheet.cell(at, number, plain)
        numeric = isinstance(plain, Decimal | int)
        if isinstance(plain, str):
            cell.data_type = "s"
        if isinstance(plain, Decimal):
            cell.number_format = _format_of(value, column)
        cell.font = Font(name=NUMBER_FONT if numeric else BODY_FONT, size=11)
        side = _side(number, plain, column)
        indent = 1 if side == "left" else 0
        wrap = lines is None and not numeric
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=wrap, indent=indent)
    needed = lines or max(_lines(value, column) for value, column in zip(values, columns, strict=True))
    sheet.row_dimensions[at].height = _LINE_POINTS * needed + 6


def _side(number: int, value: Any, column: Column) -> Literal["left", "center", "right"]:
    if number == 1 or value == "—" or (column.width <= 14 and not column.right):
        return "center"
    return "right" if column.right else "left"


def _format_of(value: Any, column: Column) -> str:
    if isinstance(value, Bounded):
        return value.number_format()
    return ("0.0%" if column.share else _digits(value)) + _MARGIN


def _lines(value: Any, column: Column) -> int:
    shown = value.shown() if isinstance(value, Bounded) else str(value if value is not None else "")
    room = (column.width - 2) / _WIDE
    return sum(max(1, ceil(words.columns(part) / room)) for part in shown.split("\n"))


def frame(sheet: Worksheet, first: int, last: int, columns: int) -> None:
    """Draw a fine grid with a stronger edge and a line below the headings."""
    from openpyxl.styles import Border, Side

    thin, thick = Side(style="thin", color=_GRID), Side(style="medium", color=_EDGE)
    for at in range(first, last + 1):
        for number in range(1, columns + 1):
            sheet.cell(at, number).border = Border(
                left=thick if number == 1 else thin,
                right=thick if number == columns else thin,
                top=thick if at == first else thin,
                bottom=thick if at in (first, last) else thin,
            )


def print_setup(sheet: Worksheet, heads: int, footer: tuple[str, str, str]) -> None:
    """Set A4 landscape, one page wide, headings on every page.

    Args:
        sheet: The sheet.
        heads: Row of the headings.
        footer: Left, middle and right.
    """
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{heads}:{heads}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.45
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.65, 0.3, 0.3
    if sheet.oddFooter is not None:
        parts = (sheet.oddFooter.left, sheet.oddFooter.center, sheet.oddFooter.right)
        for part, text in zip(parts, footer, strict=True):
            part.text = text


def break_pages(
    sheet: Worksheet, heads: int, last: int, starts: Sequence[int], columns: Sequence[Column]
) -> None:
    """Print at the scale that fits the width, and begin a page where a group would be torn.

    Args:
        sheet: The sheet; its rows have heights.
        heads: Row of the headings, printed on every page.
        last: Last row.
        starts: Rows where groups begin.
        columns: The columns.
    """
    from openpyxl.worksheet.pagebreak import Break

    width = sum(column.width * _PIXELS + _PADDING for column in columns) / _PIXELS_PER_INCH
    scale = min(1.0, _PAGE_WIDTH / width)
    sheet.sheet_properties.pageSetUpPr = None
    sheet.page_setup.scale = int(scale * 100)
    room = _PAGE_HEIGHT * 72 / scale
    height = {at: sheet.row_dimensions[at].height or 15.0 for at in range(1, last + 1)}
    used = sum(height[at] for at in range(1, heads + 1))
    for start, end in zip(starts, [*starts[1:], last + 1], strict=True):
        group = sum(height[at] for at in range(start, end))
        if used + group > room and used > height[heads]:
            sheet.row_breaks.append(Break(id=start - 1))
            used = height[heads]
        used += group

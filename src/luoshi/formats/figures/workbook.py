"""The reporting workbook that the system writes: locked cells, drop-downs, the last value beside the new one.

``workbook_reading`` reads it back; the sheet ``_form`` is hidden and holds what each row asks for, so that
a locked cell that was changed all the same is noticed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING

from luoshi.evaluation import words
from luoshi.formats.figures.asking import Ask, Form
from luoshi.formats.figures.lines import UNCHANGED, heading
from luoshi.formats.packing import settled
from luoshi.formats.sheet import BODY_FONT, Column, frame, print_setup, set_plain_font, write_heads, write_top
from luoshi.vocabulary.period import Period

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SHEET, HELP, HIDDEN = "填报", "填报说明", "_form"
LAYOUT = "2"
"""Of the workbook; one of another layout is not read."""
HEADS = 4
"""Row of the headings; figures begin below it."""
YES_WORD = "是"

COLUMNS: tuple[tuple[str, float], ...] = (
    ("number", 6),
    ("name", 30),
    ("place", 11),
    ("period", 14),
    ("unit", 12),
    ("definition", 18),
    ("dimensions", 16),
    ("last", 20),
    ("value", 14),
    ("unchanged", 9),
    ("stage", 12),
    ("note", 26),
    ("progress", 30),
    ("obstacles", 26),
    ("next_steps", 26),
    ("parts", 26),
    ("basis", 30),
    ("due", 16),
    ("indicator", 14),
)
"""Columns of the sheet to fill in, in order, with their width in digits."""

ENTERED = frozenset(("value", "unchanged", "stage", "note", "progress", "obstacles", "next_steps", "parts"))
"""Columns a reporter fills in; the others are locked."""
OF_PARTS = frozenset(("value", "unchanged", "stage", "note"))
"""Those of them that the row of a part has."""
KEPT = ("indicator", "name", "place", "period", "unit", "definition", "dimensions")
"""Fields of a row that the hidden sheet keeps."""

_OWN_HEADINGS = {
    "number": "序号",
    "last": "最近一期数值",
    "basis": "依据",
    "due": "报送期限",
    "parts": "其他分组",
}
_EMPTY_FILL, _MARKED_FILL = "FFF9DB", "FFD7D2"
_FOOTER = ("", "第 &P 页，共 &N 页", "")


def write_workbook(form: Form) -> bytes:
    """Return the workbook of a form; the same form gives the same bytes."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = "luoshi"
    book.properties.title = form.title
    book.remove(book.worksheets[0])
    set_plain_font(book)
    sheet = book.create_sheet(SHEET)
    _head(sheet, form)
    for at, ask in enumerate(form.asks, start=1):
        _row(sheet, HEADS + at, at, ask)
    _finish(sheet, form)
    _help(book)
    _hidden(book, form)
    stream = BytesIO()
    book.save(stream)
    return settled(stream.getvalue(), form.made)


def column_letter(name: str) -> str:
    """Return the letter of a column of the sheet."""
    from openpyxl.utils import get_column_letter

    return get_column_letter([one for one, _ in COLUMNS].index(name) + 1)


def column_heading(name: str) -> str:
    """Return the heading of a column."""
    return _OWN_HEADINGS.get(name) or heading(name)


def last_words(ask: Ask) -> str:
    """Return the last value with its period, as it is shown."""
    return f"{ask.last_value}（{_period(ask.last_period)}）" if ask.last_value else "—"


def _head(sheet: Worksheet, form: Form) -> None:
    due = min((ask.due for ask in form.asks if ask.due), default=None)
    lines = (
        f"报送单位：{form.organisation}　　共 {sum(not ask.dimensions for ask in form.asks)} 项"
        + (f"　　最早报送期限：{words.day(due)}" if due else ""),
        "只填浅黄色单元格。与上期相同的，在“无变化”栏选“是”，不必重填。填写方法见“填报说明”。",
    )
    write_top(sheet, form.title, lines, len(COLUMNS))
    write_heads(sheet, HEADS, [Column(heading=column_heading(name), width=width) for name, width in COLUMNS])


def _row(sheet: Worksheet, at: int, number: int, ask: Ask) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection

    cells = _cells(number, ask)
    for column, (name, _) in enumerate(COLUMNS, start=1):
        cell = sheet.cell(at, column, cells[name])
        if isinstance(cells[name], str):
            cell.data_type = "s"
        entered = name in (OF_PARTS if ask.dimensions else ENTERED)
        cell.protection = Protection(locked=not entered)
        cell.font = Font(name=BODY_FONT, size=11)
        cell.alignment = Alignment(
            horizontal="right" if name in ("value", "last") else "left", vertical="center", wrap_text=True
        )
        if entered:
            cell.fill = PatternFill("solid", fgColor=_EMPTY_FILL)
        if name == "value":
            cell.number_format = number_format(ask)
    sheet.row_dimensions[at].height = _height(cells)


def _cells(number: int, ask: Ask) -> dict[str, str | int | Decimal | None]:
    own = {name: getattr(ask, name, None) or None for name, _ in COLUMNS}
    return {
        **own,
        "number": number,
        "period": _period(ask.period),
        "last": last_words(ask),
        "value": _number(ask.value),
        "due": words.day(ask.due) if ask.due else None,
    }


def _number(text: str) -> str | Decimal | None:
    """Return a value as a number where a workbook keeps all its digits, else as words."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text or None
    digits = len(value.as_tuple().digits)
    return value if value.is_finite() and digits <= 15 else text


def number_format(ask: Ask) -> str:
    """Return the format of the cell to fill in: the digits that the value, or the last one, is given with."""
    found = re.fullmatch(r"-?\d+\.(\d+)", ask.value or ask.last_value)
    return f"0.{'0' * len(found[1])}" if found else "General"


def _period(iso: str) -> str:
    return words.period(Period.parse(iso)) if iso else ""


def _height(cells: dict[str, str | int | Decimal | None]) -> float:
    widths = dict(COLUMNS)
    lines = [
        sum(1 + words.columns(part) // int(widths[name] - 2) for part in str(value or "").split("\n"))
        for name, value in cells.items()
        if name in widths
    ]
    return 15.0 * max(lines) + 6


def _finish(sheet: Worksheet, form: Form) -> None:
    last = HEADS + len(form.asks)
    _choices(sheet, "unchanged", (YES_WORD,), last)
    _choices(sheet, "stage", form.stages, last)
    frame(sheet, HEADS, last, len(COLUMNS))
    print_setup(sheet, HEADS, _FOOTER)
    sheet.freeze_panes = f"C{HEADS + 1}"
    sheet.column_dimensions[column_letter("indicator")].hidden = True
    sheet.protection.sheet = True
    for freedom in ("formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, freedom, freedom in ("sort", "autoFilter"))


def _choices(sheet: Worksheet, name: str, choices: Sequence[str], last: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    rule = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    rule.errorTitle, rule.error = column_heading(name), f"请从列表中选择：{'、'.join(choices)}"
    rule.showErrorMessage = True
    sheet.add_data_validation(rule)
    letter = column_letter(name)
    rule.add(f"{letter}{HEADS + 1}:{letter}{max(last, HEADS + 1)}")


@cache
def _help_lines() -> tuple[tuple[str, str], ...]:
    text = (
        resources.files("luoshi.formats.figures").joinpath("workbook_help.toml").read_text(encoding="utf-8")
    )
    return tuple((one["what"], one["how"]) for one in tomllib.loads(text)["line"])


def _help(book: Workbook) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(HELP)
    write_top(sheet, "填报说明", (), 2)
    columns = (Column(heading="事项", width=22), Column(heading="说明", width=88))
    write_heads(sheet, 2, columns)
    for at, pair in enumerate(_help_lines(), start=3):
        for column, text in enumerate(pair, start=1):
            cell = sheet.cell(at, column, text)
            cell.font = Font(name=BODY_FONT, size=12)
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        sheet.row_dimensions[at].height = 18.0 * (1 + words.columns(pair[1]) // 84) + 6
    frame(sheet, 2, 2 + len(_help_lines()), 2)
    print_setup(sheet, 2, _FOOTER)
    sheet.protection.sheet = True


def _hidden(book: Workbook, form: Form) -> None:
    """Keep on a hidden sheet what the form is and what each row asks for."""
    sheet = book.create_sheet(HIDDEN)
    sheet.append(["luoshi", LAYOUT, form.key])
    sheet.append(["row", *KEPT])
    for at, ask in enumerate(form.asks, start=HEADS + 1):
        sheet.append([at, *(getattr(ask, name) for name in KEPT)])
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def is_yes(text: str) -> bool:
    """Say whether a cell of the column 无变化 says so."""
    return text in (YES_WORD, UNCHANGED)

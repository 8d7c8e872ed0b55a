"""Reading back a reporting workbook: filled in, edited, saved again by another program."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from luoshi.errors import Language, LuoshiError, Place, Problem
from luoshi.formats.figures.lines import (
    MOST_CHARACTERS,
    MOST_PROBLEMS,
    UNCHANGED,
    Line,
    Read,
    dimensions_text,
    number_words,
    outcome,
    part_of,
    tidy,
)
from luoshi.formats.figures.workbook import (
    COLUMNS,
    ENTERED,
    HEADS,
    HIDDEN,
    KEPT,
    LAYOUT,
    OF_PARTS,
    SHEET,
    column_heading,
    column_letter,
    is_yes,
)
from luoshi.formats.packages import check_workbook
from luoshi.vocabulary.period import Period

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

MOST_FORM_ROWS = 10_000
_DECIMALS = re.compile(r"0\.(0+)")
_SHOWN = ("name", "place", "unit", "definition", "dimensions")
"""Locked cells that are compared with the hidden sheet."""


def read_workbook(data: bytes, file: str) -> Read:
    """Return what a reporter filled in: rows with a value, with 无变化 or with parts; and the form's key.

    Problems of cells name sheet, row and column: ``workbook-formula``, ``workbook-cell``,
    ``workbook-percent``, ``workbook-locked``, ``figures-cell-long``, ``figures-none``.

    Raises:
        LuoshiError: What ``check_workbook`` raises; ``workbook-foreign`` when it is none of our forms.
    """
    check_workbook(data, file)
    book = open_workbook(data, file)
    sheet, kept, key = _parts(book, file)
    problems = _wrong_heads(sheet, file)
    lines: list[Line] = []
    for at, asked in kept.items() if not problems else ():
        reader = _Row(sheet=sheet, at=at, file=file, asked=asked, problems=problems)
        lines += reader.lines()
        if len(problems) >= MOST_PROBLEMS:
            break
    problems += _rows_below(sheet, kept, file) if not problems else []
    if not lines and not problems:
        problems.append(Problem(code="figures-none", place=Place(file=file, sheet=SHEET)))
    return replace(outcome(lines, problems), form=key)


def open_workbook(data: bytes, file: str) -> Workbook:
    """Open a workbook that ``check_workbook`` has let in; raises ``file-unreadable``."""
    from openpyxl import load_workbook

    try:
        return load_workbook(io.BytesIO(data), keep_links=False)
    except (
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        zipfile.BadZipFile,
    ) as error:
        raise LuoshiError("file-unreadable", Place(file=file), reason=type(error).__name__) from error
    except Exception as error:
        # openpyxl lets errors of its XML parser through, which have no common base.
        if type(error).__module__.split(".")[0] not in ("lxml", "xml", "openpyxl"):
            raise
        raise LuoshiError("file-unreadable", Place(file=file), reason=type(error).__name__) from error


def _parts(book: Workbook, file: str) -> tuple[Worksheet, Mapping[int, Mapping[str, str]], str]:
    """Return the sheet to fill in, what each of its rows asks for, and the key of the form."""
    foreign = LuoshiError("workbook-foreign", Place(file=file))
    if SHEET not in book.sheetnames or HIDDEN not in book.sheetnames:
        raise foreign
    hidden = book[HIDDEN]
    if hidden.max_row > MOST_FORM_ROWS or book[SHEET].max_row > MOST_FORM_ROWS + HEADS:
        raise LuoshiError("figures-too-many", Place(file=file), limit=MOST_FORM_ROWS)
    rows = [[_text(one) for one in row] for row in hidden.iter_rows(values_only=True, max_col=len(KEPT) + 1)]
    if len(rows) < 2 or rows[0][:2] != ["luoshi", LAYOUT] or rows[1] != ["row", *KEPT]:
        raise foreign
    kept: dict[int, Mapping[str, str]] = {}
    for cells in rows[2:]:
        if not cells[0].isdecimal():
            raise foreign
        kept[int(cells[0])] = dict(zip(KEPT, cells[1:], strict=True))
    return book[SHEET], kept, rows[0][2]


def _text(value: object) -> str:
    return "" if value is None else tidy(str(value))


def _wrong_heads(sheet: Worksheet, file: str) -> list[Problem]:
    """Return a problem for each heading that is not where it was: columns were moved, added or removed."""
    found = []
    for number, (name, _) in enumerate(COLUMNS, start=1):
        if _text(sheet.cell(HEADS, number).value) != column_heading(name):
            place = Place(file=file, sheet=SHEET, row=HEADS, column=column_letter(name))
            detail = {"was": column_heading(name), "now": _text(sheet.cell(HEADS, number).value) or "—"}
            found.append(Problem(code="workbook-locked", place=place, detail=detail))
    return found


def _rows_below(sheet: Worksheet, kept: Mapping[int, Mapping[str, str]], file: str) -> list[Problem]:
    """Return a problem for each row with a value that the form does not ask for."""
    value = [name for name, _ in COLUMNS].index("value") + 1
    return [
        Problem(
            code="workbook-row", place=Place(file=file, sheet=SHEET, row=at, column=column_letter("value"))
        )
        for at in range(HEADS + 1, sheet.max_row + 1)
        if at not in kept and _text(sheet.cell(at, value).value)
    ][:MOST_PROBLEMS]


@dataclass(slots=True, kw_only=True)
class _Row:
    """One row of the sheet while it is read."""

    sheet: Worksheet
    at: int
    file: str
    asked: Mapping[str, str]
    problems: list[Problem]

    def lines(self) -> list[Line]:
        """Return the row's figure and its parts; nothing where none was entered or something is wrong."""
        before = len(self.problems)
        entered = {name: self._entered(name) for name in OF_PARTS if self.asked["dimensions"]}
        entered = entered or {name: self._entered(name) for name in ENTERED}
        self._compare()
        if len(self.problems) > before:
            return []
        typed = entered.pop("parts", "")
        entered["unchanged"] = UNCHANGED if is_yes(entered["unchanged"]) else entered["unchanged"]
        own = [self._line(entered)] if entered["value"] or entered["unchanged"] == UNCHANGED else []
        return own + [self._part(text, entered["stage"]) for text in typed.splitlines() if text.strip()]

    def _part(self, text: str, stage: str) -> Line:
        """Return a part that was typed beside its total; its stage is that of the total."""
        dimensions, value = part_of(text)
        given = {"dimensions": dimensions_text(dimensions), "value": value, "stage": stage}
        return self._line(given, value="parts", dimensions="parts")

    def _line(self, given: Mapping[str, str], **elsewhere: str) -> Line:
        values = {name: words for name, words in {**self.asked, **given}.items() if words}
        columns = {name: column_letter(elsewhere.get(name, name)) for name, _ in COLUMNS}
        return Line(values=values, file=self.file, sheet=SHEET, row=self.at, columns=columns)

    def _problem(self, code: str, name: str, **detail: object) -> None:
        place = Place(file=self.file, sheet=SHEET, row=self.at, column=column_letter(name))
        self.problems.append(Problem(code=code, place=place, detail=detail))

    def _cell(self, name: str) -> Cell:
        number = [one for one, _ in COLUMNS].index(name) + 1
        return self.sheet.cell(self.at, number)  # type: ignore[return-value]

    def _entered(self, name: str) -> str:
        """Return what stands in a cell to fill in, as it is shown."""
        cell = self._cell(name)
        value = cell.value
        if value is None:
            return ""
        if cell.data_type == "f":
            self._problem("workbook-formula", name)
        elif cell.data_type not in ("s", "n", "inlineStr", "str"):
            self._problem("workbook-cell", name, text=_text(value))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            return self._number(name, value, cell.number_format)
        elif len(str(value)) > MOST_CHARACTERS:
            self._problem("figures-cell-long", name, limit=MOST_CHARACTERS)
        else:
            return number_words(str(value)) if name == "value" else tidy(str(value))
        return ""

    def _number(self, name: str, value: float, form: str) -> str:
        if "%" not in form:
            return shown(value, form)
        if name == "value" and self.asked["unit"] in ("%", "％"):
            return shown(value, form, per_cent=True)
        self._problem("workbook-percent", name, unit=self.asked["unit"] or "—")
        return ""

    def _compare(self) -> None:
        """Find locked cells that no longer say what the form asked."""
        for name in (*_SHOWN, "period"):
            was, now = self._was(name), _text(self._cell(name).value)
            if was != now:
                self._problem("workbook-locked", name, was=was or "—", now=now or "—")

    def _was(self, name: str) -> str:
        from luoshi.evaluation import words

        asked = self.asked[name]
        return words.period(Period.parse(asked)) if name == "period" else asked


def shown(value: float, form: str, *, per_cent: bool = False) -> str:
    """Return a cell's number in the digits a person sees: as many as its format asks for, and never fewer.

    A workbook keeps 15 significant digits; what lies beyond is the noise of binary fractions.
    """
    exact = Decimal(f"{value:.15g}") * (100 if per_cent else 1)
    plain = exact.normalize()
    found = _DECIMALS.search(form)
    least = len(found[1]) if found else 0
    exponent = plain.as_tuple().exponent
    own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return f"{plain:.{max(own, least)}f}"


def marked(data: bytes, file: str, problems: Sequence[Problem], language: Language = "zh") -> bytes:
    """Return a copy of a workbook with every problem beside its cell: in colour, as a remark, and in words.

    Problems that name no cell are listed on a sheet of their own with all others.

    Raises:
        LuoshiError: As ``read_workbook``.
    """
    from luoshi.formats.figures.workbook_marking import mark

    check_workbook(data, file)
    return mark(open_workbook(data, file), problems, language)


def cells_of(problems: Sequence[Problem]) -> Iterator[tuple[Problem, str, int]]:
    """Yield the problems that name a cell of the sheet to fill in, with its letter and row."""
    letters = {name: column_letter(name) for name, _ in COLUMNS}
    for problem in problems:
        place: Any = problem.place
        if place.row is None or place.sheet not in (None, SHEET):
            continue
        column = str(place.column or "")
        letter = column if re.fullmatch("[A-Z]{1,2}", column) else letters.get(column, letters["value"])
        yield problem, letter, place.row

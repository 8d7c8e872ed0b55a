"""The rows of every file of figures: words by field, with the place each of them stands at."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from luoshi.collection import model
from luoshi.collection.model import SubmittedFigure
from luoshi.errors import Language, Place, Problem

FIELDS = (model.FIELDS[0], "name", *model.FIELDS[1:])
"""Fields of a line: those of a figure, and the indicator's name after its key."""
REQUIRED = ("indicator", "period", "value")
UNCHANGED = "无变化"
YES = frozenset((UNCHANGED, "是", "√", "1", "yes", "true", "unchanged"))
"""Words in the field ``unchanged`` that say so."""
MOST_ROWS = 100_000
"""Rows of one file; a larger one is refused before it is read in full."""
MOST_CHARACTERS = 10_000
"""Characters of one cell."""
MOST_PROBLEMS = 200
"""Problems after which reading stops: more help nobody."""

_PART = re.compile(r"(?P<dimensions>[^=＝]+[=＝].*\S)[\s:：]+(?P<value>\S+)")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure as a file gives it, nothing of it checked but that it can be read.

    Attributes:
        values: Words by field of ``FIELDS``; a field that is empty is left out.
        row: Counted from 1, as the file's program shows it.
        columns: Where each field stands: a letter in a workbook, a heading elsewhere.
    """

    values: Mapping[str, str]
    file: str
    row: int
    sheet: str | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def get(self, name: str) -> str:
        """Return a field's words, empty when it has none."""
        return self.values.get(name, "")

    def place_of(self, name: str | None) -> Place:
        """Return where a field stands, where the row stands for an unknown one."""
        column = self.columns.get(name or "", name)
        return Place(file=self.file, sheet=self.sheet, row=self.row, column=column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of reading a file: its lines, or what is wrong with it and no line.

    Attributes:
        lines: In the order of the file; empty when there are problems.
        problems: Each with file, sheet, row and column where it has them.
        form: Key of the form that a workbook carries back; empty for any other file.
    """

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    form: str = ""

    @property
    def submission(self) -> str | None:
        """The submission that the form was made for, whose place its figures take."""
        return self.form.partition("#")[2] or None


def figure(line: Line) -> SubmittedFigure:
    """Return a line as the figure that the checks take."""
    return SubmittedFigure(
        indicator=line.get("indicator") or line.get("name"),
        period=line.get("period"),
        value=line.get("value"),
        place=line.get("place") or None,
        unit=line.get("unit") or None,
        dimensions=dimensions_of(line.get("dimensions")),
        stage=line.get("stage") or None,
        definition=line.get("definition"),
        note=line.get("note") or None,
        progress=line.get("progress") or None,
        obstacles=line.get("obstacles") or None,
        next_steps=line.get("next_steps") or None,
        unchanged=line.get("unchanged").casefold() in YES,
        origin=Place(file=line.file, sheet=line.sheet, row=line.row),
        columns=dict(line.columns),
    )


def figures(read: Read) -> tuple[SubmittedFigure, ...]:
    """Return the figures of a file that could be read."""
    return tuple(figure(line) for line in read.lines)


def line_of(one: SubmittedFigure, *, name: str = "") -> Line:
    """Return a figure as a line, to write it into a file."""
    words = {
        "indicator": one.indicator,
        "name": name,
        "place": one.place,
        "period": one.period,
        "value": one.value,
        "unit": one.unit,
        "dimensions": dimensions_text(one.dimensions),
        "stage": one.stage,
        "definition": one.definition,
        "note": one.note,
        "progress": one.progress,
        "obstacles": one.obstacles,
        "next_steps": one.next_steps,
        "unchanged": UNCHANGED if one.unchanged else "",
    }
    values = {field: text for field, text in words.items() if text}
    return Line(values=values, file=one.origin.file or "", sheet=one.origin.sheet, row=one.origin.row or 0)


def dimensions_of(words: str) -> dict[str, str]:
    """Return breakdowns written as ``性别=女;年龄=15-59``."""
    pairs = (part.partition("=") for part in re.split("[;；]", words) if part.strip())
    return {name.strip(): value.strip() for name, _, value in pairs}


def dimensions_text(dimensions: Mapping[str, str]) -> str:
    """Return breakdowns as ``dimensions_of`` reads them."""
    return ";".join(f"{name}={value}" for name, value in sorted(dimensions.items()))


def part_of(text: str) -> tuple[dict[str, str], str]:
    """Return a part as it is typed, ``性别=女 12.3``: its breakdown and its value.

    What cannot be read so is its own value, for the checks to refuse as no number.
    """
    found = _PART.fullmatch(text.strip())
    dimensions = dimensions_of(found["dimensions"].replace("＝", "=")) if found else {}
    if not found or not dimensions:
        return {model.UNREAD: text.strip()[:40]}, text.strip()[:40]
    return dimensions, number_words(found["value"])


def outcome(lines: Sequence[Line], problems: Sequence[Problem]) -> Read:
    """Return lines, or problems and no lines: a file is read whole or not at all."""
    if problems:
        return Read(problems=tuple(problems[:MOST_PROBLEMS]))
    return Read(lines=tuple(lines))


@cache
def headings() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the headings of every field by language, ours first."""
    text = resources.files("luoshi.formats.figures").joinpath("fields.toml").read_text(encoding="utf-8")
    entries: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return {name: {code: tuple(some) for code, some in both.items()} for name, both in entries.items()}


def heading(name: str, language: Language = "zh") -> str:
    """Return the heading we write for a field."""
    return headings()[name][language][0]


@cache
def _known() -> Mapping[str, str]:
    return {
        one.casefold(): name for name, both in headings().items() for some in both.values() for one in some
    }


def field_of(words: str) -> str | None:
    """Return the field that a heading stands for, ``None`` for any other heading."""
    return _known().get(tidy(words).casefold())


def tidy(words: str) -> str:
    """Return words without surrounding space or characters that cannot be seen."""
    kept = "".join(c for c in words if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))
    return kept.strip()


def number_words(words: str) -> str:
    """Return a number as typed in plain digits: full width made narrow, thousands separators removed.

    Anything that is not plainly a number is returned as it is, for the checks to name.
    """
    narrow = unicodedata.normalize("NFKC", tidy(words)).replace("−", "-")
    return narrow.replace(",", "") if _THOUSANDS.fullmatch(narrow) else narrow

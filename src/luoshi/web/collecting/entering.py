"""The form of a post: what is asked, what was said before, and what somebody typed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from luoshi.collection.forms import FormRow
from luoshi.collection.model import STAGES, Found, SubmittedFigure
from luoshi.collection.periods import label
from luoshi.collection.register import Post, Register
from luoshi.formats.figures.asking import Ask, Form
from luoshi.formats.figures.lines import dimensions_text, number_words, part_of, tidy
from luoshi.ledger.columns import decimal_text
from luoshi.web.format import plain

ENTERED = ("value", "stage", "note", "progress", "obstacles", "next_steps", "parts")
"""Fields that somebody types or chooses."""

MOST_CHARACTERS = 4_000
"""Of one field; what is longer is cut before it is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the form on the screen.

    Attributes:
        number: From 1; part of the names of its fields.
        typed: What stands in its fields.
        found: What a check found, by field.
    """

    number: int
    row: FormRow
    typed: Mapping[str, str]
    unchanged: bool = False
    found: Mapping[str, tuple[Found, ...]] = field(default_factory=dict)

    @property
    def given(self) -> bool:
        """Whether it is reported: with a value, as unchanged, or in parts."""
        return bool(self.figures())

    @property
    def _whole(self) -> bool:
        return bool(self.typed["value"]) or self.unchanged

    @property
    def last(self) -> str:
        """The last value in its digits, empty without one."""
        return plain(self.row.last.value) if self.row.last else ""

    @property
    def parts_before(self) -> str:
        """The parts of the last period that has any, as they are typed; empty without one."""
        some = self.row.parts_before
        return "；".join(f"{dimensions_text(one.dimensions)} {decimal_text(one.value)}" for one in some)

    def figures(self) -> tuple[SubmittedFigure, ...]:
        """Return the line as the checks take it: the figure where it is given, then its parts."""
        whole = self.figure()
        parts = (_part(whole, text) for text in self.typed["parts"].splitlines() if text.strip())
        return (*((whole,) if self._whole else ()), *parts)

    def is_part(self, at: int) -> bool:
        """Whether one of its figures is a part, by its place among them."""
        return at > 0 or not self._whole

    def figure(self) -> SubmittedFigure:
        """Return the line's own figure."""
        asked = self.row.request
        return SubmittedFigure(
            indicator=asked.key,
            place=asked.place,
            period=label(asked.period),
            unit=asked.unit,
            value=number_words(self.typed["value"]),
            stage=self.typed["stage"] or None,
            note=self.typed["note"] or None,
            progress=self.typed["progress"] or None,
            obstacles=self.typed["obstacles"] or None,
            next_steps=self.typed["next_steps"] or None,
            unchanged=self.unchanged,
        )


def _part(whole: SubmittedFigure, text: str) -> SubmittedFigure:
    """Return a part as it is typed."""
    dimensions, value = part_of(text)
    return SubmittedFigure(
        indicator=whole.indicator,
        place=whole.place,
        period=whole.period,
        unit=whole.unit,
        stage=whole.stage,
        value=value,
        dimensions=dimensions,
    )


def _parts_typed(row: FormRow) -> str:
    return "\n".join(f"{dimensions_text(one.dimensions)} {decimal_text(one.value)}" for one in row.parts)


def lines_of(rows: Iterable[FormRow]) -> tuple[Line, ...]:
    """Return the lines as they are first shown: a draft's own words, or those carried forward."""
    return tuple(
        Line(number=number, row=row, typed=_before(row), unchanged=bool(row.figure and row.figure.unchanged))
        for number, row in enumerate(rows, start=1)
    )


def _before(row: FormRow) -> dict[str, str]:
    if row.figure is None:
        carried = {name: row.words.get(name) or "" for name in ("progress", "obstacles", "next_steps")}
        return {"value": "", "stage": "", "note": "", "parts": _parts_typed(row), **carried}
    own: dict[str, str] = {
        name: getattr(row.figure, name) or "" for name in ENTERED if name not in ("value", "parts")
    }
    return {**own, "value": decimal_text(row.figure.value), "parts": _parts_typed(row)}


def typed(lines: Sequence[Line], sent: Mapping[str, Any]) -> tuple[Line, ...]:
    """Return the lines with what somebody sent."""
    return tuple(
        Line(
            number=line.number,
            row=line.row,
            typed={name: _words(sent, f"{name}-{_key(line)}") for name in ENTERED},
            unchanged=_words(sent, f"unchanged-{_key(line)}") == "1",
        )
        for line in lines
    )


def field_key(row: FormRow) -> str:
    """Return what tells a line's fields apart whatever else has come to be asked meanwhile."""
    asked = row.request
    return f"{asked.indicator_id}:{asked.place_id}:{asked.period.iso()}"


def _key(line: Line) -> str:
    return field_key(line.row)


def _words(sent: Mapping[str, Any], name: str) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str):
        return ""
    cut = value[:MOST_CHARACTERS]
    return "\n".join(map(tidy, cut.splitlines())) if name.startswith("parts-") else tidy(cut)


def marked(lines: Sequence[Line], found: Iterable[Found]) -> tuple[Line, ...]:
    """Return the lines with what a check found; it counts the lines that were given only."""
    given = [(line, at) for line in lines for at, _ in enumerate(line.figures())]
    by_line: dict[int, dict[str, tuple[Found, ...]]] = {}
    for one in found:
        if one.figure is not None and one.figure < len(given):
            line, at = given[one.figure]
            own = by_line.setdefault(line.number, {})
            name = "parts" if line.is_part(at) else one.field if one.field in ENTERED else "value"
            own[name] = (*own.get(name, ()), one)
    return tuple(
        Line(
            number=line.number,
            row=line.row,
            typed=line.typed,
            unchanged=line.unchanged,
            found=by_line.get(line.number, {}),
        )
        for line in lines
    )


def workbook_form(
    register: Register, post: Post, lines: Sequence[Line], today: Any, submission: str = ""
) -> Form:
    """Return what the workbook of a post asks; that of a submission takes its place when it comes back."""
    unit = register.unit_of(post.id).name
    return Form(
        key=f"{post.key}#{submission}" if submission else post.key,
        title=f"{unit}数据填报表",
        organisation=f"{unit}（{post.name}）",
        made=today,
        asks=tuple(ask for line in lines for ask in _asks(line)),
        stages=STAGES,
    )


def _asks(line: Line) -> Iterator[Ask]:
    """Yield what a workbook asks for a line: the figure, then each of its parts that is known."""
    asked, last = line.row.request, line.row.last
    whole = Ask(
        indicator=asked.key,
        name=asked.indicator,
        place=asked.place,
        period=asked.period.iso(),
        unit=asked.unit or "",
        basis=asked.basis,
        due=asked.last_day.day,
        last_value=line.last,
        last_period=last.period.iso() if last else "",
        **{name: line.typed[name] for name in ENTERED if name != "parts"},
    )
    yield whole
    before = {dimensions_text(one.dimensions): one for one in line.row.parts_before}
    own = {dimensions_text(one.dimensions): one for one in line.row.parts}
    for dimensions in dict.fromkeys((*own, *before)):
        earlier, now = before.get(dimensions), own.get(dimensions)
        yield replace(
            whole,
            dimensions=dimensions,
            last_value=decimal_text(earlier.value) if earlier else "",
            last_period=earlier.period.iso() if earlier else "",
            value=decimal_text(now.value) if now else "",
            stage=(now.stage or "") if now else "",
            note=(now.note or "") if now else "",
            progress="",
            obstacles="",
            next_steps="",
        )

"""The row that every way in produces, and what a check finds in it.

A web form, a workbook, a CSV file, SDMX-CSV, a data folder and the API all hand over the same
``SubmittedFigure``: the words as they were written, not yet understood. ``checking.check`` understands them
against what the ledger holds; nothing of a submission is taken while one finding stops it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, get_args

from luoshi.errors import Language, Place, Problem
from luoshi.vocabulary.period import Period

Severity = Literal["refuse", "explain", "notice"]
"""``refuse`` stops a submission, ``explain`` stops it until the figure has a note, ``notice`` only tells."""

Field = Literal[
    "indicator",
    "place",
    "period",
    "value",
    "unit",
    "dimensions",
    "stage",
    "definition",
    "note",
    "progress",
    "obstacles",
    "next_steps",
    "unchanged",
]

FIELDS: tuple[Field, ...] = get_args(Field)
"""The fields of a figure in their order on a form."""

UNREAD = "?"
"""The dimension of a part that could not be read; no other can have this name."""

STAGES = ("预计", "快报", "初步核算", "最终核实", "普查修订")
"""How final a figure is, from the first estimate to a revision after a census."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedFigure:
    """A figure as somebody reports it, every part as written.

    Attributes:
        indicator: ``plan/number`` (the plan's slug and the indicator's), a number of the plan or a name.
        period: ``2025``, ``2025-08``, ``2025-Q3`` or ``2025-01/2025-08``.
        value: The number as written; grouping commas are allowed.
        place: Official name; empty for the plan's own place.
        unit: As written; empty for the indicator's own.
        dimensions: What further tells the figure apart (a sector, a sex); empty for the total.
        stage: One of ``STAGES``, empty when final.
        definition: What sets the statistic apart; empty for the usual one.
        note: Remark; explains what a check asks to explain.
        progress: 进展情况.
        obstacles: 存在问题.
        next_steps: 下一步措施.
        unchanged: 无变化: the value and the short fields of the period before still hold.
        origin: File, sheet, row and column it came from, each where there is one.
        columns: Column of each field in the origin, so that a finding names the very cell.
    """

    indicator: str
    period: str
    value: str
    place: str | None = None
    unit: str | None = None
    dimensions: Mapping[str, str] = field(default_factory=dict)
    stage: str | None = None
    definition: str = ""
    note: str | None = None
    progress: str | None = None
    obstacles: str | None = None
    next_steps: str | None = None
    unchanged: bool = False
    origin: Place = field(default_factory=Place)
    columns: Mapping[str, str | int] = field(default_factory=dict)

    def cell(self, name: Field) -> Place:
        """Return where a field of the figure was written."""
        column = self.columns.get(name, name if self.origin.file else None)
        return Place(
            file=self.origin.file,
            sheet=self.origin.sheet,
            row=self.origin.row,
            column=column if column is not None else self.origin.column,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a check found in a submitted figure.

    Attributes:
        problem: Code, place (file, sheet, row, column), what was wrong and what to do.
        rule: Name of the rule in ``data/rules.toml``.
        figure: Position of the figure in the submission, from 0; ``None`` for the submission as a whole.
        field: Of the figure.
        severity: As the rule gives it.
        stops: Whether the submission cannot be taken while it stands.
    """

    problem: Problem
    rule: str
    figure: int | None
    field: Field
    severity: Severity
    stops: bool

    def words(self, language: Language = "zh") -> str:
        """Return the whole message: code, place, what was wrong, what to do."""
        return self.problem.words(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A submitted figure that was understood.

    Attributes:
        figure: As it was reported.
        position: In the submission, from 0.
        indicator_id: The indicator.
        place_id: The place.
        place: Its name.
        period: With the nature of what is measured.
        value: In ``unit``.
        unit: The indicator's own; a value in another unit of the same kind was converted.
    """

    figure: SubmittedFigure
    position: int
    indicator_id: str
    place_id: str
    place: str
    period: Period
    value: Decimal
    unit: str | None

    @property
    def key(self) -> FigureKey:
        """What makes it one figure: asked once, held once."""
        return figure_key(
            self.indicator_id,
            self.place_id,
            self.period.iso(),
            self.figure.definition,
            self.figure.dimensions,
        )


FigureKey = tuple[str, str | None, str, str, tuple[tuple[str, str], ...]]
"""Indicator, place, period, definition and dimensions."""


def figure_key(
    indicator_id: str,
    place_id: str | None,
    period: str,
    definition: str | None = None,
    dimensions: Mapping[str, str] | None = None,
) -> FigureKey:
    """Return what makes one figure."""
    return indicator_id, place_id, period, definition or "", tuple(sorted((dimensions or {}).items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field of one figure, before and after a submission.

    Attributes:
        figure: Position in the submission, from 0.
        key: ``plan/number`` of the indicator.
        indicator: Its name.
        before: Empty when the ledger holds nothing of it yet.
    """

    figure: int
    key: str
    indicator: str
    place: str
    period: str
    field: Field
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a dry run tells: what was understood, what was found, what would change."""

    understood: tuple[Understood, ...]
    found: tuple[Found, ...]
    changes: tuple[Change, ...]

    @property
    def accepted(self) -> bool:
        """Whether the whole submission can be taken: all of it or nothing."""
        return bool(self.understood) and not any(one.stops for one in self.found)


def stopping(found: Iterable[Found]) -> tuple[Problem, ...]:
    """Return the problems that stop a submission."""
    return tuple(one.problem for one in found if one.stops)

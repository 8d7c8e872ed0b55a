"""What a document promises: its plan with indicators and targets, before anything is written.

Rows of an indicator table become indicators with their baseline and targets; ``prose`` adds what the
sentences say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from luoshi.ledger.columns_of import nature_of, read_period, signed
from luoshi.ledger.contents import PLAN, Contents
from luoshi.ledger.identity import document_id, named, part_slug
from luoshi.ledger.linking import Link, Subject
from luoshi.statements.model import IndicatorRow, Statement, TargetCell
from luoshi.statements.tasks import Task
from luoshi.vocabulary.concepts import Concept, find
from luoshi.vocabulary.numerals import read_number
from luoshi.vocabulary.period import Period
from luoshi.vocabulary.phrases import take_apart
from luoshi.vocabulary.words import Comparator

PLAN_KIND = PLAN
"""Kind of the documents that are plans; digests and reports may hold targets too."""


@dataclass(slots=True)
class TargetDraft:
    """A target or baseline to be: where its words are, and what they say.

    Attributes:
        document: Key of the document the words stand in.
        statement: Position of the statement it was read from, in the document's statements.
    """

    document: str
    indicator: str
    role: str
    period: Period
    value: Decimal | None
    upper: Decimal | None
    comparator: Comparator
    kind: str
    written: str
    start: int
    end: int
    strength: str | None = None
    doubts: tuple[str, ...] = ()
    statement: int | None = None


@dataclass(slots=True)
class IndicatorDraft:
    """An indicator to be."""

    id: str
    slug: str
    subject: Subject
    origin: str
    start: int
    end: int
    number: int | None = None
    domain: str | None = None
    attribute: str = "unmarked"
    owner: str | None = None
    doubts: tuple[str, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)
    targets: list[TargetDraft] = field(default_factory=list)

    @property
    def concept(self) -> Concept | None:
        """What it measures."""
        return self.subject.concept


@dataclass(slots=True)
class PlanDraft:
    """A plan to be, with the indicators it brings; ``id`` also groups them for linking."""

    id: str
    slug: str
    contents: Contents
    indicators: list[IndicatorDraft] = field(default_factory=list)

    @property
    def base_year(self) -> int | None:
        """The year of the baselines of its table."""
        years = [t.period.start.year for i in self.indicators for t in i.targets if t.role == "baseline"]
        return max(years, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLink:
    """A statement taken, or proposed, as being about an indicator."""

    statement: int
    link: Link


@dataclass(slots=True)
class Draft:
    """Everything one document will bring besides its readings."""

    contents: Contents
    plan: PlanDraft
    targets: list[TargetDraft] = field(default_factory=list)
    links: list[StatementLink] = field(default_factory=list)

    @classmethod
    def without_plan(cls, contents: Contents) -> Draft:
        """Return the draft of a document about no known place: it promises nothing of anybody."""
        key = contents.source.key
        bare = replace(contents, actions=(), tasks=(), rows=())
        return cls(bare, PlanDraft(named("plan", document_id(key)), key, bare))

    @property
    def tasks(self) -> list[tuple[str, str, Task]]:
        """What it sets, with ids and short names for addresses, in the order of the text."""
        used: Counter[str] = Counter()
        found = []
        for one in self.contents.tasks:
            slug = _slug(one)
            used[slug] += 1
            slug = slug if used[slug] == 1 else f"{slug}-{used[slug]}"
            found.append((named("action", self.plan.id, slug), slug, one))
        return found

    @property
    def parts(self) -> list[tuple[str, str, str, Task]]:
        """What it lists under its tasks: the task's id, then as of a task (``1-2.3``: the third part)."""
        found = []
        for task, slug, one in self.tasks:
            for part in one.parts:
                own = part_slug(slug, part.action.number)
                found.append((task, named("action", self.plan.id, own), own, part))
        return found

    @property
    def is_plan(self) -> bool:
        """Whether it gets a plan of its own."""
        kind = self.contents.source.kind
        has_plan = kind == PLAN_KIND or bool(self.plan.indicators or self.contents.tasks)
        return has_plan and self.contents.place is not None


def _slug(task: Task) -> str:
    """Return the short name of a task: the numbers printed above it and its own."""
    one = task.action
    if task.form == "special":
        digits = "".join(character for character in one.box if character.isdigit())
        return f"{digits or one.box}-{one.number}"
    if task.form == "row":
        return f"t-{one.number}"
    above = (_printed((one.chapter or "").partition("、")[0]), _printed(one.box))
    return "-".join(("i", *filter(None, above), str(one.number)))


def _printed(words: str) -> str:
    """Return the number of a chapter or section in digits, empty where none is printed."""
    try:
        return str(read_number(words.strip("()（）第章节篇部分 ")))
    except ValueError:
        return ""


def draft_table(contents: Contents) -> Draft:
    """Return the draft of a document with the indicators of its table."""
    key = contents.source.key
    plan_id = named("plan", document_id(key))
    plan = PlanDraft(plan_id, str(contents.source.extra.get("slug") or key), contents)
    draft = Draft(contents, plan)
    for row in contents.rows:
        indicator = _from_row(row, plan)
        plan.indicators.append(indicator)
        indicator.targets = [*_cells(row, indicator, contents), *_words(row, indicator, contents)]
        draft.targets += indicator.targets
    return draft


def _from_row(row: IndicatorRow, plan: PlanDraft) -> IndicatorDraft:
    taken = {indicator.slug for indicator in plan.indicators}
    slug = str(row.number)
    while slug in taken:
        slug += "a"
    identity = named("indicator", plan.id, slug)
    subject = Subject(
        key=identity,
        group=plan.id,
        name=row.name,
        concept=find(take_apart(row.name).base),
        unit=row.unit,
        measure=row.measure,
        direction=row.direction,
        basis=row.basis,
        place=plan.contents.place,
    )
    return IndicatorDraft(
        id=identity,
        slug=slug,
        subject=subject,
        origin="table",
        start=row.start,
        end=row.end,
        number=row.number,
        domain=row.domain,
        attribute=row.attribute,
        owner=row.owner,
        doubts=row.doubts,
    )


def _cells(row: IndicatorRow, indicator: IndicatorDraft, contents: Contents) -> Iterator[TargetDraft]:
    cells = [("baseline", row.baseline)] if row.baseline else []
    for role, cell in [*cells, *(("target", cell) for cell in row.targets)]:
        period = read_period(cell.period, nature_of(indicator.concept, row.measure))
        if period is None:
            continue
        value, comparator = signed(cell.value, cell.comparator, row.measure, row.direction)
        yield TargetDraft(
            document=contents.source.key,
            indicator=indicator.id,
            role=role,
            period=period,
            value=value,
            upper=cell.upper,
            comparator=comparator,
            kind="level" if role == "baseline" else _cell_kind(row, cell),
            written=cell.cell or cell.text,
            start=cell.start,
            end=cell.end,
            statement=_statement_at(contents.statements, cell.start, cell.end),
        )


def _words(row: IndicatorRow, indicator: IndicatorDraft, contents: Contents) -> Iterator[TargetDraft]:
    for cell in row.unquantified:
        period = read_period(cell.period)
        if period is not None:
            yield TargetDraft(
                document=contents.source.key,
                indicator=indicator.id,
                role="target",
                period=period,
                value=None,
                upper=None,
                comparator="eq",
                kind="milestone",
                written=cell.text,
                start=cell.start,
                end=cell.end,
            )


def _cell_kind(row: IndicatorRow, cell: TargetCell) -> str:
    if row.measure == "rank":
        return "rank"
    if row.measure == "growth" and (cell.kind == "average" or row.basis == "annual_average"):
        return "average_growth"
    if cell.kind == "cumulative":
        return "cumulative_change" if row.measure == "growth" else "cumulative_total"
    return "level"


def _statement_at(statements: Sequence[Statement], start: int, end: int) -> int | None:
    """Return the position of the statement that shares most characters with a span."""
    shared = [
        (min(end, s.end) - max(start, s.start), -position)
        for position, s in enumerate(statements)
        if s.start < end and start < s.end
    ]
    return -max(shared)[1] if shared else None

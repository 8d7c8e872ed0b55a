"""What a plan sets: special actions, numbered items and the rows of task tables, with who, when and where.

Each task keeps the words it was read from. Who leads is only taken from a document that says so
(``duties``), the class is proposed for a person to settle (``task_classes``), the deadline is the one the
task's own words or its row give.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from luoshi.documents.model import Document, Source, Table
from luoshi.statements.actions import read_measures, strength
from luoshi.statements.duties import Duty, deadline_of, duty_columns, read_duties
from luoshi.statements.model import Action, Statement
from luoshi.statements.sections import section_title
from luoshi.statements.task_classes import TaskClass, class_of
from luoshi.statements.time_model import Published
from luoshi.vocabulary.places import counties_of

Form = Literal["special", "item", "row"]

_DUE = re.compile(
    r"(?:到|至|截至)\s?20\d\d年(?:\d{1,2}月)?(?:底|末|年底)?(?:前|之前)?"
    r"|20\d\d年(?:\d{1,2}月)?(?:底|末|年底)?(?:前|之前)"
    r"|20\d\d年(?:\d{1,2}月)?(?:底|末)"
)
"""到2025年, 2023年6月底前, 2025年末: a year that bounds what is to be done, not one that is told of."""

_TASK = re.compile(
    r"(?:重点|主要|工作|具体|改革|创建|建设)*(?:任务|事项|举措|措施|内容|项目名称|工作)(?:名称|内容)?$"
)
_NUMBER = re.compile(r"序号|编号")
_NAME = 60
"""Longest name of a task in a table; what is longer is its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing a plan sets.

    Attributes:
        form: ``special`` (专项行动 of a box), ``item`` (a numbered item of a section) or ``row`` of a table.
        action: Its words.
        duty: Who is to do it, ``None`` where the document does not say.
        task_class: Proposed; a person settles it.
        deadline: ISO text, ``None`` where it is not said.
        places: Districts and counties that its words name.
    """

    form: Form
    action: Action
    task_class: TaskClass
    duty: Duty | None = None
    deadline: str | None = None
    places: tuple[str, ...] = ()


def read_tasks(
    document: Document, source: Source, actions: Sequence[Action], statements: Sequence[Statement]
) -> list[Task]:
    """Return what a plan sets, in reading order.

    Args:
        document: The plan.
        source: Gives the year that deadlines without one are counted from, and the place.
        actions: Its special actions (``read_actions``).
        statements: Its statements; a task that holds a target is 可量化.
    """
    duties = read_duties(document, source)
    rows = list(_rows(document))
    found = [("special", one) for one in actions]
    found += [("item", one) for one in read_measures(document)]
    found += [("row", one) for one in rows]
    published = Published.parse(source.published)
    nested = _Spans([(one.start, one.end) for _, one in found])
    return [
        _task(form, one, _own(one, duties, nested), statements, published, source)  # type: ignore[arg-type]
        for form, one in sorted(found, key=lambda pair: (pair[1].start, -pair[1].end))
    ]


def _task(
    form: Form,
    action: Action,
    duty: Duty | None,
    statements: Iterable[Statement],
    published: Published,
    source: Source,
) -> Task:
    words = f"{action.name}。{action.text}"
    return Task(
        form=form,
        action=action,
        task_class=class_of(action, statements),
        duty=duty,
        deadline=(duty.deadline if duty else None) or _due(words, published),
        places=places_in(words, source.place_code),
    )


def _due(words: str, published: Published) -> str | None:
    """Return the last date that bounds what is to be done; none before the document came out does."""
    found = [deadline_of(match[0], published) for match in _DUE.finditer(words)]
    due = [one for one in found if one and (published.year is None or int(one[:4]) >= published.year)]
    return due[-1] if due else None


def places_in(words: str, code: str | None) -> tuple[str, ...]:
    """Return the districts and counties of a prefecture that some words name, in their order."""
    if not code:
        return ()
    named = [(words.find(area.name), area.name) for area in counties_of(code) if area.name in words]
    return tuple(name for _, name in sorted(named))


def _own(action: Action, duties: Sequence[Duty], spans: _Spans) -> Duty | None:
    """Return the first duty within a task that stands in no task further inside."""
    for duty in duties:
        if action.start <= duty.start < action.end and spans.innermost(duty.start) == (
            action.start,
            action.end,
        ):
            return duty
    return None


class _Spans:
    """Spans that can be asked for the shortest around an offset."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(set(spans))
        self._starts = [start for start, _ in self._spans]

    def innermost(self, offset: int) -> tuple[int, int] | None:
        around = [one for one in self._spans[: bisect_right(self._starts, offset)] if offset < one[1]]
        return min(around, key=lambda one: one[1] - one[0], default=None)


def _rows(document: Document) -> Iterator[Action]:
    """Yield the rows of tables that say of each task who is to do it."""
    for table in document.tables:
        roles = duty_columns(table)
        if {"lead", "responsible"} & set(roles.values()):
            yield from _of_table(document, table, set(roles))


def _of_table(document: Document, table: Table, taken: set[int]) -> Iterator[Action]:
    header = ["".join(words.split()) for words in table.rows[0]]
    told = [at for at, words in enumerate(header) if at not in taken and _TASK.search(words)]
    if not told:
        return
    numbered = next((at for at, words in enumerate(header) if _NUMBER.search(words)), None)
    heading = section_title(document, table.start) or ""
    for row in range(1, len(table.rows)):
        cells = [cell for at in told if (cell := table.cell(row, at)) is not None and cell.text.strip()]
        last = max((c.end for c in table.cells if c.row == row), default=0)
        if not cells or not last:
            continue
        words = [cell.text.strip() for cell in cells]
        printed = table.rows[row][numbered].strip() if numbered is not None else ""
        start, end = document.raw_span(min(cell.start for cell in cells), last)
        text = "。".join(words[1:] if len(words[0]) <= _NAME else words)
        yield Action(
            box=table.caption or heading or "—",
            box_title="",
            chapter=heading or None,
            number=int(printed) if printed.isdigit() and len(printed) < _LONGEST_NUMBER else row,
            name=words[0] if len(words[0]) <= _NAME else words[0][:_NAME] + "…",
            text=text,
            start=start,
            end=end,
            strength=strength(words[0], text),
        )


_LONGEST_NUMBER = 5

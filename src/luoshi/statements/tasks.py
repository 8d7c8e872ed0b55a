"""What a plan sets: special actions, numbered items and the rows of task tables, with who, when and where.

Each task keeps the words it was read from. Who leads is only taken from a document that says so
(``duties``), the class is proposed for a person to settle (``task_classes``), the deadline is the one the
task's own words or its row give.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from luoshi.documents.model import Cell, Document, Source, Table
from luoshi.statements.actions import read_measures, strength
from luoshi.statements.duties import Duty, deadline_of, duty_columns, read_duties
from luoshi.statements.model import Action, Statement
from luoshi.statements.sections import section_title
from luoshi.statements.subtasks import Listed, parts_of, rows_of
from luoshi.statements.task_classes import TaskClass, class_of
from luoshi.statements.time_model import Published
from luoshi.vocabulary.places import counties_of

Form = Literal["special", "item", "row"]

_DUE = re.compile(
    r"(?:到|至|截至)\s?20\d\d年(?:\d{1,2}月)?(?:底|末|年底)?(?:前|之前)?"
    r"|20\d\d年(?:\d{1,2}月)?(?:底|末|年底)?(?:前|之前)"
    r"|20\d\d年(?:\d{1,2}月)?(?:底|末)"
    r"|(?:力争|争取|确保)(?:在|于)?20\d\d年(?:\d{1,2}月)?"
    r"|20\d\d年(?=(?:全面|基本|全部)?(?:完成|建成|实现|建立|形成|投用|通车|投产))"
    r"|(?<![\d年])\d{1,2}月(?:底|末)?(?:之)?前|(?<![\d月])年底(?:之)?前"
    r"|(?<![\d去上近往历])年内|(?<!年)(?:第)?[一二三四]季度(?:末|底)?(?:之)?前|(?<!年)上半年(?:之)?前"
    r"|(?<!年)(?:上半年|全年)(?=[^，。；]{0,12}(?:完成|建成|贯通|通车|开工|投产|投用|开放|新增))"
)
"""到2025年, 2023年6月底前, 2025年末, 力争2025年: a year that bounds what is to be done, not one that is
told of."""

_TASK = re.compile(
    r"(?:重点|主要|工作|具体|改革|创建|建设)*(?:任务|事项|举措|措施|内容|项目名称|工作)(?:名称|内容)?"
    r"(?:(?:及|和|与|、)?(?:目标|要求|标准|措施|举措))?$"
)
_NUMBER = re.compile(r"序号|编号")
_NAME = 60
"""Longest name of a task in a table; what is longer is its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing a plan sets, or a part of it.

    Attributes:
        form: ``special`` (专项行动 of a box), ``item`` (a numbered item of a section) or ``row`` of a table;
            of a part as of its task.
        action: Its words; of a part its place in the list is the number, and its name may be empty.
        duty: Who is to do it, ``None`` where the document does not say.
        task_class: Proposed; a person settles it.
        deadline: ISO text, ``None`` where it is not said.
        places: Districts and counties that its words name.
        indicators: Names of the indicators whose targets stand in its words.
        parts: What the document lists under it.
    """

    form: Form
    action: Action
    task_class: TaskClass
    duty: Duty | None = None
    deadline: str | None = None
    places: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    parts: tuple[Task, ...] = ()


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
    found: list[_Found] = [("special", one, _parts(document, one)) for one in actions]
    named = {one.start for one in actions}
    measures = (one for one in read_measures(document) if one.start not in named)
    found += [("item", one, _parts(document, one)) for one in measures]
    found += [("row", one, parts) for one, parts in _rows(document)]
    found.sort(key=lambda one: (one[1].start, -one[1].end))
    spans = [(action.start, action.end) for _, action, _ in found]
    starts = {start for start, _ in spans}
    found = [
        (form, action, [part for part in parts if document.raw_span(part.start, part.end)[0] not in starts])
        for form, action, parts in found
    ]
    spans += [document.raw_span(part.start, part.end) for _, _, parts in found for part in parts]
    reader = _Reader(document, source, statements, spans)
    return [reader.task(form, action, parts) for form, action, parts in found]


_Found = tuple[Form, Action, list[Listed]]


def _parts(document: Document, action: Action) -> list[Listed]:
    return [] if "military" in action.doubts else parts_of(document, action)


class _Reader:
    """Reads the terms of the tasks of one document.

    Args:
        document, source, statements: As of ``read_tasks``.
        spans: Of all tasks and their parts.
    """

    def __init__(
        self,
        document: Document,
        source: Source,
        statements: Sequence[Statement],
        spans: Iterable[tuple[int, int]],
    ) -> None:
        self.document = document
        self.duties = _innermost(read_duties(document, source), spans)
        self.targets = sorted((one for one in statements if one.kind == "target"), key=_start)
        self.published = Published.parse(source.published)
        self.code = source.place_code

    def task(self, form: Form, action: Action, listed: Sequence[Listed]) -> Task:
        """Return a task with its parts."""
        parts = [self._read(form, self._part(action, at, one), None) for at, one in enumerate(listed, 1)]
        duty = self.duties.get((action.start, action.end))
        if duty is None and parts:
            duty, parts = _shared(parts, told_last=form != "row")
        return replace(self._read(form, action, duty), parts=tuple(parts))

    def _part(self, task: Action, number: int, one: Listed) -> Action:
        start, end = self.document.raw_span(one.start, one.end)
        return replace(
            task,
            number=number,
            name=one.name or "",
            text=one.text,
            start=start,
            end=end,
            strength=strength(one.name or "", one.text),
        )

    def _read(self, form: Form, action: Action, duty: Duty | None) -> Task:
        """Return a task or a part with its terms; without a duty that of its own words."""
        duty = duty or self.duties.get((action.start, action.end))
        words = f"{action.name}。{action.text}"
        first, last = (bisect_left(self.targets, at, key=_start) for at in (action.start, action.end))
        own = self.targets[first:last]
        return Task(
            form=form,
            action=action,
            task_class=class_of(action, own),
            duty=duty,
            deadline=(duty.deadline if duty else None) or _due(words, self.published),
            places=places_in(words, self.code),
            indicators=tuple(dict.fromkeys(one.indicator for one in own if one.indicator)),
        )


def _start(statement: Statement) -> int:
    return statement.start


def _shared(parts: list[Task], *, told_last: bool) -> tuple[Duty | None, list[Task]]:
    """Return the duty of a task whose parts name it: in every part, or once behind the last."""
    named = [part.duty for part in parts]
    first = named[0]
    if first and all(
        one and (one.lead, one.responsible, one.helping) == (first.lead, first.responsible, first.helping)
        for one in named
    ):
        alike = len({one.deadline for one in named if one}) == 1
        return (first if alike else replace(first, deadline=None)), parts
    if told_last and named[-1] and not any(named[:-1]):
        return named[-1], [*parts[:-1], replace(parts[-1], duty=None)]
    return None, parts


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


def _innermost(duties: Iterable[Duty], spans: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Duty]:
    """Return the first duty of every span: a duty belongs to the shortest span around its first word."""
    waiting = sorted(set(spans), reverse=True)
    around: list[tuple[int, int]] = []
    found: dict[tuple[int, int], Duty] = {}
    for duty in sorted(duties, key=lambda one: one.start):
        while waiting and waiting[-1][0] <= duty.start:
            around.append(waiting.pop())
        around = [one for one in around if duty.start < one[1]]
        if around:
            found.setdefault(min(around, key=lambda one: one[1] - one[0]), duty)
    return found


def _rows(document: Document) -> Iterator[tuple[Action, list[Listed]]]:
    """Yield the rows of tables that say of each task who is to do it, with what they list under it."""
    for table in document.tables:
        roles = duty_columns(table)
        if {"lead", "responsible"} & set(roles.values()):
            yield from _of_table(document, table, set(roles))


def _of_table(document: Document, table: Table, taken: set[int]) -> Iterator[tuple[Action, list[Listed]]]:
    header = ["".join(words.split()) for words in table.rows[0]]
    told = [at for at, words in enumerate(header) if at not in taken and _TASK.search(words)]
    if not told:
        return
    numbered = next((at for at, words in enumerate(header) if _NUMBER.search(words)), None)
    heading = section_title(document, table.start) or ""
    cells = {row: _cells(table, row, told) for row in range(1, len(table.rows))}
    words = [(row, [one.text.strip() if one else "" for one in some]) for row, some in cells.items()]
    for first, last in rows_of([(row, some) for row, some in words if any(some)]):
        own = [one for row in range(first, last + 1) for one in cells[row] if one and one.text.strip()]
        texts = [one.text.strip() for one in own]
        printed = table.rows[first][numbered].strip() if numbered is not None else ""
        start, end = document.raw_span(min(one.start for one in own), _end(table, first, last))
        text = "。".join(texts[1:] if len(texts[0]) <= _NAME else texts)
        action = Action(
            box=table.caption or heading or "—",
            box_title="",
            chapter=heading or None,
            number=int(printed) if printed.isdigit() and len(printed) < _LONGEST_NUMBER else first,
            name=texts[0] if len(texts[0]) <= _NAME else texts[0][:_NAME] + "…",
            text=text,
            start=start,
            end=end,
            strength=strength(texts[0], text),
        )
        parts = [_row(table, row, cells[row][1:]) for row in range(first, last + 1)] if last > first else []
        yield action, [part for part in parts if part is not None]


def _cells(table: Table, row: int, columns: Sequence[int]) -> list[Cell | None]:
    return [table.cell(row, at) for at in columns]


def _end(table: Table, first: int, last: int) -> int:
    return max(cell.end for cell in table.cells if first <= cell.row <= last)


def _row(table: Table, row: int, cells: Sequence[Cell | None]) -> Listed | None:
    """Return a row below a task as a part of it."""
    own = [cell for cell in cells if cell is not None and cell.text.strip()]
    if not own:
        return None
    text = "。".join(cell.text.strip() for cell in own)
    return Listed(name=None, text=text, start=min(cell.start for cell in own), end=_end(table, row, row))


_LONGEST_NUMBER = 5

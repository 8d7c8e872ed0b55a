"""The rows of what a plan sets, part by part, and of the projects a document names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from luoshi.ledger.drafting import Draft
from luoshi.ledger.editions import Edition
from luoshi.ledger.reconciling import Wanted
from luoshi.ledger.rows import Row
from luoshi.statements.duties import Duty
from luoshi.statements.model import Action
from luoshi.statements.tasks import Task, places_in


@dataclass(frozen=True, slots=True)
class Tasks:
    """The tasks and projects of one document on its way into the ledger."""

    draft: Draft
    edition: Edition

    def actions(self) -> list[Row]:
        """Return the rows that never change: a task, or a part of one, and its place in addresses."""
        plan = self.draft.plan.id
        every = [*self.draft.tasks, *(one[1:] for one in self.draft.parts)]
        return [
            Row(table="action", values={"id": identity, "plan_id": plan, "slug": slug})
            for identity, slug, _ in every
        ]

    def details(self) -> list[Wanted]:
        """Return how each task reads in its plan."""
        tasks = enumerate(self.draft.tasks, 1)
        return [self._detail(identity, rank, task.action) for rank, (identity, _, task) in tasks]

    def terms(self) -> list[Wanted]:
        """Return who is to do each task and each part, by when and where, and what kind of task it is."""
        every = [*self.draft.tasks, *(one[1:] for one in self.draft.parts)]
        return [self._terms(identity, task) for identity, _, task in every]

    def parts(self) -> list[Wanted]:
        """Return what the document lists under each task."""
        return [self._part(task, one) for task, _, _, one in self.draft.parts]

    def projects(self) -> list[Wanted]:
        """Return what the document says of named projects."""
        used: Counter[tuple[str, str]] = Counter()
        code = self.draft.contents.source.place_code
        wanted = []
        for one in self.draft.contents.projects:
            anchor = self.edition.anchor(one.start, one.end)
            used[(anchor, one.name)] += 1
            values = {
                "anchor_id": anchor,
                "name": one.name,
                "stage": one.stage,
                "reached": one.reached,
                "words": one.words,
                "text": one.text,
                "period": one.period,
                "amount": one.amount,
                "places": list(places_in(one.text, code)) or None,
            }
            subject = (anchor, one.name, used[(anchor, one.name)])
            wanted.append(Wanted(table="project_mention", subject=subject, values=values))
        return wanted

    def _detail(self, identity: str, rank: int, one: Action) -> Wanted:
        values = {
            "action_id": identity,
            "box": one.box,
            "box_title": one.box_title,
            "chapter": one.chapter,
            "number": one.number,
            "rank": rank,
            "name": one.name,
            "text": one.text,
            "strength": one.strength,
            "anchor_id": self.edition.anchor(one.start, one.end),
            "doubts": list(one.doubts) or None,
        }
        return Wanted(table="action_detail", subject=(identity,), values=values)

    def _terms(self, identity: str, task: Task) -> Wanted:
        values = {
            "action_id": identity,
            "form": task.form,
            "task_class": task.task_class.key,
            "class_words": list(task.task_class.words) or None,
            "deadline": task.deadline,
            "places": list(task.places) or None,
        }
        if task.duty is not None:
            mark = self.edition.anchor(task.duty.start, task.duty.end)
            values |= {**_units(task.duty), "duty_anchor_id": mark}
        return Wanted(table="action_terms", subject=(identity,), values=values)

    def _part(self, task: str, one: Task) -> Wanted:
        action = one.action
        values = {
            "action_id": task,
            "number": action.number,
            "name": action.name or None,
            "text": action.text,
            "strength": action.strength,
            "deadline": one.deadline,
            "places": list(one.places) or None,
            "anchor_id": self.edition.anchor(action.start, action.end),
        }
        if one.duty is not None:
            values |= _units(one.duty)
        return Wanted(table="subtask", subject=(task, action.number), values=values)


def _units(duty: Duty) -> dict[str, Any]:
    return {
        "lead": list(duty.lead) or None,
        "responsible": list(duty.responsible) or None,
        "helping": list(duty.helping) or None,
        "basis": duty.basis,
    }

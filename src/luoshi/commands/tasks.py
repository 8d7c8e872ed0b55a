"""``luoshi tasks`` and ``luoshi projects``: what a plan sets, and named projects over the documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from luoshi.commands.base import Command
from luoshi.commands.building import user
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import Question, question_options
from luoshi.commands.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from luoshi.ledger.confirming import SettledTerm
    from luoshi.ledger.records import ActionView, Anchor, IndicatorView, ProjectView
    from luoshi.ledger.views.actions import Span

FORMS = ("special", "item", "row")
CLASSES = ("measured", "checkable", "continuing")

_PLACE = (
    Column(key="document", zh="文件", en="document"),
    Column(key="start", zh="起", en="start", right=True),
    Column(key="end", zh="止", en="end", right=True),
)
TASKS = (
    Column(key="task", zh="标识", en="task"),
    Column(key="form", zh="形式", en="form"),
    Column(key="box", zh="专栏/章节", en="box"),
    Column(key="name", zh="名称", en="name", widest=40),
    Column(key="class", zh="类别", en="class"),
    Column(key="strength", zh="力度", en="strength"),
    Column(key="deadline", zh="时限", en="deadline"),
    Column(key="places", zh="地点", en="places"),
    Column(key="lead", zh="牵头单位", en="lead"),
    Column(key="basis", zh="牵头依据", en="basis"),
    Column(key="achievements", zh="成效", en="published", right=True),
)
TASKS_MORE = (
    Column(key="chapter", zh="章", en="chapter"),
    Column(key="number", zh="序号", en="number"),
    Column(key="text", zh="内容", en="text"),
    Column(key="class_words", zh="类别依据", en="class_words"),
    Column(key="responsible", zh="责任单位", en="responsible"),
    Column(key="helping", zh="配合单位", en="helping"),
    Column(key="indicators", zh="指标", en="indicators"),
    Column(key="subtasks", zh="分项", en="subtasks"),
    Column(key="settled", zh="人工认定", en="settled"),
    Column(key="decisions", zh="认定", en="decisions"),
    Column(key="answers", zh="成效原文", en="answers"),
    *_PLACE,
)
PROJECTS = (
    Column(key="project", zh="标识", en="project"),
    Column(key="name", zh="项目", en="name", widest=32),
    Column(key="published", zh="文件发布", en="published"),
    Column(key="stage", zh="阶段", en="stage"),
    Column(key="reached", zh="已实现", en="reached"),
    Column(key="period", zh="时间", en="period"),
    Column(key="amount", zh="总投资", en="amount"),
    Column(key="text", zh="原文", en="text", widest=60),
)
PROJECTS_MORE = (
    Column(key="documents", zh="文件数", en="documents"),
    Column(key="mentioned", zh="写法", en="mentioned"),
    Column(key="words", zh="阶段用语", en="words"),
    Column(key="places", zh="地点", en="places"),
    *_PLACE,
)


@click.command("tasks", cls=Command)
@question_options
@click.option("--form", "only", type=click.Choice(FORMS))
@click.option("--class", "task_class", type=click.Choice(CLASSES))
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def tasks(only: str | None, task_class: str | None, form: str, **times: Any) -> None:
    """List what a plan sets, with who is to do it and what has been published about it."""
    from luoshi.evaluation.run import only_plan
    from luoshi.ledger import views
    from luoshi.ledger.confirming import settled_terms
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    cut = question.cut()
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, cut)
        found = views.actions(ledger, plan.id, cut=cut, forms=(only,) if only else views.FORMS)
        beside = _Beside()
        for term in settled_terms(ledger, plan.id, cut):
            beside.decisions.setdefault(term.action_id, []).append(_decision(term))
        for one in views.achievements(ledger, plan.id, cut=cut):
            for action, _, _ in one.actions:
                beside.answers.setdefault(action, []).append(one.text)
        beside.targets = views.words_of_targets(views.indicators(ledger, plan.id, cut=cut), plan)
    rows = [_task(one, beside) for one in found if task_class in (None, one.terms.task_class)]
    write(rows, TASKS if form == "table" else (*TASKS, *TASKS_MORE), form, options.language)


@dataclass(slots=True)
class _Beside:
    """What is told of tasks besides what was read.

    Attributes:
        decisions: What persons settled, by task.
        answers: What has been published about a task, by task.
        targets: Short names of indicators by the words of their targets.
    """

    decisions: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    answers: dict[str, list[str]] = field(default_factory=dict)
    targets: Mapping[Span, IndicatorView] = field(default_factory=dict)


def _decision(term: SettledTerm) -> dict[str, Any]:
    return {
        "what": term.what,
        "value": term.value,
        "reason": term.reason,
        "actor": term.actor,
        "recorded": term.recorded,
        "entry": term.number,
    }


def _task(one: ActionView, beside: _Beside) -> dict[str, Any]:
    answers = beside.answers.get(one.id, [])
    return {
        "form": one.terms.form,
        "box": one.box,
        "box_title": one.box_title,
        "chapter": one.chapter,
        **_terms(one, beside),
        "subtasks": [_terms(part, beside) for part in one.parts],
        "achievements": len(answers),
        "answers": answers,
    }


def _terms(one: ActionView, beside: _Beside) -> dict[str, Any]:
    """Return what is told of a task and of a part of one."""
    from luoshi.ledger import views

    terms = one.terms
    return {
        "task": one.slug,
        "number": one.number,
        "name": one.name or None,
        "text": one.text,
        "class": terms.task_class,
        "class_words": terms.class_words,
        "strength": one.strength,
        "deadline": terms.deadline,
        "places": terms.places,
        "lead": terms.lead,
        "basis": terms.basis,
        "responsible": terms.responsible,
        "helping": terms.helping,
        "indicators": [found.slug for found in views.promised_in(one.anchor, beside.targets)],
        "settled": sorted(terms.settled),
        "decisions": beside.decisions.get(one.id, []),
        **_at(one.anchor),
    }


@click.command("projects", cls=Command)
@question_options
@click.option("--all", "every", is_flag=True)
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def projects(every: bool, form: str, **times: Any) -> None:
    """List what documents say of named projects, project by project."""
    from luoshi.ledger import views
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    with Ledger.open(options.ledger) as ledger:
        found = views.projects(ledger, cut=question.cut())
    rows = [row for one in found if every or one.documents > 1 for row in _project(one)]
    write(rows, PROJECTS if form == "table" else (*PROJECTS, *PROJECTS_MORE), form, options.language)


def _project(project: ProjectView) -> Iterator[dict[str, Any]]:
    for one in project.mentions:
        yield {
            "project": project.key,
            "name": project.name,
            "documents": project.documents,
            "mentioned": one.name,
            "published": one.citation.published.text if one.citation.published else None,
            "stage": one.stage,
            "reached": one.reached,
            "words": one.words,
            "period": one.period,
            "amount": one.amount,
            "places": one.places,
            "text": one.text,
            **_at(one.anchor),
        }


def _at(anchor: Anchor) -> dict[str, Any]:
    return {"document": anchor.document_key, "start": anchor.start, "end": anchor.end}


@click.command("settle", cls=Command)
@click.argument("task", metavar="TASK")
@click.option("--plan", metavar="PLAN")
@click.option("--class", "task_class", type=click.Choice(CLASSES))
@click.option("--lead", "units", multiple=True, metavar="UNIT")
@click.option("--confirm-lead", is_flag=True)
@click.option("--deadline", metavar="DATE")
@click.option("--strength", metavar="WORD")
@click.option("--none", "nothing", multiple=True, type=click.Choice(["lead", "deadline", "strength"]))
@click.option("--undo", "taken_back", type=click.Choice(["task_class", "lead", "deadline", "strength"]))
@click.option("--reason", metavar="WHY", required=True)
@click.option("--actor", metavar="NAME")
def settle(
    task: str, plan: str | None, taken_back: str | None, reason: str, actor: str | None, **said: Any
) -> None:
    """Settle what was only proposed about a task or a part of one: class, lead unit, deadline, strength."""
    from luoshi.evaluation.run import only_plan
    from luoshi.ledger import confirming
    from luoshi.ledger.store import Ledger

    who = actor or user()
    with Ledger.open(session().ledger, read_only=False) as ledger:
        one = confirming.task_named(ledger, only_plan(ledger, plan), task)
        if taken_back:
            entry = confirming.unsettle(ledger, one, taken_back, reason=reason, actor=who)
        else:
            entry = confirming.settle(ledger, one, _settled(one, **said), reason=reason, actor=who)
    say("task-unsettled" if taken_back else "task-settled", task=one.title, number=entry.number)


def _settled(
    one: ActionView,
    *,
    task_class: str | None,
    units: tuple[str, ...],
    confirm_lead: bool,
    deadline: str | None,
    strength: str | None,
    nothing: tuple[str, ...],
) -> dict[str, Any]:
    """Return what the options settle."""
    values: dict[str, Any] = dict.fromkeys(nothing)
    given = {"task_class": task_class, "deadline": deadline, "strength": strength}
    values |= {what: value for what, value in given.items() if value}
    if confirmed := units or (one.terms.lead if confirm_lead else ()):
        values["lead"] = list(confirmed)
    return values

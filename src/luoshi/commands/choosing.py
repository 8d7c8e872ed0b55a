"""``luoshi method``: by which published method a plan or an indicator is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from luoshi.commands.base import Part, Section
from luoshi.commands.building import user
from luoshi.commands.judging import METHODS
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import Question, question_options
from luoshi.commands.words import say

if TYPE_CHECKING:
    from luoshi.ledger.records import IndicatorView, PlanView
    from luoshi.ledger.store import Ledger

COLUMNS = (
    Column(key="method", zh="方法", en="method"),
    Column(key="version", zh="版本", en="version"),
    Column(key="title", zh="名称", en="title", widest=40),
    Column(key="scope", zh="用于", en="used for", widest=40),
    Column(key="actor", zh="选定人", en="chosen by"),
    Column(key="chosen", zh="选定日期", en="on"),
    Column(key="reason", zh="理由", en="because", widest=50),
    Column(key="entry", zh="条目", en="entry", right=True),
)


class _OfMethod(Part):
    """A command of ``luoshi method``."""

    section = "method"


@click.group("method", cls=Section)
def method() -> None:
    """Choose by which method a plan or an indicator is judged."""


@method.command("list", cls=_OfMethod)
@question_options
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def listed(form: str, **times: Any) -> None:
    """List the methods, and which were chosen for what."""
    from luoshi.evaluation.chosen import title_of
    from luoshi.evaluation.parameters import DEFAULT
    from luoshi.evaluation.rules.packs import registry
    from luoshi.evaluation.run import only_plan
    from luoshi.ledger import views
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    cut = question.cut()
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, cut)
        names = {one.id: one.name for one in views.indicators(ledger, plan.id, cut=cut)}
        choices = [one for one in views.method_choices(ledger, plan.id, cut=cut) if one.method]
    rows: list[dict[str, Any]] = []
    for name in METHODS:
        known: dict[str, Any] = {
            "method": name,
            "version": DEFAULT if name == METHODS[0] else registry.VERSIONS[name][-1],
            "title": title_of(name, options.language),
        }
        chosen = [
            known
            | {
                "scope": names.get(one.indicator_id or "") or plan.slug,
                "actor": one.entry.actor,
                "chosen": one.entry.recorded.date().isoformat(),
                "reason": one.entry.reason.rsplit(" — ", 1)[-1],
                "entry": one.entry.number,
            }
            for one in choices
            if one.method == name
        ]
        rows += chosen or [known]
    write(rows, COLUMNS, form, options.language)


@method.command("choose", cls=_OfMethod)
@click.argument("name", metavar="METHOD", type=click.Choice(METHODS))
@click.option("--plan", metavar="PLAN")
@click.option("--indicator", metavar="INDICATOR")
@click.option("--reason", metavar="WHY", required=True)
@click.option("--actor", metavar="NAME")
def choose(name: str, plan: str | None, indicator: str | None, reason: str, actor: str | None) -> None:
    """Judge a plan, or one of its indicators, by a method from now on."""
    _record(name, plan, indicator, reason, actor)


@method.command("drop", cls=_OfMethod)
@click.option("--plan", metavar="PLAN")
@click.option("--indicator", metavar="INDICATOR")
@click.option("--reason", metavar="WHY", required=True)
@click.option("--actor", metavar="NAME")
def drop(plan: str | None, indicator: str | None, reason: str, actor: str | None) -> None:
    """Take a choice back."""
    _record(None, plan, indicator, reason, actor)


def _record(
    name: str | None, plan: str | None, indicator: str | None, reason: str, actor: str | None
) -> None:
    from luoshi.ledger.choosing import choose_method
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger, read_only=False) as ledger:
        found, one = _about(ledger, plan, indicator)
        entry = choose_method(ledger, found, name, indicator=one, actor=actor or user(), reason=reason)
    about = one.name if one else found.slug
    say("method-chosen" if name else "method-dropped", method=name, about=about, entry=entry.number)


def _about(ledger: Ledger, plan: str | None, indicator: str | None) -> tuple[PlanView, IndicatorView | None]:
    from luoshi.evaluation.run import only_plan
    from luoshi.ledger import views

    found = only_plan(ledger, plan)
    return found, views.indicator(ledger, indicator, plan_id=found.id) if indicator else None

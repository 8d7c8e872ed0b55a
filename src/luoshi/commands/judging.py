"""Asking how targets stand: ``luoshi evaluate``, ``why``, ``history`` and ``corrections``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from luoshi.commands.base import Command
from luoshi.commands.output import Column, to_json, write
from luoshi.commands.session import session
from luoshi.commands.times import Day, Question, question_options, times_options
from luoshi.commands.words import words

if TYPE_CHECKING:
    from luoshi.evaluation.run import Assessment
    from luoshi.ledger.records import Revision

METHODS = ("time-path", "statcan", "dns", "unsd-chart", "eurostat", "escap", "sdsn", "oecd")
"""Names of the methods, spelt out so that asking for help loads none of them."""

CHANGES = (
    Column(key="entry", zh="条目", en="entry", right=True),
    Column(key="recorded", zh="记录时间", en="recorded"),
    Column(key="actor", zh="操作人", en="by"),
    Column(key="change", zh="变动", en="change"),
    Column(key="what", zh="对象", en="what"),
    Column(key="name", zh="名称", en="name", widest=30),
    Column(key="period", zh="时期", en="period"),
    Column(key="before", zh="原值", en="before", right=True, widest=30),
    Column(key="after", zh="现值", en="after", right=True, widest=30),
    Column(key="source", zh="出处", en="source"),
    Column(key="reason", zh="缘由", en="reason", widest=60),
)

THEN = (
    Column(key="plan_no", zh="序号", en="no.", right=True),
    Column(key="indicator", zh="指标", en="indicator"),
    Column(key="target_period", zh="目标期", en="target period"),
    Column(key="on", zh="回看日期", en="on"),
    Column(key="then", zh="当时结论代码", en="then, code"),
    Column(key="then_word", zh="当时结论", en="then"),
    Column(key="hindsight", zh="按今天的数据代码", en="with today's data, code"),
    Column(key="hindsight_word", zh="按今天的数据", en="with today's data"),
    Column(key="now", zh="今天结论代码", en="now, code"),
    Column(key="now_word", zh="今天结论", en="now"),
    Column(key="changed", zh="有变化", en="changed"),
    Column(key="changes", zh="变动数", en="changes", right=True),
    Column(key="because", zh="变化的来由", en="because", widest=80),
)

CORRECTED = (
    Column(key="entry", zh="条目", en="entry", right=True),
    Column(key="recorded", zh="记录时间", en="recorded"),
    Column(key="change", zh="变动", en="change"),
    Column(key="place", zh="地区", en="place"),
    Column(key="plan", zh="规划", en="plan"),
    Column(key="indicator", zh="指标", en="indicator"),
    Column(key="what", zh="对象", en="what"),
    Column(key="name", zh="名称", en="name", widest=30),
    Column(key="period", zh="时期", en="period"),
    Column(key="before", zh="原值", en="before", right=True, widest=30),
    Column(key="after", zh="现值", en="after", right=True, widest=30),
    Column(key="source", zh="出处", en="source"),
    Column(key="reason", zh="缘由", en="reason", widest=60),
)


TOTALS = (
    Column(key="name", zh="指标", en="what"),
    Column(key="place", zh="地区", en="place"),
    Column(key="period", zh="时期", en="period"),
    Column(key="unit", zh="单位", en="unit"),
    Column(key="dimension", zh="分项", en="by"),
    Column(key="parts", zh="各部分", en="parts", widest=60),
    Column(key="sum", zh="合计", en="sum", right=True),
    Column(key="total", zh="总数", en="total", right=True),
    Column(key="outcome", zh="核对", en="check"),
)


@click.command("evaluate", cls=Command)
@question_options
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
@click.option("--summary", is_flag=True)
@click.option("--overall", is_flag=True)
@click.option("--method", type=click.Choice(METHODS))
@click.option("--then", "then", metavar="DATE", type=Day())
@click.option("--held", is_flag=True)
def evaluate(
    form: str,
    summary: bool,
    overall: bool,
    method: str | None,
    then: date | None,
    held: bool,
    **times: Any,
) -> None:
    """Judge every target of a plan as of a date."""
    if then is not None:
        look_back(then, held, form, Question(**times))
        return
    from luoshi.evaluation import tables
    from luoshi.evaluation.peers import all_with_peers
    from luoshi.evaluation.run import assess, by_time_path, only_plan
    from luoshi.evaluation.summary import summary_of
    from luoshi.evaluation.whole import whole_of
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, question.cut())
        assessment = assess(ledger, plan, question.cut())
        if method in ("sdsn", "oecd"):
            assessment = all_with_peers(ledger, assessment)
    if method == METHODS[0]:
        assessment = by_time_path(assessment)
    if form == "table" or summary or overall:
        click.echo(f"{plan.title} · {words('evaluation-date')} {assessment.at}")
        click.echo(summary_of(assessment).sentence(options.language))
    if overall:
        click.echo(whole_of(assessment, options.language))
    if summary or overall:
        return
    if method not in (None, METHODS[0]):
        write_method(assessment, method, form)
        return
    rows = tables.records(assessment, options.language)
    columns = [Column(key=h.key, zh=h.zh, en=h.en, right=h.right) for h in tables.HEADINGS if _shown(h, form)]
    if form == "table":
        click.echo()
        rows = tables.worded(assessment, rows, options.language)
    write(rows, columns, form, options.language)


def look_back(on: date, held: bool, form: str, question: Question) -> None:
    """Write how each target was judged then, how with today's data, and what changed it."""
    from luoshi.evaluation.run import only_plan
    from luoshi.evaluation.then import looked_back, records
    from luoshi.ledger.store import Ledger

    options = session()
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, question.cut())
        found = looked_back(ledger, plan, on, question.cut(), held=held)
    columns = [one for one in THEN if form != "table" or one.key not in ("on", "then", "hindsight", "now")]
    rows = records(found, options.language)
    if form == "table":
        rows = [row | {"changed": words("answer-yes" if row["changed"] else "answer-no")} for row in rows]
    write(rows, columns, form, options.language)


def write_method(assessment: Assessment, method: str, form: str) -> None:
    """Write the targets of a plan by one of the published methods."""
    from luoshi.evaluation import by_method

    language = session().language
    if form == "table":
        click.echo()
    rows = by_method.records(assessment, method, language)
    columns = [
        Column(key=h.key, zh=h.zh, en=h.en, right=h.right) for h in by_method.HEADINGS if _shown(h, form)
    ]
    write(rows, columns, form, language)


def _shown(heading: Any, form: str) -> bool:
    return bool(heading.brief or form != "table")


@click.command("why", cls=Command)
@click.argument("indicator")
@question_options
@click.option("--format", "form", default="text", type=click.Choice(["text", "json"]))
def why(indicator: str, form: str, **times: Any) -> None:
    """Say what the verdicts of an indicator rest on."""
    from luoshi.evaluation.run import assess_indicator, only_plan
    from luoshi.evaluation.tables import why as explained
    from luoshi.evaluation.tables import why_records
    from luoshi.ledger import views
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    cut = question.cut()
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, cut)
        found = views.indicator(ledger, indicator, plan_id=plan.id, cut=cut)
        dossier = assess_indicator(ledger, found, cut)
    if form == "json":
        click.echo(to_json(why_records(dossier), indent=1))
    else:
        click.echo(explained(dossier, options.language), nl=False)


@click.command("history", cls=Command)
@click.argument("indicator", required=False)
@question_options
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def history(indicator: str | None, form: str, **times: Any) -> None:
    """List every change to an indicator, or to what is known of the plan, oldest first."""
    from luoshi.evaluation.run import only_plan
    from luoshi.ledger import views
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    cut = question.cut()
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, cut)
        if indicator is None:
            changes = views.plan_history(ledger, plan.id, cut=cut)
        else:
            found = views.indicator(ledger, indicator, plan_id=plan.id, cut=cut)
            changes = views.history(ledger, found.id, cut=cut)
    rows = ({**_change(change, form), "actor": change.entry.actor} for change in changes)
    write(rows, CHANGES, form, options.language)


@click.command("corrections", cls=Command)
@times_options
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def corrections(form: str, **times: Any) -> None:
    """List what was put right, the newest first."""
    from luoshi.ledger import views
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times, plan=None)
    with Ledger.open(options.ledger) as ledger:
        found = views.corrections(ledger, cut=question.cut())
    rows = (
        {
            **_change(one.revision, form),
            "place": one.place,
            "plan": one.plan_slug,
            "indicator": one.slug,
        }
        for one in found
    )
    write(rows, CORRECTED, form, options.language)


@click.command("totals", cls=Command)
@times_options
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def totals(form: str, **times: Any) -> None:
    """Compare totals with the sum of their parts."""
    from luoshi.ledger import totals as adding
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times, plan=None)
    with Ledger.open(options.ledger) as ledger:
        found = adding.totals(ledger, cut=question.cut())
    rows = (
        {
            "name": one.name,
            "place": one.place,
            "period": one.period,
            "unit": one.unit,
            "dimension": one.dimension,
            "parts": "；".join(f"{name} {value}" for name, value in one.parts),
            "sum": one.sum,
            "total": one.total,
            "outcome": words(f"total-{one.outcome}") if form == "table" else one.outcome,
        }
        for one in found
    )
    write(rows, TOTALS, form, options.language)


def _change(change: Revision, form: str) -> dict[str, Any]:
    """Return a change as a row: codes for programs, words for eyes."""
    from luoshi.evaluation.tables import source_words

    what = change.role or change.what
    shown = {"change": change.change, "what": change.what}
    if form == "table":
        shown = {"change": words(f"change-{change.change}"), "what": words(f"what-{what}")}
    return {
        "entry": change.entry.number,
        "recorded": change.entry.recorded.isoformat(timespec="seconds"),
        **shown,
        "name": change.name,
        "period": change.period,
        "before": change.said_before if change.before is None else change.before,
        "after": change.said_after if change.after is None else change.after,
        "source": source_words(change.source) if change.source else None,
        "reason": change.reason,
    }

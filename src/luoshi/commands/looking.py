"""Looking ahead: ``luoshi outlook``."""

from __future__ import annotations

from typing import Any

import click

from luoshi.commands.base import Command
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import Question, question_options

COLUMNS = (
    Column(key="plan_no", zh="序号", en="no.", right=True),
    Column(key="indicator", zh="指标", en="indicator"),
    Column(key="unit", zh="单位", en="unit"),
    Column(key="target_period", zh="目标期", en="target period"),
    Column(key="target", zh="目标值", en="target", right=True),
    Column(key="point", zh="推算值", en="point", right=True),
    Column(key="low_80", zh="80%下限", en="80% low", right=True),
    Column(key="high_80", zh="80%上限", en="80% high", right=True),
    Column(key="low_95", zh="95%下限", en="95% low", right=True),
    Column(key="high_95", zh="95%上限", en="95% high", right=True),
    Column(key="probability", zh="可能性", en="probability", right=True),
    Column(key="word", zh="趋势研判", en="outlook"),
    Column(key="reason", zh="不作研判的原因", en="no outlook because"),
    Column(key="chance", zh="代码", en="code"),
    Column(key="points", zh="年数", en="years", right=True),
    Column(key="limit", zh="自然界限", en="natural limits"),
    Column(key="version", zh="版本", en="version"),
    Column(key="sentence", zh="说明", en="sentence"),
)
BRIEF = frozenset(
    {
        "plan_no",
        "indicator",
        "target_period",
        "target",
        "point",
        "low_80",
        "high_80",
        "probability",
        "word",
        "reason",
    }
)


@click.command("outlook", cls=Command)
@question_options
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def outlook(form: str, **times: Any) -> None:
    """Say how likely the targets are whose period is still running; for internal use."""
    from luoshi.evaluation import words
    from luoshi.evaluation.outlook.run import prospects, records
    from luoshi.evaluation.run import assess, only_plan
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, question.cut())
        assessment = assess(ledger, plan, question.cut())
    rows = records(prospects(assessment), options.language)
    if form == "table":
        click.echo(words.text("outlook", "internal", options.language))
        click.echo()
    columns = [column for column in COLUMNS if form != "table" or column.key in BRIEF]
    write(rows, columns, form, options.language)

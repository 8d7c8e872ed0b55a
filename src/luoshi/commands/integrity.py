"""What the series themselves show: ``luoshi integrity``."""

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
    Column(key="kind", zh="类型", en="kind"),
    Column(key="first", zh="起", en="from"),
    Column(key="last", zh="止", en="to"),
    Column(key="evidence", zh="依据", en="evidence"),
    Column(key="disagreement", zh="数据不一致", en="disagreement"),
)


@click.command("integrity", cls=Command)
@question_options
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def integrity(form: str, **times: Any) -> None:
    """List what the yearly series of a plan show that their matter seldom does."""
    from luoshi.evaluation.integrity import words
    from luoshi.evaluation.integrity.run import checked
    from luoshi.evaluation.rows import name_of
    from luoshi.evaluation.run import only_plan
    from luoshi.ledger.disagreements import disagreements
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    cut = question.cut()
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, cut)
        found = checked(ledger, plan, disagreements(ledger, plan.id, cut=cut), cut)
    rows = [
        {
            "plan_no": one.indicator.number,
            "indicator": name_of(one.indicator, options.language),
            "kind": words.kind(one.flag.kind, options.language) if form == "table" else one.flag.kind,
            "first": one.flag.first,
            "last": one.flag.last,
            "evidence": words.evidence(one.flag, options.language),
            "disagreement": one.disagreement.id[:8] if one.disagreement else None,
        }
        for one in found
    ]
    write(rows, COLUMNS, form, options.language)

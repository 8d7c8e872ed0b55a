"""``luoshi report``: the table of indicators, the brief and the outlook, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from luoshi.commands.base import Command
from luoshi.commands.session import session
from luoshi.commands.times import Question, question_options
from luoshi.commands.words import say

SUFFIXES = {"table": ".xlsx", "brief": ".docx", "outlook": ".docx"}


@click.command("report", cls=Command)
@click.argument("form", type=click.Choice(list(SUFFIXES)), metavar="table|brief|outlook")
@question_options
@click.option("--output", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
def report(form: str, output: Path | None, **times: Any) -> None:
    """Write the Excel table, the one-page Word brief, or the paper on the outlook for internal use."""
    from luoshi.evaluation.run import only_plan
    from luoshi.formats.ahead import write_outlook
    from luoshi.formats.excel import write_indicator_table
    from luoshi.formats.word import write_brief
    from luoshi.ledger.store import Ledger

    question = Question(**times)
    make = {"table": write_indicator_table, "brief": write_brief, "outlook": write_outlook}[form]
    with Ledger.open(session().ledger) as ledger:
        plan = only_plan(ledger, question.plan, question.cut())
        target = output or Path(f"{plan.slug}-{form}{SUFFIXES[form]}")
        say("report-done", file=make(ledger, plan, question.cut(), target))

"""``luoshi compare``: places on one figure."""

from __future__ import annotations

from typing import Any

import click

from luoshi.commands.base import Command
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import Question, times_options

COLUMNS = (
    Column(key="rank", zh="位次", en="rank", right=True),
    Column(key="rank_low", zh="位次下限", en="from", right=True),
    Column(key="rank_high", zh="位次上限", en="to", right=True),
    Column(key="place", zh="地区", en="place"),
    Column(key="period", zh="时期", en="period"),
    Column(key="value", zh="数值", en="value", right=True),
    Column(key="unit", zh="单位", en="unit"),
    Column(key="definition", zh="口径", en="definition", widest=30),
    Column(key="source", zh="来源", en="source", widest=40),
    Column(key="apart", zh="代码", en="code"),
    Column(key="reason", zh="不可比的原因", en="not comparable because"),
)


@click.command("compare", cls=Command)
@click.argument("concept")
@click.argument("period")
@click.option("--place", "places", multiple=True, metavar="PLACE")
@times_options
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def compare(concept: str, period: str, places: tuple[str, ...], form: str, **times: Any) -> None:
    """Compare places on one figure: same period, unit, definition and official source."""
    from luoshi.evaluation.comparing import records
    from luoshi.evaluation.places import asked
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger) as ledger:
        found = asked(ledger, concept, Question(**times, plan=None).cut(), places).on(period)
    rows = records(found, session().language)
    shown = [one for one in COLUMNS if form != "table" or one.key not in ("apart", "period")]
    write(rows, shown, form, session().language)

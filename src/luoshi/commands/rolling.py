"""``luoshi rollup`` and ``luoshi whatif``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from luoshi.commands.base import Command
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.targeting import Amount
from luoshi.commands.times import Question, question_options

if TYPE_CHECKING:
    from luoshi.evaluation.summary import Summary

COMPOSITES = ("weighted", "efficacy", "entropy", "topsis")
FORMS = click.Choice(["table", "json", "csv"])

ROLLED = (
    Column(key="composite", zh="代码", en="code"),
    Column(key="name", zh="合成方法", en="composite"),
    Column(key="value", zh="值", en="value", right=True),
    Column(key="low", zh="5%", en="5%", right=True),
    Column(key="high", zh="95%", en="95%", right=True),
    Column(key="used", zh="计入指标", en="used", right=True),
    Column(key="left_out", zh="未计入", en="left out", right=True),
    Column(key="weights", zh="权重", en="weights", widest=60),
    Column(key="shares", zh="各项权重", en="share of each"),
    Column(key="seed", zh="种子", en="seed", right=True),
    Column(key="draws", zh="抽样次数", en="draws", right=True),
    Column(key="version", zh="版本", en="version"),
)
WHAT_IF = (
    Column(key="plan_no", zh="序号", en="no.", right=True),
    Column(key="indicator", zh="指标", en="indicator"),
    Column(key="target_period", zh="目标期", en="target period"),
    Column(key="target", zh="目标值", en="target", right=True),
    Column(key="start_year", zh="起点年", en="from", right=True),
    Column(key="start", zh="起点值", en="value", right=True),
    Column(key="kind", zh="年变动口径", en="rate in"),
    Column(key="needed", zh="所需年均", en="needed", right=True),
    Column(key="recent", zh="以往年均", en="had", right=True),
    Column(key="best", zh="最好几年的年均", en="best years", right=True),
    Column(key="best_years", zh="哪几年", en="which"),
    Column(key="rate", zh="设定年均", en="rate", right=True),
    Column(key="value", zh="目标年推算", en="then", right=True),
    Column(key="reaches", zh="能否达到", en="reaches"),
    Column(key="met_in", zh="达到年份", en="met in", right=True),
    Column(key="reason", zh="不推算的原因", en="nothing because"),
    Column(key="sentence", zh="说明", en="sentence", widest=80),
)
_BRIEF = frozenset(
    {"indicator", "target_period", "target", "start_year", "start", "needed", "recent", "best", "sentence"}
)


@click.command("rollup", cls=Command)
@question_options
@click.option("--composite", "names", multiple=True, type=click.Choice(COMPOSITES))
@click.option("--weights", metavar="FILE.csv", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--seed", type=int)
@click.option("--draws", type=click.IntRange(100, 100_000))
@click.option("--format", "form", default="table", type=FORMS)
def rollup(
    names: tuple[str, ...],
    weights: Path | None,
    seed: int | None,
    draws: int | None,
    form: str,
    **times: Any,
) -> None:
    """Roll a plan up: counts, the worst binding indicator, and composites by name."""
    from luoshi.evaluation.rollup import run
    from luoshi.evaluation.run import assess, only_plan
    from luoshi.evaluation.summary import summary_of
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, question.cut())
        summary = summary_of(assess(ledger, plan, question.cut()))
    found = run.rolled_up(
        summary,
        names,  # type: ignore[arg-type]
        _weights(weights, summary) if weights else None,
        seed=run.SEED if seed is None else seed,
        draws=draws or run.DRAWS,
    )
    if form == "table":
        click.echo(summary.sentence(options.language))
        click.echo(run.worst_words(found, options.language))
        if not names:
            return
        click.echo()
    shown = [one for one in ROLLED if form != "table" or one.key not in ("shares", "version")]
    write(run.records(found, options.language), shown, form, options.language)


def _weights(file: Path, summary: Summary) -> Mapping[str, float]:
    """Read weights: columns ``indicator`` (number, slug or name) and ``weight``, none below nothing."""
    from luoshi.errors import LuoshiError

    known: dict[str, str] = {}
    for row in summary.rows:
        one = row.indicator
        known |= {one.slug: one.slug, one.name: one.slug, str(one.number): one.slug}
    found: dict[str, float] = {}
    with file.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        for name in ("indicator", "weight"):
            if name not in (reader.fieldnames or ()):
                raise LuoshiError("csv-columns", file=str(file), columns=name)
        for number, line in enumerate(reader, start=2):
            slug = known.get((line["indicator"] or "").strip())
            if slug is None:
                raise LuoshiError("not-found", what=f"{file}:{number} {line['indicator']}")
            found[slug] = _weight(line["weight"] or "", file, number)
    return found


def _weight(text: str, file: Path, number: int) -> float:
    from luoshi.errors import LuoshiError

    try:
        weight = float(text)
    except ValueError:
        weight = -1.0
    if not 0 <= weight < float("inf"):
        raise LuoshiError("weight-invalid", file=str(file), row=number, text=text)
    return weight


@click.command("whatif", cls=Command)
@click.argument("indicator")
@question_options
@click.option("--rate", type=Amount())
@click.option("--best-years", type=click.IntRange(1, 20), default=3, show_default=True)
@click.option("--format", "form", default="table", type=FORMS)
def whatif(indicator: str, rate: Decimal | None, best_years: int, form: str, **times: Any) -> None:
    """Say which yearly rate from now reaches a target, and where a rate leads."""
    from luoshi.evaluation import words
    from luoshi.evaluation.rows import name_of
    from luoshi.evaluation.run import assess_indicator, only_plan, today
    from luoshi.evaluation.whatif import record, what_if
    from luoshi.ledger import views
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    cut = question.cut()
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, cut)
        found = views.indicator(ledger, indicator, plan_id=plan.id, cut=cut)
        dossier, at = assess_indicator(ledger, found, cut), cut.at or today(ledger)
    rows = []
    for target in dossier.targets:
        made = what_if(target, dossier.inputs.values(), at=at, best_years=best_years, cuts=dossier.cuts)
        taken = rate if rate is not None else made.best
        path = made.at(taken) if made.reason is None and taken is not None else None
        name = name_of(found, options.language)
        rows.append(record(made, path, name, found.number, options.language))
    if form == "table":
        click.echo(words.text("outlook", "internal", options.language))
        click.echo()
    columns = [one for one in WHAT_IF if form != "table" or one.key in _BRIEF]
    write(rows, columns, form, options.language)

"""Judging a whole country: ``luoshi national``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from luoshi.commands.base import Part, Section
from luoshi.commands.session import session
from luoshi.commands.times import Day, Question, times_options
from luoshi.commands.words import say


class _OfNational(Part):
    """A command of ``luoshi national``."""

    section = "national"


@click.group("national", cls=Section)
def national() -> None:
    """Judge many places at once, from Parquet files."""


@national.command("export", cls=_OfNational)
@click.argument("folder", type=click.Path(path_type=Path))
@times_options
def export(folder: Path, **times: Any) -> None:
    """Write the targets and figures of all plans as Parquet."""
    from luoshi.evaluation.national.export import export as write
    from luoshi.evaluation.national.export import inputs
    from luoshi.ledger.store import Ledger

    cut = Question(plan=None, **times).cut()
    with Ledger.open(session().ledger) as ledger:
        targets, figures = write(inputs(ledger, cut), folder)
    say("national-exported", folder=folder, targets=targets, figures=figures)


@national.command("evaluate", cls=_OfNational)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--at", metavar="DATE", type=Day(), required=True)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--threads", type=click.IntRange(min=1))
@click.option("--memory", metavar="SIZE")
def evaluate(folder: Path, at: Any, output: Path | None, threads: int | None, memory: str | None) -> None:
    """Judge the Parquet files of a folder; results go beside them."""
    from luoshi.evaluation.national.run import Means, judge_files

    results = output or folder / "results.parquet"
    count = judge_files(
        folder / "targets.parquet",
        folder / "observations.parquet",
        results,
        at=at,
        means=Means(threads=threads, memory=memory),
    )
    say("national-evaluated", file=results, targets=count)

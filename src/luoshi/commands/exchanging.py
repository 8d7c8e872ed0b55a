"""``luoshi export --to``: a plan's figures in the forms in which figures are exchanged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from luoshi.commands.session import session
from luoshi.commands.times import Question
from luoshi.commands.words import say
from luoshi.errors import LuoshiError

if TYPE_CHECKING:
    from luoshi.ledger.store import Ledger


def write_figures(ledger: Ledger, form: str, output: Path | None, question: Question) -> None:
    """Write the figures of a plan.

    Args:
        ledger: To read.
        form: ``csv``, ``sdmx`` or ``open-sdg``.
        output: A file, or for ``open-sdg`` a folder; standard output where there is none.
        question: As of when, and of which plan.

    Raises:
        LuoshiError: ``folder-needed`` for ``open-sdg`` without an output, ``plan-missing``,
            ``file-unwritable``.
    """
    from luoshi.evaluation.run import only_plan
    from luoshi.formats.figures.held import held_figures
    from luoshi.formats.figures.open_sdg import write_open_sdg
    from luoshi.formats.figures.plain_csv import write_csv
    from luoshi.formats.figures.sdmx_csv import write_sdmx_csv
    from luoshi.formats.packing import store

    if form == "open-sdg" and output is None:
        raise LuoshiError("folder-needed")
    held = held_figures(ledger, only_plan(ledger, question.plan, question.cut()), question.cut())
    if form == "open-sdg":
        write_open_sdg(held.lines, output or Path())
    else:
        text = write_csv(held.lines, session().language) if form == "csv" else write_sdmx_csv(held.lines)
        if output is None:
            click.echo(text, nl=False)
        else:
            store(text.encode(), output)
    say("export-figures", count=len(held.lines), left_out=held.left_out, err=True)

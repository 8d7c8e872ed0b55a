"""Keeping a ledger sound: ``luoshi verify``, ``migrate`` and ``export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from luoshi.commands import failure
from luoshi.commands.base import Command
from luoshi.commands.session import session
from luoshi.commands.times import Question, question_options
from luoshi.commands.words import say


@click.command("verify", cls=Command)
@click.option("--head", metavar="HASH")
@click.option("--key", "key_file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def verify(context: click.Context, head: str | None, key_file: Path | None) -> None:
    """Check the chain of entries and that folding it gives the tables."""
    from luoshi.ledger.closing import last_closed, public_key
    from luoshi.ledger.store import Ledger

    key = public_key(key_file) if key_file else None
    with Ledger.open(session().ledger, read_only=True) as ledger:
        problems = ledger.verify(head, key)
        last = ledger.head()
        closed = last_closed(ledger, key) if key else (0, 0)
    for problem in problems:
        failure.report(problem)
    if problems:
        context.exit(failure.PROBLEMS)
    if last is None:
        say("verify-empty")
    else:
        say("verify-done", number=last.number, hash=last.hash)
    if key:
        say("verify-closed", count=closed[0], number=closed[1])


@click.command("migrate", cls=Command)
def migrate() -> None:
    """Bring a ledger to the present layout, after a backup."""
    from luoshi.ledger.store import migrate as bring_forward

    backup = bring_forward(session().ledger)
    if backup is None:
        say("migrate-current")
    else:
        say("migrate-done", backup=backup)


@click.command("export", cls=Command)
@click.option("--to", "form", default="journal", type=click.Choice(["journal", "csv", "sdmx", "open-sdg"]))
@click.option("--output", metavar="FILE", type=click.Path(path_type=Path))
@question_options
def export(form: str, output: Path | None, **times: Any) -> None:
    """Write all that a ledger holds as lines of JSON, or a plan's figures in a form to exchange."""
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger, read_only=True) as ledger:
        if form != "journal":
            from luoshi.commands.exchanging import write_figures

            write_figures(ledger, form, output, Question(**times))
        elif output is None:
            ledger.export(sys.stdout)
        else:
            from luoshi.ledger.transfer import export_to

            export_to(ledger, output)
            say("export-done", file=output, err=True)

"""The command line: one command per thing a person does."""

from __future__ import annotations

import click

from luoshi import __version__
from luoshi.commands.base import Group
from luoshi.commands.building import attach, build, retract
from luoshi.commands.choosing import method
from luoshi.commands.collected import collect
from luoshi.commands.comparing import compare
from luoshi.commands.corpora import corpus
from luoshi.commands.differing import diff
from luoshi.commands.disagreeing import disagreements
from luoshi.commands.doctor import doctor
from luoshi.commands.extracting import extract
from luoshi.commands.folder import init
from luoshi.commands.integrity import integrity
from luoshi.commands.judging import corrections, evaluate, history, totals, why
from luoshi.commands.keeping import export, migrate, verify
from luoshi.commands.looking import outlook
from luoshi.commands.national import national
from luoshi.commands.people import user
from luoshi.commands.planning import plan
from luoshi.commands.projecting import project
from luoshi.commands.publishing import publish
from luoshi.commands.reminding import remind
from luoshi.commands.reporting import report
from luoshi.commands.reviewing import review
from luoshi.commands.rolling import rollup, whatif
from luoshi.commands.safekeeping import backup, close, load, restore
from luoshi.commands.searching import search
from luoshi.commands.serving import serve
from luoshi.commands.targeting import target
from luoshi.commands.tasks import projects, settle, tasks


@click.group("luoshi", cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="luoshi")
def main() -> None:
    """Luoshi 落实; the words shown are those of ``commands/help.toml``."""


for command in (
    init,
    build,
    extract,
    corpus,
    attach,
    retract,
    evaluate,
    why,
    outlook,
    whatif,
    rollup,
    compare,
    history,
    corrections,
    diff,
    tasks,
    settle,
    projects,
    project,
    review,
    disagreements,
    integrity,
    totals,
    plan,
    target,
    method,
    search,
    report,
    serve,
    collect,
    publish,
    user,
    verify,
    close,
    backup,
    restore,
    load,
    migrate,
    export,
    national,
    remind,
    doctor,
):
    main.add_command(command)

"""``luoshi project``: which project a name belongs to, as a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from luoshi.commands.base import Part, Section
from luoshi.commands.building import user
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.words import say

if TYPE_CHECKING:
    from luoshi.ledger.records import Entry

DECIDED = (
    Column(key="entry", zh="条目", en="entry", right=True),
    Column(key="name", zh="写法", en="name"),
    Column(key="document", zh="文件", en="document"),
    Column(key="project", zh="项目", en="project"),
    Column(key="reason", zh="理由", en="reason", widest=40),
    Column(key="actor", zh="何人", en="by"),
    Column(key="recorded", zh="何时", en="when"),
)


class _OfProject(Part):
    """A command of ``luoshi project``."""

    section = "project"


@click.group("project", cls=Section)
def project() -> None:
    """Which project a name belongs to, as a person decides."""


@project.command("merge", cls=_OfProject)
@click.argument("projects", metavar="PROJECT...", nargs=-1, required=True)
@click.option("--name", metavar="NAME")
@click.option("--reason", metavar="WHY", required=True)
@click.option("--actor", metavar="NAME")
def merge(projects: tuple[str, ...], name: str | None, reason: str, actor: str | None) -> None:
    """Make one history of several projects; the first gives its name."""
    from luoshi.ledger import projecting
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger) as ledger:
        ones = [projecting.project_named(ledger, one) for one in projects]
        _said(projecting.merge(ledger, ones, name=name, reason=reason, actor=actor or user()))


@project.command("split", cls=_OfProject)
@click.argument("project", metavar="PROJECT")
@click.argument("names", metavar="NAME[@DOCUMENT]...", nargs=-1, required=True)
@click.option("--name", metavar="NAME")
@click.option("--reason", metavar="WHY", required=True)
@click.option("--actor", metavar="NAME")
def split(project: str, names: tuple[str, ...], name: str | None, reason: str, actor: str | None) -> None:
    """Make some names of a project a project of their own."""
    from luoshi.ledger import projecting
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger) as ledger:
        one = projecting.project_named(ledger, project)
        gone = [
            each.id
            for each in one.mentions
            if {each.name, f"{each.name}@{each.anchor.document_key}"} & set(names)
        ]
        _said(projecting.split(ledger, one, gone, name=name, reason=reason, actor=actor or user()))


@project.command("drop", cls=_OfProject)
@click.argument("project", metavar="PROJECT")
@click.option("--reason", metavar="WHY", required=True)
@click.option("--actor", metavar="NAME")
def drop(project: str, reason: str, actor: str | None) -> None:
    """Say that the names of a project are no project's."""
    from luoshi.ledger import projecting
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger) as ledger:
        one = projecting.project_named(ledger, project)
        _said(projecting.drop(ledger, one, reason=reason, actor=actor or user()))


@project.command("undo", cls=_OfProject)
@click.argument("number", metavar="ENTRY", type=int)
@click.option("--reason", metavar="WHY", required=True)
@click.option("--actor", metavar="NAME")
def undo(number: int, reason: str, actor: str | None) -> None:
    """Take back what was decided in an entry."""
    from luoshi.ledger import projecting
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger) as ledger:
        _said(projecting.undo(ledger, number, reason=reason, actor=actor or user()))


@project.command("decisions", cls=_OfProject)
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def decisions(form: str) -> None:
    """List what was decided and stands, the latest first."""
    from luoshi.ledger import projecting
    from luoshi.ledger.store import Ledger

    options = session()
    with Ledger.open(options.ledger) as ledger:
        found = projecting.decisions(ledger)
    rows: list[dict[str, Any]] = [
        {
            "entry": one.number,
            "name": each.name,
            "document": each.document,
            "project": each.project,
            "reason": one.reason,
            "actor": one.actor,
            "recorded": one.recorded,
        }
        for one in found
        for each in one.names
    ]
    write(rows, DECIDED, form, options.language)


def _said(entry: Entry) -> None:
    say("project-decided", number=entry.number)

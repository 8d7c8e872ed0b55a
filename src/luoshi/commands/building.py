"""What changes a ledger: ``luoshi build``, ``retract`` and ``attach``."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from luoshi.commands import failure
from luoshi.commands.base import Command
from luoshi.commands.output import Column, write
from luoshi.commands.progress import progress
from luoshi.commands.session import session
from luoshi.commands.words import say, words

if TYPE_CHECKING:
    from luoshi.ledger.build import BuildReport

DONE = (
    Column(key="file", zh="文件", en="file", widest=40),
    Column(key="status", zh="结果", en="result"),
    Column(key="statements", zh="陈述", en="statements", right=True),
    Column(key="indicators", zh="指标", en="indicators", right=True),
    Column(key="actions", zh="行动", en="actions", right=True),
    Column(key="links", zh="关联", en="linked", right=True),
    Column(key="candidates", zh="待审", en="to review", right=True),
    Column(key="vanished", zh="撤回", en="withdrawn", right=True),
)


@click.command("build", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--observations", metavar="FILE", multiple=True, type=click.Path(path_type=Path))
@click.option("--actor", metavar="NAME")
@click.pass_context
def build(context: click.Context, folder: Path, observations: Sequence[Path], actor: str | None) -> None:
    """Bring the ledger up to date with a folder; exit code 1 unless everything was read."""
    from luoshi.documents.archives import is_archive, opened
    from luoshi.ledger.build import build as bring_up_to_date
    from luoshi.ledger.locking import arrivals
    from luoshi.ledger.store import Ledger

    deep = is_archive(folder)
    with ExitStack() as stack:
        inside = stack.enter_context(opened(folder))
        steps = _steps(inside, deep, len(observations))
        ledger = stack.enter_context(Ledger.open(session().ledger, create=True))
        counter = stack.enter_context(progress(words("build-progress"), steps))
        before = ledger.head()
        report = bring_up_to_date(
            ledger,
            inside,
            observations=observations,
            progress=lambda file, _: counter.step(file),
            actor=actor or user(),
            deep=deep,
        )
        last = ledger.head()
        first = before.number if before else 0
        late = [one for one in arrivals(ledger) if one.entry > first]
    tell(report)
    if late:
        say("build-closed", count=len(late))
    if last is not None:
        say("build-head", number=last.number, hash=last.hash)
    if not report.complete:
        context.exit(failure.PROBLEMS)


def _steps(folder: Path, deep: bool, tables: int) -> int:
    from luoshi.documents.sources import read_catalogue

    return 2 * len(read_catalogue(folder, deep=deep).sources) + tables


def user() -> str:
    """Return who is named in the journal when nobody was named."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "luoshi"


def tell(report: BuildReport) -> None:
    """Write what was done with each file, then what went wrong."""
    write(_rows(report), DONE, "table", session().language)
    for source in report.elsewhere:
        say("build-elsewhere", source=source)
    for problem in report.problems:
        failure.report(problem)
    say("build-done", ledger=session().ledger, changed=sum(_wrote(one) for one in report.documents))


def _rows(report: BuildReport) -> Iterator[dict[str, Any]]:
    for one in report.documents:
        counts = {column.key: getattr(one, column.key) or None for column in DONE[2:]}
        yield {"file": one.file, "status": words(f"status-{one.status}"), **counts}
    for table in report.observations:
        counts = {"statements": table.rows or None, "links": table.linked or None}
        counts["vanished"] = table.vanished or None
        yield {"file": table.file, "status": words(f"status-{table.status}"), **counts}


def _wrote(report: Any) -> bool:
    return report.entry is not None


@click.command("retract", cls=Command)
@click.argument("source")
@click.option("--reason", metavar="WHY")
@click.option("--undo", is_flag=True)
@click.option("--actor", metavar="NAME")
def retract(source: str, reason: str | None, undo: bool, actor: str | None) -> None:
    """Take a source back with all that rests on it, or bring it back."""
    from luoshi.ledger.retracting import restore
    from luoshi.ledger.retracting import retract as take_back
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger, read_only=False) as ledger:
        change = restore if undo else take_back
        done = change(ledger, source, reason or words("reason-not-given"), actor=actor or user())
    if done.entry is None:
        say("retract-nothing", source=source)
    else:
        count = sum(done.facts.values())
        say("restore-done" if undo else "retract-done", source=source, count=count)


@click.command("attach", cls=Command)
@click.argument("original", type=click.Path(path_type=Path))
@click.option("--actor", metavar="NAME")
def attach(original: Path, actor: str | None) -> None:
    """Join an original to figures that so far were only cited."""
    from luoshi.ledger.attaching import attach as join
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger, read_only=False) as ledger:
        report = join(ledger, original, actor=actor or user())
    columns = (
        Column(key="quote", zh="原文", en="words"),
        Column(key="score", zh="把握", en="score", right=True),
        Column(key="reason", zh="依据", en="why", widest=60),
    )
    rows = [{"quote": one.quote, "score": one.score, "reason": one.reason} for one in report.attached]
    if rows:
        write(rows, columns, "table", session().language)
    say("attach-done", source=report.key, count=len(rows), before=report.before)

"""``luoshi corpus``: tens of thousands of documents become tables in Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from luoshi.commands.base import Command
from luoshi.commands.output import Column, write
from luoshi.commands.progress import progress
from luoshi.commands.session import session
from luoshi.commands.words import say, words
from luoshi.errors import LuoshiError

if TYPE_CHECKING:
    from luoshi.formats.corpus.parts import Part

DONE = (
    Column(key="table", zh="表", en="table"),
    Column(key="rows", zh="行数", en="rows", right=True),
)


@click.command("corpus", cls=Command)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path))
@click.option("--workers", metavar="N", default=0, type=click.IntRange(0, 256))
@click.option("--seconds", metavar="S", default=120.0, type=click.FloatRange(1, 86_400))
@click.option("--fresh", is_flag=True)
@click.option("--format", "form", default="table", type=click.Choice(["json", "csv", "table"]))
def corpus(folder: Path, out: Path, workers: int, seconds: float, fresh: bool, form: str) -> None:
    """Read every document of a folder into tables; what was done before is not done again."""
    from luoshi.documents.sources import document_files
    from luoshi.formats.corpus import parts
    from luoshi.formats.corpus.working import Workers

    _check(folder)
    files = document_files(folder, deep=True)
    if not files:
        raise LuoshiError("folder-without-documents", folder=str(folder))
    if fresh:
        parts.clear(out)
    parts.prepare(out)
    every = list(parts.parts_of(folder, files))
    parts.forget_others(out, len(every))
    waiting = [part for part in every if not parts.is_done(out, part)]
    count = min(workers or _processors(), max(len(waiting), 1))
    with progress(words("corpus-progress"), len(waiting)) as counter:
        for done in Workers(folder, out, count, seconds=seconds).run(iter(waiting)):
            counter.step(done.part.name)
    _tell(out, every, len(every) - len(waiting), form)


def _tell(out: Path, every: Sequence[Part], before: int, form: str) -> None:
    from luoshi.formats.corpus import parts

    total: dict[str, int] = {}
    for part in every:
        for table, count in parts.counts(out, part).items():
            total[table] = total.get(table, 0) + count
    unread = total.pop("failed", 0)
    write(({"table": t, "rows": n} for t, n in total.items()), DONE, form, session().language)
    say(
        "corpus-done",
        out=out,
        count=total.get("documents", 0),
        failed=unread,
        before=before,
        parts=len(every),
    )


def _check(folder: Path) -> None:
    from importlib import util

    if not folder.is_dir():
        raise LuoshiError("folder-missing", folder=str(folder))
    if util.find_spec("pyarrow") is None:
        raise LuoshiError("extra-missing", extra="corpus")


def _processors() -> int:
    import os

    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

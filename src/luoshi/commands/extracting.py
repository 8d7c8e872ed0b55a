"""``luoshi extract``: the quantified statements of documents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from luoshi.commands import failure
from luoshi.commands.base import Command
from luoshi.commands.output import Column, write
from luoshi.commands.progress import progress
from luoshi.commands.session import session
from luoshi.commands.times import CoarseDay
from luoshi.commands.words import words
from luoshi.errors import LuoshiError

if TYPE_CHECKING:
    from luoshi.statements.model import Statement

STANDARD_INPUT = "-"

FIELDS = (
    Column(key="doc", zh="文件", en="document", widest=20),
    Column(key="start", zh="起", en="start", right=True),
    Column(key="end", zh="止", en="end", right=True),
    Column(key="text", zh="原文", en="text"),
    Column(key="value", zh="数值", en="value", right=True),
    Column(key="upper", zh="上限", en="upper", right=True),
    Column(key="unit", zh="单位", en="unit"),
    Column(key="comparator", zh="比较", en="comparator"),
    Column(key="measure", zh="量", en="measure"),
    Column(key="direction", zh="方向", en="direction"),
    Column(key="basis", zh="基准", en="basis"),
    Column(key="indicator", zh="指标", en="indicator", widest=36),
    Column(key="region", zh="地区", en="region"),
    Column(key="period", zh="时期", en="period"),
    Column(key="kind", zh="性质", en="kind"),
    Column(key="section", zh="章节", en="section"),
    Column(key="locator", zh="位置", en="locator"),
    Column(key="doubts", zh="存疑", en="doubts"),
    Column(key="confidence", zh="把握", en="confidence", right=True),
)
"""The interchange format, then our further fields."""

SHOWN = ("text", "value", "unit", "comparator", "indicator", "region", "period", "kind", "doubts")
"""Columns of the table, which a person reads."""


@click.command("extract", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--date", metavar="DATE", type=CoarseDay())
@click.option("--place", metavar="NAME")
@click.option("--format", "form", default="jsonl", type=click.Choice(["jsonl", "csv", "table"]))
@click.pass_context
def extract(
    context: click.Context, files: Sequence[str], date: str | None, place: str | None, form: str
) -> None:
    """Write the statements of files; one that cannot be read is named and the others go on."""
    found: list[Statement] = []
    with ExitStack() as stack:
        named, failed = _named(files, stack)
        counter = stack.enter_context(progress(words("extract-progress"), len(named)))
        for file in named:
            try:
                found += statements_of(file, date, place)
            except LuoshiError as error:
                failure.report(error.problem)
                failed += 1
            counter.step(file)
    columns = [c for c in FIELDS if form != "table" or c.key in SHOWN]
    write((statement.interchange() for statement in found), columns, form, session().language)
    if failed:
        context.exit(failure.PROBLEMS)


def _named(files: Sequence[str], stack: ExitStack) -> tuple[list[str], int]:
    """Return the files to read, those of folders and archives by name, and how many inputs failed."""
    from luoshi.documents.archives import is_archive, opened
    from luoshi.documents.sources import document_files

    named: list[str] = []
    failed = 0
    for file in files:
        if file == STANDARD_INPUT or not (Path(file).is_dir() or is_archive(file)):
            named.append(file)
            continue
        try:
            folder = stack.enter_context(opened(file))
        except LuoshiError as error:
            failure.report(error.problem)
            failed += 1
            continue
        named += [str(folder / name) for name in document_files(folder, deep=True)]
    return named, failed


def statements_of(file: str, date: str | None, place: str | None) -> list[Statement]:
    """Return the statements of a file or of standard input."""
    from luoshi.statements.extract import extract as extract_document
    from luoshi.statements.extract import extract_file, overridden

    if file != STANDARD_INPUT:
        return extract_file(file, date=date, place=place)
    from luoshi.documents import read_bytes
    from luoshi.documents.model import Source

    document = read_bytes(sys.stdin.buffer.read(), "stdin.txt")
    source = Source(key="stdin", file=document.name)
    return extract_document(document, overridden(source, date=date, place=place))

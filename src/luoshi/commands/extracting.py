"""``luoshi extract``: the quantified statements of documents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from luoshi.commands import failure
from luoshi.commands.base import Command
from luoshi.commands.output import Column, write
from luoshi.commands.progress import progress
from luoshi.commands.session import session
from luoshi.commands.times import CoarseDay
from luoshi.commands.words import say, words
from luoshi.errors import LuoshiError

if TYPE_CHECKING:
    from luoshi.documents.model import Document, Source

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

NUMERALS = (
    Column(key="doc", zh="文件", en="document", widest=20),
    Column(key="start", zh="起", en="start", right=True),
    Column(key="end", zh="止", en="end", right=True),
    Column(key="text", zh="原文", en="text"),
    Column(key="outcome", zh="去向", en="outcome"),
    Column(key="rule", zh="规则", en="rule"),
)
"""What became of a number."""

SHOWN = ("text", "value", "unit", "comparator", "indicator", "region", "period", "kind", "doubts")
"""Columns of the table, which a person reads."""


@click.command("extract", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--date", metavar="DATE", type=CoarseDay())
@click.option("--place", metavar="NAME")
@click.option("--coverage", is_flag=True)
@click.option("--format", "form", default="jsonl", type=click.Choice(["jsonl", "csv", "table"]))
@click.pass_context
def extract(
    context: click.Context,
    files: Sequence[str],
    date: str | None,
    place: str | None,
    coverage: bool,
    form: str,
) -> None:
    """Write the statements of files; one that cannot be read is named and the others go on."""
    found: list[dict[str, Any]] = []
    read = numerals_of if coverage else statements_of
    with ExitStack() as stack:
        named, failed = _named(files, stack)
        counter = stack.enter_context(progress(words("extract-progress"), len(named)))
        for file in named:
            try:
                found += read(file, date, place)
            except LuoshiError as error:
                failure.report(error.problem)
                failed += 1
            counter.step(file)
    columns = NUMERALS if coverage else [c for c in FIELDS if form != "table" or c.key in SHOWN]
    write(found, columns, form, session().language)
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


def statements_of(file: str, date: str | None, place: str | None) -> list[dict[str, Any]]:
    """Return the statements of a file or of standard input."""
    from luoshi.statements.extract import extract as extract_document

    return [statement.interchange() for statement in extract_document(*_read(file, date, place))]


def numerals_of(file: str, date: str | None, place: str | None) -> list[dict[str, Any]]:
    """Return what became of every number of a file or of standard input."""
    from luoshi.statements.coverage import coverage

    document, source = _read(file, date, place)
    return [{"doc": document.name, **asdict(one)} for one in coverage(document, source).numerals]


def _read(file: str, date: str | None, place: str | None) -> tuple[Document, Source]:
    from luoshi.documents import read, read_bytes
    from luoshi.documents.dating import FROM_TEXT, dated
    from luoshi.documents.model import Source
    from luoshi.documents.sources import source_for
    from luoshi.statements.extract import overridden

    if file == STANDARD_INPUT:
        document = read_bytes(sys.stdin.buffer.read(), "stdin.txt")
        known = Source(key="stdin", file=document.name)
    else:
        document, known = read(file), source_for(file)
    source = dated(overridden(known, date=date, place=place), document)
    if printed := source.extra.get(FROM_TEXT):
        say("extract-date-from-text", file=document.name, date=source.published, words=printed, err=True)
    return document, source

"""``luoshi search``: where words stand."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click

from luoshi.commands.base import Command
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import Question, question_options
from luoshi.commands.words import words

COLUMNS = (
    Column(key="kind", zh="类别", en="kind"),
    Column(key="title", zh="名称", en="name", widest=40),
    Column(key="snippet", zh="原文", en="words", widest=90),
    Column(key="document_key", zh="文件", en="document"),
    Column(key="start", zh="起", en="start", right=True),
    Column(key="end", zh="止", en="end", right=True),
)


@click.command("search", cls=Command)
@click.argument("query", nargs=-1, required=True, metavar="WORDS...")
@question_options
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000))
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def search(query: tuple[str, ...], limit: int, form: str, **times: Any) -> None:
    """Find words in indicators, statements and documents."""
    from luoshi.ledger.search import search as find
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    with Ledger.open(options.ledger) as ledger:
        hits = [asdict(hit) for hit in find(ledger, " ".join(query), limit, question.cut())]
    if form == "table":
        for hit in hits:
            hit["kind"] = words(f"kind-{hit['kind']}")
    write(hits, COLUMNS, form, options.language)

"""``luoshi review``: what waits for a person, what a person decides, and both by file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from luoshi.commands.base import Part, Section
from luoshi.commands.building import user
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from luoshi.ledger.review.queue import Item
    from luoshi.ledger.store import Ledger

STATES = ("open", "orphan", "accepted", "corrected", "merged", "split", "placed", "added", "rejected")
KINDS = ("statement", "achievement")
BRIEF = (
    Column(key="id", zh="标识", en="id", widest=13),
    Column(key="state", zh="状态", en="state"),
    Column(key="document", zh="文件", en="document", widest=24),
    Column(key="quote", zh="原文", en="words", widest=30),
    Column(key="reading", zh="读作", en="read as", widest=50),
    Column(key="doubts", zh="存疑", en="doubts", widest=40),
    Column(key="confidence", zh="把握", en="confidence", right=True),
)


class _OfReview(Part):
    """A command of ``luoshi review``."""

    section = "review"


@click.group("review", cls=Section)
def review() -> None:
    """What waits for a person, and what a person decides about it."""


def _queue(ledger: Ledger, document: str | None, kind: str | None, state: str | None, every: bool) -> Any:
    from luoshi.ledger.review.queue import queue

    states: Any = (state,) if state else ("open", "orphan")
    return queue(ledger, document=document, kind=kind, states=states, every=every)


@review.command("list", cls=_OfReview)
@click.option("--document", metavar="KEY")
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--state", type=click.Choice(STATES))
@click.option("--all", "every", is_flag=True)
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def listed(document: str | None, kind: str | None, state: str | None, every: bool, form: str) -> None:
    """List what waits, the doubtful first."""
    from luoshi.ledger.review.exchange import COLUMNS, record
    from luoshi.ledger.store import Ledger

    options = session()
    with Ledger.open(options.ledger) as ledger:
        found = _queue(ledger, document, kind, state, every)
    if form == "table":
        write([_brief(one) for one in found], BRIEF, form, options.language)
    else:
        columns = tuple(Column(key=name, zh=name, en=name) for name in COLUMNS)
        write([record(one) for one in found], columns, form, options.language)


def _brief(one: Item) -> dict[str, Any]:
    return {
        "id": one.id[-12:],
        "state": one.state,
        "document": one.document,
        "quote": one.quote,
        "reading": " ".join(text for text in one.fields.values() if text),
        "doubts": one.doubts,
        "confidence": one.confidence,
    }


@review.command("accept", cls=_OfReview)
@click.argument("reading", metavar="ID")
@click.option("--reason", default="")
@click.option("--actor", metavar="NAME")
def accept(reading: str, reason: str, actor: str | None) -> None:
    """Take a reading as right."""
    from luoshi.ledger.review.deciding import accept as take
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger) as ledger:
        entry = take(ledger, _found(ledger, reading), reason=reason, actor=actor or user())
    say("review-recorded", number=entry.number)


@review.command("correct", cls=_OfReview)
@click.argument("reading", metavar="ID")
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE")
@click.option("--words", metavar="START-END")
@click.option("--reason", required=True)
@click.option("--actor", metavar="NAME")
def correct(reading: str, fields: tuple[str, ...], words: str | None, reason: str, actor: str | None) -> None:
    """Read other values or other words."""
    from luoshi.ledger.review.deciding import correct as change
    from luoshi.ledger.review.deciding import place_again
    from luoshi.ledger.review.queue import find
    from luoshi.ledger.store import Ledger

    given = _given(fields)
    span = _span(words)
    with Ledger.open(session().ledger) as ledger:
        one = find(ledger, reading)
        if one is not None and one.state == "orphan" and span and not given:
            entry = place_again(ledger, one.id, span, reason=reason, actor=actor or user())
        else:
            identity = one.id if one else reading
            entry = change(ledger, identity, given, span=span, reason=reason, actor=actor or user())
    say("review-recorded", number=entry.number)


@review.command("reject", cls=_OfReview)
@click.argument("reading", metavar="ID")
@click.option("--reason", required=True)
@click.option("--actor", metavar="NAME")
def reject(reading: str, reason: str, actor: str | None) -> None:
    """Say that some words are no statement, so that no build reads them as one."""
    from luoshi.ledger.review.deciding import reject as refuse
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger) as ledger:
        entry = refuse(ledger, _found(ledger, reading), reason=reason, actor=actor or user())
    say("review-recorded", number=entry.number)


@review.command("merge", cls=_OfReview)
@click.argument("readings", metavar="ID...", nargs=-1, required=True)
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE")
@click.option("--words", metavar="START-END")
@click.option("--reason", required=True)
@click.option("--actor", metavar="NAME")
def merge(
    readings: tuple[str, ...], fields: tuple[str, ...], words: str | None, reason: str, actor: str | None
) -> None:
    """Make one reading of several: the values of the first, the words of all."""
    from luoshi.ledger.review.deciding import merge as join
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger) as ledger:
        ones = [_found(ledger, reading) for reading in readings]
        entry = join(ledger, ones, _given(fields), span=_span(words), reason=reason, actor=actor or user())
    say("review-recorded", number=entry.number)


@review.command("split", cls=_OfReview)
@click.argument("reading", metavar="ID")
@click.option("--part", "parts", multiple=True, metavar="START-END[,FIELD=VALUE...]", required=True)
@click.option("--reason", required=True)
@click.option("--actor", metavar="NAME")
def split(reading: str, parts: tuple[str, ...], reason: str, actor: str | None) -> None:
    """Make several readings of one."""
    from luoshi.ledger.review import deciding
    from luoshi.ledger.store import Ledger

    made = []
    for part in parts:
        words, *fields = part.split(",")
        made.append(deciding.Part(span=_span(words), fields=_given(fields)))
    with Ledger.open(session().ledger) as ledger:
        one = _found(ledger, reading)
        entry = deciding.split(ledger, one, made, reason=reason, actor=actor or user())
    say("review-recorded", number=entry.number)


@review.command("add", cls=_OfReview)
@click.argument("document", metavar="KEY")
@click.option("--words", metavar="START-END", required=True)
@click.option("--kind", type=click.Choice(KINDS), default="statement")
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE")
@click.option("--reason", default="")
@click.option("--actor", metavar="NAME")
def add(
    document: str, words: str, kind: str, fields: tuple[str, ...], reason: str, actor: str | None
) -> None:
    """Read what no rule has read."""
    from luoshi.ledger.review.deciding import add as put
    from luoshi.ledger.store import Ledger

    span = _span(words) or (0, 0)
    with Ledger.open(session().ledger) as ledger:
        entry = put(ledger, document, span, _given(fields), kind=kind, reason=reason, actor=actor or user())
    say("review-recorded", number=entry.number)


@review.command("export", cls=_OfReview)
@click.option("--document", metavar="KEY")
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--state", type=click.Choice(STATES))
@click.option("--all", "every", is_flag=True)
@click.option("--format", "form", default="csv", type=click.Choice(["csv", "gold"]))
def export(document: str | None, kind: str | None, state: str | None, every: bool, form: str) -> None:
    """Write the queue as a table to be filled in, or what was reviewed as gold for the scorer."""
    from luoshi.ledger.review.exchange import COLUMNS, gold, record
    from luoshi.ledger.store import Ledger

    options = session()
    with Ledger.open(options.ledger) as ledger:
        if form == "gold":
            write(gold(ledger, document, every=every), (), "jsonl", options.language)
            return
        found = _queue(ledger, document, kind, state, every)
    columns = tuple(Column(key=name, zh=name, en=name) for name in COLUMNS)
    write([record(one) for one in found], columns, "csv", options.language)


@review.command("import", cls=_OfReview)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--reason", default="")
@click.option("--actor", metavar="NAME")
def load(file: Path, reason: str, actor: str | None) -> None:
    """Record the decisions of a table, all of them or none."""
    from luoshi.errors import LuoshiError, Place
    from luoshi.ledger.review import table
    from luoshi.ledger.store import Ledger

    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        told = getattr(error, "strerror", None) or type(error).__name__
        raise LuoshiError("file-unreadable", Place(file=file.name), reason=told) from error
    with Ledger.open(session().ledger) as ledger:
        done = table.load(ledger, lines, reason=reason, actor=actor or user())
    counts: dict[str, Any] = dict(done.counts)
    say("review-imported", **counts, number=done.entry.number if done.entry else "—")


def _given(fields: Iterable[str]) -> dict[str, str]:
    """Return ``FIELD=VALUE`` pairs by field."""
    return dict(pair.partition("=")[::2] for pair in fields)


def _found(ledger: Ledger, reading: str) -> str:
    """Return the id of a reading by enough of its beginning or its end."""
    from luoshi.ledger.review.queue import find

    one = find(ledger, reading)
    return one.id if one else reading


def _span(words: str | None) -> tuple[int, int] | None:
    if words is None:
        return None
    start, _, end = words.partition("-")
    if not (start.isdigit() and end.isdigit()):
        raise click.BadParameter(words, param_hint="--words")
    return int(start), int(end)

"""Keeping a ledger for good: ``luoshi close``, ``backup``, ``restore`` and ``import``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from luoshi.commands.base import Command
from luoshi.commands.building import user
from luoshi.commands.session import session
from luoshi.commands.words import say, words

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("close", cls=Command)
@click.option("--key", metavar="FILE", type=FILE)
@click.option("--new-key", metavar="FILE", type=FILE)
@click.option("--actor", metavar="NAME")
def close(key: Path | None, new_key: Path | None, actor: str | None) -> None:
    """Sign the journal as it stands, or make the keys for it."""
    from luoshi.ledger import closing
    from luoshi.ledger.store import Ledger

    if (key is None) == (new_key is None):
        raise click.UsageError(words("close-usage"))
    if new_key is not None:
        say("close-key", private=new_key, public=closing.new_key(new_key))
    if key is not None:
        with Ledger.open(session().ledger, read_only=False) as ledger:
            entry = closing.close(ledger, key, actor=actor or user())
        if entry is None:
            say("verify-empty")
        else:
            say("close-done", number=entry.number - 1, entry=entry.number, hash=entry.hash)


@click.command("backup", cls=Command)
@click.option("--output", metavar="FILE", type=FILE)
def backup(output: Path | None) -> None:
    """Copy the ledger, consistent while others write."""
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger, read_only=True) as ledger:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        suffix = "db" if ledger.path else "jsonl.gz"
        file = ledger.backup(output or Path(f"luoshi.{moment}.{suffix}"))
        last = ledger.head()
    if last is None:
        say("backup-empty", file=file)
    else:
        say("backup-done", file=file, number=last.number, hash=last.hash)


@click.command("restore", cls=Command)
@click.argument("file", type=FILE)
@click.option("--head", metavar="HASH")
def restore(file: Path, head: str | None) -> None:
    """Bring a ledger back from a backup, if it verifies."""
    from luoshi.ledger.restoring import restore as bring_back

    last = bring_back(file, session().ledger, head=head)
    if last is None:
        say("verify-empty")
    else:
        say("restored", ledger=session().ledger, number=last.number, hash=last.hash)


@click.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
def load(file: Path) -> None:
    """Load the entries of an export that the ledger does not hold."""
    from luoshi.ledger.store import Ledger
    from luoshi.ledger.transfer import opened

    with Ledger.open(session().ledger, create=True, read_only=False) as ledger:
        if str(file) == "-":
            count = ledger.load(sys.stdin)
        else:
            with opened(file) as lines:
                count = ledger.load(lines)
        last = ledger.head()
    if last is not None:
        say("import-done", count=count, number=last.number, hash=last.hash)

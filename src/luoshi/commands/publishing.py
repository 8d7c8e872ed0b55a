"""``luoshi publish``: the copy that the public may see."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from luoshi.commands.base import Command
from luoshi.commands.session import session
from luoshi.commands.words import say


@click.command("publish", cls=Command)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--by", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]))
def publish(out: Path, by: datetime | None) -> None:
    """Write the published copy of a ledger: only what is released."""
    from luoshi.access.posts import ZONE
    from luoshi.access.publishing import publish as written
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger, read_only=True) as ledger:
        day: date = by.date() if by else ledger.clock().astimezone(ZONE).date()
        done = written(ledger, out, day)
    say(
        "publish-done",
        file=out,
        day=day,
        documents=done.documents,
        observations=done.observations,
        left_out=done.left_out,
    )

"""``luoshi remind``: a letter to each post that has something to report."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from luoshi.commands import failure
from luoshi.commands.base import Command
from luoshi.commands.session import session
from luoshi.commands.words import say
from luoshi.errors import LuoshiError

if TYPE_CHECKING:
    from luoshi.access.store import AccessStore
    from luoshi.formats.mail.digest import Digest
    from luoshi.formats.mail.due import Waiting
    from luoshi.ledger.store import Ledger


@click.command("remind", cls=Command)
@click.option("--dry-run", is_flag=True)
@click.option("--address", metavar="URL", default=lambda: os.environ.get("LUOSHI_ADDRESS", ""))
@click.option("--post", metavar="UNIT/POST")
@click.option("--to", metavar="MAIL")
@click.option("--days", type=click.IntRange(1, 31), default=7, show_default=True)
@click.pass_context
def remind(
    context: click.Context, dry_run: bool, address: str, post: str | None, to: str | None, days: int
) -> None:
    """Send each post that has something to report or correct one letter a day at most."""
    from luoshi.access.store import AccessStore
    from luoshi.ledger.store import Ledger

    if (post is None) != (to is None):
        raise LuoshiError("remind-post-and-mail")
    if post is not None and not address:
        raise LuoshiError("remind-address")
    with Ledger.open(session().ledger, read_only=True) as ledger:
        store = AccessStore.open(session().ledger, create=to is not None and not dry_run, clock=ledger.clock)
        try:
            if post is not None and to is not None:
                failed = _by_link(ledger, store, post, to, address, timedelta(days=days), dry_run)
            else:
                failed = _to_holders(ledger, store, address, dry_run)
        finally:
            if store is not None:
                store.close()
    if failed:
        context.exit(failure.PROBLEMS)


def _to_holders(ledger: Ledger, store: AccessStore | None, address: str, dry_run: bool) -> bool:
    """Write to whoever holds each post; return whether a letter was not taken."""
    from luoshi.access import links
    from luoshi.collection.asking import books
    from luoshi.collection.correcting import sent_for_correction
    from luoshi.formats.mail.due import waiting

    source = books(ledger)
    sent = links.reminded(store, source.today) if store and not dry_run else frozenset()
    failed, count = False, 0
    for one in waiting(source, sent_for_correction(ledger, source.register, source.today)):
        mail = _mail_of(store, one) if store else None
        if not one.today or one.post.id in sent:
            continue
        if mail is None:
            say("remind-nobody", post=f"{one.organisation} {one.post.name}", err=True)
            continue
        queue = f"{address.rstrip('/')}/collect" if address else ""
        if _send(one.digest(mail, queue), dry_run):
            count += 1
            if store and not dry_run:
                links.note_reminder(store, one.post.id, source.today)
        else:
            failed = True
    say("remind-tried" if dry_run else "remind-done", count=count)
    return failed


def _by_link(
    ledger: Ledger,
    store: AccessStore | None,
    post: str,
    to: str,
    address: str,
    lasts: timedelta,
    dry_run: bool,
) -> bool:
    """Write to somebody without an account, with a link that works once."""
    from dataclasses import replace

    from luoshi.access import links
    from luoshi.access.posts import ZONE
    from luoshi.collection.asking import books
    from luoshi.collection.correcting import sent_for_correction
    from luoshi.formats.mail.due import waiting

    source = books(ledger)
    wanted = source.register.post(post)
    corrections = sent_for_correction(ledger, source.register, source.today)
    one = next((one for one in waiting(source, corrections) if one.post.id == wanted.id), None)
    if one is None:
        raise LuoshiError("nothing-asked")
    digest = one.digest(to, f"{address.rstrip('/')}/report/…")
    if store is not None and not dry_run:
        link, secret = links.issue(store, wanted.id, to, lasts, by="local")
        digest = replace(
            digest, address=f"{address.rstrip('/')}/report/{secret}", until=link.expires.astimezone(ZONE)
        )
    taken = _send(digest, dry_run)
    say("remind-tried" if dry_run else "remind-done", count=int(taken))
    return not taken


def _send(digest: Digest, dry_run: bool) -> bool:
    """Show a letter, or hand it to the mail server; return whether it was taken."""
    from luoshi.formats.mail.digest import letter
    from luoshi.formats.mail.sending import Server, send

    if dry_run:
        made = letter(digest, "luoshi@localhost", session().language)
        click.echo(f"{made['Subject']}\n\n{made.get_content()}")
        return True
    server = Server.from_environment()
    problems = send(server, [letter(digest, server.sender, session().language)])
    for problem in problems:
        failure.report(problem)
    return not problems


def _mail_of(store: AccessStore, one: Waiting) -> str | None:
    """Return the address of whoever holds a post today."""
    from luoshi.access import accounts, posts

    today = store.clock().astimezone(posts.ZONE).date()
    account_id = posts.holder(store, one.post.id, today)
    return accounts.get(store, account_id).mail if account_id else None

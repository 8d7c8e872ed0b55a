"""``luoshi collect``: who reports what, handing in, deciding, closing periods."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from luoshi.commands import failure
from luoshi.commands.base import Part, Section
from luoshi.commands.building import user
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import Day
from luoshi.commands.words import say
from luoshi.errors import LuoshiError, Problem

if TYPE_CHECKING:
    from luoshi.collection.model import Checked
    from luoshi.collection.states import Actor
    from luoshi.ledger.store import Ledger

FORMS = click.Choice(["table", "json", "csv"])

CHANGES = (
    Column(key="key", zh="指标", en="indicator"),
    Column(key="indicator", zh="名称", en="name"),
    Column(key="place", zh="地区", en="place"),
    Column(key="period", zh="时期", en="period"),
    Column(key="field", zh="字段", en="field"),
    Column(key="before", zh="原值", en="before"),
    Column(key="after", zh="现值", en="after"),
)

Function = TypeVar("Function")


class OfCollect(Part):
    """A command of ``luoshi collect``."""

    section = "collect"


@click.group("collect", cls=Section)
def collect() -> None:
    """Collect figures: who reports what and when, and what becomes of it."""


def acting(function: Any) -> Any:
    """Give a command the options that say who acts: ``--by`` and ``--post``."""
    function = click.option("--post", metavar="UNIT/POST")(function)
    return click.option("--by", metavar="NAME")(function)


def actor_of(ledger: Ledger, by: str | None, post: str | None) -> Actor:
    """Return who acts, in which post.

    Where accounts are kept beside the ledger the name is that of an account, and the account has to hold
    the post.

    Raises:
        LuoshiError: ``account-unknown``, ``post-not-held``, ``not-found``.
    """
    from luoshi.collection.appointing import registered
    from luoshi.collection.checking import today_of
    from luoshi.collection.states import Actor

    name = by or user()
    found = registered(ledger).post(post) if post else None
    with accounts_of(ledger) as store:
        if store is None:
            return Actor(account=name, post_id=found.id if found else None)
        from luoshi.access import accounts, posts

        account = accounts.named(store, name).id
        holders = (
            {posts.holder(store, one, today_of(ledger)) for one in (found.id, found.key)} if found else ()
        )
    if found and account not in holders:
        raise LuoshiError("post-not-held", name=name, post=found.key)
    return Actor(account=account, post_id=found.id if found else None)


@contextmanager
def accounts_of(ledger: Ledger) -> Iterator[Any]:
    """Open the accounts beside a ledger, ``None`` where there are none."""
    from luoshi.access.store import AccessStore

    store = AccessStore.open(session().ledger, clock=ledger.clock)
    try:
        yield store if store is not None and store.has_accounts() else None
    finally:
        if store is not None:
            store.close()


@contextmanager
def opened() -> Iterator[Ledger]:
    """Open the ledger of the running command."""
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger) as ledger:
        yield ledger


@collect.command("setup", cls=OfCollect)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME")
def setup(file: Path, by: str | None) -> None:
    """Set up units, posts, duties and schedules from a TOML file."""
    from luoshi.collection.appointing import appoint
    from luoshi.collection.setup_file import read_setup

    wanted = read_setup(file)
    with opened() as ledger:
        actor = actor_of(ledger, by, None)
        entry = appoint(ledger, *wanted, actor=actor.account, reason=f"填报分工 / set up: {file.name}")
    _told(entry.number if entry else None, len(wanted))


@collect.command("assign", cls=OfCollect)
@click.argument("post")
@click.argument("indicators", nargs=-1)
@click.option("--role", default="reports", type=click.Choice(["reports", "checks", "approves"]))
@click.option("--from", "first", type=Day(), metavar="DATE")
@click.option("--to", "last", type=Day(), metavar="DATE")
@click.option("--basis")
@click.option("--by", metavar="NAME")
def assign(
    post: str,
    indicators: tuple[str, ...],
    role: Any,
    first: date | None,
    last: date | None,
    basis: str | None,
    by: str | None,
) -> None:
    """Give a post a duty for some indicators, or for all of them."""
    from luoshi.collection.appointing import NewDuty, appoint
    from luoshi.collection.checking import today_of

    with opened() as ledger:
        since = first or today_of(ledger)
        wanted = [
            NewDuty(post=post, role=role, indicator=one, valid_from=since, valid_to=last, basis=basis)
            for one in indicators or (None,)
        ]
        entry = appoint(ledger, *wanted, actor=actor_of(ledger, by, None).account)
    _told(entry.number if entry else None, len(wanted))


@collect.command("schedule", cls=OfCollect)
@click.argument("indicators", nargs=-1, required=True)
@click.option("--frequency", required=True, type=click.Choice(["A", "S", "Q", "M"]))
@click.option("--due", "due_days", required=True, type=click.IntRange(1, 250))
@click.option("--grace", "grace_days", default=0, show_default=True, type=click.IntRange(0, 250))
@click.option("--basis", required=True)
@click.option("--from", "first", type=Day(), metavar="DATE")
@click.option("--to", "last", type=Day(), metavar="DATE")
@click.option("--by", metavar="NAME")
def schedule(
    indicators: tuple[str, ...],
    frequency: str,
    due_days: int,
    grace_days: int,
    basis: str,
    first: date | None,
    last: date | None,
    by: str | None,
) -> None:
    """Say how often indicators are reported, when they are due, and on what that rests."""
    from luoshi.collection.appointing import NewSchedule, appoint
    from luoshi.collection.checking import today_of

    with opened() as ledger:
        since = first or date(today_of(ledger).year, 1, 1)
        wanted = [
            NewSchedule(
                indicator=one,
                frequency=frequency,
                due_days=due_days,
                grace_days=grace_days,
                basis=basis,
                valid_from=since,
                valid_to=last,
            )
            for one in indicators
        ]
        entry = appoint(ledger, *wanted, actor=actor_of(ledger, by, None).account)
    _told(entry.number if entry else None, len(wanted))


def _told(entry: int | None, count: int) -> None:
    if entry is None:
        say("collect-nothing-new", count=count)
    else:
        say("collect-set", count=count, entry=entry)


@collect.command("submit", cls=OfCollect)
@click.argument("file", type=click.Path(path_type=Path))
@acting
@click.option("--dry-run", is_flag=True)
@click.option("--draft", is_flag=True)
@click.option("--again", metavar="SUBMISSION")
@click.option("--rules", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--format", "form", default="table", type=FORMS)
@click.pass_context
def submit(
    context: click.Context,
    file: Path,
    by: str | None,
    post: str | None,
    dry_run: bool,
    draft: bool,
    again: str | None,
    rules: Path | None,
    form: str,
) -> None:
    """Hand in the figures of a file: all of them or none."""
    from luoshi.collection.rules import read as read_rules
    from luoshi.collection.submitting import Delivery
    from luoshi.collection.submitting import submit as hand_in
    from luoshi.formats.figures.lines import figures
    from luoshi.formats.figures.reading import read_figures_at

    read = read_figures_at(file)
    if read.problems:
        _refuse(context, read.problems)
    content = None if file.is_dir() else file.read_bytes()
    delivery = Delivery(way=_way(file), file=file.name, content=content, draft=draft)
    with opened() as ledger:
        handed = hand_in(
            ledger,
            figures(read),
            actor=actor_of(ledger, by, post),
            delivery=delivery,
            dry_run=dry_run,
            submission_id=again or read.submission,
            rules=read_rules(rules) if rules else None,
        )
    _tell(context, handed.checked, handed.submission_id, form, dry_run=dry_run)


def _way(file: Path) -> str:
    if file.is_dir() or file.suffix.lower() == ".zip":
        return "folder"
    return "workbook" if file.suffix.lower() == ".xlsx" else "csv"


def _tell(
    context: click.Context, checked: Checked, identity: str | None, form: str, *, dry_run: bool
) -> None:
    """Write what would change, or has been handed in; then what was found."""
    rows = [{column.key: getattr(one, column.key) for column in CHANGES} for one in checked.changes]
    write(rows, CHANGES, form, session().language)
    for one in checked.found:
        failure.report(one.problem)
    if identity is not None:
        say("collect-submitted", id=identity, count=len(checked.understood), err=True)
    elif dry_run and checked.accepted:
        say("collect-dry-run", count=len(checked.understood), err=True)
    else:
        say("collect-refused", err=True)
        context.exit(failure.PROBLEMS)


def _refuse(context: click.Context, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        failure.report(problem)
    say("collect-refused", err=True)
    context.exit(failure.PROBLEMS)


@collect.command("approve", cls=OfCollect)
@click.argument("submission")
@acting
@click.option("--comment", default="")
def approve(submission: str, by: str | None, post: str | None, comment: str) -> None:
    """Pass the level that a submission waits for."""
    from luoshi.collection.deciding import approve as decide

    with opened() as ledger:
        decide(ledger, submission, actor=actor_of(ledger, by, post), comment=comment)
        _tell_state(ledger, submission)


@collect.command("return", cls=OfCollect)
@click.argument("submission")
@acting
@click.option("--reason", required=True)
def send_back(submission: str, by: str | None, post: str | None, reason: str) -> None:
    """Return a submission with a reason."""
    from luoshi.collection.deciding import send_back as decide

    with opened() as ledger:
        decide(ledger, submission, actor=actor_of(ledger, by, post), reason=reason)
        _tell_state(ledger, submission)


@collect.command("publish", cls=OfCollect)
@click.argument("submission")
@acting
@click.option("--comment", default="")
def publish(submission: str, by: str | None, post: str | None, comment: str) -> None:
    """Make the figures of an approved submission part of the ledger's figures."""
    from luoshi.collection.deciding import publish as decide

    with opened() as ledger:
        decide(ledger, submission, actor=actor_of(ledger, by, post), comment=comment)
        _tell_state(ledger, submission)


@collect.command("withdraw", cls=OfCollect)
@click.argument("submission")
@acting
@click.option("--reason", default="")
def withdraw(submission: str, by: str | None, post: str | None, reason: str) -> None:
    """Take one's own submission back before it is approved."""
    from luoshi.collection.submitting import withdraw as take_back

    with opened() as ledger:
        take_back(ledger, submission, actor=actor_of(ledger, by, post), reason=reason)
        _tell_state(ledger, submission)


def _tell_state(ledger: Ledger, submission: str) -> None:
    from luoshi.collection.appointing import registered
    from luoshi.collection.checking import today_of
    from luoshi.collection.log import submission as find

    with ledger.reading() as connection:
        view = find(connection, registered(ledger), today_of(ledger), submission)
    say(f"collect-is-{view.standing.state}", id=view.id)


@collect.command("lock", cls=OfCollect)
@click.argument("period")
@click.option("--plan", metavar="PLAN")
@click.option("--indicator")
@click.option("--reason", required=True)
@click.option("--by", metavar="NAME")
def lock(period: str, plan: str | None, indicator: str | None, reason: str, by: str | None) -> None:
    """Close a period: its figures can no longer be written."""
    from luoshi.collection.closing import close

    with opened() as ledger:
        close(
            ledger,
            _plan(ledger, plan),
            period,
            actor=actor_of(ledger, by, None),
            reason=reason,
            indicator=indicator,
        )
    say("collect-locked", period=period)


@collect.command("reopen", cls=OfCollect)
@click.argument("period")
@click.option("--plan", metavar="PLAN")
@click.option("--indicator")
@click.option("--reason", required=True)
@click.option("--by", metavar="NAME")
def reopen(period: str, plan: str | None, indicator: str | None, reason: str, by: str | None) -> None:
    """Open a closed period again, with a reason."""
    from luoshi.collection.closing import reopen as open_again

    with opened() as ledger:
        open_again(
            ledger,
            _plan(ledger, plan),
            period,
            actor=actor_of(ledger, by, None),
            reason=reason,
            indicator=indicator,
        )
    say("collect-reopened", period=period)


def _plan(ledger: Ledger, plan: str | None) -> str:
    from luoshi.evaluation.run import only_plan
    from luoshi.ledger.cuts import NOW

    return only_plan(ledger, plan, NOW).slug

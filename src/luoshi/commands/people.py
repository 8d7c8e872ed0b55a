"""``luoshi user``: accounts, roles and who holds which post."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from luoshi.access.model import LOCAL, Role
from luoshi.commands import failure
from luoshi.commands.base import Part, Section
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.words import say
from luoshi.errors import LuoshiError, Problem

if TYPE_CHECKING:
    from luoshi.access.store import AccessStore

ROLES = click.Choice([str(role) for role in Role if role is not Role.PUBLIC])
FORMS = click.Choice(["table", "json", "csv"])
DAY = click.DateTime(["%Y-%m-%d"])

PEOPLE = (
    Column(key="name", zh="登录名", en="name"),
    Column(key="shown", zh="姓名", en="shown as"),
    Column(key="roles", zh="角色", en="roles"),
    Column(key="state", zh="状态", en="state"),
    Column(key="second_factor", zh="二次验证", en="second factor"),
    Column(key="id", zh="编号", en="id"),
)
LOG = (
    Column(key="number", zh="序号", en="number", right=True),
    Column(key="recorded", zh="时间", en="time"),
    Column(key="actor", zh="操作者", en="who"),
    Column(key="act", zh="操作", en="what"),
    Column(key="subject", zh="对象", en="whose"),
    Column(key="detail", zh="详情", en="detail", widest=60),
)


class _OfUser(Part):
    """A command of ``luoshi user``."""

    section = "user"


@click.group("user", cls=Section)
def user() -> None:
    """Keep accounts, roles and who holds which post."""


@user.command("add", cls=_OfUser)
@click.argument("name")
@click.option("--role", multiple=True, type=ROLES)
@click.option("--shown", default="")
@click.option("--mail")
@click.option("--external", is_flag=True)
def add(name: str, role: tuple[str, ...], shown: str, mail: str | None, external: bool) -> None:
    """Make an account and show the code by which its holder sets a password."""
    from luoshi.access import accounts

    with _store(create=True) as store:
        roles = [Role(one) for one in role]
        made, code = accounts.add(
            store, name, by=LOCAL, shown_name=shown, mail=mail, roles=roles, external=external
        )
    say("user-made", name=made.name)
    if not external:
        say("user-code", code=code)


@user.command("list", cls=_OfUser)
@click.option("--format", "form", default="table", type=FORMS)
def listed(form: str) -> None:
    """List accounts."""
    from luoshi.access import accounts

    with _store() as store:
        now = store.clock()
        rows = [
            {
                "name": one.name,
                "shown": one.shown_name,
                "roles": sorted(str(role) for role in one.roles),
                "state": _state(one.disabled, one.locked_until, now),
                "second_factor": one.totp,
                "id": one.id,
            }
            for one in accounts.every(store)
        ]
    write(rows, PEOPLE, form, session().language)


@user.command("role", cls=_OfUser)
@click.argument("name")
@click.argument("roles", nargs=-1, type=ROLES)
def role(name: str, roles: tuple[str, ...]) -> None:
    """Give an account these roles instead of those it has."""
    from luoshi.access import accounts

    with _store() as store:
        wanted = [Role(one) for one in roles]
        made = accounts.set_roles(store, accounts.named(store, name).id, wanted, by=LOCAL)
    say("user-roles", name=name, roles=", ".join(sorted(made.roles)) or "—")


@user.command("lock", cls=_OfUser)
@click.argument("name")
def lock(name: str) -> None:
    """Close an account."""
    from luoshi.access import accounts

    with _store() as store:
        accounts.disable(store, accounts.named(store, name).id, True, by=LOCAL)
    say("user-closed", name=name)


@user.command("unlock", cls=_OfUser)
@click.argument("name")
def unlock(name: str) -> None:
    """Open an account again."""
    from luoshi.access import accounts

    with _store() as store:
        accounts.disable(store, accounts.named(store, name).id, False, by=LOCAL)
    say("user-opened", name=name)


@user.command("reset", cls=_OfUser)
@click.argument("name")
def reset(name: str) -> None:
    """Take password and second factor away; show a new code."""
    from luoshi.access import accounts

    with _store() as store:
        code = accounts.reset(store, accounts.named(store, name).id, by=LOCAL)
    say("user-code", code=code)


@user.command("erase", cls=_OfUser)
@click.argument("name")
@click.option("--yes", is_flag=True)
def erase(name: str, yes: bool) -> None:
    """Erase what is known of a person."""
    from luoshi.access import accounts

    if not yes:
        raise LuoshiError("erase-unconfirmed")
    with _store() as store:
        stays = accounts.erase(store, accounts.named(store, name).id, by=LOCAL)
    say("user-erased", name=name, hash=stays)


@user.command("post", cls=_OfUser)
@click.argument("name")
@click.argument("post")
@click.option("--since", required=True, type=DAY)
@click.option("--until", type=DAY)
def post(name: str, post: str, since: datetime, until: datetime | None) -> None:
    """Give a post to an account."""
    from luoshi.access import accounts, posts

    with _store() as store:
        owner = accounts.named(store, name).id
        posts.hold(store, _post_id(post), owner, since.date(), until.date() if until else None, by=LOCAL)
    say("user-post", name=name, post=post, since=since.date())


@user.command("handover", cls=_OfUser)
@click.argument("post")
@click.argument("name")
@click.option("--day", required=True, type=DAY)
def handover(post: str, name: str, day: datetime) -> None:
    """Pass a post on in one step."""
    from luoshi.access import accounts, posts

    with _store() as store:
        posts.hand_over(store, _post_id(post), accounts.named(store, name).id, day.date(), by=LOCAL)
    say("user-post", name=name, post=post, since=day.date())


@user.command("log", cls=_OfUser)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--format", "form", default="table", type=FORMS)
@click.pass_context
def log(context: click.Context, limit: int, form: str) -> None:
    """List what was done to accounts, and check the chain of that log."""
    from luoshi.access import audit

    with _store() as store:
        rows: list[dict[str, Any]] = [
            {name: getattr(one, name) for name in (column.key for column in LOG)}
            for one in audit.noted(store, limit=limit)
        ]
        broken = audit.broken_at(store)
    write(rows, LOG, form, session().language)
    if broken is not None:
        failure.report(Problem(code="access-log-broken", detail={"number": broken}))
        context.exit(failure.PROBLEMS)
    say("user-log-whole", err=True)


@contextmanager
def _store(*, create: bool = False) -> Iterator[AccessStore]:
    """Open the access store of the ledger that the command is about."""
    from luoshi.access.store import AccessStore
    from luoshi.ledger.store import Ledger

    where = session().ledger
    with Ledger.open(where, read_only=True):
        store = AccessStore.open(where, create=create)
    if store is None:
        raise LuoshiError("accounts-missing")
    try:
        yield store
    finally:
        store.close()


def _post_id(key: str) -> str:
    """Return the id of a post by its key (``unit/post``) or its id; raises ``not-found``."""
    from luoshi.collection.appointing import registered
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger, read_only=True) as ledger:
        return registered(ledger).post(key).id


def _state(disabled: bool, locked_until: datetime | None, now: datetime) -> str:
    if disabled:
        return "closed"
    return "locked" if locked_until and locked_until > now else "open"

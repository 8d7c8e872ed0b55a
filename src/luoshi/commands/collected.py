"""``luoshi collect``: what is due, missing, late, and whose it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from luoshi.commands.collecting import FORMS, OfCollect, accounts_of, collect, opened
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import Question, times_options
from luoshi.commands.words import words

if TYPE_CHECKING:
    from luoshi.ledger.records import Cut
    from luoshi.ledger.store import Ledger

__all__ = ["collect"]

DUE = (
    Column(key="key", zh="指标", en="indicator"),
    Column(key="name", zh="名称", en="name", widest=28),
    Column(key="place", zh="地区", en="place"),
    Column(key="period", zh="时期", en="period"),
    Column(key="state", zh="状态", en="state"),
    Column(key="due", zh="应报日", en="due"),
    Column(key="last_day", zh="宽限至", en="grace until"),
    Column(key="provisional", zh="暂定", en="provisional"),
    Column(key="late", zh="逾期", en="late"),
    Column(key="unit", zh="单位", en="unit", widest=24),
    Column(key="post", zh="岗位", en="post", widest=24),
    Column(key="basis", zh="依据", en="basis", widest=30),
    Column(key="submission", zh="报送", en="submission", widest=36),
)
GAPS = (
    Column(key="key", zh="指标", en="indicator"),
    Column(key="name", zh="名称", en="name", widest=28),
    Column(key="place", zh="地区", en="place"),
    Column(key="periods", zh="缺少的时期", en="missing periods", widest=34),
    Column(key="kind", zh="情形", en="kind"),
    Column(key="provider", zh="应由谁提供", en="to be provided by", widest=34),
    Column(key="basis", zh="依据", en="basis", widest=30),
    Column(key="due", zh="期限", en="until"),
    Column(key="provisional", zh="暂定", en="provisional"),
)
OWNERS = (
    Column(key="key", zh="指标", en="indicator"),
    Column(key="name", zh="名称", en="name", widest=28),
    Column(key="units", zh="填报单位", en="unit", widest=24),
    Column(key="reporters", zh="填报岗位", en="reports", widest=24),
    Column(key="checkers", zh="核对岗位", en="checks", widest=24),
    Column(key="approvers", zh="审核岗位", en="approves", widest=24),
    Column(key="written", zh="牵头单位（规划）", en="lead unit in the plan", widest=24),
    Column(key="last_period", zh="最新时期", en="last period"),
    Column(key="asked", zh="应报", en="asked", right=True),
    Column(key="late", zh="逾期", en="late", right=True),
    Column(key="flags", zh="情况", en="what is amiss", widest=40),
)
BURDEN = (
    Column(key="organisation", zh="单位", en="unit"),
    Column(key="year", zh="年度", en="year", right=True),
    Column(key="posts", zh="岗位数", en="posts", right=True),
    Column(key="indicators", zh="指标数", en="indicators", right=True),
    Column(key="asked", zh="要求填报的数据", en="figures asked", right=True),
    Column(key="spared", zh="已公布而免报", en="spared: published", right=True),
)
SUBMISSIONS = (
    Column(key="id", zh="报送", en="submission", widest=36),
    Column(key="recorded", zh="时间", en="time"),
    Column(key="organisation", zh="单位", en="unit", widest=24),
    Column(key="way", zh="方式", en="way"),
    Column(key="figures", zh="数据", en="figures", right=True),
    Column(key="state", zh="状态", en="state"),
    Column(key="waiting", zh="等待", en="waits for", widest=30),
)
POSTS = (
    Column(key="post", zh="岗位代号", en="post"),
    Column(key="name", zh="岗位", en="name"),
    Column(key="unit", zh="单位", en="unit"),
    Column(key="department", zh="处室", en="office"),
    Column(key="reports", zh="填报", en="reports", right=True),
    Column(key="checks", zh="核对", en="checks", right=True),
    Column(key="approves", zh="审核", en="approves", right=True),
    Column(key="from", zh="起", en="from"),
    Column(key="to", zh="止", en="to"),
    Column(key="id", zh="编号", en="id", widest=36),
)


def asking(function: Any) -> Any:
    """Give a command the three times and ``--format``."""
    return times_options(click.option("--format", "form", default="table", type=FORMS)(function))


def cut_of(times: dict[str, Any]) -> Cut:
    """Return the cut in time of a command's options."""
    return Question(**times, plan=None).cut()


def _word(prefix: str, value: str, form: str) -> str:
    """Return a word in the reader's language for a table, as it is for programs."""
    return words(f"{prefix}-{value.replace('_', '-')}") if form == "table" else value


def _mark(value: bool, form: str) -> bool | str:
    if form != "table":
        return value
    return "✓" if value else ""


@collect.command("due", cls=OfCollect)
@asking
@click.option("--post", metavar="UNIT/POST")
@click.option("--unit", metavar="UNIT")
@click.option(
    "--state",
    multiple=True,
    type=click.Choice(
        ["due", "overdue", "draft", "submitted", "returned", "approved", "published", "locked", "known"]
    ),
)
def due(form: str, post: str | None, unit: str | None, state: tuple[str, ...], **times: Any) -> None:
    """List what is asked for, of whom, and how far it is."""
    from luoshi.collection.asking import books, requests

    with opened() as ledger:
        source = books(ledger, cut=cut_of(times))
    own = source.register.post(post).id if post else None
    of_unit = source.register.organisation(unit).id if unit else None
    rows = [
        {
            "key": one.key,
            "name": one.indicator,
            "place": one.place,
            "period": one.period.iso(),
            "state": _word("collect-state", one.state, form),
            "due": one.due.day,
            "last_day": one.last_day.day,
            "provisional": _mark(one.last_day.provisional, form),
            "late": _mark(one.late, form),
            "unit": one.organisation.name if one.organisation else None,
            "post": one.post.name if one.post else None,
            "basis": one.basis,
            "submission": one.submission_id,
        }
        for one in requests(source, known="known" in state)
        if (own is None or (one.post and one.post.id == own))
        and (of_unit is None or (one.organisation and one.organisation.id == of_unit))
        and (not state or one.state in state)
    ]
    write(rows, DUE, form, session().language)


@collect.command("gaps", cls=OfCollect)
@asking
@click.option("--since", type=click.IntRange(1949, 2999), metavar="YEAR")
def gaps(form: str, since: int | None, **times: Any) -> None:
    """List figures that are missing and who should provide them."""
    from luoshi.collection.asking import books
    from luoshi.collection.health import gaps as missing

    with opened() as ledger:
        found = missing(books(ledger, cut=cut_of(times)), since=since)
    rows = [
        {
            "key": one.key,
            "name": one.indicator,
            "place": one.place,
            "periods": list(one.periods),
            "kind": _word("collect-gap", one.kind, form),
            "provider": one.provider,
            "basis": one.basis,
            "due": one.due,
            "provisional": _mark(one.provisional, form),
        }
        for one in found
    ]
    write(rows, GAPS, form, session().language)


@collect.command("owners", cls=OfCollect)
@asking
@click.option("--amiss", is_flag=True)
def owners(form: str, amiss: bool, **times: Any) -> None:
    """List who answers for each indicator and how reporting goes."""
    from luoshi.collection.asking import books
    from luoshi.collection.health import ownership

    with opened() as ledger:
        source = books(ledger, cut=cut_of(times))
        found = ownership(source, occupied(ledger, source.today))
    rows = [
        {
            "key": one.key,
            "name": one.indicator,
            "units": list(one.units),
            "reporters": [post.name for post in one.reporters],
            "checkers": [post.name for post in one.checkers],
            "approvers": [post.name for post in one.approvers],
            "written": one.written,
            "last_period": one.last_period,
            "asked": one.asked,
            "late": one.late,
            "flags": [_word("collect-flag", flag, form) for flag in one.flags],
        }
        for one in found
        if one.flags or not amiss
    ]
    write(rows, OWNERS, form, session().language)


def occupied(ledger: Ledger, day: date) -> Callable[[str], bool] | None:
    """Return what says whether somebody holds a post, ``None`` where no accounts are kept."""
    with accounts_of(ledger) as store:
        if store is None:
            return None
        from luoshi.access.posts import holdings
        from luoshi.collection.appointing import registered

        held = {
            one.post_id
            for one in holdings(store)
            if one.since <= day and (one.until is None or day < one.until)
        }
    keys = {one.id: one.key for one in registered(ledger).posts.values()}
    return lambda post: bool({post, keys.get(post)} & held)


@collect.command("burden", cls=OfCollect)
@asking
@click.option("--year", type=click.IntRange(1949, 2999), metavar="YEAR")
def burden(form: str, year: int | None, **times: Any) -> None:
    """Count the figures that each unit is asked for in a year."""
    from luoshi.collection.asking import books
    from luoshi.collection.health import burden as counted

    with opened() as ledger:
        source = books(ledger, cut=cut_of(times))
    rows = [
        {
            **{column.key: getattr(one, column.key) for column in BURDEN},
            "organisation": one.organisation or (words("collect-nobody") if form == "table" else None),
        }
        for one in counted(source, year or source.today.year)
    ]
    write(rows, BURDEN, form, session().language)


@collect.command("list", cls=OfCollect)
@asking
@click.option("--post", metavar="UNIT/POST")
def listed(form: str, post: str | None, **times: Any) -> None:
    """List submissions and where they stand; with a post those that wait for it."""
    from luoshi.collection.asking import books

    with opened() as ledger:
        source = books(ledger, cut=cut_of(times))
    found = source.register
    own = found.post(post).id if post else None
    rows = []
    for one in source.submissions:
        level = one.standing.waiting
        if own and not (level and found.may(own, level, one.indicator_ids, source.today)):
            continue
        unit = found.organisations[level.organisation_id].name if level else None
        rows.append(
            {
                "id": one.id,
                "recorded": one.recorded.isoformat(timespec="seconds"),
                "organisation": one.organisation,
                "way": one.way,
                "figures": len(one.figures),
                "state": _word("collect-state", one.standing.state, form),
                "waiting": f"{unit} {_word('collect-role', level.role, form)}" if level else None,
            }
        )
    write(rows, SUBMISSIONS, form, session().language)


@collect.command("posts", cls=OfCollect)
@asking
def posts(form: str, **times: Any) -> None:
    """List posts and the number of their duties."""
    from luoshi.collection.appointing import registered

    with opened() as ledger:
        found = registered(ledger, cut_of(times))
    rows = [
        {
            "post": one.key,
            "name": one.name,
            "unit": found.unit_of(one.id).name,
            "department": one.department,
            **{
                role: sum(duty.post_id == one.id and duty.role == role for duty in found.duties)
                for role in ("reports", "checks", "approves")
            },
            "from": one.valid_from,
            "to": one.valid_to,
            "id": one.id,
        }
        for one in sorted(found.posts.values(), key=lambda one: one.key)
    ]
    write(rows, POSTS, form, session().language)

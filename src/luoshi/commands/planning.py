"""``luoshi plan``: what is known of plans beside their documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import click

from luoshi.commands.base import Part, Section
from luoshi.commands.building import user
from luoshi.commands.failure import usage
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import CoarseDay, Day, Question, times_options
from luoshi.commands.words import say, words

if TYPE_CHECKING:
    from luoshi.ledger.records import PlanView
    from luoshi.ledger.store import Ledger

FORMS = click.Choice(["table", "json", "csv"])

PLANS = (
    Column(key="plan", zh="规划", en="plan"),
    Column(key="place", zh="地区", en="place"),
    Column(key="title", zh="名称", en="title"),
    Column(key="issuer", zh="发布单位", en="issuer", widest=30),
    Column(key="published", zh="发布", en="published"),
    Column(key="editions", zh="版本", en="editions", right=True),
    Column(key="succeeded_by", zh="接续规划", en="succeeded by"),
    Column(key="succeeded_on", zh="接续日期", en="on"),
)
RELATED = (
    Column(key="relation", zh="关系", en="relation"),
    Column(key="title", zh="名称", en="title", widest=60),
    Column(key="issuer", zh="发布单位", en="issuer", widest=30),
    Column(key="date", zh="日期", en="date"),
    Column(key="entry", zh="条目", en="entry", right=True),
)


class _OfPlan(Part):
    """A command of ``luoshi plan``."""

    section = "plan"


@click.group("plan", cls=Section)
def plan() -> None:
    """Keep what is known of plans."""


@plan.command("list", cls=_OfPlan)
@times_options
@click.option("--format", "form", default="table", type=FORMS)
def listed(form: str, **times: Any) -> None:
    """List the plans of all places."""
    from luoshi.ledger import views

    cut = Question(**times, plan=None).cut()
    with opened() as ledger:
        editions = {one.key: one.editions for one in views.documents(ledger, cut=cut)}
        rows = [
            {
                "plan": one.slug,
                "place": one.place,
                "title": one.title,
                "issuer": one.issuer,
                "published": one.published.text if one.published else None,
                "editions": editions.get(one.document_key),
                "succeeded_by": (one.succeeded_by or {}).get("title"),
                "succeeded_on": (one.succeeded_by or {}).get("date"),
            }
            for one in views.plans(ledger, cut=cut)
        ]
    write(rows, PLANS, form, session().language)


@plan.command("show", cls=_OfPlan)
@click.argument("slug", required=False)
@times_options
@click.option("--format", "form", default="table", type=FORMS)
def show(slug: str | None, form: str, **times: Any) -> None:
    """Show editions, positioning, successor, higher and lower plans."""
    from luoshi.evaluation.run import only_plan
    from luoshi.ledger import views

    cut = Question(**times, plan=None).cut()
    with opened() as ledger:
        found = only_plan(ledger, slug, cut)
        rows = [
            {
                "relation": "edition",
                "title": one.title,
                "issuer": found.issuer,
                "date": one.entry.recorded.date().isoformat(),
                "entry": one.entry.number,
            }
            for one in views.editions(ledger, found.document_key, cut=cut)
        ]
        rows += [
            {"relation": one.kind, "title": one.title, "issuer": one.issuer, "entry": one.recorded}
            | {"date": one.published.text if one.published else None}
            for one in views.relations(ledger, found.id, cut=cut)
        ]
        rows += [
            {"relation": "positioning", "title": one.name, "entry": one.since}
            for one in views.positions(ledger, found.document_key, cut=cut)
            if one.stands
        ]
    if after := found.succeeded_by:
        rows.append({"relation": "successor", "title": after.get("title"), "date": after.get("date")})
    if form == "table":
        click.echo(f"{found.place} · {found.title}\n")
        rows = [row | {"relation": words(f"relation-{row['relation']}")} for row in rows]
    write(rows, RELATED, form, session().language)


@plan.command("succeed", cls=_OfPlan)
@click.argument("slug")
@click.option("--by", "title", metavar="TITLE|PLAN", required=True)
@click.option("--on", metavar="DATE", type=Day(), required=True)
@click.option("--reason", metavar="WHY", required=True)
@click.option("--actor", metavar="NAME")
def succeed(slug: str, title: str, on: date, reason: str, actor: str | None) -> None:
    """Record the plan that took a plan's place."""
    from luoshi.ledger import planning, views

    with opened(write=True) as ledger:
        found, by = views.plan(ledger, slug), _plan_named(ledger, title)
        named = by.title if by else title
        entry = planning.succeed(ledger, found, named, on, by=by, actor=actor or user(), reason=reason)
    say("plan-succeeded", plan=slug, title=named, date=on, entry=entry.number)


@plan.command("relate", cls=_OfPlan)
@click.argument("slug")
@click.option("--higher", metavar="TITLE|PLAN")
@click.option("--lower", metavar="TITLE|PLAN")
@click.option("--issuer", metavar="NAME")
@click.option("--published", metavar="DATE", type=CoarseDay())
@click.option("--reason", metavar="WHY", required=True)
@click.option("--actor", metavar="NAME")
def relate(
    slug: str,
    higher: str | None,
    lower: str | None,
    issuer: str | None,
    published: str | None,
    reason: str,
    actor: str | None,
) -> None:
    """Record a plan above or below a plan."""
    from luoshi.ledger import planning, views

    if bool(higher) == bool(lower):
        raise usage("higher-or-lower")
    kind: Literal["higher", "lower"] = "higher" if higher else "lower"
    title = higher or lower or ""
    with opened(write=True) as ledger:
        found, other = views.plan(ledger, slug), _plan_named(ledger, title)
        entry = planning.relate(
            ledger,
            found,
            kind,
            other=other,
            title=None if other else title,
            issuer=issuer,
            published=published,
            actor=actor or user(),
            reason=reason,
        )
    say("plan-related", plan=slug, title=other.title if other else title, entry=entry.number)


@plan.command("release", cls=_OfPlan)
@click.argument("source")
@click.option("--publicity", type=click.Choice(["主动公开", "依申请公开", "不予公开"]), required=True)
@click.option("--from", "since", metavar="DATE", type=Day())
@click.option("--reason", metavar="WHY", required=True)
@click.option("--actor", metavar="NAME")
def release(source: str, publicity: str, since: date | None, reason: str, actor: str | None) -> None:
    """Say who may see what a source says, and from when."""
    from luoshi.ledger import planning

    with opened(write=True) as ledger:
        entry = planning.publish(ledger, source, publicity, since, actor=actor or user(), reason=reason)
    say("source-released", source=source, publicity=publicity, entry=entry.number)


@contextmanager
def opened(write: bool = False) -> Iterator[Ledger]:
    """Open the ledger of this command, for writing where it is meant to write."""
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger, read_only=False if write else None) as ledger:
        yield ledger


def _plan_named(ledger: Ledger, text: str) -> PlanView | None:
    """Return the plan whose slug a text is, ``None`` where it is a title."""
    from luoshi.ledger import views

    return next((one for one in views.plans(ledger) if one.slug == text), None)

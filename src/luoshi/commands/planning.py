"""``luoshi plan`` and ``luoshi target``: what is known of plans and targets beside their documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import click

from luoshi.commands.base import Part, Section
from luoshi.commands.building import user
from luoshi.commands.failure import usage
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import CoarseDay, Day, Question, question_options, times_options
from luoshi.commands.words import say, words
from luoshi.vocabulary.words import Comparator, Trust

if TYPE_CHECKING:
    from luoshi.ledger.planning import Basis, Division, Share
    from luoshi.ledger.records import IndicatorView, PlanView, TargetView
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
PARTS = (
    Column(key="target_period", zh="目标期", en="target period"),
    Column(key="target", zh="目标值", en="target", right=True),
    Column(key="division", zh="分解", en="by"),
    Column(key="name", zh="名称", en="name"),
    Column(key="value", zh="预期值", en="expected", right=True),
    Column(key="actual", zh="完成值", en="actual", right=True),
    Column(key="check", zh="核对", en="check"),
    Column(key="source", zh="出处", en="source"),
)


class _OfPlan(Part):
    """A command of ``luoshi plan``."""

    section = "plan"


class _OfTarget(Part):
    """A command of ``luoshi target``."""

    section = "target"


class Amount(click.ParamType[Decimal]):
    """A number as written."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number; wrong usage with the catalogue's words otherwise."""
        if isinstance(value, Decimal):
            return value
        try:
            found = Decimal(value)
        except InvalidOperation:
            found = Decimal("nan")
        if not found.is_finite():
            raise usage("number-unknown", text=value)
        return found


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
    with _ledger() as ledger:
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
    with _ledger() as ledger:
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

    with _ledger(write=True) as ledger:
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
    with _ledger(write=True) as ledger:
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

    with _ledger(write=True) as ledger:
        entry = planning.publish(ledger, source, publicity, since, actor=actor or user(), reason=reason)
    say("source-released", source=source, publicity=publicity, entry=entry.number)


@click.group("target", cls=Section)
def target() -> None:
    """Keep what is known of targets."""


def _entering(function: Any) -> Any:
    """Give a command the options that say where a number stands, why and by whom it is entered."""
    for option in (
        click.option("--plan", "slug", metavar="PLAN"),
        click.option("--actor", metavar="NAME"),
        click.option("--reason", metavar="WHY", required=True),
        click.option("--trust", default="C", type=click.Choice(get_args(Trust))),
        click.option("--published", metavar="DATE", type=CoarseDay()),
        click.option("--publisher", metavar="NAME"),
        click.option("--source", metavar="TITLE", required=True),
    ):
        function = option(function)
    return function


COMPARATOR = click.option("--comparator", default="eq", type=click.Choice(get_args(Comparator)))


@target.command("revise", cls=_OfTarget)
@click.argument("indicator")
@click.argument("period")
@click.argument("value", type=Amount())
@COMPARATOR
@_entering
def revise(
    indicator: str,
    period: str,
    value: Decimal,
    comparator: str,
    slug: str | None,
    actor: str | None,
    reason: str,
    **source: Any,
) -> None:
    """Put another value in the place of a target."""
    from luoshi.ledger import planning

    with _ledger(write=True) as ledger:
        found, aim = _target(ledger, slug, indicator, period)
        entry = planning.revise(
            ledger,
            found,
            aim,
            value,
            _basis(source),
            comparator=cast(Comparator, comparator),
            actor=actor or user(),
            reason=reason,
        )
    say("target-revised", indicator=found.name, before=aim.value, after=value, entry=entry.number)


@target.command("set-year", cls=_OfTarget)
@click.argument("indicator")
@click.argument("year", type=click.IntRange(1949, 2199))
@click.argument("value", type=Amount())
@COMPARATOR
@click.option("--target", "period", metavar="PERIOD")
@_entering
def set_year(
    indicator: str,
    year: int,
    value: Decimal,
    comparator: str,
    period: str | None,
    slug: str | None,
    actor: str | None,
    reason: str,
    **source: Any,
) -> None:
    """Record what is expected of a year on the way to a target."""
    from luoshi.ledger.planning import Share

    share = Share(name=str(year), value=value, comparator=cast(Comparator, comparator))
    with _ledger(write=True) as ledger:
        found, aim = _target(ledger, slug, indicator, period, reaching=year)
        _divide(ledger, found, aim, "year", [share], True, actor, reason, source)


@target.command("split", cls=_OfTarget)
@click.argument("indicator")
@click.argument("period")
@click.argument("parts", nargs=-1, required=True, metavar="NAME=VALUE…")
@click.option("--by", "division", default="place", type=click.Choice(["place", "unit", "year"]))
@click.option("--partial", is_flag=True)
@_entering
def split(
    indicator: str,
    period: str,
    parts: tuple[str, ...],
    division: str,
    partial: bool,
    slug: str | None,
    actor: str | None,
    reason: str,
    **source: Any,
) -> None:
    """Divide a target over districts, departments or years."""
    shares = [_share(text) for text in parts]
    with _ledger(write=True) as ledger:
        found, aim = _target(ledger, slug, indicator, period)
        _divide(ledger, found, aim, cast("Division", division), shares, partial, actor, reason, source)


@target.command("parts", cls=_OfTarget)
@click.argument("indicator")
@question_options
@click.option("--format", "form", default="table", type=FORMS)
def parts(indicator: str, form: str, **times: Any) -> None:
    """List the parts of an indicator's targets and whether they add up."""
    from luoshi.evaluation.parts import divided
    from luoshi.evaluation.run import assess_indicator, only_plan
    from luoshi.evaluation.tables import source_words
    from luoshi.ledger import views

    question = Question(**times)
    cut = question.cut()
    with _ledger() as ledger:
        found = views.indicator(ledger, indicator, plan_id=only_plan(ledger, question.plan, cut).id, cut=cut)
        dossier = assess_indicator(ledger, found, cut)
        held = views.target_parts(ledger, found.id, cut=cut)
    rows = [
        {
            "target_period": group.target.period,
            "target": group.target.value,
            "division": words(f"division-{group.check.division}")
            if form == "table"
            else group.check.division,
            "name": one.part.name,
            "value": one.part.value,
            "actual": one.actual,
            "check": words(f"parts-{group.check.outcome}") if form == "table" else group.check.outcome,
            "source": source_words(one.part.citation),
        }
        for group in divided(dossier, held)
        for one in group.parts
    ]
    write(rows, PARTS, form, session().language)


@contextmanager
def _ledger(write: bool = False) -> Iterator[Ledger]:
    from luoshi.ledger.store import Ledger

    with Ledger.open(session().ledger, read_only=False if write else None) as ledger:
        yield ledger


def _plan_named(ledger: Ledger, text: str) -> PlanView | None:
    """Return the plan whose slug a text is, ``None`` where it is a title."""
    from luoshi.ledger import views

    return next((one for one in views.plans(ledger) if one.slug == text), None)


def _target(
    ledger: Ledger, slug: str | None, indicator: str, period: str | None, reaching: int | None = None
) -> tuple[IndicatorView, TargetView]:
    """Return an indicator and its target for a period, or the first one that a year leads to."""
    from luoshi.errors import LuoshiError
    from luoshi.evaluation.inputs import judged_targets
    from luoshi.evaluation.run import only_plan
    from luoshi.ledger import views
    from luoshi.vocabulary.period import Period

    plan = only_plan(ledger, slug)
    found = views.indicator(ledger, indicator, plan_id=plan.id)
    for aim in judged_targets(found, plan.document_key):
        fits = aim.period == period if period else Period.parse(aim.period).last_day.year >= (reaching or 0)
        if fits:
            return found, aim
    raise LuoshiError("not-found", what=f"{found.name} {period or reaching}")


def _basis(source: dict[str, Any]) -> Basis:
    from luoshi.ledger.planning import Basis

    return Basis(
        title=source["source"],
        publisher=source["publisher"],
        published=source["published"],
        trust=source["trust"],
    )


def _share(text: str) -> Share:
    from luoshi.ledger.planning import Share

    name, _, value = text.partition("=")
    if not name.strip() or not value:
        raise usage("part-unknown", text=text)
    return Share(name=name.strip(), value=Amount().convert(value.strip(), None, None))


def _divide(
    ledger: Ledger,
    found: IndicatorView,
    aim: TargetView,
    division: Division,
    shares: list[Share],
    partial: bool,
    actor: str | None,
    reason: str,
    source: dict[str, Any],
) -> None:
    from luoshi.ledger import planning

    entry = planning.divide(
        ledger,
        found,
        aim,
        division,
        shares,
        _basis(source),
        actor=actor or user(),
        reason=reason,
        partial=partial,
    )
    say("target-divided", indicator=found.name, count=len(shares), entry=entry.number)

"""``luoshi target``: what is known of targets beside their documents."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast, get_args

import click

from luoshi.commands.base import Part, Section
from luoshi.commands.building import user
from luoshi.commands.failure import usage
from luoshi.commands.output import Column, write
from luoshi.commands.planning import FORMS, opened
from luoshi.commands.session import session
from luoshi.commands.times import CoarseDay, Question, question_options
from luoshi.commands.words import say, words
from luoshi.vocabulary.words import Comparator, Trust

if TYPE_CHECKING:
    from luoshi.ledger.planning import Basis, Division, Share
    from luoshi.ledger.records import IndicatorView, TargetView
    from luoshi.ledger.store import Ledger

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

    with opened(write=True) as ledger:
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
    with opened(write=True) as ledger:
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
    with opened(write=True) as ledger:
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
    with opened() as ledger:
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

"""``luoshi disagreements``: where the sources do not go together, and what a person decides about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from luoshi.commands.base import Part, Section
from luoshi.commands.building import user
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import Question, question_options
from luoshi.commands.words import say, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from luoshi.errors import Language
    from luoshi.ledger.records import Decision, Disagreement, Side

KINDS = ("two_values", "two_targets", "growth_levels", "parts_whole", "ratio_count", "unit_slip", "jump")
STATES = ("open", "explained", "accepted", "correction")

COLUMNS = (
    Column(key="id", zh="标识", en="id", widest=8),
    Column(key="kind", zh="种类", en="kind"),
    Column(key="state", zh="状态", en="state"),
    Column(key="name", zh="指标", en="indicator", widest=30),
    Column(key="period", zh="时期", en="period"),
    Column(key="explanation", zh="说明", en="explanation", widest=100),
)
SIDES = tuple(
    Column(key=f"{side}_{key}", zh=f"{side}_{key}", en=f"{side}_{key}")
    for side in ("left", "right")
    for key in ("name", "period", "value", "unit", "words", "source", "quote")
)
MORE = (
    Column(key="decision_reason", zh="答复理由", en="decision_reason"),
    Column(key="decided", zh="答复时间", en="decided"),
    Column(key="decided_by", zh="答复人", en="decided_by"),
)


class _OfDisagreements(Part):
    """A command of ``luoshi disagreements``."""

    section = "disagreements"


@click.group("disagreements", cls=Section)
def disagreements() -> None:
    """Where the sources do not go together, and what a person decides about it."""


@disagreements.command("list", cls=_OfDisagreements)
@question_options
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--state", type=click.Choice(STATES))
@click.option("--format", "form", default="table", type=click.Choice(["table", "json", "csv"]))
def listed(kind: str | None, state: str | None, form: str, **times: Any) -> None:
    """List disagreements with both sides."""
    from luoshi.evaluation.run import only_plan
    from luoshi.ledger.disagreements import disagreements as find
    from luoshi.ledger.store import Ledger

    options, question = session(), Question(**times)
    cut = question.cut()
    with Ledger.open(options.ledger) as ledger:
        plan = only_plan(ledger, question.plan, cut).id if question.plan else None
        found = find(ledger, plan, cut=cut)
    chosen = [one for one in found if kind in (None, one.kind) and state in (None, one.state)]
    rows = [_row(one, form, options.language) for one in chosen]
    write(rows, COLUMNS if form == "table" else (*COLUMNS, *SIDES, *MORE), form, options.language)


def _row(one: Disagreement, form: str, language: Language) -> dict[str, Any]:
    from luoshi.ledger.disagreeing.words import explanation, word

    table = form == "table"
    left, right = one.sides[:2]
    decided = one.decided if one.decided and one.decided.kept else None
    return {
        "id": one.id[:8] if table else one.id,
        "kind": word("kind", one.kind, language) if table else one.kind,
        "state": word("state", one.state, language) if table else one.state,
        "name": one.sides[0].name,
        "period": one.period,
        "explanation": explanation(one, language),
        **_side("left", left),
        **_side("right", right),
        "decision_reason": decided.reason if decided else None,
        "decided": decided.recorded.isoformat(timespec="seconds") if decided else None,
        "decided_by": decided.actor if decided else None,
    }


def _side(name: str, side: Side) -> dict[str, Any]:
    cited = side.citation
    return {
        f"{name}_name": side.name,
        f"{name}_period": side.period,
        f"{name}_value": side.value,
        f"{name}_unit": side.unit,
        f"{name}_words": side.words,
        f"{name}_source": cited.anchor.document_key if cited.anchor else cited.source,
        f"{name}_quote": cited.anchor.quote if cited.anchor else cited.quote,
    }


def _deciding(name: str, decision: Decision) -> Callable[[str, str, str | None], None]:
    """Make the command by which a person decides in one way."""

    @disagreements.command(name, cls=_OfDisagreements)
    @click.argument("disagreement", metavar="ID")
    @click.option("--reason", required=True)
    @click.option("--actor", metavar="NAME")
    def decide(disagreement: str, reason: str, actor: str | None) -> None:
        """Record what a person decides."""
        from luoshi.ledger.disagreeing.answers import answer
        from luoshi.ledger.store import Ledger

        with Ledger.open(session().ledger) as ledger:
            one, entry = answer(ledger, disagreement, decision, reason=reason, actor=actor or user())
        say("disagreement-answered", state=words(f"disagreement-{one.state}"), number=entry.number)

    return decide


explain = _deciding("explain", "explained")
accept = _deciding("accept", "accepted")
correct = _deciding("correct", "correction")

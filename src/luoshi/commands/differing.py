"""``luoshi diff``: what became of targets and tasks between two versions or levels of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from luoshi.commands.base import Command
from luoshi.commands.output import Column, write
from luoshi.commands.session import session
from luoshi.commands.times import Question, times_options
from luoshi.commands.words import words

if TYPE_CHECKING:
    from luoshi.errors import Language
    from luoshi.ledger.differing.model import Aim, Change, Difference, Side, Task
    from luoshi.ledger.records import Cut

WHAT = ("target", "baseline", "task")
KINDS = ("redated", "changed", "added", "dropped", "moved", "same")
USUAL = KINDS[:4]
COLUMNS = (
    Column(key="what", zh="对象", en="what"),
    Column(key="change", zh="变化", en="change"),
    Column(key="name", zh="名称", en="name", widest=36),
    Column(key="period_old", zh="前期限", en="period before"),
    Column(key="period_new", zh="后期限", en="period after"),
    Column(key="written_old", zh="前值", en="before", widest=24),
    Column(key="written_new", zh="后值", en="after", widest=24),
    Column(key="words", zh="说明", en="in words", widest=60),
)
MORE = (
    Column(key="fields", zh="项目", en="fields"),
    Column(key="rule", zh="依据", en="rule"),
    Column(key="score", zh="相近", en="likeness"),
    Column(key="doubt", zh="存疑", en="doubt"),
    *(
        Column(key=f"{key}_{side}", zh=key, en=key)
        for side in ("old", "new")
        for key in (
            "value",
            "upper",
            "unit",
            "comparator",
            "strength",
            "sentence",
            "document",
            "start",
            "end",
        )
    ),
)


@click.command("diff", cls=Command)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--what", "subjects", multiple=True, type=click.Choice(WHAT))
@click.option("--change", "kinds", multiple=True, type=click.Choice(KINDS))
@click.option("--all", "every", is_flag=True)
@times_options
@click.option("--format", "form", default="words", type=click.Choice(["words", "table", "json", "csv"]))
def diff(
    old: str,
    new: str,
    subjects: tuple[str, ...],
    kinds: tuple[str, ...],
    every: bool,
    form: str,
    **times: Any,
) -> None:
    """Tell what became of targets and tasks between two versions or levels of a plan."""
    from luoshi.ledger.differing.compare import difference

    with ExitStack() as stack:
        cut = Question(**times, plan=None).cut()
        found = difference(_side(old, cut, stack), _side(new, cut, stack))
    shown = [
        one
        for one in found.changes
        if one.what in (subjects or WHAT) and one.kind in (kinds or (KINDS if every else USUAL))
    ]
    language = session().language
    if form == "words":
        click.echo("\n".join(_in_words(found, shown, language)))
        return
    rows = [record(one, found, language) for one in shown]
    write(rows, COLUMNS if form == "table" else (*COLUMNS, *MORE), form, language)


def _side(reference: str, cut: Cut, stack: ExitStack) -> Side:
    """Return a plan of the ledger, or a file where one of that name is there."""
    if Path(reference).is_file():
        from luoshi.ledger.differing.files import side_of_file

        return side_of_file(reference)
    from luoshi.ledger.differing.asking import plan_meant
    from luoshi.ledger.differing.plans import side_of_plan
    from luoshi.ledger.store import Ledger

    ledger = stack.enter_context(Ledger.open(session().ledger))
    plan, then = plan_meant(ledger, reference, cut)
    return side_of_plan(ledger, plan, cut=then)


def record(one: Change, found: Difference, language: Language) -> dict[str, Any]:
    """Return a change as one row."""
    from luoshi.ledger.differing.words import doubtful, told

    return {
        "what": one.what,
        "change": one.kind,
        "name": one.name,
        "fields": [field.name for field in one.fields],
        "words": told(one, language),
        "rule": one.rule,
        "score": one.score,
        "doubt": doubtful(one, language) or None,
        **_of_side(one.old, "old"),
        **_of_side(one.new, "new"),
    }


def _of_side(one: Aim | Task | None, side: str) -> dict[str, Any]:
    from luoshi.ledger.differing.model import Aim

    if one is None:
        return {}
    place = one.place
    said: dict[str, Any] = {
        "strength": one.strength,
        "sentence": place.sentence,
        "document": place.document,
        "start": place.start,
        "end": place.end,
    }
    if isinstance(one, Aim):
        said |= {
            "period": one.period,
            "written": one.written,
            "value": one.value,
            "upper": one.upper,
            "unit": one.unit,
            "comparator": one.comparator,
        }
    else:
        said["period"] = one.deadline
    return {f"{key}_{side}": value for key, value in said.items()}


def _in_words(found: Difference, shown: Sequence[Change], language: Language) -> Iterator[str]:
    from luoshi.ledger.differing.words import kind_word, notes, what_word, word

    yield f"- {found.old.title}"
    yield f"+ {found.new.title}"
    yield ""
    for what, counts in found.counts().items():
        told = [
            f"{kind_word(kind, found.relation, language)} {count}" for kind, count in counts.items() if count
        ]
        if told:
            yield f"{what_word(what, language)}{words('diff-colon')}{words('diff-comma').join(told)}"
    yield from notes(found, language)
    if all(one.kind == "same" for one in found.changes):
        yield word("text", "nothing", language)
    for what, kind in dict.fromkeys((one.what, one.kind) for one in sorted(shown, key=_order)):
        yield ""
        yield f"## {what_word(what, language)} · {kind_word(kind, found.relation, language)}"
        for one in shown:
            if (one.what, one.kind) == (what, kind):
                yield from _change(one, language)


def _order(one: Change) -> tuple[int, int]:
    return WHAT.index(one.what), KINDS.index(one.kind)


def _change(one: Change, language: Language) -> Iterator[str]:
    from luoshi.ledger.differing.words import doubtful, title, told, why

    said = words("diff-colon") + told(one, language) if told(one, language) else ""
    grounds = f" [{why(one.rule, one.score, language)}]" if one.rule else ""
    yield f"* {title(one, language)}{said}{grounds}"
    if one.doubt:
        yield f"    ? {doubtful(one, language)}"
    for sign, side in (("-", one.old), ("+", one.new)):
        if side is not None:
            yield f"    {sign} {side.place.sentence}"

"""What became of the tasks of a plan: special actions, items and rows of task tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luoshi.ledger.differing.likeness import Near, alike, bare, excluded, without_numbers
from luoshi.ledger.differing.model import Change, Field, Kind, Task
from luoshi.ledger.differing.pairing import Pair, paired
from luoshi.ledger.differing.rules import rules

_SHARED = 0.3
"""Share of pairs of characters from which on two tasks are compared at all."""


def changes_of_tasks(old: Sequence[Task], new: Sequence[Task]) -> Iterator[Change]:
    """Yield what became of every task, in the order of the newer plan, then of the older."""
    pairs = {pair.new: pair for pair in paired(_candidates(old, new))}
    taken = {pair.old for pair in pairs.values()}
    for place, one in enumerate(new):
        pair = pairs.get(place)
        if pair is None:
            yield Change(what="task", kind="added", name=one.name, old=None, new=one)
        else:
            yield _change(old[pair.old], one, pair)
    for place, one in enumerate(old):
        if place not in taken:
            yield Change(what="task", kind="dropped", name=one.name, old=one, new=None)


def _candidates(old: Sequence[Task], new: Sequence[Task]) -> Iterator[Pair]:
    whole, names = Near(one.words for one in old), Near(one.name for one in old)
    for place, one in enumerate(new):
        near = {*whole.to(one.words, _SHARED), *names.to(one.name, rules().task_name)}
        for at in sorted(near):
            if (pair := _pair(old[at], one, at, place)) is not None:
                yield pair


def _pair(old: Task, new: Task, at: int, place: int) -> Pair | None:
    words, names = alike(old.words, new.words), alike(old.name, new.name)
    if bare(old.name) == bare(new.name):
        return Pair(old=at, new=place, rule="same-name", score=1.0, closer=words)
    if old.text and bare(old.text) == bare(new.text):
        return Pair(old=at, new=place, rule="same-text", score=1.0, closer=names)
    if excluded(old.name, new.name):
        return None
    if names >= rules().task_name and words >= rules().task_within:
        return Pair(old=at, new=place, rule="like-name", score=names, closer=words)
    bare_words = alike(without_numbers(old.words), without_numbers(new.words))
    if bare_words >= rules().task:
        return Pair(old=at, new=place, rule="like-text", score=bare_words, closer=names)
    return None


def _change(old: Task, new: Task, pair: Pair) -> Change:
    fields = tuple(_fields(old, new))
    return Change(
        what="task",
        kind=_kind({field.name for field in fields}),
        name=new.name,
        old=old,
        new=new,
        fields=fields,
        rule=pair.rule,
        score=round(pair.score, 3),
    )


def _kind(names: set[str]) -> Kind:
    if "deadline" in names:
        return "redated"
    if names - {"box"}:
        return "changed"
    return "moved" if names else "same"


def _fields(old: Task, new: Task) -> Iterator[Field]:
    if old.deadline != new.deadline:
        yield Field(name="deadline", old=old.deadline, new=new.deadline)
    if bare(old.name) != bare(new.name):
        yield Field(name="name", old=old.name, new=new.name)
    if bare(old.text) != bare(new.text):
        yield Field(name="text", old=old.text, new=new.text)
    if old.strength != new.strength:
        yield Field(name="strength", old=old.strength, new=new.strength)
    if old.lead != new.lead:
        yield Field(name="lead", old="、".join(old.lead) or None, new="、".join(new.lead) or None)
    if bare(old.box) != bare(new.box):
        yield Field(name="box", old=old.box, new=new.box)

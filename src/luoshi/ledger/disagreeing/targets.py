"""Two targets for one date: in two plans, or in the text of a plan and in its table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from luoshi.ledger.disagreeing.comparing import equal, in_unit, plain
from luoshi.ledger.disagreeing.fact import Fact, Found
from luoshi.ledger.disagreeing.parameters import Matter, Parameters

_BOUND = {"eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "≈"}


def two_targets(own: Iterable[Fact], others: Iterable[Fact]) -> Iterator[Found]:
    """Yield the dates for which an indicator has different targets, its own or those of the same thing.

    A basic target and the aspired one beside it (达……、力争……) are no disagreement.
    """
    targets = [fact for fact in own if fact.value is not None]
    pairs = [(one, other) for place, one in enumerate(targets) for other in targets[place + 1 :]]
    pairs += [(one, other) for one in targets for other in others if other.value is not None]
    for one, other in pairs:
        if one.period != other.period or one.target_kind != other.target_kind:
            continue
        if not _basic_and_aspired(one, other) and not equal(one, other):
            yield _found(one, other)


def _basic_and_aspired(one: Fact, other: Fact) -> bool:
    """Whether two targets of one document are a pair: the one promised, the one aspired to."""
    return _document(one) == _document(other) and one.strength != other.strength


def _document(fact: Fact) -> str | None:
    return fact.citation.anchor.document_key if fact.citation.anchor else None


def _found(left: Fact, right: Fact) -> Found:
    value = in_unit(right, left.unit)
    numbers = {
        "left": bounded(left),
        "right": _BOUND[right.comparator] + plain(right.number if value is None else value),
        "unit": left.unit or right.unit or "",
    }
    return Found(kind="two_targets", rule="targets", left=left, right=right, numbers=numbers)


def bounded(fact: Fact) -> str:
    """Return a number with the sign of its comparator (≥80)."""
    return _BOUND[fact.comparator] + plain(fact.number)


def pledge_beside_number(pledges: Iterable[Fact], targets: Iterable[Fact]) -> Iterator[Found]:
    """Yield targets in numbers beside a pledge to keep pace with something else for the same date.

    城乡居民可支配收入与经济增长保持同步 in the text and 6以上 in the table are two targets: the first moves
    with the growth of the economy, the second does not.
    """
    numbers = [fact for fact in targets if fact.value is not None and fact.period is not None]
    for pledge in pledges:
        for target in numbers:
            if pledge.indicator == target.indicator and pledge.period == target.period:
                filled = {"words": pledge.words or "", "right": bounded(target), "unit": target.unit or ""}
                yield Found(kind="two_targets", rule="pledge", left=pledge, right=target, numbers=filled)


def matters(facts: Iterable[Fact], known: Parameters) -> Iterator[Found]:
    """Yield figures of a matter that stay far below a target set for an earlier date in another text."""
    facts = [fact for fact in facts if fact.value is not None and fact.period is not None]
    for matter in known.matters:
        some = [fact for fact in facts if _is_of(fact, matter)]
        for target in (fact for fact in some if fact.kind == "target"):
            yield from _below(target, some, matter, known)


def _below(target: Fact, some: Iterable[Fact], matter: Matter, known: Parameters) -> Iterator[Found]:
    for later in some:
        if (
            later.kind != "actual"
            or _document(later) == _document(target)
            or target.comparator in ("le", "lt")
        ):
            continue
        if later.period is None or target.period is None or later.period.end <= target.period.end:
            continue
        if later.number * known.factor < target.number:
            numbers = {
                "matter": matter.name,
                "matter_en": matter.name_en,
                "left": bounded(target),
                "left_unit": target.unit or "",
                "left_period": target.period.iso(),
                "right": plain(later.number),
                "right_unit": later.unit or "",
                "right_period": later.period.iso(),
            }
            yield Found(kind="two_targets", rule="matter", left=target, right=later, numbers=numbers)


def _is_of(fact: Fact, matter: Matter) -> bool:
    named = all(word in fact.name for word in matter.words)
    new = fact.measure != "level" or any(word in fact.name for word in matter.without)
    return named and not new and fact.unit in matter.units

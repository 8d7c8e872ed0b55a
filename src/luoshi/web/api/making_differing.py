"""From two plans compared to the shapes of the API."""

from __future__ import annotations

from decimal import Decimal

from luoshi.ledger.differing import words
from luoshi.ledger.differing.model import Aim, Change, Task
from luoshi.web.api import differing
from luoshi.web.api.base import BothWords


def differs(one: Change) -> differing.Differs:
    """Return what became of a target or a task."""
    return differing.Differs(
        what=one.what,
        change=one.kind,
        name=one.name,
        unlike=[differing.Unlike(field=field.name, old=field.old, new=field.new) for field in one.fields],
        words=BothWords(zh=words.told(one, "zh"), en=words.told(one, "en")),
        rule=one.rule,
        likeness=None if one.score is None else Decimal(str(one.score)),
        doubt=BothWords(zh=words.doubtful(one, "zh"), en=words.doubtful(one, "en")) if one.doubt else None,
        old=_said(one.old),
        new=_said(one.new),
    )


def _said(one: Aim | Task | None) -> differing.Said | None:
    if one is None:
        return None
    aim = one if isinstance(one, Aim) else None
    return differing.Said(
        document=one.place.document,
        start=one.place.start,
        end=one.place.end,
        sentence=one.place.sentence,
        period=aim.period if aim else one.deadline if isinstance(one, Task) else None,
        written=aim.written if aim else None,
        value=aim.value if aim else None,
        upper=aim.upper if aim else None,
        unit=aim.unit if aim else None,
        comparator=aim.comparator if aim else None,
        strength=one.strength,
        task=one.slug if isinstance(one, Task) else None,
    )

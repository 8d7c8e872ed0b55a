"""From what was known then and is known now to the shapes of the API."""

from __future__ import annotations

from luoshi.evaluation.side_by_side import Side
from luoshi.evaluation.then import Change, Then, change_words
from luoshi.web.api import looking_back
from luoshi.web.api.base import BothWords


def looked_back(found: Then) -> looking_back.LookedBack:
    """Return a target judged then and now."""
    return looking_back.LookedBack(
        target=found.target.id,
        target_period=found.target.period.iso(),
        on=found.on,
        known=_judged(found.known) if found.known else None,
        hindsight=_judged(found.hindsight),
        now=_judged(found.now),
        changed=found.changed,
        because=BothWords(zh=found.told("zh"), en=found.told("en")),
        changes=[_change(one, found.target.unit) for one in found.changes],
    )


def _judged(side: Side) -> looking_back.Judged:
    return looking_back.Judged(
        method=side.method,
        version=side.version,
        grade=side.grade,
        reason=side.reason,
        words=BothWords(zh=side.word["zh"], en=side.word["en"]),
        sentence=BothWords(zh=side.record["zh"], en=side.record["en"]),
    )


def _change(change: Change, unit: str | None) -> looking_back.LaterChange:
    return looking_back.LaterChange(
        kind=change.kind,
        period=change.period.iso() if change.period else None,
        before=change.before,
        after=change.after,
        decides=change.decides,
        words=BothWords(zh=change_words(change, unit, "zh"), en=change_words(change, unit, "en")),
    )

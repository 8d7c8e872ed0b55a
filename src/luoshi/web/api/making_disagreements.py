"""From the ledger's records of disagreements to the shapes of the API."""

from __future__ import annotations

from collections.abc import Mapping

from luoshi.ledger import records
from luoshi.ledger.disagreeing.words import explanation
from luoshi.web.api import disagreeing
from luoshi.web.api.base import BothWords
from luoshi.web.api.making_sources import source
from luoshi.web.times import Times


def disagreement(
    pair: records.Disagreement, slugs: Mapping[str, str], times: Times
) -> disagreeing.Disagreement:
    """Return things sources say that do not go together; ``slugs`` name indicators by id."""
    left, right, *more = (_side(one, times) for one in pair.sides)
    return disagreeing.Disagreement(
        id=pair.id,
        kind=pair.kind,
        indicator=slugs.get(pair.indicator_id or ""),
        period=pair.period,
        unit=pair.unit,
        explanation=BothWords(zh=explanation(pair, "zh"), en=explanation(pair, "en")),
        state=pair.state,
        decision=_decision(pair.decided),
        left=left,
        right=right,
        more=more,
    )


def _side(side: records.Side, times: Times) -> disagreeing.Side:
    return disagreeing.Side(
        name=side.name,
        period=side.period,
        value=side.value,
        unit=side.unit,
        comparator=side.comparator,
        text=side.words,
        definition=side.definition,
        source=source(side.citation, times),
    )


def _decision(decided: records.Decided | None) -> disagreeing.DisagreementDecision | None:
    if decided is None:
        return None
    return disagreeing.DisagreementDecision(
        decision=decided.decision,
        reason=decided.reason,
        decided=decided.recorded,
        entry=decided.number,
        kept=decided.kept,
    )

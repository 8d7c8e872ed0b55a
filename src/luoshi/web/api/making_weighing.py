"""From a plan rolled up, what if, and places side by side to the shapes of the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, cast

from luoshi.evaluation import words
from luoshi.evaluation.comparing import Comparison
from luoshi.evaluation.comparing import Standing as Placed
from luoshi.evaluation.outlook.run import Prospect, records
from luoshi.evaluation.places import Asked
from luoshi.evaluation.rollup import run
from luoshi.evaluation.rules.exact import half_up
from luoshi.evaluation.side_by_side import LANGUAGES
from luoshi.evaluation.summary import Summary
from luoshi.evaluation.whatif import Path, path_words, rounded_level, rounded_rate
from luoshi.evaluation.whatif import WhatIf as Found
from luoshi.web.api import weighing
from luoshi.web.api.base import BothWords
from luoshi.web.api.making_plans import tallies
from luoshi.web.api.making_sources import source
from luoshi.web.times import Times

DIGITS, SHARE_DIGITS = 1, 4


def rolled_up(found: run.RollUp, summary: Summary) -> weighing.RollUp:
    """Return a plan rolled up."""
    verdicts, reasons = tallies(summary)
    return weighing.RollUp(
        total=found.counts.total,
        assessed=found.counts.assessed,
        verdicts=verdicts,
        reasons=reasons,
        binding=found.binding,
        worst=[row.indicator.slug for row in found.worst],
        words=BothWords(zh=run.worst_words(found, "zh"), en=run.worst_words(found, "en")),
    )


def composite(found: run.Composite) -> weighing.Composite:
    """Return a composite."""
    return weighing.Composite(
        composite=found.name,
        words=_both("composite", found.name),
        value=_number(found.value),
        low=_number(found.low),
        high=_number(found.high),
        used=len(found.weights),
        left_out=list(found.left_out),
        stated=cast(Literal["equal", "given", "entropy"], found.stated),
        weights=[
            weighing.Weight(indicator=slug, share=half_up(Decimal(repr(share)), SHARE_DIGITS))
            for slug, share in found.weights.items()
        ],
        seed=found.seed,
        draws=found.draws,
        version=run.VERSION,
    )


def _both(*key: str) -> BothWords:
    group, name = key
    return BothWords(zh=words.text(group, name, "zh"), en=words.text(group, name, "en"))


def _number(value: float | None) -> Decimal | None:
    return None if value is None else half_up(Decimal(repr(value)), DIGITS)


def what_if(found: Found, path: Path | None) -> weighing.WhatIf:
    """Return what would have to happen for a target, and where a rate leads."""
    told = (
        BothWords(zh=path_words(found, path, "zh"), en=path_words(found, path, "en"))
        if path
        else _both("whatif", f"no_{found.reason or 'rate'}")
    )
    return weighing.WhatIf(
        target=found.target.id,
        target_period=found.target.period.iso(),
        target_value=found.target.value,
        unit=found.target.unit,
        reason=found.reason,
        rate_in=None if found.reason else found.kind,
        start_year=found.start.year if found.start else None,
        start_value=found.start.value if found.start else None,
        needed=rounded_rate(found.needed),
        recent=rounded_rate(found.recent),
        best=rounded_rate(found.best),
        best_years=list(found.best_years),
        rate=rounded_rate(path.rate) if path else None,
        value=rounded_level(path.value) if path else None,
        reaches=path.reaches if path else None,
        met_in=path.year if path else None,
        words=told,
        steps=[weighing.Step(year=year, value=rounded_level(value)) for year, value in path.steps]
        if path
        else [],
    )


def outlook(one: Prospect) -> weighing.Outlook:
    """Return the outlook on a target; figures as they are shown, words in both languages."""
    (zh, en), record = (records([one], language)[0] for language in LANGUAGES), one.outlook.record
    return weighing.Outlook(
        indicator=one.dossier.indicator.slug,
        target=one.target.id,
        target_period=one.target.period.iso(),
        target_value=one.target.value,
        unit=one.target.unit,
        reason=one.outlook.reason,
        chance=one.outlook.chance,
        probability=zh["probability"],
        **{key: _exact(zh[key]) for key in ("point", "low_80", "high_80", "low_95", "high_95")},
        window=[point["year"] for point in record.get("window", ())],
        limits=BothWords(zh=zh["limit"], en=en["limit"]) if zh["limit"] else None,
        words=BothWords(zh=record["zh"], en=record["en"]),
        version=record["version"],
    )


def outlook_explanation(one: Prospect) -> weighing.OutlookExplanation:
    """Return the record behind an outlook."""
    return weighing.OutlookExplanation(
        indicator=one.dossier.indicator.slug,
        target=one.target.id,
        target_period=one.target.period.iso(),
        record=weighing.OutlookRecord.model_validate(one.outlook.record),
    )


def _exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def standing(one: Placed, of: Asked, found: Comparison, times: Times) -> weighing.Standing:
    """Return a place of a comparison."""
    return weighing.Standing(
        place=of.places[one.place].slug,
        place_name=one.place,
        concept=found.concept,
        period=found.period,
        rank=one.rank,
        rank_low=one.low,
        rank_high=one.high,
        value=one.value,
        unit=found.unit,
        definition=one.figure.definition if one.figure else None,
        apart=one.apart,
        words=_both("apart", one.apart) if one.apart else None,
        source=source(one.figure.citation, times) if one.figure else None,
    )

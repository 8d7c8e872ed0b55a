"""The outlooks on a plan's targets, from the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from luoshi.errors import Language
from luoshi.evaluation import words
from luoshi.evaluation.model import TargetInput
from luoshi.evaluation.outlook.limits import limits_of
from luoshi.evaluation.outlook.outlook import Outlook, outlook
from luoshi.evaluation.outlook.words import limit
from luoshi.evaluation.rows import name_of
from luoshi.evaluation.run import Assessment, Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """A target of a plan with its outlook."""

    dossier: Dossier
    target: TargetInput
    outlook: Outlook


def prospects(assessment: Assessment) -> list[Prospect]:
    """Return the outlook on each target whose period is still running, in the plan's order.

    Where other documents set another target for a period, the plan's own stands here.
    """
    return [one for dossier in assessment.dossiers for one in of_dossier(dossier, assessment.at)]


def of_dossier(dossier: Dossier, at: date, *, ended: bool = False) -> list[Prospect]:
    """Return the outlook on each target of one indicator whose period is still running; see ``prospects``.

    Args:
        dossier: Of the indicator.
        at: 评估基准日.
        ended: Whether to tell of the others, too, that there is none.
    """
    found, figures = [], tuple(dossier.inputs.values())
    own: dict[str, TargetInput] = {}
    for target in dossier.targets:
        own.setdefault(target.period.iso(), target)
    for target in own.values():
        if ended or target.period.last_day > at:
            limits = limits_of(dossier.indicator.name, target, figures, dossier.indicator.concept)
            made = outlook(target, figures, at=at, limits=limits, cuts=dossier.cuts)
            found.append(Prospect(dossier=dossier, target=target, outlook=made))
    return found


def records(found: list[Prospect], language: Language) -> list[dict[str, Any]]:
    """Return a row for each outlook: figures as numbers, words in the language."""
    return [_record(one, language) for one in found]


def _record(one: Prospect, language: Language) -> dict[str, Any]:
    indicator, made = one.dossier.indicator, one.outlook
    low, high = made.low or (None, None), made.high or (None, None)
    return {
        "plan_no": indicator.number,
        "indicator": name_of(indicator, language),
        "unit": indicator.unit,
        "target_period": one.target.period.iso(),
        "target": one.target.value,
        "point": short(made.point),
        "low_80": short(low[0]),
        "high_80": short(high[0]),
        "low_95": short(low[1]),
        "high_95": short(high[1]),
        "probability": made.record.get("shown"),
        "chance": made.chance,
        "word": words.text("chance", made.chance, language) if made.chance else None,
        "reason": words.text("no_outlook", made.reason, language) if made.reason else None,
        "points": len(made.record.get("window", ())) or None,
        "limit": limit(made.record, one.target.unit, language) or None,
        "version": made.record["version"],
        "sentence": made.record[language],
    }


def short(value: float | None) -> float | None:
    """Round for display to four digits, never more than two decimals."""
    if value is None:
        return None
    rounded = float(f"{value:.4g}")
    short = round(rounded, 2)
    return round(value) if abs(value) >= 10_000 else int(short) if short == int(short) else short

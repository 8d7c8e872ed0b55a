"""The explanation record of a result: everything needed to compute it again, and its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from luoshi.evaluation import chains
from luoshi.evaluation.deriving import Derived
from luoshi.evaluation.model import ObservationInput, Result, TargetInput
from luoshi.evaluation.parameters import load
from luoshi.evaluation.rules.parameters import Parameters
from luoshi.evaluation.rules.time_path import judge
from luoshi.evaluation.sentence import sentence
from luoshi.vocabulary.period import Period

_DECIMALS = frozenset({"value", "upper", "approx_band", "baseline"})
_PERIODS = frozenset({"period", "baseline_period"})
_DATES = frozenset({"published_by"})


def explained(
    target: TargetInput,
    observations: Iterable[ObservationInput],
    *,
    at: date,
    parameters: Parameters,
    derived: Iterable[Derived] = (),
    cuts: Mapping[int, str] | None = None,
) -> Result:
    """Judge a target and record why; see ``rules.time_path.judge`` for the arguments.

    What follows by formula stands in the record beside the verdict, which does not rest on it.
    """
    figures = sorted(observations, key=lambda observation: observation.id)
    result = judge(target, figures, at=at, parameters=parameters, cuts=cuts or {})
    taken = next((o for o in figures if o.id == result.observation_id), None)
    record = dict(result.explanation)
    record["inputs"] = frozen_inputs(target, figures) | {"cuts": frozen_cuts(cuts or {})}
    record["derived"] = [chains.record(one) for one in derived]
    record["zh"] = sentence(target, result, taken, "zh")
    record["en"] = sentence(target, result, taken, "en")
    return replace(result, explanation=record)


def recompute(record: Mapping[str, Any]) -> Result:
    """Compute a result again from its explanation record alone.

    The record may have been through JSON; the parameters are those of the version it names.
    """
    target, figures = thawed_inputs(record["inputs"])
    result = explained(
        target,
        figures,
        at=date.fromisoformat(record["at"]),
        parameters=load(record["version"]),
        cuts=thawed_cuts(record["inputs"]),
    )
    derived = [chains.again(one) for one in record.get("derived", ())]
    return replace(result, explanation=result.explanation | {"derived": derived})


def frozen_inputs(target: TargetInput, figures: Iterable[ObservationInput]) -> dict[str, Any]:
    """Return what a judgement rests on as a record holds it."""
    return {"target": _frozen(target), "observations": [_frozen(figure) for figure in figures]}


def frozen_cuts(cuts: Mapping[int, str]) -> dict[str, str]:
    """Return the years at which figures break as a record holds them."""
    return {str(year): kind for year, kind in sorted(cuts.items())}


def thawed_cuts(inputs: Mapping[str, Any]) -> dict[int, str]:
    """Return the years at which figures break from a record; one from before they were kept has none."""
    return {int(year): kind for year, kind in inputs.get("cuts", {}).items()}


def thawed_inputs(inputs: Mapping[str, Any]) -> tuple[TargetInput, list[ObservationInput]]:
    """Return what a judgement rested on from its record."""
    figures = [ObservationInput(**_thawed(one)) for one in inputs["observations"]]
    return TargetInput(**_thawed(inputs["target"])), figures


def _frozen(thing: TargetInput | ObservationInput) -> dict[str, Any]:
    """Return the fields as JSON: decimals and dates as text, periods with frequency and nature."""
    return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}


def _plain(value: Any) -> Any:
    if isinstance(value, Period):
        return {"text": value.iso(), "frequency": value.frequency, "nature": value.nature}
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


def _thawed(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _thaw(name, value) for name, value in record.items()}


def _thaw(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _PERIODS:
        return replace(Period.parse(value["text"], value["nature"]), frequency=value["frequency"])
    if name in _DECIMALS:
        return Decimal(value)
    return date.fromisoformat(value) if name in _DATES else value

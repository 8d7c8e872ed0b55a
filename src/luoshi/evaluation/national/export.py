"""From the ledger to the Parquet files that are judged: the same inputs that the reference rules see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luoshi.errors import LuoshiError
from luoshi.evaluation.inputs import (
    judged_targets,
    observation_input,
    plan_base,
    target_input,
)
from luoshi.evaluation.model import ObservationInput, TargetInput
from luoshi.evaluation.national.columns import DIGITS, OBSERVATIONS, TARGETS, Column
from luoshi.evaluation.run import candidate_inputs
from luoshi.ledger import views
from luoshi.ledger.records import Cut, PlanView
from luoshi.ledger.store import Ledger
from luoshi.ledger.views.figures import observations_of_plans

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What an indicator is judged by."""

    indicator_id: str
    targets: tuple[TargetInput, ...]
    figures: tuple[ObservationInput, ...]


def inputs(ledger: Ledger, cut: Cut = views.NOW) -> Iterator[Inputs]:
    """Yield what the indicators of every plan are judged by, as of a cut."""
    for plan in views.plans(ledger, cut=cut):
        yield from _of_plan(ledger, plan, cut)


def _of_plan(ledger: Ledger, plan: PlanView, cut: Cut) -> Iterator[Inputs]:
    indicators = views.indicators(ledger, plan.id, cut=cut)
    base = plan_base(indicators)
    observed = observations_of_plans(ledger, [plan.id], cut=cut)
    for one in indicators:
        figures = {view.id: observation_input(view, one) for view in observed.get(one.id, ())}
        figures |= candidate_inputs(ledger, one, cut)
        targets = (target_input(one, target, base) for target in judged_targets(one, plan.document_key))
        yield Inputs(indicator_id=one.id, targets=tuple(targets), figures=tuple(figures.values()))


def export(every: Iterable[Inputs], folder: Path) -> tuple[int, int]:
    """Write ``targets.parquet`` and ``observations.parquet``; return how many rows of each.

    Raises:
        LuoshiError: ``package-missing``, ``parquet-number``, ``file-unwritable``.
    """
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise LuoshiError("package-missing", package="pyarrow", extra="national") from error
    every = tuple(every)
    targets = [target_row(target) for one in every for target in one.targets]
    figures = [figure_row(one.indicator_id, figure) for one in every for figure in one.figures]
    for name, rows, columns in (("targets", targets, TARGETS), ("observations", figures, OBSERVATIONS)):
        path = folder / f"{name}.parquet"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            parquet.write_table(table(rows, columns), path)
        except OSError as error:
            raise LuoshiError("file-unwritable", file=str(path), reason=error.strerror or "") from error
    return len(targets), len(figures)


def target_row(target: TargetInput) -> dict[str, Any]:
    """Return a target as a row of ``targets.parquet``."""
    base = target.baseline_period
    return {
        "target_id": target.id,
        "indicator_id": target.indicator_id,
        "kind": target.kind,
        "period_start": target.period.start,
        "period_end": target.period.end,
        "frequency": target.period.frequency,
        "nature": target.period.nature,
        "value": target.value,
        "upper": target.upper,
        "comparator": target.comparator,
        "unit": target.unit,
        "higher_is_better": target.higher_is_better,
        "approx_band": target.approx_band,
        "baseline": target.baseline,
        "baseline_end": base.end if base else None,
    }


def figure_row(indicator_id: str, figure: ObservationInput) -> dict[str, Any]:
    """Return a figure of an indicator as a row of ``observations.parquet``."""
    period = figure.period
    return {
        "observation_id": figure.id,
        "indicator_id": indicator_id,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "frequency": period.frequency if period else None,
        "nature": period.nature if period else None,
        "value": figure.value,
        "comparator": figure.comparator,
        "unit": figure.unit,
        "match": figure.match,
        "status": figure.status,
        "trust": figure.trust,
        "definition": figure.definition,
        "published_by": figure.published_by,
        "digits": figure.digits,
        "final": figure.final,
        "decided": figure.decided,
    }


def table(rows: Sequence[dict[str, Any]], columns: Sequence[Column]) -> pa.Table:
    """Return rows as an Arrow table of those columns; raises ``parquet-number``."""
    import pyarrow as pa

    made = {}
    for column in columns:
        values = [row[column.name] for row in rows]
        if column.type == "number":
            made[column.name] = _numbers(values, column.name)
        else:
            made[column.name] = pa.array(values, _arrow(column))
    return pa.table(made)


def _arrow(column: Column) -> pa.DataType:
    import pyarrow as pa

    types = {
        "key": pa.string(),
        "text": pa.string(),
        "date": pa.date32(),
        "whole": pa.int32(),
        "flag": pa.bool_(),
    }
    return types[column.type]


def _numbers(values: Sequence[Decimal | None], name: str) -> pa.Array:
    """Return exact decimals with as many places as the finest value has."""
    import pyarrow as pa

    known = [value for value in values if value is not None]
    places = max((_places(value) for value in known), default=0)
    wide = next((value for value in known if _whole(value) + places > DIGITS), None)
    if wide is not None:
        raise LuoshiError(
            "parquet-number", column=name, value=format(wide, "f"), places=places, digits=DIGITS
        )
    step = Decimal(1).scaleb(-places)
    return pa.array(
        [None if value is None else value.quantize(step) for value in values], pa.decimal128(DIGITS, places)
    )


def _places(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))


def _whole(value: Decimal) -> int:
    return max(0, value.adjusted() + 1)

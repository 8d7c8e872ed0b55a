"""The columns of the Parquet files that are judged, and of the one that is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DIGITS = 18
"""Most digits of an exact number: every step of the rules then stays exact."""

Type = Literal["key", "text", "date", "number", "whole", "flag", "figure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a file.

    Attributes:
        type: ``key`` text or a whole number; ``number`` an exact decimal of at most 18 digits or a whole
            number; ``figure`` a binary double.
        empty: Whether a row may leave it out.
    """

    name: str
    type: Type
    empty: bool = False


TARGETS = (
    Column(name="target_id", type="key"),
    Column(name="indicator_id", type="key"),
    Column(name="kind", type="text"),
    Column(name="period_start", type="date"),
    Column(name="period_end", type="date"),
    Column(name="frequency", type="text"),
    Column(name="nature", type="text"),
    Column(name="value", type="number", empty=True),
    Column(name="upper", type="number", empty=True),
    Column(name="comparator", type="text"),
    Column(name="unit", type="text", empty=True),
    Column(name="higher_is_better", type="flag", empty=True),
    Column(name="approx_band", type="number", empty=True),
    Column(name="baseline", type="number", empty=True),
    Column(name="baseline_end", type="date", empty=True),
)
"""A target; periods are half-open: ``period_end`` is the day after the last."""

OBSERVATIONS = (
    Column(name="observation_id", type="key"),
    Column(name="indicator_id", type="key"),
    Column(name="period_start", type="date", empty=True),
    Column(name="period_end", type="date", empty=True),
    Column(name="frequency", type="text", empty=True),
    Column(name="nature", type="text", empty=True),
    Column(name="value", type="number"),
    Column(name="comparator", type="text"),
    Column(name="unit", type="text", empty=True),
    Column(name="match", type="text"),
    Column(name="status", type="text"),
    Column(name="trust", type="text"),
    Column(name="definition", type="text", empty=True),
    Column(name="published_by", type="date", empty=True),
    Column(name="digits", type="whole"),
    Column(name="final", type="flag"),
    Column(name="decided", type="flag"),
)
"""A figure in the unit of its indicator's targets."""

RESULTS = (
    Column(name="target_id", type="key"),
    Column(name="indicator_id", type="key"),
    Column(name="verdict", type="text"),
    Column(name="reason", type="text", empty=True),
    Column(name="value", type="figure", empty=True),
    Column(name="period_start", type="date", empty=True),
    Column(name="period_end", type="date", empty=True),
    Column(name="observation_id", type="key", empty=True),
    Column(name="completion", type="figure", empty=True),
    Column(name="pace", type="figure", empty=True),
    Column(name="gap", type="figure", empty=True),
    Column(name="required_rate", type="figure", empty=True),
    Column(name="recent_rate", type="figure", empty=True),
    Column(name="rate_kind", type="text", empty=True),
)
"""A verdict: the fields of ``model.Result``."""

"""A country made by a seeded generator: places × 150 indicators × 11 years, written as Parquet.

Nothing in it is a measurement; it has the shapes that published figures have: revisions, bounds, forecasts,
near figures, changes of definition, targets with and without a baseline.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

INDICATORS = 150
YEARS = np.arange(2015, 2026)
BASE, END = 2020, 2025
REVISED = 0.01
CHUNK = 500
"""Places that are made and written at a time."""

MIX = (
    ("level", 98),
    ("rank", 4),
    ("average_growth", 12),
    ("cumulative_change", 6),
    ("cumulative_total", 8),
    ("floor_each_year", 6),
    ("ceiling_each_year", 4),
    ("keep_within", 4),
    ("direction_only", 4),
    ("relative", 1),
    ("milestone", 2),
    ("set_annually", 1),
)
"""How many of the 150 indicators have a target of each kind, much as in a plan of a city."""

_NUMBER = pa.decimal128(18, 2)


def write(folder: Path, places: int, *, kinds: bool, seed: int = 20260101) -> int:
    """Write ``targets.parquet`` and ``observations.parquet``; return how many observations.

    Args:
        folder: To write to.
        places: How many places.
        kinds: Targets of every kind in the shares of ``MIX``, or levels only.
        seed: Of the generator.
    """
    names = np.array([kind for kind, times in MIX for _ in range(times)] if kinds else ["level"] * INDICATORS)
    rng = np.random.default_rng(seed)
    count = 0
    with _Files(folder) as files:
        for first in range(0, places, CHUNK):
            some = min(CHUNK, places - first)
            series = np.arange(first * INDICATORS, (first + some) * INDICATORS, dtype=np.int64)
            made = _Series(rng, series, np.tile(names, some))
            files.write(made.targets(), observations := made.observations(count))
            count += observations.num_rows
    return count


class _Files:
    """Two Parquet files that grow by tables."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.writers: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> _Files:
        return self

    def write(self, targets: pa.Table, observations: pa.Table) -> None:
        for name, table in (("targets", targets), ("observations", observations)):
            if name not in self.writers:
                self.writers[name] = pq.ParquetWriter(self.folder / f"{name}.parquet", table.schema)
            self.writers[name].write_table(table, row_group_size=200_000)

    def __exit__(self, *_: object) -> None:
        for writer in self.writers.values():
            writer.close()


class _Series:
    """Some series with their targets and figures."""

    def __init__(self, rng: np.random.Generator, ids: np.ndarray, kinds: np.ndarray) -> None:
        self.rng, self.ids, self.kinds, self.size = rng, ids, kinds, len(ids)
        self.up = rng.random(self.size) < 0.8
        base = np.round(rng.lognormal(4, 1.2, self.size) + 1, 2)
        growth = rng.normal(0.05, 0.03, self.size) * np.where(self.up, 1, -1)
        self.values = base[:, None] * (1 + growth[:, None]) ** (YEARS[None, :] - BASE)
        self.values *= 1 + rng.normal(0, 0.01, self.values.shape)
        self.base = np.round(base, 2)
        self.goal = np.round(
            base * (1 + rng.normal(0.05, 0.02, self.size) * np.where(self.up, 1, -1)) ** 5, 2
        )

    def is_kind(self, *kinds: str) -> np.ndarray:
        return np.isin(self.kinds, kinds)

    def targets(self) -> pa.Table:
        """Return a target for each series, 2020 to 2025."""
        stretch = self.is_kind(
            "average_growth", "cumulative_change", "cumulative_total", "floor_each_year", "ceiling_each_year"
        )
        value = np.where(self.is_kind("average_growth"), 5.5, self.goal)
        value = np.where(self.is_kind("cumulative_change"), np.where(self.up, 17, -17), value)
        value = np.where(self.is_kind("cumulative_total"), np.round(self.base * 6, 2), value)
        value = np.where(self.is_kind("floor_each_year"), np.round(self.base * 0.8, 2), value)
        value = np.where(self.is_kind("ceiling_each_year"), np.round(self.base * 1.5, 2), value)
        value = np.where(self.is_kind("keep_within"), np.round(self.base * 0.7, 2), value)
        no_base = self.rng.random(self.size) < 0.03
        unit = np.where(self.is_kind("average_growth", "cumulative_change"), "%", "亿元")
        return pa.table(
            {
                "target_id": pa.array(self.ids),
                "indicator_id": pa.array(self.ids),
                "kind": _texts(self.kinds),
                "period_start": _days(np.where(stretch, BASE + 1, END)),
                "period_end": _days(np.full(self.size, END + 1)),
                "frequency": _texts(np.where(stretch, "X", "A")),
                "nature": _texts(np.full(self.size, "span")),
                "value": _numbers(value, self.is_kind("direction_only", "milestone", "relative")),
                "upper": _numbers(self.base * 1.6, ~self.is_kind("keep_within")),
                "comparator": _texts(self.rng.choice(["eq", "ge", "approx"], self.size, p=[0.6, 0.3, 0.1])),
                "unit": _texts(unit),
                "higher_is_better": pa.array(self.up | self.is_kind("average_growth")),
                "approx_band": _numbers(np.zeros(self.size), np.full(self.size, True)),
                "baseline": _numbers(self.base, no_base),
                "baseline_end": _days(np.full(self.size, BASE + 1)),
            }
        )

    def observations(self, first: int) -> pa.Table:
        """Return figures of every year, a hundredth of them published once more with another value."""
        years = np.tile(YEARS, self.size)
        series = np.repeat(np.arange(self.size), len(YEARS))
        values = self.values.reshape(-1)
        final = self.rng.random(len(years)) > 0.02
        again = np.flatnonzero(self.rng.random(len(years)) < REVISED)
        order = np.sort(np.concatenate([np.arange(len(years)), again]), kind="stable")
        second = np.concatenate([[False], order[1:] == order[:-1]])
        years, series, final = years[order], series[order], final[order] | second
        values = np.round(values[order] * np.where(second, 1.01, 1), 2)
        return self._figures(first, years, series, values, final, second)

    def _figures(
        self,
        first: int,
        years: np.ndarray,
        series: np.ndarray,
        values: np.ndarray,
        final: np.ndarray,
        second: np.ndarray,
    ) -> pa.Table:
        size, rng = len(years), self.rng
        changed = (rng.random(self.size) < 0.03)[series]
        marked = changed | (rng.random(self.size) < 0.2)[series]
        definition = np.where(changed & (years >= 2022), "second", "first").astype(object)
        definition[~marked] = None
        told = {
            "observation_id": pa.array(np.arange(first, first + size, dtype=np.int64)),
            "indicator_id": pa.array(self.ids[series]),
            "period_start": _days(years),
            "period_end": _days(years + 1),
            "frequency": _texts(np.full(size, "A")),
            "nature": _texts(np.full(size, "span")),
            "value": _numbers(values, np.zeros(size, bool)),
            "comparator": _texts(rng.choice(["eq", "gt"], size, p=[0.98, 0.02])),
            "unit": _texts(np.full(size, "亿元")),
            "match": _texts(rng.choice(["same", "derived", "proxy"], size, p=[0.95, 0.03, 0.02])),
            "status": _texts(rng.choice(["A", "F"], size, p=[0.99, 0.01])),
            "trust": _texts(rng.choice(["A", "B", "C", "D"], size, p=[0.6, 0.2, 0.18, 0.02])),
            "definition": pa.array(definition, pa.string()),
            "published_by": pa.array(
                (years - 1969).astype("datetime64[Y]").astype("datetime64[D]") + 100 + 200 * second
            ),
            "digits": pa.array(np.full(size, 2, np.int16)),
            "final": pa.array(final),
            "decided": pa.array(np.zeros(size, bool)),
        }
        return pa.table(told)


def _days(years: np.ndarray) -> Any:
    return pa.array((years - 1970).astype("datetime64[Y]").astype("datetime64[D]"))


def _texts(values: np.ndarray) -> Any:
    return pa.array(values, pa.string())


def _numbers(values: np.ndarray, empty: np.ndarray) -> Any:
    whole = np.round(values * 100).astype(np.int64)
    return _scaled(whole, empty)


def _scaled(whole: np.ndarray, empty: np.ndarray) -> Any:
    """Return hundredths as exact decimals: the same 64 bits, read with two places."""
    wide = np.zeros((len(whole), 2), np.int64)
    wide[:, 0], wide[:, 1] = whole, np.where(whole < 0, -1, 0)
    bits = np.packbits(~empty, bitorder="little")
    buffers = [pa.py_buffer(bits.tobytes()), pa.py_buffer(wide.tobytes())]
    return pa.Array.from_buffers(_NUMBER, len(whole), buffers)
